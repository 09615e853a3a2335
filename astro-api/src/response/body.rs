//! Reading of response bodies.

use reqwest::{
    Version,
    header::{CONTENT_LENGTH, TRANSFER_ENCODING},
};
use serde::de::IgnoredAny;

use super::gzip;
use crate::error::Error;

/// The maximum size to read of the body of an error response: more than any message.
const LARGEST_ERROR: usize = 64 * 1024;

/// The body of a response.
#[derive(Clone, Copy)]
pub(crate) struct Rules {
    /// The maximum size in bytes, also after decompression.
    pub(crate) max_size: usize,
    /// Whether the operation is idempotent.
    pub(crate) idempotent: bool,
}

/// Reads a whole body, decompressed if it is gzipped. `is_json` detects a truncated body by its content.
pub(crate) async fn read(
    mut response: reqwest::Response,
    rules: Rules,
    is_json: bool,
) -> Result<Vec<u8>, Error> {
    let response = &mut response;
    let largest = rules.max_size;
    let announced = usize::try_from(response.content_length().unwrap_or(0)).unwrap_or(usize::MAX);
    if announced > largest {
        return Err(too_large(largest));
    }
    let mut body = Vec::with_capacity(announced);
    loop {
        match response.chunk().await {
            Ok(Some(chunk)) if body.len() + chunk.len() > largest => {
                return Err(too_large(largest));
            }
            Ok(Some(chunk)) => body.extend_from_slice(&chunk),
            Ok(None) => break,
            Err(e) => {
                return Err(Error::transport(e, &origin(response), rules.idempotent));
            }
        }
    }
    let ends_with_connection = ends_with_connection(response);
    for _ in 0..gzip::LAYERS {
        if !gzip::is_packed(&body) {
            break;
        }
        body = match gzip::unpack(&body, largest) {
            Ok(unpacked) => unpacked.ok_or_else(|| too_large(largest))?,
            Err(e) if ends_with_connection && gzip::is_cut_off(&e) => {
                return Err(Error::cut_off(&origin(response), rules.idempotent));
            }
            Err(e) => return Err(gzip::broken(&e)),
        };
    }
    if is_json && ends_with_connection && is_cut_off(&body) {
        return Err(Error::cut_off(&origin(response), rules.idempotent));
    }
    Ok(body)
}

/// Returns whether the end of the connection ends the body, so that the HTTP client cannot detect a truncated body.
fn ends_with_connection(response: &reqwest::Response) -> bool {
    let headers = response.headers();
    response.version() <= Version::HTTP_11
        && !headers.contains_key(CONTENT_LENGTH)
        && !headers.contains_key(TRANSFER_ENCODING)
        // An HTTP client that decompresses by itself removes the length.
        && response.content_length().is_none()
}

/// Returns whether the body is truncated JSON.
fn is_cut_off(body: &[u8]) -> bool {
    let body = body.trim_ascii();
    !body.is_empty() && serde_json::from_slice::<IgnoredAny>(body).is_err_and(|e| e.is_eof())
}

fn origin(response: &reqwest::Response) -> String {
    response.url().origin().ascii_serialization()
}

/// Reads the body of an error response up to a maximum size or the first error. A large body or a broken connection
/// must not hide the status.
pub(crate) async fn read_beginning(response: &mut reqwest::Response) -> Vec<u8> {
    let mut body = Vec::new();
    while let Ok(Some(chunk)) = response.chunk().await {
        let room = LARGEST_ERROR - body.len();
        body.extend_from_slice(&chunk[..chunk.len().min(room)]);
        if body.len() == LARGEST_ERROR {
            break;
        }
    }
    if gzip::is_packed(&body) {
        gzip::unpack_beginning(&body, LARGEST_ERROR)
    } else {
        body
    }
}

fn too_large(largest: usize) -> Error {
    let size = match largest >> 20 {
        0 => format!("{largest} bytes"),
        mebibytes => format!("{mebibytes} MiB"),
    };
    let message = format!(
        "the body is larger than {size}; request smaller pages with `limit`, or increase `ClientBuilder::max_body_size`"
    );
    Error::decode(message, None, b"", None)
}
