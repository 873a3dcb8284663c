//! No public function of the store reads or changes anything without a scope.
#![expect(clippy::expect_used, reason = "a test stops where it cannot go on")]

use std::{collections::BTreeMap, fs, path::Path};

/// Functions that take none, by module and name, each with its reason.
const WITHOUT: [(&str, &str); 16] = [
    ("arrivals::arrive", "what a scope begins with: somebody signs in"),
    ("clients::sign_in", "what a scope begins with: a token is shown"),
    ("demo::may_be_at", "asked of a place that is no store yet, before anybody may sign in"),
    ("grants::keep", "the CAS server brings a grant before it says whose"),
    ("grants::take", "what a scope begins with: the validation names the grant"),
    ("sessions::begin", "what a scope begins with: a ticket was validated"),
    ("sessions::end", "who was shown the cookie is whose session it is, whatever they may do now"),
    ("sessions::end_of_ticket", "the CAS server acts, which knows the ticket and has no principal"),
    ("sessions::find", "what a scope begins with: a cookie is shown"),
    ("sessions::forget", "what has expired opens nothing: whoever signs in sweeps it, before they have a scope"),
    ("sessions::offer", "what a scope begins with, in a frame: a cookie is shown"),
    ("sessions::redeem", "what a scope begins with, in a frame: a code is shown"),
    ("sessions::touch", "a cookie is shown, before its scope is asked for"),
    ("sign_in::forget_assertions", "what has expired opens nothing: each assertion sweeps, before it is believed"),
    ("sign_in::keep_assertion", "an assertion is not believed before it is kept"),
    ("sign_in::principal", "what a scope is made from"),
];

/// The public functions of the store's public modules that are given a connection, a store or an address, with their parameters.
fn functions() -> BTreeMap<String, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../crates/store/src");
    let text = |path: &Path| fs::read_to_string(path).expect("a module of the store");
    let library = text(&folder.join("lib.rs"));
    // What tests ask of a database is no part of what is shipped.
    let modules = library.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).filter(|name| *name != "testing");
    let mut found = BTreeMap::new();
    for module in modules {
        let nested = folder.join(module);
        let mut files = vec![folder.join(format!("{module}.rs"))];
        if nested.is_dir() {
            files = fs::read_dir(nested).expect("a folder of the store").map(|file| file.expect("a file").path()).collect();
        }
        for file in files {
            let text = text(&file);
            for after in ["\npub fn ", "\npub async fn "].iter().flat_map(|start| text.split(start).skip(1)) {
                let (signature, _) = after.split_once("\n}").expect("a function that ends");
                let signature = signature.split_once(" {\n").map_or(signature, |(signature, _)| signature);
                let (name, parameters) = signature.split_once(['(', '<']).expect("parameters");
                if ["&mut Conn", "&Store", "&Address"].iter().any(|place| parameters.contains(place)) {
                    found.insert(format!("{module}::{name}"), parameters.to_owned());
                }
            }
        }
    }
    found
}

#[test]
fn every_function_of_the_store_takes_a_scope_or_says_why_not() {
    let functions = functions();
    assert!(functions.contains_key("conventions::act_each") && functions.len() > 60, "{functions:#?}");
    let without: Vec<&str> = functions
        .iter()
        .filter(|(_, parameters)| !parameters.contains("cope: &Scope") && !parameters.contains("scope: Scope"))
        .map(|(name, _)| name.as_str())
        .collect();
    assert_eq!(without, WITHOUT.map(|(name, _)| name));
}
