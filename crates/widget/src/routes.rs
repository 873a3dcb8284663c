//! The table of what a widget answers to: declared in code, walked by the server and by the authorization matrix.

use std::{collections::BTreeSet, fmt, future::Future, pin::Pin, sync::Arc};

use crate::{
    Description, Fault, Outcome, Request, Resource, View,
    pattern::{BadPattern, Pattern},
};

/// What a route gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RouteKind {
    /// Markup, on `GET`.
    View,
    /// A change, on `POST`.
    Action,
    /// A file, on `GET`.
    Resource,
}

impl RouteKind {
    /// The method it answers to.
    pub const fn method(self) -> &'static str {
        match self {
            Self::View | Self::Resource => "GET",
            Self::Action => "POST",
        }
    }
}

/// A route, as the authorization matrix sees it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RouteInfo {
    /// The widget's handle.
    pub widget: String,
    /// What it gives.
    pub kind: RouteKind,
    /// Its path below the handle.
    pub pattern: String,
}

type Answering<T> = Pin<Box<dyn Future<Output = Result<T, Fault>> + Send>>;
type Handling<T> = Arc<dyn Fn(Request) -> Answering<T> + Send + Sync>;

#[derive(Clone)]
pub(crate) enum Handler {
    View(Handling<View>),
    Action(Handling<Outcome>),
    Resource(Handling<Resource>),
}

impl Handler {
    pub(crate) const fn kind(&self) -> RouteKind {
        match self {
            Self::View(_) => RouteKind::View,
            Self::Action(_) => RouteKind::Action,
            Self::Resource(_) => RouteKind::Resource,
        }
    }
}

pub(crate) struct Route {
    pub(crate) pattern: Result<Pattern, BadPattern>,
    pub(crate) text: String,
    pub(crate) handler: Handler,
}

impl Route {
    const fn method(&self) -> &'static str {
        self.handler.kind().method()
    }
}

/// The routes of a widget, over a state that every handler gets: the store, the referential, settings.
///
/// ```
/// # use tremplin_widget::*;
/// # #[derive(Clone)] struct Deps;
/// # async fn list(_: Deps, _: Request) -> Result<View, Fault> { Err(Fault::NotFound) }
/// # async fn validate(_: Deps, _: Request) -> Result<Outcome, Fault> { Err(Fault::NotFound) }
/// # async fn pdf(_: Deps, _: Request) -> Result<Resource, Fault> { Err(Fault::NotFound) }
/// let routes = Routes::new(Deps).view("", list).action("{id}/validate", validate).resource("{id}/convention.pdf", pdf);
/// ```
pub struct Routes<S> {
    state: S,
    routes: Vec<Route>,
}

impl<S: Clone + Send + Sync + 'static> Routes<S> {
    /// No route yet.
    pub const fn new(state: S) -> Self {
        Self { state, routes: Vec::new() }
    }

    /// Markup at a path.
    #[must_use]
    pub fn view<F, Fut>(self, pattern: &str, handler: F) -> Self
    where
        F: Fn(S, Request) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<View, Fault>> + Send + 'static,
    {
        let handler = Handler::View(bind(self.state.clone(), handler));
        self.add(pattern, handler)
    }

    /// A change at a path.
    #[must_use]
    pub fn action<F, Fut>(self, pattern: &str, handler: F) -> Self
    where
        F: Fn(S, Request) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<Outcome, Fault>> + Send + 'static,
    {
        let handler = Handler::Action(bind(self.state.clone(), handler));
        self.add(pattern, handler)
    }

    /// A file at a path.
    #[must_use]
    pub fn resource<F, Fut>(self, pattern: &str, handler: F) -> Self
    where
        F: Fn(S, Request) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<Resource, Fault>> + Send + 'static,
    {
        let handler = Handler::Resource(bind(self.state.clone(), handler));
        self.add(pattern, handler)
    }

    fn add(mut self, text: &str, handler: Handler) -> Self {
        self.routes.push(Route { pattern: Pattern::read(text), text: text.to_owned(), handler });
        self
    }
}

fn bind<S, F, Fut, T>(state: S, handler: F) -> Handling<T>
where
    S: Clone + Send + Sync + 'static,
    F: Fn(S, Request) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = Result<T, Fault>> + Send + 'static,
{
    Arc::new(move |request| Box::pin(handler(state.clone(), request)))
}

/// A widget: what it says of itself and what it answers to.
pub struct Widget {
    pub(crate) description: Description,
    pub(crate) routes: Vec<Route>,
}

impl Widget {
    /// From its two halves. Mistakes in either are told when the server is built.
    pub fn new<S>(description: Description, routes: Routes<S>) -> Self {
        let mut routes = routes.routes;
        // `new` is tried before `{id}`.
        routes.sort_by_key(|route| route.pattern.as_ref().map(Pattern::rank).unwrap_or_default());
        Self { description, routes }
    }

    /// What it says of itself.
    pub const fn description(&self) -> &Description {
        &self.description
    }

    /// Every route.
    pub fn routes(&self) -> impl Iterator<Item = RouteInfo> {
        self.routes.iter().map(|route| RouteInfo {
            widget: self.description.handle.to_owned(),
            kind: route.handler.kind(),
            pattern: route.text.clone(),
        })
    }

    /// What answers to a path under a method, or the methods that would. The most precise pattern decides what the path is: a `GET` of
    /// the action `{id}/validate` is a wrong method, though the view `{id}/{step}` would fit too.
    pub(crate) fn find(&self, path: &[String], method: &str) -> Result<Found<'_>, Unanswered> {
        let mut fitting = self.routes.iter().filter_map(|route| {
            let pattern = route.pattern.as_ref().ok()?;
            Some((route, pattern, pattern.fit(path)?))
        });
        let (first, shape, named) = fitting.next().ok_or(Unanswered::Path)?;
        let alike: Vec<_> = fitting.filter(|(_, pattern, _)| pattern.is_same_shape(shape)).collect();
        let methods: BTreeSet<_> = std::iter::once(first).chain(alike.iter().map(|(route, ..)| *route)).map(Route::method).collect();
        let mut all = std::iter::once((first, named)).chain(alike.into_iter().map(|(route, _, named)| (route, named)));
        all.find(|(route, _)| route.method() == method).ok_or_else(|| {
            Unanswered::Method(match (methods.contains("GET"), methods.contains("POST")) {
                (true, false) => "GET, HEAD",
                (false, true) => "POST",
                _ => "GET, HEAD, POST",
            })
        })
    }
}

/// What answers, with the named segments of the path.
type Found<'a> = (&'a Route, Vec<(String, String)>);

/// Why nothing answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unanswered {
    Path,
    Method(&'static str),
}

impl fmt::Debug for Widget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Widget({}, {} routes)", self.description.handle, self.routes.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn view((): (), _: Request) -> Result<View, Fault> {
        Err(Fault::NotFound)
    }

    async fn action((): (), _: Request) -> Result<Outcome, Fault> {
        Err(Fault::NotFound)
    }

    async fn resource((): (), _: Request) -> Result<Resource, Fault> {
        Err(Fault::NotFound)
    }

    fn widget() -> Widget {
        let routes = Routes::new(())
            .view("{id}", view)
            .view("new", view)
            .action("{id}", action)
            .action("{id}/validate", action)
            .view("{id}/{step}", view)
            .resource("{id}/a.pdf", resource);
        Widget::new(Description::new("a-b", "", ""), routes)
    }

    fn found(path: &[&str], method: &str) -> Result<String, Unanswered> {
        let path: Vec<_> = path.iter().map(|s| (*s).to_owned()).collect();
        widget().find(&path, method).map(|(route, _)| format!("{:?} {}", route.handler.kind(), route.text))
    }

    #[test]
    fn a_literal_path_wins_over_a_named_one() {
        assert_eq!(found(&["new"], "GET").as_deref(), Ok("View new"));
        assert_eq!(found(&["12"], "GET").as_deref(), Ok("View {id}"));
        assert_eq!(found(&["12"], "POST").as_deref(), Ok("Action {id}"));
        assert_eq!(found(&["12", "hours"], "GET").as_deref(), Ok("View {id}/{step}"));
        assert_eq!(found(&["12", "a.pdf"], "GET").as_deref(), Ok("Resource {id}/a.pdf"));
    }

    #[test]
    fn a_wrong_method_is_told_the_right_ones() {
        assert_eq!(found(&["12", "validate"], "GET"), Err(Unanswered::Method("POST")));
        assert_eq!(found(&["12", "a.pdf"], "POST"), Err(Unanswered::Method("GET, HEAD")));
        assert_eq!(found(&["12"], "DELETE"), Err(Unanswered::Method("GET, HEAD, POST")));
        assert_eq!(found(&["12", "a", "b"], "GET"), Err(Unanswered::Path));
    }

    #[test]
    fn the_most_precise_pattern_decides_what_a_path_is() {
        // `new` is a view, though the action `{id}` would fit; `{id}/validate` an action, though the view `{id}/{step}` would.
        assert_eq!(found(&["new"], "POST"), Err(Unanswered::Method("GET, HEAD")));
        assert_eq!(found(&["12", "validate"], "GET"), Err(Unanswered::Method("POST")));
    }

    #[test]
    fn every_route_can_be_listed() {
        assert_eq!(widget().routes().count(), 6);
        assert!(widget().routes().any(|r| r.kind == RouteKind::Action && r.pattern == "{id}/validate" && r.widget == "a-b"));
    }
}
