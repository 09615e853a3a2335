//! Creations: a POST that is not idempotent, and so is retried only if it was certainly not executed.

use std::time::Duration;

use astro_api::ErrorKind::{Connection, Decode, Status, Timeout};
use astro_api_tests::Step;

use super::row::{Ask::*, Place, Row, due, row, status, status_with};

pub(super) fn rows() -> Vec<Row> {
    let head = "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n";
    let mut rows = vec![
        row(Create, "none: the answer that is due", [due()]),
        row(Create, "connection refused", [due()])
            .at(Place::Nowhere)
            .tried(4)
            .fails(Connection, None, &["connection", "retryable"]),
        row(Create, "connection refused, then the answer", [due()])
            .at(Place::Later)
            .tried(2),
        row(Create, "connection refused, then 503", [status(503)])
            .at(Place::Later)
            .tried(2)
            .fails(Status, 503, &[]),
        row(
            Create,
            "TLS handshake that stands still",
            [Step::unread().stall()],
        )
        .at(Place::BehindTls)
        .timed(|builder| builder.connect_timeout(Duration::from_millis(300)))
        .tried(4)
        .fails(Timeout, None, &["retryable", "timeout"]),
        row(Create, "429", [status(429)]).tried(4).fails(
            Status,
            429,
            &["rate_limited", "retryable"],
        ),
        row(
            Create,
            "429, Retry-After: 3, then the answer",
            [status_with(429, &[("Retry-After", "3")]), due()],
        )
        .waits([3]),
        row(Create, "429, then 503", [status(429), status(503), due()])
            .tried(2)
            .fails(Status, 503, &[]),
        row(
            Create,
            "503, Retry-After: 3",
            [status_with(503, &[("Retry-After", "3")]), due()],
        )
        .asks_for(3)
        .fails(Status, 503, &[]),
        row(
            Create,
            "hang-up before the request is read",
            [Step::unread(), due()],
        )
        .fails(Connection, None, &["connection"]),
        row(Create, "hang-up before the head", [Step::hang_up(), due()]).fails(
            Connection,
            None,
            &["connection"],
        ),
        row(
            Create,
            "reset before the head",
            [Step::hang_up().reset(), due()],
        )
        .fails(Connection, None, &["connection"]),
        row(
            Create,
            "hang-up in the head",
            [Step::send("HTTP/1.1 200"), due()],
        )
        .fails(Connection, None, &["connection"]),
        row(
            Create,
            "hang-up in the body",
            [Step::send(head).then("{"), due()],
        )
        .fails(Connection, None, &["connection"]),
        row(
            Create,
            "answer that is no HTTP",
            [Step::send("hello\r\n\r\n"), due()],
        )
        .fails(Connection, None, &["connection"]),
        row(Create, "silence", [Step::hang_up().stall(), due()])
            .hasty()
            .fails(Timeout, None, &["timeout"]),
        row(
            Create,
            "body that stands still in the middle",
            [Step::send(head).then("{").stall(), due()],
        )
        .patient()
        .fails(Timeout, None, &["timeout"]),
        row(
            Create,
            "page of HTML with 200",
            [Step::answer(200, &[], "<html>"), due()],
        )
        .fails(Decode, None, &["decode"]),
        row(CreateAgain, "503, then the answer", [status(503), due()]).tried(2),
        row(
            CreateAgain,
            "hang-up before the head, then the answer",
            [Step::hang_up(), due()],
        )
        .tried(2),
    ];
    let once: [(&'static str, u16, &'static [&'static str]); 11] = [
        ("400", 400, &["invalid_request"]),
        (
            "401, with a token that cannot be renewed",
            401,
            &["unauthorized"],
        ),
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
    for (fault, code, yes) in once {
        rows.push(row(Create, fault, [status(code), due()]).fails(Status, code, yes));
    }
    rows
}
