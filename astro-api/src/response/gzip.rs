//! Gzip detection and decompression.

use std::io::{self, Read};

use flate2::read::MultiGzDecoder;

use crate::Error;

/// The first bytes of gzip data ([RFC 1952](https://www.rfc-editor.org/rfc/rfc1952#section-2.3.1)). JSON cannot begin
/// with them.
pub(crate) const MAGIC: [u8; 2] = [0x1f, 0x8b];

/// The maximum number of gzip layers: one by the API, and one by a gateway.
pub(crate) const LAYERS: usize = 2;

/// Returns whether a body is gzipped. The headers do not help, because HTTP clients decompress a declared encoding.
pub(crate) fn is_packed(body: &[u8]) -> bool {
    body.starts_with(&MAGIC)
}

/// Decompresses a body up to a maximum size or the first error.
pub(crate) fn unpack_beginning(body: &[u8], largest: usize) -> Vec<u8> {
    let mut unpacked = Vec::new();
    let most = u64::try_from(largest).unwrap_or(u64::MAX);
    // Data before the error is kept.
    let _ = MultiGzDecoder::new(body)
        .take(most)
        .read_to_end(&mut unpacked);
    unpacked
}

/// Decompresses a body; `None` if it exceeds the maximum size.
pub(crate) fn unpack(body: &[u8], largest: usize) -> io::Result<Option<Vec<u8>>> {
    let mut unpacked = Vec::new();
    let most = u64::try_from(largest).unwrap_or(u64::MAX).saturating_add(1);
    MultiGzDecoder::new(body)
        .take(most)
        .read_to_end(&mut unpacked)?;
    Ok((unpacked.len() <= largest).then_some(unpacked))
}

/// Returns whether the compressed body is truncated.
pub(crate) fn is_cut_off(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::UnexpectedEof
}

/// Creates the error for a body with the magic bytes of gzip but invalid data.
pub(crate) fn broken(error: &io::Error) -> Error {
    Error::decode(
        format!("cannot decompress the gzipped body ({error}); it may be truncated"),
        None,
        b"",
        None,
    )
}
