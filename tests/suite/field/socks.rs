//! A SOCKS proxy.

use std::net::Ipv4Addr;

use astro_api::{Client, ErrorKind, RetryPolicy};
use astro_api_tests::{ScriptedServer, builder};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional},
    net::{TcpListener, TcpStream},
};

use super::{list, page};

/// Starts a minimal SOCKS 5 proxy ([RFC 1928](https://www.rfc-editor.org/rfc/rfc1928)); returns its address.
async fn serve() -> String {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        // Version, number of methods, methods; the reply selects the one without a password.
        let mut greeting = [0; 2];
        stream.read_exact(&mut greeting).await.unwrap();
        let mut methods = vec![0; usize::from(greeting[1])];
        stream.read_exact(&mut methods).await.unwrap();
        stream.write_all(&[5, 0]).await.unwrap();
        // Version, connect, reserved, IPv4, address and port.
        let mut connect_request = [0; 10];
        stream.read_exact(&mut connect_request).await.unwrap();
        assert_eq!(connect_request[..4], [5, 1, 0, 1]);
        let port = u16::from_be_bytes([connect_request[8], connect_request[9]]);
        let mut server = TcpStream::connect((Ipv4Addr::LOCALHOST, port))
            .await
            .unwrap();
        stream
            .write_all(&[5, 0, 0, 1, 0, 0, 0, 0, 0, 0])
            .await
            .unwrap();
        let _ = copy_bidirectional(&mut stream, &mut server).await;
    });
    address
}

fn client_through_proxy(proxy: String, base_url: &str) -> Result<Client, astro_api::Error> {
    let builder = builder(base_url).retry(RetryPolicy::never());
    builder.proxy(proxy).build()
}

#[tokio::test(flavor = "multi_thread")]
async fn requests_use_the_socks_proxy() {
    let server = ScriptedServer::start([page()]).await;
    let proxy = serve().await;
    let client = client_through_proxy(format!("socks5://{proxy}"), &server.base_url());
    list(&client.unwrap()).await.unwrap();
    assert_eq!(server.connections(), 1);
}

#[test]
fn unsupported_proxy_scheme_is_a_configuration_error() {
    let error = client_through_proxy(
        "ftp://127.0.0.1:9".to_owned(),
        "https://api.astronomer.io/v1",
    );
    let error = error.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
    assert!(error.to_string().contains("socks5h://"), "{error}");
}
