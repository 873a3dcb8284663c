//! axe-core on what the browser shows.

use serde_json::{Value, json};

use crate::{Done, browser::Browser, surroundings};

/// Rules of WCAG 2.2 A and AA, and axe's best practices.
const TAGS: [&str; 6] = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/// The violations on the page as it is shown now, one line each; none is the aim.
pub async fn violations(browser: &Browser) -> Done<Vec<String>> {
    let there = browser.script("return typeof axe === 'object'", &[]).await?;
    if there != Value::Bool(true) {
        // The source is evaluated by the driver, not by the page: its content security policy stays as it is.
        browser.command("Runtime.evaluate", &json!({ "expression": surroundings::axe()? })).await?;
    }
    let run = json!({
        "expression": format!(
            "axe.run(document, {{ runOnly: {}, resultTypes: ['violations'] }}).then((found) => JSON.stringify(found.violations))",
            json!(TAGS)
        ),
        "awaitPromise": true,
        "returnByValue": true,
    });
    let answer = browser.command("Runtime.evaluate", &run).await?;
    let text = answer["result"]["value"].as_str().ok_or_else(|| format!("axe did not answer: {answer}"))?;
    let found: Vec<Value> = serde_json::from_str(text)?;
    Ok(found.iter().flat_map(told).collect())
}

fn told(violation: &Value) -> Vec<String> {
    let nodes = violation["nodes"].as_array().map(Vec::as_slice).unwrap_or_default();
    let rule = violation["id"].as_str().unwrap_or_default();
    nodes
        .iter()
        .map(|node| {
            let summary = node["failureSummary"].as_str().unwrap_or_default().lines().skip(1).collect::<Vec<_>>().join(" ");
            format!("{rule} at {}: {}", node["target"][0].as_str().unwrap_or_default(), summary.trim())
        })
        .collect()
}
