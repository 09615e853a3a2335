//! Starts, records and stops.

use std::time::Duration;

use astro_api_fake::{Fake, FakeResponse};
use serde_json::json;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;

use crate::Outcome;
use crate::client::{authorization, get, open, send};

#[tokio::test]
async fn base_url_matches_the_bound_address() -> Outcome {
    let (one, other) = (
        Fake::builder().start().await?,
        Fake::builder().start().await?,
    );
    assert_eq!(
        one.base_url(),
        format!("http://127.0.0.1:{}/v1", one.address().port())
    );
    assert_ne!(one.address(), other.address());
    assert_eq!(get(&one, "/organizations").await?.status, 200);
    Ok(())
}

#[tokio::test]
async fn requests_are_recorded_as_they_were_sent() -> Outcome {
    let fake = Fake::builder().start().await?;
    fake.next(FakeResponse::hang_up());
    // One is closed, one is rejected by the gateway: both are recorded.
    assert!(get(&fake, "/organizations").await.is_err());
    let headers = ["X-Second: 2", "X-First: 1", "X-Second: 3"];
    send(
        &fake,
        "POST",
        "/v1/a%20b?sorts=name%3Aasc&sorts=%2B",
        &headers,
        "{\"a\":1}",
    )
    .await?;

    let requests = fake.requests();
    assert_eq!(requests.len(), 2);
    let [_, request] = requests.as_slice() else {
        return Err("not two".into());
    };
    assert_eq!(
        (request.method.as_str(), request.path.as_str()),
        ("POST", "/v1/a%20b")
    );
    assert_eq!(request.query, "sorts=name%3Aasc&sorts=%2B");
    assert_eq!(request.body, b"{\"a\":1}");
    assert_eq!(request.header("x-first"), Some("1"));
    let header = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let expected = [
        header("host", "fake"),
        header("connection", "close"),
        header("x-second", "2"),
        header("x-second", "3"),
        header("x-first", "1"),
        header("content-length", "7"),
    ];
    assert_eq!(request.headers, expected);

    fake.clear_requests();
    assert_eq!(fake.requests(), []);
    Ok(())
}

#[tokio::test]
async fn connection_is_kept_alive() -> Outcome {
    let fake = Fake::builder()
        .organization(json!({ "id": "one" }))
        .start()
        .await?;
    let mut stream = TcpStream::connect(fake.address()).await?;
    let request = format!(
        "GET /v1/organizations/one HTTP/1.1\r\nHost: fake\r\n{}\r\n\r\n",
        authorization(&fake)
    );
    for _ in 0..2 {
        stream.write_all(request.as_bytes()).await?;
        let mut bytes = Vec::new();
        while !bytes.ends_with(br#"{"id":"one"}"#) {
            assert_ne!(
                stream.read_buf(&mut bytes).await?,
                0,
                "the connection closed"
            );
        }
    }
    Ok(())
}

#[tokio::test]
async fn dropping_the_fake_frees_the_port_and_closes_connections() -> Outcome {
    let fake = Fake::builder().start().await?;
    let address = fake.address();
    fake.next(FakeResponse::silence());
    let mut stream = open(
        &fake,
        "GET",
        "/v1/organizations",
        &[&authorization(&fake)],
        "",
    )
    .await?;
    while fake.requests().is_empty() {
        tokio::task::yield_now().await;
    }

    drop(fake);
    // Immediately, before the runtime runs again: hence the blocking client.
    assert!(std::net::TcpStream::connect(address).is_err());
    let listener = TcpListener::bind(address).await?;
    assert_eq!(listener.local_addr()?, address);
    let mut bytes = Vec::new();
    // Closed or reset, in any case without a response.
    let _ = timeout(Duration::from_secs(10), stream.read_to_end(&mut bytes)).await?;
    assert!(bytes.is_empty());
    Ok(())
}
