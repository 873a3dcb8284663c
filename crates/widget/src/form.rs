//! What a person sent with an action: names and values, and files.

use std::ops::Deref;

use bytes::Bytes;
use futures_util::stream;
use multer::{Constraints, Multipart, SizeLimit};

use crate::{Fault, params::Params};

/// The most fields worth reading.
const MOST_FIELDS: usize = 5_000;

/// A file that came with a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upload {
    /// The field it came in.
    pub field: String,
    /// Its name on the person's machine: a label, never a path.
    pub file_name: String,
    /// What the browser says it is: a claim, not a fact.
    pub content_type: String,
    /// Its bytes.
    pub bytes: Bytes,
}

/// Names, values and files. Reads like [`Params`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Form {
    params: Params,
    files: Vec<Upload>,
}

impl Form {
    /// A form without files.
    pub const fn of(params: Params) -> Self {
        Self { params, files: Vec::new() }
    }

    /// The names and values.
    pub const fn params(&self) -> &Params {
        &self.params
    }

    /// The file of a field. A field left empty has none.
    pub fn file(&self, field: &str) -> Option<&Upload> {
        self.files.iter().find(|file| file.field == field)
    }

    /// All files.
    pub fn files(&self) -> &[Upload] {
        &self.files
    }
}

impl Deref for Form {
    type Target = Params;

    fn deref(&self) -> &Params {
        &self.params
    }
}

/// How a body is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Encoding {
    Urlencoded,
    Multipart(String),
}

impl Encoding {
    /// From the `Content-Type` of an action.
    pub(crate) fn of(content_type: &str) -> Result<Self, Fault> {
        let (kind, rest) = content_type.split_once(';').unwrap_or((content_type, ""));
        let charset = rest.split(';').filter_map(|p| p.trim().split_once('=')).find(|(name, _)| name.eq_ignore_ascii_case("charset"));
        let is_utf8 =
            charset.is_none_or(|(_, value)| matches!(value.trim_matches('"').to_ascii_lowercase().as_str(), "utf-8" | "utf8" | "us-ascii"));
        match kind.trim().to_ascii_lowercase().as_str() {
            "application/x-www-form-urlencoded" if is_utf8 => Ok(Self::Urlencoded),
            "multipart/form-data" if is_utf8 => multer::parse_boundary(content_type).map(Self::Multipart).map_err(|_| Fault::BadEncoding),
            _ => Err(Fault::UnsupportedMediaType),
        }
    }
}

/// Reads a body.
pub(crate) async fn read(encoding: &Encoding, body: Bytes, text_limit: usize) -> Result<Form, Fault> {
    let form = match encoding {
        Encoding::Urlencoded => {
            let text = std::str::from_utf8(&body).map_err(|_| Fault::BadEncoding)?;
            Form::of(Params::read(text).map_err(|_| Fault::BadEncoding)?)
        }
        Encoding::Multipart(boundary) => read_parts(boundary, body, text_limit).await?,
    };
    if form.len() + form.files.len() > MOST_FIELDS { Err(Fault::TooLarge) } else { Ok(form) }
}

async fn read_parts(boundary: &str, body: Bytes, text_limit: usize) -> Result<Form, Fault> {
    let whole = body.len() as u64;
    let limits = Constraints::new().size_limit(SizeLimit::new().whole_stream(whole));
    let once = stream::iter([Ok::<_, std::convert::Infallible>(body)]);
    let mut parts = Multipart::with_constraints(once, boundary, limits);
    let mut form = Form::default();
    let mut left = text_limit;
    while let Some(part) = parts.next_field().await.map_err(|_| Fault::BadEncoding)? {
        if form.len() + form.files.len() > MOST_FIELDS {
            return Err(Fault::TooLarge);
        }
        let field = part.name().unwrap_or_default().to_owned();
        let file_name = part.file_name().map(own_name);
        let content_type = part.content_type().map_or("application/octet-stream", |m| m.essence_str()).to_owned();
        let bytes = part.bytes().await.map_err(|_| Fault::BadEncoding)?;
        match file_name {
            // An empty file field is sent as a file without name or bytes.
            Some(name) if name.is_empty() && bytes.is_empty() => {}
            Some(file_name) => form.files.push(Upload { field, file_name, content_type, bytes }),
            None => {
                left = left.checked_sub(bytes.len()).ok_or(Fault::TooLarge)?;
                let text = String::from_utf8(bytes.to_vec()).map_err(|_| Fault::BadEncoding)?;
                if text.contains('\0') {
                    return Err(Fault::BadEncoding);
                }
                form.params.add(field, text);
            }
        }
    }
    Ok(form)
}

/// The last part of whatever path a browser sends along, without control characters.
fn own_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    last.chars().filter(|c| !c.is_control()).take(200).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn block<T>(future: impl Future<Output = T>) -> T {
        tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(future)
    }

    fn multipart(body: &str) -> Result<Form, Fault> {
        let body = body.replace('\n', "\r\n");
        block(read(&Encoding::Multipart("B".into()), body.into(), 20))
    }

    #[test]
    fn forms_and_only_forms_are_read() {
        assert_eq!(Encoding::of("application/x-www-form-urlencoded; charset=UTF-8").unwrap(), Encoding::Urlencoded);
        assert_eq!(Encoding::of("multipart/form-data; boundary=B").unwrap(), Encoding::Multipart("B".into()));
        let latin = ["application/x-www-form-urlencoded; charset=iso-8859-1", "multipart/form-data; boundary=B; charset=iso-8859-1"];
        for bad in ["", "application/json", "text/plain"].into_iter().chain(latin) {
            assert!(matches!(Encoding::of(bad), Err(Fault::UnsupportedMediaType)), "{bad}");
        }
        assert!(matches!(Encoding::of("multipart/form-data"), Err(Fault::BadEncoding)));
    }

    #[test]
    fn files_come_beside_fields() {
        let form = multipart(
            "--B\nContent-Disposition: form-data; name=\"a\"\n\nun é\n--B\nContent-Disposition: form-data; name=\"f\"; filename=\"C:\\\\x\\\\cv.pdf\"\nContent-Type: application/pdf\n\n%PDF\n--B\nContent-Disposition: form-data; name=\"g\"; filename=\"\"\n\n\n--B--\n",
        )
        .unwrap();
        assert_eq!(form.first("a"), Some("un é"));
        let file = form.file("f").unwrap();
        assert_eq!((file.file_name.as_str(), file.content_type.as_str(), &file.bytes[..]), ("cv.pdf", "application/pdf", &b"%PDF"[..]));
        assert!(form.file("g").is_none());
    }

    #[test]
    fn fields_longer_than_the_limit_are_too_large() {
        let long = multipart("--B\nContent-Disposition: form-data; name=\"a\"\n\n123456789012345678901\n--B--\n");
        assert!(matches!(long, Err(Fault::TooLarge)));
    }

    #[test]
    fn broken_bodies_are_bad_encodings() {
        for bad in ["", "--B\n", "--B\nContent-Disposition: form-data; name=\"a\"\n\nx", "--C--"] {
            assert!(matches!(multipart(bad), Err(Fault::BadEncoding)), "{bad:?}");
        }
        let latin1 = block(read(&Encoding::Urlencoded, Bytes::from_static(b"a=\xe9"), 20));
        assert!(matches!(latin1, Err(Fault::BadEncoding)));
    }

    proptest! {
        #[test]
        fn any_content_type_is_a_form_or_a_fault(text in "(multipart/form-data|application/x-www-form-urlencoded)?[ -~]{0,40}") {
            let _ = Encoding::of(&text);
        }

        #[test]
        fn any_body_is_read_or_refused(body in any::<Vec<u8>>(), boundary in "[a-zA-Z0-9]{1,10}") {
            let _ = block(read(&Encoding::Urlencoded, body.clone().into(), 20));
            let _ = block(read(&Encoding::Multipart(boundary), body.into(), 20));
        }
    }
}
