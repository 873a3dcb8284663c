//! The host that a request names.

use axum::{
    extract::Request,
    http::{HeaderValue, Version, header::HOST, uri::Authority},
};

/// Whether a request names one host, well written; before HTTP/1.1 it may name none (RFC 9112, 3.2).
pub(crate) fn is_named(request: &Request) -> bool {
    let mut hosts = request.headers().get_all(HOST).iter();
    match (hosts.next(), hosts.next()) {
        (Some(host), None) => is_one(host),
        (None, _) => request.version() < Version::HTTP_11,
        (Some(_), Some(_)) => false,
    }
}

/// Nothing where the address has no authority; no user either way (RFC 9110, 7.2).
fn is_one(host: &HeaderValue) -> bool {
    let bytes = host.as_bytes();
    bytes.is_empty() || !bytes.contains(&b'@') && Authority::try_from(bytes).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_a_name_or_an_address_and_perhaps_a_port() {
        for (host, good) in [
            ("", true),
            ("ent.example", true),
            ("ent.example:8080", true),
            ("127.0.0.1:1", true),
            ("[::1]:8080", true),
            ("a b", false),
            ("a/b", false),
            ("http://a", false),
            ("somebody@a", false),
            ("a,b:1:2", false),
        ] {
            assert_eq!(is_one(&HeaderValue::from_static(host)), good, "{host}");
        }
    }
}
