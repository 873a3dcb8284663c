//! The institution's systems, as the configuration names and orders them.

use std::{io, sync::Arc, time::Duration};

use tremplin_adaptor::Adaptor;
use tremplin_apogee::Apogee;
use tremplin_directory::Directory;
use tremplin_identity::Clock;
use tremplin_referential::{Enrolments, Establishment, People, Programmes, Social, Sources};
use tremplin_settings::{Settings, Source};

use crate::failure::Failure;

/// How long a system is waited for while another one could be asked.
const PATIENCE: Duration = Duration::from_millis(1_200);

/// The systems that are configured.
pub(crate) struct Systems {
    pub(crate) directory: Option<Arc<Directory>>,
    pub(crate) apogee: Option<Arc<Apogee>>,
    pub(crate) adaptor: Option<Arc<Adaptor>>,
}

impl Systems {
    /// None of them is asked anything yet.
    pub(crate) fn of(settings: &Settings, clock: &Clock) -> Result<Self, Failure> {
        let directory = settings.ldap.clone().map(Directory::new).transpose().map_err(|m| Failure::mistakes(&m))?;
        let today = clock.clone();
        let apogee = settings.apogee.clone().map(|apogee| Apogee::new(apogee, move || tremplin_conventions::today(today.now())));
        let apogee = apogee.transpose().map_err(Failure::start)?;
        let adaptor = settings.adaptor.clone().map(|adaptor| Adaptor::new(adaptor, clock.clone())).transpose();
        let adaptor = adaptor.map_err(|m| Failure::mistakes(&m))?;
        Ok(Self { directory: directory.map(Arc::new), apogee: apogee.map(Arc::new), adaptor: adaptor.map(Arc::new) })
    }

    /// Who is asked for what, in the order of the configuration.
    pub(crate) fn ordered(&self, settings: &Settings) -> Sources {
        let order = &settings.sources;
        Sources {
            people: self.each::<dyn People>(&order.people, |d| Some(d), |a| a, |a| a),
            enrolments: self.each::<dyn Enrolments>(&order.enrolments, |d| Some(d), |a| a, |a| a),
            programmes: self.each::<dyn Programmes>(&order.programmes, |d| Some(d), |a| a, |a| a),
            social: self.each::<dyn Social>(&order.social, |_| None, |a| a, |a| a),
            establishment: self.each::<dyn Establishment>(&order.establishment, |_| None, |a| a, |a| a),
            patience: PATIENCE,
        }
    }

    /// Says at the start what of the directory does not answer: until it does, whoever comes for the first time is told to wait.
    pub(crate) async fn greet(self, until: impl Future<Output = ()>) -> io::Result<()> {
        let Some(directory) = self.directory else { return Ok(()) };
        let tried = async {
            for (server, outcome) in directory.servers().await {
                if let Err(trouble) = outcome {
                    tracing::warn!(server, %trouble, "the directory does not answer: whom it alone knows cannot come in yet");
                }
            }
        };
        tokio::select! {
            () = until => {}
            () = tried => {}
        }
        Ok(())
    }

    /// The named systems that are there, as what they are asked for.
    fn each<S: ?Sized>(
        &self,
        order: &[Source],
        directory: impl Fn(Arc<Directory>) -> Option<Arc<S>>,
        apogee: impl Fn(Arc<Apogee>) -> Arc<S>,
        adaptor: impl Fn(Arc<Adaptor>) -> Arc<S>,
    ) -> Vec<Arc<S>> {
        let named = order.iter().filter_map(|source| match source {
            Source::Ldap => self.directory.clone().and_then(&directory),
            Source::Apogee => self.apogee.clone().map(&apogee),
            Source::Adaptor => self.adaptor.clone().map(&adaptor),
        });
        named.collect()
    }
}
