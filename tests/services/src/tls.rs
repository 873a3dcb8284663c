//! TLS with a certificate of the tests' own authority.

use std::sync::Arc;

use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        ServerConfig, crypto,
        pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
        version,
    },
};

use crate::{Authority, Done};

/// Accepts connections as `localhost`.
pub(crate) fn acceptor(authority: &Authority) -> Done<TlsAcceptor> {
    let certified = authority.certify("localhost")?;
    let chain = vec![CertificateDer::from_pem_slice(certified.certificate.as_bytes())?];
    let key = PrivateKeyDer::from_pem_slice(certified.key.as_bytes())?;
    let provider = Arc::new(crypto::aws_lc_rs::default_provider());
    let config = ServerConfig::builder_with_provider(provider).with_protocol_versions(&[&version::TLS12, &version::TLS13])?;
    Ok(TlsAcceptor::from(Arc::new(config.with_no_client_auth().with_single_cert(chain, key)?)))
}
