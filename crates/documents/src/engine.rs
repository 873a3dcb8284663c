//! The typesetter, kept warm between documents.

use std::sync::atomic::{AtomicUsize, Ordering};

use chrono::NaiveDate;
use rayon::{ThreadPool, ThreadPoolBuilder};
use tremplin_domain::{convention::Dossier, law::mentions::Mention, locale::Locale};
use typst::{
    diag::SourceDiagnostic,
    foundations::{Label, Output, Selector, Smart, Value},
    introspection::MetadataElem,
    text::Font,
    utils::PicoStr,
};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::{
    convention::{self, Institution, Labels},
    desk::Desk,
    glyphs::Glyphs,
};

/// The language of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// Français.
    Fr,
    /// English.
    En,
}

impl Language {
    /// Both, French first.
    pub const ALL: [Self; 2] = [Self::Fr, Self::En];

    /// The same language of the interface.
    pub const fn locale(self) -> Locale {
        match self {
            Self::Fr => Locale::Fr,
            Self::En => Locale::En,
        }
    }
}

/// What is written across every page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// Not validated yet: nobody should sign it.
    Draft,
    /// Cancelled: what was signed of it, or not, holds no more.
    Cancelled,
    /// Nothing.
    None,
}

/// Why there is no document.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A fault of ours in a template or its data.
    #[error("the template could not be set: {0}")]
    Template(String),
    /// The template lacks a compulsory mention of D124-4: it is refused rather than printed.
    #[error("the template lacks mention {} of D124-4", .0.number())]
    Mention(Mention),
    /// The pages could not be written as PDF/UA-1.
    #[error("the document could not be written: {0}")]
    Export(String),
    /// The system gives no threads to set documents on.
    #[error("no threads to set documents on: {0}")]
    Threads(#[source] rayon::ThreadPoolBuildError),
}

/// After every so many documents, pieces that none of the last ones had are forgotten: not after each, for looking for them takes a tenth of
/// the time of a document. Enough to stay warm in both languages, few enough to stay small.
const REMEMBERED: usize = 8;

/// The typesetter: fonts and templates are read once.
pub struct Engine {
    desk: Desk,
    standards: PdfStandards,
    glyphs: Glyphs,
    /// How many documents were set.
    set: AtomicUsize,
    /// The threads that documents are set on, one for each processor. The typesetter deals out pieces of a document by itself: begun on
    /// one of these threads, a document alone is set by all of them, and when there are more each thread sets its own without waiting.
    threads: ThreadPool,
}

impl Engine {
    /// Reads fonts and templates.
    pub fn new() -> Result<Self, Error> {
        let standards = PdfStandards::new(&[PdfStandard::Ua_1]).map_err(|error| Error::Export(error.message().to_string()))?;
        let fonts: Vec<Font> = typst_assets::fonts().flat_map(|data| Font::iter(typst::foundations::Bytes::new(data))).collect();
        // The serif for what we print, and a face with many more scripts for names that it lacks.
        let fonts: Vec<Font> =
            fonts.into_iter().filter(|f| matches!(f.info().family.as_str(), "Libertinus Serif" | "DejaVu Sans Mono")).collect();
        let glyphs = Glyphs::of(&fonts);
        let threads = ThreadPoolBuilder::new().thread_name(|number| format!("typesetter-{number}")).build().map_err(Error::Threads)?;
        Ok(Self { desk: Desk::with(fonts)?, standards, glyphs, set: AtomicUsize::new(0), threads })
    }

    /// Sets a convention as it stands, as PDF, on threads of its own; the calling one waits.
    ///
    /// `labels` names the codes of the closed lists, in the document's language and in French.
    pub fn convention(
        &self,
        dossier: &Dossier,
        language: Language,
        mark: Mark,
        institution: &Institution,
        generated_on: NaiveDate,
        labels: &Labels<'_>,
    ) -> Result<Vec<u8>, Error> {
        let sheet = convention::Sheet::of(dossier, language, mark, institution, generated_on, labels);
        let sheet = serde_json::to_value(&sheet).map_err(|error| Error::Template(error.to_string()))?;
        let number = dossier.convention.number.to_string();
        let set = |sheet: &serde_json::Value| self.set(sheet).and_then(|pages| self.export(&pages, &number));
        self.threads.install(|| match set(&self.glyphs.clean(&sheet)) {
            // A combination of signs that no font shapes must not keep anybody from printing.
            Err(Error::Export(_)) => set(&self.glyphs.plain(&sheet)),
            done => done,
        })
    }

    fn set(&self, sheet: &serde_json::Value) -> Result<PagedDocument, Error> {
        let set = typst::compile::<PagedDocument>(&self.desk.lay(sheet)).output;
        if self.set.fetch_add(1, Ordering::Relaxed) % REMEMBERED == REMEMBERED - 1 {
            typst::comemo::evict(1);
        }
        let pages = set.map_err(|errors| Error::Template(said(&errors)))?;
        let placed = mentions(&pages);
        let lacking = Mention::ALL.into_iter().find(|mention| !placed.contains(&i64::from(mention.number())));
        lacking.map_or(Ok(pages), |mention| Err(Error::Mention(mention)))
    }

    fn export(&self, pages: &PagedDocument, number: &str) -> Result<Vec<u8>, Error> {
        let options = PdfOptions {
            ident: Smart::Custom(number.to_owned()),
            creator: Smart::Custom(Some("Tremplin".to_owned())),
            standards: self.standards.clone(),
            ..PdfOptions::default()
        };
        typst_pdf::pdf(pages, &options).map_err(|errors| Error::Export(said(&errors)))
    }
}

/// What typst finds wrong.
fn said(errors: &[SourceDiagnostic]) -> String {
    errors.iter().map(|error| error.message.as_str()).collect::<Vec<_>>().join("; ")
}

/// The numbers of the mentions that the template placed.
fn mentions(pages: &PagedDocument) -> Vec<i64> {
    let Some(label) = Label::new(PicoStr::intern("mention")) else { return Vec::new() };
    let placed = Output::introspector(pages).query(&Selector::Label(label));
    let number = |value: &Value| if let Value::Int(number) = value { Some(*number) } else { None };
    placed.iter().filter_map(|content| number(&content.to_packed::<MetadataElem>()?.value)).collect()
}
