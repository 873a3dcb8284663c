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

/// How cookies are written and read at this portal's address.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cookies {
    secure: bool,
}

impl Cookies {
    pub(crate) fn new(origin: &str) -> Self {
        Self { secure: origin.starts_with("https://") }
    }

    const fn name(self, cookie: Cookie) -> &'static str {
        match (cookie, self.secure) {
            (Cookie::Session, true) => "__Host-tremplin",
            (Cookie::Session, false) => "tremplin",
            (Cookie::Language, true) => "__Host-tremplin-lang",
            (Cookie::Language, false) => "tremplin-lang",
            (Cookie::Leaving, true) => "__Host-tremplin-leaving",
            (Cookie::Leaving, false) => "tremplin-leaving",
        }
    }

    /// What a request says. If somebody planted a second cookie of the same name, neither is believed.
    pub(crate) fn read(self, headers: &HeaderMap, cookie: Cookie) -> Option<String> {
        let name = self.name(cookie);
        let told = headers.get_all(header::COOKIE).iter().filter_map(|v| v.to_str().ok());
        let mut found = told.flat_map(|list| list.split(';')).filter_map(|pair| pair.trim().split_once('=')).filter(|(n, _)| *n == name);
        let first = found.next()?;
        found.next().is_none().then(|| first.1.to_owned())
    }

    /// A `Set-Cookie`.
    pub(crate) fn write(self, cookie: Cookie, value: &str, life: Life) -> HeaderValue {
        let secure = if self.secure { "; Secure" } else { "" };
        let life = match life {
            Life::Visit => "",
            Life::Minutes => "; Max-Age=900",
            Life::Year => "; Max-Age=31536000",
            Life::Over => "; Max-Age=0",
        };
        let text = format!("{}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{life}", self.name(cookie));
        HeaderValue::from_str(&text).unwrap_or_else(|_| HeaderValue::from_static(""))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn over_https_every_cookie_is_bound_to_the_host() {
        let text = |origin, cookie| Cookies::new(origin).write(cookie, "v", Life::Year).to_str().unwrap().to_owned();
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
            Cookies::new("http://x").read(&HeaderMap::from_iter([(header::COOKIE, HeaderValue::from_static(text))]), Cookie::Session)
        };
        assert_eq!((read("tremplin=a; tremplin=b"), read("tremplin-lang=en; tremplin=a")), (None, Some("a".into())));
    }

    proptest! {
        #[test]
        fn any_cookies_are_read(text in "[ -~]{0,60}") {
            let headers = HeaderMap::from_iter([(header::COOKIE, HeaderValue::from_str(&text).unwrap())]);
            if let Some(value) = Cookies::new("http://x").read(&headers, Cookie::Session) {
                prop_assert!(!value.contains(';') && text.matches("tremplin=").count() >= 1);
            }
        }
    }
}
