//! The documents of a list in one zip, set while it is sent: a few at a time are in memory, whatever the length of the list.

use std::{
    io::{self, Cursor, Seek, SeekFrom, Write},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use bytes::Bytes;
use chrono::{Datelike, NaiveDateTime, Timelike};
use futures_util::{
    Stream, StreamExt as _, TryStreamExt as _,
    stream::{self, BoxStream},
};
use tremplin_domain::{
    convention::Dossier,
    ids::ConventionId,
    policy::{Ability, Facts, Scope},
    text,
};
use tremplin_store::conventions;
use tremplin_ui::typography;
use tremplin_widget::{Fault, Request, Resource};
use zip::{CompressionMethod, DateTime, ZipWriter, result::ZipResult, write::SimpleFileOptions};

use super::asked::Listing;
use crate::{
    app::{App, fault, instant, today},
    decide::Side,
    files,
};

/// Documents in one archive, at most.
pub(crate) const MOST: usize = 1_000;
/// Conventions read at a time.
const CHUNK: usize = 25;
/// Documents asked for ahead of the one being sent; how many are set at once is the presses' matter.
const AHEAD: usize = 4;
/// Letters of a student's name in the name of a file.
const NAME: usize = 60;

/// A document under its name.
type File = (String, Vec<u8>);

/// The archive, refused beyond [`MOST`] conventions.
pub(crate) async fn documents((app, side): (App, Side), request: Request) -> Result<Resource, Fault> {
    let scope = side.scope(&request);
    let Listing { asked, .. } = Listing::read(&request.query, today(request.now), scope.awaited().as_ref());
    let name = format!("conventions-{}.zip", asked.today);
    let at = typography::paris(instant(request.now));
    let reach = scope.clone();
    let ids = app.store.long_read(move |conn| conventions::first(conn, &reach, &asked, MOST + 1)).await.map_err(fault)?;
    if ids.len() > MOST {
        return Err(Fault::TooWide);
    }
    Ok(Resource::streamed("application/zip", name, archived(set(app, scope, &ids, at), at)))
}

/// The documents, in the order of the list, of the conventions that the person may print.
fn set(app: App, scope: Scope, ids: &[ConventionId], at: NaiveDateTime) -> BoxStream<'static, io::Result<File>> {
    let chunks: Vec<Vec<ConventionId>> = ids.chunks(CHUNK).map(<[_]>::to_vec).collect();
    let reader = app.clone();
    let read = stream::iter(chunks).then(move |ids| {
        let (store, scope) = (reader.store.clone(), scope.clone());
        async move {
            let asked = scope.clone();
            let mut dossiers = store.long_read(move |conn| conventions::dossiers(conn, &asked, &ids)).await.map_err(io::Error::other)?;
            dossiers.retain(|d| scope.may(Ability::Print, &Facts::of(&d.convention, &d.centre), &d.centre));
            Ok::<_, io::Error>(stream::iter(dossiers.into_iter().map(Ok)))
        }
    });
    read.try_flatten()
        .map_ok(move |dossier| {
            let app = app.clone();
            async move {
                let name = file_name(&dossier);
                files::document(&app, dossier, at.date()).await.map(|bytes| (name, bytes)).map_err(io::Error::other)
            }
        })
        .try_buffered(AHEAD)
        .boxed()
}

/// The bytes of an archive of these files, as they come.
fn archived(files: BoxStream<'static, io::Result<File>>, at: NaiveDateTime) -> impl Stream<Item = io::Result<Bytes>> + Send {
    stream::try_unfold((files, Some(Box::new(Archive::new(at)))), |(mut files, archive)| async move {
        let Some(mut archive) = archive else { return Ok(None) };
        Ok(Some(match files.try_next().await? {
            Some((name, file)) => (archive.add(&name, &file)?, (files, Some(archive))),
            None => (archive.finish()?, (files, None)),
        }))
    })
}

/// `convention-2026-00123-dupont-amelie.pdf`.
fn file_name(dossier: &Dossier) -> String {
    let (number, student) = (dossier.convention.number, &dossier.student);
    match plain(&format!("{} {}", student.last_name, student.first_name)).as_str() {
        "" => format!("convention-{number}.pdf"),
        name => format!("convention-{number}-{name}.pdf"),
    }
}

/// A name in letters that every file system and every unpacker takes.
fn plain(name: &str) -> String {
    let letters: String = text::fold(name).chars().map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' }).collect();
    let plain: String = letters.split_whitespace().collect::<Vec<_>>().join("-").chars().take(NAME).collect();
    plain.trim_end_matches('-').to_owned()
}

/// An archive of which what is written for good is handed out at once. Files are stored: a PDF is compressed already.
struct Archive {
    zip: ZipWriter<Tail>,
    tail: Tail,
    options: SimpleFileOptions,
}

impl Archive {
    fn new(at: NaiveDateTime) -> Self {
        let part = |number: u32| u8::try_from(number).unwrap_or_default();
        let (day, time) = (at.date(), at.time());
        let year = u16::try_from(day.year()).unwrap_or_default();
        let at = DateTime::from_date_and_time(
            year,
            part(day.month()),
            part(day.day()),
            part(time.hour()),
            part(time.minute()),
            part(time.second()),
        );
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored).last_modified_time(at.unwrap_or_default());
        let tail = Tail::default();
        Self { zip: ZipWriter::new(tail.clone()), tail, options }
    }

    /// Adds a file; gives out everything before it, whose sizes are known.
    fn add(&mut self, name: &str, file: &[u8]) -> ZipResult<Bytes> {
        let end = self.tail.end();
        self.zip.start_file(name, self.options)?;
        let settled = self.tail.take(end);
        self.zip.write_all(file)?;
        Ok(settled)
    }

    /// The rest.
    fn finish(self) -> ZipResult<Bytes> {
        self.zip.finish()?;
        Ok(self.tail.take(self.tail.end()))
    }
}

/// The end of an archive, not handed out yet: the header of a file is completed once its bytes are known.
#[derive(Clone, Default)]
struct Tail(Arc<Mutex<Pending>>);

/// Bytes that begin at a place of the archive.
#[derive(Default)]
struct Pending {
    from: u64,
    bytes: Cursor<Vec<u8>>,
}

impl Tail {
    fn pending(&self) -> MutexGuard<'_, Pending> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Where the archive ends for now.
    fn end(&self) -> u64 {
        self.pending().end()
    }

    /// Hands out what stands before a place, which cannot be written again.
    fn take(&self, before: u64) -> Bytes {
        let mut pending = self.pending();
        let at = pending.place();
        let length = usize::try_from(before.saturating_sub(pending.from)).unwrap_or(usize::MAX).min(pending.bytes.get_ref().len());
        let rest = pending.bytes.get_mut().split_off(length);
        let taken = std::mem::replace(&mut pending.bytes, Cursor::new(rest)).into_inner();
        pending.from += length as u64;
        let from = pending.from;
        pending.bytes.set_position(at.saturating_sub(from));
        taken.into()
    }
}

impl Pending {
    fn place(&self) -> u64 {
        self.from + self.bytes.position()
    }

    fn end(&self) -> u64 {
        self.from + self.bytes.get_ref().len() as u64
    }
}

impl Write for Tail {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.pending().bytes.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Seek for Tail {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let mut pending = self.pending();
        let place = match to {
            SeekFrom::Start(place) => Some(place),
            SeekFrom::End(by) => pending.end().checked_add_signed(by),
            SeekFrom::Current(by) => pending.place().checked_add_signed(by),
        };
        let gone = || io::Error::new(io::ErrorKind::InvalidInput, "this part of the archive was handed out");
        let position = place.and_then(|place| place.checked_sub(pending.from)).ok_or_else(gone)?;
        pending.bytes.set_position(position);
        Ok(pending.place())
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use chrono::NaiveDate;
    use zip::ZipArchive;

    use super::*;

    fn noon() -> NaiveDateTime {
        NaiveDate::from_ymd_opt(2026, 11, 23).unwrap().and_hms_opt(12, 30, 0).unwrap()
    }

    async fn sent(files: Vec<io::Result<File>>) -> Vec<io::Result<Bytes>> {
        archived(stream::iter(files).boxed(), noon()).collect().await
    }

    #[tokio::test]
    async fn an_archive_sent_in_pieces_is_read_whole() {
        let files: Vec<File> = (0..30).map(|i| (format!("convention-{i}.pdf"), vec![i; 1_000 + usize::from(i)])).collect();
        let pieces = sent(files.iter().cloned().map(Ok).collect()).await;
        // One file at a time is waiting, and its header.
        assert!(pieces.iter().flatten().all(|piece| piece.len() < 1_200 || piece.len() > 2_000), "only the last piece is long");
        let whole: Vec<u8> = pieces.into_iter().flat_map(Result::unwrap).collect();
        let mut archive = ZipArchive::new(Cursor::new(whole)).unwrap();
        assert_eq!(archive.len(), 30);
        for (i, (name, bytes)) in files.iter().enumerate() {
            let mut file = archive.by_index(i).unwrap();
            assert_eq!(file.name().unwrap(), name.as_str());
            assert_eq!(file.compression(), CompressionMethod::Stored);
            let mut read = Vec::new();
            file.read_to_end(&mut read).unwrap();
            assert_eq!(&read, bytes);
        }
    }

    #[tokio::test]
    async fn sizes_stand_before_the_bytes_so_that_any_unpacker_can_stream() {
        let whole: Vec<u8> = sent(vec![Ok(("a.pdf".into(), vec![7; 300]))]).await.into_iter().flat_map(Result::unwrap).collect();
        assert_eq!(whole[6] & 8, 0, "no data descriptor");
        assert_eq!(whole[18..26], [44, 1, 0, 0, 44, 1, 0, 0]);
    }

    #[tokio::test]
    async fn no_document_is_an_archive_of_nothing() {
        let whole: Vec<u8> = sent(Vec::new()).await.into_iter().flat_map(Result::unwrap).collect();
        assert_eq!(ZipArchive::new(Cursor::new(whole)).unwrap().len(), 0);
    }

    #[tokio::test]
    async fn a_document_that_fails_breaks_the_download_rather_than_being_left_out() {
        let pieces = sent(vec![Ok(("a.pdf".into(), vec![7; 300])), Err(io::Error::other("no"))]).await;
        assert!(pieces.last().is_some_and(Result::is_err));
    }

    #[test]
    fn names_of_files_are_plain_letters() {
        for (last, first, name) in [("Dupont", "Amélie", "dupont-amelie"), ("D’Été-Œuvré", " Ÿ/../\u{0}", "d-ete-oeuvre-y"), ("李", "", "")]
        {
            assert_eq!(plain(&format!("{last} {first}")), name);
        }
        assert_eq!(plain(&"ab ".repeat(50)).len(), 59);
    }
}
