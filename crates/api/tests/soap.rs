//! What SOAP answers, and to whom; `peers.rs` has a client that reads the WSDL.

#![expect(clippy::unwrap_used, reason = "a test stops where it cannot go on")]

mod support;

use axum::body::Body;
use http::{Method, StatusCode, header};
use support::{Answered, Institution, request, with_each};
use tremplin_api::Token;
use tremplin_domain::client::Resource;

const PATH: &str = "/api/soap/supplement";

fn envelope(inside: &str) -> String {
    format!(
        "<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\" xmlns=\"urn:tremplin:supplement:1\"><e:Body>{inside}</e:Body></e:Envelope>"
    )
}

fn ask(inside: &str) -> String {
    envelope(&format!("<getInternships>{inside}</getInternships>"))
}

async fn post(institution: &Institution, token: &Token, kind: &str, body: impl Into<Body>) -> Answered {
    let request = request(Method::POST, PATH)
        .header(header::AUTHORIZATION, format!("Bearer {}", token.reveal()))
        .header(header::CONTENT_TYPE, kind)
        .header(header::ACCEPT_LANGUAGE, "en");
    institution.ask(request.body(body.into()).unwrap()).await
}

async fn xml(institution: &Institution, token: &Token, body: String) -> Answered {
    post(institution, token, "text/xml; charset=utf-8", body).await
}

/// What stands in an element of an answer.
fn inside<'a>(answered: &'a Answered, element: &str) -> Option<&'a str> {
    let (_, rest) = answered.text.split_once(&format!("<{element}>"))?;
    rest.split_once(&format!("</{element}>")).map(|(inside, _)| inside)
}

#[test]
fn anybody_reads_the_wsdl_and_it_names_the_origin_of_the_configuration() {
    with_each(async |institution| {
        for path in ["/api/soap/supplement?wsdl", "/api/soap/supplement?WSDL"] {
            let wsdl = institution.ask(request(Method::GET, path).header(header::HOST, "evil.example").body(Body::empty()).unwrap()).await;
            assert_eq!((wsdl.status, wsdl.header(header::CONTENT_TYPE)), (StatusCode::OK, "text/xml; charset=utf-8"));
            assert!(wsdl.text.contains("location=\"https://stages.univ.example/api/soap/supplement\"") && !wsdl.text.contains("evil"));
        }
    });
}

#[test]
fn internships_of_the_clients_centres_are_told() {
    with_each(async |institution| {
        let (all, everything) = institution.client("apogee", &[Resource::Supplement], None).await;
        let (_, some) = institution.client("droit", &[Resource::Supplement], Some(&[3])).await;
        let student = "<student> 21800002 </student><year/><element></element>";
        let (told, less) = (xml(&institution, &everything, ask(student)).await, xml(&institution, &some, ask(student)).await);
        let numbers = |answered: &Answered| answered.text.matches("<internships>").count();
        assert_eq!((told.status, numbers(&told), numbers(&less)), (StatusCode::OK, 5, 2));
        assert!(told.text.contains("Sujet n° 14 &amp; &lt;reste&gt;") && !told.text.contains("n° 15"));
        let calls = institution.calls(&all);
        assert_eq!((calls[0].operation.as_str(), calls[0].status, calls[0].given), ("getInternships", 200, 5));
        assert!(calls[0].parameters.starts_with("student=sha256:") && !calls[0].parameters.contains("21800002"));
    });
}

#[test]
fn what_is_wrong_is_a_fault_that_says_so() {
    with_each(async |institution| {
        let (client, token) = institution.client("apogee", &[Resource::Supplement], None).await;
        let (_, other) = institution.client("autre", &[Resource::Survey], None).await;
        let long = "9".repeat(50);
        let cases = [
            (ask(""), "soap:Client", Some("unreadable"), Some("student")),
            (ask(&format!("<student>{long}</student>")), "soap:Client", Some("unreadable"), Some("student")),
            (ask("<student>1</student><student>2</student>"), "soap:Client", Some("unreadable"), Some("student")),
            (ask("<student>1</student><year>19</year>"), "soap:Client", Some("unreadable"), Some("year")),
            (ask("<student>1</student><x/>"), "soap:Client", Some("unreadable"), Some("x")),
            (ask("<student><b>1</b></student>"), "soap:Client", Some("unreadable"), Some("student?")),
            (envelope("<getGrades/>"), "soap:Client", None, None),
            (envelope(""), "soap:Client", None, None),
            ("<a".to_owned(), "soap:Client", None, None),
            (format!("<!DOCTYPE a [<!ENTITY b \"c\">]>{}", ask("<student>&b;</student>")), "soap:Client", None, None),
            (ask("<student>1</student>").replace("schemas.xmlsoap.org/soap", "example.org"), "soap:VersionMismatch", None, None),
        ];
        for (body, faultcode, code, parameter) in cases {
            let fault = xml(&institution, &token, body.clone()).await;
            assert_eq!(fault.status, StatusCode::INTERNAL_SERVER_ERROR, "{body}");
            assert_eq!(
                (inside(&fault, "faultcode"), inside(&fault, "code"), inside(&fault, "parameter")),
                (Some(faultcode), code, parameter)
            );
            assert!(fault.text.contains("<faultstring xml:lang=\"en\">"), "{}", fault.text);
        }
        assert_eq!(inside(&xml(&institution, &other, ask("<student>1</student>")).await, "code"), Some("forbidden"));
        assert_eq!(institution.calls(&client).len(), 11);
    });
}

#[test]
fn what_is_no_soap_is_refused_as_everywhere() {
    with_each(async |institution| {
        let (client, token) = institution.client("apogee", &[Resource::Supplement], None).await;
        let good = || ask("<student>1</student>");
        for kind in ["application/json", "text/xml; charset=iso-8859-1", "", "text/xmlx"] {
            assert_eq!(post(&institution, &token, kind, good()).await.status, StatusCode::UNSUPPORTED_MEDIA_TYPE, "{kind}");
        }
        for kind in ["text/xml", "TEXT/XML;charset=\"UTF-8\""] {
            assert_eq!(post(&institution, &token, kind, good()).await.status, StatusCode::OK, "{kind}");
        }
        let large = ask(&format!("<student>{}</student>", "1".repeat(70_000)));
        let large = xml(&institution, &token, large).await;
        assert_eq!((large.status, inside(&large, "faultcode")), (StatusCode::PAYLOAD_TOO_LARGE, Some("soap:Client")));
        let foreign = post(&institution, &token, "text/xml", vec![b'<', b'a', 0xe9, b'/', b'>']).await;
        assert_eq!((foreign.status, inside(&foreign, "faultcode")), (StatusCode::INTERNAL_SERVER_ERROR, Some("soap:Client")));
        let refused = institution.ask(request(Method::POST, PATH).body(Body::from(good())).unwrap()).await;
        assert_eq!((refused.status, refused.headers.contains_key(header::WWW_AUTHENTICATE)), (StatusCode::UNAUTHORIZED, true));
        let method = institution.ask(request(Method::PUT, PATH).body(Body::empty()).unwrap()).await;
        assert_eq!((method.status, method.header(header::ALLOW)), (StatusCode::METHOD_NOT_ALLOWED, "GET,HEAD,POST"));
        assert_eq!(institution.calls(&client).len(), 8);
    });
}
