//! Tickets: short-lived secrets with a known form. Nothing here prints one.

use std::fmt;

/// The longest ticket that is accepted, in characters. The protocol asks for 256 at least (§ 3.1.1 recommends, § 3.7 says which characters).
pub const LONGEST: usize = 1_024;

/// Not a ticket: another prefix, too short, too long, or characters that no ticket has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a ticket of the expected kind")]
pub struct BadTicket;

/// Letters, digits and hyphens as the protocol has it, and the dot and underscore that come with the names of a server's nodes.
fn parse(text: &str, prefixes: &[&str]) -> Result<String, BadTicket> {
    let known = prefixes.iter().any(|prefix| text.strip_prefix(prefix).is_some_and(|rest| !rest.is_empty()));
    let plain = text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_'));
    if known && plain && text.len() <= LONGEST { Ok(text.to_owned()) } else { Err(BadTicket) }
}

macro_rules! secret {
    ($(#[$doc:meta])* $name:ident, $($prefix:literal),+) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(String);

        impl $name {
            /// Checks the form of what came from outside.
            pub fn new(text: &str) -> Result<Self, BadTicket> {
                parse(text, &[$($prefix),+]).map(Self)
            }

            /// The secret itself: for a store or an address, not for a log.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        }
    };
}

secret!(
    /// A service ticket (`ST-…`) or a proxy ticket (`PT-…`): good once, for one service, for the time that the server gives it.
    Ticket, "ST-", "PT-"
);
secret!(
    /// A proxy-granting ticket (`PGT-…`): whoever has it acts for the person until they sign out.
    Pgt, "PGT-"
);
secret!(
    /// The name under which a validation speaks of a proxy-granting ticket (`PGTIOU-…`) that comes by the callback.
    PgtIou, "PGTIOU-"
);

impl Ticket {
    /// The `ticket` of a query, if it has one. Two are no ticket: nobody could say which one is meant.
    pub fn in_query(query: &str) -> Result<Option<Self>, BadTicket> {
        let mut found = url::form_urlencoded::parse(query.as_bytes()).filter(|(name, _)| name == "ticket");
        match (found.next(), found.next()) {
            (None, _) => Ok(None),
            (Some((_, text)), None) => Self::new(&text).map(Some),
            _ => Err(BadTicket),
        }
    }

    /// Whether it is a proxy ticket.
    pub fn is_proxy(&self) -> bool {
        self.0.starts_with("PT-")
    }
}

/// A text from outside without the tickets in it and no longer than a line: servers like to repeat what they refuse.
pub(crate) fn without_tickets(text: &str) -> String {
    let of_ticket = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_');
    let (mut told, mut rest) = (String::new(), text);
    while let Some(first) = rest.chars().next() {
        let end = if of_ticket(first) { rest.find(|c| !of_ticket(c)).unwrap_or(rest.len()) } else { first.len_utf8() };
        let (word, after) = rest.split_at(end);
        rest = after;
        match ["PGTIOU-", "PGT-", "TGT-", "ST-", "PT-"].iter().find_map(|prefix| word.find(prefix).map(|at| (at, prefix))) {
            Some((at, prefix)) => told.extend([&word[..at], *prefix, "…"]),
            None if first.is_control() => told.push(' '),
            None => told.push_str(word),
        }
    }
    told.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(300).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn tickets_of_real_servers_are_accepted() {
        for text in ["ST-1856339-aA5Yuvrxzpv8Tau1cYQ7", "ST-12-x_y.z-cas01.univ.example", "PT-1", &format!("ST-{}", "a".repeat(400))] {
            assert_eq!(Ticket::new(text).map(|t| t.as_str().to_owned()), Ok(text.to_owned()));
        }
        assert!(Ticket::new("PT-1").unwrap().is_proxy() && !Ticket::new("ST-1").unwrap().is_proxy());
    }

    #[test]
    fn what_is_no_ticket_is_refused() {
        for text in ["", "ST-", "ST", "st-1", "PGT-1", "TGT-1", "ST-1 ", "ST-1&x=2", "ST-1\r\nHost: x", "ST-é", "ST-<x>", "ST-%41"] {
            assert_eq!(Ticket::new(text), Err(BadTicket), "{text}");
        }
        assert_eq!(Ticket::new(&format!("ST-{}", "a".repeat(LONGEST))), Err(BadTicket));
        assert!(Pgt::new("PGTIOU-1").is_err() && PgtIou::new("PGT-1").is_err());
    }

    #[test]
    fn a_query_has_one_ticket_or_none() {
        assert_eq!(Ticket::in_query("a=1&ticket=ST-1&b=2"), Ok(Some(Ticket::new("ST-1").unwrap())));
        assert_eq!(Ticket::in_query("a=1"), Ok(None));
        assert_eq!(Ticket::in_query("ticket=ST-1&ticket=ST-2"), Err(BadTicket));
        assert_eq!(Ticket::in_query("ticket="), Err(BadTicket));
    }

    #[test]
    fn no_ticket_is_printed() {
        let told = format!(
            "{:?} {:?} {:?}",
            Ticket::new("ST-secret").unwrap(),
            Pgt::new("PGT-secret").unwrap(),
            PgtIou::new("PGTIOU-secret").unwrap()
        );
        assert_eq!(told, "Ticket(…) Pgt(…) PgtIou(…)");
    }

    #[test]
    fn a_text_loses_its_tickets_and_line_breaks() {
        assert_eq!(without_tickets("Ticket ST-1-abc.x not\r\nrecognized"), "Ticket ST-… not recognized");
        assert_eq!(without_tickets("'PGT-1', xPT-2;TGT-3"), "'PGT-…', xPT-…;TGT-…");
        assert_eq!(without_tickets("prêt"), "prêt");
    }

    proptest! {
        #[test]
        fn no_text_keeps_a_ticket(before in ".{0,20}", ticket in "(ST|PT|PGT|PGTIOU|TGT)-[A-Za-z0-9]{8,40}", after in "[ ,;'\"]?.{0,20}") {
            let text = format!("{before}{ticket}{after}");
            let secret = ticket.split_once('-').unwrap().1;
            prop_assert!(!without_tickets(&text).contains(secret));
        }

        #[test]
        fn any_text_is_a_ticket_or_not_without_panic(text in ".{0,300}") {
            let _ = (Ticket::new(&text), Pgt::new(&text), PgtIou::new(&text), Ticket::in_query(&text));
        }
    }
}
