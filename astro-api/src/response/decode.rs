//! Deserialization of bodies, with the location of errors.

use serde::de::{DeserializeOwned, Error as _};

use crate::{auth::Token, error::Error, redaction::excerpt, serde_helpers::json_path};

/// Deserializes the JSON body of a response to a request with that token.
///
/// The location of an error is computed only if there is one: deserialization does not track it, so it runs and
/// compiles faster.
pub(crate) fn json<T: DeserializeOwned>(body: &[u8], sent: &Token) -> Result<T, Error> {
    // Validating the whole text once is cheaper than validating each text in it.
    let text = std::str::from_utf8(body).map_err(|e| {
        Error::decode(
            "the response is not UTF-8, so it is not JSON",
            None,
            body,
            Some(sent.secret()),
        )
        .with_source(e)
    })?;
    serde_json::from_str(text).map_err(|e| failure(body, e, sent))
}

fn failure(body: &[u8], error: serde_json::Error, sent: &Token) -> Error {
    let sent = Some(sent.secret());
    if body.iter().all(u8::is_ascii_whitespace) {
        return Error::decode(
            "the response has no body, but the schema requires one",
            None,
            body,
            sent,
        );
    }
    if error.is_data() {
        let path = json_path::at(body, error.line(), error.column());
        // The parser quotes the value that it found, which may be long or a token.
        let error = serde_json::Error::custom(excerpt(error.to_string().as_bytes(), sent));
        return Error::decode(
            "the response does not match the documented schema; update this crate",
            Some(path),
            b"",
            sent,
        )
        .with_source(error);
    }
    let message = if error.is_eof() {
        "the JSON of the response is truncated"
    } else {
        "the response is not JSON; check that the base URL is that of the API, not of a proxy or a login page"
    };
    Error::decode(message, None, body, sent).with_source(error)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn token_echoed_as_a_key_is_redacted_in_any_encoding() {
        let token = Token::new("opaque+token/of==no").unwrap();
        for key in [
            "opaque+token/of==no",
            "opaque\\u002btoken\\/of==no",
            "opaque+token/of\\u003d\\u003Dno",
        ] {
            let body = format!("{{\"{key}\": 1}}");
            let error = json::<BTreeMap<String, bool>>(body.as_bytes(), &token).unwrap_err();
            assert_eq!(error.json_path(), Some("$[\"[redacted]\"]"), "{key}");
        }
    }
}
