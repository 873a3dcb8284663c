//! The conventions servers, put together: the same for the demo and for an institution.

use std::sync::Arc;

use tremplin_conventions::{App, Parts, StoreReplays};
use tremplin_documents::Institution;
use tremplin_domain::law::checks::Parameters;
use tremplin_identity::{Clock, Random};
use tremplin_referential::Referential;
use tremplin_store::Store;
use tremplin_ui::{SCRIPT, STYLESHEET};
use tremplin_widget::{Assets, Consumer, Server, Widget};

use crate::{arrivals::Arrivals, failure::Failure, tickets::ProxyTickets};

/// What servers stand on.
pub(crate) struct Ground {
    pub(crate) store: Store,
    pub(crate) referential: Arc<dyn Referential>,
    pub(crate) institution: Institution,
    /// The ceilings of the years, and what the institution decides where the law leaves it open.
    pub(crate) law: Parameters,
    /// Where mails lead people: an address with `{widget}` and `{target}`, or the same for everybody.
    pub(crate) link: String,
    /// Who people are.
    pub(crate) arrivals: Arrivals,
    pub(crate) clock: Clock,
    pub(crate) random: Random,
}

/// The conventions, ready to be served at one address or several.
pub(crate) struct Conventions {
    app: App,
    store: Store,
    arrivals: Arrivals,
    clock: Clock,
    random: Random,
}

/// One address, and who may ask there.
pub(crate) struct Place {
    /// Its base URL.
    pub(crate) origin: String,
    pub(crate) consumers: Vec<Consumer>,
    /// Redeems the proxy tickets of consumers, where there are any.
    pub(crate) tickets: Option<ProxyTickets>,
}

impl Conventions {
    pub(crate) fn new(ground: Ground) -> Result<Self, Failure> {
        let Ground { store, referential, institution, law, link, arrivals, clock, random } = ground;
        let engine = tremplin_documents::Engine::new().map_err(Failure::start)?;
        let app = App::new(Parts { store: store.clone(), referential, engine, institution, link, parameters: Arc::new(law) });
        Ok(Self { app, store, arrivals, clock, random })
    }

    /// A server with the widgets, and those that the demo alone has.
    pub(crate) fn server(&self, place: Place, only_here: impl FnOnce(&App) -> Vec<Widget>) -> Result<Server, Failure> {
        let Place { origin, consumers, tickets } = place;
        let assets = Assets { stylesheet: STYLESHEET, script: SCRIPT };
        let ready = self.store.clone();
        let mut builder = Server::builder("conventions", origin, assets, self.clock.clone(), self.random.clone())
            .principals(self.arrivals.clone())
            .replays(StoreReplays(self.store.clone()))
            .ready(move || {
                let store = ready.clone();
                async move { store.read(|_| Ok(())).await.is_ok() }
            });
        for widget in tremplin_conventions::widgets(&self.app).into_iter().chain(only_here(&self.app)) {
            builder = builder.widget(widget);
        }
        for consumer in consumers {
            builder = builder.consumer(consumer);
        }
        if let Some(tickets) = tickets {
            builder = builder.tickets(tickets);
        }
        builder.build().map_err(|mistakes| Failure::mistakes(&mistakes))
    }
}
