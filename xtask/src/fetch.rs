//! Reads documents from a file or a URL.

use std::process::Command;

use anyhow::{Context, Result, anyhow, bail};
use fs_err as fs;

/// Timeout of a download, in seconds.
const TIMEOUT: u32 = 30;

/// Maximum size of a document in MiB. The published one is about 1 MiB.
const LARGEST: u64 = 32;

/// Returns whether a source is a URL rather than a file.
pub(crate) fn is_url(source: &str) -> bool {
    source.starts_with("https://") || source.starts_with("http://")
}

/// Reads the text at a URL, or in a file.
pub(crate) fn text(source: &str) -> Result<String> {
    if !is_url(source) {
        return Ok(fs::read_to_string(source)?);
    }
    download(source).map_err(|e| {
        anyhow!("cannot fetch {source}: {e:#}; check the address and the network, or save the document and name the file")
    })
}

/// Downloads with `curl`, which uses the proxies and certificates of the platform.
fn download(url: &str) -> Result<String> {
    let largest = (LARGEST << 20).to_string();
    let output = Command::new("curl")
        .args(["--fail", "--silent", "--show-error", "--location"])
        .args(["--proto", "=http,https", "--proto-redir", "=http,https"])
        .args(["--max-time", &TIMEOUT.to_string()])
        .args(["--max-filesize", &largest, "--url", url])
        .output()
        .context("cannot run curl")?;
    if !output.status.success() {
        let reason = String::from_utf8_lossy(&output.stderr);
        let reason = reason.trim().trim_start_matches("curl: ");
        bail!("curl failed ({}): {reason}", output.status);
    }
    String::from_utf8(output.stdout).context("it is not UTF-8 text")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::{
        io::{Read, Write},
        net::TcpListener,
        thread,
    };

    use super::*;

    /// Serves one response with this head and body, and returns its URL.
    fn serve(head: &'static str, body: Vec<u8>) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}/spec/v1.0", listener.local_addr().unwrap());
        thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let _ = stream.read(&mut [0; 4096]);
            let length = body.len();
            let _ = write!(
                stream,
                "HTTP/1.1 {head}\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n"
            );
            let _ = stream.write_all(&body);
        });
        address
    }

    #[test]
    fn a_document_of_the_maximum_size() {
        let largest = "x".repeat(usize::try_from(LARGEST << 20).unwrap());
        for expected in ["openapi: 3.0.3\n", &largest] {
            let address = serve("200 OK", expected.as_bytes().to_vec());
            assert!(text(&address).unwrap() == expected);
        }
    }

    #[test]
    fn failures_name_the_address_and_the_reason() {
        let too_large = vec![b' '; usize::try_from(LARGEST << 20).unwrap() + 1];
        let closed = TcpListener::bind("127.0.0.1:0").unwrap();
        let refused = format!("http://{}/", closed.local_addr().unwrap());
        drop(closed);
        for (address, message) in [
            (serve("404 Not Found", Vec::new()), "404"),
            (
                serve("302 Found\r\nLocation: file:///etc/hostname", Vec::new()),
                "rotocol",
            ),
            (serve("200 OK", too_large), "axim"),
            (serve("200 OK", vec![0xff]), "UTF-8"),
            (refused, "onnect"),
            ("https://".to_owned(), "URL"),
        ] {
            let reason = text(&address).unwrap_err().to_string();
            assert!(
                reason.starts_with(&format!("cannot fetch {address}: ")),
                "{reason}"
            );
            assert!(reason.contains(message), "{message}: {reason}");
        }
    }
}
