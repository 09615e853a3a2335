//! Connections: one client on several runtimes, and on none; how long idle ones are kept.

use std::{
    io::Write,
    net::TcpListener,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::Duration,
};

use astro_api::{Client, Error, ErrorKind};
use tokio::runtime::{Builder, Runtime};

use super::list;

const PAGE: &str = r#"{"limit":20,"offset":0,"organizations":[],"totalCount":0}"#;

/// A server that keeps its connections open, on separate threads, so that no runtime of the test drives it. It also
/// counts them.
fn serve() -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/v1", listener.local_addr().unwrap());
    let connections = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&connections);
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            count.fetch_add(1, Ordering::SeqCst);
            thread::spawn(move || {
                let mut reader = std::io::BufReader::new(stream.try_clone().unwrap());
                while read_head(&mut reader) {
                    let response = format!(
                        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{PAGE}",
                        PAGE.len()
                    );
                    stream.write_all(response.as_bytes()).unwrap();
                }
            });
        }
    });
    (url, connections)
}

/// Reads a request without a body; returns whether there was one.
fn read_head(reader: &mut impl std::io::BufRead) -> bool {
    let mut line = String::new();
    loop {
        line.clear();
        match reader.read_line(&mut line) {
            Ok(0) | Err(_) => return false,
            Ok(_) if line == "\r\n" => return true,
            Ok(_) => {}
        }
    }
}

fn client(url: &str) -> Client {
    let builder = astro_api_tests::builder(url);
    // A request that hangs fails after one attempt, and not after minutes.
    builder
        .retry(astro_api::RetryPolicy::never())
        .build()
        .unwrap()
}

fn current_thread() -> Runtime {
    Builder::new_current_thread().enable_all().build().unwrap()
}

/// The first runtime's connection is idle between its calls, since nothing drives it then.
#[test]
fn idle_runtime_does_not_block_another() -> Result<(), Error> {
    let client = client(&serve().0);
    let (first, second) = (current_thread(), current_thread());
    let third = Runtime::new().unwrap();
    for _ in 0..3 {
        first.block_on(list(&client))?;
        second.block_on(list(&client))?;
        third.block_on(list(&client))?;
    }
    Ok(())
}

#[test]
fn client_works_on_successive_runtimes() -> Result<(), Error> {
    let client = client(&serve().0);
    for _ in 0..20 {
        current_thread().block_on(list(&client))?;
    }
    Ok(())
}

#[test]
fn call_without_a_runtime_is_an_error() {
    let client = client("http://127.0.0.1:9/v1");
    let mut call = Box::pin(list(&client));
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    match call.as_mut().poll(&mut context) {
        std::task::Poll::Ready(Err(e)) => {
            assert_eq!(e.kind(), ErrorKind::Configuration, "{e}");
            assert!(e.to_string().contains("tokio runtime"), "{e}");
        }
        other => panic!("{other:?}"),
    }
}

/// A connection that the server may be about to close is not reused: the pool drops it earlier.
#[tokio::test(flavor = "multi_thread")]
async fn idle_connections_are_closed() {
    for (timeout, expected) in [(None, 1), (Some(Duration::ZERO), 3)] {
        let (url, connections) = serve();
        let builder = astro_api_tests::builder(url).pool_idle_timeout(timeout);
        let client = builder.build().unwrap();
        for _ in 0..3 {
            list(&client).await.unwrap();
        }
        assert_eq!(connections.load(Ordering::SeqCst), expected);
    }
}
