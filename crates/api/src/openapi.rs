//! The description of the REST side, written by hand in `docs/`; a test compares it with what the server does.

use axum::response::Response;
use bytes::Bytes;
use http::request::Parts;

use crate::core::tagged;

/// Below `/api`.
pub(crate) const PATH: &str = "/openapi.json";

const DOCUMENT: &str = include_str!("../../../docs/api.openapi.json");

/// Answers with the document, to anybody.
pub(crate) async fn show(parts: Parts) -> Response {
    tagged(&parts.headers, Bytes::from_static(DOCUMENT.as_bytes()), "application/json", "public, max-age=300")
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use serde_json::Value;
    use tremplin_domain::convention::Status;

    use super::*;
    use crate::{
        conventions::{LIST, ONE},
        query::statuses,
        supplement::SUPPLEMENT,
        survey::{COLUMNS, SURVEY},
    };

    fn document() -> Value {
        serde_json::from_str(DOCUMENT).unwrap()
    }

    /// A value, or what it refers to.
    fn resolved<'a>(document: &'a Value, value: &'a Value) -> &'a Value {
        value["$ref"].as_str().map_or(value, |to| document.pointer(to.trim_start_matches('#')).unwrap_or_else(|| panic!("{to}")))
    }

    /// The query parameters of each path of the document.
    fn described() -> BTreeMap<String, BTreeSet<String>> {
        let document = document();
        let query = |path: &Value| -> BTreeSet<String> {
            let parameters = path["get"]["parameters"].as_array().unwrap().iter().map(|p| resolved(&document, p));
            parameters.filter(|p| p["in"] == "query").map(|p| p["name"].as_str().unwrap().to_owned()).collect()
        };
        document["paths"].as_object().unwrap().iter().map(|(path, item)| (path.clone(), query(item))).collect()
    }

    #[test]
    fn the_document_has_every_route_and_parameter_and_no_other() {
        let mut served: BTreeMap<String, BTreeSet<String>> = [LIST, ONE, SUPPLEMENT, SURVEY]
            .iter()
            .map(|operation| (format!("/api{}", operation.path), operation.parameters.iter().map(|&p| p.to_owned()).collect()))
            .collect();
        served.insert(format!("/api{PATH}"), BTreeSet::new());
        assert_eq!(described(), served);
        let methods = |item: &Value| item.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
        assert!(document()["paths"].as_object().unwrap().values().all(|item| methods(item) == ["get"]));
    }

    #[test]
    fn every_reference_of_the_document_leads_somewhere() {
        fn walk(document: &Value, value: &Value) {
            resolved(document, value);
            match value {
                Value::Object(map) => map.values().for_each(|v| walk(document, v)),
                Value::Array(list) => list.iter().for_each(|v| walk(document, v)),
                _ => {}
            }
        }
        walk(&document(), &document());
    }

    #[test]
    fn the_document_names_every_state_and_every_column_in_order() {
        let document = document();
        let states: Vec<&str> =
            document["components"]["schemas"]["State"]["enum"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
        assert_eq!(states, statuses().map(Status::code).collect::<Vec<_>>());
        let text = document["paths"]["/api/v1/survey"]["get"]["description"].as_str().unwrap();
        let columns: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("- `")?.split('`').next()).collect();
        assert_eq!(columns, COLUMNS);
    }
}
