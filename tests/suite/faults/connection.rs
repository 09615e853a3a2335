//! Connections that cannot be established, break, or stall.

use std::time::Duration;

use astro_api::ErrorKind::{Connection, Timeout};
use astro_api_tests::Step;

use super::row::{Availability, Call::*, Row, row, valid_body, valid_response};

/// The message for a broken connection.
const BROKEN: &[&str] = &["connection", "retryable"];

/// The message for a timeout.
const TIMED_OUT: &[&str] = &["retryable", "timeout"];

/// Returns the headers of a response with a body of that length.
fn head(length: usize) -> String {
    format!("HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n")
}

pub(super) fn rows() -> Vec<Row> {
    let valid_body = valid_body();
    let (first, rest) = valid_body.split_at(20);
    let head = head(valid_body.len());
    let half_a_head = Step::send("HTTP/1.1 200 OK\r\nContent-Le");
    let mut rows = vec![
        row(List, "none: expected response", [valid_response()]),
        row(Export, "none: expected response", [valid_response()]),
        row(List, "connection refused", [valid_response()])
            .server(Availability::Down)
            .attempts(4)
            .fails(Connection, None, BROKEN)
            .message("Connection refused (os error"),
        row(List, "connection refused, then success", [valid_response()])
            .server(Availability::UpAfterFirstWait)
            .attempts(2),
        row(
            List,
            "plain HTTP where TLS is expected",
            [Step::close_unread().then("HTTP/1.1 400 Bad\r\n\r\n")],
        )
        .server(Availability::WithoutTls)
        .attempts(4)
        .fails(Connection, None, BROKEN),
        row(
            List,
            "stalled TLS handshake",
            [Step::close_unread().stall()],
        )
        .server(Availability::WithoutTls)
        .timed(|builder| builder.connect_timeout(Duration::from_millis(300)))
        .attempts(4)
        .fails(Timeout, None, TIMED_OUT)
        .message("connect_timeout"),
        // The call has time left, so that another attempt follows, as above.
        row(
            List,
            "stalled TLS handshake, call timeout of 20 s",
            [Step::close_unread().stall()],
        )
        .server(Availability::WithoutTls)
        .timed(|builder| {
            builder
                .connect_timeout(Duration::from_millis(300))
                .timeout(Duration::from_secs(20))
        })
        .attempts(4)
        .fails(Timeout, None, TIMED_OUT)
        .message("connect_timeout"),
        row(List, "no response", [Step::hang_up().stall()])
            .short_timeout()
            .attempts(4)
            .fails(Timeout, None, TIMED_OUT)
            .message("attempt_timeout"),
        row(
            List,
            "no response, then success",
            [Step::hang_up().stall(), valid_response()],
        )
        .one_second_timeout()
        .attempts(2),
        row(
            List,
            "no response within the timeout of the call",
            [Step::hang_up().stall()],
        )
        .timed(|builder| builder.timeout(Duration::from_millis(300)))
        .fails(Timeout, None, TIMED_OUT)
        .message("the call"),
        row(List, "headers that stall", [half_a_head.clone().stall()])
            .short_timeout()
            .attempts(4)
            .fails(Timeout, None, TIMED_OUT),
        row(
            List,
            "body that stalls before its first byte",
            [Step::send(&head).stall()],
        )
        .one_second_timeout()
        .attempts(4)
        .fails(Timeout, None, TIMED_OUT),
        row(
            List,
            "body that stalls",
            [Step::send(&head).then(first).stall()],
        )
        .one_second_timeout()
        .attempts(4)
        .fails(Timeout, None, TIMED_OUT),
        row(
            Export,
            "body that stalls",
            [Step::send(&head).then(first).stall()],
        )
        .one_second_timeout()
        .fails(Timeout, None, TIMED_OUT),
        row(Export, "no response", [Step::hang_up().stall()])
            .short_timeout()
            .attempts(4)
            .fails(Timeout, None, TIMED_OUT),
        row(
            List,
            "response in small chunks, within the timeout",
            [small_chunks([&head[..9], &head[9..], first, rest])],
        ),
        row(
            List,
            "reset after half of the body",
            [Step::send(&head).then(first).reset(), valid_response()],
        )
        .attempts(2),
        row(
            Export,
            "connection closed in the body",
            [Step::send(&head).then(first)],
        )
        .fails(Connection, None, BROKEN),
        row(
            Export,
            "connection closed before the response, then success",
            [Step::hang_up(), valid_response()],
        )
        .attempts(2),
    ];
    let breaks: [(&'static str, Step, Option<u16>); 8] = [
        (
            "connection closed before the request is read",
            Step::close_unread(),
            None,
        ),
        (
            "connection closed before the response",
            Step::hang_up(),
            None,
        ),
        (
            "connection closed in the headers",
            half_a_head.clone(),
            None,
        ),
        (
            "connection closed between headers and body",
            Step::send(&head),
            None,
        ),
        (
            "connection closed in the body",
            Step::send(&head).then(first),
            None,
        ),
        (
            "reset before the request is read",
            Step::close_unread().reset(),
            None,
        ),
        ("reset before the response", Step::hang_up().reset(), None),
        ("reset in the headers", half_a_head.reset(), None),
    ];
    for (fault, step, status) in breaks {
        rows.push(
            row(List, fault, [step])
                .attempts(4)
                .fails(Connection, status, BROKEN),
        );
    }
    rows
}

/// Sends the pieces with a pause between them, which is the fault itself.
fn small_chunks<const N: usize>(pieces: [&str; N]) -> Step {
    pieces.into_iter().fold(Step::hang_up(), |step, piece| {
        step.then(piece).pause(Duration::from_millis(10))
    })
}
