//! Every message, ours and the double's, against the published WSDL and XSD, by a library that knows nothing of us. The folder is no part
//! of the project: where it is not, there is nothing to compare with.

#![expect(clippy::unwrap_used, reason = "a test stops where it cannot go on")]

use std::{
    collections::BTreeSet,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use chrono::NaiveDate;
use tremplin_apogee::{Apogee, Elements, Settings, StudentId};
use tremplin_domain::year::AcademicYear;
use tremplin_referential::{Enrolments, Establishment, People, Programmes, StudentKey};
use tremplin_services::apogee::{Call, Double, Manner};

fn folder() -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let told = std::env::var_os("APOGEE_WSDL").map(PathBuf::from);
    let folders = [told, Some(root.join("../shared/apogee/wsdl")), Some(root.join("../../shared/apogee/wsdl"))];
    folders.into_iter().flatten().find(|folder| folder.join("abstract").is_dir())
}

/// A Python with lxml: the one that is named, else the system's if it has it.
fn python() -> Option<PathBuf> {
    let told = std::env::var_os("TREMPLIN_TEST_PYTHON_XML").map(PathBuf::from);
    told.or_else(|| {
        let system = PathBuf::from("/usr/bin/python3");
        let has_it = Command::new(&system).args(["-c", "import lxml"]).stderr(Stdio::null()).status().is_ok_and(|status| status.success());
        has_it.then_some(system)
    })
}

/// All that the program can ask.
async fn everything(double: &Double) -> Vec<Call> {
    let years: Vec<_> = (2023..=2026).filter_map(AcademicYear::starting).collect();
    for (number, student_id) in
        [("21900042", StudentId::Number), ("777", StudentId::Individual), ("21900043", StudentId::Number), ("21900045", StudentId::Number)]
    {
        let settings = Settings {
            base_url: double.url(),
            student_id,
            student_number_width: 8,
            asks_directory: true,
            pedagogical_steps: true,
            elements: Elements::Contract,
            ..Settings::default()
        };
        let apogee = Apogee::new(settings, || NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()).unwrap();
        apogee.student(&StudentKey::Number(number.into())).await.unwrap();
        apogee.enrolments(number, &years).await.unwrap();
        apogee.components().await.unwrap();
        apogee.establishment().await.unwrap();
        apogee.signatory("SCI").await.unwrap();
        apogee.communes("20000").await.unwrap();
        apogee.communes("99999").await.unwrap();
        apogee.check().await;
    }
    double.calls()
}

#[tokio::test]
async fn every_message_is_valid_by_the_published_schemas() {
    let double = Double::start(Manner::Strict).await.unwrap();
    let calls = everything(&double).await;
    let operations: BTreeSet<_> = calls.iter().map(|call| call.operation.as_str()).collect();
    assert_eq!(operations.len(), 13, "{operations:?}");
    let (Some(folder), Some(python)) = (folder(), python()) else {
        println!("nothing to compare with: no WSDL (APOGEE_WSDL), or no Python with lxml (TREMPLIN_TEST_PYTHON_XML)");
        return;
    };
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/validate.py");
    let mut validating = Command::new(python).arg(script).arg(folder).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut input = validating.stdin.take().unwrap();
    let sending = std::thread::spawn(move || {
        for call in &calls {
            for message in [&call.request, &call.answer] {
                input.write_all(format!("{} {}\n{message}", call.service, message.len()).as_bytes()).unwrap();
            }
        }
    });
    let output = validating.wait_with_output().unwrap();
    sending.join().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    println!("{said}");
    assert!(output.status.success(), "{said}");
}
