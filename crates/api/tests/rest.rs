//! What REST answers, and to whom.

#![expect(clippy::unwrap_used, reason = "a test stops where it cannot go on")]

mod support;

use std::collections::BTreeSet;

use axum::body::Body;
use base64::{Engine, engine::general_purpose::STANDARD};
use http::{Method, StatusCode, header};
use serde_json::{Value, json};
use support::{Answered, Institution, bearing, request, with_each};
use tremplin_api::Token;
use tremplin_domain::{
    client::{Centres, Client, Grant, Resource},
    convention::{Convention, Phase},
    policy::Ties,
};
use tremplin_store::clients;
use tremplin_testkit::{World, admin, at};

const EVERY: [(&str, Resource); 4] = [
    ("/api/v1/conventions", Resource::Conventions),
    ("/api/v1/conventions/2025-00001", Resource::Conventions),
    ("/api/v1/supplement?student=21800001", Resource::Supplement),
    ("/api/v1/survey?year=2025", Resource::Survey),
];

/// All pages of a list.
async fn all(institution: &Institution, token: &Token, path: &str) -> Vec<String> {
    let mut numbers = Vec::new();
    let mut next = String::new();
    loop {
        let page = institution.get(token, &format!("{path}{next}")).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text);
        numbers.extend(page.numbers());
        match &page.json()["next"] {
            Value::String(cursor) => next = format!("&after={cursor}"),
            _ => return numbers,
        }
    }
}

fn numbers<'a>(conventions: impl IntoIterator<Item = &'a Convention>) -> Vec<String> {
    conventions.into_iter().map(|c| c.number.to_string()).collect()
}

/// The numbers of a survey file.
fn surveyed(file: &Answered) -> Vec<String> {
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(file.text.as_bytes());
    reader.records().map(|row| row.unwrap()[1].to_owned()).collect()
}

#[test]
fn what_is_listed_is_what_may_be_read_in_each_centre() {
    with_each(async |institution| {
        let students = &institution.world.institution.students;
        for (at, centres) in [None, Some(&[2][..]), Some(&[1, 3]), Some(&[4]), Some(&[])].into_iter().enumerate() {
            let (client, token) = institution.client(&format!("c{at}"), &Resource::ALL, centres).await;
            let scope = client.principal(institution.world.institution.centres.iter().map(|c| c.id)).scope();
            let covered = |c: &&Convention| {
                let centre = institution.world.institution.centres.iter().find(|centre| centre.id == c.centre).unwrap();
                scope.reach().covers(&Ties::of(c, centre))
            };
            let readable: Vec<&Convention> = institution.conventions.iter().filter(covered).collect();
            assert_eq!(all(&institution, &token, "/api/v1/conventions?limit=7").await, numbers(readable.iter().copied()));
            for convention in &institution.conventions {
                let one = institution.get(&token, &format!("/api/v1/conventions/{}", convention.number)).await;
                let is_readable = readable.iter().any(|c| c.id == convention.id);
                assert_eq!(one.status == StatusCode::OK, is_readable, "{}", one.text);
            }
            let agreed: BTreeSet<String> = readable
                .iter()
                .filter(|c| {
                    let centre = institution.world.institution.centres.iter().find(|centre| centre.id == c.centre).unwrap();
                    c.progress.phase(&centre.validations).is_validated()
                })
                .map(|c| c.number.to_string())
                .collect();
            let file = institution.get(&token, "/api/v1/survey?year=2025").await;
            assert_eq!(surveyed(&file), agreed.iter().cloned().collect::<Vec<_>>());
            let mut supplements = BTreeSet::new();
            for student in students {
                let told = institution.get(&token, &format!("/api/v1/supplement?student={}", student.number)).await.json();
                let internships = told["internships"].as_array().unwrap().clone();
                supplements.extend(internships.iter().map(|i| i["number"].as_str().unwrap().to_owned()));
            }
            assert_eq!(supplements, agreed);
        }
    });
}

#[test]
fn unknown_and_forbidden_are_the_same_answer() {
    with_each(async |institution| {
        let (_, token) = institution.client("droit", &Resource::ALL, Some(&[2])).await;
        let other = institution.conventions.iter().find(|c| c.centre.0 == 3).unwrap();
        let forbidden = institution.get(&token, &format!("/api/v1/conventions/{}", other.number)).await;
        for path in ["2025-99999", "2025-00000", "x", "2025", "%00", "1-1"] {
            let unknown = institution.get(&token, &format!("/api/v1/conventions/{path}")).await;
            assert_eq!((unknown.status, &unknown.text), (StatusCode::NOT_FOUND, &forbidden.text), "{path}");
        }
        let stranger = institution.get(&token, "/api/v1/supplement?student=nobody").await.json();
        assert_eq!(stranger, json!({ "student": "nobody", "internships": [] }));
        assert_eq!(all(&institution, &token, "/api/v1/conventions?student=nobody").await, [] as [String; 0]);
    });
}

#[test]
fn each_filter_leaves_what_it_says() {
    with_each(async |institution| {
        let token = institution.all().await;
        let left = async |query: &str| all(&institution, &token, &format!("/api/v1/conventions?{query}")).await;
        let such = |test: &dyn Fn(&Convention) -> bool| numbers(institution.conventions.iter().filter(|c| test(c)));
        assert_eq!(left("student=21800003").await, such(&|c| c.student.0 == 3));
        assert_eq!(left("step=DRT3&version=121&component=DRT&limit=200").await.len(), 60);
        assert_eq!(left("step=DRT3&version=122").await.len(), 0);
        assert_eq!(left("component=SCI").await.len(), 0);
        assert_eq!(left("year=2025&limit=9").await.len(), 60);
        assert_eq!(left("year=2024").await.len(), 0);
        assert_eq!((left("from=2026-06-30").await.len(), left("from=2026-07-01").await.len()), (54, 0));
        assert_eq!((left("to=2026-04-01").await.len(), left("to=2026-03-31").await.len()), (60, 0));
        assert_eq!(left("from=2026-05-01&to=2026-05-31&state=draft").await, such(&|c| c.progress.submitted_at.is_none()));
        let some = left("state=submitted&state=cancelled").await;
        assert_eq!(some, numbers(institution.conventions.iter().filter(|c| matches!(c.id.0 / 3 % 10, 1 | 8))));
        // On 2 March they are signed and have not begun.
        assert_eq!((left("state=signed").await.len(), left("state=running").await.len()), (6, 0));
    });
}

#[test]
fn a_convention_says_what_is_needed_and_no_more() {
    with_each(async |institution| {
        let token = institution.all().await;
        let convention = institution.conventions.iter().find(|c| c.id.0 == 12).unwrap();
        let told = institution.get(&token, &format!("/api/v1/conventions/{}", convention.number)).await.json();
        let wanted = json!({
            "number": "2025-00012", "year": 2025, "state": "validated", "kind": "initial-compulsory", "language": "fr",
            "centre": { "id": 1, "name": "Établissement" },
            "student": { "number": "21800001", "lastName": "Durand", "firstName": "Hélène" },
            "component": { "code": "DRT", "label": "Faculté de droit" },
            "step": { "code": "DRT3", "version": "121", "label": "Licence de droit, troisième année" },
            "diploma": "",
            "elements": [{ "code": "EP0", "label": "Stage", "ects": 6.12 }],
            "host": { "name": "Éditions du Nord", "siret": "73282932000074", "naf": "58.11Z", "kind": "private", "headcount": "10-49",
                      "postcode": "35000", "town": "Lille", "country": "FR" },
            "place": { "name": "Direction juridique", "postcode": "35000", "town": "Rennes", "country": "FR" },
            "teacher": { "lastName": "Bréhat", "firstName": "Élise" },
            "theme": "law", "confidential": false, "subject": "Sujet n° 12 & <reste>",
            "startDate": "2026-04-01", "endDate": "2026-06-30",
            "presenceMinutes": convention.schedule.presence_minutes,
            "duration": told["duration"], "createdAt": "2026-03-02T08:00:00Z", "updatedAt": "2026-03-02T08:00:00Z",
        });
        assert_eq!(told, wanted);
        assert!(told["duration"]["months"].as_i64().unwrap() >= 2);
    });
}

#[test]
fn a_confidential_subject_is_told_nowhere() {
    with_each(async |institution| {
        let token = institution.all().await;
        let confidential: Vec<_> = institution.conventions.iter().filter(|c| c.internship.confidential).collect();
        assert!(confidential.len() > 5);
        let mut texts = institution.get(&token, "/api/v1/conventions?limit=200").await.text;
        texts.push_str(&institution.get(&token, "/api/v1/survey?year=2025").await.text);
        for student in &institution.world.institution.students {
            let told = institution.get(&token, &format!("/api/v1/supplement?student={}", student.number)).await;
            for internship in told.json()["internships"].as_array().unwrap() {
                let hidden = internship["confidential"] == true;
                assert_eq!((internship.get("host").is_none(), internship.get("subject").is_none()), (hidden, hidden));
            }
            texts.push_str(&told.text);
        }
        assert!(texts.contains("Sujet n° 12 & <reste>"));
        for convention in confidential {
            assert!(!texts.contains(&convention.internship.subject), "{}", convention.number);
        }
    });
}

#[test]
fn nobody_reads_how_to_reach_a_person_or_their_social_cover() {
    with_each(async |institution| {
        let token = institution.all().await;
        let mut texts = String::new();
        for path in ["/api/v1/conventions?limit=200", "/api/v1/supplement?student=21800001", "/api/v1/survey?year=2025"] {
            texts.push_str(&institution.get(&token, path).await.text);
        }
        for kept in
            ["Lilas", "@", "CPAM", "general", "Kervella", "01 02 03", "02 23 23", "rue Haute", "quai Ouest", "Jeanne Martin", "2004"]
        {
            assert!(!texts.contains(kept), "{kept}");
        }
    });
}

#[test]
fn a_survey_file_says_one_row_for_each_internship_and_which_is_the_longest() {
    with_each(async |institution| {
        let token = institution.all().await;
        let file = institution.get(&token, "/api/v1/survey?year=2025").await;
        assert_eq!(file.header(header::CONTENT_TYPE), "text/csv; charset=utf-8; header=present");
        assert!(file.text.starts_with("annee;numero_convention;numero_etudiant;sexe;") && file.text.ends_with("\r\n"));
        let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(file.text.as_bytes());
        let at = reader.headers().unwrap().clone();
        let column = |name: &str| at.iter().position(|h| h == name).unwrap();
        let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
        let longest = rows.iter().filter(|row| &row[column("plus_long")] == "oui").map(|row| row[column("numero_etudiant")].to_owned());
        let students: BTreeSet<String> = rows.iter().map(|row| row[column("numero_etudiant")].to_owned()).collect();
        assert_eq!(longest.collect::<Vec<_>>().len(), students.len());
        let broken: Vec<_> = rows.iter().filter(|row| &row[column("etat")] == "broken-off").collect();
        assert!(!broken.is_empty() && broken.iter().all(|row| &row[column("rupture")] == "2026-05-04"));
        let row = &rows[0];
        let told = |name: &str| row[column(name)].to_owned();
        assert_eq!([told("debut"), told("fin"), told("siret"), told("commune")], ["2026-04-01", "2026-06-30", "73282932000074", "Rennes"]);
        assert_eq!([told("gratifie"), told("montant_centimes"), told("montant_par"), told("devise")], ["oui", "450", "hour", "EUR"]);
        let marked = institution.get(&token, "/api/v1/survey?year=2025&bom=true").await;
        assert_eq!(marked.text, format!("\u{feff}{}", file.text));
        assert_eq!(surveyed(&institution.get(&token, "/api/v1/survey?year=2019").await), [] as [String; 0]);
    });
}

#[test]
fn a_survey_of_several_pieces_is_whole_and_its_trace_counts_it() {
    with_each(async |institution| {
        let again = (61..=1_260).map(|id| tremplin_testkit::Builder::new(id).centre(2).in_phase(Phase::Validated));
        institution.world.load(&institution.store, again);
        let (client, token) = institution.client("enquete", &[Resource::Survey], Some(&[2])).await;
        let file = institution.get(&token, "/api/v1/survey?year=2025").await;
        let rows = surveyed(&file);
        assert!(rows.len() > 1_200 && rows.is_sorted(), "{}", rows.len());
        let calls = institution.calls(&client);
        assert_eq!((calls.len(), calls[0].given, calls[0].parameters.as_str()), (1, i64::try_from(rows.len()).unwrap(), "year=2025"));
    });
}

#[test]
fn each_right_opens_its_resource_alone() {
    with_each(async |institution| {
        for resource in Resource::ALL {
            let (_, token) = institution.client(resource.code(), &[resource], None).await;
            for (path, needs) in EVERY {
                let wanted = if needs == resource { StatusCode::OK } else { StatusCode::FORBIDDEN };
                assert_eq!(institution.get(&token, path).await.status, wanted, "{} {path}", resource.code());
            }
        }
        let (_, nothing) = institution.client("rien", &[], None).await;
        for (path, _) in EVERY {
            assert_eq!(institution.get(&nothing, path).await.json()["code"], "forbidden");
        }
    });
}

#[test]
fn nobody_reads_without_a_good_token() {
    with_each(async |institution| {
        let (client, token) = institution.client("tout", &Resource::ALL, None).await;
        let (revoked, gone) = institution.client("revoked", &Resource::ALL, None).await;
        institution.store.write(move |conn| clients::revoke(conn, &admin(), revoked.id, at(0))).await.unwrap();
        let late = Grant { name: "expired".parse().unwrap(), expires_at: Some(at(0)), ..client.grant.clone() };
        let (_, expired) = institution.client_that(late).await;
        let basic = |name: &str, token: &Token| format!("Basic {}", STANDARD.encode(format!("{name}:{}", token.reveal())));
        let good = basic("tout", &token);
        let bad = [
            String::new(),
            "Bearer".to_owned(),
            "Bearer tremplin_x".to_owned(),
            format!("Bearer {}x", token.reveal()),
            format!("Bearer {}", token.reveal().to_uppercase()),
            format!("Bearer {}", gone.reveal()),
            format!("Bearer {}", expired.reveal()),
            basic("other", &token),
        ];
        for (path, _) in EVERY {
            let with = async |value: &str| {
                institution.ask(request(Method::GET, path).header(header::AUTHORIZATION, value).body(Body::empty()).unwrap()).await
            };
            assert_eq!(with(&good).await.status, StatusCode::OK);
            for value in &bad {
                let refused = with(value).await;
                assert_eq!(refused.status, StatusCode::UNAUTHORIZED, "{value}");
                let schemes: Vec<_> = refused.headers.get_all(header::WWW_AUTHENTICATE).iter().collect();
                assert_eq!(schemes.len(), 2);
                assert_eq!(refused.header(header::CONTENT_TYPE), "application/problem+json");
            }
        }
    });
}

#[test]
fn each_wrong_parameter_is_named_in_the_language_asked_for() {
    with_each(async |institution| {
        let token = institution.all().await;
        let wrong = async |path: &str, language: &str| {
            let request = bearing(&token, path).header(header::ACCEPT_LANGUAGE, language);
            let answered = institution.ask(request.body(Body::empty()).unwrap()).await;
            let errors = answered.json()["errors"].as_array().cloned().unwrap_or_default();
            let names: Vec<String> = errors.iter().map(|e| e["name"].as_str().unwrap().to_owned()).collect();
            (answered.status.as_u16(), names.join(" "), answered.json()["title"].as_str().unwrap().to_owned())
        };
        let told = |status: u16, names: &str, title: &str| (status, names.to_owned(), title.to_owned());
        let many = "/api/v1/conventions?x=1&year=19&from=2026-02-30&limit=201&state=no&after=zz&student=%20&limit=1";
        assert_eq!(wrong(many, "en").await, told(400, "x student from state year limit after", "Request not understood"));
        assert_eq!(wrong("/api/v1/conventions?from=2026-02-02&to=2026-02-01", "").await, told(422, "to", "Paramètres contradictoires"));
        assert_eq!(wrong("/api/v1/conventions/2025-00001?x=1", "fr").await, told(400, "x", "Demande illisible"));
        assert_eq!(wrong("/api/v1/supplement", "de, en;q=0.5").await, told(400, "student", "Request not understood"));
        assert_eq!(wrong("/api/v1/survey?bom=1", "fr").await, told(400, "year bom", "Demande illisible"));
        assert_eq!(wrong("/api/v1/survey?year=%ff", "fr").await, told(400, "query", "Demande illisible"));
        assert_eq!(wrong("/api/v1/conventions?after=bn1", "fr").await, told(400, "after", "Demande illisible"));
    });
}

#[test]
fn methods_formats_and_addresses_get_the_right_status() {
    with_each(async |institution| {
        let token = institution.all().await;
        let ask = async |method: Method, path: &str, accept: &str| {
            let bearer = format!("Bearer {}", token.reveal());
            let request = request(method, path).header(header::AUTHORIZATION, bearer).header(header::ACCEPT, accept);
            institution.ask(request.body(Body::empty()).unwrap()).await
        };
        for (path, _) in EVERY {
            for method in [Method::POST, Method::PUT, Method::DELETE, Method::PATCH, Method::OPTIONS] {
                let refused = ask(method, path, "*/*").await;
                assert_eq!((refused.status, refused.header(header::ALLOW)), (StatusCode::METHOD_NOT_ALLOWED, "GET,HEAD"), "{path}");
                assert_eq!(refused.json()["code"], "method");
            }
            assert_eq!(ask(Method::GET, path, "image/png").await.status, StatusCode::NOT_ACCEPTABLE);
            let head = ask(Method::HEAD, path, "*/*").await;
            assert_eq!((head.status, head.text.as_str(), head.header(header::CACHE_CONTROL)), (StatusCode::OK, "", "no-store"));
        }
        assert_eq!(ask(Method::GET, "/api/v1/survey?year=2025", "application/json").await.status, StatusCode::NOT_ACCEPTABLE);
        assert_eq!(
            ask(Method::GET, &format!("/api/v1/conventions?step={}", "x".repeat(9_000)), "*/*").await.status,
            StatusCode::URI_TOO_LONG
        );
        for path in ["/api", "/api/", "/api/v1", "/api/v2/conventions", "/api/v1/conventions/", "/api/soap/supplement"] {
            let missing = ask(Method::GET, path, "*/*").await;
            assert_eq!((missing.status, missing.json()["code"].clone()), (StatusCode::NOT_FOUND, json!("missing")), "{path}");
        }
    });
}

#[test]
fn who_has_the_answer_already_gets_304() {
    with_each(async |institution| {
        let token = institution.all().await;
        for path in
            ["/api/v1/conventions?limit=3", "/api/v1/conventions/2025-00001", "/api/v1/supplement?student=21800001", "/api/openapi.json"]
        {
            let first = institution.get(&token, path).await;
            let tag = first.header(header::ETAG).to_owned();
            let again = bearing(&token, path).header(header::IF_NONE_MATCH, format!("\"x\", {tag}")).body(Body::empty()).unwrap();
            let again = institution.ask(again).await;
            assert_eq!((again.status, again.text.as_str(), again.header(header::ETAG)), (StatusCode::NOT_MODIFIED, "", tag.as_str()));
        }
    });
}

#[test]
fn who_asks_too_often_is_told_when_to_come_back() {
    with_each(async |institution| {
        let (client, _) = institution.client("tout", &Resource::ALL, None).await;
        let slow = Grant { name: "slow".parse().unwrap(), per_minute: 2, ..client.grant.clone() };
        let (slow, token) = institution.client_that(slow).await;
        let (_, other) = institution.client_that(Grant { name: "other".parse().unwrap(), ..slow.grant.clone() }).await;
        let ask = async |token: &Token| {
            let answered = institution.get(token, "/api/v1/conventions?limit=1").await;
            (answered.status.as_u16(), answered.header(header::RETRY_AFTER).to_owned())
        };
        let fine = || (200, String::new());
        assert_eq!([ask(&token).await, ask(&token).await, ask(&token).await], [fine(), fine(), (429, "30".to_owned())]);
        assert_eq!(ask(&other).await, fine());
        institution.wait(29);
        assert_eq!(ask(&token).await, (429, "1".to_owned()));
        institution.wait(1);
        assert_eq!([ask(&token).await, ask(&token).await], [fine(), (429, "30".to_owned())]);
        // What is refused so is not written down: it costs the database nothing.
        assert_eq!(institution.calls(&slow).len(), 3);
    });
}

#[test]
fn every_call_leaves_its_trace_without_the_students_number() {
    with_each(async |institution| {
        let (client, token): (Client, Token) =
            institution.client("droit", &[Resource::Conventions, Resource::Supplement], Some(&[2])).await;
        for path in [
            "/api/v1/conventions?limit=4&student=21800001",
            "/api/v1/conventions/2025-00001",
            "/api/v1/conventions/2025-00002",
            "/api/v1/conventions?name=Durand",
            "/api/v1/supplement?student=21800001&year=2025",
            "/api/v1/survey?year=2025",
        ] {
            institution.get(&token, path).await;
        }
        let calls = institution.calls(&client);
        let told: Vec<_> = calls.iter().map(|c| (c.operation.as_str(), c.status)).collect();
        let wanted =
            [("conventions", 200), ("convention", 200), ("convention", 404), ("conventions", 400), ("supplement", 200), ("survey", 403)];
        assert_eq!(told, wanted);
        assert_eq!((calls[0].given, calls[1].given, calls[2].given), (4, 1, 0));
        assert_eq!(calls[1].parameters, "number=2025-00001");
        assert_eq!(calls[3].parameters, "refused: name");
        assert!(calls[0].parameters.starts_with("limit=4&student=sha256:") && calls[4].parameters.ends_with("&year=2025"));
        assert!(calls.iter().all(|c| !c.parameters.contains("21800001") && c.at == at(0)));
    });
}

#[test]
fn an_institution_without_conventions_gives_empty_answers() {
    tremplin_testkit::each(|store| {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let _world = World::default().into_store(store);
            let random = tremplin_identity::Random::counting();
            let clock = tremplin_identity::Clock::standing_at(at(0).and_utc());
            let grant = Grant {
                name: "tout".parse().unwrap(),
                resources: Resource::ALL.into_iter().collect(),
                centres: Centres::All,
                per_minute: 9,
                expires_at: None,
            };
            let (_, token) = tremplin_api::create(store, &admin(), &grant, &random, clock.now()).await.unwrap();
            let router = tremplin_api::Api::new(store.clone(), clock, "https://stages.univ.example").unwrap().router();
            let request = bearing(&token, "/api/v1/conventions").body(Body::empty()).unwrap();
            let response = tower::ServiceExt::oneshot(router, request).await.unwrap();
            let bytes = http_body_util::BodyExt::collect(response.into_body()).await.unwrap().to_bytes();
            assert_eq!(bytes, r#"{"items":[],"next":null}"#);
        });
    });
}

#[test]
fn an_origin_is_a_scheme_and_a_host() {
    tremplin_testkit::sqlite(|store| {
        let clock = || tremplin_identity::Clock::standing_at(at(0).and_utc());
        let of = |origin: &str| tremplin_api::Api::new(store.clone(), clock(), origin).is_ok();
        assert!(["https://a.example", "http://127.0.0.1:8080", "https://a.example/"].into_iter().all(of));
        assert!(!["", "a.example", "ftp://a", "https://a/b", "https://a/?b", "https://u@a", "https://a&b"].into_iter().any(of));
    });
}
