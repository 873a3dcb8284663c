//! What is asked.

use std::sync::Arc;

use crate::{Done, demo::Demo};

/// Something that people ask, in turn at each of its addresses.
#[derive(Clone)]
pub(crate) struct Case {
    /// What the table calls it.
    pub(crate) name: &'static str,
    /// How often, where it is asked one after the other.
    pub(crate) times: usize,
    client: reqwest::Client,
    cookie: Arc<str>,
    addresses: Arc<[String]>,
}

impl Case {
    /// How many addresses it has.
    pub(crate) fn addresses(&self) -> usize {
        self.addresses.len()
    }

    /// Asks once and reads the whole answer; anything but 200 is an error.
    pub(crate) async fn ask(&self, n: usize) -> Done {
        let address = &self.addresses[n % self.addresses.len()];
        let answer = self.client.get(address).header("cookie", &*self.cookie).send().await?;
        let status = answer.status();
        let bytes = answer.bytes().await?.len();
        if status.as_u16() == 200 && bytes > 0 { Ok(()) } else { Err(format!("{status} for {address}").into()) }
    }
}

/// Names that many students have, whole or begun.
const WORDS: [&str; 8] = ["dupont", "helene", "marti", "petit", "emma", "le goff", "lambert lina", "dur"];

/// The cases at a steady rate.
pub(crate) async fn steady(demo: &Demo) -> Done<Vec<Case>> {
    let client = reqwest::Client::new();
    let (office, student) = (Arc::from(demo.sign_in("ngarnier").await?), Arc::from(demo.sign_in("adupont").await?));
    let admin: Arc<str> = Arc::from(demo.sign_in("apons").await?);
    let origin = &demo.origin;
    let case = |name, cookie: &Arc<str>, paths: Vec<String>| Case {
        name,
        times: 1,
        client: client.clone(),
        cookie: Arc::clone(cookie),
        addresses: paths.into_iter().map(|path| format!("{origin}{path}")).collect(),
    };
    let all = |query: &[&str]| query.iter().map(|q| format!("/w/traiter/?{q}")).collect::<Vec<_>>();
    let filters = all(&[
        "status=running",
        "status=draft",
        "late=yes",
        "turn=teacher",
        "year=2025&status=validated",
        "status=ended&sort=host&order=asc",
    ]);
    let searches: Vec<_> = WORDS.iter().map(|word| format!("/w/traiter/?q={}", word.replace(' ', "+"))).collect();
    Ok(vec![
        case("office list", &office, all(&["turn=any"])),
        case("office list, what waits", &office, all(&["turn=mine"])),
        case("office list, filtered", &office, filters.clone()),
        case("office list, searched", &office, searches.clone()),
        case("office list, last page", &office, all(&["at=last"])),
        case("whole institution's list", &admin, all(&["turn=any"])),
        case("whole institution's list, what waits", &admin, all(&["turn=mine"])),
        case("whole institution's list, filtered", &admin, filters),
        case("whole institution's list, searched", &admin, searches),
        case("whole institution's list, last page", &admin, all(&["at=last"])),
        case("student's widget", &student, vec!["/w/stages/".into()]),
        case("portal page of three widgets", &admin, vec!["/p/ensemble".into()]),
    ])
}

/// The cases that are asked one after the other.
pub(crate) async fn alone(demo: &Demo, size: u32) -> Done<Vec<Case>> {
    let client = reqwest::Client::new();
    let admin: Arc<str> = Arc::from(demo.sign_in("apons").await?);
    let origin = &demo.origin;
    let case = |name, times, paths: Vec<String>| Case {
        name,
        times,
        client: client.clone(),
        cookie: Arc::clone(&admin),
        addresses: paths.into_iter().map(|path| format!("{origin}{path}")).collect(),
    };
    // The list tells ids of conventions that can be printed.
    let page = client.get(format!("{origin}/w/traiter/?status=validated")).header("cookie", &*admin).send().await?.text().await?;
    let links = page.split("/w/traiter/").skip(1).filter_map(|rest| rest.split(['"', '?']).next()?.parse::<u64>().ok());
    let documents: Vec<_> = links.map(|id| format!("/r/traiter/{id}/convention.pdf")).collect();
    if documents.is_empty() {
        return Err("no convention to print".into());
    }
    // One academic year of three, as many rows as that is; at 200,000 conventions more than 50,000.
    let sheet = |columns: &str| vec![format!("/r/traiter/conventions.xlsx?year=2025{columns}")];
    let mut cases = vec![
        case("PDF, the first", 1, documents.clone()),
        case("PDF, warm", 100, documents),
        case("Excel of a year, columns shown", 1, sheet("")),
        case("Excel of a year, all columns", 1, sheet("&columns=all")),
    ];
    // At most a thousand documents go into one archive: a narrow filter finds fewer in a large institution.
    let narrow = if size > 50_000 { "status=validated&q=martin" } else { "status=validated&year=2026" };
    cases.push(case("zip of documents", 1, vec![format!("/r/traiter/conventions.zip?{narrow}")]));
    Ok(cases)
}
