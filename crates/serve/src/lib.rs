//! HTTP connections served with limits, deadlines and a clean stop: the same for the fragment servers and the portal.

mod body;
mod host;
mod reader;

use std::{io, pin::Pin, time::Duration};

pub use body::{Unread, whole};

use axum::{
    Router,
    body::Body,
    extract::Request,
    http::StatusCode,
    middleware::{Next, from_fn, map_request},
    response::IntoResponse,
};
use hyper::server::conn::http1;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
    service::TowerToHyperService,
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::Semaphore,
};

/// What a connection may take.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Bytes of request line and headers; beyond, 431.
    pub header_bytes: usize,
    /// Number of headers; beyond, 431.
    pub headers: usize,
    /// How long a client may take to send its headers, or stay idle between two requests.
    pub header_time: Duration,
    /// How long a client may pause while it sends a body, and how long the whole may take it.
    pub body_pause: Duration,
    /// See [`Limits::body_pause`].
    pub body_time: Duration,
    /// How long a client may read nothing of an answer.
    pub read_time: Duration,
    /// Connections at the same time; the next one waits.
    pub connections: usize,
    /// How long running requests may take once a stop is asked for.
    pub stop_time: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            header_bytes: 64 * 1024,
            headers: 200,
            header_time: Duration::from_secs(10),
            body_pause: Duration::from_secs(10),
            body_time: Duration::from_mins(5),
            read_time: Duration::from_mins(1),
            connections: 1024,
            stop_time: Duration::from_secs(10),
        }
    }
}

/// Serves until `stop` resolves, then lets the requests under way end.
pub async fn serve(listener: TcpListener, router: Router, limits: Limits, stop: impl Future<Output = ()>) -> io::Result<()> {
    let mut builder = http1::Builder::new();
    builder
        .timer(TokioTimer::new())
        .header_read_timeout(limits.header_time)
        .max_header_size(limits.header_bytes)
        .max_headers(limits.headers)
        // Room for the longest header and the beginning of a body behind it.
        .max_buf_size((limits.header_bytes * 2).max(16 * 1024));
    let router = router.layer(map_request(move |request: Request<Body>| async move {
        request.map(|body| body::Watched::over(body, limits.body_pause, limits.body_time))
    }));
    let router =
        router.layer(from_fn(
            async |request, next: Next| {
                if host::is_named(&request) { next.run(request).await } else { StatusCode::BAD_REQUEST.into_response() }
            },
        ));
    let graceful = GracefulShutdown::new();
    let places = std::sync::Arc::new(Semaphore::new(limits.connections));
    let mut stop = std::pin::pin!(stop);
    loop {
        let accepted = tokio::select! {
            accepted = accept(&listener, &places) => accepted,
            () = &mut stop => break,
        };
        let (stream, place) = match accepted {
            Ok(accepted) => accepted,
            // A connection that died in the queue, or no file descriptor left: neither may end the server.
            Err(error) => {
                tracing::warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(Duration::from_millis(20)).await;
                continue;
            }
        };
        let _ = stream.set_nodelay(true);
        tokio::spawn(attended(&builder, &graceful, reader::Attentive::new(stream, limits.read_time), router.clone(), place));
    }
    drop(listener);
    if tokio::time::timeout(limits.stop_time, graceful.shutdown()).await.is_err() {
        tracing::warn!("requests still under way were cut off");
    }
    Ok(())
}

/// A connection until it ends. In a box, so that it is compiled here once, and not with each crate that serves.
fn attended(
    builder: &http1::Builder,
    graceful: &GracefulShutdown,
    stream: reader::Attentive<TcpStream>,
    router: Router,
    place: Place,
) -> Pin<Box<dyn Future<Output = ()> + Send>> {
    let connection = graceful.watch(builder.serve_connection(TokioIo::new(stream), TowerToHyperService::new(router)));
    Box::pin(async move {
        if let Err(error) = connection.await {
            tracing::debug!(%error, "a connection ended early");
        }
        drop(place);
    })
}

type Place = tokio::sync::OwnedSemaphorePermit;

async fn accept(listener: &TcpListener, places: &std::sync::Arc<Semaphore>) -> io::Result<(TcpStream, Place)> {
    let place = std::sync::Arc::clone(places).acquire_owned().await.map_err(io::Error::other)?;
    let (stream, _) = listener.accept().await?;
    Ok((stream, place))
}

#[cfg(test)]
mod tests {
    use axum::routing::{get, post};
    use tokio::{
        io::{AsyncReadExt, AsyncWriteExt},
        net::TcpStream,
        sync::oneshot,
    };

    use super::*;

    async fn start_with(
        router: Router,
        limits: Limits,
    ) -> (std::net::SocketAddr, oneshot::Sender<()>, tokio::task::JoinHandle<io::Result<()>>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel::<()>();
        let task = tokio::spawn(serve(listener, router, limits, async {
            let _ = stopped.await;
        }));
        (address, stop, task)
    }

    async fn start(router: Router) -> (std::net::SocketAddr, oneshot::Sender<()>, tokio::task::JoinHandle<io::Result<()>>) {
        start_with(router, Limits::default()).await
    }

    async fn exchange(address: std::net::SocketAddr, request: &str) -> String {
        let mut stream = TcpStream::connect(address).await.unwrap();
        // The server may answer and close before the whole of an oversized request is written.
        let _ = stream.write_all(request.as_bytes()).await;
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer).await;
        String::from_utf8_lossy(&answer).into_owned()
    }

    #[tokio::test]
    async fn headers_up_to_64_kib_are_read_and_longer_ones_are_431() {
        let (address, _stop, _task) = start(Router::new().route("/", get(|| async { "hello" }))).await;
        let long = |n| format!("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Long: {}\r\n\r\n", "a".repeat(n));
        assert!(exchange(address, &long(60 * 1024)).await.starts_with("HTTP/1.1 200"));
        assert!(exchange(address, &long(70 * 1024)).await.starts_with("HTTP/1.1 431"));
    }

    #[tokio::test]
    async fn a_request_names_one_host() {
        let (address, _stop, _task) = start(Router::new().route("/", get(|| async { "hello" }))).await;
        for (version, hosts, status) in [
            ("1.1", "Host: a\r\n", "200"),
            ("1.1", "", "400"),
            ("1.1", "Host: a\r\nHost: a\r\n", "400"),
            ("1.1", "Host: a b\r\n", "400"),
            ("1.0", "", "200"),
            ("1.0", "Host: a\r\nHost: b\r\n", "400"),
        ] {
            let answer = exchange(address, &format!("GET / HTTP/{version}\r\n{hosts}Connection: close\r\n\r\n")).await;
            assert_eq!(answer.split(' ').nth(1), Some(status), "{version} {hosts}");
        }
    }

    #[tokio::test]
    async fn what_is_not_http_is_400() {
        let (address, _stop, _task) = start(Router::new()).await;
        for bad in ["GE\0T / HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\r\nHost x\r\n\r\n", "\u{1}\u{2}\r\n\r\n"] {
            assert!(exchange(address, bad).await.starts_with("HTTP/1.1 400"), "{bad:?}");
        }
    }

    #[tokio::test]
    async fn a_request_under_way_ends_before_the_server_does() {
        let (entered, mut inside) = tokio::sync::mpsc::channel::<()>(1);
        let (release, released) = oneshot::channel::<()>();
        let released = std::sync::Arc::new(tokio::sync::Mutex::new(Some(released)));
        let router = Router::new().route(
            "/",
            get(move || async move {
                entered.send(()).await.unwrap();
                let gate = released.lock().await.take().unwrap();
                gate.await.unwrap();
                "done"
            }),
        );
        let (address, stop, task) = start(router).await;
        let asked = tokio::spawn(async move { exchange(address, "GET / HTTP/1.1\r\nHost: x\r\n\r\n").await });
        inside.recv().await.unwrap();
        stop.send(()).unwrap();
        release.send(()).unwrap();
        assert!(asked.await.unwrap().ends_with("done"));
        task.await.unwrap().unwrap();
    }

    #[tokio::test]
    async fn who_sends_what_nobody_wants_still_gets_the_answer() {
        let (address, _stop, _task) = start(Router::new().route("/", post(|| async { "too large" }))).await;
        let body = "x".repeat(8 * 1024 * 1024);
        let request = format!("POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {}\r\n\r\n{body}", body.len());
        assert!(exchange(address, &request).await.ends_with("too large"));
    }

    /// What whoever reads a form of at most 10 bytes makes of this beginning of a request, after which nothing more comes.
    async fn told(head: &str) -> String {
        let limits = Limits { body_pause: Duration::from_millis(20), ..Limits::default() };
        let read = |body: Body| async {
            match whole(body, 10).await {
                Ok(_) => "whole",
                Err(Unread::TooLarge) => "too large",
                Err(Unread::Late) => "late",
                Err(Unread::Broken) => "broken",
            }
        };
        let (address, _stop, _task) = start_with(Router::new().route("/", post(read)), limits).await;
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(format!("POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{head}").as_bytes()).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        answer.rsplit("\r\n").next().unwrap_or_default().to_owned()
    }

    #[tokio::test]
    async fn who_stops_in_the_middle_of_a_body_is_not_waited_for() {
        assert_eq!(told("Content-Length: 10\r\n\r\nabc").await, "late");
    }

    #[tokio::test]
    async fn who_announces_too_much_is_told_at_once() {
        assert_eq!(told("Content-Length: 11\r\n\r\nabc").await, "too large");
    }
}
