//! Bodies, read as far as is good.

use crate::{Error, gzip};

/// How much of the body of a failure is read: more than any message, and too little to hurt.
const LARGEST_ERROR: usize = 64 * 1024;

/// The body of an answer.
pub(crate) enum Body {
    Whole(Vec<u8>),
    /// Not read yet.
    Parts(reqwest::Response),
}

/// Reads a body whole, and unpacks it if it is gzipped: no compression is asked for, but some gateways do not care.
pub(super) async fn read(
    answer: &mut reqwest::Response,
    largest: usize,
    idempotent: bool,
) -> Result<Vec<u8>, Error> {
    let announced = usize::try_from(answer.content_length().unwrap_or(0)).unwrap_or(usize::MAX);
    if announced > largest {
        return Err(too_large(largest));
    }
    let mut body = Vec::with_capacity(announced);
    while let Some(chunk) = answer
        .chunk()
        .await
        .map_err(|e| Error::transport(e, idempotent))?
    {
        if body.len() + chunk.len() > largest {
            return Err(too_large(largest));
        }
        body.extend_from_slice(&chunk);
    }
    if !gzip::is_packed(&body) {
        return Ok(body);
    }
    gzip::unpack(&body, largest)?.ok_or_else(|| too_large(largest))
}

/// Reads the body of a failure as far as it can be read, and no further than is needed: the status is what matters, and
/// neither a large page nor a broken connection may hide it.
pub(super) async fn read_beginning(answer: &mut reqwest::Response) -> Vec<u8> {
    let mut body = Vec::new();
    while let Ok(Some(chunk)) = answer.chunk().await {
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
        "the body is larger than {size}; ask for smaller pages with `limit`, or allow more with `ClientBuilder::max_body_size`"
    );
    Error::decode(message, None, b"", None)
}
