//! What the typesetter works from: the templates and the fonts, the same for all, and the sheet of one document.
//!
//! The sheet is a file beside the templates, not an input of the library: all else stays the same from one document to the next, so that
//! typst remembers how the fixed clauses were set.

use typst::{
    Library, LibraryExt as _, World,
    diag::{FileError, FileResult},
    foundations::{Bytes, Datetime, Duration},
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook},
    utils::LazyHash,
};

use crate::Error;

/// The templates and the fonts.
pub(crate) struct Desk {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    main: Source,
    others: [Source; 2],
    sheet: FileId,
}

impl Desk {
    /// With these fonts.
    pub(crate) fn with(fonts: Vec<Font>) -> Result<Self, Error> {
        let source = |path, text: &str| Ok::<_, Error>(Source::new(file(path)?, text.to_owned()));
        Ok(Self {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            main: source("convention.typ", include_str!("../templates/convention.typ"))?,
            others: [source("fr.typ", include_str!("../templates/fr.typ"))?, source("en.typ", include_str!("../templates/en.typ"))?],
            sheet: file("sheet.json")?,
        })
    }

    /// A document's own world.
    pub(crate) fn lay(&self, sheet: &serde_json::Value) -> Laid<'_> {
        Laid { desk: self, sheet: Bytes::from_string(sheet.to_string()) }
    }
}

fn file(path: &str) -> Result<FileId, Error> {
    let path = VirtualPath::new(path).map_err(|error| Error::Template(format!("{path}: {error:?}")))?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

/// The desk with a sheet on it.
pub(crate) struct Laid<'a> {
    desk: &'a Desk,
    sheet: Bytes,
}

impl World for Laid<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.desk.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.desk.book
    }

    fn main(&self) -> FileId {
        self.desk.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let sources = std::iter::once(&self.desk.main).chain(&self.desk.others);
        sources.clone().find(|source| source.id() == id).cloned().ok_or_else(|| missing(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.desk.sheet { Ok(self.sheet.clone()) } else { Err(missing(id)) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.desk.fonts.get(index).cloned()
    }

    /// The templates ask for no date but the one on the sheet.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn missing(id: FileId) -> FileError {
    FileError::NotFound(id.get().vpath().get_without_slash().into())
}
