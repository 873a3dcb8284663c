//! As much of a browser as a sign-in form needs.

use std::{collections::BTreeMap, sync::Mutex};

use reqwest::{Client, RequestBuilder, header, redirect::Policy};
use scraper::{Html, Selector};
use url::Url;

use crate::{Authority, Done, PATIENCE, held::held};

/// Somebody's browser: it keeps the cookies of one host and shows redirections instead of following them.
#[derive(Debug)]
pub struct Browser {
    http: Client,
    cookies: Mutex<BTreeMap<String, String>>,
}

/// What came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The HTTP status.
    pub status: u16,
    /// Where it leads.
    pub location: Option<String>,
    /// The page itself.
    pub html: String,
}

impl Page {
    /// The ticket in the address to which the page leads.
    pub fn ticket(&self) -> Option<String> {
        let url = Url::parse(self.location.as_deref()?).ok()?;
        url.query_pairs().find(|(name, _)| name == "ticket").map(|(_, value)| value.into_owned())
    }
}

impl Browser {
    /// A browser that trusts an authority, or has to do with `http:` alone.
    pub fn new(authority: Option<&Authority>) -> Done<Self> {
        let trusted = authority.map(|ours| reqwest::Certificate::from_pem(ours.pem().as_bytes())).transpose()?;
        let http = Client::builder().redirect(Policy::none()).no_proxy().timeout(PATIENCE).tls_certs_only(trusted).build()?;
        Ok(Self { http, cookies: Mutex::default() })
    }

    /// Opens a page.
    pub async fn open(&self, address: &str) -> Done<Page> {
        self.send(self.http.get(address)).await
    }

    /// Opens a page with one form, and sends it with a login and a password and whatever else stands in it.
    pub async fn sign_in(&self, address: &str, login: &str, password: &str) -> Done<Page> {
        let page = self.open(address).await?;
        let mut fields = fields(&page.html)?;
        for (name, value) in [("username", login), ("password", password)] {
            let field = fields.get_mut(name).ok_or_else(|| format!("no field {name} at {address}, but {page:?}"))?;
            value.clone_into(field);
        }
        self.send(self.http.post(address).header(header::REFERER, address).form(&fields)).await
    }

    async fn send(&self, request: RequestBuilder) -> Done<Page> {
        let response = request.header(header::COOKIE, self.cookies()).send().await?;
        for cookie in response.headers().get_all(header::SET_COOKIE) {
            self.keep(cookie.to_str()?);
        }
        let location = response.headers().get(header::LOCATION).map(|v| v.to_str().map(str::to_owned)).transpose()?;
        Ok(Page { status: response.status().as_u16(), location, html: response.text().await? })
    }

    fn cookies(&self) -> String {
        let kept = held(&self.cookies);
        kept.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }

    fn keep(&self, cookie: &str) {
        let pair = cookie.split(';').next().unwrap_or_default();
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let mut kept = held(&self.cookies);
        // A cookie without value is one that goes.
        match value.trim_matches('"') {
            "" => drop(kept.remove(name.trim())),
            value => drop(kept.insert(name.trim().to_owned(), value.to_owned())),
        }
    }
}

fn fields(html: &str) -> Done<BTreeMap<String, String>> {
    let inputs = Selector::parse("form input[name]:not([type=checkbox])").map_err(|error| error.to_string())?;
    let page = Html::parse_document(html);
    let fields = page.select(&inputs).filter_map(|input| {
        let name = input.attr("name")?;
        Some((name.to_owned(), input.attr("value").unwrap_or_default().to_owned()))
    });
    Ok(fields.collect())
}
