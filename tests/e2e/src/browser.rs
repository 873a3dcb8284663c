//! A real Chromium, driven through WebDriver. Every wait is for something that can be said, never for some time.

use std::{
    process::Stdio,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use base64::Engine;
use fantoccini::{Client, ClientBuilder, Locator, elements::Element, wd::WebDriverCompatibleCommand};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Map, Value, json};
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
    time::timeout,
};

use crate::{Done, axe, ensure, surroundings};

/// The longest that a page may take to show what a test waits for.
const PATIENCE: Duration = Duration::from_secs(20);
/// How often a wait looks.
const LOOK: Duration = Duration::from_millis(25);

/// Whether pages may run scripts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scripts {
    /// As most people have it.
    On,
    /// Refused by the browser's own settings.
    Off,
}

/// How thoroughly each page is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// Wide and narrow, light and dark.
    Every,
    /// Wide and narrow.
    Once,
    /// Not at all: another run looks at the same pages.
    Never,
}

/// One browser window with its driver.
#[derive(Debug)]
pub struct Browser {
    client: Client,
    /// Ended with this value.
    _driver: Child,
    origin: String,
    /// Whether pages may run scripts.
    pub scripts: Scripts,
    look: Look,
    looked: Mutex<Vec<String>>,
    /// Statuses of pages that a test asked for, beside those of forms that are wrong.
    expected: Mutex<Vec<&'static str>>,
}

/// A window as wide and as light as a page is looked at.
const VARIANTS: [(&str, u32, &str); 4] =
    [("wide", 1280, "light"), ("narrow", 360, "light"), ("narrow-dark", 360, "dark"), ("wide-dark", 1280, "dark")];

impl Browser {
    /// Starts the driver on a free port and opens a browser with it.
    pub async fn open(origin: &str, scripts: Scripts, look: Look) -> Done<Self> {
        let (driver, port) = driver().await?;
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities(scripts))
            .connect(&format!("http://127.0.0.1:{port}"))
            .await?;
        let browser = Self {
            client,
            _driver: driver,
            origin: origin.to_owned(),
            scripts,
            look,
            looked: Mutex::default(),
            expected: Mutex::default(),
        };
        browser.shape(1280, "light").await?;
        Ok(browser)
    }

    /// Ends the browser.
    pub async fn close(self) -> Done {
        Ok(self.client.close().await?)
    }

    /// The WebDriver client, for what this type does not say.
    pub const fn client(&self) -> &Client {
        &self.client
    }

    /// A command of the `DevTools` protocol.
    pub async fn command(&self, name: &str, parameters: &Value) -> Done<Value> {
        Ok(self.client.issue_cmd(Own { path: "goog/cdp/execute", body: json!({ "cmd": name, "params": parameters }) }).await?)
    }

    /// From now on pages come without their script, so that axe can look at what stands there before it.
    pub async fn refuse_scripts(&self) -> Done {
        self.command("Network.enable", &json!({})).await?;
        self.command("Network.setBlockedURLs", &json!({ "urls": ["*.js"] })).await?;
        Ok(())
    }

    /// Gives the window a width and a colour scheme.
    pub async fn shape(&self, width: u32, scheme: &str) -> Done {
        let size = json!({ "width": width, "height": 900, "deviceScaleFactor": 1, "mobile": false });
        self.command("Emulation.setDeviceMetricsOverride", &size).await?;
        let media = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }, { "name": "prefers-reduced-motion", "value": "reduce" }] });
        self.command("Emulation.setEmulatedMedia", &media).await?;
        Ok(())
    }

    /// Runs a function body in the page, with `arguments` as its arguments. It goes through the `DevTools`: WebDriver's own way waits
    /// for promises, which a page without scripts never keeps.
    pub async fn script(&self, body: &str, arguments: &[Value]) -> Done<Value> {
        let expression = format!("(function () {{ {body} }}).apply(null, {})", Value::from(arguments));
        let answer = self.command("Runtime.evaluate", &json!({ "expression": expression, "returnByValue": true })).await?;
        match answer.get("exceptionDetails") {
            Some(details) => Err(format!("{body}: {details}").into()),
            None => Ok(answer["result"]["value"].clone()),
        }
    }

    /// Waits until a function body returns something true.
    pub async fn until(&self, what: &str, body: &str, arguments: &[Value]) -> Done {
        let end = Instant::now() + PATIENCE;
        loop {
            // A page that is just being replaced cannot answer: that is "not yet".
            if self.script(body, arguments).await.is_ok_and(|answer| is_true(&answer)) {
                return Ok(());
            }
            if Instant::now() > end {
                return Err(format!("waited in vain: {what}\n{}", self.shown().await).into());
            }
            tokio::time::sleep(LOOK).await;
        }
    }

    /// What is on the page, for messages.
    async fn shown(&self) -> String {
        let url = self.client.current_url().await.map(|url| url.to_string()).unwrap_or_default();
        let text =
            self.script("return document.querySelector('main')?.innerText ?? document.body.innerText", &[]).await.unwrap_or_default();
        format!("at {url}:\n{}", text.as_str().unwrap_or_default().chars().take(3_000).collect::<String>())
    }

    /// Goes to an address of the portal.
    pub async fn go(&self, path: &str) -> Done {
        self.client.goto(&format!("{}{path}", self.origin)).await?;
        self.until(&format!("{path} is there"), "return document.readyState === 'complete'", &[]).await
    }

    /// The path and query of the page.
    pub async fn path(&self) -> Done<String> {
        let url = self.client.current_url().await?;
        Ok(url.query().map_or_else(|| url.path().to_owned(), |query| format!("{}?{query}", url.path())))
    }

    /// An element, once it is there.
    pub async fn find(&self, css: &str) -> Done<Element> {
        self.until(css, "return document.querySelector(arguments[0])", &[json!(css)]).await?;
        Ok(self.client.find(Locator::Css(css)).await?)
    }

    /// Whether there is such an element now.
    pub async fn has(&self, css: &str) -> Done<bool> {
        Ok(is_true(&self.script("return !!document.querySelector(arguments[0])", &[json!(css)]).await?))
    }

    /// How many such elements there are now.
    pub async fn count(&self, css: &str) -> Done<u64> {
        Ok(self.script("return document.querySelectorAll(arguments[0]).length", &[json!(css)]).await?.as_u64().unwrap_or(0))
    }

    /// The words of an element, every kind of space as a plain one.
    pub async fn text(&self, css: &str) -> Done<String> {
        self.find(css).await?;
        let text = self.script("return document.querySelector(arguments[0]).innerText", &[json!(css)]).await?;
        Ok(plain(text.as_str().unwrap_or_default()))
    }

    /// All the words of an element, those that are folded away too.
    pub async fn all_text(&self, css: &str) -> Done<String> {
        self.find(css).await?;
        let text = self.script("return document.querySelector(arguments[0]).textContent", &[json!(css)]).await?;
        Ok(plain(text.as_str().unwrap_or_default()))
    }

    /// The words of each of these elements.
    pub async fn texts(&self, css: &str) -> Done<Vec<String>> {
        let found = self.script("return [...document.querySelectorAll(arguments[0])].map((e) => e.textContent)", &[json!(css)]).await?;
        let found = found.as_array().cloned().unwrap_or_default();
        Ok(found.iter().map(|text| plain(text.as_str().unwrap_or_default())).collect())
    }

    /// Waits until an element says something.
    pub async fn says(&self, css: &str, words: &str) -> Done {
        let body = "return document.querySelector(arguments[0])?.textContent.replace(/\\s+/g, ' ').includes(arguments[1])";
        self.until(&format!("{css} says « {words} »"), body, &[json!(css), json!(plain(words))]).await
    }

    /// The value of a field.
    pub async fn value(&self, css: &str) -> Done<String> {
        self.find(css).await?;
        Ok(self.script("return document.querySelector(arguments[0]).value", &[json!(css)]).await?.as_str().unwrap_or_default().to_owned())
    }

    /// The attribute of an element.
    pub async fn attribute(&self, css: &str, name: &str) -> Done<Option<String>> {
        Ok(self.find(css).await?.attr(name).await?)
    }

    /// Whether the focus is on such an element.
    pub async fn is_focused(&self, css: &str) -> Done<bool> {
        Ok(is_true(&self.script("return document.activeElement?.matches(arguments[0])", &[json!(css)]).await?))
    }

    /// Clicks, and goes on at once.
    pub async fn click(&self, css: &str) -> Done {
        let element = self.find(css).await?;
        self.script(CENTRE, &[json!(css)]).await?;
        element.click().await.map_err(|error| format!("{css} cannot be clicked: {error}"))?;
        Ok(())
    }

    /// Clicks, and waits until what stood around it is replaced and at rest.
    pub async fn follow(&self, css: &str) -> Done {
        self.find(css).await?;
        self.mark(css).await?;
        self.click(css).await?;
        self.replaced(css).await
    }

    /// Remembers what stands around an element.
    pub async fn mark(&self, css: &str) -> Done {
        let body = "const e = document.querySelector(arguments[0]); (e.closest('.tr') ?? document.body).setAttribute('data-old', '')";
        self.script(body, &[json!(css)]).await?;
        Ok(())
    }

    /// Waits until what was remembered is replaced and at rest.
    pub async fn replaced(&self, after: &str) -> Done {
        let body = "return document.readyState === 'complete' && !document.querySelector('[data-old]') && !document.querySelector('main [aria-busy=true]')";
        self.until(&format!("the answer to {after}"), body, &[]).await
    }

    /// Replaces the words of a field by typing.
    pub async fn fill(&self, css: &str, words: &str) -> Done {
        let field = self.find(css).await?;
        self.script(CENTRE, &[json!(css)]).await?;
        field.clear().await.map_err(|error| format!("{css} cannot be cleared: {error}"))?;
        field.send_keys(words).await.map_err(|error| format!("{css} cannot be typed in: {error}"))?;
        Ok(())
    }

    /// Gives a field its value as a date picker does: typing a date depends on the language of the machine.
    pub async fn date(&self, css: &str, value: &str) -> Done {
        self.find(css).await?;
        let body = "const e = document.querySelector(arguments[0]); e.value = arguments[1];
            for (const name of ['input', 'change']) e.dispatchEvent(new Event(name, { bubbles: true }));";
        self.script(body, &[json!(css), json!(value)]).await?;
        Ok(())
    }

    /// Chooses in a list by the value, or the first choice that says something.
    pub async fn select(&self, css: &str, value: Option<&str>) -> Done {
        let list = self.find(css).await?;
        if let Some(value) = value {
            list.select_by_value(value).await?;
        } else {
            let body = "return [...document.querySelector(arguments[0]).options].findIndex((o) => o.value !== '')";
            let at = self.script(body, &[json!(css)]).await?.as_u64().unwrap_or(0);
            list.select_by_index(usize::try_from(at)?).await?;
        }
        Ok(())
    }

    /// Fills in the form of the CAS server.
    pub async fn sign_in(&self, who: &str, password: &str) -> Done {
        self.fill("#id_username", who).await?;
        self.fill("#id_password", password).await?;
        self.follow("form button[type=submit]").await?;
        // What the CAS server's page says to the console is not ours to mend.
        self.forget().await
    }

    /// Opens what is folded away around an element.
    pub async fn unfold(&self, css: &str) -> Done {
        self.find(css).await?;
        let body =
            "const d = document.querySelector(arguments[0]).closest('details:not([open])'); d?.setAttribute('data-unfold', ''); return !!d";
        if is_true(&self.script(body, &[json!(css)]).await?) {
            self.click("details[data-unfold] > summary").await?;
            self.until("it unfolds", "return document.querySelector('details[data-unfold]')?.open", &[]).await?;
            self.script("document.querySelector('details[data-unfold]').removeAttribute('data-unfold')", &[]).await?;
        }
        Ok(())
    }

    /// Looks at the page as a whole: axe finds nothing, nothing runs over the side, the browser's console is silent.
    pub async fn look(&self, name: &str) -> Done {
        if self.looked.lock().map_err(|_| "a look ended badly")?.iter().any(|known| known == name) {
            return Ok(());
        }
        let variants = match self.look {
            Look::Never => return self.is_silent(name).await,
            Look::Once => &VARIANTS[..2],
            Look::Every => &VARIANTS[..],
        };
        let mut wrong = Vec::new();
        for (variant, width, scheme) in variants {
            self.shape(*width, scheme).await?;
            // axe waits for timers, which a page without scripts never runs.
            if self.scripts == Scripts::On {
                wrong.extend(axe::violations(self).await?.into_iter().map(|found| format!("{name}, {variant}: {found}")));
            }
            let over = self.script("return document.documentElement.scrollWidth - document.documentElement.clientWidth", &[]).await?;
            if over.as_i64().unwrap_or(0) > 0 {
                let who = self.script(OVERFLOWING, &[]).await?;
                wrong.push(format!("{name}, {variant}: {over} px run over the side, from {who}"));
            }
            self.picture(&format!("{name}-{variant}")).await?;
        }
        if variants.len() > 1 {
            self.shape(1280, "light").await?;
        }
        self.looked.lock().map_err(|_| "a look ended badly")?.push(name.to_owned());
        ensure(wrong.is_empty(), || wrong.join("\n"))?;
        self.is_silent(name).await
    }

    /// From now on a page of this status is what the test asked for.
    pub fn expect(&self, status: &'static str) {
        self.expected.lock().unwrap_or_else(PoisonError::into_inner).push(status);
    }

    /// What the console holds is of somebody else's page.
    pub async fn forget(&self) -> Done {
        self.client.issue_cmd(Own { path: "se/log", body: json!({ "type": "browser" }) }).await?;
        Ok(())
    }

    /// The browser's console holds no error, so no breach of the content security policy either.
    pub async fn is_silent(&self, name: &str) -> Done {
        let log = self.client.issue_cmd(Own { path: "se/log", body: json!({ "type": "browser" }) }).await?;
        let lines = log.as_array().cloned().unwrap_or_default();
        // A page answered with 4xx because a form was wrong is what the test asked for, as is a script that was refused; anything else is ours to mend.
        let errors: Vec<_> = lines
            .iter()
            .filter(|l| l["level"] == "SEVERE" || l["source"] == "security")
            .map(|l| l["message"].to_string())
            .filter(|m| !is_answer(m, &self.expected.lock().unwrap_or_else(PoisonError::into_inner)))
            .collect();
        ensure(errors.is_empty(), || format!("{name}: the console says {}", errors.join("\n")))
    }

    async fn picture(&self, name: &str) -> Done {
        let Some(folder) = surroundings::pictures() else { return Ok(()) };
        std::fs::create_dir_all(&folder)?;
        let shot = self.command("Page.captureScreenshot", &json!({ "captureBeyondViewport": true, "format": "png" })).await?;
        let text = shot["data"].as_str().unwrap_or_default();
        std::fs::write(folder.join(format!("{name}.png")), base64::engine::general_purpose::STANDARD.decode(text)?)?;
        Ok(())
    }

    /// The cookies of the portal as a header, for requests made beside the browser.
    pub async fn cookies(&self) -> Done<String> {
        let cookies = self.client.get_all_cookies().await?;
        Ok(cookies.iter().map(|c| format!("{}={}", c.name(), c.value())).collect::<Vec<_>>().join("; "))
    }
}

const CENTRE: &str = "document.querySelector(arguments[0]).scrollIntoView({ block: 'center' })";

const OVERFLOWING: &str = "const w = document.documentElement.clientWidth;
    return [...document.querySelectorAll('main *')].filter((e) => e.getBoundingClientRect().right > w + 0.5).slice(0, 4).map((e) => e.tagName + '.' + e.className).join(' ')";

fn is_answer(message: &str, expected: &[&str]) -> bool {
    if message.contains("ERR_BLOCKED_BY_CLIENT") {
        return true;
    }
    ["422", "409", "404"].iter().chain(expected).any(|status| message.contains(&format!("the server responded with a status of {status}")))
}

/// Every kind and number of spaces as one plain space.
pub fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a script answered yes.
pub(crate) fn is_true(answer: &Value) -> bool {
    !matches!(answer, Value::Null | Value::Bool(false))
}

/// Drivers started, at most: each takes one free port of IPv4 and wants the same of IPv6, which another test may have taken.
const DRIVERS: usize = 5;

/// A driver and its port.
async fn driver() -> Done<(Child, u16)> {
    for _ in 0..DRIVERS {
        let mut driver = Command::new("chromedriver")
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .map_err(|error| format!("chromedriver does not start ({error}): run tests/run, which installs it"))?;
        match timeout(PATIENCE, port(&mut driver)).await.map_err(|_| "chromedriver does not say its port")?? {
            Some(port) => return Ok((driver, port)),
            None => driver.wait().await?,
        };
    }
    Err(format!("chromedriver found no port that is free on both addresses, {DRIVERS} times").into())
}

/// The port that a driver says; none where it took one that was free on one of its two addresses alone.
async fn port(driver: &mut Child) -> Done<Option<u16>> {
    let output = driver.stdout.take().ok_or("no standard output")?;
    let mut lines = BufReader::new(output).lines();
    let mut said = String::new();
    while let Some(line) = lines.next_line().await? {
        if let Some((_, told)) = line.split_once("started successfully on port ") {
            // What it says later is read away, so that its pipe never fills.
            tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
            return Ok(Some(told.trim_end_matches('.').parse()?));
        }
        if line.contains("port not available") {
            return Ok(None);
        }
        said = line;
    }
    Err(format!("chromedriver ended before it said its port; its last words: {said}").into())
}

fn capabilities(scripts: Scripts) -> Map<String, Value> {
    let mut preferences = json!({ "intl.accept_languages": "fr-FR,fr", "credentials_enable_service": false });
    if scripts == Scripts::Off {
        preferences["profile.managed_default_content_settings.javascript"] = json!(2);
    }
    let wanted = json!({
        "browserName": "chrome",
        // The tests' own authority certifies; what is tested of certificates is tested with our own clients.
        "acceptInsecureCerts": true,
        "goog:loggingPrefs": { "browser": "ALL" },
        "goog:chromeOptions": {
            "args": [
                "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run",
                "--hide-scrollbars", "--disable-extensions",
                "--disable-background-networking", "--disable-component-update", "--disable-sync", "--window-size=1280,900", "--lang=fr-FR",
            ],
            "prefs": preferences,
        },
    });
    wanted.as_object().cloned().unwrap_or_default()
}

/// A command that WebDriver itself does not have.
#[derive(Debug)]
struct Own {
    path: &'static str,
    body: Value,
}

impl WebDriverCompatibleCommand for Own {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(self.body.to_string()))
    }
}
