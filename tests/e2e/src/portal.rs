//! A portal before an institution's server, as far as that server sees one.

use std::path::Path;

use reqwest::{Client, Response};
use tremplin_identity::{Asked, Clock, KeyPair, Random, Signer, Subject};

use crate::{Done, ensure, program::run};

/// Asks for fragments and signs who wants them.
#[derive(Debug)]
pub struct Portal {
    http: Client,
    signer: Signer,
    origin: String,
}

impl Portal {
    /// A portal called `ent` with a new key in a folder, before the server at an origin.
    pub async fn new(folder: &Path, origin: &str) -> Done<Self> {
        Self::with_clock(folder, origin, Clock::of_the_machine()).await
    }

    /// As [`Portal::new`], by this clock.
    pub async fn with_clock(folder: &Path, origin: &str, clock: Clock) -> Done<Self> {
        let made = run(&["keys", "--out", &folder.display().to_string()], folder).await?;
        ensure(made.code == Some(0), || format!("{made:?}"))?;
        let pair = KeyPair::from_pem(&std::fs::read_to_string(folder.join("portal.key"))?)?;
        let signer = Signer::new("ent", &pair, clock, Random::of_the_machine())?;
        Ok(Self { http: Client::builder().no_proxy().build()?, signer, origin: origin.to_owned() })
    }

    /// What somebody's window shows.
    pub async fn get(&self, login: &str, target: &str) -> Done<Response> {
        let subject = Subject { login: login.into(), ns: Some("w1".into()), ..Subject::default() };
        let signed = self.signer.sign(&subject, &Asked { audience: &self.origin, method: "GET", target, body: None })?;
        Ok(self.http.get(format!("{}{target}", self.origin)).header("authorization", signed).send().await?)
    }
}
