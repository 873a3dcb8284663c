//! Clients that we did not write: schemathesis reads the `OpenAPI` document and tries what it allows and forbids, zeep reads the WSDL and calls.
//!
//! Both are Python's; `TREMPLIN_TEST_API_PYTHON` names an interpreter that has them, which `tests/run` prepares.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test stops where it cannot go on")]

mod support;

use std::{path::PathBuf, process::Command};

use serde_json::{Value, json};
use support::Institution;
use tokio::net::TcpListener;
use tremplin_api::{Api, Token};
use tremplin_domain::client::{Grant, Resource};
use tremplin_identity::Clock;
use tremplin_serve::Limits;
use tremplin_testkit::{at, sqlite};

/// The interpreter, and what to say where there is none.
fn python() -> PathBuf {
    #[expect(clippy::disallowed_methods, reason = "where the interpreter is can only come from outside")]
    let named = std::env::var("TREMPLIN_TEST_API_PYTHON");
    named.expect("TREMPLIN_TEST_API_PYTHON names a Python with schemathesis and zeep: tests/run prepares one").into()
}

fn beside(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/peers").join(name)
}

/// Runs a command while the API is served over a small institution; gives what the command wrote.
fn while_served(command: impl FnOnce(&str, &[(&str, Token)]) -> Command + Send + 'static) -> String {
    let written = std::sync::Mutex::new(String::new());
    let command = std::sync::Mutex::new(Some(command));
    sqlite(|store| {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        runtime.block_on(async {
            let institution = Institution::over(store);
            let (client, all) = institution.client("tout", &Resource::ALL, None).await;
            let (_, other) = institution.client("droit", &[Resource::Conventions], Some(&[2])).await;
            let quick = Grant { name: "rapide".parse().unwrap(), per_minute: u16::MAX, ..client.grant.clone() };
            let (_, quick) = institution.client_that(quick).await;
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
            let origin = format!("http://{}", listener.local_addr().unwrap());
            let router = Api::new(store.clone(), Clock::standing_at(at(0).and_utc()), &origin).unwrap().router();
            let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
            let served = tokio::spawn(tremplin_serve::serve(listener, router, Limits::default(), async {
                let _ = stopped.await;
            }));
            let mut command = command.lock().unwrap().take().unwrap()(&origin, &[("tout", all), ("droit", other), ("rapide", quick)]);
            let output = tokio::task::spawn_blocking(move || command.output().expect("Python starts")).await.unwrap();
            let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
            assert!(output.status.success(), "{}\n{out}\n{err}", output.status);
            *written.lock().unwrap() = out.into_owned();
            stop.send(()).unwrap();
            served.await.unwrap().unwrap();
        });
    });
    written.into_inner().unwrap()
}

#[test]
fn schemathesis_finds_nothing_that_the_document_does_not_say() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path().to_owned();
    let written = while_served(move |origin, tokens| {
        let mut command = Command::new(python());
        command.args(["-m", "schemathesis.cli", "--config-file"]).arg(beside("schemathesis.toml"));
        command.args(["run", &format!("{origin}/api/openapi.json")]);
        command.args(["--header", &format!("Authorization: Bearer {}", tokens[2].1.reveal())]).current_dir(at);
        command
    });
    println!("{written}");
}

#[test]
fn zeep_reads_the_wsdl_and_gets_internships_and_typed_faults() {
    let written = while_served(|origin, tokens| {
        let mut command = Command::new(python());
        command.arg(beside("supplement.py")).arg(format!("{origin}/api/soap/supplement?wsdl"));
        command.args(tokens.iter().take(2).flat_map(|(name, token)| [(*name).to_owned(), token.reveal().to_owned()]));
        command
    });
    let told: Value = serde_json::from_str(&written).unwrap();
    let internships = told["internships"].as_array().unwrap();
    assert!(internships.len() > 3 && internships.iter().all(|i| i["startDate"] == "2026-04-01"), "{told:#}");
    let open = internships.iter().find(|i| i["confidential"] == false).unwrap();
    assert!(open["subject"].as_str().unwrap().contains("& <reste>"));
    assert_eq!(open["host"], json!({ "name": "Éditions du Nord", "town": "Rennes", "country": "FR" }));
    assert_eq!(open["elements"], json!([{ "code": "EP2", "label": "Stage", "ects": "6.14" }]));
    let hidden = internships.iter().find(|i| i["confidential"] == true).unwrap();
    assert!(hidden["subject"].is_null() && hidden["host"].is_null());
    let of_element = told["of_element"].as_array().unwrap();
    assert!(!of_element.is_empty() && of_element.len() < internships.len());
    assert_eq!((&told["of_other_year"], &told["of_nobody"]), (&json!([]), &json!([])));
    assert_eq!(told["wrong"], json!({ "code": "unreadable", "parameter": "student", "faultcode": "soap:Client" }));
    assert_eq!(told["forbidden"], json!({ "code": "forbidden", "parameter": null, "faultcode": "soap:Client" }));
    assert_eq!(told["stranger"], json!(401));
}
