//! Generated times.

use chrono::{DateTime, SecondsFormat, TimeDelta};

/// The newest time of generated resources: July 2026.
const NEWEST: i64 = 1_782_864_000;

/// Returns the time this many seconds before the newest generated one.
pub(super) fn before_newest(seconds: i64) -> String {
    time(NEWEST - seconds)
}

/// Returns the time this many seconds after the newest generated one.
pub(crate) fn after_newest(seconds: u32) -> String {
    time(NEWEST + i64::from(seconds))
}

/// Returns the time this many days after another.
pub(crate) fn days_after(start: &str, days: i64) -> Option<String> {
    let start = DateTime::parse_from_rfc3339(start).ok()?.to_utc();
    let end = start.checked_add_signed(TimeDelta::try_days(days)?)?;
    Some(end.to_rfc3339_opts(SecondsFormat::AutoSi, true))
}

fn time(seconds: i64) -> String {
    DateTime::from_timestamp(seconds, 0)
        .unwrap_or_default()
        .to_rfc3339_opts(SecondsFormat::Secs, true)
}
