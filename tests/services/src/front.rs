//! A front that ends TLS, as an institution has one before its servers.

use std::net::SocketAddr;

use tokio::{
    io::copy_bidirectional,
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};

use crate::{Authority, Done, tls};

/// Takes connections by `https:` on a free port and passes what is said in them on to a server of this machine. It stops when it is dropped.
#[derive(Debug)]
pub struct Front {
    task: JoinHandle<()>,
    /// Where it is: `https://localhost:45678`.
    pub origin: String,
}

impl Front {
    /// Before the server that listens, or will listen, at an address.
    pub async fn start(authority: &Authority, behind: SocketAddr) -> Done<Self> {
        let tls = tls::acceptor(authority)?;
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let origin = format!("https://localhost:{}", listener.local_addr()?.port());
        let task = tokio::spawn(async move {
            // Whoever hangs up halfway is not served.
            while let Ok((stream, _)) = listener.accept().await {
                let tls = tls.clone();
                tokio::spawn(async move {
                    if let Ok(mut outside) = tls.accept(stream).await
                        && let Ok(mut inside) = TcpStream::connect(behind).await
                    {
                        let _ = copy_bidirectional(&mut outside, &mut inside).await;
                    }
                });
            }
        });
        Ok(Self { task, origin })
    }
}

impl Drop for Front {
    fn drop(&mut self) {
        self.task.abort();
    }
}
