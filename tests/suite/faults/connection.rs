//! Connections that cannot be established, break, or stall.

use std::time::Duration;

use astro_api::ErrorKind::{Connection, Timeout};
use astro_api_tests::Step;

use super::row::{Ask::*, Place, Row, due, good, row};

/// The message for a broken connection.
const BROKEN: &[&str] = &["connection", "retryable"];

/// The message for a timeout.
const LATE: &[&str] = &["retryable", "timeout"];

/// Returns the headers of a response with a body of that length.
fn head(length: usize) -> String {
    format!("HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n")
}

pub(super) fn rows() -> Vec<Row> {
    let good = good();
    let (first, rest) = good.split_at(20);
    let head = head(good.len());
    let half_a_head = Step::send("HTTP/1.1 200 OK\r\nContent-Le");
    let mut rows = vec![
        row(List, "none: the answer that is due", [due()]),
        row(Export, "none: the answer that is due", [due()]),
        row(List, "connection refused", [due()])
            .at(Place::Nowhere)
            .tried(4)
            .fails(Connection, None, BROKEN)
            .says("Connection refused (os error"),
        row(List, "connection refused, then the answer", [due()])
            .at(Place::Later)
            .tried(2),
        row(
            List,
            "no TLS where TLS is expected",
            [Step::unread().then("HTTP/1.1 400 Bad\r\n\r\n")],
        )
        .at(Place::BehindTls)
        .tried(4)
        .fails(Connection, None, BROKEN),
        row(
            List,
            "TLS handshake that stands still",
            [Step::unread().stall()],
        )
        .at(Place::BehindTls)
        .timed(|builder| builder.connect_timeout(Duration::from_millis(300)))
        .tried(4)
        .fails(Timeout, None, LATE)
        .says("connect_timeout"),
        // The call has time left, so that another attempt follows, as above.
        row(
            List,
            "TLS handshake that stands still, and 20 s for the whole call",
            [Step::unread().stall()],
        )
        .at(Place::BehindTls)
        .timed(|builder| {
            builder
                .connect_timeout(Duration::from_millis(300))
                .timeout(Duration::from_secs(20))
        })
        .tried(4)
        .fails(Timeout, None, LATE)
        .says("connect_timeout"),
        row(List, "silence", [Step::hang_up().stall()])
            .hasty()
            .tried(4)
            .fails(Timeout, None, LATE)
            .says("attempt_timeout"),
        row(
            List,
            "silence, then the answer",
            [Step::hang_up().stall(), due()],
        )
        .patient()
        .tried(2),
        row(
            List,
            "silence for longer than the whole call may take",
            [Step::hang_up().stall()],
        )
        .timed(|builder| builder.timeout(Duration::from_millis(300)))
        .fails(Timeout, None, LATE)
        .says("the call"),
        row(
            List,
            "head that stands still in the middle",
            [half_a_head.clone().stall()],
        )
        .hasty()
        .tried(4)
        .fails(Timeout, None, LATE),
        row(
            List,
            "body that stands still before its first byte",
            [Step::send(&head).stall()],
        )
        .patient()
        .tried(4)
        .fails(Timeout, None, LATE),
        row(
            List,
            "body that stands still in the middle",
            [Step::send(&head).then(first).stall()],
        )
        .patient()
        .tried(4)
        .fails(Timeout, None, LATE),
        row(
            Export,
            "body that stands still in the middle",
            [Step::send(&head).then(first).stall()],
        )
        .patient()
        .fails(Timeout, None, LATE),
        row(Export, "silence", [Step::hang_up().stall()])
            .hasty()
            .tried(4)
            .fails(Timeout, None, LATE),
        row(
            List,
            "answer that comes piece by piece, within the time",
            [pieces([&head[..9], &head[9..], first, rest])],
        ),
        row(
            List,
            "reset after half of the body",
            [Step::send(&head).then(first).reset(), due()],
        )
        .tried(2),
        row(
            Export,
            "hang-up in the body",
            [Step::send(&head).then(first)],
        )
        .fails(Connection, None, BROKEN),
        row(
            Export,
            "hang-up before the head, then the answer",
            [Step::hang_up(), due()],
        )
        .tried(2),
    ];
    let breaks: [(&'static str, Step, Option<u16>); 8] = [
        ("hang-up before the request is read", Step::unread(), None),
        ("hang-up before the head", Step::hang_up(), None),
        ("hang-up in the head", half_a_head.clone(), None),
        ("hang-up between head and body", Step::send(&head), None),
        ("hang-up in the body", Step::send(&head).then(first), None),
        (
            "reset before the request is read",
            Step::unread().reset(),
            None,
        ),
        ("reset before the head", Step::hang_up().reset(), None),
        ("reset in the head", half_a_head.reset(), None),
    ];
    for (fault, step, status) in breaks {
        rows.push(
            row(List, fault, [step])
                .tried(4)
                .fails(Connection, status, BROKEN),
        );
    }
    rows
}

/// Sends the pieces with a pause between them, which is the fault itself.
fn pieces<const N: usize>(pieces: [&str; N]) -> Step {
    pieces.into_iter().fold(Step::hang_up(), |step, piece| {
        step.then(piece).pause(Duration::from_millis(10))
    })
}
