//! The records of an audit log export, and their compression.

use std::io::{self, Write as _};
use std::mem;
use std::ops::Range;

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use flate2::Compression;
use flate2::write::GzEncoder;
use hyper::body::Bytes;
use serde_json::Value;

/// The size of a generated chunk, which bounds the memory of an export.
const PIECE: usize = 64 * 1024;

/// The days over which the records are distributed.
pub(crate) const DAYS: i64 = 90;

const ACTIONS: [(&str, &str); 8] = [
    ("organization.settings.update", "ORGANIZATION"),
    ("workspace.create", "WORKSPACE"),
    ("workspace.users.add", "WORKSPACE"),
    ("deployment.create", "DEPLOYMENT"),
    ("deployment.deploy", "DEPLOYMENT"),
    ("deployment.environmentVariables.update", "DEPLOYMENT"),
    ("apiToken.rotate", "API_TOKEN"),
    ("user.login", "USER"),
];

/// A closed time interval; an absent end is unbounded.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Period {
    pub(crate) start: Option<DateTime<Utc>>,
    pub(crate) end: Option<DateTime<Utc>>,
}

impl Period {
    fn contains(self, time: DateTime<Utc>) -> bool {
        self.start.is_none_or(|start| start <= time) && self.end.is_none_or(|end| time <= end)
    }
}

/// The records of a period as text, generated one chunk of whole lines at a time.
#[derive(Debug)]
pub(crate) struct Export {
    /// As JSON, quotes included: an Organization added by a test may have any id.
    organization_id: String,
    period: Period,
    first: DateTime<Utc>,
    step_ms: i64,
    remaining: Range<u32>,
}

impl Export {
    /// Creates the records of a period, from the 90 days after `first`.
    pub(crate) fn new(
        organization_id: &str,
        records: u32,
        first: DateTime<Utc>,
        period: Period,
    ) -> Self {
        let span_ms = TimeDelta::days(DAYS).num_milliseconds();
        Self {
            organization_id: Value::from(organization_id).to_string(),
            period,
            first,
            step_ms: span_ms / i64::from(records.max(1)),
            remaining: 0..records,
        }
    }

    /// Returns the text uncompressed.
    pub(crate) fn plain(self) -> impl Iterator<Item = io::Result<Bytes>> + Send + 'static {
        self.map(|text| Ok(text.into()))
    }

    /// Returns the text as one gzip stream.
    pub(crate) fn gzipped(self) -> impl Iterator<Item = io::Result<Bytes>> + Send + 'static {
        // The records are similar: a higher level would take longer and save little.
        Gzip {
            text: self,
            encoder: Some(GzEncoder::new(Vec::new(), Compression::fast())),
        }
    }

    /// Written by hand, since a test may request a million records; only the Organization's id needs escaping.
    fn line(&self, number: u32, time: DateTime<Utc>) -> String {
        let (action, target) = ACTIONS[number as usize % ACTIONS.len()];
        let outcome = if number.is_multiple_of(17) {
            "DENIED"
        } else {
            "SUCCESS"
        };
        let time = time.to_rfc3339_opts(SecondsFormat::Millis, true);
        let organization_id = &self.organization_id;
        let (user, address, object) = (number % 211, number % 251, number % 7_919);
        format!(
            concat!(
                r#"{{"id":"evt-{number:08}","timestamp":"{time}","organizationId":{organization_id},"#,
                r#""action":"{action}","outcome":"{outcome}","#,
                r#""actor":{{"id":"usr-{user:04}","type":"USER","ipAddress":"192.0.2.{address}"}},"#,
                r#""target":{{"type":"{target}","id":"tgt-{object:06}"}}}}"#,
                "\n"
            ),
            number = number,
            time = time,
            organization_id = organization_id,
            action = action,
            outcome = outcome,
            user = user,
            address = address,
            target = target,
            object = object,
        )
    }
}

impl Iterator for Export {
    type Item = String;

    fn next(&mut self) -> Option<String> {
        let mut text = String::new();
        while text.len() < PIECE {
            let Some(number) = self.remaining.next() else {
                break;
            };
            let time = self.first + TimeDelta::milliseconds(self.step_ms * i64::from(number));
            if self.period.contains(time) {
                text.push_str(&self.line(number, time));
            }
        }
        (!text.is_empty()).then_some(text)
    }
}

/// The compressed chunks. The encoder is `None` once it is finished.
struct Gzip {
    text: Export,
    encoder: Option<GzEncoder<Vec<u8>>>,
}

impl Gzip {
    fn pack(&mut self) -> io::Result<Option<Bytes>> {
        let Some(encoder) = &mut self.encoder else {
            return Ok(None);
        };
        // Input need not produce output immediately: the encoder looks for repetitions first.
        while encoder.get_ref().is_empty() {
            match self.text.next() {
                Some(text) => encoder.write_all(text.as_bytes())?,
                None => return self.encoder.take().map(finish).transpose(),
            }
        }
        Ok(Some(mem::take(encoder.get_mut()).into()))
    }
}

fn finish(encoder: GzEncoder<Vec<u8>>) -> io::Result<Bytes> {
    encoder.finish().map(Bytes::from)
}

impl Iterator for Gzip {
    type Item = io::Result<Bytes>;

    fn next(&mut self) -> Option<Self::Item> {
        self.pack().transpose()
    }
}
