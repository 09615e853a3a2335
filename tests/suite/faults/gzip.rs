//! Gzip that was not requested, and invalid gzip.

use std::io::Write;

use astro_api::ErrorKind::{Connection, Decode, Status};
use astro_api_tests::Step;
use flate2::{Compression, write::GzEncoder};

use super::row::{Call::*, Row, row, valid_body};

const DECODE: &[&str] = &["decode"];

fn packed(text: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text).unwrap();
    encoder.finish().unwrap()
}

/// Returns a success response declared as gzip.
fn declared_as_gzip(body: impl AsRef<[u8]>) -> Step {
    Step::response(200, &[("Content-Encoding", "gzip")], body)
}

fn plain(body: impl AsRef<[u8]>) -> Step {
    Step::response(200, &[], body)
}

pub(super) fn rows() -> Vec<Row> {
    let valid_body = packed(valid_body().as_bytes());
    let half = &valid_body[..valid_body.len() / 2];
    let mut damaged = valid_body.clone();
    let last = damaged.len() - 6;
    damaged[last] ^= 0xff;
    let bomb = packed(&vec![b' '; 4 << 20]);
    let mut announced = Step::send(format!(
        "HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n",
        valid_body.len()
    ));
    announced = announced.then(half);
    vec![
        row(List, "declared gzip", [declared_as_gzip(&valid_body)]),
        row(List, "undeclared gzip", [plain(&valid_body)]),
        row(
            List,
            "gzip in two members",
            [plain(
                [
                    packed(&super::row::valid_body().as_bytes()[..30]),
                    packed(&super::row::valid_body().as_bytes()[30..]),
                ]
                .concat(),
            )],
        ),
        row(
            List,
            "declared as gzip, but plain JSON",
            [declared_as_gzip(super::row::valid_body())],
        ),
        row(List, "truncated gzip with content-length", [announced])
            .attempts(4)
            .fails(Connection, None, &["connection", "retryable"]),
        row(List, "truncated gzip without content-length", [plain(half)])
            .fails(Decode, None, DECODE)
            .message("cannot decompress"),
        row(List, "damaged gzip", [plain(&damaged)])
            .fails(Decode, None, DECODE)
            .message("cannot decompress"),
        row(
            List,
            "gzip magic number without gzip",
            [declared_as_gzip(b"\x1f\x8bhello")],
        )
        .fails(Decode, None, DECODE),
        row(
            List,
            "gzip of text that is not JSON",
            [declared_as_gzip(packed(b"hello"))],
        )
        .fails(Decode, None, DECODE),
        row(List, "gzip, twice", [declared_as_gzip(packed(&valid_body))]),
        row(
            List,
            "gzip, three times",
            [declared_as_gzip(packed(&packed(&valid_body)))],
        )
        .fails(Decode, None, DECODE),
        row(
            List,
            "gzip of an empty body",
            [declared_as_gzip(packed(b""))],
        )
        .fails(Decode, None, DECODE),
        row(
            List,
            "gzip that decompresses to more than allowed",
            [declared_as_gzip(&bomb)],
        )
        .with(|builder| builder.max_body_size(1 << 20))
        .fails(Decode, None, DECODE)
        .message("larger than 1 MiB"),
        row(
            List,
            "404 with a gzip body",
            [Step::response(
                404,
                &[("Content-Encoding", "gzip")],
                packed(b"{\"message\":\"gone\"}"),
            )],
        )
        .fails(Status, 404, &["not_found"])
        // A gateway that compresses success responses compresses these as well.
        .message("gone"),
    ]
}
