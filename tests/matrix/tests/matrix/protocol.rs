//! The protocol's page tells what the server answers.

use serde_json::Value;
use tremplin_matrix_tests::Site;
use tremplin_testkit::sqlite;

const PAGE: &str = include_str!("../../../../docs/fragment-protocol.md");

/// Whether an example of the page says what the server says: what it leaves open it shows as « … », and its addresses are its own.
fn agrees(told: &Value, given: &Value) -> bool {
    match (told, given) {
        (Value::String(told), _) if told.contains('…') || told.starts_with("https://") => true,
        (Value::Object(told), Value::Object(given)) => told.iter().all(|(key, value)| given.get(key).is_some_and(|g| agrees(value, g))),
        (Value::Array(told), Value::Array(given)) => told.len() == given.len() && told.iter().zip(given).all(|(t, g)| agrees(t, g)),
        _ => told == given,
    }
}

#[test]
fn the_example_of_a_description_is_the_servers_own() {
    sqlite(|store| {
        let request = http::Request::get("/.well-known/fragments.json").body(axum::body::Body::empty()).unwrap();
        let given: Value = serde_json::from_str(Site::over(store).send(request).text()).unwrap();
        let example = PAGE.split("```json\n").nth(1).and_then(|rest| rest.split("\n```").next()).unwrap();
        let example: Value = serde_json::from_str(example).unwrap();
        let given_widgets = given["widgets"].as_array().unwrap();
        for (key, told) in example.as_object().unwrap() {
            if key == "widgets" {
                let [told] = told.as_array().unwrap().as_slice() else { panic!("one widget is shown") };
                let given = given_widgets.iter().find(|widget| widget["handle"] == told["handle"]).unwrap();
                for (key, told) in told.as_object().unwrap() {
                    assert!(agrees(told, &given[key]), "{key}: the page says {told}, the server {}", given[key]);
                }
            } else {
                assert!(agrees(told, &given[key]), "{key}: the page says {told}, the server {}", given[key]);
            }
        }
    });
}
