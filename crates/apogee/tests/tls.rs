//! An Apogée behind an authority of the institution's own.

#![expect(clippy::unwrap_used, reason = "a test stops where it cannot go on")]

mod double;

use std::sync::Arc;

use chrono::NaiveDate;
use double::{Double, Manner};
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use rustls::{ServerConfig, pki_types::PrivateKeyDer};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tremplin_apogee::{Apogee, Failure, Settings};
use tremplin_referential::Establishment;

/// Ends TLS before the double; the address, and the authority's certificate.
async fn front(double: &Double) -> (String, String) {
    let (authority, key) = (KeyPair::generate().unwrap(), KeyPair::generate().unwrap());
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let trusted = params.self_signed(&authority).unwrap().pem();
    let issuer = Issuer::new(params, authority);
    let certificate = CertificateParams::new(vec!["127.0.0.1".to_owned()]).unwrap().signed_by(&key, &issuer).unwrap();
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], PrivateKeyDer::try_from(key.serialize_der()).unwrap())
        .unwrap();
    let (acceptor, listener, behind) =
        (TlsAcceptor::from(Arc::new(config)), TcpListener::bind("127.0.0.1:0").await.unwrap(), double.address);
    let address = format!("https://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            let acceptor = acceptor.clone();
            tokio::spawn(async move {
                let Ok(mut stream) = acceptor.accept(stream).await else { return };
                let mut double = TcpStream::connect(behind).await.unwrap();
                let _ = tokio::io::copy_bidirectional(&mut stream, &mut double).await;
            });
        }
    });
    (address, trusted)
}

fn apogee(base_url: &str, authorities: Option<String>) -> Apogee {
    let settings = Settings { base_url: base_url.to_owned(), authorities, ..Settings::default() };
    Apogee::new(settings, || NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()).unwrap()
}

#[tokio::test]
async fn the_institutions_own_authority_is_trusted_where_it_is_named() {
    let double = Double::start(Manner::Strict).await;
    let (address, authority) = front(&double).await;
    assert_eq!(apogee(&address, Some(authority)).establishment().await.unwrap().value.name, "Université de l’Exemple");
}

#[tokio::test]
async fn an_authority_that_nobody_named_is_told_as_what_it_is() {
    let double = Double::start(Manner::Strict).await;
    let (address, _) = front(&double).await;
    let checked = apogee(&address, None).check().await;
    for service in checked {
        let Some(Failure::Unreachable { reason, .. }) = service.failure else { panic!("{service:?}") };
        assert!(reason.contains("certificate"), "{reason}");
    }
    assert_eq!(double.requests().all(), 0);
}
