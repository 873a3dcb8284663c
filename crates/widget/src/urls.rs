//! The links in a fragment, written the way its consumer wants them.

use std::{fmt, sync::Arc};

use maud::{Escaper, Render};
use percent_encoding::utf8_percent_encode;

use crate::{
    consumer::{Templates, UrlStyle},
    description::{Mode, WindowState},
    neutral::WSRP,
    target::{COMPONENT, Target},
};

/// Makes the links of one window.
#[derive(Debug, Clone)]
pub struct Urls {
    origin: Arc<str>,
    handle: Arc<str>,
    ns: Arc<str>,
    style: Arc<UrlStyle>,
    /// What stands for `wsrp_rewrite` until the whole fragment is written: text from people cannot contain what it cannot guess.
    mark: Arc<str>,
    /// The window state that links keep unless they say otherwise: who works in a maximized window stays in it.
    kept: Option<WindowState>,
}

impl Urls {
    /// For a window `ns` of a consumer that wants links in this style.
    pub fn new(origin: &str, handle: &str, ns: &str, style: Arc<UrlStyle>) -> Self {
        Self { origin: origin.into(), handle: handle.into(), ns: ns.into(), style, mark: WSRP.into(), kept: None }
    }

    pub(crate) fn marked(mut self, mark: &str) -> Self {
        self.mark = mark.into();
        self
    }

    pub(crate) fn keeping(mut self, state: WindowState) -> Self {
        self.kept = state.is_kept().then_some(state);
        self
    }

    /// The mark to replace in the finished fragment, where the style has one.
    pub(crate) fn mark(&self) -> Option<&str> {
        (*self.style == UrlStyle::Wsrp).then_some(&*self.mark)
    }

    /// A link to a view of this widget; the empty path is its first view.
    pub fn view(&self, path: &str) -> Url<'_> {
        self.url(Purpose::Render, path)
    }

    /// Where a form goes.
    pub fn action(&self, path: &str) -> Url<'_> {
        self.url(Purpose::Action, path)
    }

    /// A file of this widget.
    pub fn resource(&self, path: &str) -> Url<'_> {
        self.url(Purpose::Resource, path)
    }

    fn url(&self, purpose: Purpose, path: &str) -> Url<'_> {
        Url { urls: self, purpose, target: Target::new(path), mode: None, window_state: self.kept.filter(|_| purpose != Purpose::Resource) }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Purpose {
    Render,
    Action,
    Resource,
}

/// A link in the making; its text is `to_string`, and maud writes it escaped.
#[derive(Debug, Clone)]
#[must_use]
pub struct Url<'a> {
    urls: &'a Urls,
    purpose: Purpose,
    target: Target,
    mode: Option<Mode>,
    window_state: Option<WindowState>,
}

impl Url<'_> {
    /// With one more name and value in the query.
    pub fn query(mut self, name: impl Into<String>, value: impl fmt::Display) -> Self {
        self.target = self.target.query(name, value);
        self
    }

    /// Leading to a mode.
    pub fn mode(mut self, mode: Mode) -> Self {
        self.mode = Some(mode);
        self
    }

    /// Leading to a window state.
    pub fn window_state(mut self, state: WindowState) -> Self {
        self.window_state = Some(state);
        self
    }

    /// The query with the mode and window state in it, except where the template has a place of their own for them.
    fn whole_query(&self, placed: impl Fn(&str) -> bool) -> String {
        let mut query = self.target.encoded_query();
        let mode = self.mode.map(|m| ("mode", m.word()));
        let state = self.window_state.map(|s| ("ws", s.word()));
        for (name, word) in [mode, state].into_iter().flatten() {
            if !placed(name) {
                let joint = if query.is_empty() { "" } else { "&" };
                query.push_str(joint);
                query.push_str(name);
                query.push('=');
                query.push_str(word);
            }
        }
        query
    }

    fn direct(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Urls { origin, handle, .. } = self.urls;
        let slash = if self.target.path().is_empty() { "" } else { "/" };
        write!(f, "{origin}/widgets/{handle}{slash}{}", self.target.path())?;
        question(f, &self.whole_query(|_| false))
    }

    fn script(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "./{}", self.target.path())?;
        question(f, &self.whole_query(|_| false))
    }

    fn wsrp(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (kind, state) = match self.purpose {
            Purpose::Render => ("render", "wsrp-navigationalState"),
            Purpose::Action => ("blockingAction", "wsrp-interactionState"),
            Purpose::Resource => ("resource", "wsrp-resourceID"),
        };
        let mark = &self.urls.mark;
        write!(f, "{mark}?wsrp-urlType={kind}")?;
        if self.purpose != Purpose::Resource {
            if let Some(mode) = self.mode {
                write!(f, "&wsrp-mode=wsrp%3A{mode}")?;
            }
            if let Some(state) = self.window_state {
                write!(f, "&wsrp-windowState=wsrp%3A{state}")?;
            }
        }
        write!(f, "&{state}={}/{mark}", utf8_percent_encode(&self.target.to_string(), COMPONENT))
    }

    fn template(&self, f: &mut fmt::Formatter<'_>, templates: &Templates) -> fmt::Result {
        let template = match self.purpose {
            Purpose::Render => &templates.render,
            Purpose::Action => &templates.action,
            Purpose::Resource => &templates.resource,
        };
        let (path, rest) = template.split_once('?').unwrap_or((template, ""));
        let placed_in = |part: &str, name: &str| part.contains(&format!("{{{name}}}"));
        let placed = |name: &str| placed_in(path, name) || placed_in(rest, name);
        let query = self.whole_query(placed);
        fill(f, path, |name| match name {
            "target" => self.target.path().to_owned(),
            other => self.word(other),
        })?;
        let mut written = String::new();
        fill(&mut written, rest, |name| match name {
            "target" => {
                let whole = if query.is_empty() { self.target.path().to_owned() } else { format!("{}?{query}", self.target.path()) };
                utf8_percent_encode(&whole, COMPONENT).to_string()
            }
            other => self.word(other),
        })?;
        if !placed_in(rest, "target") && !query.is_empty() {
            let joint = if written.is_empty() { "" } else { "&" };
            written.push_str(joint);
            written.push_str(&query);
        }
        question(f, &written)
    }

    fn word(&self, name: &str) -> String {
        let text = match name {
            "handle" => &self.urls.handle,
            // Public markup has no namespace, and its links still have to lead to a window of this widget.
            "ns" if self.urls.ns.is_empty() => &self.urls.handle,
            "ns" => &self.urls.ns,
            "mode" => self.mode.unwrap_or_default().word(),
            "ws" => self.window_state.unwrap_or_default().word(),
            _ => "",
        };
        utf8_percent_encode(text, COMPONENT).to_string()
    }
}

fn question(f: &mut fmt::Formatter<'_>, query: &str) -> fmt::Result {
    if query.is_empty() { Ok(()) } else { write!(f, "?{query}") }
}

/// Replaces `{name}` by its value; a brace that opens and never closes is text.
fn fill(out: &mut impl fmt::Write, template: &str, value: impl Fn(&str) -> String) -> fmt::Result {
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        out.write_str(before)?;
        let Some((name, next)) = after.split_once('}') else {
            out.write_char('{')?;
            rest = after;
            continue;
        };
        out.write_str(&value(name))?;
        rest = next;
    }
    out.write_str(rest)
}

impl fmt::Display for Url<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &*self.urls.style {
            UrlStyle::Direct => self.direct(f),
            UrlStyle::Template(templates) => self.template(f, templates),
            UrlStyle::Wsrp => self.wsrp(f),
            UrlStyle::Script => self.script(f),
        }
    }
}

impl Render for Url<'_> {
    fn render_to(&self, buffer: &mut String) {
        use fmt::Write;
        // Writing to a string cannot fail.
        let _ = write!(Escaper::new(buffer), "{self}");
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn urls(style: UrlStyle) -> Urls {
        Urls::new("https://f.example", "mes-stages", "w.1", Arc::new(style))
    }

    fn template(render: &str) -> Urls {
        urls(UrlStyle::Template(Templates {
            render: render.into(),
            action: "/w/{ns}/{target}".into(),
            resource: "/r/{ns}/{target}".into(),
        }))
    }

    #[test]
    fn direct_links_are_absolute() {
        let urls = urls(UrlStyle::Direct);
        assert_eq!(urls.view("").to_string(), "https://f.example/widgets/mes-stages");
        assert_eq!(
            urls.view("12/edit").query("step", 3).mode(Mode::Help).to_string(),
            "https://f.example/widgets/mes-stages/12/edit?step=3&mode=help"
        );
    }

    #[test]
    fn a_target_in_a_templates_path_keeps_its_slashes() {
        let urls = template("/w/{ns}/{target}");
        assert_eq!(
            urls.view("12/edit").query("q", "a b").window_state(WindowState::Maximized).to_string(),
            "/w/w.1/12/edit?q=a%20b&ws=maximized"
        );
        assert_eq!(urls.action("12/validate").to_string(), "/w/w.1/12/validate");
        assert_eq!(urls.resource("12/convention.pdf").to_string(), "/r/w.1/12/convention.pdf");
    }

    #[test]
    fn a_target_in_a_templates_query_is_encoded_whole() {
        let urls = template("/uPortal/p/{handle}/max/render.uP?pCm={mode}&pP_target={target}&x={unknown}");
        let link = urls.view("12").query("q", "é").mode(Mode::Edit).to_string();
        assert_eq!(link, "/uPortal/p/mes-stages/max/render.uP?pCm=edit&pP_target=12%3Fq%3D%25C3%25A9&x=");
    }

    #[test]
    fn a_query_is_appended_to_the_templates_own() {
        assert_eq!(template("/w/{target}?v=1").view("a").query("b", 2).to_string(), "/w/a?v=1&b=2");
    }

    #[test]
    fn links_of_public_markup_name_the_widget_instead_of_a_window() {
        let style = UrlStyle::Template(Templates { render: "/w/{ns}/{target}".into(), action: String::new(), resource: String::new() });
        assert_eq!(Urls::new("", "offres-publiques", "", Arc::new(style)).view("12").to_string(), "/w/offres-publiques/12");
    }

    #[test]
    fn wsrp_links_name_their_type_first() {
        let urls = urls(UrlStyle::Wsrp);
        let link = urls.view("12").query("q", "a").mode(Mode::View).to_string();
        assert_eq!(link, "wsrp_rewrite?wsrp-urlType=render&wsrp-mode=wsrp%3Aview&wsrp-navigationalState=12%3Fq%3Da/wsrp_rewrite");
        let link = urls.resource("a.pdf").to_string();
        assert_eq!(link, "wsrp_rewrite?wsrp-urlType=resource&wsrp-resourceID=a.pdf/wsrp_rewrite");
    }

    #[test]
    fn script_links_are_relative() {
        let urls = urls(UrlStyle::Script);
        assert_eq!((urls.view("").to_string(), urls.view("12").query("a", 1).to_string()), ("./".into(), "./12?a=1".into()));
    }

    #[test]
    fn links_in_a_maximized_window_stay_in_it() {
        let urls = template("/w/{ns}/{target}").keeping(WindowState::Maximized);
        assert_eq!(urls.view("12").to_string(), "/w/w.1/12?ws=maximized");
        assert_eq!(urls.view("12").window_state(WindowState::Normal).to_string(), "/w/w.1/12?ws=normal");
        assert_eq!(urls.resource("a.pdf").to_string(), "/r/w.1/a.pdf");
        assert_eq!(template("/w/{target}").keeping(WindowState::Minimized).view("12").to_string(), "/w/12");
    }

    #[test]
    fn maud_writes_links_escaped() {
        let html = maud::html! { a href=(urls(UrlStyle::Script).view("x").query("a", "\"<").query("b", 1)) {} };
        assert_eq!(html.into_string(), "<a href=\"./x?a=%22%3C&amp;b=1\"></a>");
    }

    proptest! {
        #[test]
        fn no_value_escapes_its_place(path in "\\PC{0,20}", name in "\\PC{1,5}", value in "\\PC{0,20}", template_text in "[/a-z{}?&=]{0,30}") {
            for style in [UrlStyle::Direct, UrlStyle::Wsrp, UrlStyle::Script] {
                let urls = urls(style);
                let link = urls.view(&path).query(name.clone(), &value).to_string();
                prop_assert!(link.is_ascii() && !link.contains(['<', '>', '"', '\'', ' ', '#']), "{}", link);
            }
            let link = template(&template_text).view(&path).query(name, value).to_string();
            prop_assert!(!link.contains(['<', '>', '"', '\'', ' ', '#']), "{}", link);
        }
    }
}
