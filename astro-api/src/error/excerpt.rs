//! The part of a body that an error may show.

use super::sent_token;
use crate::{redacted::BLACKED_OUT, token::Token};

/// The most that is shown of a body, in bytes.
const LONGEST: usize = 1024;

/// The beginning of a body, cut to 1 KiB, with control characters and anything like a token taken out: the token that
/// was sent, whatever it looks like, and what looks like one.
pub(crate) fn excerpt(body: &[u8], sent: Option<&Token>) -> String {
    // A token that the cut runs through must still be recognized, so tokens go before the cut; but a body may be huge.
    let head = &body[..body.len().min(4 * LONGEST)];
    let mut text: String = String::from_utf8_lossy(head)
        .chars()
        .map(|c| if c.is_control() && c != '\n' { ' ' } else { c })
        .collect();
    if let Some(sent) = sent {
        text = sent_token::replace(&text, sent.secret(), BLACKED_OUT, head.len() < body.len());
    }
    let mut text = black_out(text.trim());
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

/// Replaces JWTs, whose encoded header starts with `eyJ`, and whatever follows `Bearer`.
fn black_out(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut after_bearer = false;
    let mut rest = text;
    while !rest.is_empty() {
        let is_part = |c: char| {
            c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '~' | '+' | '/' | '=')
        };
        let end = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
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
        if after_bearer {
            out.push_str(BLACKED_OUT);
        } else if let Some(start) = word.find("eyJ") {
            out.push_str(&word[..start]);
            out.push_str(BLACKED_OUT);
        } else {
            out.push_str(word);
        }
        after_bearer = word.eq_ignore_ascii_case("bearer");
        rest = tail;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_never_longer_than_a_kibibyte_and_a_mark() {
        let text = excerpt("ä".repeat(5000).as_bytes(), None);
        assert!(text.len() <= LONGEST + '…'.len_utf8());
        assert!(text.ends_with('…'));
        assert_eq!(excerpt(b"short", None), "short");
    }

    #[test]
    fn tokens_are_blacked_out() {
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
        assert_eq!(
            excerpt(b"the bearer of the news", None),
            "the bearer [redacted] the news"
        );
    }

    #[test]
    fn bytes_that_are_no_text_do_no_harm() {
        assert_eq!(excerpt(b"\x1b[31mred\xff", None), "[31mred\u{fffd}");
    }

    #[test]
    fn the_token_that_was_sent_is_known_whatever_it_looks_like() {
        let token = Token::new("opaque+token/of==no#form").unwrap();
        for around in ["a X b", "token=X&x=1", "{\"X\":1}"] {
            let body = around.replace('X', token.secret());
            let shown = excerpt(body.as_bytes(), Some(&token));
            assert_eq!(shown, around.replace('X', BLACKED_OUT));
        }
        let cut = format!("{} {}", "x ".repeat(LONGEST / 2 - 4), token.secret());
        assert!(!excerpt(cut.as_bytes(), Some(&token)).contains("opaque"));
        // One so short is no token, and stands in every text.
        assert_eq!(excerpt(b"a cat", Some(&Token::new("a").unwrap())), "a cat");
    }
}
