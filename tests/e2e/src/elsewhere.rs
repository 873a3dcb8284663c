//! Another site, whose pages show an address in a frame.

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};

use crate::Done;

/// A site of one page at `localhost`. It stops when it is dropped.
#[derive(Debug)]
pub struct Elsewhere {
    task: JoinHandle<()>,
    /// Where it is: `http://localhost:45678`.
    pub origin: String,
}

impl Elsewhere {
    /// On a free port.
    pub async fn start() -> Done<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let origin = format!("http://localhost:{}", listener.local_addr()?.port());
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                // Whoever hangs up halfway is shown nothing.
                tokio::spawn(answer(stream));
            }
        });
        Ok(Self { task, origin })
    }

    /// The page that shows this address.
    pub fn showing(&self, address: &str) -> String {
        format!("{}/?{address}", self.origin)
    }
}

impl Drop for Elsewhere {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn answer(mut stream: TcpStream) -> std::io::Result<()> {
    let mut asked = Vec::new();
    while !asked.windows(4).any(|end| end == b"\r\n\r\n") {
        if stream.read_buf(&mut asked).await? == 0 {
            return Ok(());
        }
    }
    let asked = String::from_utf8_lossy(&asked);
    let address = asked.split_whitespace().nth(1).and_then(|target| target.split_once('?')).map_or("about:blank", |(_, address)| address);
    let page = format!(
        "<!doctype html><html lang=\"fr\"><title>Cours</title><main><h1>Cours</h1>\
         <iframe src=\"{address}\" title=\"Mes stages\" width=\"100%\" height=\"700\"></iframe></main></html>"
    );
    let head =
        format!("HTTP/1.1 200 OK\r\ncontent-type: text/html; charset=utf-8\r\ncontent-length: {}\r\nconnection: close\r\n\r\n", page.len());
    stream.write_all(head.as_bytes()).await?;
    stream.write_all(page.as_bytes()).await
}
