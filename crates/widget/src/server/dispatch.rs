//! One request to one widget: checked, handled under a deadline, answered.

use std::{collections::BTreeMap, panic::AssertUnwindSafe, sync::Arc, time::Instant};

use axum::{body::Body, extract::State, response::Response};
use chrono::DateTime;
use futures_util::FutureExt;
use http::{HeaderMap, HeaderValue, Method, StatusCode, header, request::Parts};
use tremplin_domain::{locale::Locale, policy::Principal};
use tremplin_identity::Claims;
use tremplin_serve::Unread;

use super::{
    Core, Registered, help, respond,
    show::{Show, fallback, happened, see_other},
};
use crate::{
    Bearer, Fault, Flash, Form, Mode, Namespace, Outcome, Params, Redirect, Request, Scope, Urls, View, Widget, WindowState,
    flash::Bound,
    form::{self, Encoding},
    headers,
    once::Key,
    pattern::segments,
    routes::{Handler, Unanswered},
};

/// The query keys that are the protocol's own.
const RESERVED: [&str; 5] = ["mode", "ws", "ns", "flash", TICKET];

/// The query key of a proxy ticket.
const TICKET: &str = "ticket";

/// The longest path worth reading.
const LONGEST_PATH: usize = 2 * 1024;

/// What is known about a request so far; enough to show a fault in.
struct Context {
    reference: String,
    locale: Locale,
    handle: String,
    ns: Namespace,
    consumer: String,
}

/// Where an action led: what a form sent twice is told twice.
#[derive(Debug, Clone)]
pub(super) struct Next {
    pub(super) location: String,
    pub(super) state: String,
    pub(super) events: Vec<&'static str>,
}

/// An answer of an action that is not remembered: it changed nothing, or would do no more a second time.
enum Passing {
    Fault(Fault),
    Shown(StatusCode, Box<View>),
    Partly(Box<View>, &'static str),
}

/// A path of no widget.
pub(super) async fn nowhere(State(core): State<Arc<Core>>, request: axum::extract::Request) -> Response {
    let started = Instant::now();
    let (parts, _) = request.into_parts();
    let context = core.context(&parts.headers);
    core.refuse(&Fault::NotFound, &context, &parts, started)
}

/// A path of a widget.
pub(super) async fn answer(State(core): State<Arc<Core>>, request: axum::extract::Request) -> Response {
    let started = Instant::now();
    let (parts, body) = request.into_parts();
    let mut context = core.context(&parts.headers);
    match core.run(&mut context, &parts, body).await {
        Ok(mut response) => {
            let took = started.elapsed();
            tracing::debug!(method = %parts.method, path = parts.uri.path(), status = response.status().as_u16(), ?took, consumer = context.consumer, "answered");
            respond::dress(&mut response, context.locale, took);
            response
        }
        Err(fault) => core.refuse(&fault, &context, &parts, started),
    }
}

impl Core {
    fn context(&self, asked: &HeaderMap) -> Context {
        let accepted = asked.get(header::ACCEPT_LANGUAGE).and_then(|v| v.to_str().ok()).unwrap_or_default();
        Context {
            reference: reference(self.random.bytes()),
            locale: Locale::negotiate(accepted),
            handle: "tremplin".to_owned(),
            ns: Namespace::default(),
            consumer: String::new(),
        }
    }

    /// The one place that turns errors into responses.
    fn refuse(&self, fault: &Fault, context: &Context, parts: &Parts, started: Instant) -> Response {
        let (reference, path, consumer) = (context.reference.as_str(), parts.uri.path(), context.consumer.as_str());
        if fault.is_ours() {
            tracing::error!(reference, path, method = %parts.method, consumer, causes = fault.causes(), "no answer");
        } else {
            tracing::info!(reference, path, method = %parts.method, consumer, causes = fault.causes(), "refused");
        }
        let shown = respond::Shown { locale: context.locale, ns: &context.ns, handle: &context.handle, reference };
        let mut response = respond::fault(fault, &shown, &parts.headers);
        if let Ok(link) = HeaderValue::from_str(&self.link) {
            response.headers_mut().insert(header::LINK, link);
        }
        respond::dress(&mut response, context.locale, started.elapsed());
        response
    }

    async fn run(self: &Arc<Self>, context: &mut Context, parts: &Parts, body: Body) -> Result<Response, Fault> {
        let path = parts.uri.path().strip_prefix("/widgets/").unwrap_or_default();
        let (handle, rest) = path.split_once('/').unwrap_or((path, ""));
        let widget = self.widgets.get(handle).ok_or(Fault::NotFound)?;
        handle.clone_into(&mut context.handle);
        let query_text = parts.uri.query().unwrap_or_default();
        if query_text.len() > self.budgets.query || path.len() > LONGEST_PATH {
            return Err(Fault::AddressTooLong);
        }
        let query = Params::read(query_text).map_err(|_| Fault::BadEncoding)?;
        let path = segments(rest).map_err(|_| Fault::BadEncoding)?;
        let method = if parts.method == Method::HEAD { "GET" } else { parts.method.as_str() };
        if path == ["fallback"] {
            return if method == "GET" {
                Ok(fallback(context.locale, handle, &parts.headers))
            } else {
                Err(Fault::WrongMethod("GET, HEAD"))
            };
        }
        let (route, named) = widget.find(&path, method).map_err(|unanswered| match unanswered {
            Unanswered::Path => Fault::NotFound,
            Unanswered::Method(allowed) => Fault::WrongMethod(allowed),
        })?;
        if !matches!(route.handler, Handler::Resource(_)) && !headers::accepts_html(&parts.headers) {
            return Err(Fault::NotAcceptable);
        }
        let credential = self.credential(widget, parts, &query).await?;
        if let Some(locale) = credential.claims().and_then(|claims| claims.loc.as_deref()) {
            context.locale = Locale::negotiate(locale);
        }
        let registered = match credential.issuer() {
            Some(issuer) => {
                issuer.clone_into(&mut context.consumer);
                self.registered.get(issuer).ok_or(Fault::BadCredential)?
            }
            None => &self.public,
        };
        context.ns = namespace(widget, credential.claims(), &query)?;
        let form = match (&route.handler, &credential) {
            (Handler::Action(_), Credential::Assertion(_) | Credential::Ticket(_)) => self.form(widget, &credential, parts, body).await?,
            _ => Form::default(),
        };
        let asking = Asking { widget, context, registered, credential: &credential, query: &query, named, form };
        let limit = match route.handler {
            Handler::View(_) => self.budgets.view.min(widget.description.budget),
            Handler::Action(_) => self.budgets.action,
            Handler::Resource(_) => self.budgets.resource,
        };
        let handled = self.handle(asking, &route.handler, &path, parts);
        match tokio::time::timeout(limit, handled).await {
            Ok(answered) => answered,
            Err(_) => Err(Fault::Busy),
        }
    }

    /// Who asks. Nobody is an answer only for a widget that is for all; a credential that does not hold never is.
    async fn credential(&self, widget: &Widget, parts: &Parts, query: &Params) -> Result<Credential, Fault> {
        let target = parts.uri.path_and_query().map_or("/", http::uri::PathAndQuery::as_str);
        match (self.claims(widget, parts, target, query)?, query.first(TICKET), &self.tickets) {
            // What stands in the address was signed with it, and is no second credential.
            (Some(claims), _, _) => Ok(Credential::Assertion(Box::new(claims))),
            (None, Some(_), Some(tickets)) => Ok(Credential::Ticket(guarded(tickets.redeem(target)).await?)),
            (None, Some(_), None) => Err(Fault::BadCredential),
            (None, None, _) => Ok(Credential::Nobody),
        }
    }

    fn claims(&self, widget: &Widget, parts: &Parts, target: &str, query: &Params) -> Result<Option<Claims>, Fault> {
        let mut told = parts.headers.get_all(header::AUTHORIZATION).iter();
        let twice = parts.headers.contains_key(header::CONTENT_LENGTH) && parts.headers.contains_key(header::TRANSFER_ENCODING);
        let (first, second) = (told.next(), told.next());
        if second.is_some() || twice {
            return Err(Fault::BadEncoding);
        }
        let Some(first) = first else {
            let open = widget.description.cache.scope == Scope::ForAll && parts.method != Method::POST;
            return if open || query.first(TICKET).is_some() { Ok(None) } else { Err(Fault::NotSignedIn) };
        };
        let text = first.to_str().map_err(|_| Fault::BadCredential)?;
        let now = self.clock.now().timestamp();
        let read = self.verifier.read(text, parts.method.as_str(), target, now);
        read.map(Some).map_err(|reason| {
            tracing::warn!(%reason, path = parts.uri.path(), "an assertion was refused");
            Fault::BadCredential
        })
    }

    /// The form of an action: read up to its limit; covered by the assertion and used once, as a ticket is by itself.
    async fn form(&self, widget: &Widget, credential: &Credential, parts: &Parts, body: Body) -> Result<Form, Fault> {
        let text = |name| parts.headers.get(name).map(|v: &HeaderValue| v.to_str().unwrap_or_default());
        if text(header::CONTENT_ENCODING).is_some_and(|coding| !coding.eq_ignore_ascii_case("identity")) {
            return Err(Fault::UnsupportedMediaType);
        }
        let encoding = text(header::CONTENT_TYPE).map(Encoding::of).transpose()?;
        let limit = if matches!(encoding, Some(Encoding::Multipart(_))) {
            self.budgets.largest_form(&widget.description)
        } else {
            self.budgets.form
        };
        let bytes = tremplin_serve::whole(body, limit).await.map_err(|unread| match unread {
            Unread::TooLarge => Fault::TooLarge,
            Unread::Late => Fault::Late,
            Unread::Broken => Fault::BadEncoding,
        })?;
        if let Credential::Assertion(claims) = credential {
            self.acts_once(claims, &bytes).await?;
        }
        match encoding {
            Some(encoding) => form::read(&encoding, bytes, self.budgets.form).await,
            None if bytes.is_empty() => Ok(Form::default()),
            None => Err(Fault::UnsupportedMediaType),
        }
    }

    /// Whether an assertion is good for an action with this body, which it then is no more.
    async fn acts_once(&self, claims: &Claims, body: &[u8]) -> Result<(), Fault> {
        if !claims.covers_body(body) {
            tracing::warn!(consumer = claims.iss, "an assertion does not cover its body");
            return Err(Fault::BadCredential);
        }
        if claims.act.is_some() {
            return Err(Fault::Forbidden);
        }
        let until = DateTime::from_timestamp(claims.forgotten_at(), 0).ok_or(Fault::BadCredential)?;
        if !self.replays.is_first(&claims.iss, &claims.jti, until, self.clock.now()).await {
            tracing::warn!(consumer = claims.iss, jti = claims.jti, "an assertion was used twice");
            return Err(Fault::BadCredential);
        }
        Ok(())
    }

    async fn handle(self: &Arc<Self>, asking: Asking<'_>, handler: &Handler, path: &[String], parts: &Parts) -> Result<Response, Fault> {
        let asked = &parts.headers;
        let gate = match handler {
            Handler::Resource(_) => &asking.registered.files,
            Handler::View(_) | Handler::Action(_) => &asking.registered.renders,
        };
        let held = gate.enter().await?;
        let (widget, locale, handle) = (asking.widget, asking.context.locale, asking.context.handle.clone());
        let request = self.request(asking).await?;
        match handler {
            Handler::View(view) => {
                let show = Show::of(self, &request, widget, locale, handle);
                let view = match widget.description.help.filter(|_| request.mode == Mode::Help) {
                    Some(message) => help::view(&request, &widget.description, message),
                    None => guarded(view(request)).await?,
                };
                let kept = show.may_be_kept();
                Ok(show.view(view, kept, asked))
            }
            Handler::Resource(resource) => Ok(respond::resource(guarded(resource(request)).await?.holding(held), asked, &parts.method)),
            Handler::Action(act) => {
                let show = Show::of(self, &request, widget, locale, handle);
                let place = Place {
                    handle: widget.description.handle.to_owned(),
                    login: request.principal.login.clone(),
                    depth: path.len(),
                    window_state: request.window_state,
                };
                let target = parts.uri.path_and_query().map_or("", http::uri::PathAndQuery::as_str);
                let key = Key::of(&place.login, target, &request.form);
                let (core, act) = (Arc::clone(self), Arc::clone(act));
                // In a task of its own: whoever hangs up, what has begun is finished, and its answer is there for the second sending.
                let acting = tokio::spawn(async move {
                    let memory = Arc::clone(&core);
                    let run = async move {
                        match guarded(act(request)).await.map_err(Passing::Fault)? {
                            Outcome::Next(redirect) => Ok(core.next(*redirect, &place)),
                            Outcome::Shown(view) => Err(Passing::Shown(StatusCode::OK, Box::new(view))),
                            Outcome::Partly(view, event) => Err(Passing::Partly(Box::new(view), event)),
                            Outcome::Invalid(view) => Err(Passing::Shown(StatusCode::UNPROCESSABLE_ENTITY, Box::new(view))),
                            Outcome::Stale(view) => Err(Passing::Shown(StatusCode::CONFLICT, Box::new(view))),
                        }
                    };
                    match key {
                        Some(key) => memory.memory.once(key, run).await,
                        None => run.await,
                    }
                });
                match acting.await.map_err(Fault::internal)? {
                    Ok(next) => Ok(see_other(&next)),
                    Err(Passing::Fault(fault)) => Err(fault),
                    Err(Passing::Shown(status, view)) => Ok(show.view(View { status, ..*view }, false, asked)),
                    Err(Passing::Partly(view, event)) => Ok(happened(show.view(*view, false, asked), &[event])),
                }
            }
        }
    }

    async fn request(&self, asking: Asking<'_>) -> Result<Request, Fault> {
        let Asking { widget, context, registered, credential, query, named, form } = asking;
        let description = &widget.description;
        let principal = match credential.login() {
            Some(login) if description.cache.scope == Scope::PerUser => guarded(self.principals.principal(login)).await?,
            _ => Principal::default(),
        };
        if !description.admits(&principal) {
            return Err(Fault::Forbidden);
        }
        let mode = word(query, "mode", description.modes).ok_or(Fault::UnsupportedMode)?;
        let window_state = word(query, "ws", description.window_states).ok_or(Fault::UnsupportedWindowState)?;
        let now = self.clock.now();
        let bound = Bound { handle: description.handle, login: &principal.login };
        let flash = query.first("flash").and_then(|sealed| Flash::open(&self.seal, sealed, &bound, now.timestamp()));
        // Public markup is the same for all: nobody's preferences are in it.
        let told = credential.claims().map(|claims| &claims.prefs).filter(|_| description.cache.scope == Scope::PerUser);
        let preferences = description.preferences.iter().map(|p| {
            let set = told.and_then(|told| told.get(p.name)).cloned();
            (p.name.to_owned(), set.unwrap_or_else(|| vec![p.default.to_owned()]))
        });
        let preferences: BTreeMap<_, _> = preferences.collect();
        let urls = Urls::new(&self.origin, description.handle, context.ns.as_str(), Arc::clone(&registered.style))
            .marked(&self.mark)
            .keeping(window_state);
        let mut request = Request::new(principal, context.locale, now, self.random.clone());
        request.mode = mode;
        request.window_state = window_state;
        request.ns = context.ns.clone();
        request.path = named.into_iter().collect();
        request.query = query.iter().filter(|(name, _)| !RESERVED.contains(name)).collect();
        request.form = form;
        request.urls = urls;
        request.flash = flash;
        request.preferences = preferences;
        request.reference.clone_from(&context.reference);
        Ok(request)
    }

    /// Where an action leads, written once and for all.
    fn next(&self, redirect: Redirect, place: &Place) -> Next {
        let mut target = redirect.target;
        if let Some(mode) = redirect.mode {
            target = target.query("mode", mode);
        }
        if let Some(state) = redirect.window_state.or_else(|| place.window_state.is_kept().then_some(place.window_state)) {
            target = target.query("ws", state);
        }
        let state = target.to_string();
        if let Some(flash) = &redirect.flash {
            let bound = Bound { handle: &place.handle, login: &place.login };
            target = target.query("flash", flash.close(&self.seal, &bound, self.clock.now().timestamp()));
        }
        Next { location: relative(place, &target.to_string()), state, events: redirect.events }
    }
}

/// How somebody says who they are.
enum Credential {
    /// By an assertion that their portal signed for this request.
    Assertion(Box<Claims>),
    /// By a proxy ticket for this address, redeemed.
    Ticket(Bearer),
    /// Not at all.
    Nobody,
}

impl Credential {
    /// The portal that they come through.
    fn issuer(&self) -> Option<&str> {
        match self {
            Self::Assertion(claims) => Some(&claims.iss),
            Self::Ticket(bearer) => Some(&bearer.issuer),
            Self::Nobody => None,
        }
    }

    fn login(&self) -> Option<&str> {
        match self {
            Self::Assertion(claims) => Some(&claims.sub),
            Self::Ticket(bearer) => Some(&bearer.login),
            Self::Nobody => None,
        }
    }

    /// What else their portal says of them; a ticket says nothing.
    fn claims(&self) -> Option<&Claims> {
        match self {
            Self::Assertion(claims) => Some(claims),
            Self::Ticket(_) | Self::Nobody => None,
        }
    }
}

/// A checked request on its way to its handler.
struct Asking<'a> {
    widget: &'a Widget,
    context: &'a Context,
    registered: &'a Registered,
    credential: &'a Credential,
    query: &'a Params,
    named: Vec<(String, String)>,
    form: Form,
}

/// Where an action stood.
struct Place {
    handle: String,
    login: String,
    depth: usize,
    window_state: WindowState,
}

/// A target of the same widget, seen from an action: works behind any proxy and under any prefix.
fn relative(place: &Place, target: &str) -> String {
    match place.depth {
        0 => format!("./{}{}{target}", place.handle, if target.is_empty() || target.starts_with('?') { "" } else { "/" }),
        1 => format!("./{target}"),
        deep => format!("{}{target}", "../".repeat(deep - 1)),
    }
}

/// A panic in a handler is a fault like another.
async fn guarded<T>(work: impl Future<Output = Result<T, Fault>>) -> Result<T, Fault> {
    AssertUnwindSafe(work).catch_unwind().await.unwrap_or_else(|panic| {
        let text = panic.downcast_ref::<&str>().map(|t| (*t).to_owned()).or_else(|| panic.downcast_ref::<String>().cloned());
        Err(Fault::internal(format!("panic: {}", text.unwrap_or_default())))
    })
}

fn namespace(widget: &Widget, claims: Option<&Claims>, query: &Params) -> Result<Namespace, Fault> {
    if widget.description.cache.scope == Scope::ForAll {
        return Ok(Namespace::default());
    }
    let told = claims.and_then(|claims| claims.ns.as_deref()).or_else(|| query.first("ns")).unwrap_or_default();
    told.parse().map_err(|_| Fault::InconsistentParameter("ns"))
}

/// A mode or a window state that the widget has; the ordinary one if the query names none.
fn word<T: std::str::FromStr + Default + Copy + PartialEq>(query: &Params, name: &str, has: &[T]) -> Option<T> {
    match query.first(name) {
        None => Some(T::default()),
        Some(text) => text.parse().ok().filter(|asked| has.contains(asked)),
    }
}

/// Eight characters that can be read out over a telephone.
fn reference(random: [u8; 8]) -> String {
    const LETTERS: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    random.iter().map(|byte| char::from(LETTERS[usize::from(byte % 32)])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_redirect_is_relative_to_its_action() {
        let from = |depth, target| {
            relative(&Place { handle: "a-b".into(), login: String::new(), depth, window_state: WindowState::Normal }, target)
        };
        assert_eq!([from(0, ""), from(0, "12"), from(0, "?q=1")], ["./a-b", "./a-b/12", "./a-b?q=1"]);
        assert_eq!([from(1, ""), from(1, "12?q=1")], ["./", "./12?q=1"]);
        assert_eq!([from(2, "12"), from(3, "")], ["../12", "../../"]);
    }
}
