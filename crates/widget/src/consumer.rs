//! Who may ask for fragments, and how the links in them are written for each. Fixed in configuration, never guessed from a request.

use tremplin_identity::PublicKey;

/// A registered portal.
#[derive(Debug, Clone)]
pub struct Consumer {
    /// The name it signs with.
    pub issuer: String,
    /// Its public keys: one, or two during a change.
    pub keys: Vec<PublicKey>,
    /// How links are written for it.
    pub style: UrlStyle,
}

/// How links are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UrlStyle {
    /// Absolute, to this server.
    Direct,
    /// In the consumer's own words.
    Template(Templates),
    /// `wsrp_rewrite?…/wsrp_rewrite`, which the consumer rewrites.
    Wsrp,
    /// Relative, resolved by the custom element around the widget.
    Script,
}

/// The consumer's URLs with `{handle}`, `{ns}`, `{target}`, `{mode}` and `{ws}` in them. Other names in braces are dropped.
///
/// A `{target}` in the path becomes the path of the target, and the rest of the state follows in the query; a `{target}` in the query
/// becomes the whole target, encoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Templates {
    /// Of a view.
    pub render: String,
    /// Of an action.
    pub action: String,
    /// Of a resource.
    pub resource: String,
}
