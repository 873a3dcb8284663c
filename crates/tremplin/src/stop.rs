//! Ports and the end: what every server of ours does alike.

use std::net::SocketAddr;

use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
    sync::watch,
};

use crate::failure::Failure;

/// A port to serve on.
pub(crate) async fn listen(address: SocketAddr) -> Result<TcpListener, Failure> {
    TcpListener::bind(address).await.map_err(|error| Failure::Port(address, error))
}

/// Whether somebody asked the program to stop, by Ctrl-C or SIGTERM, since this was made.
#[derive(Debug, Clone)]
pub(crate) struct Asked(watch::Receiver<bool>);

impl Asked {
    /// Listens from now on. The first thing to do: until then a signal ends the program by itself.
    pub(crate) fn listen() -> Result<Self, Failure> {
        let mut interrupt = signal(SignalKind::interrupt()).map_err(Failure::start)?;
        let mut terminate = signal(SignalKind::terminate()).map_err(Failure::start)?;
        let (to, from) = watch::channel(false);
        tokio::spawn(async move {
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
            }
            to.send_replace(true);
        });
        Ok(Self(from))
    }

    /// Whether it was asked by now.
    pub(crate) fn already(&self) -> bool {
        *self.0.borrow()
    }

    /// Waits until it is.
    pub(crate) async fn wait(mut self) {
        // An error means that nobody listens any more, which is a stop as well.
        let _ = self.0.wait_for(|asked| *asked).await;
    }
}

/// Resolves when the other end says so.
pub(crate) async fn until(mut stopped: watch::Receiver<()>) {
    // An error means that the sender is gone, which is a stop as well.
    let _ = stopped.changed().await;
}
