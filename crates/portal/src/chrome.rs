//! What is the portal's: head, tabs, columns, window bars, the words when something does not answer.

use http::StatusCode;
use maud::{DOCTYPE, Markup, Render, html};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use tremplin_domain::locale::Locale;
use tremplin_identity::Session;
use tremplin_ui::{Messages, Value};

use crate::{
    Config, Page, Persona, Text,
    address::Place,
    answer::{Fragment, Silence},
    assets::ICON_PATH,
    known::Described,
};

/// Stands where a window comes, until it comes. Markup of ours holds no comment, and text is escaped.
pub(crate) const GAP: Raw<'static> = Raw("<!--|-->");

/// Markup that is already markup: a fragment, or the mark of a gap.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Raw<'a>(pub(crate) &'a str);

impl Render for Raw<'_> {
    fn render_to(&self, buffer: &mut String) {
        buffer.push_str(self.0);
    }
}

/// Everything around the windows.
pub(crate) struct Frame<'a> {
    pub(crate) config: &'a Config,
    pub(crate) locale: Locale,
    pub(crate) session: Option<&'a Session>,
    /// The tab that is open.
    pub(crate) page: Option<&'a Page>,
    pub(crate) title: &'a str,
    pub(crate) stylesheets: &'a [String],
    pub(crate) scripts: &'a [String],
    /// The script that puts late windows into their places, where there are any windows.
    pub(crate) settling: Option<&'static str>,
    /// The token of the chrome's own forms.
    pub(crate) csrf: &'a str,
    /// Where to come back to after changing the language.
    pub(crate) here: &'a str,
}

impl Frame<'_> {
    const fn messages(&self) -> Messages {
        Messages::of(self.locale)
    }

    /// The whole page around its main part.
    pub(crate) fn around(&self, main: &Markup) -> Markup {
        let text = |key: &'static str| self.messages().text(key).to_owned();
        let name = self.config.name.of(self.locale);
        html! {
            (DOCTYPE)
            html lang=(self.locale.tag()) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    title { (self.title) " · " (name) }
                    link rel="icon" type="image/svg+xml" href=(ICON_PATH);
                    @for href in self.stylesheets { link rel="stylesheet" href=(href); }
                    @if let Some(src) = self.settling { script async src=(src) {} }
                    @for src in self.scripts { script type="module" src=(src) {} }
                }
                body.portal {
                    a.skip href="#main" { (text("portal-skip")) }
                    header.bar {
                        a.bar__name href="/" { (name) }
                        @if let Some(session) = self.session {
                            nav.tabs aria-label=(text("portal-tabs")) {
                                ul {
                                    @for page in self.config.pages_for(&session.roles) {
                                        @let here = self.page.is_some_and(|p| p.slug == page.slug);
                                        li { a href={ "/p/" (page.slug) } aria-current=[here.then_some("page")] { (page.title.of(self.locale)) } }
                                    }
                                }
                            }
                        }
                        div.bar__end { (self.language()) (self.person()) }
                    }
                    main #main tabindex="-1" { (main) }
                    footer.foot { p { (name) } }
                }
            }
        }
    }

    fn language(&self) -> Markup {
        let other = match self.locale {
            Locale::Fr => Locale::En,
            Locale::En => Locale::Fr,
        };
        html! {
            form.bar__form method="post" action="/language" {
                input type="hidden" name="next" value=(self.here);
                button.plain type="submit" name="lang" value=(other.tag()) lang=(other.tag()) { (Messages::of(other).text("portal-language")) }
            }
        }
    }

    fn person(&self) -> Markup {
        let Some(session) = self.session else { return html! {} };
        html! {
            a.bar__person href="/sessions" title=(self.messages().text("portal-sessions")) { (session.name) }
            form.bar__form method="post" action="/sign-out" {
                input type="hidden" name="csrf" value=(self.csrf);
                button.plain type="submit" { (self.messages().text("portal-sign-out")) }
            }
        }
    }
}

/// The columns of a page, with a gap for each window and one for those that come late. The tab says the title to the eye; the heading says it to those who listen.
pub(crate) fn columns(page: &Page, locale: Locale) -> Markup {
    html! {
        h1.hidden { (page.title.of(locale)) }
        div.columns {
            @for column in &page.columns {
                div class={ "column column--" (column.weight) } {
                    @for _ in &column.windows { (GAP) }
                }
            }
        }
        div.late { (GAP) }
    }
}

/// One window alone.
pub(crate) fn alone(page: &Page, locale: Locale) -> Markup {
    html! {
        h1.hidden { (page.title.of(locale)) }
        div.columns { div.column.column--3 { (GAP) } }
        div.late { (GAP) }
    }
}

/// How large a window is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Size {
    Normal,
    Minimized,
    Maximized,
}

impl Size {
    /// From the address of a window.
    pub(crate) fn of(place: &Place) -> Self {
        match place.word("ws").map(str::to_ascii_lowercase).as_deref() {
            Some("minimized") => Self::Minimized,
            Some("maximized" | "solo") => Self::Maximized,
            _ => Self::Normal,
        }
    }

    const fn class(self) -> &'static str {
        match self {
            Self::Normal => "window",
            Self::Minimized => "window window--minimized",
            Self::Maximized => "window window--maximized",
        }
    }
}

/// A window and what came for it.
pub(crate) struct Pane<'a> {
    pub(crate) ns: &'a str,
    pub(crate) title: &'a Text,
    pub(crate) place: &'a Place,
    pub(crate) locale: Locale,
    /// What the widget says of itself; nothing as long as nobody knows.
    pub(crate) described: &'a Described,
    pub(crate) page: &'a str,
    pub(crate) came: &'a Result<Fragment, Silence>,
    pub(crate) purpose: Purpose,
}

/// What was asked of the widget when nothing came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// To show something: asking again is harmless.
    Show,
    /// To change something: it may have happened.
    Act,
}

impl Render for Pane<'_> {
    fn render(&self) -> Markup {
        let size = Size::of(self.place);
        let title = self.title.of(self.locale);
        let rest = self.place.without(&["flash"]);
        let handles = self.described.handled();
        html! {
            section class=(size.class()) id={ "window-" (self.ns) } aria-labelledby={ "window-" (self.ns) "-title" }
                data-tremplin-window=(self.ns) data-tremplin-src=(rest.in_portal(self.ns))
                data-tremplin-handles=[(!handles.is_empty()).then(|| handles.join(" "))] {
                div.window__bar {
                    h2.window__title id={ "window-" (self.ns) "-title" } { (title) }
                    (self.controls(size))
                }
                div.window__body {
                    @match self.came {
                        Ok(fragment) => {
                            (Raw(&fragment.html))
                            (self.way_on(fragment.status))
                        },
                        Err(silence) => (self.fallback(*silence)),
                    }
                }
            }
        }
    }
}

impl Pane<'_> {
    fn text(&self, key: &'static str) -> String {
        Messages::of(self.locale).text(key).to_owned()
    }

    /// Where its links begin. The address of an action is no place to come back to.
    fn base(&self) -> Place {
        match self.purpose {
            Purpose::Show => self.place.without(&["flash"]),
            Purpose::Act => Place::default(),
        }
    }

    fn controls(&self, size: Size) -> Markup {
        let bare = self.base().without(&["ws"]);
        let view = bare.without(&["mode"]);
        let mode = self.place.word("mode").unwrap_or("view").to_ascii_lowercase();
        let has = |name: &str| self.described.modes.iter().any(|m| m == name) && mode != name;
        let knows = |state: &str| self.described.window_states.is_empty() || self.described.window_states.iter().any(|s| s == state);
        let link = |place: &Place, key: &'static str| self.control(&place.in_portal(self.ns), key, Whole::Window);
        let page = format!("/p/{}", self.page);
        html! {
            ul.window__controls {
                @if mode != "view" { li { (link(&view, "portal-back-to-view")) } }
                @if has("help") { li { (link(&view.with("mode", "help"), "portal-help")) } }
                @if has("edit") { li { (link(&view.with("mode", "edit"), "portal-preferences")) } }
                @match size {
                    Size::Minimized => li { (link(&bare, "portal-restore")) },
                    Size::Normal => {
                        @if knows("minimized") { li { (link(&bare.with("ws", "minimized"), "portal-minimize")) } }
                        @if knows("maximized") {
                            li { (self.control(&bare.with("ws", "maximized").in_portal(self.ns), "portal-maximize", Whole::Page)) }
                        }
                    },
                    Size::Maximized => {
                        @let back = if bare == Place::default() { page } else { bare.in_portal(self.ns) };
                        li { (self.control(&back, "portal-shrink", Whole::Page)) }
                    },
                }
            }
        }
    }

    fn control(&self, href: &str, key: &'static str, whole: Whole) -> Markup {
        html! {
            a href=(href) data-tremplin-page[whole == Whole::Page] {
                (self.text(key)) span.hidden { " " (self.title.of(self.locale)) }
            }
        }
    }

    /// A way on from a window that shows a fault: again, or back to its beginning.
    fn way_on(&self, status: StatusCode) -> Markup {
        match status.as_u16() {
            429 | 500..=599 => self.retry(),
            400 | 404 | 405 | 410 | 414 if self.place != &Place::default() => {
                let href = Place::default().in_portal(self.ns);
                html! { p.fallback__retry { a href=(href) { (self.text("portal-begin")) span.hidden { " " (self.title.of(self.locale)) } } } }
            }
            _ => html! {},
        }
    }

    fn retry(&self) -> Markup {
        let key = match self.purpose {
            Purpose::Show => "portal-retry",
            Purpose::Act => "portal-begin",
        };
        let href = self.base().in_portal(self.ns);
        html! { p.fallback__retry { a href=(href) { (self.text(key)) span.hidden { " " (self.title.of(self.locale)) } } } }
    }

    fn fallback(&self, silence: Silence) -> Markup {
        let (title, advice) = match (self.purpose, silence) {
            (Purpose::Act, _) => ("portal-action-silent", "portal-action-silent-do"),
            (Purpose::Show, Silence::Late) => ("portal-late", "fallback-do"),
            (Purpose::Show, _) => ("fallback-title", "fallback-do"),
        };
        html! {
            div.fallback.portlet-msg-error role="alert" {
                p.fallback__title { (self.text(title)) }
                p { (self.text(advice)) }
                (self.retry())
            }
        }
    }
}

/// The place of a window that has not come yet.
pub(crate) struct Coming<'a> {
    pub(crate) ns: &'a str,
    pub(crate) title: &'a Text,
    pub(crate) locale: Locale,
}

impl Render for Coming<'_> {
    fn render(&self) -> Markup {
        let messages = Messages::of(self.locale);
        let title = self.title.of(self.locale);
        html! {
            section.window id={ "place-" (self.ns) } aria-label=(title) {
                div.window__bar { h2.window__title { (title) } }
                div.window__body {
                    p { (messages.text("portal-coming")) }
                    p.fallback__retry { a href={ "#window-" (self.ns) } { (messages.text("portal-coming-below")) span.hidden { " " (title) } } }
                }
            }
        }
    }
}

/// What a control changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Whole {
    Window,
    Page,
}

/// The sign-in page's main part.
pub(crate) fn sign_in(personas: &[Persona], next: &str, locale: Locale) -> Markup {
    let messages = Messages::of(locale);
    let mut groups: Vec<(&Text, Vec<&Persona>)> = Vec::new();
    for persona in personas {
        match groups.iter_mut().find(|(group, _)| **group == persona.group) {
            Some((_, members)) => members.push(persona),
            None => groups.push((&persona.group, vec![persona])),
        }
    }
    html! {
        div.sign-in {
            h1.page-title { (messages.text("portal-sign-in")) }
            p.sign-in__lead { (messages.text("portal-personas")) }
            form.sign-in__form method="post" action="/sign-in" {
                input type="hidden" name="next" value=(next);
                @for (group, members) in &groups {
                    section.sign-in__group {
                        h2 { (group.of(locale)) }
                        ul {
                            @for persona in members {
                                li {
                                    button type="submit" name="login" value=(persona.login) {
                                        b { (persona.name) } " " span { (persona.label.of(locale)) }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The page before signing in where that happens at the CAS server: nobody is sent away who did not ask to be.
pub(crate) fn sign_in_elsewhere(next: &str, locale: Locale) -> Markup {
    let messages = Messages::of(locale);
    let href = format!("/sign-in?how=login&next={}", utf8_percent_encode(next, NON_ALPHANUMERIC));
    html! {
        div.notice {
            h1.page-title { (messages.text("portal-welcome")) }
            p { (messages.text("portal-welcome-do")) }
            p { a.onward href=(href) { (messages.text("portal-sign-in")) } }
        }
    }
}

/// A page that says one thing.
pub(crate) fn notice(locale: Locale, title: &'static str, advice: &'static str, link: Option<(&str, &'static str)>) -> Markup {
    let messages = Messages::of(locale);
    html! {
        div.notice {
            h1.page-title { (messages.text(title)) }
            p { (messages.text(advice)) }
            @if let Some((href, key)) = link { p { a.onward href=(href) { (messages.text(key)) } } }
        }
    }
}

/// The title of a page for people with several windows open: « 2026-00123, Mes stages ».
pub(crate) fn title(fragment: Option<&str>, page: &str, locale: Locale) -> String {
    match fragment {
        Some(fragment) if fragment != page && !fragment.is_empty() => {
            Messages::of(locale).text_with("portal-title", &[("view", Value::from(fragment)), ("page", Value::from(page))]).into_owned()
        }
        _ => page.to_owned(),
    }
}
