//! Deletions: a 404 after an earlier attempt that may have been executed counts as success.

use astro_api::ErrorKind::{Connection, Status, Timeout};
use astro_api_tests::Step;

use super::row::{Ask::*, Place, Row, row, status, status_with};

/// The expected response.
fn done() -> Step {
    Step::answer(204, &[], "")
}

pub(super) fn rows() -> Vec<Row> {
    let not_found: &[&str] = &["not_found"];
    let cut = Step::send("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{");
    vec![
        row(Delete, "none: the answer that is due", [done()]).succeeds(204),
        row(
            Delete,
            "200 with a body that is no JSON",
            [Step::answer(200, &[], "deleted")],
        ),
        row(Delete, "404 at once", [status(404)]).fails(Status, 404, not_found),
        row(Delete, "503, then 404", [status(503), status(404)])
            .tried(2)
            .succeeds(404),
        row(Delete, "500, then 404", [status(500), status(404)])
            .tried(2)
            .succeeds(404),
        row(Delete, "504, then 404", [status(504), status(404)])
            .tried(2)
            .succeeds(404),
        row(
            Delete,
            "hang-up before the head, then 404",
            [Step::hang_up(), status(404)],
        )
        .tried(2)
        .succeeds(404),
        row(
            Delete,
            "reset before the head, then 404",
            [Step::hang_up().reset(), status(404)],
        )
        .tried(2)
        .succeeds(404),
        row(Delete, "body cut, then 404", [cut, status(404)])
            .tried(2)
            .succeeds(404),
        row(
            Delete,
            "silence, then 404",
            [Step::hang_up().stall(), status(404)],
        )
        .patient()
        .tried(2)
        .succeeds(404),
        row(
            Delete,
            "503, then 429, then 404",
            [status(503), status(429), status(404)],
        )
        .tried(3)
        .succeeds(404),
        row(Delete, "429, then 404", [status(429), status(404)])
            .tried(2)
            .fails(Status, 404, not_found),
        row(Delete, "connection refused, then 404", [status(404)])
            .at(Place::Later)
            .tried(2)
            .fails(Status, 404, not_found),
        row(Delete, "503, then 403", [status(503), status(403)])
            .tried(2)
            .fails(Status, 403, &["forbidden"]),
        row(Delete, "connection refused", [done()])
            .at(Place::Nowhere)
            .tried(4)
            .fails(Connection, None, &["connection", "retryable"]),
        row(
            Delete,
            "hang-up before the head, then the answer",
            [Step::hang_up(), done()],
        )
        .tried(2)
        .succeeds(204),
        row(Delete, "503", [status(503)])
            .tried(4)
            .fails(Status, 503, &["retryable"]),
        row(Delete, "silence", [Step::hang_up().stall()])
            .hasty()
            .tried(4)
            .fails(Timeout, None, &["retryable", "timeout"]),
        row(
            Delete,
            "429, Retry-After: 4, then the answer",
            [status_with(429, &[("Retry-After", "4")]), done()],
        )
        .waits([4])
        .succeeds(204),
        row(Delete, "409", [status(409)]).fails(Status, 409, &[]),
    ]
}
