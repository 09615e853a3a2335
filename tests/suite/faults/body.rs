//! Bodies that are truncated, too large, or invalid.

use astro_api::{
    ClientBuilder,
    ErrorKind::{Connection, Decode},
};
use astro_api_tests::Step;

use super::row::{Ask::*, Row, due, good, row};

const BROKEN: &[&str] = &["connection", "retryable"];
const DECODE: &[&str] = &["decode"];

/// Returns a success response in chunks.
fn chunked(chunks: impl AsRef<[u8]>) -> Step {
    Step::send("HTTP/1.1 200 OK\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n")
        .then(chunks)
}

/// Returns a success response with that body.
fn body(body: impl AsRef<[u8]>) -> Step {
    Step::answer(200, &[("Content-Type", "application/json")], body)
}

/// Configures a client with a small maximum body size.
fn small(builder: ClientBuilder) -> ClientBuilder {
    builder.max_body_size(1000)
}

pub(super) fn rows() -> Vec<Row> {
    let good = good();
    let length = good.len();
    let in_chunks = format!(
        "5\r\n{}\r\n{:x}\r\n{}\r\n0\r\n\r\n",
        &good[..5],
        length - 5,
        &good[5..]
    );
    let page = |organizations: &str, total: u32| {
        body(format!(
            r#"{{"limit":9,"offset":0,"organizations":{organizations},"totalCount":{total}}}"#
        ))
    };
    let large = format!("{good}{}", " ".repeat(1000));
    let mut rows = vec![
        row(List, "body in chunks", [chunked(&in_chunks)]),
        row(
            List,
            "body in chunks, with a trailer",
            [chunked(in_chunks.replace("0\r\n\r\n", "0\r\nX-Late: 1\r\n\r\n"))],
        ),
        row(
            List,
            "chunks and a content-length that is wrong",
            [Step::send("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n")
                .then(&in_chunks)],
        ),
        row(
            List,
            "content-length longer than the body, then the answer",
            [Step::send(format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{good}", length + 9)), due()],
        )
        .tried(2),
        row(
            List,
            "content-length longer than the body",
            [Step::send(format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{good}", length + 9))],
        )
        .tried(4)
        .fails(Connection, None, BROKEN),
        row(
            List,
            "content-length shorter than the body",
            [Step::send(format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{good}", length - 9))],
        )
        .fails(Decode, None, DECODE)
        .says("is truncated"),
        row(
            List,
            "body without any length, cut",
            [Step::send(format!("HTTP/1.1 200 OK\r\n\r\n{}", &good[..40]))],
        )
        .tried(4)
        .fails(Connection, None, BROKEN)
        .says("the body is truncated"),
        row(
            List,
            "body without any length, cut, then the answer",
            [
                Step::send(format!("HTTP/1.1 200 OK\r\n\r\n{}", &good[..40])),
                due(),
            ],
        )
        .tried(2),
        row(
            List,
            "body without any length that is no JSON",
            [Step::send("HTTP/1.1 200 OK\r\n\r\n<html>")],
        )
        .fails(Decode, None, DECODE)
        .says("login page"),
        row(List, "empty body", [body("")]).fails(Decode, None, DECODE).says("no body"),
        row(List, "204 where a body is due", [Step::answer(204, &[], "")])
            .fails(Decode, None, DECODE)
            .says("no body"),
        row(List, "201 where 200 is due, with the body", [Step::answer(201, &[], &good)]).succeeds(201),
        row(List, "page of HTML with 200", [Step::answer(200, &[("Content-Type", "text/html")], "<html>log in</html>")])
            .fails(Decode, None, DECODE)
            .says("login page"),
        row(List, "JSON declared as HTML", [Step::answer(200, &[("Content-Type", "text/html")], &good)]),
        row(List, "JSON without a media type", [Step::answer(200, &[], &good)]),
        row(List, "JSON with white space around it", [body(format!("\r\n\t {good} \n"))]),
        row(List, "JSON with something behind it", [body(format!("{good}x"))]).fails(Decode, None, DECODE),
        row(List, "JSON with a byte order mark", [body(format!("\u{feff}{good}"))]).fails(Decode, None, DECODE),
        row(List, "JSON in UTF-16", [body(good.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>())])
            .fails(Decode, None, DECODE),
        row(List, "text that is not UTF-8", [body([good.as_bytes(), b"\xff"].concat())])
            .fails(Decode, None, DECODE)
            .says("not UTF-8"),
        row(List, "JSON nested without end", [body("[".repeat(100_000))]).fails(Decode, None, DECODE),
        row(List, "JSON of another shape: a list", [body("[]")]).fails(Decode, None, DECODE),
        row(List, "JSON of another shape: null", [body("null")]).fails(Decode, None, DECODE),
        row(List, "JSON of another shape: an error with 200", [body(r#"{"message":"no","statusCode":500}"#)])
            .fails(Decode, None, DECODE),
        row(List, "null in the place of the collection, total 0", [page("null", 0)]).rows(0),
        row(List, "null in the place of the collection, total 5", [page("null", 5)]).fails(Decode, None, DECODE),
        row(List, "null in the place of an item", [page("[null]", 1)]).fails(Decode, None, DECODE),
        row(List, "item without an id", [page(r#"[{"name":"a"}]"#, 1)]).fails(Decode, None, DECODE),
        row(List, "page without its total", [body(r#"{"organizations":[]}"#)]).fails(Decode, None, DECODE),
        row(List, "body larger than allowed, as announced", [body(&large)])
            .with(small)
            .fails(Decode, None, DECODE)
            .says("larger than 1000 bytes"),
        row(
            List,
            "body larger than allowed, in chunks",
            [chunked(format!("{:x}\r\n{large}\r\n0\r\n\r\n", large.len()))],
        )
        .with(small)
        .fails(Decode, None, DECODE)
        .says("max_body_size"),
        row(
            List,
            "body larger than allowed, announced and never sent",
            [Step::send("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n").stall()],
        )
        .fails(Decode, None, DECODE),
        row(Export, "body larger than allowed", [body(&large)]).with(small),
        row(Export, "body in chunks, cut", [chunked("5\r\n{\"lim\r\n")]).fails(Connection, None, BROKEN),
    ];
    let chunks: [(&'static str, &str); 6] = [
        ("body in chunks, cut in a chunk", "ff\r\n{\"lim"),
        ("body in chunks, cut between chunks", "5\r\n{\"lim\r\n"),
        (
            "size of a chunk that is a word",
            "five\r\n{\"lim\r\n0\r\n\r\n",
        ),
        (
            "size of a chunk that is negative",
            "-5\r\n{\"lim\r\n0\r\n\r\n",
        ),
        (
            "size of a chunk beyond 64 bits",
            "fffffffffffffffffffff\r\n{\"lim\r\n0\r\n\r\n",
        ),
        ("chunk longer than its size", "2\r\n{\"lim\r\n0\r\n\r\n"),
    ];
    for (fault, bytes) in chunks {
        rows.push(
            row(List, fault, [chunked(bytes)])
                .tried(4)
                .fails(Connection, None, BROKEN),
        );
    }
    rows
}
