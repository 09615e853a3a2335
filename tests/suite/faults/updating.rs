//! Updates: an idempotent POST, which may be retried.

use astro_api::ErrorKind::{Connection, Decode, Status, Timeout};
use astro_api_tests::Step;

use super::row::{Availability, Call::*, Row, row, status, status_with, valid_response};

pub(super) fn rows() -> Vec<Row> {
    vec![
        row(Update, "none: expected response", [valid_response()]),
        row(Update, "connection refused", [valid_response()])
            .server(Availability::Down)
            .attempts(4)
            .fails(Connection, None, &["connection", "retryable"]),
        row(
            Update,
            "connection refused, then success",
            [valid_response()],
        )
        .server(Availability::UpAfterFirstWait)
        .attempts(2),
        row(
            Update,
            "connection closed before the response, then success",
            [Step::hang_up(), valid_response()],
        )
        .attempts(2),
        row(
            Update,
            "reset before the response, then success",
            [Step::hang_up().reset(), valid_response()],
        )
        .attempts(2),
        row(
            Update,
            "truncated body, then success",
            [
                Step::send("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{"),
                valid_response(),
            ],
        )
        .attempts(2),
        row(
            Update,
            "no response, then success",
            [Step::hang_up().stall(), valid_response()],
        )
        .one_second_timeout()
        .attempts(2),
        row(Update, "no response", [Step::hang_up().stall()])
            .short_timeout()
            .attempts(4)
            .fails(Timeout, None, &["retryable", "timeout"]),
        row(Update, "500", [status(500)])
            .attempts(4)
            .fails(Status, 500, &["retryable"]),
        row(Update, "502, then success", [status(502), valid_response()]).attempts(2),
        row(Update, "503", [status(503)])
            .attempts(4)
            .fails(Status, 503, &["retryable"]),
        row(Update, "504, then success", [status(504), valid_response()]).attempts(2),
        row(
            Update,
            "429, Retry-After: 2, then success",
            [status_with(429, &[("Retry-After", "2")]), valid_response()],
        )
        .waits([2]),
        row(Update, "400", [status(400)]).fails(Status, 400, &["invalid_request"]),
        row(Update, "404", [status(404)]).fails(Status, 404, &["not_found"]),
        row(Update, "503, then 404", [status(503), status(404)])
            .attempts(2)
            .fails(Status, 404, &["not_found"]),
        row(Update, "409", [status(409)]).fails(Status, 409, &[]),
        row(
            Update,
            "307 to another server",
            [
                status_with(
                    307,
                    &[("Location", &format!("http://{}/", super::ELSEWHERE))],
                ),
                valid_response(),
            ],
        )
        .fails(Status, 307, &[]),
        row(
            Update,
            "204 instead of a body",
            [Step::response(204, &[], "")],
        )
        .fails(Decode, None, &["decode"]),
    ]
}
