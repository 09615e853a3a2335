//! Gzip that was not requested, and invalid gzip.

use std::io::Write;

use astro_api::ErrorKind::{Connection, Decode, Status};
use astro_api_tests::Step;
use flate2::{Compression, write::GzEncoder};

use super::row::{Ask::*, Row, good, row};

const DECODE: &[&str] = &["decode"];

fn packed(text: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text).unwrap();
    encoder.finish().unwrap()
}

/// Returns a success response declared as gzip.
fn declared(body: impl AsRef<[u8]>) -> Step {
    Step::answer(200, &[("Content-Encoding", "gzip")], body)
}

fn plain(body: impl AsRef<[u8]>) -> Step {
    Step::answer(200, &[], body)
}

pub(super) fn rows() -> Vec<Row> {
    let good = packed(good().as_bytes());
    let half = &good[..good.len() / 2];
    let mut damaged = good.clone();
    let last = damaged.len() - 6;
    damaged[last] ^= 0xff;
    let bomb = packed(&vec![b' '; 4 << 20]);
    let mut announced = Step::send(format!(
        "HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n",
        good.len()
    ));
    announced = announced.then(half);
    vec![
        row(List, "gzip, as declared", [declared(&good)]),
        row(List, "gzip that is not declared", [plain(&good)]),
        row(
            List,
            "gzip in two members",
            [plain(
                [
                    packed(&super::row::good().as_bytes()[..30]),
                    packed(&super::row::good().as_bytes()[30..]),
                ]
                .concat(),
            )],
        ),
        row(
            List,
            "declared as gzip, but plain JSON",
            [declared(super::row::good())],
        ),
        row(
            List,
            "gzip whose body is cut, as its length tells",
            [announced],
        )
        .tried(4)
        .fails(Connection, None, &["connection", "retryable"]),
        row(
            List,
            "gzip cut where its length does not tell",
            [plain(half)],
        )
        .fails(Decode, None, DECODE)
        .says("cannot decompress"),
        row(List, "gzip that is damaged", [plain(&damaged)])
            .fails(Decode, None, DECODE)
            .says("cannot decompress"),
        row(
            List,
            "begins as gzip and is none",
            [declared(b"\x1f\x8bhello")],
        )
        .fails(Decode, None, DECODE),
        row(
            List,
            "gzip of something that is no JSON",
            [declared(packed(b"hello"))],
        )
        .fails(Decode, None, DECODE),
        row(List, "gzip twice over", [declared(packed(&good))]),
        row(
            List,
            "gzip three times over",
            [declared(packed(&packed(&good)))],
        )
        .fails(Decode, None, DECODE),
        row(List, "gzip of nothing", [declared(packed(b""))]).fails(Decode, None, DECODE),
        row(
            List,
            "gzip that unpacks to more than allowed",
            [declared(&bomb)],
        )
        .with(|builder| builder.max_body_size(1 << 20))
        .fails(Decode, None, DECODE)
        .says("larger than 1 MiB"),
        row(
            List,
            "404 whose body is gzip",
            [Step::answer(
                404,
                &[("Content-Encoding", "gzip")],
                packed(b"{\"message\":\"gone\"}"),
            )],
        )
        .fails(Status, 404, &["not_found"])
        // A gateway that compresses success responses compresses these as well.
        .says("gone"),
    ]
}
