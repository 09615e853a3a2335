//! Creations: a POST that is not idempotent, and so is retried only if it was certainly not executed.

use std::time::Duration;

use astro_api::ErrorKind::{Connection, Decode, Status, Timeout};
use astro_api_tests::Step;

use super::row::{Availability, Call::*, Row, row, status, status_with, valid_response};

pub(super) fn rows() -> Vec<Row> {
    let head = "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n";
    let mut rows = vec![
        row(Create, "none: expected response", [valid_response()]),
        row(Create, "connection refused", [valid_response()])
            .server(Availability::Down)
            .attempts(4)
            .fails(Connection, None, &["connection", "retryable"]),
        row(
            Create,
            "connection refused, then success",
            [valid_response()],
        )
        .server(Availability::UpAfterFirstWait)
        .attempts(2),
        row(Create, "connection refused, then 503", [status(503)])
            .server(Availability::UpAfterFirstWait)
            .attempts(2)
            .fails(Status, 503, &[]),
        row(
            Create,
            "stalled TLS handshake",
            [Step::close_unread().stall()],
        )
        .server(Availability::WithoutTls)
        .timed(|builder| builder.connect_timeout(Duration::from_millis(300)))
        .attempts(4)
        .fails(Timeout, None, &["retryable", "timeout"]),
        row(Create, "429", [status(429)]).attempts(4).fails(
            Status,
            429,
            &["rate_limited", "retryable"],
        ),
        row(
            Create,
            "429, Retry-After: 3, then success",
            [status_with(429, &[("Retry-After", "3")]), valid_response()],
        )
        .waits([3]),
        row(
            Create,
            "429, then 503",
            [status(429), status(503), valid_response()],
        )
        .attempts(2)
        .fails(Status, 503, &[]),
        row(
            Create,
            "503, Retry-After: 3",
            [status_with(503, &[("Retry-After", "3")]), valid_response()],
        )
        .retry_after(3)
        .fails(Status, 503, &[]),
        row(
            Create,
            "connection closed before the request is read",
            [Step::close_unread(), valid_response()],
        )
        .fails(Connection, None, &["connection"]),
        row(
            Create,
            "connection closed before the response",
            [Step::hang_up(), valid_response()],
        )
        .fails(Connection, None, &["connection"]),
        row(
            Create,
            "reset before the response",
            [Step::hang_up().reset(), valid_response()],
        )
        .fails(Connection, None, &["connection"]),
        row(
            Create,
            "connection closed in the headers",
            [Step::send("HTTP/1.1 200"), valid_response()],
        )
        .fails(Connection, None, &["connection"]),
        row(
            Create,
            "connection closed in the body",
            [Step::send(head).then("{"), valid_response()],
        )
        .fails(Connection, None, &["connection"]),
        row(
            Create,
            "response that is not HTTP",
            [Step::send("hello\r\n\r\n"), valid_response()],
        )
        .fails(Connection, None, &["connection"]),
        row(
            Create,
            "no response",
            [Step::hang_up().stall(), valid_response()],
        )
        .short_timeout()
        .fails(Timeout, None, &["timeout"]),
        row(
            Create,
            "body that stalls",
            [Step::send(head).then("{").stall(), valid_response()],
        )
        .one_second_timeout()
        .fails(Timeout, None, &["timeout"]),
        row(
            Create,
            "HTML page with 200",
            [Step::response(200, &[], "<html>"), valid_response()],
        )
        .fails(Decode, None, &["decode"]),
        row(
            CreateIdempotent,
            "503, then success",
            [status(503), valid_response()],
        )
        .attempts(2),
        row(
            CreateIdempotent,
            "connection closed before the response, then success",
            [Step::hang_up(), valid_response()],
        )
        .attempts(2),
    ];
    let not_retried: [(&'static str, u16, &'static [&'static str]); 11] = [
        ("400", 400, &["invalid_request"]),
        ("401 with a fixed token", 401, &["unauthorized"]),
        ("403", 403, &["forbidden"]),
        ("404", 404, &["not_found"]),
        ("408", 408, &["timeout"]),
        ("409", 409, &[]),
        ("422", 422, &[]),
        ("500", 500, &[]),
        ("502", 502, &[]),
        ("503", 503, &[]),
        ("504", 504, &["timeout"]),
    ];
    for (fault, code, yes) in not_retried {
        rows.push(row(Create, fault, [status(code), valid_response()]).fails(Status, code, yes));
    }
    rows
}
