//! Whose certificates are believed.

use std::sync::Arc;

use rustls::{
    ClientConfig, RootCertStore,
    crypto::aws_lc_rs,
    pki_types::{CertificateDer, pem::PemObject},
};
use rustls_platform_verifier::BuilderVerifierExt;

/// The authorities in a PEM text; nothing if there is none, or one that cannot be read.
pub(crate) fn authorities(pem: &str) -> Option<RootCertStore> {
    let mut store = RootCertStore::empty();
    for certificate in CertificateDer::pem_slice_iter(pem.as_bytes()) {
        store.add(certificate.ok()?).ok()?;
    }
    (!store.is_empty()).then_some(store)
}

/// Protection by these authorities alone, or by those of the system.
pub(crate) fn config(ca: Option<&str>) -> Result<Arc<ClientConfig>, rustls::Error> {
    let provider = Arc::new(aws_lc_rs::default_provider());
    let builder = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
    Ok(Arc::new(match ca.and_then(authorities) {
        Some(store) => builder.with_root_certificates(store).with_no_client_auth(),
        None => builder.with_platform_verifier()?.with_no_client_auth(),
    }))
}
