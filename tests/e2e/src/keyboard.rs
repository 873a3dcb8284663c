//! A browser used with the keyboard alone.

use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use serde_json::json;

use crate::{
    Done,
    browser::{Browser, is_true},
    ensure,
};

/// The key that goes on.
pub const TAB: char = '\u{e004}';
/// The key that goes back with [`TAB`].
const SHIFT: char = '\u{e008}';
/// The key that does.
pub const ENTER: char = '\u{e007}';
/// The key that ticks.
pub const SPACE: char = ' ';
/// The next choice.
pub const DOWN: char = '\u{e015}';
/// The choice before.
pub const UP: char = '\u{e013}';
/// With a letter, a command: Control-A takes everything.
const CONTROL: char = '\u{e009}';
/// More stops than any page has.
const MOST: usize = 150;

/// Presses and releases a key.
pub async fn press(browser: &Browser, key: char) -> Done {
    chord(browser, &[key]).await
}

/// Goes one stop back.
pub async fn back(browser: &Browser) -> Done {
    chord(browser, &[SHIFT, TAB]).await
}

async fn chord(browser: &Browser, keys: &[char]) -> Done {
    let down = keys.iter().map(|key| KeyAction::Down { value: *key });
    let up = keys.iter().rev().map(|key| KeyAction::Up { value: *key });
    let actions = down.chain(up).fold(KeyActions::new("keyboard".into()), InputSource::then);
    Ok(browser.client().perform_actions(actions).await?)
}

/// Types where the focus is, in the place of what stood there.
pub async fn write(browser: &Browser, words: &str) -> Done {
    chord(browser, &[CONTROL, 'a']).await?;
    Ok(browser.client().active_element().await?.send_keys(words).await?)
}

/// Goes on from stop to stop until the focus is on such an element; at every stop it can be seen where the focus is.
pub async fn reach(browser: &Browser, css: &str) -> Done {
    let mut stops = Vec::new();
    for _ in 0..MOST {
        if browser.is_focused(css).await? {
            return Ok(());
        }
        press(browser, TAB).await?;
        let stop = is_shown(browser).await?;
        stops.push(stop);
    }
    Err(format!("{css} is not reached: {}", stops.join(", ")).into())
}

/// The focus is somewhere, inside the window, and marked.
pub async fn is_shown(browser: &Browser) -> Done<String> {
    let found = browser.script(SEEN, &[]).await?;
    let name = found["name"].as_str().unwrap_or_default().to_owned();
    ensure(is_true(&found["marked"]) && is_true(&found["inside"]), || format!("the focus cannot be seen: {found}"))?;
    Ok(name)
}

/// After a window is refreshed the focus is still in it.
pub async fn stays_in(browser: &Browser, css: &str) -> Done {
    let inside = browser.script("return !!document.activeElement?.closest(arguments[0])", &[json!(css)]).await?;
    ensure(is_true(&inside), || format!("the focus has left {css}"))
}

const SEEN: &str = "const e = document.activeElement;
    const name = e ? e.tagName + (e.id ? '#' + e.id : '') + ' ' + (e.textContent ?? '').trim().slice(0, 30) : '';
    // The end of a page leads to the browser's own controls and back to its beginning.
    if (!e || e === document.body) return { name: 'beginning', marked: true, inside: true };
    const marks = (x) => { const s = getComputedStyle(x); return (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== 'none'; };
    const label = e.labels?.[0];
    const r = e.getBoundingClientRect();
    const inside = r.width > 0 && r.height > 0 && r.bottom > 0 && r.top < innerHeight && r.right > 0 && r.left < innerWidth;
    return { name, marked: marks(e) || (label ? marks(label) : false), inside };";
