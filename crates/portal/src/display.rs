//! Titles that travel in headers, as RFC 9651 display strings.

/// The text of `%"…"`; nothing if it is not one.
pub(crate) fn read(header: &str) -> Option<String> {
    let inner = header.trim().strip_prefix("%\"")?.strip_suffix('"')?;
    let mut bytes = Vec::with_capacity(inner.len());
    let mut rest = inner.bytes();
    while let Some(byte) = rest.next() {
        match byte {
            b'%' => {
                let digit = |b: Option<u8>| b.and_then(|b| char::from(b).to_digit(16)).and_then(|d| u8::try_from(d).ok());
                bytes.push(digit(rest.next())? * 16 + digit(rest.next())?);
            }
            b'"' | 0..=0x1f | 0x7f.. => return None,
            plain => bytes.push(plain),
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn accents_come_back() {
        assert_eq!(read("%\"%c3%89tat 100 %25\"").as_deref(), Some("État 100 %"));
        for bad in ["", "\"x\"", "%\"", "%\"%zz\"", "%\"%c3\"", "%\"a\"b\"", "%\"é\""] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }

    proptest! {
        #[test]
        fn any_header_is_read_or_refused(text in "\\PC{0,40}") {
            let _ = read(&format!("%\"{text}\""));
        }
    }
}
