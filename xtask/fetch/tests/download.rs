//! Downloads from servers on this machine.
#![allow(clippy::unwrap_used)]

use std::{
    io::{Read, Write},
    net::TcpListener,
    process::Command,
    thread,
};

use astro_api_fetch::{LARGEST, download};

/// Answers one request with that head and body, and gives its address.
fn serve(head: &'static str, body: Vec<u8>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/spec/v1.0", listener.local_addr().unwrap());
    thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut request = [0; 4096];
        let _ = stream.read(&mut request);
        let _ = write!(
            stream,
            "HTTP/1.1 {head}\r\nConnection: close\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        let _ = stream.write_all(&body);
    });
    address
}

fn nobody_there() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    format!("http://{}/", listener.local_addr().unwrap())
}

#[test]
fn a_document() {
    let largest = "x".repeat(usize::try_from(LARGEST).unwrap());
    for text in ["openapi: 3.0.3\n", &largest] {
        let address = serve("200 OK", text.as_bytes().to_vec());
        assert!(download(&address).unwrap() == text);
    }
}

#[test]
fn what_is_no_document() {
    let too_large = vec![b' '; usize::try_from(LARGEST).unwrap() + 1];
    for (address, message) in [
        (serve("404 Not Found", Vec::new()), "http status: 404"),
        (serve("200 OK", too_large), "it is larger than 32 MiB"),
        (nobody_there(), "Connection refused"),
        ("https://".to_owned(), "http"),
    ] {
        let reason = download(&address).unwrap_err();
        assert!(reason.contains(message), "{message}: {reason}");
    }
}

#[test]
fn the_program() {
    let program = || Command::new(env!("CARGO_BIN_EXE_astro-api-fetch"));
    let fetched = program().arg(serve("200 OK", b"openapi".to_vec())).output();
    let fetched = fetched.unwrap();
    assert_eq!(
        (fetched.status.code(), fetched.stdout),
        (Some(0), b"openapi".to_vec())
    );
    for (arg, message) in [
        (Some(nobody_there()), "Connection refused"),
        (None, "no address"),
    ] {
        let failed = program().args(arg).output().unwrap();
        let reason = String::from_utf8(failed.stdout).unwrap();
        assert_eq!(failed.status.code(), Some(2));
        assert!(reason.contains(message), "{message}: {reason}");
    }
}
