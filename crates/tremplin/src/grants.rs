//! Proxy-granting tickets in the store: the CAS server may bring one to another server than the one that then asks for it.

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use tremplin_cas_client::{Grant, Grants, Pgt, PgtIou, Trouble};
use tremplin_identity::{Fingerprint, Random, Seal};
use tremplin_store::{Store, grants};

/// How long a grant waits for the validation that names it.
const LIFETIME: TimeDelta = TimeDelta::minutes(1);

/// Grants of the store.
pub(crate) struct StoreGrants {
    pub(crate) store: Store,
    pub(crate) random: Random,
}

#[async_trait]
impl Grants for StoreGrants {
    async fn keep(&self, grant: Grant, now: DateTime<Utc>) -> Result<(), Trouble> {
        let iou = grant.iou.as_str();
        let (key, sealed) = (Fingerprint::of(iou).hex(), Seal::with(iou).close(grant.pgt.as_str(), &self.random).ok_or("not sealed")?);
        let now = now.naive_utc();
        let kept = self.store.write(move |conn| grants::keep(conn, &key, &sealed, now, now - LIFETIME)).await?;
        if !kept {
            tracing::warn!("a proxy-granting ticket was not kept: its name is taken, or there are too many");
        }
        Ok(())
    }

    async fn take(&self, iou: &PgtIou, now: DateTime<Utc>) -> Result<Option<Pgt>, Trouble> {
        let (key, since) = (Fingerprint::of(iou.as_str()).hex(), (now - LIFETIME).naive_utc());
        let sealed = self.store.write(move |conn| grants::take(conn, &key, since)).await?;
        let opened = sealed.and_then(|sealed| Seal::with(iou.as_str()).open(&sealed));
        Ok(opened.map(|pgt| Pgt::new(&pgt)).transpose()?)
    }
}

#[cfg(test)]
mod tests {
    use tremplin_testkit::each;

    use super::*;

    #[test]
    fn what_came_to_one_server_is_taken_at_another_once() {
        each(|store| {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                let server = || StoreGrants { store: store.clone(), random: Random::of_the_machine() };
                let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
                let (iou, pgt) = (PgtIou::new("PGTIOU-1-abc").unwrap(), Pgt::new(&format!("PGT-{}", "x".repeat(1_000))).unwrap());
                server().keep(Grant { iou: iou.clone(), pgt: pgt.clone() }, now).await.unwrap();
                assert_eq!(server().take(&PgtIou::new("PGTIOU-2").unwrap(), now).await.unwrap(), None);
                assert_eq!(server().take(&iou, now).await.unwrap(), Some(pgt.clone()));
                assert_eq!(server().take(&iou, now).await.unwrap(), None);
                server().keep(Grant { iou: iou.clone(), pgt }, now).await.unwrap();
                assert_eq!(server().take(&iou, now + TimeDelta::seconds(61)).await.unwrap(), None);
            });
        });
    }
}
