//! What the network says of a failure, in French where it is something that happens.

/// A cause, after its own words if they are not known.
pub(super) fn told(cause: &str) -> String {
    const KNOWN: [(&str, &str); 8] = [
        ("name or service not known", "le nom est inconnu du DNS"),
        ("failed to lookup address", "le nom n’a pas pu être demandé au DNS"),
        ("uncategorized error", "le nom est inconnu du DNS, ou le réseau injoignable"),
        ("connection refused", "connexion refusée"),
        ("connection reset", "connexion coupée"),
        ("unreachable", "réseau injoignable"),
        ("timed out", "délai dépassé"),
        ("time is up", "délai dépassé"),
    ];
    let folded = cause.to_lowercase();
    KNOWN.iter().find(|(theirs, _)| folded.contains(theirs)).map_or_else(|| cause.to_owned(), |(_, ours)| (*ours).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_happens_is_told_in_french_and_the_rest_as_it_comes() {
        assert_eq!(told("tcp connect error: Connection refused (os error 111)"), "connexion refusée");
        assert_eq!(told("failed to lookup address information: Name or service not known"), "le nom est inconnu du DNS");
        assert_eq!(told("invalid peer certificate: UnknownIssuer"), "invalid peer certificate: UnknownIssuer");
    }
}
