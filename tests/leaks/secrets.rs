//! The secrets that must not leak, and how they are detected.

use std::{borrow::Cow, sync::LazyLock};

use astro_api_tests::TOKEN;
use base64::{
    Engine,
    engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD},
};

/// An opaque token, with characters that URLs and JSON escape.
pub(crate) const OPAQUE: &str = "q7Zx~Vd0Lr/4uT+kB9wNy3.Hs6e-Pm1==";
/// The value of a header.
pub(crate) const HEADER: &str = "h9KqT2mWc8RzYb4Ls1Dg";
/// A password, as written in URLs.
pub(crate) const PASSWORD: &str = "pV5nXf7Jd3QwZk8Ht6Mr";
/// A text in the body of a request.
pub(crate) const BODY: &str = "b2GsYv9Ec4TuLx6Wq8Nj";
/// A value in the query of a request.
pub(crate) const QUERY: &str = "u6RmKz3Fa9HpDy5Vt1Xo";

const ALL: [(&str, &str); 6] = [
    ("the token", TOKEN),
    ("the opaque token", OPAQUE),
    ("the value of a header", HEADER),
    ("the password", PASSWORD),
    ("the body", BODY),
    ("the query", QUERY),
];

/// The length of a fragment, short enough that a truncated secret still contains one.
const PART: usize = 8;

/// A fragment of a secret, in one of its encodings.
struct Part {
    secret: &'static str,
    form: &'static str,
    text: String,
}

/// Adds the fragments of a text that encodes a secret.
fn push_fragments(
    parts: &mut Vec<Part>,
    secret: &'static str,
    form: &'static str,
    text: &str,
    length: usize,
) {
    for chunk in text.as_bytes().chunks_exact(length) {
        let text = String::from_utf8_lossy(chunk).into_owned();
        parts.push(Part { secret, form, text });
    }
}

static PARTS: LazyLock<Vec<Part>> = LazyLock::new(|| {
    let mut parts = Vec::new();
    for (secret, text) in ALL {
        push_fragments(&mut parts, secret, "as it is", text, PART);
        let bytes = format!("{:?}", text.as_bytes());
        push_fragments(
            &mut parts,
            secret,
            "as a list of bytes",
            bytes.trim_matches(['[', ']']),
            4 * PART,
        );
        let hex: String = text.bytes().map(|b| format!("{b:02x}")).collect();
        push_fragments(&mut parts, secret, "in hexadecimal digits", &hex, 2 * PART);
        // Base64 depends on the number of preceding bytes. The characters at both ends mix with their neighbors.
        for before in 0..3 {
            let text = "\0".repeat(before) + text;
            for encoded in [STANDARD_NO_PAD.encode(&text), URL_SAFE_NO_PAD.encode(&text)] {
                let own = encoded[4..encoded.len() - 4].to_owned();
                push_fragments(&mut parts, secret, "in base64", &own, 2 * PART);
            }
        }
    }
    parts
});

/// Finds a secret in a text: returns which secret, in which encoding, and the text before it.
pub(crate) fn find(text: &str) -> Option<String> {
    // Percent-encoding and the backslashes of JSON and `Debug` are decoded before the search.
    let decoded = percent_encoding::percent_decode_str(text).decode_utf8_lossy();
    let bare = text.contains('\\').then(|| text.replace('\\', ""));
    let forms = [
        Some(Cow::Borrowed(text)),
        Some(decoded),
        bare.map(Cow::Owned),
    ];
    forms
        .into_iter()
        .flatten()
        .find_map(|text| find_verbatim(&text))
}

/// Finds the first position, so that the text before it contains no secret.
fn find_verbatim(text: &str) -> Option<String> {
    let positions = PARTS
        .iter()
        .filter_map(|part| Some((text.find(&part.text)?, part)));
    let (position, part) = positions.min_by_key(|(position, _)| *position)?;
    let before: String = text[..position].chars().rev().take(120).collect();
    let before: String = before.chars().rev().collect();
    Some(format!("{}, {}, after {before:?}", part.secret, part.form))
}

/// Checks that a text contains no fragment of any secret. The message does not repeat it, since it would be found
/// again.
#[track_caller]
pub(crate) fn assert_clean(text: &str, what: &str) {
    if let Some(found) = find(text) {
        panic!("{what} shows {found}");
    }
}
