//! Which proxies may bring somebody.

use url::Url;

/// The chains of proxies that are accepted. A chain is the callbacks (`pgtUrl`) of the proxies, nearest first, as the server tells it.
///
/// The default accepts none: only people who come by themselves.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Chains(Vec<Vec<String>>);

impl Chains {
    /// No proxy at all.
    pub fn none() -> Self {
        Self::default()
    }

    /// Accepts one proxy, when it comes alone.
    #[must_use]
    pub fn allowing(self, proxy: &str) -> Self {
        self.allowing_chain(&[proxy])
    }

    /// Accepts a chain, nearest first: those proxies, all of them, in that order. A chain of nobody allows nothing more.
    #[must_use]
    pub fn allowing_chain(mut self, chain: &[&str]) -> Self {
        self.0.push(chain.iter().map(|proxy| written(proxy)).collect());
        self
    }

    /// Whether somebody who came through these proxies is accepted.
    pub fn accept(&self, proxies: &[String]) -> bool {
        let told: Vec<String> = proxies.iter().map(|proxy| written(proxy)).collect();
        told.is_empty() || self.0.contains(&told)
    }
}

/// An address as one writes it: `HTTPS://A.example` is `https://a.example/`.
fn written(address: &str) -> String {
    Url::parse(address).map_or_else(|_| address.to_owned(), String::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NEAR: &str = "https://near.example/pgt";
    const FAR: &str = "https://far.example/pgt";

    fn accepted(chains: &Chains, proxies: &[&str]) -> bool {
        chains.accept(&proxies.iter().map(|&proxy| proxy.to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn without_a_list_no_proxy_is_accepted() {
        assert!(accepted(&Chains::none(), &[]) && !accepted(&Chains::none(), &[NEAR]));
    }

    #[test]
    fn a_chain_is_accepted_whole_and_in_its_order() {
        let chains = Chains::none().allowing_chain(&[NEAR, FAR]);
        for (told, good) in
            [(&[NEAR, FAR][..], true), (&[FAR, NEAR], false), (&[NEAR], false), (&[FAR], false), (&[NEAR, FAR, NEAR], false), (&[], true)]
        {
            assert_eq!(accepted(&chains, told), good, "{told:?}");
        }
    }

    #[test]
    fn an_address_is_compared_whole() {
        let chains = Chains::none().allowing(NEAR);
        for (told, good) in [
            ("HTTPS://NEAR.example:443/pgt", true),
            ("https://near.example/pgt2", false),
            ("https://near.example.evil.example/pgt", false),
            ("http://near.example/pgt", false),
            ("", false),
        ] {
            assert_eq!(accepted(&chains, &[told]), good, "{told}");
        }
    }

    #[test]
    fn a_chain_of_nobody_allows_nobody() {
        assert!(!accepted(&Chains::none().allowing_chain(&[]), &[NEAR]));
    }
}
