//! Ports and the end: what every server of ours does alike.

use std::net::SocketAddr;

use tokio::{net::TcpListener, sync::watch};

use crate::failure::Failure;

/// A port to serve on.
pub(crate) async fn listen(address: SocketAddr) -> Result<TcpListener, Failure> {
    TcpListener::bind(address).await.map_err(|error| Failure::Port(address, error))
}

/// Waits for Ctrl-C or SIGTERM.
pub(crate) async fn asked() -> Result<(), Failure> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate()).map_err(Failure::start)?;
    tokio::select! {
        interrupted = tokio::signal::ctrl_c() => interrupted.map_err(Failure::start),
        _ = terminate.recv() => Ok(()),
    }
}

/// Resolves when the other end says so.
pub(crate) async fn until(mut stopped: watch::Receiver<()>) {
    // An error means that the sender is gone, which is a stop as well.
    let _ = stopped.changed().await;
}
