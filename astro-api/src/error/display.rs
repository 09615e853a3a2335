//! The text of errors.

use std::{error::Error as _, fmt, time::Duration};

use super::{Details, Error, ErrorKind, RetryStopReason};

/// Longer delays are not displayed in seconds.
const YEAR: Duration = Duration::from_secs(365 * 24 * 60 * 60);

impl Error {
    /// Returns advice for a status.
    fn advice(&self) -> Option<&'static str> {
        if self.0.maybe_executed && !self.0.idempotent {
            return Some("the API may have executed the request; check before you repeat it");
        }
        if self.0.kind != ErrorKind::Status {
            return None;
        }
        match self.0.status?.as_u16() {
            301..=303 | 307 | 308 => Some(
                "redirects are not followed, because they would receive the token; check the base URL",
            ),
            401 => Some("check that the token is complete, not expired and not revoked"),
            403 => Some("check that a token was sent and that its role has the permission"),
            404 => Some("check the id and that the token has access to it"),
            409 => Some("retry when the work in progress is done"),
            429 => Some("send fewer requests per second"),
            408 | 500 | 502..=504 => {
                Some("try again later; if it persists, give the request id to Astronomer's support")
            }
            501 | 505..=599 => Some("give the request id to Astronomer's support"),
            _ => None,
        }
    }

    /// Writes the number of attempts, if there was more than one, and why there were no more.
    fn show_retries(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let attempts = self.0.attempts;
        match self.0.stop_reason {
            None if attempts > 1 => write!(f, "; failed on attempt {attempts}"),
            None => Ok(()),
            Some(RetryStopReason::Attempts) => write!(f, "; gave up after {attempts} attempts"),
            Some(RetryStopReason::Deadline) => write!(
                f,
                "; no time left for a retry after attempt {attempts} (increase `ClientBuilder::timeout` or `with_timeout`)"
            ),
            Some(RetryStopReason::Conflict(timeout)) => write!(
                f,
                "; gave up after {attempts} attempts in {timeout:?} (increase `with_retry_on_conflict`)"
            ),
            Some(RetryStopReason::Budget) => write!(
                f,
                "; not retried after attempt {attempts}, because the client's retry budget is used up: too many of its requests fail"
            ),
            Some(RetryStopReason::Delay(longest)) => {
                let requested = match self.0.retry_after.unwrap_or_default() {
                    absurd if absurd > YEAR => "more than a year".to_owned(),
                    requested => format!("{} s", requested.as_secs()),
                };
                let longest = longest.as_secs();
                write!(
                    f,
                    "; not retried, because `Retry-After` is {requested} and the retry policy allows {longest} s (`RetryPolicy::max_retry_after`)"
                )
            }
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(context) = &self.0.context {
            write!(f, "{context}: ")?;
        }
        if let Some(operation) = &self.0.operation {
            write!(f, "{operation}: ")?;
        }
        match (self.0.kind, self.0.status) {
            (ErrorKind::Status, Some(status)) => {
                write!(f, "the API returned {}", status.as_u16())?;
                if let Some(reason) = status.canonical_reason() {
                    write!(f, " {reason}")?;
                }
                if status.canonical_reason() != Some(self.message()) {
                    write!(f, ": {}", self.message())?;
                }
            }
            _ => f.write_str(self.message())?,
        }
        if let Some(path) = self.json_path() {
            write!(f, " (at {path})")?;
        }
        for field in self.field_errors() {
            if field.message.is_empty() {
                write!(f, "; {}: {}", field.field, field.code)?;
            } else if !self.message().contains(&field.message) {
                // The message often repeats the first field error.
                write!(f, "; {}: {}", field.field, field.message)?;
            }
        }
        if let Some(advice) = self.advice() {
            write!(f, "; {advice}")?;
        }
        self.show_retries(f)?;
        if let Some(id) = self.request_id() {
            write!(f, " (request id {id})")?;
        }
        Ok(())
    }
}

/// Shows the text and its causes, because `main` prints errors this way. `{:#?}` shows the fields that are set.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if f.alternate() {
            return self.show_fields(f);
        }
        write!(f, "{self}")?;
        let mut link = self.source();
        while let Some(source) = link {
            write!(f, "\n  caused by: {source}")?;
            link = source.source();
        }
        // A message from the body is clearer.
        let repeats = |body: &&str| body.starts_with('{') && body.contains(self.message());
        match self.body().filter(|body| !repeats(body)) {
            Some(body) => write!(f, "\n  body: {body}"),
            None => Ok(()),
        }
    }
}

impl Error {
    fn show_fields(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Details {
            kind,
            context,
            operation,
            message,
            status,
            // The headers may contain the token.
            headers: _,
            request_id,
            field_errors,
            body,
            json_path,
            retryable,
            maybe_executed,
            idempotent,
            retry_after,
            attempts,
            stop_reason,
            source,
        } = &*self.0;
        let mut out = f.debug_struct("Error");
        out.field("kind", kind);
        for (name, value) in [
            ("context", context.as_deref()),
            ("operation", operation.as_deref()),
            ("message", Some(message.as_str())),
            ("request_id", request_id.as_deref()),
            ("json_path", json_path.as_deref()),
            ("body", body.as_deref()),
        ] {
            if let Some(value) = value {
                out.field(name, &value);
            }
        }
        for (name, value) in [
            ("retryable", *retryable),
            ("may_have_been_executed", *maybe_executed),
            ("idempotent", *idempotent),
        ] {
            out.field(name, &value);
        }
        if let Some(status) = status {
            out.field("status", &status.as_u16());
        }
        if !field_errors.is_empty() {
            out.field("field_errors", field_errors);
        }
        if let Some(wait) = retry_after {
            out.field("retry_after", wait);
        }
        out.field("attempts", attempts);
        if let Some(reason) = stop_reason {
            out.field("stop_reason", reason);
        }
        if let Some(source) = source {
            out.field("source", source);
        }
        out.finish()
    }
}
