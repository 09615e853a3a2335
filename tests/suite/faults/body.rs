//! Bodies that are truncated, too large, or invalid.

use astro_api::{
    ClientBuilder,
    ErrorKind::{Connection, Decode},
};
use astro_api_tests::Step;

use super::row::{Call::*, Row, row, valid_body, valid_response};

const BROKEN: &[&str] = &["connection", "retryable"];
const DECODE: &[&str] = &["decode"];

/// Returns a success response in chunks.
fn chunked(chunks: impl AsRef<[u8]>) -> Step {
    Step::send("HTTP/1.1 200 OK\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n")
        .then(chunks)
}

/// Returns a success response with that body.
fn body(body: impl AsRef<[u8]>) -> Step {
    Step::response(200, &[("Content-Type", "application/json")], body)
}

/// Configures a client with a small maximum body size.
fn small(builder: ClientBuilder) -> ClientBuilder {
    builder.max_body_size(1000)
}

pub(super) fn rows() -> Vec<Row> {
    let valid_body = valid_body();
    let length = valid_body.len();
    let in_chunks = format!(
        "5\r\n{}\r\n{:x}\r\n{}\r\n0\r\n\r\n",
        &valid_body[..5],
        length - 5,
        &valid_body[5..]
    );
    let page = |organizations: &str, total: u32| {
        body(format!(
            r#"{{"limit":9,"offset":0,"organizations":{organizations},"totalCount":{total}}}"#
        ))
    };
    let large = format!("{valid_body}{}", " ".repeat(1000));
    let mut rows = vec![
        row(List, "chunked body", [chunked(&in_chunks)]),
        row(
            List,
            "chunked body, with a trailer",
            [chunked(in_chunks.replace("0\r\n\r\n", "0\r\nX-Late: 1\r\n\r\n"))],
        ),
        row(
            List,
            "chunked body with a wrong content-length",
            [Step::send("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n")
                .then(&in_chunks)],
        ),
        row(
            List,
            "content-length longer than the body, then success",
            [Step::send(format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{valid_body}", length + 9)), valid_response()],
        )
        .attempts(2),
        row(
            List,
            "content-length longer than the body",
            [Step::send(format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{valid_body}", length + 9))],
        )
        .attempts(4)
        .fails(Connection, None, BROKEN),
        row(
            List,
            "content-length shorter than the body",
            [Step::send(format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{valid_body}", length - 9))],
        )
        .fails(Decode, None, DECODE)
        .message("is truncated"),
        row(
            List,
            "body without length, truncated",
            [Step::send(format!("HTTP/1.1 200 OK\r\n\r\n{}", &valid_body[..40]))],
        )
        .attempts(4)
        .fails(Connection, None, BROKEN)
        .message("the body is truncated"),
        row(
            List,
            "body without length, truncated, then success",
            [
                Step::send(format!("HTTP/1.1 200 OK\r\n\r\n{}", &valid_body[..40])),
                valid_response(),
            ],
        )
        .attempts(2),
        row(
            List,
            "body without length that is not JSON",
            [Step::send("HTTP/1.1 200 OK\r\n\r\n<html>")],
        )
        .fails(Decode, None, DECODE)
        .message("login page"),
        row(List, "empty body", [body("")]).fails(Decode, None, DECODE).message("no body"),
        row(List, "204 instead of a body", [Step::response(204, &[], "")])
            .fails(Decode, None, DECODE)
            .message("no body"),
        row(List, "201 instead of 200, with the body", [Step::response(201, &[], &valid_body)]).succeeds(201),
        row(List, "HTML page with 200", [Step::response(200, &[("Content-Type", "text/html")], "<html>log in</html>")])
            .fails(Decode, None, DECODE)
            .message("login page"),
        row(List, "JSON declared as HTML", [Step::response(200, &[("Content-Type", "text/html")], &valid_body)]),
        row(List, "JSON without a media type", [Step::response(200, &[], &valid_body)]),
        row(List, "JSON with surrounding white space", [body(format!("\r\n\t {valid_body} \n"))]),
        row(List, "JSON with trailing data", [body(format!("{valid_body}x"))]).fails(Decode, None, DECODE),
        row(List, "JSON with a byte order mark", [body(format!("\u{feff}{valid_body}"))]).fails(Decode, None, DECODE),
        row(List, "JSON in UTF-16", [body(valid_body.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>())])
            .fails(Decode, None, DECODE),
        row(List, "text that is not UTF-8", [body([valid_body.as_bytes(), b"\xff"].concat())])
            .fails(Decode, None, DECODE)
            .message("not UTF-8"),
        row(List, "endlessly nested JSON", [body("[".repeat(100_000))]).fails(Decode, None, DECODE),
        row(List, "JSON of a different type: a list", [body("[]")]).fails(Decode, None, DECODE),
        row(List, "JSON of a different type: null", [body("null")]).fails(Decode, None, DECODE),
        row(List, "JSON of a different type: an error with 200", [body(r#"{"message":"no","statusCode":500}"#)])
            .fails(Decode, None, DECODE),
        row(List, "null instead of the collection, total 0", [page("null", 0)]).rows(0),
        row(List, "null instead of the collection, total 5", [page("null", 5)]).fails(Decode, None, DECODE),
        row(List, "null instead of an item", [page("[null]", 1)]).fails(Decode, None, DECODE),
        row(List, "item without an id", [page(r#"[{"name":"a"}]"#, 1)]).fails(Decode, None, DECODE),
        row(List, "page without total", [body(r#"{"organizations":[]}"#)]).fails(Decode, None, DECODE),
        row(List, "body larger than allowed, with content-length", [body(&large)])
            .with(small)
            .fails(Decode, None, DECODE)
            .message("larger than 1000 bytes"),
        row(
            List,
            "body larger than allowed, chunked",
            [chunked(format!("{:x}\r\n{large}\r\n0\r\n\r\n", large.len()))],
        )
        .with(small)
        .fails(Decode, None, DECODE)
        .message("max_body_size"),
        row(
            List,
            "content-length larger than allowed, body never sent",
            [Step::send("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n").stall()],
        )
        .fails(Decode, None, DECODE),
        row(Export, "body larger than allowed", [body(&large)]).with(small),
        row(Export, "chunked body, truncated", [chunked("5\r\n{\"lim\r\n")]).fails(Connection, None, BROKEN),
    ];
    let chunks: [(&'static str, &str); 6] = [
        ("chunked body, truncated in a chunk", "ff\r\n{\"lim"),
        ("chunked body, truncated between chunks", "5\r\n{\"lim\r\n"),
        (
            "chunk size that is not a number",
            "five\r\n{\"lim\r\n0\r\n\r\n",
        ),
        ("negative chunk size", "-5\r\n{\"lim\r\n0\r\n\r\n"),
        (
            "chunk size beyond 64 bits",
            "fffffffffffffffffffff\r\n{\"lim\r\n0\r\n\r\n",
        ),
        ("chunk longer than its size", "2\r\n{\"lim\r\n0\r\n\r\n"),
    ];
    for (fault, bytes) in chunks {
        rows.push(
            row(List, fault, [chunked(bytes)])
                .attempts(4)
                .fails(Connection, None, BROKEN),
        );
    }
    rows
}
