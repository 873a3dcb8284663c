//! The contract, read from its document.

use std::{collections::BTreeMap, fs, path::Path};

use hyper::{Method, Request, Uri, header};
use jsonschema::Validator;
use serde_json::{Map, Value, json};
use url::Url;

use super::Seen;
use crate::Done;

/// Where the double's paths begin.
pub(super) const BASE: &str = "/siscol";

/// What a path answers, and what it may be asked.
#[derive(Debug)]
struct Operation {
    example: Value,
    answer: Validator,
    /// By name; each is required.
    parameters: BTreeMap<String, Validator>,
}

/// The contract: its paths, as the document writes them.
#[derive(Debug)]
pub struct Contract(BTreeMap<String, Operation>);

impl Contract {
    /// Reads it.
    pub fn read() -> Done<Self> {
        let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/adaptateur.openapi.json"))?;
        let document: Value = serde_json::from_str(&text)?;
        let paths = document["paths"].as_object().ok_or("the document has no paths")?;
        let operations = paths.iter().map(|(name, item)| Ok((name.clone(), operation(name, &item["get"], &document)?)));
        Ok(Self(operations.collect::<Done<_>>()?))
    }

    /// Every path.
    pub fn names(&self) -> Vec<String> {
        self.0.keys().cloned().collect()
    }

    /// The example of a path.
    ///
    /// # Panics
    /// If there is no such path.
    pub fn example(&self, name: &str) -> Value {
        self.0[name].example.clone()
    }

    /// What is wrong with an answer of a path.
    ///
    /// # Panics
    /// If there is no such path.
    pub fn faults(&self, name: &str, answer: &Value) -> Vec<String> {
        self.0[name].answer.iter_errors(answer).map(|error| format!("{name}{}: {error}", error.instance_path())).collect()
    }

    /// What a request asks for, if the document allows it.
    pub(super) fn asked<B>(&self, request: &Request<B>) -> Result<Seen, String> {
        let uri = request.uri();
        if request.method() != Method::GET {
            return Err(format!("{} {uri}", request.method()));
        }
        if request.headers().get(header::ACCEPT).is_none_or(|accept| accept != "application/json") {
            return Err(format!("{uri} does not accept JSON"));
        }
        let (name, operation, mut values) = self.find(uri.path()).ok_or_else(|| format!("{uri} is in no path"))?;
        values.extend(query(uri));
        for (given, value) in &values {
            let allowed = operation.parameters.get(given).ok_or_else(|| format!("{uri} has {given} too many"))?;
            if !allowed.is_valid(&json!(value)) {
                return Err(format!("{uri} has a {given} that is not as the contract says"));
            }
        }
        if let Some(missing) = operation.parameters.keys().find(|name| !values.contains_key(*name)) {
            return Err(format!("{uri} has no {missing}"));
        }
        let authorization = request.headers().get(header::AUTHORIZATION).map(|v| v.to_str().unwrap_or_default().to_owned());
        Ok(Seen { name: name.to_owned(), path: uri.path().to_owned(), values, authorization })
    }

    fn find(&self, path: &str) -> Option<(&str, &Operation, BTreeMap<String, String>)> {
        let path: Vec<&str> = path.strip_prefix(BASE)?.strip_prefix('/')?.split('/').collect();
        self.0.iter().find_map(|(name, operation)| {
            let pattern: Vec<&str> = name.trim_start_matches('/').split('/').collect();
            let mut values = BTreeMap::new();
            let fits = pattern.len() == path.len()
                && pattern.iter().zip(&path).all(|(wanted, given)| match wanted.strip_prefix('{').and_then(|w| w.strip_suffix('}')) {
                    Some(parameter) => values.insert(parameter.to_owned(), decoded(given)).is_none(),
                    None => wanted == given,
                });
            fits.then_some((name.as_str(), operation, values))
        })
    }
}

fn operation(name: &str, get: &Value, document: &Value) -> Done<Operation> {
    let lacks = |what: &str| format!("{name} has no {what}");
    let content = get.pointer("/responses/200/content/application~1json").ok_or_else(|| lacks("answer"))?;
    let mut schema: Map<String, Value> = content["schema"].as_object().ok_or_else(|| lacks("schema"))?.clone();
    schema.insert("components".to_owned(), document["components"].clone());
    let mut parameters = BTreeMap::new();
    for parameter in get["parameters"].as_array().ok_or_else(|| lacks("parameters"))? {
        let called = parameter["name"].as_str().ok_or_else(|| lacks("name of a parameter"))?;
        parameters.insert(called.to_owned(), jsonschema::draft202012::new(&parameter["schema"])?);
    }
    let example = content.get("example").ok_or_else(|| lacks("example"))?.clone();
    Ok(Operation { example, answer: jsonschema::draft202012::new(&schema.into())?, parameters })
}

/// The parameters of a query, read by the library that browsers' rules come from.
fn query(uri: &Uri) -> BTreeMap<String, String> {
    let url = Url::parse(&format!("http://a.example{uri}"));
    url.map(|url| url.query_pairs().into_owned().collect()).unwrap_or_default()
}

fn decoded(segment: &str) -> String {
    percent_encoding::percent_decode_str(segment).decode_utf8_lossy().into_owned()
}
