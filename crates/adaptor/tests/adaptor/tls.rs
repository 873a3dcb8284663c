//! An institution that is its own authority.

use axum::Router;
use tokio::net::TcpListener;
use tremplin_adaptor::{Adaptor, Fault, Probe, Settings, Subject};
use tremplin_referential::{Error, Establishment};
use tremplin_services::{Authority, Front};

use crate::support;

/// A server that answers every question with its name, behind a certificate of this authority.
async fn institution(authority: &Authority) -> Front {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("an address");
    let router = Router::new().fallback(async || r#"{"nomEtabRef": "Université"}"#);
    tokio::spawn(async move { axum::serve(listener, router).await });
    Front::start(authority, address).await.expect("a front")
}

fn adaptor(url: &str, authorities: Option<String>) -> Adaptor {
    support::adaptor(Settings { authorities, ..Settings::new(url) })
}

#[tokio::test]
async fn a_private_authority_is_trusted_where_it_is_named() {
    let authority = Authority::new().unwrap();
    let front = institution(&authority).await;
    let found = adaptor(&front.origin, Some(authority.pem())).establishment().await.unwrap();
    assert_eq!(found.value.name, "Université");
}

#[tokio::test]
async fn a_certificate_that_nobody_vouches_for_is_refused_and_told() {
    let front = institution(&Authority::new().unwrap()).await;
    for authorities in [None, Some(Authority::new().unwrap().pem())] {
        let adaptor = adaptor(&front.origin, authorities);
        assert!(matches!(adaptor.establishment().await, Err(Error::Away("establishment"))));
        let probes: Vec<Probe> = adaptor.check(None).await;
        let probe = probes.iter().find(|probe| probe.subject == Subject::Establishment).unwrap();
        assert!(matches!(&probe.result, Err(Fault::Unreachable(cause)) if cause.contains("certificate")), "{probe:?}");
    }
}
