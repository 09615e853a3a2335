//! The table of faults.

use std::{fs, time::Duration};

use astro_api::{Error, ErrorKind};
use astro_api_tests::{is_asked_wait, root};

use super::{
    observe::Seen,
    row::{End, Row, Wait},
};

/// The text above the rows.
const HEAD: &str = "\
# What comes of each fault

Written by the tests, in `tests/suite/faults`, from what a client with the default settings did; each row of the tests
also says by hand what is due. `UPDATE_FAULTS=1 cargo test -p astro-api-tests faults` writes it anew.

A wait of about 1, 2 or 4 s is the back-off's: between a half and the whole of that. A wait of so many seconds was asked
for by the answer; up to a tenth is added at random. The last column has the questions
that the error answers with yes: `retryable` is `is_retryable()`. A fault that is named once lasts; \"then\" is what the
next attempt meets.

| fault | request | result | attempts | waits | yes |
|---|---|---|---|---|---|
";

/// Returns the expected line of a row.
pub(super) fn expected(row: &Row) -> String {
    let expected = &row.expected;
    let (end, asked) = (expected.end, expected.asked);
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
        &result(end, asked),
        expected.attempts,
        waits,
        expected.yes,
    )
}

/// Returns the observed line.
pub(super) fn seen(row: &Row, seen: &Seen) -> String {
    let waits = seen.waits.iter().enumerate().map(|(i, wait)| {
        let most = Duration::from_secs(1 << i);
        let asked = match row.expected.waits.get(i) {
            Some(Wait::Seconds(seconds)) => Some(Duration::from_secs(*seconds)),
            _ => None,
        };
        if let Some(asked) = asked.filter(|asked| is_asked_wait(*wait, *asked)) {
            format!("{} s", asked.as_secs())
        } else if *wait >= most / 2 && *wait <= most {
            format!("~{} s", 1 << i)
        } else {
            format!("{wait:?}")
        }
    });
    match &seen.result {
        Ok(end) => line(row, &result(*end, None), seen.attempts, waits, &[]),
        Err(error) => {
            let end = End::Failure(error.kind(), error.status().map(|s| s.as_u16()));
            let text = result(end, error.retry_after());
            line(row, &text, seen.attempts, waits, &yes(error))
        }
    }
}

fn line(
    row: &Row,
    result: &str,
    attempts: u32,
    waits: impl Iterator<Item = String>,
    yes: &[&str],
) -> String {
    let waits: Vec<String> = waits.collect();
    format!(
        "| {} | {} | {result} | {attempts} | {} | {} |",
        row.fault,
        row.ask.name(),
        waits.join(", "),
        yes.join(", ")
    )
}

fn result(end: End, asked: Option<Duration>) -> String {
    let mut text = match end {
        End::Success(status) => format!("success, {status}"),
        End::Failure(ErrorKind::Status, Some(status)) => format!("error of status {status}"),
        End::Failure(kind, Some(status)) => format!("error of kind {kind:?}, after {status}"),
        End::Failure(kind, None) => format!("error of kind {kind:?}"),
    };
    match asked {
        Some(wait) if wait >= Duration::from_secs(u64::MAX) => {
            text.push_str(", asks for a wait without end");
        }
        Some(wait) => text.push_str(&format!(", asks for {} s", wait.as_secs())),
        None => {}
    }
    text
}

/// Returns the predicates of an error that are true.
fn yes(error: &Error) -> Vec<&'static str> {
    [
        ("connection", error.is_connection()),
        ("decode", error.is_decode()),
        ("forbidden", error.is_forbidden()),
        ("invalid_request", error.is_invalid_request()),
        ("not_found", error.is_not_found()),
        ("rate_limited", error.is_rate_limited()),
        ("retryable", error.is_retryable()),
        ("timeout", error.is_timeout()),
        ("unauthorized", error.is_unauthorized()),
    ]
    .into_iter()
    .filter_map(|(name, yes)| yes.then_some(name))
    .collect()
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
    let written = fs::read_to_string(file).unwrap_or_default();
    assert!(
        written == table,
        "tests/faults.md is not what was seen:\n{}\n\
         `UPDATE_FAULTS=1 cargo test -p astro-api-tests faults` writes it anew",
        crate::differences::of_texts(&written, &table)
    );
}
