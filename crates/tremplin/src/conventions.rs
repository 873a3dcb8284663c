//! The conventions server, put together: the same for the demo and for an institution.

use std::sync::Arc;

use tremplin_conventions::{App, Parts, StorePrincipals, StoreReplays};
use tremplin_documents::Institution;
use tremplin_domain::law::checks::Parameters;
use tremplin_identity::{Clock, Random};
use tremplin_referential::Referential;
use tremplin_store::Store;
use tremplin_ui::{SCRIPT, STYLESHEET};
use tremplin_widget::{Assets, Consumer, Server, Widget};

use crate::failure::Failure;

/// What the server stands on.
pub(crate) struct Ground {
    pub(crate) store: Store,
    pub(crate) referential: Arc<dyn Referential>,
    pub(crate) institution: Institution,
    /// Its own base URL.
    pub(crate) origin: String,
    /// Where mails lead people.
    pub(crate) portal_url: String,
    pub(crate) consumers: Vec<Consumer>,
    pub(crate) clock: Clock,
    pub(crate) random: Random,
}

impl Ground {
    /// The server with its widgets, and those that the demo alone has.
    pub(crate) fn server(self, only_here: impl FnOnce(&App) -> Vec<Widget>) -> Result<Server, Failure> {
        let app = App::new(Parts {
            store: self.store.clone(),
            referential: self.referential,
            engine: tremplin_documents::Engine::new().map_err(Failure::start)?,
            institution: self.institution,
            portal_url: self.portal_url,
            parameters: Parameters::default(),
        });
        let assets = Assets { stylesheet: STYLESHEET, script: SCRIPT };
        let ready = self.store.clone();
        let mut builder = Server::builder("conventions", self.origin, assets, self.clock, self.random)
            .principals(StorePrincipals(self.store.clone()))
            .replays(StoreReplays(self.store))
            .ready(move || {
                let store = ready.clone();
                async move { store.read(|_| Ok(())).await.is_ok() }
            });
        for widget in tremplin_conventions::widgets(&app).into_iter().chain(only_here(&app)) {
            builder = builder.widget(widget);
        }
        for consumer in self.consumers {
            builder = builder.consumer(consumer);
        }
        builder.build().map_err(|mistakes| Failure::mistakes(&mistakes))
    }
}
