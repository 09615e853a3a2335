//! `Retry-After` in every form, valid and invalid.

use std::time::Duration;

use astro_api::ErrorKind::Status;
use astro_api_tests::Step;

use super::row::{Ask::*, Row, Wait, due, row, status, status_with};

const LIMITED: &[&str] = &["rate_limited", "retryable"];
const PASSES: &[&str] = &["retryable"];

/// The `Date` of the responses that have one, seven seconds before the time in `Retry-After`.
const DATE: (&str, &str) = ("Date", "Sun, 06 Nov 1994 08:49:30 GMT");

fn after(code: u16, text: &str) -> Step {
    status_with(code, &[("Retry-After", text)])
}

pub(super) fn rows() -> Vec<Row> {
    let mut rows = vec![
        row(
            List,
            "429, Retry-After: 7, then the answer",
            [after(429, "7"), due()],
        )
        .waits([7]),
        row(
            List,
            "503, Retry-After: 7, then the answer",
            [after(503, "7"), due()],
        )
        .waits([7]),
        row(
            List,
            "429, Retry-After: 0, then the answer",
            [after(429, "0"), due()],
        )
        .tried(2),
        row(List, "503, Retry-After: 0", [after(503, "0")])
            .tried(4)
            .asks_for(0)
            .fails(Status, 503, PASSES),
        row(
            List,
            "429, Retry-After: 60, then the answer",
            [after(429, "60"), due()],
        )
        .waits([60]),
        row(List, "429, Retry-After: 1", [after(429, "1")])
            .waits_mixed([Wait::Seconds(1), Wait::BackOff, Wait::BackOff])
            .asks_for(1)
            .fails(Status, 429, LIMITED),
        row(
            List,
            "429, Retry-After: 5, then 503 without",
            [after(429, "5"), status(503), due()],
        )
        .waits_mixed([Wait::Seconds(5), Wait::BackOff]),
        row(
            List,
            "429, Retry-After: 61, more than the longest wait",
            [after(429, "61")],
        )
        .asks_for(61)
        .fails(Status, 429, LIMITED)
        .says("`Retry-After` is 61 s and the retry policy allows 60 s"),
        row(
            List,
            "503, then 503, Retry-After: 3600",
            [status(503), after(503, "3600")],
        )
        .tried(2)
        .asks_for(3600)
        .fails(Status, 503, PASSES)
        .says("3600 s"),
        row(
            List,
            "429, Retry-After: 99999999999999999999",
            [after(429, "99999999999999999999")],
        )
        .asks_for(u64::MAX)
        .fails(Status, 429, LIMITED),
        row(
            List,
            "429, Retry-After that stands twice",
            [
                status_with(429, &[("Retry-After", "3"), ("Retry-After", "9")]),
                due(),
            ],
        )
        .waits([3]),
        row(
            List,
            "429, Retry-After: a date that has passed",
            [
                status_with(
                    429,
                    &[DATE, ("Retry-After", "Sun, 06 Nov 1994 08:40:00 GMT")],
                ),
                due(),
            ],
        )
        .tried(2),
        row(
            List,
            "429, Retry-After: a date that has passed, without a Date",
            [after(429, "Sun, 06 Nov 1994 08:49:37 GMT"), due()],
        )
        .tried(2),
        row(
            List,
            "429, Retry-After: a date a day ahead",
            [status_with(
                429,
                &[DATE, ("Retry-After", "Mon, 07 Nov 1994 08:49:30 GMT")],
            )],
        )
        .asks_for(24 * 3600)
        .fails(Status, 429, LIMITED),
        row(
            List,
            "503, Retry-After: 30, and 50 s for the whole call",
            [after(503, "30")],
        )
        .with(|builder| builder.timeout(Duration::from_secs(50)))
        .waits([30])
        .asks_for(30)
        .fails(Status, 503, PASSES)
        .says("no time left"),
        row(
            List,
            "503, Retry-After: 60, and 50 s for the whole call",
            [after(503, "60")],
        )
        .with(|builder| builder.timeout(Duration::from_secs(50)))
        .asks_for(60)
        .fails(Status, 503, PASSES)
        .says("no time left"),
        row(List, "404, Retry-After: 7", [after(404, "7")])
            .asks_for(7)
            .fails(Status, 404, &["not_found"]),
        row(List, "301, Retry-After: 7", [after(301, "7")])
            .asks_for(7)
            .fails(Status, 301, &[]),
    ];
    for (fault, text) in [
        (
            "429, Retry-After: a date as of today, then the answer",
            "Sun, 06 Nov 1994 08:49:37 GMT",
        ),
        (
            "429, Retry-After: a date by RFC 850, then the answer",
            "Sunday, 06-Nov-94 08:49:37 GMT",
        ),
        (
            "429, Retry-After: a date by asctime, then the answer",
            "Sun Nov  6 08:49:37 1994",
        ),
    ] {
        let step = status_with(429, &[DATE, ("Retry-After", text)]);
        rows.push(row(List, fault, [step, due()]).waits([7]));
    }
    for (fault, text) in [
        ("429, Retry-After: -1, then the answer", "-1"),
        ("429, Retry-After: 1.5, then the answer", "1.5"),
        ("429, Retry-After: soon, then the answer", "soon"),
        ("429, Retry-After with nothing, then the answer", ""),
        ("429, Retry-After: 7 s, then the answer", "7 s"),
        (
            "429, Retry-After: a date that is none, then the answer",
            "Sun, 99 Nov 1994 08:49:37 GMT",
        ),
    ] {
        rows.push(row(List, fault, [after(429, text), due()]).tried(2));
    }
    rows
}
