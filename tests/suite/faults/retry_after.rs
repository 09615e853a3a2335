//! `Retry-After` in every form, valid and invalid.

use std::time::Duration;

use astro_api::ErrorKind::Status;
use astro_api_tests::Step;

use super::row::{Call::*, Row, Wait, row, status, status_with, valid_response};

const RATE_LIMITED: &[&str] = &["rate_limited", "retryable"];
const RETRYABLE: &[&str] = &["retryable"];

/// The `Date` of the responses that have one, seven seconds before the time in `Retry-After`.
const DATE: (&str, &str) = ("Date", "Sun, 06 Nov 1994 08:49:30 GMT");

fn after(code: u16, text: &str) -> Step {
    status_with(code, &[("Retry-After", text)])
}

pub(super) fn rows() -> Vec<Row> {
    let mut rows = vec![
        row(
            List,
            "429, Retry-After: 7, then success",
            [after(429, "7"), valid_response()],
        )
        .waits([7]),
        row(
            List,
            "503, Retry-After: 7, then success",
            [after(503, "7"), valid_response()],
        )
        .waits([7]),
        row(
            List,
            "429, Retry-After: 0, then success",
            [after(429, "0"), valid_response()],
        )
        .attempts(2),
        row(List, "503, Retry-After: 0", [after(503, "0")])
            .attempts(4)
            .retry_after(0)
            .fails(Status, 503, RETRYABLE),
        row(
            List,
            "429, Retry-After: 60, then success",
            [after(429, "60"), valid_response()],
        )
        .waits([60]),
        row(List, "429, Retry-After: 1", [after(429, "1")])
            .waits_of([Wait::Seconds(1), Wait::BackOff, Wait::BackOff])
            .retry_after(1)
            .fails(Status, 429, RATE_LIMITED),
        row(
            List,
            "429, Retry-After: 5, then 503 without Retry-After",
            [after(429, "5"), status(503), valid_response()],
        )
        .waits_of([Wait::Seconds(5), Wait::BackOff]),
        row(
            List,
            "429, Retry-After: 61, above the maximum",
            [after(429, "61")],
        )
        .retry_after(61)
        .fails(Status, 429, RATE_LIMITED)
        .message("`Retry-After` is 61 s and the retry policy allows 60 s"),
        row(
            List,
            "503, then 503, Retry-After: 3600",
            [status(503), after(503, "3600")],
        )
        .attempts(2)
        .retry_after(3600)
        .fails(Status, 503, RETRYABLE)
        .message("3600 s"),
        row(
            List,
            "429, Retry-After: 99999999999999999999",
            [after(429, "99999999999999999999")],
        )
        .retry_after(u64::MAX)
        .fails(Status, 429, RATE_LIMITED),
        row(
            List,
            "429, two Retry-After headers",
            [
                status_with(429, &[("Retry-After", "3"), ("Retry-After", "9")]),
                valid_response(),
            ],
        )
        .waits([3]),
        row(
            List,
            "429, Retry-After: a past date",
            [
                status_with(
                    429,
                    &[DATE, ("Retry-After", "Sun, 06 Nov 1994 08:40:00 GMT")],
                ),
                valid_response(),
            ],
        )
        .attempts(2),
        row(
            List,
            "429, Retry-After: a past date, without a Date",
            [
                after(429, "Sun, 06 Nov 1994 08:49:37 GMT"),
                valid_response(),
            ],
        )
        .attempts(2),
        row(
            List,
            "429, Retry-After: a date a day ahead",
            [status_with(
                429,
                &[DATE, ("Retry-After", "Mon, 07 Nov 1994 08:49:30 GMT")],
            )],
        )
        .retry_after(24 * 3600)
        .fails(Status, 429, RATE_LIMITED),
        row(
            List,
            "503, Retry-After: 30, call timeout of 50 s",
            [after(503, "30")],
        )
        .with(|builder| builder.timeout(Duration::from_secs(50)))
        .waits([30])
        .retry_after(30)
        .fails(Status, 503, RETRYABLE)
        .message("no time left"),
        row(
            List,
            "503, Retry-After: 60, call timeout of 50 s",
            [after(503, "60")],
        )
        .with(|builder| builder.timeout(Duration::from_secs(50)))
        .retry_after(60)
        .fails(Status, 503, RETRYABLE)
        .message("no time left"),
        row(List, "404, Retry-After: 7", [after(404, "7")])
            .retry_after(7)
            .fails(Status, 404, &["not_found"]),
        row(List, "301, Retry-After: 7", [after(301, "7")])
            .retry_after(7)
            .fails(Status, 301, &[]),
    ];
    for (fault, text) in [
        (
            "429, Retry-After: an RFC 9110 date, then success",
            "Sun, 06 Nov 1994 08:49:37 GMT",
        ),
        (
            "429, Retry-After: an RFC 850 date, then success",
            "Sunday, 06-Nov-94 08:49:37 GMT",
        ),
        (
            "429, Retry-After: an asctime date, then success",
            "Sun Nov  6 08:49:37 1994",
        ),
    ] {
        let step = status_with(429, &[DATE, ("Retry-After", text)]);
        rows.push(row(List, fault, [step, valid_response()]).waits([7]));
    }
    for (fault, text) in [
        ("429, Retry-After: -1, then success", "-1"),
        ("429, Retry-After: 1.5, then success", "1.5"),
        ("429, Retry-After: soon, then success", "soon"),
        ("429, empty Retry-After, then success", ""),
        ("429, Retry-After: 7 s, then success", "7 s"),
        (
            "429, Retry-After: an invalid date, then success",
            "Sun, 99 Nov 1994 08:49:37 GMT",
        ),
    ] {
        rows.push(row(List, fault, [after(429, text), valid_response()]).attempts(2));
    }
    rows
}
