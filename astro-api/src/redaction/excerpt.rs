//! The excerpt of a body in an error.

use super::REDACTED_TEXT;
use super::sent_token;

/// The maximum size of an excerpt in bytes.
const LONGEST: usize = 1024;

/// The minimum length of letters after `Bearer` that are a token and not a word.
const SHORTEST_WITHOUT_DIGITS: usize = 20;

/// Returns the first 1 KiB of a body without control characters, with the token that was sent, and everything that
/// looks like a token, redacted.
pub(crate) fn excerpt(body: &[u8], secret: Option<&str>) -> String {
    // A truncated token must still be recognized, so tokens are redacted before truncation; but a body may be huge.
    let head = &body[..body.len().min(4 * LONGEST)];
    let mut text: String = String::from_utf8_lossy(head)
        .chars()
        .map(|c| if c.is_control() && c != '\n' { ' ' } else { c })
        .collect();
    if let Some(secret) = secret {
        text = sent_token::replace(&text, secret, REDACTED_TEXT, head.len() < body.len());
    }
    let mut text = redact(text.trim(), head.len() < body.len());
    if text.len() > LONGEST {
        let end = (0..=LONGEST)
            .rev()
            .find(|i| text.is_char_boundary(*i))
            .unwrap_or(0);
        text.truncate(end);
        text.push('…');
    }
    text
}

/// Redacts JWTs, and tokens after `Bearer`.
///
/// If the text is truncated (`is_cut`), a truncated JWT at its end is redacted as well.
fn redact(text: &str, is_cut: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut after_bearer = false;
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(|c| !is_token_char(c)).unwrap_or(rest.len());
        let (word, tail) = rest.split_at(end);
        if word.is_empty() {
            let mut chars = tail.chars();
            if let Some(c) = chars.next() {
                after_bearer &= c.is_whitespace() || c == ':';
                out.push(c);
            }
            rest = chars.as_str();
            continue;
        }
        if after_bearer && is_no_word(word) {
            out.push_str(REDACTED_TEXT);
        } else {
            redact_jwts(word, is_cut && tail.is_empty(), &mut out);
        }
        after_bearer = word.eq_ignore_ascii_case("bearer");
        rest = tail;
    }
    out
}

/// Returns whether a character can be part of a token in an `Authorization` header.
fn is_token_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-_.~+/=".contains(c)
}

/// Returns whether a character can be part of the base64 in a JWT.
fn is_base64_url(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-' || c == '_'
}

/// Returns whether the text after `Bearer` is a token, and not a word or the name of a parameter (`realm=`).
fn is_no_word(text: &str) -> bool {
    let text = text.trim_end_matches(['.', '=']);
    text.len() >= SHORTEST_WITHOUT_DIGITS
        || text.contains(|c: char| !c.is_ascii_alphabetic() && c != '_')
}

/// Copies a text with each JWT redacted: three parts of base64 separated by dots, the first of which decodes to the
/// beginning of a JSON object.
fn redact_jwts(word: &str, is_cut: bool, out: &mut String) {
    let mut rest = word;
    let mut from = 0;
    while let Some(found) = rest[from..].find("eyJ") {
        let start = from + found;
        let length = jwt_length(&rest[start..], is_cut);
        if length > 0 && begins_token(&rest[..start]) {
            out.push_str(&rest[..start]);
            out.push_str(REDACTED_TEXT);
            rest = &rest[start + length..];
            from = 0;
        } else {
            from = start + 1;
        }
    }
    out.push_str(rest);
}

/// Returns whether a token may begin after the text, because no longer word ends there. In a URL, an escape may end
/// there.
fn begins_token(before: &str) -> bool {
    let is_escape = |text: &[u8]| text.len() == 2 && text.iter().all(u8::is_ascii_hexdigit);
    !before.ends_with(is_base64_url)
        || (before.len() >= 2 && is_escape(&before.as_bytes()[before.len() - 2..]))
}

/// Returns the length of the JWT at the beginning of a text, including all following parts, or 0.
fn jwt_length(text: &str, is_cut: bool) -> usize {
    let end = text
        .find(|c| !is_base64_url(c) && c != '.')
        .unwrap_or(text.len());
    let parts = text[..end].split('.');
    let filled = parts.clone().take_while(|part| !part.is_empty()).count();
    // Without a signature, the last part is empty.
    let is_whole = filled >= 2 && parts.count() >= 3;
    if is_whole || (is_cut && end == text.len()) {
        end
    } else {
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn excerpt_is_limited_to_one_kibibyte_and_a_mark() {
        let text = excerpt("ä".repeat(5000).as_bytes(), None);
        assert!(text.len() <= LONGEST + '…'.len_utf8());
        assert!(text.ends_with('…'));
        assert_eq!(excerpt(b"short", None), "short");
    }

    #[test]
    fn tokens_are_redacted() {
        let jwt = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl";
        for body in [
            jwt.to_owned(),
            format!("token={jwt}&x=1"),
            format!("{{\"authorization\":\"Bearer {jwt}\"}}"),
            "authorization: bearer: s3cr3t-value".to_owned(),
            format!("{}{jwt}", "x ".repeat(LONGEST / 2 - 8)),
        ] {
            let shown = excerpt(body.as_bytes(), None);
            assert!(
                !shown.contains("eyJ") && !shown.contains("s3cr3t"),
                "{shown}"
            );
        }
        // Longer than the part that is scanned.
        let long = format!("{}.{}", &jwt[..30], "x".repeat(5 * LONGEST));
        assert_eq!(excerpt(long.as_bytes(), None), REDACTED_TEXT);
        // A percent sign ends the previous word.
        let url = format!("url%3D{jwt}");
        assert_eq!(excerpt(url.as_bytes(), None), "url%3D[redacted]");
        let unsigned = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.";
        assert_eq!(excerpt(unsigned.as_bytes(), None), REDACTED_TEXT);
    }

    #[test]
    fn text_that_resembles_a_token_is_kept() {
        for text in [
            "gcpKeyJson is required",
            "gcpKeyJson.project.id is required",
            "keyJson: eyJson, eyJ, eyJ.x and eyJ..x",
            "the bearer of the news",
            "Bearer authentication failed",
            "Bearer realm=\"astro\", error=\"invalid_token\"",
        ] {
            assert_eq!(excerpt(text.as_bytes(), None), text);
        }
    }

    #[test]
    fn invalid_utf8_and_control_characters_are_replaced() {
        assert_eq!(excerpt(b"\x1b[31mred\xff", None), "[31mred\u{fffd}");
    }

    #[test]
    fn sent_token_of_any_form_is_redacted() {
        let token = "opaque+token/of==no#form";
        for around in ["a X b", "token=X&x=1", "{\"X\":1}"] {
            let body = around.replace('X', token);
            let shown = excerpt(body.as_bytes(), Some(token));
            assert_eq!(shown, around.replace('X', REDACTED_TEXT));
        }
        let cut = format!("{} {}", "x ".repeat(LONGEST / 2 - 4), token);
        assert!(!excerpt(cut.as_bytes(), Some(token)).contains("opaque"));
        // A text this short is not a token, and occurs in every body.
        assert_eq!(excerpt(b"a cat", Some("a")), "a cat");
    }
}
