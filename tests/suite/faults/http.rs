//! Responses that are not HTTP, or unusual HTTP.

use astro_api::ErrorKind::{Connection, Status};
use astro_api_tests::Step;

use super::row::{Call::*, Row, row, valid_body, valid_response};

/// The message for a response that cannot be parsed: the connection is closed.
const BROKEN: &[&str] = &["connection", "retryable"];

/// Returns a success response with these header lines in addition to its length.
fn with(headers: &str) -> Step {
    let valid_body = valid_body();
    Step::send(format!(
        "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: {}\r\n{headers}\r\n{valid_body}",
        valid_body.len()
    ))
}

/// The same after these bytes.
fn after(bytes: &str) -> Step {
    let length = valid_body().len();
    let rest = format!("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n");
    Step::send(bytes).then(rest).then(valid_body())
}

pub(super) fn rows() -> Vec<Row> {
    let valid_body = valid_body();
    let length = valid_body.len();
    let mut rows = vec![
        row(
            List,
            "100 before the response",
            [after("HTTP/1.1 100 Continue\r\n\r\n")],
        ),
        row(
            List,
            "103 before the response",
            [after("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n")],
        ),
        row(
            List,
            "102 and 103 before the response",
            [after(
                "HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\n",
            )],
        ),
        row(
            List,
            "101 without an upgrade request",
            [Step::send(
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n",
            )],
        )
        .fails(Status, 101, &[]),
        row(
            List,
            "HTTP/1.0 with a content-length",
            [Step::send(format!(
                "HTTP/1.0 200 OK\r\nContent-Length: {length}\r\n\r\n{valid_body}"
            ))],
        ),
        row(
            List,
            "HTTP/1.0 without a content-length",
            [Step::send(format!("HTTP/1.0 200 OK\r\n\r\n{valid_body}"))],
        ),
        row(
            List,
            "HTTP/1.1 without length",
            [Step::send(format!("HTTP/1.1 200 OK\r\n\r\n{valid_body}"))],
        ),
        row(
            List,
            "lines without carriage returns",
            [Step::send(format!(
                "HTTP/1.1 200 OK\nConnection: close\nContent-Length: {length}\n\n{valid_body}"
            ))],
        ),
        row(
            List,
            "status line without a reason",
            [Step::send(format!(
                "HTTP/1.1 200\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n{valid_body}"
            ))],
        ),
        row(
            List,
            "duplicate headers",
            [with(
                "Content-Type: application/json\r\nContent-Type: text/html\r\nX-Request-Id: a\r\nX-Request-Id: b\r\n",
            )],
        ),
        row(
            List,
            "header with non-ASCII bytes",
            [header_of(b"\xc3\xa9\xff")],
        ),
        row(List, "90 headers", [with(&"X-Many: 1\r\n".repeat(90))]),
        row(
            List,
            "headers of 64 KiB",
            [with(&format!("X-Large: {}\r\n", "a".repeat(64 << 10)))],
        ),
        row(
            List,
            "response that is not HTTP, then success",
            [Step::send("\0\0\0\0\r\n\r\n"), valid_response()],
        )
        .attempts(2),
        row(
            List,
            "two equal content-lengths",
            [with(&format!("Content-Length: {length}\r\n"))],
        ),
    ];
    let broken: [(&'static str, Step); 11] = [
        (
            "greeting of another protocol",
            Step::send("SSH-2.0-OpenSSH_9.9\r\n"),
        ),
        (
            "body without headers, as in HTTP/0.9",
            Step::send("<html>hello</html>\r\n\r\n"),
        ),
        (
            "TLS alert instead of HTTP",
            Step::send(b"\x15\x03\x01\x00\x02\x02\x46"),
        ),
        ("HTTP version 9.9", Step::send("HTTP/9.9 200 OK\r\n\r\n")),
        (
            "status that is not a number",
            Step::send("HTTP/1.1 two OK\r\n\r\n"),
        ),
        ("status of two digits", Step::send("HTTP/1.1 20 OK\r\n\r\n")),
        ("header with a control character", header_of(b"a\x01b")),
        ("header with a NUL", header_of(b"a\0b")),
        ("header name with a space", with("X Odd: 1\r\n")),
        ("200 headers", with(&"X-Many: 1\r\n".repeat(200))),
        (
            "endless headers",
            Step::send("HTTP/1.1 200 OK\r\n").then(format!("X-Large: {}\r\n", "a".repeat(2 << 20))),
        ),
    ];
    for (fault, step) in broken {
        rows.push(
            row(List, fault, [step])
                .attempts(4)
                .fails(Connection, None, BROKEN),
        );
    }
    let lengths: [(&'static str, &'static str); 4] = [
        ("negative content-length", "Content-Length: -1\r\n"),
        (
            "content-length that is not a number",
            "Content-Length: long\r\n",
        ),
        (
            "content-length beyond 64 bits",
            "Content-Length: 99999999999999999999999\r\n",
        ),
        (
            "two different content-lengths",
            "Content-Length: 5\r\nContent-Length: 6\r\n",
        ),
    ];
    for (fault, line) in lengths {
        let step = Step::send(format!("HTTP/1.1 200 OK\r\n{line}\r\n{valid_body}"));
        rows.push(
            row(List, fault, [step])
                .attempts(4)
                .fails(Connection, None, BROKEN),
        );
    }
    rows
}

/// Returns the expected response with this value of a header.
fn header_of(value: &[u8]) -> Step {
    let valid_body = valid_body();
    let length = valid_body.len();
    let mut bytes = b"HTTP/1.1 200 OK\r\nConnection: close\r\nX-Odd: ".to_vec();
    bytes.extend_from_slice(value);
    bytes.extend_from_slice(format!("\r\nContent-Length: {length}\r\n\r\n{valid_body}").as_bytes());
    Step::send(bytes)
}
