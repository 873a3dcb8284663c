//! What fragment servers say of themselves: their widgets, stylesheet and script.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use chrono::{DateTime, TimeDelta, Utc};
use http::{HeaderMap, header};
use serde::Deserialize;
use tokio::time::timeout;

use crate::answer::bounded;

/// How long the first page of all waits for a server to describe itself. Later ones show what is known and ask beside it.
const FIRST: Duration = Duration::from_secs(1);

/// How long a server may take to describe itself.
const PATIENCE: Duration = Duration::from_secs(5);

/// How long a description holds, and how soon a server that gave none is asked again.
const HOLDS: TimeDelta = TimeDelta::minutes(5);
const AGAIN: TimeDelta = TimeDelta::seconds(2);

/// What a server says of a widget.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
pub(crate) struct Described {
    handle: String,
    pub(crate) modes: Vec<String>,
    #[serde(rename = "windowStates")]
    pub(crate) window_states: Vec<String>,
    events: Events,
    /// Bytes of its largest form.
    #[serde(rename = "largestForm", default)]
    pub(crate) largest_form: Option<usize>,
    stylesheet: String,
    script: String,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
struct Events {
    handled: Vec<String>,
}

impl Described {
    /// The events after which its windows are shown again.
    pub(crate) fn handled(&self) -> &[String] {
        &self.events.handled
    }
}

/// What a server says of itself; keys that are not read here may be there as well.
#[derive(Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
struct Document {
    widgets: Vec<Described>,
}

/// What a server says of itself cannot be read; the cause says what lacks or is wrong, and where.
#[derive(Debug, thiserror::Error)]
#[error("not a description of widgets")]
struct Unreadable(#[from] serde_json::Error);

impl Document {
    fn read(text: &[u8]) -> Result<Self, Unreadable> {
        Ok(serde_json::from_slice(text)?)
    }
}

/// The stylesheet and script of a server, by their names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Dress {
    pub(crate) stylesheet: Option<String>,
    pub(crate) script: Option<String>,
}

#[derive(Debug, Default)]
struct Known {
    widgets: HashMap<String, Described>,
    dress: Dress,
    was_asked: bool,
    until: Option<DateTime<Utc>>,
}

/// A fragment server.
#[derive(Debug)]
pub(crate) struct Server {
    pub(crate) origin: String,
    known: Mutex<Known>,
    asking: tokio::sync::Mutex<()>,
}

impl Server {
    pub(crate) fn new(origin: &str) -> Self {
        Self { origin: origin.trim_end_matches('/').to_owned(), known: Mutex::default(), asking: tokio::sync::Mutex::default() }
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn is_due(&self, now: DateTime<Utc>) -> bool {
        self.known().until.is_none_or(|until| until <= now)
    }

    /// What is known of a widget.
    pub(crate) fn described(&self, handle: &str) -> Option<Described> {
        self.known().widgets.get(handle).cloned()
    }

    /// Its stylesheet and script, as far as it ever told. A server that hangs makes one page wait, once.
    pub(crate) async fn dress(self: &Arc<Self>, http: &reqwest::Client, now: DateTime<Utc>) -> Dress {
        if self.is_due(now) {
            let asking = tokio::spawn(Arc::clone(self).ask(http.clone(), now));
            let was_asked = self.known().was_asked;
            if !was_asked {
                let _ = timeout(FIRST, asking).await;
                self.known().was_asked = true;
            }
        }
        self.known().dress.clone()
    }

    /// Asks, unless somebody just has.
    async fn ask(self: Arc<Self>, http: reqwest::Client, now: DateTime<Utc>) {
        let _one = self.asking.lock().await;
        if !self.is_due(now) {
            return;
        }
        let document = timeout(PATIENCE, self.document(&http)).await.ok().flatten();
        let mut known = self.known();
        known.until = Some(now + if document.is_some() { HOLDS } else { AGAIN });
        let Some(document) = document else { return };
        for widget in &document.widgets {
            known.dress.stylesheet = asset_name(&widget.stylesheet, &self.origin).map(str::to_owned);
            known.dress.script = asset_name(&widget.script, &self.origin).map(str::to_owned);
        }
        known.widgets = document.widgets.into_iter().map(|widget| (widget.handle.clone(), widget)).collect();
    }

    async fn document(&self, http: &reqwest::Client) -> Option<Document> {
        let response = http.get(format!("{}/.well-known/fragments.json", self.origin)).send().await.ok()?;
        let document = Document::read(&bounded(response).await.ok()?);
        let told = |error: &Unreadable| {
            tracing::warn!(server = self.origin, error = error as &dyn std::error::Error, "a fragment server does not describe itself");
        };
        document.inspect_err(told).ok()
    }

    /// Takes note of the assets that an answer names: after a new version of a server its next page is dressed right.
    pub(crate) fn notice(&self, headers: &HeaderMap) {
        let told = headers.get_all(header::LINK).iter().filter_map(|v| v.to_str().ok()).flat_map(|list| list.split(','));
        for link in told {
            let Some((url, rest)) = link.trim().strip_prefix('<').and_then(|l| l.split_once('>')) else { continue };
            let Some(name) = asset_name(url, &self.origin) else { continue };
            let dress = &mut self.known().dress;
            if rest.contains("stylesheet") && has_extension(name, "css") {
                dress.stylesheet = Some(name.to_owned());
            } else if rest.contains("modulepreload") && has_extension(name, "js") {
                dress.script = Some(name.to_owned());
            }
        }
    }
}

/// The name of an asset of this server; anything else is not linked to.
pub(crate) fn asset_name<'a>(url: &'a str, origin: &str) -> Option<&'a str> {
    let name = url.strip_prefix(origin)?.strip_prefix("/assets/")?;
    let (stem, extension) = name.split_once('.')?;
    let plain = stem.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
    (plain && (8..=64).contains(&stem.len()) && matches!(extension, "css" | "js")).then_some(name)
}

pub(crate) fn has_extension(name: &str, extension: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, found)| found == extension)
}

#[cfg(test)]
mod tests {
    use std::error::Error;

    use http::HeaderValue;
    use proptest::{collection::vec, option, prelude::*};
    use serde_json::{Map, Value, json};

    use super::*;

    fn described() -> impl Strategy<Value = Described> {
        let names = || vec(".{0,8}", 0..3);
        (".{0,12}", names(), names(), names(), option::of(any::<usize>()), ".{0,12}", ".{0,12}").prop_map(
            |(handle, modes, window_states, handled, largest_form, stylesheet, script)| Described {
                handle,
                modes,
                window_states,
                events: Events { handled },
                largest_form,
                stylesheet,
                script,
            },
        )
    }

    /// Any JSON, the keys that are read here among its own.
    fn anything() -> impl Strategy<Value = Value> {
        let key =
            prop_oneof!["widgets", "handle", "modes", "windowStates", "events", "handled", "largestForm", "stylesheet", "script", ".{0,4}"];
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            ".{0,8}".prop_map(Value::from)
        ];
        leaf.prop_recursive(4, 32, 6, move |inner| {
            let object = vec((key.clone(), inner.clone()), 0..8).prop_map(|pairs| Value::Object(pairs.into_iter().collect::<Map<_, _>>()));
            prop_oneof![vec(inner, 0..4).prop_map(Value::from), object]
        })
    }

    fn why(document: &Value) -> String {
        Document::read(&serde_json::to_vec(document).unwrap()).unwrap_err().source().unwrap().to_string()
    }

    proptest! {
        #[test]
        fn a_description_is_read_as_it_was_written_whatever_else_it_says(widgets in vec(described(), 0..4), more in anything()) {
            let document = Document { widgets };
            let mut written = serde_json::to_value(&document).unwrap();
            written["protocol"] = more.clone();
            for widget in written["widgets"].as_array_mut().unwrap() {
                widget["renderBudget"] = more.clone();
            }
            prop_assert_eq!(Document::read(&serde_json::to_vec(&written).unwrap()).unwrap(), document);
        }

        #[test]
        fn a_description_that_lacks_something_or_says_it_otherwise_is_refused_with_the_reason(widget in described()) {
            let good = serde_json::to_value(&Document { widgets: vec![widget] }).unwrap();
            for key in ["handle", "modes", "windowStates", "events", "stylesheet", "script"] {
                let mut lacking = good.clone();
                lacking["widgets"][0].as_object_mut().unwrap().remove(key);
                prop_assert!(why(&lacking).starts_with(&format!("missing field `{key}` at line 1")), "{}", why(&lacking));
                let mut wrong = good.clone();
                wrong["widgets"][0][key] = json!(7);
                prop_assert!(why(&wrong).starts_with("invalid type: integer `7`, expected "), "{}", why(&wrong));
            }
            let empty = why(&json!({}));
            prop_assert!(empty.starts_with("missing field `widgets`"), "{}", empty);
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes in vec(any::<u8>(), 0..200)) {
            prop_assert!(Document::read(&bytes).map_or_else(|error| error.source().is_some(), |_| true));
        }

        #[test]
        fn whatever_is_read_is_read_again_as_the_same(json in anything()) {
            for json in [json.clone(), json!({ "widgets": json })] {
                if let Ok(document) = Document::read(&serde_json::to_vec(&json).unwrap()) {
                    prop_assert_eq!(Document::read(&serde_json::to_vec(&document).unwrap()).unwrap(), document);
                }
            }
        }
    }

    #[test]
    fn what_is_nested_without_end_is_refused() {
        assert!(Document::read("[".repeat(100_000).as_bytes()).is_err());
        assert!(Document::read(format!("{{\"widgets\":{}", "[".repeat(100_000)).as_bytes()).is_err());
    }

    #[test]
    fn only_assets_of_the_server_are_linked_to() {
        let name = |url| asset_name(url, "http://f.example");
        assert_eq!(name("http://f.example/assets/abcdef0123.css"), Some("abcdef0123.css"));
        for bad in [
            "http://evil.example/assets/abcdef0123.css",
            "http://f.example/assets/../x.css",
            "http://f.example/assets/abcdef0123.html",
            "http://f.example/assets/a.css",
            "http://f.example/x/abcdef0123.js",
        ] {
            assert_eq!(name(bad), None, "{bad}");
        }
    }

    #[test]
    fn the_assets_that_an_answer_names_are_those_of_the_next_page() {
        let server = Server::new("http://f.example/");
        let told = "<http://f.example/assets/abcdef0123.css>; rel=\"stylesheet\", <http://f.example/assets/abcdef0123.js>; rel=\"modulepreload\", \
                    <http://evil.example/assets/abcdef0123.css>; rel=\"stylesheet\"";
        server.notice(&HeaderMap::from_iter([(header::LINK, HeaderValue::from_static(told))]));
        let dress = server.known().dress.clone();
        assert_eq!(dress, Dress { stylesheet: Some("abcdef0123.css".into()), script: Some("abcdef0123.js".into()) });
    }

    proptest! {
        #[test]
        fn any_link_is_read_and_only_own_assets_are_kept(text in "(<http://f[.]example/assets/)?[ -~]{0,60}") {
            let server = Server::new("http://f.example");
            server.notice(&HeaderMap::from_iter([(header::LINK, HeaderValue::from_str(&text).unwrap())]));
            let dress = server.known().dress.clone();
            for name in [dress.stylesheet, dress.script].into_iter().flatten() {
                let is_own = asset_name(&format!("http://f.example/assets/{name}"), "http://f.example").is_some();
                prop_assert!(is_own, "{}", name);
            }
        }
    }
}
