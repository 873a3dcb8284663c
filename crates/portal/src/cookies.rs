//! Cookies of this portal: out of reach of scripts and of other sites, and over HTTPS bound to the host.

use http::{HeaderMap, HeaderValue, header};

/// A cookie of the portal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cookie {
    /// Who is signed in.
    Session,
    /// The language somebody chose.
    Language,
    /// Who is on the way to the CAS server and back.
    Leaving,
}

/// How long a browser keeps a cookie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Life {
    /// Until it is closed.
    Visit,
    /// A quarter of an hour: the time to find a password.
    Minutes,
    /// A year.
    Year,
    /// Not at all: it is over.
    Over,
}

/// Whether pages of other sites may show the portal in a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Framing {
    /// No page may.
    Never,
    /// Those of the configured origins may.
    Allowed,
}

/// Where a browser shows the portal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// In a window of its own, or in a frame of the same site.
    Own,
    /// In a frame of another site: a browser keeps its cookies apart from all others (`Partitioned`).
    Framed,
}

/// How cookies are written and read at this portal's address.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cookies {
    secure: bool,
    framing: Framing,
}

impl Cookies {
    pub(crate) fn new(origin: &str, framing: Framing) -> Self {
        Self { secure: origin.starts_with("https://"), framing }
    }

    /// Whether pages of other sites may show the portal in a frame.
    pub(crate) fn are_framed(self) -> bool {
        self.framing == Framing::Allowed
    }

    fn name(self, cookie: Cookie, standing: Standing) -> String {
        let host = if self.secure || standing == Standing::Framed { "__Host-" } else { "" };
        let rest = match cookie {
            Cookie::Session => "",
            Cookie::Language => "-lang",
            Cookie::Leaving => "-leaving",
        };
        let place = if standing == Standing::Framed { "-embedded" } else { "" };
        format!("{host}tremplin{rest}{place}")
    }

    /// What a request says. That of a frame counts only where there may be frames, and no other is there.
    pub(crate) fn read(self, headers: &HeaderMap, cookie: Cookie) -> Option<String> {
        self.find(headers, cookie).map(|(_, value)| value)
    }

    /// The same, with where the browser shows the portal.
    pub(crate) fn find(self, headers: &HeaderMap, cookie: Cookie) -> Option<(Standing, String)> {
        let framed = self.are_framed().then_some(Standing::Framed);
        std::iter::once(Standing::Own).chain(framed).find_map(|standing| Some((standing, only(headers, &self.name(cookie, standing))?)))
    }

    /// A `Set-Cookie`.
    pub(crate) fn write(self, cookie: Cookie, standing: Standing, value: &str, life: Life) -> HeaderValue {
        let site = match standing {
            Standing::Own if self.secure => "SameSite=Lax; Secure",
            Standing::Own => "SameSite=Lax",
            Standing::Framed => "SameSite=None; Secure; Partitioned",
        };
        let life = match life {
            Life::Visit => "",
            Life::Minutes => "; Max-Age=900",
            Life::Year => "; Max-Age=31536000",
            Life::Over => "; Max-Age=0",
        };
        let text = format!("{}={value}; Path=/; HttpOnly; {site}{life}", self.name(cookie, standing));
        HeaderValue::from_str(&text).unwrap_or_else(|_| HeaderValue::from_static(""))
    }
}

/// The value of a name. If somebody planted a second cookie of the same name, neither is believed.
fn only(headers: &HeaderMap, name: &str) -> Option<String> {
    let told = headers.get_all(header::COOKIE).iter().filter_map(|v| v.to_str().ok());
    let mut found = told.flat_map(|list| list.split(';')).filter_map(|pair| pair.trim().split_once('=')).filter(|(n, _)| *n == name);
    let first = found.next()?;
    found.next().is_none().then(|| first.1.to_owned())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn over_https_every_cookie_is_bound_to_the_host() {
        let text = |origin, cookie| {
            Cookies::new(origin, Framing::Never).write(cookie, Standing::Own, "v", Life::Year).to_str().unwrap().to_owned()
        };
        assert_eq!(
            text("https://ent.example", Cookie::Session),
            "__Host-tremplin=v; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=31536000"
        );
        assert!(
            text("https://ent.example", Cookie::Language).starts_with("__Host-tremplin-lang=v; Path=/; HttpOnly; SameSite=Lax; Secure")
        );
        assert!(!text("http://127.0.0.1:8080", Cookie::Session).contains("Secure"));
    }

    #[test]
    fn a_planted_cookie_is_not_believed() {
        let read = |text| {
            let headers = HeaderMap::from_iter([(header::COOKIE, HeaderValue::from_static(text))]);
            Cookies::new("http://x", Framing::Never).read(&headers, Cookie::Session)
        };
        assert_eq!((read("tremplin=a; tremplin=b"), read("tremplin-lang=en; tremplin=a")), (None, Some("a".into())));
    }

    #[test]
    fn a_frame_of_another_site_has_cookies_of_its_own_kept_apart() {
        for origin in ["https://ent.example", "http://127.0.0.1:8080"] {
            let text = Cookies::new(origin, Framing::Allowed).write(Cookie::Session, Standing::Framed, "v", Life::Visit);
            assert_eq!(text, "__Host-tremplin-embedded=v; Path=/; HttpOnly; SameSite=None; Secure; Partitioned", "{origin}");
        }
    }

    #[test]
    fn the_cookie_of_a_frame_counts_where_there_may_be_frames_and_no_other_is_there() {
        let find = |text, framing| {
            let headers = HeaderMap::from_iter([(header::COOKIE, HeaderValue::from_static(text))]);
            Cookies::new("https://x", framing).find(&headers, Cookie::Session)
        };
        let (framed, both) = ("__Host-tremplin-embedded=f", "__Host-tremplin-embedded=f; __Host-tremplin=o");
        assert_eq!((find(framed, Framing::Never), find(framed, Framing::Allowed)), (None, Some((Standing::Framed, "f".into()))));
        assert_eq!(find(both, Framing::Allowed), Some((Standing::Own, "o".into())));
    }

    proptest! {
        #[test]
        fn any_cookies_are_read(text in "[ -~]{0,60}") {
            let headers = HeaderMap::from_iter([(header::COOKIE, HeaderValue::from_str(&text).unwrap())]);
            if let Some(value) = Cookies::new("http://x", Framing::Allowed).read(&headers, Cookie::Session) {
                prop_assert!(!value.contains(';') && text.contains("tremplin"));
            }
        }
    }
}
