//! The table of faults.

use std::{fs, time::Duration};

use astro_api::ErrorKind;
use astro_api_tests::{error_predicates, is_retry_after_wait, root};

use super::{
    observe::CallRecord,
    row::{Outcome, Row, Wait},
};

/// The text above the rows.
const HEAD: &str = "\
# Results of each fault

Written by the tests in `tests/suite/faults` from the observed results of a client with default settings, which must match the
expected results in the tests. To update it, run `UPDATE_FAULTS=1 cargo suite faults`.

A fault lasts for all attempts, unless \"then\" names the result of the next one. A wait of `~1 s`, `~2 s` or `~4 s` is back-off:
between half of that and all of it. Other waits come from `Retry-After`; up to a tenth is added as jitter. The last
column lists the predicates of the error that return true: `retryable` is `is_retryable()`.

| fault | request | result | attempts | waits | predicates |
|---|---|---|---|---|---|
";

/// Returns the expected line of a row.
pub(super) fn expected(row: &Row) -> String {
    let expected = &row.expected;
    let (outcome, retry_after) = (expected.outcome, expected.retry_after);
    let waits = expected
        .waits
        .iter()
        .enumerate()
        .map(|(i, wait)| match wait {
            Wait::BackOff => format!("~{} s", 1 << i),
            Wait::Seconds(seconds) => format!("{seconds} s"),
        });
    line(
        row,
        &result(outcome, retry_after),
        expected.attempts,
        waits,
        expected.predicates,
    )
}

/// Returns the observed line.
pub(super) fn seen(row: &Row, seen: &CallRecord) -> String {
    let waits = seen.waits.iter().enumerate().map(|(i, wait)| {
        let longest = Duration::from_secs(1 << i);
        let retry_after = match row.expected.waits.get(i) {
            Some(Wait::Seconds(seconds)) => Some(Duration::from_secs(*seconds)),
            _ => None,
        };
        if let Some(retry_after) =
            retry_after.filter(|retry_after| is_retry_after_wait(*wait, *retry_after))
        {
            format!("{} s", retry_after.as_secs())
        } else if *wait >= longest / 2 && *wait <= longest {
            format!("~{} s", 1 << i)
        } else {
            format!("{wait:?}")
        }
    });
    match &seen.result {
        Ok(outcome) => line(row, &result(*outcome, None), seen.attempts, waits, &[]),
        Err(error) => {
            let outcome = Outcome::Failure(error.kind(), error.status().map(|s| s.as_u16()));
            let text = result(outcome, error.retry_after());
            line(row, &text, seen.attempts, waits, &error_predicates(error))
        }
    }
}

fn line(
    row: &Row,
    result: &str,
    attempts: u32,
    waits: impl Iterator<Item = String>,
    predicates: &[&str],
) -> String {
    let waits: Vec<String> = waits.collect();
    format!(
        "| {} | {} | {result} | {attempts} | {} | {} |",
        row.fault,
        row.call.name(),
        waits.join(", "),
        predicates.join(", ")
    )
}

fn result(outcome: Outcome, retry_after: Option<Duration>) -> String {
    let mut text = match outcome {
        Outcome::Success(status) => format!("success, {status}"),
        Outcome::Failure(ErrorKind::Status, Some(status)) => format!("error with status {status}"),
        Outcome::Failure(kind, Some(status)) => format!("error of kind {kind:?}, after {status}"),
        Outcome::Failure(kind, None) => format!("error of kind {kind:?}"),
    };
    match retry_after {
        Some(wait) if wait >= Duration::from_secs(u64::MAX) => {
            text.push_str(", Retry-After without limit");
        }
        Some(wait) => text.push_str(&format!(", Retry-After {} s", wait.as_secs())),
        None => {}
    }
    text
}

/// Compares the table with the file, or writes the file if requested.
pub(super) fn check<'a>(lines: impl Iterator<Item = &'a str>) {
    let mut table = HEAD.to_owned();
    for line in lines {
        table.push_str(line);
        table.push('\n');
    }
    let file = root().join("tests/faults.md");
    if std::env::var_os("UPDATE_FAULTS").is_some() {
        fs::write(file, table).unwrap();
        return;
    }
    let checked_in = fs::read_to_string(file).unwrap_or_default();
    assert!(
        checked_in == table,
        "tests/faults.md is out of date:\n{}\n\
         run `UPDATE_FAULTS=1 cargo suite faults`",
        crate::differences::diff_texts(&checked_in, &table)
    );
}
