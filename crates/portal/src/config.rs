//! Pages, columns, windows and channels, from portal-config.

use std::{collections::BTreeMap, io, path::Path, time::Duration};

use serde::Deserialize;
use tremplin_domain::locale::Locale;

/// A text of the configuration, in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// French.
    pub fr: String,
    /// English.
    pub en: String,
}

impl Text {
    /// From both languages.
    pub fn new(fr: impl Into<String>, en: impl Into<String>) -> Self {
        Self { fr: fr.into(), en: en.into() }
    }

    /// In one of them.
    pub fn of(&self, locale: Locale) -> &str {
        match locale {
            Locale::Fr => &self.fr,
            Locale::En => &self.en,
        }
    }
}

/// A widget as this portal publishes it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Channel {
    /// The widget's handle on its server.
    pub handle: String,
    /// The name of its server.
    pub server: String,
    /// The title of its windows.
    pub title: Text,
    /// What it is for, for those who place it.
    pub description: Text,
    /// Whom it is for, for those who place it.
    #[serde(default)]
    pub roles: Vec<String>,
    /// How long a page waits for it, in milliseconds.
    #[serde(default = "two_seconds")]
    pub deadline_ms: u64,
    /// Preferences of all its windows.
    #[serde(default)]
    pub preferences: BTreeMap<String, Vec<String>>,
}

const fn two_seconds() -> u64 {
    2000
}

impl Channel {
    /// How long a page waits for it.
    pub const fn deadline(&self) -> Duration {
        Duration::from_millis(self.deadline_ms)
    }
}

/// A place for a channel on a page.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Window {
    /// Its namespace: names it in addresses and prefixes the ids in it.
    pub ns: String,
    /// The channel in it.
    pub channel: String,
    /// Preferences of this window, before those of the channel.
    #[serde(default)]
    pub preferences: BTreeMap<String, Vec<String>>,
}

/// Windows below each other.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// Its share of the width, 1 to 3.
    #[serde(default = "one")]
    pub weight: u8,
    /// Its windows.
    #[serde(rename = "window")]
    pub windows: Vec<Window>,
}

const fn one() -> u8 {
    1
}

/// A tab.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Page {
    /// Its name in addresses.
    pub slug: String,
    /// Its title.
    pub title: Text,
    /// Who sees it; nobody named means everybody who is signed in.
    #[serde(default)]
    pub roles: Vec<String>,
    /// Its columns.
    #[serde(rename = "column")]
    pub columns: Vec<Column>,
}

impl Page {
    /// Whether somebody with these roles sees it.
    pub fn is_for(&self, roles: &[String]) -> bool {
        self.roles.is_empty() || self.roles.iter().any(|role| roles.contains(role))
    }

    /// Its windows, column by column.
    pub fn windows(&self) -> impl Iterator<Item = &Window> {
        self.columns.iter().flat_map(|column| &column.windows)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    name: Text,
    #[serde(rename = "page")]
    pages: Vec<Page>,
}

/// A portal's pages and channels, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// The portal's name.
    pub name: Text,
    /// Its pages, in the order of their tabs.
    pub pages: Vec<Page>,
    /// Its channels by handle.
    pub channels: BTreeMap<String, Channel>,
}

/// What is wrong in a configuration.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Mistake {
    /// A file cannot be read.
    #[error("{file} cannot be read: {cause}")]
    Unreadable {
        /// The file.
        file: String,
        /// Why.
        cause: String,
    },
    /// A file is not as it should be.
    #[error("{file}: {cause}")]
    Malformed {
        /// The file.
        file: String,
        /// Why.
        cause: String,
    },
    /// A name is not one.
    #[error("`{0}` is not a name: letters, digits, `_`, `.` and `-`")]
    Name(String),
    /// Two things have the same name.
    #[error("`{0}` is there twice")]
    Twice(String),
    /// A window shows a channel that is not there.
    #[error("the window `{ns}` shows the channel `{channel}`, which is not there")]
    NoChannel {
        /// The window.
        ns: String,
        /// The channel.
        channel: String,
    },
    /// A column is too wide or too narrow.
    #[error("the page `{0}` has a column whose weight is not 1, 2 or 3")]
    Weight(String),
    /// A server's address is not known.
    #[error("the channel `{channel}` is of the server `{server}`, whose address is not known")]
    NoServer {
        /// The channel.
        channel: String,
        /// The server.
        server: String,
    },
    /// A server's address is not one.
    #[error("the address `{0}` of a server is not of the form http://host:port")]
    Address(String),
    /// A server is to be asked with proxy tickets, and there are none.
    #[error("the server `{0}` is to be asked with proxy tickets: it needs an address, and the portal a CAS server that grants them")]
    NoTickets(String),
    /// The portal's own address is not one.
    #[error("the address `{0}` of the portal is not of the form https://host or http://host:port, without a slash at the end")]
    Origin(String),
    /// The connections to the servers cannot be set up.
    #[error("no HTTP client: {0}")]
    Client(String),
}

const EMBEDDED: &str = include_str!("../../../portal-config/portal.toml");
const CHANNELS: [(&str, &str); 5] = [
    ("mes-stages.toml", include_str!("../../../portal-config/channels/mes-stages.toml")),
    ("stages-suivis.toml", include_str!("../../../portal-config/channels/stages-suivis.toml")),
    ("conventions-a-traiter.toml", include_str!("../../../portal-config/channels/conventions-a-traiter.toml")),
    ("etat-convention.toml", include_str!("../../../portal-config/channels/etat-convention.toml")),
    ("courrier-demo.toml", include_str!("../../../portal-config/channels/courrier-demo.toml")),
];

impl Config {
    /// The configuration that comes with the software.
    pub fn embedded() -> Result<Self, Vec<Mistake>> {
        Self::read(EMBEDDED, CHANNELS)
    }

    /// From a folder with `portal.toml` and `channels/*.toml`.
    pub fn from_folder(folder: &Path) -> Result<Self, Vec<Mistake>> {
        let unreadable =
            |path: &Path, cause: &io::Error| vec![Mistake::Unreadable { file: path.display().to_string(), cause: cause.to_string() }];
        let file = folder.join("portal.toml");
        let portal = std::fs::read_to_string(&file).map_err(|e| unreadable(&file, &e))?;
        let channels = folder.join("channels");
        let mut texts = Vec::new();
        for entry in std::fs::read_dir(&channels).map_err(|e| unreadable(&channels, &e))? {
            let path = entry.map_err(|e| unreadable(&channels, &e))?.path();
            if path.extension().is_some_and(|extension| extension == "toml") {
                texts.push((path.display().to_string(), std::fs::read_to_string(&path).map_err(|e| unreadable(&path, &e))?));
            }
        }
        texts.sort();
        Self::read(&portal, texts.iter().map(|(name, text)| (name.as_str(), text.as_str())))
    }

    /// From texts: the portal's, and each channel's with the name of its file. Every mistake is told at once.
    pub fn read<'a>(portal: &str, channels: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self, Vec<Mistake>> {
        let mut mistakes = Vec::new();
        let mut read = BTreeMap::new();
        for (file, text) in channels {
            match toml::from_str::<Channel>(text) {
                Ok(channel) => {
                    let handle = channel.handle.clone();
                    if read.insert(handle.clone(), channel).is_some() {
                        mistakes.push(Mistake::Twice(handle));
                    }
                }
                Err(error) => mistakes.push(Mistake::Malformed { file: file.to_owned(), cause: error.to_string().trim().to_owned() }),
            }
        }
        let file = match toml::from_str::<File>(portal) {
            Ok(file) => file,
            Err(error) => {
                mistakes.push(Mistake::Malformed { file: "portal.toml".to_owned(), cause: error.to_string().trim().to_owned() });
                return Err(mistakes);
            }
        };
        let config = Self { name: file.name, pages: file.pages, channels: read };
        config.check(&mut mistakes);
        if mistakes.is_empty() { Ok(config) } else { Err(mistakes) }
    }

    fn check(&self, mistakes: &mut Vec<Mistake>) {
        let mut seen = std::collections::BTreeSet::new();
        let slugs = self.pages.iter().map(|page| ("page", &page.slug));
        let windows = self.pages.iter().flat_map(Page::windows).map(|window| ("window", &window.ns));
        for (kind, name) in slugs.chain(windows) {
            if !is_name(name) {
                mistakes.push(Mistake::Name(name.clone()));
            }
            if !seen.insert((kind, name)) {
                mistakes.push(Mistake::Twice(name.clone()));
            }
        }
        for handle in self.channels.keys().filter(|handle| !is_name(handle)) {
            mistakes.push(Mistake::Name(handle.clone()));
        }
        for window in self.pages.iter().flat_map(Page::windows).filter(|window| !self.channels.contains_key(&window.channel)) {
            mistakes.push(Mistake::NoChannel { ns: window.ns.clone(), channel: window.channel.clone() });
        }
        for page in self.pages.iter().filter(|page| page.columns.iter().any(|c| !(1..=3).contains(&c.weight))) {
            mistakes.push(Mistake::Weight(page.slug.clone()));
        }
    }

    /// The pages of somebody with these roles.
    pub fn pages_for<'a>(&'a self, roles: &'a [String]) -> impl Iterator<Item = &'a Page> + 'a {
        self.pages.iter().filter(move |page| page.is_for(roles))
    }
}

/// The grammar of a namespace, which suits every name of a configuration.
fn is_name(text: &str) -> bool {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | b'-');
    (1..=128).contains(&text.len()) && text.bytes().all(plain) && text != "." && text != ".."
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_embedded_configuration_is_right() {
        let config = Config::embedded().unwrap();
        let tabs = |roles: &[&str]| {
            let roles: Vec<_> = roles.iter().map(|r| (*r).to_owned()).collect();
            config.pages_for(&roles).map(|page| page.slug.clone()).collect::<Vec<_>>()
        };
        assert_eq!(tabs(&["student"]), ["mes-stages"]);
        assert_eq!(tabs(&["teacher", "office"]), ["stages-suivis", "conventions"]);
        assert_eq!(tabs(&["helpdesk", "demo"]), ["assistance", "courrier", "ensemble"]);
        assert!(tabs(&[]).is_empty());
    }

    #[test]
    fn every_mistake_is_told() {
        let portal = r#"
            name = { fr = "a", en = "b" }
            [[page]]
            slug = "a b"
            title = { fr = "a", en = "b" }
            [[page.column]]
            weight = 4
            window = [{ ns = "w", channel = "no-such" }, { ns = "w", channel = "no-such" }]
        "#;
        let told: Vec<_> = Config::read(portal, [("x.toml", "handle = 1")]).unwrap_err().iter().map(ToString::to_string).collect();
        for part in ["x.toml: ", "`a b` is not a name", "`w` is there twice", "`no-such`, which is not there", "weight"] {
            assert!(told.iter().any(|t| t.contains(part)), "{part}: {told:#?}");
        }
    }

    #[test]
    fn unknown_keys_are_refused() {
        let told = Config::read("name = { fr = \"a\", en = \"b\" }\npages = []\npage = []", []).unwrap_err();
        assert!(told[0].to_string().contains("pages"), "{told:?}");
    }

    proptest! {
        #[test]
        fn any_text_is_a_configuration_or_a_mistake(text in "[a-z\\[\\]={}\" \n.0-9]{0,80}") {
            let _ = Config::read(&text, [("x", text.as_str())]);
        }
    }
}
