//! What runs side by side until somebody asks it to stop.

use std::{future::Future, io, pin::Pin};

use axum::Router;
use tokio::{net::TcpListener, sync::watch, task::JoinHandle};

use crate::{failure::Failure, stop};

type Until = Pin<Box<dyn Future<Output = ()> + Send>>;

/// Servers and other tasks under way.
pub(crate) struct Serving {
    stop: watch::Sender<()>,
    tasks: Vec<JoinHandle<io::Result<()>>>,
}

impl Serving {
    pub(crate) fn new() -> Self {
        Self { stop: watch::Sender::new(()), tasks: Vec::new() }
    }

    /// Starts what ends when it is told to.
    pub(crate) fn task<F>(&mut self, work: impl FnOnce(Until) -> F)
    where
        F: Future<Output = io::Result<()>> + Send + 'static,
    {
        let until = Box::pin(stop::until(self.stop.subscribe()));
        self.tasks.push(tokio::spawn(work(until)));
    }

    /// Serves on a port.
    pub(crate) fn on(&mut self, listener: TcpListener, router: Router) {
        self.task(|until| async move { tremplin_serve::serve(listener, router, tremplin_serve::Limits::default(), until).await });
    }

    /// Waits until it is to stop, then for what is under way to end.
    pub(crate) async fn until(self, asked: stop::Asked) -> Result<(), Failure> {
        asked.wait().await;
        drop(self.stop);
        for task in self.tasks {
            task.await.map_err(Failure::start)?.map_err(Failure::start)?;
        }
        Ok(())
    }
}
