//! An institution that is its own authority.

use std::sync::Arc;

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};
use tokio_rustls::{TlsAcceptor, rustls::ServerConfig, rustls::pki_types::PrivateKeyDer};
use tremplin_adaptor::{Adaptor, Fault, Probe, Settings, Subject};
use tremplin_referential::{Error, Establishment};

use crate::support;

/// An authority, and the address of a server that it vouches for.
async fn institution() -> (String, String) {
    let mut params = CertificateParams::new(Vec::new()).expect("parameters");
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority = CertifiedIssuer::self_signed(params, KeyPair::generate().expect("a key")).expect("an authority");
    let key = KeyPair::generate().expect("a key");
    let server =
        CertificateParams::new(vec!["localhost".to_owned()]).expect("parameters").signed_by(&key, &authority).expect("a certificate");
    let private = PrivateKeyDer::try_from(key.serialize_der()).expect("a key");
    let config = ServerConfig::builder().with_no_client_auth().with_single_cert(vec![server.der().clone()], private).expect("a server");
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("https://localhost:{}", listener.local_addr().expect("an address").port());
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let acceptor = acceptor.clone();
            tokio::spawn(async move {
                let mut stream = acceptor.accept(stream).await?;
                let mut head = [0; 4096];
                let _ = stream.read(&mut head).await?;
                let body = r#"{"nomEtabRef": "Université"}"#;
                let answer = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}", body.len());
                stream.write_all(answer.as_bytes()).await?;
                stream.shutdown().await
            });
        }
    });
    (authority.pem(), url)
}

fn adaptor(url: &str, authorities: Option<String>) -> Adaptor {
    support::adaptor(Settings { authorities, ..Settings::new(url) })
}

#[tokio::test]
async fn a_private_authority_is_trusted_where_it_is_named() {
    let (authority, url) = institution().await;
    let found = adaptor(&url, Some(authority)).establishment().await.unwrap();
    assert_eq!(found.value.name, "Université");
}

#[tokio::test]
async fn a_certificate_that_nobody_vouches_for_is_refused_and_told() {
    let (_, url) = institution().await;
    let (stranger, _) = institution().await;
    for authorities in [None, Some(stranger)] {
        let adaptor = adaptor(&url, authorities);
        assert!(matches!(adaptor.establishment().await, Err(Error::Away("establishment"))));
        let probes: Vec<Probe> = adaptor.check(None).await;
        let probe = probes.iter().find(|probe| probe.subject == Subject::Establishment).unwrap();
        assert!(matches!(&probe.result, Err(Fault::Unreachable(cause)) if cause.contains("certificate")), "{probe:?}");
    }
}
