//! The two kinds of responses: read into memory, or streamed.

use std::future::Future;

use crate::{
    error::Error,
    response::body::{self, Rules},
};

/// How a successful response is requested and read.
pub(super) trait ResponseKind: Copy + Send + Sync {
    type Body: Send;

    /// The header `Accept`.
    const ACCEPT: &'static str;

    /// Whether compression in transit is accepted. A streamed body is passed on as it is received.
    const ACCEPTS_GZIP: bool;

    /// Reads the body.
    fn read(
        self,
        response: reqwest::Response,
        rules: Rules,
    ) -> impl Future<Output = Result<Self::Body, Error>> + Send;

    /// Returns the body of a response that has none; `None` if the kind requires one.
    fn empty_body(self) -> Option<Self::Body>;
}

/// A response that is read into memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Buffered {
    Json,
    /// The body does not matter.
    Ignored,
}

impl ResponseKind for Buffered {
    type Body = Vec<u8>;

    const ACCEPT: &'static str = "application/json";

    const ACCEPTS_GZIP: bool = true;

    async fn read(self, response: reqwest::Response, rules: Rules) -> Result<Vec<u8>, Error> {
        body::read(response, rules, self == Self::Json).await
    }

    fn empty_body(self) -> Option<Vec<u8>> {
        (self == Self::Ignored).then(Vec::new)
    }
}

/// A response whose body is streamed.
#[derive(Clone, Copy)]
pub(super) struct Streaming;

impl ResponseKind for Streaming {
    type Body = reqwest::Response;

    const ACCEPT: &'static str = "*/*";

    const ACCEPTS_GZIP: bool = false;

    async fn read(self, response: reqwest::Response, _: Rules) -> Result<reqwest::Response, Error> {
        Ok(response)
    }

    fn empty_body(self) -> Option<reqwest::Response> {
        None
    }
}
