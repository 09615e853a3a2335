//! The response body: chunks generated while they are sent, and how it ends.

use std::fmt;
use std::io;
use std::iter;
use std::pin::Pin;
use std::task::{Context, Poll};

use hyper::Response;
use hyper::body::{Body, Bytes, Frame, SizeHint};
use hyper::header::{CONTENT_LENGTH, HeaderValue};

/// What happens at the byte where a response is truncated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cut {
    /// The connection closes.
    Close,
    /// Nothing more is sent, and the connection stays open.
    Stall,
}

/// A body whose chunks are requested one at a time, so that a long one is never in memory as a whole.
pub(crate) struct Payload {
    pieces: Box<dyn Iterator<Item = io::Result<Bytes>> + Send>,
    /// The length, if it is known and correct.
    length: Option<u64>,
    cut: Option<(usize, Cut)>,
    /// Whether the server was able to flush the bytes before the cut.
    flushed: bool,
}

impl Payload {
    /// Creates a complete body, sent with its length.
    pub(crate) fn buffered(bytes: impl Into<Bytes>) -> Self {
        let bytes = bytes.into();
        let length = u64::try_from(bytes.len()).ok();
        Self {
            length,
            ..Self::streamed(iter::once(Ok(bytes)).filter(has_content))
        }
    }

    /// Creates a body that is generated while it is sent, in chunks.
    pub(crate) fn streamed(
        pieces: impl Iterator<Item = io::Result<Bytes>> + Send + 'static,
    ) -> Self {
        Self {
            pieces: Box::new(pieces),
            length: None,
            cut: None,
            flushed: false,
        }
    }
}

fn has_content(piece: &io::Result<Bytes>) -> bool {
    piece.as_ref().map_or(true, |bytes| !bytes.is_empty())
}

/// Truncates a response after this many bytes of its body. Its `Content-Length` is that of the whole body.
pub(crate) fn cut_off(response: &mut Response<Payload>, after: usize, cut: Cut) {
    let length = response.body_mut().length.take();
    response.body_mut().cut = Some((after, cut));
    if let Some(length) = length {
        response
            .headers_mut()
            .insert(CONTENT_LENGTH, HeaderValue::from(length));
    }
}

impl Body for Payload {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        match self.cut {
            Some((0, Cut::Stall)) => return Poll::Pending,
            Some((0, Cut::Close)) if self.flushed => {
                return Poll::Ready(Some(Err(io::Error::other(
                    "the queued response is truncated here",
                ))));
            }
            // The server discards unsent data when a body fails; yielding once lets it flush first.
            Some((0, Cut::Close)) => {
                self.flushed = true;
                context.waker().wake_by_ref();
                return Poll::Pending;
            }
            _ => {}
        }
        let mut piece = self.pieces.next();
        if let (Some(Ok(bytes)), Some((left, _))) = (&mut piece, &mut self.cut) {
            bytes.truncate(*left);
            *left -= bytes.len();
        }
        Poll::Ready(piece.map(|piece| piece.map(Frame::data)))
    }

    fn is_end_stream(&self) -> bool {
        self.length == Some(0)
    }

    fn size_hint(&self) -> SizeHint {
        self.length
            .map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}

impl fmt::Debug for Payload {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Payload")
            .field("length", &self.length)
            .field("cut", &self.cut)
            .finish_non_exhaustive()
    }
}
