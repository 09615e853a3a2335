//! Exceptions: findings that are accepted until a date.

use serde::Deserialize;
use toml::value::Datetime;

use crate::report::{Accepted, Report};

/// The file of exceptions, in TOML.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    exception: Vec<Entry>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    fingerprint: String,
    reason: String,
    until: Datetime,
}

/// Accepted findings.
#[derive(Debug, Clone, Default)]
pub struct Exceptions(Vec<Exception>);

#[derive(Debug, Clone)]
struct Exception {
    fingerprint: String,
    reason: String,
    /// `YYYY-MM-DD`, whose text order is the order of the dates.
    until: String,
}

impl Exceptions {
    /// Parses the file.
    ///
    /// # Errors
    /// Returns an error if the text is not such a file, an exception has no reason or no date, or a fingerprint is listed
    /// twice.
    pub fn parse(text: &str) -> Result<Self, String> {
        let file: File = toml::from_str(text).map_err(|e| e.to_string())?;
        let mut all: Vec<Exception> = Vec::new();
        for entry in file.exception {
            let fingerprint = entry.fingerprint;
            if entry.reason.trim().is_empty() {
                return Err(format!(
                    "the exception {fingerprint} has no reason; add one"
                ));
            }
            let (Some(date), None) = (entry.until.date, entry.until.time) else {
                return Err(format!(
                    "the exception {fingerprint} has `until = {}`; write a date such as 2027-01-31",
                    entry.until
                ));
            };
            if all.iter().any(|e| e.fingerprint == fingerprint) {
                return Err(format!(
                    "the exception {fingerprint} is listed twice; remove one"
                ));
            }
            all.push(Exception {
                fingerprint,
                reason: entry.reason,
                until: date.to_string(),
            });
        }
        Ok(Self(all))
    }

    /// Marks accepted findings, and adds a note for each exception that has expired or matches nothing. `today` is
    /// `YYYY-MM-DD`.
    pub fn apply(&self, report: &mut Report, today: &str) {
        for exception in &self.0 {
            let Exception {
                fingerprint,
                reason,
                until,
            } = exception;
            let mut matching = report
                .findings
                .iter_mut()
                .filter(|f| f.fingerprint == *fingerprint)
                .peekable();
            if matching.peek().is_none() {
                report.notes.push(format!(
                    "the exception {fingerprint} ({reason}) matches no finding; remove it"
                ));
            } else if until.as_str() < today {
                report.notes.push(format!(
                    "the exception {fingerprint} ({reason}) expired on {until}; its finding counts again"
                ));
            } else {
                for finding in matching {
                    finding.accepted = Some(Accepted {
                        reason: reason.clone(),
                        until: until.clone(),
                    });
                }
            }
        }
    }
}
