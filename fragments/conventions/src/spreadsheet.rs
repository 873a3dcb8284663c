//! A list as an Excel workbook: written to a temporary file while it is read, then sent in pieces.

use std::io::{self, Seek};

use bytes::{Bytes, BytesMut};
use futures_util::{Stream, stream};
use tokio::{fs::File, io::AsyncReadExt};
use tremplin_store::{Conn, Error};
use tremplin_ui::typography;
use tremplin_widget::{Fault, Request, Resource};
use tremplin_workbook::Workbook;

use crate::app::{App, fault, instant};

/// Bytes read at a time.
const PIECE: usize = 64 * 1024;
/// The type of the file.
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The file of that name with what is written below these labels on the sheet of that title.
pub(crate) async fn resource(
    app: &App,
    request: &Request,
    name: String,
    title: String,
    labels: Vec<String>,
    write: impl FnOnce(&mut Conn, &mut Workbook) -> Result<(), Error> + Send + 'static,
) -> Result<Resource, Fault> {
    let at = instant(request.now);
    let written = app.store.long_read(move |conn| {
        let mut book = Workbook::new(&title, &labels, typography::paris(at)).map_err(Error::internal)?;
        write(conn, &mut book)?;
        let mut file = tempfile::tempfile().map_err(Error::internal)?;
        book.finish(&mut file).map_err(Error::internal)?;
        file.rewind().map_err(Error::internal)?;
        Ok(file)
    });
    let file = written.await.map_err(fault)?;
    Ok(Resource::streamed(XLSX, name, pieces(file.into())))
}

/// A file in pieces, as fast as it is taken.
fn pieces(file: File) -> impl Stream<Item = io::Result<Bytes>> + Send {
    stream::try_unfold(file, |mut file| async move {
        let mut piece = BytesMut::with_capacity(PIECE);
        Ok(if file.read_buf(&mut piece).await? == 0 { None } else { Some((piece.freeze(), file)) })
    })
}
