//! The contract, read from its document.

use std::collections::BTreeMap;

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
}

impl Default for Contract {
    fn default() -> Self {
        let text = include_str!("../../../../../docs/adaptateur.openapi.json");
        let document: Value = serde_json::from_str(text).expect("the document is JSON");
        let paths = document["paths"].as_object().expect("paths");
        let answers = paths.iter().map(|(name, item)| {
            let mut schema = item.pointer("/get/responses/200/content/application~1json/schema").expect("a schema").clone();
            schema["components"] = document["components"].clone();
            (name.clone(), validator(&schema))
        });
        let answers = answers.collect();
        Self { document, answers }
    }
}

fn validator(schema: &Value) -> Validator {
    jsonschema::draft202012::new(schema).expect("a schema")
}

impl Contract {
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

    /// The values that the document gives for the parameters of a path.
    pub(crate) fn parameters(&self, name: &str) -> &[Value] {
        self.document["paths"][name]["get"]["parameters"].as_array().expect("parameters")
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
        let parameters = self.parameters(&name);
        for (given, value) in &values {
            let parameter = parameters.iter().find(|p| p["name"] == json!(given)).ok_or_else(|| format!("{uri} has {given} too many"))?;
            if !validator(&parameter["schema"]).is_valid(&json!(value)) {
                return Err(format!("{uri} has a {given} that is not as the contract says"));
            }
        }
        if let Some(missing) = parameters.iter().find(|p| !values.contains_key(p["name"].as_str().unwrap_or_default())) {
            return Err(format!("{uri} has no {}", missing["name"]));
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

/// The parameters of a query, read by the library that browsers' rules come from.
fn query(uri: &Uri) -> BTreeMap<String, String> {
    let url = format!("http://a.example{uri}").parse::<reqwest::Url>().expect("an address");
    url.query_pairs().into_owned().collect()
}

fn decoded(segment: &str) -> String {
    percent_encoding::percent_decode_str(segment).decode_utf8_lossy().into_owned()
}
