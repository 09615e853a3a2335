//! Redaction of the sent token in responses.

/// The minimum length of a token to redact. Tokens are much longer, and shorter texts occur everywhere.
const SHORTEST: usize = 8;

/// Redacts the token in a text, also with the escapes of JSON and URLs.
///
/// If the text is truncated (`is_cut`), a truncated token at its end is redacted as well.
pub(super) fn replace(text: &str, token: &str, by: &str, is_cut: bool) -> String {
    if token.len() < SHORTEST {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        match matched(rest, token) {
            Match::Whole(length) => {
                out.push_str(by);
                rest = &rest[length..];
            }
            Match::ToTheEnd if is_cut => {
                out.push_str(by);
                break;
            }
            Match::ToTheEnd | Match::None => {
                out.push(c);
                rest = &rest[c.len_utf8()..];
            }
        }
    }
    out
}

enum Match {
    /// The token, with its length in the text in bytes.
    Whole(usize),
    /// The beginning of the token, at the end of the text.
    ToTheEnd,
    None,
}

/// Matches the beginning of a text against the token.
fn matched(text: &str, token: &str) -> Match {
    let bytes = text.as_bytes();
    let mut at = 0;
    // A token is a header value, so it is ASCII.
    for expected in token.bytes() {
        if at == bytes.len() {
            return Match::ToTheEnd;
        }
        let as_it_is = (bytes[at] == expected).then_some(1);
        match as_it_is.or_else(|| escaped(&bytes[at..], expected)) {
            Some(length) => at += length,
            None if is_begun(&bytes[at..]) => return Match::ToTheEnd,
            None => return Match::None,
        }
    }
    Match::Whole(at)
}

/// Returns the length of the escape of a character at the beginning of the text: `\/`, `\u002f` or `%2F`.
fn escaped(text: &[u8], expected: u8) -> Option<usize> {
    let (digits, length) = match text {
        [b'\\', b'u', digits @ ..] => (digits.get(..4)?, 6),
        [b'\\', c, ..] => return (*c == expected).then_some(2),
        [b'%', digits @ ..] => (digits.get(..2)?, 3),
        _ => return None,
    };
    let digits = std::str::from_utf8(digits).ok()?;
    let code = u32::from_str_radix(digits, 16).ok()?;
    (code == u32::from(expected)).then_some(length)
}

/// Returns whether the text ends within an escape.
fn is_begun(text: &[u8]) -> bool {
    match text {
        [b'\\'] | [b'\\', b'u', ..] => text.len() < 6,
        [b'%', ..] => text.len() < 3,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOKEN: &str = "opaque+token/of==no";

    #[test]
    fn token_is_replaced_in_every_encoding() {
        for written in [
            TOKEN.to_owned(),
            TOKEN.replace('/', "\\/"),
            TOKEN.replace('+', "\\u002b"),
            TOKEN.replace('=', "\\u003D"),
            TOKEN.replace('/', "%2F").replace('=', "%3d"),
        ] {
            let text = format!("<{written}> {written}{written}");
            assert_eq!(replace(&text, TOKEN, "-", false), "<-> --", "{written}");
        }
    }

    #[test]
    fn truncated_token_is_replaced() {
        for written in [TOKEN.to_owned(), TOKEN.replace('+', "\\u002b")] {
            for end in 1..written.len() {
                let text = format!("ä {}", &written[..end]);
                assert_eq!(replace(&text, TOKEN, "-", true), "ä -", "{text}");
                assert_eq!(replace(&text, TOKEN, "-", false), text);
            }
        }
    }

    #[test]
    fn similar_text_is_not_replaced() {
        for text in [
            "",
            "opaque",
            "opaque+token/of==nx",
            "\\u00",
            "%",
            "%2",
            "\\",
        ] {
            assert_eq!(replace(text, TOKEN, "-", false), text);
        }
        assert_eq!(replace("a cat", "a", "-", true), "a cat");
    }
}
