//! Who somebody is, as the store knows them.

use async_trait::async_trait;
use tremplin_conventions::fault;
use tremplin_domain::policy::Principal;
use tremplin_store::{Store, sign_in};
use tremplin_widget::{Fault, Principals};

/// Principals of the store: whoever it does not know has no right at all.
#[derive(Debug, Clone)]
pub(crate) struct StorePrincipals(pub(crate) Store);

#[async_trait]
impl Principals for StorePrincipals {
    async fn principal(&self, login: &str) -> Result<Principal, Fault> {
        let asked = login.to_owned();
        let found = self.0.read(move |conn| sign_in::principal(conn, &asked)).await.map_err(fault)?;
        Ok(found.unwrap_or_else(|| Principal { login: login.to_owned(), ..Principal::default() }))
    }
}
