//! Gzip, whether or not a header declares it.

use std::io::{self, Read};

use flate2::read::MultiGzDecoder;

use crate::Error;

/// How a gzipped body begins ([RFC 1952](https://www.rfc-editor.org/rfc/rfc1952#section-2.3.1)). No JSON begins so.
pub(crate) const MAGIC: [u8; 2] = [0x1f, 0x8b];

/// How often a body may be gzipped: by the API, and by a gateway in front of it.
pub(crate) const LAYERS: usize = 2;

/// Whether a body is gzipped. Its headers do not tell: gateways that declare the coding let HTTP clients unpack it on
/// the way.
pub(crate) fn is_packed(body: &[u8]) -> bool {
    body.starts_with(&MAGIC)
}

/// Unpacks a body as far as it goes, and no further than that many bytes.
pub(crate) fn unpack_beginning(body: &[u8], largest: usize) -> Vec<u8> {
    let mut unpacked = Vec::new();
    let most = u64::try_from(largest).unwrap_or(u64::MAX);
    // What was read before the fault stays.
    let _ = MultiGzDecoder::new(body)
        .take(most)
        .read_to_end(&mut unpacked);
    unpacked
}

/// Unpacks a body; `None` if it is larger than that.
pub(crate) fn unpack(body: &[u8], largest: usize) -> io::Result<Option<Vec<u8>>> {
    let mut unpacked = Vec::new();
    let most = u64::try_from(largest).unwrap_or(u64::MAX).saturating_add(1);
    MultiGzDecoder::new(body)
        .take(most)
        .read_to_end(&mut unpacked)?;
    Ok((unpacked.len() <= largest).then_some(unpacked))
}

/// Whether the packed body ended too early.
pub(crate) fn is_cut_off(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::UnexpectedEof
}

/// What a body that only begins as gzip fails with.
pub(crate) fn broken(error: &io::Error) -> Error {
    Error::decode(
        format!(
            "the body starts as gzip, but cannot be decompressed ({error}); it may have been cut off"
        ),
        None,
        b"",
        None,
    )
}
