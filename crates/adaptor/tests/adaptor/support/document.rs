//! The contract, read from its document.

use std::{collections::BTreeMap, sync::LazyLock};

use axum::{
    extract::Request,
    http::{Method, Uri, header},
};
use jsonschema::Validator;
use serde_json::{Value, json};

use super::Seen;

/// The document.
pub(crate) struct Contract {
    document: Value,
    answers: BTreeMap<String, Validator>,
    /// By path and name.
    parameters: BTreeMap<(String, String), Validator>,
}

/// The document, read once.
pub(crate) static CONTRACT: LazyLock<Contract> = LazyLock::new(Contract::new);

impl Contract {
    fn new() -> Self {
        let text = include_str!("../../../../../docs/adaptateur.openapi.json");
        let document: Value = serde_json::from_str(text).expect("the document is JSON");
        let paths = document["paths"].as_object().expect("paths");
        let (mut answers, mut parameters) = (BTreeMap::new(), BTreeMap::new());
        for (name, item) in paths {
            let mut schema = item.pointer("/get/responses/200/content/application~1json/schema").expect("a schema").clone();
            schema["components"] = document["components"].clone();
            answers.insert(name.clone(), validator(&schema));
            for parameter in item["get"]["parameters"].as_array().expect("parameters") {
                let called = parameter["name"].as_str().expect("a name").to_owned();
                parameters.insert((name.clone(), called), validator(&parameter["schema"]));
            }
        }
        Self { document, answers, parameters }
    }

    /// Every path, as the document writes it.
    pub(crate) fn names(&self) -> Vec<String> {
        self.answers.keys().cloned().collect()
    }

    pub(crate) fn example(&self, name: &str) -> Value {
        self.document["paths"][name].pointer("/get/responses/200/content/application~1json/example").expect("an example").clone()
    }

    /// What is wrong with an answer.
    pub(crate) fn faults(&self, name: &str, answer: &Value) -> Vec<String> {
        self.answers[name].iter_errors(answer).map(|error| format!("{name}{}: {error}", error.instance_path())).collect()
    }

    /// What a request asks for, if the document allows it.
    pub(crate) fn read(&self, request: &Request) -> Result<Seen, String> {
        let uri = request.uri();
        if request.method() != Method::GET {
            return Err(format!("{} {uri}", request.method()));
        }
        if request.headers().get(header::ACCEPT).is_none_or(|accept| accept != "application/json") {
            return Err(format!("{uri} does not accept JSON"));
        }
        let (name, mut values) = self.find(uri.path()).ok_or_else(|| format!("{uri} is in no path"))?;
        values.extend(query(uri));
        for (given, value) in &values {
            let allowed = self.parameters.get(&(name.clone(), given.clone())).ok_or_else(|| format!("{uri} has {given} too many"))?;
            if !allowed.is_valid(&json!(value)) {
                return Err(format!("{uri} has a {given} that is not as the contract says"));
            }
        }
        // Each is required.
        if let Some((_, missing)) = self.parameters.keys().find(|(path, parameter)| *path == name && !values.contains_key(parameter)) {
            return Err(format!("{uri} has no {missing}"));
        }
        let authorization = request.headers().get(header::AUTHORIZATION).map(|v| v.to_str().unwrap_or_default().to_owned());
        Ok(Seen { name, path: uri.path().to_owned(), values, authorization })
    }

    fn find(&self, path: &str) -> Option<(String, BTreeMap<String, String>)> {
        let path: Vec<&str> = path.strip_prefix("/siscol/")?.split('/').collect();
        self.names().into_iter().find_map(|name| {
            let pattern: Vec<&str> = name.trim_start_matches('/').split('/').collect();
            let mut values = BTreeMap::new();
            let fits = pattern.len() == path.len()
                && pattern.iter().zip(&path).all(|(wanted, given)| match wanted.strip_prefix('{').and_then(|w| w.strip_suffix('}')) {
                    Some(parameter) => values.insert(parameter.to_owned(), decoded(given)).is_none(),
                    None => wanted == given,
                });
            fits.then_some((name, values))
        })
    }
}

fn validator(schema: &Value) -> Validator {
    jsonschema::draft202012::new(schema).expect("a schema")
}

/// The parameters of a query, read by the library that browsers' rules come from.
fn query(uri: &Uri) -> BTreeMap<String, String> {
    let url = format!("http://a.example{uri}").parse::<reqwest::Url>().expect("an address");
    url.query_pairs().into_owned().collect()
}

fn decoded(segment: &str) -> String {
    percent_encoding::percent_decode_str(segment).decode_utf8_lossy().into_owned()
}
