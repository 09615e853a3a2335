//! Converts a line and a column of a JSON document into a JSONPath.

use serde_json::Value;

/// Returns the JSONPath of the value at a position, as reported by serde_json: lines and columns count from 1,
/// columns are bytes, and column 0 is the end of the previous line.
///
/// A parser has accepted the text up to the position, so this does not validate it.
pub(crate) fn at(body: &[u8], line: usize, column: usize) -> String {
    let start = match line {
        0 | 1 => 0,
        n => body
            .iter()
            .enumerate()
            .filter(|(_, b)| **b == b'\n')
            .nth(n - 2)
            .map_or(body.len(), |(i, _)| i + 1),
    };
    let end = (start + column).min(body.len());
    let mut scanner = Scanner::default();
    scanner.run(&body[..end]);
    scanner.path()
}

/// An open container.
enum Open {
    Object { key: Option<String> },
    Array { index: usize },
}

#[derive(Default)]
struct Scanner {
    open: Vec<Open>,
    /// The container that the last byte closed: an error at its end is about the whole container.
    closed: bool,
}

impl Scanner {
    fn run(&mut self, text: &[u8]) {
        let mut rest = text;
        while let Some((&byte, tail)) = rest.split_first() {
            rest = tail;
            let last = rest.is_empty();
            match byte {
                b'{' => self.open.push(Open::Object { key: None }),
                b'[' => self.open.push(Open::Array { index: 0 }),
                // At the end, the error is about the container itself.
                b'}' | b']' if last => self.closed = true,
                b'}' | b']' => {
                    self.open.pop();
                }
                b',' => match self.open.last_mut() {
                    Some(Open::Object { key }) => *key = None,
                    Some(Open::Array { index }) => *index += 1,
                    None => {}
                },
                b'"' => {
                    let (text, tail) = string(rest);
                    rest = tail;
                    if let Some(Open::Object { key: key @ None }) = self.open.last_mut() {
                        *key = Some(decoded(text));
                    }
                }
                _ => {}
            }
        }
    }

    fn path(&self) -> String {
        let mut open = &self.open[..];
        if self.closed {
            open = &open[..open.len().saturating_sub(1)];
        }
        let mut out = String::from("$");
        for container in open {
            match container {
                Open::Object { key: None } => {}
                Open::Object { key: Some(key) } if is_plain(key) => {
                    out.push('.');
                    out.push_str(key);
                }
                Open::Object { key: Some(key) } => {
                    // Encodes a key as in JSON.
                    out.push_str(&format!("[{}]", Value::from(key.as_str())));
                }
                Open::Array { index } => out.push_str(&format!("[{index}]")),
            }
        }
        out
    }
}

fn is_plain(key: &str) -> bool {
    !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// Returns the text between two quotes, without escapes.
fn decoded(text: &[u8]) -> String {
    let text = String::from_utf8_lossy(text);
    // A text truncated by the end of the body is not valid JSON.
    serde_json::from_str(&format!("\"{text}\"")).unwrap_or_else(|_| text.into_owned())
}

/// Splits a text at the closing quote.
fn string(text: &[u8]) -> (&[u8], &[u8]) {
    let mut escaped = false;
    for (index, byte) in text.iter().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => {
                return (&text[..index], &text[index + 1..]);
            }
            _ => {}
        }
    }
    (text, &[])
}

#[cfg(test)]
mod tests {
    #![allow(dead_code, reason = "the types are only deserialized")]

    use serde::Deserialize;

    #[derive(Debug, Deserialize)]
    struct Page {
        rows: Vec<Row>,
        total: i64,
    }

    #[derive(Debug, Deserialize)]
    struct Row {
        id: String,
        tags: Vec<std::collections::BTreeMap<String, bool>>,
    }

    /// Returns the results of this module and of `serde_path_to_error` for a document that cannot be deserialized.
    fn both(text: &str) -> (String, String) {
        let error = serde_json::from_str::<Page>(text).unwrap_err();
        let ours = super::at(text.as_bytes(), error.line(), error.column());
        let mut deserializer = serde_json::Deserializer::from_str(text);
        let theirs = serde_path_to_error::deserialize::<_, Page>(&mut deserializer)
            .unwrap_err()
            .path()
            .to_string();
        (
            ours,
            if theirs == "." {
                "$".to_owned()
            } else {
                format!("$.{theirs}")
            },
        )
    }

    #[test]
    fn path_matches_serde_path_to_error() {
        for text in [
            r#"{"rows":[{"id":"a","tags":[]},{"id":7,"tags":[]}],"total":2}"#,
            r#"{"rows":[{"id":"a","tags":[]},{"tags":[]}],"total":2}"#,
            r#"{"rows":[{"id":"a","tags":[{"x":true},{"y":"no"}]}],"total":2}"#,
            "{\n  \"rows\": [\n    {\n      \"id\": \"a\\\"}]\",\n      \"tags\": null\n    }\n  ],\n  \"total\": 2\n}",
            r#"{"rows":[],"total":"2"}"#,
            r#"{"rows":{},"total":2}"#,
            r#"{"rows":[],"total":1.5}"#,
        ] {
            let (ours, theirs) = both(text);
            assert_eq!(ours, theirs, "{text}");
        }
    }

    #[test]
    fn path_of_a_missing_top_level_member_is_the_root() {
        assert_eq!(both(r#"{"rows":[]}"#).0, "$");
        assert_eq!(both("[]").0, "$");
    }

    #[test]
    fn keys_that_are_not_identifiers_are_quoted() {
        let text = br#"{"a b": {"c": [0, x"#;
        assert_eq!(super::at(text, 1, text.len()), r#"$["a b"].c[1]"#);
    }

    #[test]
    fn unnecessary_escapes_in_keys_are_removed() {
        for (text, path) in [
            (r#"{"\u0061b": x"#, "$.ab"),
            (r#"{"a\/b\u002Fc": x"#, r#"$["a/b/c"]"#),
            (r#"{"a\\b\"": [x"#, r#"$["a\\b\""][0]"#),
            (r#"{"a\n": x"#, r#"$["a\n"]"#),
            (r#"{"\ud800": x"#, r#"$["\\ud800"]"#),
        ] {
            assert_eq!(super::at(text.as_bytes(), 1, text.len()), path, "{text}");
        }
    }

    #[test]
    fn positions_outside_the_text_do_not_panic() {
        for (line, column) in [(0, 0), (1, 999), (999, 0), (999, 999)] {
            super::at(b"{\"a\":[1,2", line, column);
        }
    }
}
