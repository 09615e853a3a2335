//! Newline-delimited JSON from a stream of bytes that may be gzipped.

use std::{collections::VecDeque, marker::PhantomData};

use serde::de::DeserializeOwned;

use super::{
    ByteStream, decode, gzip,
    unpacker::{Step, Unpacker},
};
use crate::error::Error;

/// The maximum length of a record, because an endless line would fill the memory.
const LONGEST_RECORD: usize = 16 * 1024 * 1024;

/// The records of a newline-delimited JSON body.
///
/// Detects gzip, once or twice, by the first two bytes and not by the headers, because some gateways decompress the
/// body or compress it again.
#[must_use = "the body is read by `try_next`"]
pub struct NdjsonStream<T> {
    bytes: ByteStream,
    unpacker: Unpacker,
    lines: VecDeque<Vec<u8>>,
    partial: Vec<u8>,
    count: u64,
    /// The error that ended the body, returned after the records before it.
    failure: Option<Error>,
    ended: bool,
    record: PhantomData<fn() -> T>,
}

impl ByteStream {
    /// Parses the body as newline-delimited JSON, decompressed if it is gzipped.
    ///
    /// ```no_run
    /// # async fn run(client: astro_api::Client) -> Result<(), astro_api::Error> {
    /// let logs = client
    ///     .organization("clmaxoarx000008l2c5ayb9pt")
    ///     .get_organization_audit_logs()
    ///     .send()
    ///     .await?;
    /// let mut records = logs.into_inner().into_records::<serde_json::Value>();
    /// while let Some(record) = records.try_next().await? {
    ///     println!("{record}");
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn into_records<T: DeserializeOwned>(self) -> NdjsonStream<T> {
        NdjsonStream {
            bytes: self,
            unpacker: Unpacker::new(),
            lines: VecDeque::new(),
            partial: Vec::new(),
            count: 0,
            failure: None,
            ended: false,
            record: PhantomData,
        }
    }
}

impl<T: DeserializeOwned> NdjsonStream<T> {
    /// Returns the next record, or `None` after the last. Empty lines are skipped.
    ///
    /// # Errors
    /// [`ErrorKind::Decode`](crate::ErrorKind::Decode) if a line is not the expected JSON, with the number of the
    /// record in the message, or if the gzip data is invalid. Also the errors of [`ByteStream::try_next`]. Any error
    /// other than an invalid line ends the stream.
    pub async fn try_next(&mut self) -> Result<Option<T>, Error> {
        loop {
            while let Some(line) = self.lines.pop_front() {
                if !line.iter().all(u8::is_ascii_whitespace) {
                    self.count += 1;
                    return self.decode(&line).map(Some);
                }
            }
            if let Some(e) = self.failure.take() {
                return Err(e);
            }
            if self.ended {
                return Ok(None);
            }
            if let Err(e) = self.fill().await {
                self.ended = true;
                self.partial.clear();
                self.failure = Some(self.bytes.with_context(e));
            }
        }
    }

    /// Collects all remaining records, into any collection.
    ///
    /// # Errors
    /// As [`try_next`](Self::try_next), at the first error.
    pub async fn try_collect<C: Default + Extend<T>>(mut self) -> Result<C, Error> {
        let mut all = C::default();
        while let Some(record) = self.try_next().await? {
            all.extend([record]);
        }
        Ok(all)
    }

    fn decode(&self, line: &[u8]) -> Result<T, Error> {
        let token = &self.bytes.token;
        decode::json(line, token).map_err(|e| {
            self.bytes
                .with_context(e.in_record(self.count, line, token.secret()))
        })
    }

    /// Decompresses one step of the body into lines.
    async fn fill(&mut self) -> Result<(), Error> {
        match self.unpacker.step() {
            Step::Text(text, result) => {
                self.split(&text)?;
                result.map_err(|e| gzip::broken(&e))
            }
            Step::Starved => {
                let part = self.bytes.try_next().await?;
                self.unpacker.feed(part);
                Ok(())
            }
            Step::Over => {
                self.ended = true;
                // The last line may have no line break.
                self.lines.push_back(std::mem::take(&mut self.partial));
                Ok(())
            }
        }
    }

    fn split(&mut self, text: &[u8]) -> Result<(), Error> {
        let mut lines = text.split(|b| *b == b'\n');
        if let Some(first) = lines.next() {
            self.partial.extend_from_slice(first);
        }
        for line in lines {
            let complete = std::mem::replace(&mut self.partial, line.to_vec());
            self.lines.push_back(complete);
        }
        if self.partial.len() > LONGEST_RECORD {
            return Err(Error::decode(
                format!(
                    "a record is longer than {} MiB; the body is not newline-delimited JSON",
                    LONGEST_RECORD >> 20
                ),
                None,
                &self.partial,
                Some(self.bytes.token.secret()),
            ));
        }
        Ok(())
    }
}

impl<T> std::fmt::Debug for NdjsonStream<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NdjsonStream")
            .field("bytes", &self.bytes)
            .field("count", &self.count)
            .finish_non_exhaustive()
    }
}
