//! What a real server cannot be made to do: be slow, break off, send pages, floods and bombs, lead elsewhere.
#![expect(clippy::unwrap_used, reason = "a test stops where it cannot go on")]

use std::time::Duration;

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};
use tremplin_cas_client::{
    Authenticated, Client, Code, Endpoint, Error, LARGEST, NAMESPACE, Pgt, Route, Server, Service, Settings, Ticket, Unreadable, Validation,
};
use tremplin_services::PATIENCE;

/// How the double answers.
#[derive(Clone)]
enum Answer {
    /// With this, then the end of the connection.
    Bytes(Vec<u8>),
    /// With this, then nothing for as long as the client waits.
    ThenSilence(Vec<u8>),
}

/// A double of a server, which answers everybody in the same way. It tells what it was asked.
struct Double {
    base: String,
    task: JoinHandle<String>,
}

impl Double {
    async fn new(answer: Answer) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}/cas", listener.local_addr().unwrap());
        let task = tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            let asked = head(&mut stream).await;
            let (Answer::Bytes(bytes) | Answer::ThenSilence(bytes)) = &answer;
            // A client that has read enough hangs up.
            let _ = stream.write_all(bytes).await;
            if matches!(answer, Answer::ThenSilence(_)) {
                let _ = stream.read_to_end(&mut Vec::new()).await;
            }
            asked
        });
        Self { base, task }
    }

    async fn with_body(body: &[u8]) -> Self {
        Self::new(Answer::Bytes(ok(body))).await
    }

    fn client(&self, settings: Settings) -> Client {
        Client::new(Server::new(&self.base).unwrap(), settings).unwrap()
    }

    async fn validated(&self, settings: Settings) -> Result<Authenticated, Error> {
        let (service, ticket) = (service(), ticket());
        self.client(settings).validate(&Validation::of(&service, &ticket)).await
    }
}

async fn head(stream: &mut TcpStream) -> String {
    let mut read = Vec::new();
    while !read.ends_with(b"\r\n\r\n") {
        read.push(stream.read_u8().await.unwrap());
    }
    String::from_utf8(read).unwrap()
}

fn ok(body: &[u8]) -> Vec<u8> {
    [format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", body.len()).as_bytes(), body].concat()
}

fn inside(text: &str) -> String {
    format!("<serviceResponse xmlns='{NAMESPACE}'>{text}</serviceResponse>")
}

fn service() -> Service {
    Service::exactly("https://s.example/").unwrap()
}

fn ticket() -> Ticket {
    Ticket::new("ST-1-very-secret").unwrap()
}

/// Waits as long as a busy machine may need.
fn patient() -> Settings {
    Settings { connect_within: PATIENCE, answer_within: PATIENCE, ..Settings::default() }
}

fn impatient() -> Settings {
    Settings { answer_within: Duration::from_millis(50), ..patient() }
}

/// Everything that an error prints, with its causes.
fn printed(error: &Error) -> String {
    let first: &dyn std::error::Error = error;
    std::iter::successors(Some(first), |cause| cause.source()).map(|cause| format!("{cause} {cause:?}")).collect::<Vec<_>>().join("\n")
}

/// The error, after a look that it prints no ticket.
fn discreet<T: std::fmt::Debug>(result: Result<T, Error>) -> Error {
    let error = result.unwrap_err();
    assert!(!printed(&error).contains("secret"), "{}", printed(&error));
    error
}

#[tokio::test]
async fn a_server_that_is_slow_runs_out_of_time() {
    let begun = b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<cas:".to_vec();
    for answer in [Vec::new(), begun] {
        let told = Double::new(Answer::ThenSilence(answer)).await.validated(impatient()).await;
        assert!(matches!(discreet(told), Error::TimedOut));
    }
}

#[tokio::test]
async fn a_connection_that_breaks_is_a_server_out_of_reach() {
    for answer in ["", "HTTP/1.1 200", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<cas:", "not HTTP at all\r\n\r\n"] {
        let told = Double::new(Answer::Bytes(answer.into())).await.validated(patient()).await;
        assert!(matches!(discreet(told), Error::Unreachable(_)), "{answer}");
    }
}

#[tokio::test]
async fn nobody_there_is_a_server_out_of_reach() {
    let free = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let client = Client::new(Server::new(&format!("http://{free}/cas")).unwrap(), patient()).unwrap();
    let (service, ticket) = (service(), ticket());
    assert!(matches!(discreet(client.validate(&Validation::of(&service, &ticket)).await), Error::Unreachable(_)));
    assert!(matches!(client.answers().await, Err(Error::Unreachable(_))));
}

#[tokio::test]
async fn a_server_answers_whatever_it_says() {
    for line in ["200 OK", "302 Found\r\nLocation: https://idp.example/", "405 Method Not Allowed", "500 Internal Server Error"] {
        let double = Double::new(Answer::Bytes(format!("HTTP/1.1 {line}\r\nContent-Length: 0\r\n\r\n").into())).await;
        assert!(double.client(patient()).answers().await.is_ok(), "{line}");
        assert!(double.task.await.unwrap().starts_with("HEAD /cas/p3/serviceValidate "), "{line}");
    }
}

#[tokio::test]
async fn a_redirection_is_not_followed_and_a_status_is_told() {
    for (line, told) in
        [("302 Found\r\nLocation: http://127.0.0.1:9/?ticket=ST-1-very-secret", 302), ("404 Not Found", 404), ("503 Busy", 503)]
    {
        let answer = Answer::Bytes(format!("HTTP/1.1 {line}\r\nContent-Length: 0\r\n\r\n").into());
        let error = discreet(Double::new(answer).await.validated(patient()).await);
        assert!(matches!(error, Error::Status(status) if status == told), "{error:?}");
    }
}

#[tokio::test]
async fn a_page_to_sign_in_shows_itself_or_leads_on_and_a_status_is_told() {
    for (line, refused) in [("200 OK", None), ("302 Found\r\nLocation: https://idp.example/", None), ("403 Forbidden", Some(403))] {
        let double = Double::new(Answer::Bytes(format!("HTTP/1.1 {line}\r\nContent-Length: 0\r\n\r\n").into())).await;
        let told = double.client(patient()).greets(&service()).await;
        let status = told.err().and_then(|error| if let Error::Status(status) = error { Some(status) } else { None });
        assert_eq!(status, refused, "{line}");
    }
}

#[tokio::test]
async fn a_refusal_may_have_a_status_of_its_own_and_a_success_may_not() {
    let no = inside("<authenticationFailure code='INVALID_TICKET'>ST-1-very-secret</authenticationFailure>");
    let yes = inside("<authenticationSuccess><user>m</user></authenticationSuccess>");
    for (line, body, refused) in
        [("400 Bad Request", &no, true), ("500 Broken", &no, true), ("403 Forbidden", &yes, false), ("302 Found", &no, false)]
    {
        let answer = format!("HTTP/1.1 {line}\r\nContent-Length: {}\r\n\r\n{body}", body.len());
        let error = discreet(Double::new(Answer::Bytes(answer.into())).await.validated(patient()).await);
        assert_eq!(matches!(&error, Error::Refused(failure) if failure.code == Code::InvalidTicket), refused, "{line}: {error:?}");
        assert_eq!(matches!(error, Error::Status(_)), !refused, "{line}: {error:?}");
    }
}

#[tokio::test]
async fn what_is_no_answer_is_named() {
    let bomb = "<!DOCTYPE a [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]><a>&b;</a>";
    for (body, why) in [
        ("<!DOCTYPE html><html><body>Sign in to the network</body></html>", Unreadable::Html),
        ("{\"error\": \"ST-1-very-secret\"}", Unreadable::Json),
        ("", Unreadable::NotXml),
        (bomb, Unreadable::Doctype),
        ("<ST-1-very-secret/>", Unreadable::Foreign),
    ] {
        let error = discreet(Double::with_body(body.as_bytes()).await.validated(patient()).await);
        assert!(matches!(&error, Error::Unreadable(told) if *told == why), "{body}: {error:?}");
    }
}

#[tokio::test]
async fn a_flood_is_left_whatever_its_length_is_said_to_be() {
    let flood = vec![b' '; LARGEST + 1];
    let endless = [b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFF\r\n".as_slice(), &vec![b'<'; 2 * LARGEST]].concat();
    for answer in [Answer::Bytes(ok(&flood)), Answer::ThenSilence(endless)] {
        assert!(matches!(discreet(Double::new(answer).await.validated(patient()).await), Error::TooLarge));
    }
}

#[tokio::test]
async fn the_largest_answer_is_still_read() {
    let answer = inside("<authenticationSuccess><user>m</user></authenticationSuccess>");
    let padded = format!("{}{answer}", " ".repeat(LARGEST - answer.len()));
    let known = Double::with_body(padded.as_bytes()).await.validated(patient()).await.unwrap();
    assert_eq!(known.user, "m");
}

#[tokio::test]
async fn what_is_asked_is_what_the_protocol_says() {
    for (endpoint, path) in [
        (Endpoint::P3ServiceValidate, "p3/serviceValidate"),
        (Endpoint::P3ProxyValidate, "p3/proxyValidate"),
        (Endpoint::ServiceValidate, "serviceValidate"),
        (Endpoint::ProxyValidate, "proxyValidate"),
        (Endpoint::Validate, "validate"),
    ] {
        let double = Double::with_body(b"").await;
        double.validated(Settings { endpoint, ..patient() }).await.unwrap_err();
        let asked = double.task.await.unwrap();
        assert!(
            asked.starts_with(&format!("GET /cas/{path}?service=https%3A%2F%2Fs.example%2F&ticket=ST-1-very-secret HTTP/1.1\r\n")),
            "{asked}"
        );
    }
}

#[tokio::test]
async fn asking_for_a_proxy_ticket_prints_no_ticket() {
    let double = Double::with_body(b"<html>").await;
    let pgt = Pgt::new("PGT-1-very-secret").unwrap();
    discreet(double.client(patient()).proxy_ticket(&pgt, &service()).await);
    assert!(
        double
            .task
            .await
            .unwrap()
            .starts_with("GET /cas/proxy?pgt=PGT-1-very-secret&targetService=https%3A%2F%2Fs.example%2F HTTP/1.1\r\n")
    );
}

#[tokio::test]
async fn a_proxy_that_the_settings_name_is_used() {
    let proxy = Double::with_body(b"").await;
    let through = Route::Through(proxy.base.replace("/cas", ""));
    let client = Client::new(Server::new("http://127.0.0.1:9/cas").unwrap(), Settings { route: through, ..patient() }).unwrap();
    let (service, ticket) = (service(), ticket());
    client.validate(&Validation::of(&service, &ticket)).await.unwrap_err();
    assert!(proxy.task.await.unwrap().starts_with("GET http://127.0.0.1:9/cas/p3/serviceValidate?"));
}
