//! A body to a value, and where it went wrong if it did.

use serde::de::DeserializeOwned;

use crate::{Error, json_path};

/// Decodes a JSON body.
///
/// The error is looked for only when there is one: decoding itself keeps no track of where it is, which makes it both
/// faster to run and faster to compile.
pub(crate) fn json<T: DeserializeOwned>(body: &[u8]) -> Result<T, Error> {
    serde_json::from_slice(body).map_err(|e| failure(body, e))
}

fn failure(body: &[u8], error: serde_json::Error) -> Error {
    if body.iter().all(u8::is_ascii_whitespace) {
        return Error::decode("the answer has no body, though one is due", None, body);
    }
    if error.is_data() {
        let path = json_path::at(body, error.line(), error.column());
        return Error::decode("the answer is JSON of another shape than documented; a newer version of this crate may know it", Some(path), b"")
            .with_source(error);
    }
    let message = if error.is_eof() {
        "the answer's JSON ends too early"
    } else {
        "the answer is not JSON; check that the base URL leads to the API and not to a proxy or a login page"
    };
    Error::decode(message, None, body).with_source(error)
}
