//! The operation that exports audit logs.

use chrono::{DateTime, TimeDelta, Utc};
use hyper::header::{CONTENT_ENCODING, HeaderValue};
use hyper::{Response, StatusCode};

use crate::export::{DAYS, Export, Period};
use crate::failure::{Failure, FieldError, respond as respond_with};
use crate::payload::Payload;
use crate::query::Query;

/// The media type that the operation declares, for its errors too.
pub(crate) const BYTES: &str = "application/octet-stream";

/// The content and the encoding of exported audit logs.
///
/// The records are the same on every run: evenly distributed, the oldest first, over the 90 days from
/// [`FIRST`](Self::FIRST) to [`END`](Self::END). They are generated, compressed and sent in chunks.
///
/// ```
/// use astro_api_fake::AuditLogs;
///
/// let many = AuditLogs::new(1_000_000);
/// let from_a_gateway_that_unpacks = AuditLogs::new(10).plain();
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AuditLogs {
    records: u32,
    delivery: Delivery,
    /// The end of the 90 days, if it is not [`END`](Self::END).
    end: Option<DateTime<Utc>>,
}

/// The encoding of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Delivery {
    /// Gzipped, without `Content-Encoding`.
    Gzip,
    /// Gzipped with `Content-Encoding`, so that an HTTP client may decompress it.
    GzipDeclared,
    /// Not gzipped, as behind a proxy that decompressed it.
    Plain,
}

impl AuditLogs {
    /// The time of the first record.
    pub const FIRST: &str = "2026-04-01T00:00:00Z";
    /// The end of the period, which contains no record.
    pub const END: &str = "2026-06-30T00:00:00Z";

    /// Creates an export of this number of records, gzipped.
    #[must_use]
    pub const fn new(records: u32) -> Self {
        Self {
            records,
            delivery: Delivery::Gzip,
            end: None,
        }
    }

    /// The ninety days end now, instead of at [`END`](Self::END).
    #[must_use]
    pub fn until_now(self) -> Self {
        Self {
            end: Some(Utc::now()),
            ..self
        }
    }

    /// Adds `Content-Encoding: gzip` to the response, regardless of `Accept-Encoding`.
    #[must_use]
    pub const fn content_encoding(self) -> Self {
        Self {
            delivery: Delivery::GzipDeclared,
            ..self
        }
    }

    /// Sends the records without gzip.
    #[must_use]
    pub const fn plain(self) -> Self {
        Self {
            delivery: Delivery::Plain,
            ..self
        }
    }

    /// Returns the time of the first record: 90 days before the end, or the fixed time.
    fn first(&self) -> DateTime<Utc> {
        let fixed = DateTime::parse_from_rfc3339(Self::FIRST);
        let fixed = fixed.map(|time| time.to_utc()).unwrap_or_default();
        self.end.map_or(fixed, |end| end - TimeDelta::days(DAYS))
    }
}

impl Default for AuditLogs {
    fn default() -> Self {
        Self::new(1_000)
    }
}

/// Returns the records of the requested period, both ends included.
pub(crate) fn respond(
    audit_logs: &AuditLogs,
    organization_id: &str,
    query: &str,
) -> Result<Response<Payload>, Failure> {
    let export = Export::new(
        organization_id,
        audit_logs.records,
        audit_logs.first(),
        period(&Query::parse(query))?,
    );
    let payload = match audit_logs.delivery {
        Delivery::Gzip | Delivery::GzipDeclared => Payload::streamed(export.gzipped()),
        Delivery::Plain => Payload::streamed(export.plain()),
    };
    let mut response = respond_with(StatusCode::OK, BYTES, "").map(|_| payload);
    if audit_logs.delivery == Delivery::GzipDeclared {
        response
            .headers_mut()
            .insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    Ok(response)
}

fn period(query: &Query<'_>) -> Result<Period, Failure> {
    let mut refused = Vec::new();
    let mut time = |name: &str| -> Option<DateTime<Utc>> {
        let parsed = DateTime::parse_from_rfc3339(query.first(name)?);
        if parsed.is_err() {
            refused.push(FieldError::new(
                name,
                "datetime",
                "must be a time as of RFC 3339",
            ));
        }
        parsed.ok().map(|time| time.to_utc())
    };
    let (start, end) = (time("startDate"), time("endDate"));
    if let (Some(start), Some(end)) = (start, end)
        && end < start
    {
        refused.push(FieldError::new(
            "endDate",
            "gtefield",
            "must not be before startDate",
        ));
    }
    Failure::unless_empty(refused)?;
    Ok(Period { start, end })
}
