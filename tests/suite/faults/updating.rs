//! Updates: an idempotent POST, which may be retried.

use astro_api::ErrorKind::{Connection, Decode, Status, Timeout};
use astro_api_tests::Step;

use super::row::{Ask::*, Place, Row, due, row, status, status_with};

pub(super) fn rows() -> Vec<Row> {
    vec![
        row(Update, "none: the answer that is due", [due()]),
        row(Update, "connection refused", [due()])
            .at(Place::Nowhere)
            .tried(4)
            .fails(Connection, None, &["connection", "retryable"]),
        row(Update, "connection refused, then the answer", [due()])
            .at(Place::Later)
            .tried(2),
        row(
            Update,
            "hang-up before the head, then the answer",
            [Step::hang_up(), due()],
        )
        .tried(2),
        row(
            Update,
            "reset before the head, then the answer",
            [Step::hang_up().reset(), due()],
        )
        .tried(2),
        row(
            Update,
            "body cut, then the answer",
            [
                Step::send("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{"),
                due(),
            ],
        )
        .tried(2),
        row(
            Update,
            "silence, then the answer",
            [Step::hang_up().stall(), due()],
        )
        .patient()
        .tried(2),
        row(Update, "silence", [Step::hang_up().stall()])
            .hasty()
            .tried(4)
            .fails(Timeout, None, &["retryable", "timeout"]),
        row(Update, "500", [status(500)])
            .tried(4)
            .fails(Status, 500, &["retryable"]),
        row(Update, "502, then the answer", [status(502), due()]).tried(2),
        row(Update, "503", [status(503)])
            .tried(4)
            .fails(Status, 503, &["retryable"]),
        row(Update, "504, then the answer", [status(504), due()]).tried(2),
        row(
            Update,
            "429, Retry-After: 2, then the answer",
            [status_with(429, &[("Retry-After", "2")]), due()],
        )
        .waits([2]),
        row(Update, "400", [status(400)]).fails(Status, 400, &["invalid_request"]),
        row(Update, "404", [status(404)]).fails(Status, 404, &["not_found"]),
        row(Update, "503, then 404", [status(503), status(404)])
            .tried(2)
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
                due(),
            ],
        )
        .fails(Status, 307, &[]),
        row(
            Update,
            "204 where a body is due",
            [Step::answer(204, &[], "")],
        )
        .fails(Decode, None, &["decode"]),
    ]
}
