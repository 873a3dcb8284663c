//! The answers of a server, from bytes.

use crate::{
    Attributes, Failure, NAMESPACE, PgtIou, Ticket, Unreadable,
    xml::{self, Element},
};

/// The longest user that is accepted, in bytes.
const LONGEST_USER: usize = 512;

/// Somebody whom the server knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Authenticated {
    /// Their login.
    pub user: String,
    /// What else the server says of them.
    pub attributes: Attributes,
    /// The proxies that the ticket came through, nearest first. Empty when it came from the person's own browser.
    pub proxies: Vec<String>,
    /// The name under which the callback was given a proxy-granting ticket, if one was asked for.
    pub pgt_iou: Option<PgtIou>,
}

/// What the server decides: yes with something, or no.
pub(crate) type Verdict<T> = Result<T, Failure>;

/// Reads the answer to a validation of CAS 2 and 3.
pub(crate) fn validation(bytes: &[u8]) -> Result<Verdict<Authenticated>, Unreadable> {
    let root = response(bytes)?;
    match verdict(&root, "authenticationSuccess", &["authenticationFailure"])? {
        Ok(success) => authenticated(success).map(Ok),
        Err(failure) => Ok(Err(failure)),
    }
}

/// Reads the answer to a request for a proxy ticket.
pub(crate) fn proxy(bytes: &[u8]) -> Result<Verdict<Ticket>, Unreadable> {
    let root = response(bytes)?;
    // Some servers refuse with the element of the other answer.
    match verdict(&root, "proxySuccess", &["proxyFailure", "authenticationFailure"])? {
        Ok(success) => {
            let text = success.only(NAMESPACE, "proxyTicket")?.ok_or(Unreadable::Missing("proxyTicket"))?.plain("proxyTicket")?;
            Ticket::new(text).map(Ok).map_err(|_| Unreadable::Unfit("proxyTicket"))
        }
        Err(failure) => Ok(Err(failure)),
    }
}

/// Reads the answer to a validation of CAS 1: `yes` and the user, or `no`, each on a line.
pub(crate) fn plain(bytes: &[u8]) -> Result<Verdict<Authenticated>, Unreadable> {
    let text = std::str::from_utf8(bytes).map_err(|_| Unreadable::Encoding)?;
    let mut lines = text.lines();
    match lines.next().map(str::trim_end) {
        Some("no") => Ok(Err(Failure::new("INVALID_TICKET", ""))),
        Some("yes") => {
            let user = user(lines.next().unwrap_or_default().trim())?;
            let nothing_more = lines.all(|line| line.trim().is_empty());
            let known = Authenticated { user, attributes: Attributes::default(), proxies: Vec::new(), pgt_iou: None };
            if nothing_more { Ok(Ok(known)) } else { Err(Unreadable::Unfit("the answer")) }
        }
        _ if text.trim_start().starts_with('<') => Err(Unreadable::Html),
        _ => Err(Unreadable::Unfit("the answer")),
    }
}

fn response(bytes: &[u8]) -> Result<Element, Unreadable> {
    let root = xml::read(bytes)?;
    if root.is(NAMESPACE, "serviceResponse") { Ok(root) } else { Err(Unreadable::Foreign) }
}

/// The success or the refusal in an answer: one of them, once.
fn verdict<'a>(root: &'a Element, yes: &'static str, no: &[&'static str]) -> Result<Verdict<&'a Element>, Unreadable> {
    let mut found = root.children().iter().filter(|e| e.is_in(NAMESPACE) && (e.name() == yes || no.contains(&e.name())));
    let first = found.next().ok_or(Unreadable::Missing(yes))?;
    if found.next().is_some() {
        return Err(Unreadable::Repeated("the verdict"));
    }
    if first.name() == yes {
        return Ok(Ok(first));
    }
    let code = first.attribute("code").map(str::trim).filter(|code| !code.is_empty()).ok_or(Unreadable::Missing("code"))?;
    Ok(Err(Failure::new(code, first.text())))
}

fn authenticated(success: &Element) -> Result<Authenticated, Unreadable> {
    let user = user(success.only(NAMESPACE, "user")?.ok_or(Unreadable::Missing("user"))?.plain("user")?)?;
    let iou = success.only(NAMESPACE, "proxyGrantingTicket")?.map(|e| e.plain("proxyGrantingTicket")).transpose()?;
    let pgt_iou = iou.filter(|iou| !iou.is_empty()).map(PgtIou::new).transpose().map_err(|_| Unreadable::Unfit("proxyGrantingTicket"))?;
    let mut proxies = Vec::new();
    if let Some(chain) = success.only(NAMESPACE, "proxies")? {
        for proxy in chain.children() {
            // Nothing in a chain is overlooked: whoever is in it has to be allowed.
            let address = proxy.plain("proxies")?;
            if address.is_empty() || !proxy.is(NAMESPACE, "proxy") {
                return Err(Unreadable::Unfit("proxies"));
            }
            proxies.push(address.to_owned());
        }
    }
    Ok(Authenticated { user, attributes: Attributes::of(success), proxies, pgt_iou })
}

fn user(text: &str) -> Result<String, Unreadable> {
    if text.is_empty() {
        return Err(Unreadable::Missing("user"));
    }
    let fits = text.len() <= LONGEST_USER && !text.contains(char::is_control);
    if fits { Ok(text.to_owned()) } else { Err(Unreadable::Unfit("user")) }
}

#[cfg(test)]
mod tests;
