//! A client that interprets as little as possible: one connection per request, the headers split, chunks joined.

use std::io;

use astro_api_fake::Fake;
use serde_json::Value;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// A response, possibly incomplete if the connection closed.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
    /// Whether a chunked body is complete.
    pub(crate) ended: bool,
}

impl Reply {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(own, _)| own == name)
            .map(|(_, value)| value.as_str())
    }

    pub(crate) fn json(&self) -> serde_json::Result<Value> {
        serde_json::from_slice(&self.body)
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub(crate) fn parse(bytes: &[u8]) -> io::Result<Self> {
        let end = bytes
            .windows(4)
            .position(|window| window == b"\r\n\r\n")
            .ok_or(io::ErrorKind::UnexpectedEof)?;
        let head = String::from_utf8_lossy(&bytes[..end]);
        let mut lines = head.lines();
        let status = lines
            .next()
            .and_then(|line| line.split(' ').nth(1))
            .and_then(|code| code.parse().ok());
        let headers: Vec<(String, String)> = lines
            .filter_map(|line| line.split_once(": "))
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        let chunked = headers
            .iter()
            .any(|(name, value)| name == "transfer-encoding" && value == "chunked");
        let rest = &bytes[end + 4..];
        let (body, ended) = if chunked {
            join_chunks(rest)
        } else {
            (rest.to_vec(), true)
        };
        Ok(Self {
            status: status.ok_or(io::ErrorKind::InvalidData)?,
            headers,
            body,
            ended,
        })
    }
}

fn join_chunks(mut rest: &[u8]) -> (Vec<u8>, bool) {
    let mut body = Vec::new();
    while let Some(end) = rest.windows(2).position(|window| window == b"\r\n") {
        let size =
            usize::from_str_radix(&String::from_utf8_lossy(&rest[..end]), 16).unwrap_or_default();
        if size == 0 {
            return (body, true);
        }
        let chunk = &rest[end + 2..];
        body.extend_from_slice(&chunk[..size.min(chunk.len())]);
        rest = chunk.get(size + 2..).unwrap_or_default();
    }
    (body, false)
}

/// Opens a connection and sends a raw request; `headers` are whole lines without line breaks.
pub(crate) async fn open(
    fake: &Fake,
    method: &str,
    path: &str,
    headers: &[&str],
    body: &str,
) -> io::Result<TcpStream> {
    let mut request = format!("{method} {path} HTTP/1.1\r\nHost: fake\r\nConnection: close\r\n");
    for header in headers {
        request.push_str(header);
        request.push_str("\r\n");
    }
    request.push_str(&format!("Content-Length: {}\r\n\r\n{body}", body.len()));
    let mut stream = TcpStream::connect(fake.address()).await?;
    stream.write_all(request.as_bytes()).await?;
    Ok(stream)
}

/// Sends a raw request and reads until the connection closes.
pub(crate) async fn send(
    fake: &Fake,
    method: &str,
    path: &str,
    headers: &[&str],
    body: &str,
) -> io::Result<Reply> {
    let mut stream = open(fake, method, path, headers, body).await?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).await?;
    Reply::parse(&bytes)
}

/// Sends a GET with the fake's token, below `/v1`.
pub(crate) async fn get(fake: &Fake, path: &str) -> io::Result<Reply> {
    send(
        fake,
        "GET",
        &format!("/v1{path}"),
        &[&authorization(fake)],
        "",
    )
    .await
}

/// Sends a request with a body and the fake's token, below `/v1`.
pub(crate) async fn post(fake: &Fake, path: &str, body: &str) -> io::Result<Reply> {
    send(
        fake,
        "POST",
        &format!("/v1{path}"),
        &[&authorization(fake)],
        body,
    )
    .await
}

pub(crate) fn authorization(fake: &Fake) -> String {
    format!("Authorization: Bearer {}", fake.token())
}
