//! The part of a body that an error may show.

/// The most that is shown of a body, in bytes.
const LONGEST: usize = 1024;

/// What stands in the place of something that looks like a token.
const BLACKED_OUT: &str = "[redacted]";

/// The beginning of a body, cut to 1 KiB, with control characters and anything like a token taken out.
pub(crate) fn excerpt(body: &[u8]) -> String {
    // A token that the cut runs through must still be recognized, so tokens go before the cut; but a body may be huge.
    let head = &body[..body.len().min(4 * LONGEST)];
    let text: String = String::from_utf8_lossy(head)
        .chars()
        .map(|c| if c.is_control() && c != '\n' { ' ' } else { c })
        .collect();
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
        let text = excerpt("ä".repeat(5000).as_bytes());
        assert!(text.len() <= LONGEST + '…'.len_utf8());
        assert!(text.ends_with('…'));
        assert_eq!(excerpt(b"short"), "short");
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
            let shown = excerpt(body.as_bytes());
            assert!(
                !shown.contains("eyJ") && !shown.contains("s3cr3t"),
                "{shown}"
            );
        }
        assert_eq!(
            excerpt(b"the bearer of the news"),
            "the bearer [redacted] the news"
        );
    }

    #[test]
    fn bytes_that_are_no_text_do_no_harm() {
        assert_eq!(excerpt(b"\x1b[31mred\xff"), "[31mred\u{fffd}");
    }
}
