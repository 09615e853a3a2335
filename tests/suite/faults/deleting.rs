//! Deletions: a 404 after an earlier attempt that may have been executed counts as success.

use astro_api::ErrorKind::{Connection, Status, Timeout};
use astro_api_tests::Step;

use super::row::{Availability, Call::*, Row, row, status, status_with};

/// The expected response.
fn success_response() -> Step {
    Step::response(204, &[], "")
}

pub(super) fn rows() -> Vec<Row> {
    let not_found: &[&str] = &["not_found"];
    let cut = Step::send("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{");
    vec![
        row(Delete, "none: expected response", [success_response()]).succeeds(204),
        row(
            Delete,
            "200 with a body that is not JSON",
            [Step::response(200, &[], "deleted")],
        ),
        row(Delete, "404 at once", [status(404)]).fails(Status, 404, not_found),
        row(Delete, "503, then 404", [status(503), status(404)])
            .attempts(2)
            .succeeds(404),
        row(Delete, "500, then 404", [status(500), status(404)])
            .attempts(2)
            .succeeds(404),
        row(Delete, "504, then 404", [status(504), status(404)])
            .attempts(2)
            .succeeds(404),
        row(
            Delete,
            "connection closed before the response, then 404",
            [Step::hang_up(), status(404)],
        )
        .attempts(2)
        .succeeds(404),
        row(
            Delete,
            "reset before the response, then 404",
            [Step::hang_up().reset(), status(404)],
        )
        .attempts(2)
        .succeeds(404),
        row(Delete, "truncated body, then 404", [cut, status(404)])
            .attempts(2)
            .succeeds(404),
        row(
            Delete,
            "no response, then 404",
            [Step::hang_up().stall(), status(404)],
        )
        .one_second_timeout()
        .attempts(2)
        .succeeds(404),
        row(
            Delete,
            "503, then 429, then 404",
            [status(503), status(429), status(404)],
        )
        .attempts(3)
        .succeeds(404),
        row(Delete, "429, then 404", [status(429), status(404)])
            .attempts(2)
            .fails(Status, 404, not_found),
        row(Delete, "connection refused, then 404", [status(404)])
            .server(Availability::UpAfterFirstWait)
            .attempts(2)
            .fails(Status, 404, not_found),
        row(Delete, "503, then 403", [status(503), status(403)])
            .attempts(2)
            .fails(Status, 403, &["forbidden"]),
        row(Delete, "connection refused", [success_response()])
            .server(Availability::Down)
            .attempts(4)
            .fails(Connection, None, &["connection", "retryable"]),
        row(
            Delete,
            "connection closed before the response, then success",
            [Step::hang_up(), success_response()],
        )
        .attempts(2)
        .succeeds(204),
        row(Delete, "503", [status(503)])
            .attempts(4)
            .fails(Status, 503, &["retryable"]),
        row(Delete, "no response", [Step::hang_up().stall()])
            .short_timeout()
            .attempts(4)
            .fails(Timeout, None, &["retryable", "timeout"]),
        row(
            Delete,
            "429, Retry-After: 4, then success",
            [
                status_with(429, &[("Retry-After", "4")]),
                success_response(),
            ],
        )
        .waits([4])
        .succeeds(204),
        row(Delete, "409", [status(409)]).fails(Status, 409, &[]),
    ]
}
