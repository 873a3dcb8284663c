//! What leaves the program: the convention as PDF, the list as Excel.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use tremplin_e2e_tests::{Done, browser::plain, ensure};

use crate::{OFFICE, Story};

/// Fetches a file as whoever is signed in in the browser.
async fn fetch(story: &Story, css: &str, kind: &str) -> Done<Vec<u8>> {
    let href = story.page.attribute(css, "href").await?.ok_or_else(|| format!("{css} leads nowhere"))?;
    let address = story.demo.at(&href);
    let request = reqwest::Client::new().get(&address).header("cookie", story.page.cookies().await?);
    let answer = request.send().await?;
    ensure(answer.status() == 200, || format!("{address}: {}", answer.status()))?;
    let told = answer.headers().get("content-type").and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned();
    ensure(told.starts_with(kind), || format!("{address} is {told}"))?;
    Ok(answer.bytes().await?.to_vec())
}

/// Whether the document says that it is worth nothing yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mark {
    Draft,
    None,
}

/// Opens the convention at the office and reads its document.
pub(crate) async fn reads_the_document(story: &Story, mark: Mark) -> Done {
    story.become_(OFFICE).await?;
    story.page.go(&format!("/w/traiter/{}", story.id)).await?;
    let bytes = fetch(story, "#window-traiter a[href$='convention.pdf']", "application/pdf").await?;
    let text = text(&bytes).await?;
    for said in ["Amélie Dupont", &story.host, "Maud Keller", &story.number, "4,50"] {
        ensure(text.to_lowercase().contains(&said.to_lowercase()), || format!("« {said} » is not in the document"))?;
    }
    // It stands across the page, so its words come in pieces.
    let marked = text.replace(' ', "").contains("PROJET–nonvalidé");
    ensure(marked == (mark == Mark::Draft), || format!("the mark is not {mark:?}"))?;
    structure(&bytes)
}

/// The words as a screen reader finds them.
async fn text(bytes: &[u8]) -> Done<String> {
    let file = tempfile::NamedTempFile::new()?;
    std::fs::write(file.path(), bytes)?;
    let output = tokio::process::Command::new("pdftotext").arg(file.path()).arg("-").output().await;
    let output = output.map_err(|error| format!("pdftotext does not start ({error}): run tests/run, which installs it"))?;
    Ok(plain(&String::from_utf8_lossy(&output.stdout)))
}

/// PDF/UA-1: tagged, in a language, with a title, and saying so.
fn structure(bytes: &[u8]) -> Done {
    let document = lopdf::Document::load_mem(bytes)?;
    let catalog = document.catalog()?;
    let marked = catalog
        .get(b"MarkInfo")
        .and_then(|info| document.dereference(info))
        .and_then(|(_, info)| info.as_dict()?.get(b"Marked")?.as_bool());
    ensure(marked.unwrap_or(false), || "the document is not tagged".into())?;
    ensure(catalog.has(b"StructTreeRoot"), || "the document has no structure".into())?;
    let language = catalog.get(b"Lang").and_then(lopdf::Object::as_str).unwrap_or_default();
    ensure(language.starts_with(b"fr"), || format!("the document's language is {}", String::from_utf8_lossy(language)))?;
    let metadata = catalog.get(b"Metadata").and_then(|m| document.dereference(m)).and_then(|(_, m)| m.as_stream()?.get_plain_content())?;
    let metadata = String::from_utf8_lossy(&metadata);
    ensure(metadata.contains("pdfuaid:part"), || format!("the document does not say PDF/UA: {metadata}"))
}

/// The list as Excel: dates are dates, hours and numbers are numbers.
pub(crate) async fn reads_the_workbook(story: &Story) -> Done {
    story.become_(OFFICE).await?;
    let page = &story.page;
    page.fill("#traiter-q", &story.number).await?;
    page.follow("#traiter-filters button[type=submit]").await?;
    for (css, columns) in [("a[href*='columns=shown']", 12), ("a[href*='columns=all']", 60)] {
        let bytes = fetch(story, css, "application/vnd.openxmlformats").await?;
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes))?;
        let sheets = book.sheet_names();
        let first = sheets.first().ok_or("no sheet")?.clone();
        let range = book.worksheet_range(&first)?;
        let rows: Vec<_> = range.rows().collect();
        let [head, row] = rows.as_slice() else { return Err(format!("{} rows for one convention", rows.len()).into()) };
        ensure(head.len() >= columns, || format!("{} columns", head.len()))?;
        let cell = |label: &str| head.iter().position(|h| *h == label).and_then(|at| row.get(at));
        ensure(row.iter().any(|c| c.to_string() == story.number), || format!("{row:?}"))?;
        let dates = row.iter().filter(|c| matches!(c, Data::DateTime(_))).count();
        ensure(dates >= 2, || format!("{dates} dates in {row:?}"))?;
        ensure(cell("Nom").is_some_and(|c| *c == Data::String("Dupont".into())), || format!("{head:?} {row:?}"))?;
        ensure(row.iter().any(|c| matches!(c, Data::Float(hours) if (*hours - 322.0).abs() < 0.01)), || {
            format!("no 322 hours in {row:?}")
        })?;
    }
    Ok(())
}

/// The student's number, as the extraction tells it.
pub(crate) async fn student_number(story: &Story) -> Done<String> {
    let bytes = fetch(story, "a[href*='columns=shown']", "application/").await?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes))?;
    let first = book.sheet_names().first().ok_or("no sheet")?.clone();
    let range = book.worksheet_range(&first)?;
    let at = range.rows().next().and_then(|head| head.iter().position(|h| h.to_string().contains("étudiant")));
    let number = range.rows().nth(1).zip(at).and_then(|(row, at)| row.get(at)).ok_or("no number of a student")?;
    Ok(number.to_string())
}
