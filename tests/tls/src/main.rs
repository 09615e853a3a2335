//! Checks that this program's choice of TLS works. It runs without root certificates (`SSL_CERT_FILE=/nonexistent`),
//! and panics on failure.

use astro_api::{Client, Error, ErrorKind, RetryPolicy};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};

const PAGE: &str = r#"{"limit":20,"offset":0,"organizations":[],"totalCount":0}"#;

const HAS_RUSTLS: bool = cfg!(any(feature = "rustls", feature = "ring"));
const HAS_NATIVE: bool = cfg!(feature = "native-tls");

fn main() {
    #[cfg(feature = "ring")]
    rustls::crypto::ring::default_provider()
        .install_default()
        .expect("nobody has installed a provider");
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    runtime.block_on(check());
}

async fn check() {
    let address = serve().await;
    // Plain HTTP needs no certificates.
    list(&client(&format!("http://{address}/v1")).expect("a client without TLS"))
        .await
        .expect("a page over plain HTTP");
    encrypted(&client(&format!("https://{address}/v1")), &address).await;
    process();
}

/// Creates a client that uses TLS with a server that does not.
async fn encrypted(client: &Result<Client, Error>, address: &str) {
    // The platform's library reports it at the first connection.
    let finds_out_early = HAS_RUSTLS && !HAS_NATIVE && !cfg!(feature = "bundled");
    match client {
        Err(e) => {
            assert!(finds_out_early, "{e}");
            assert_eq!(e.kind(), ErrorKind::Configuration);
            for part in ["SSL_CERT_FILE", "webpki-roots", "ca-certificates"] {
                assert!(e.to_string().contains(part), "{e}");
            }
        }
        Ok(client) => {
            assert!(
                !finds_out_early,
                "there are no certificates, and nobody said so"
            );
            let error = list(client).await.expect_err("the server speaks no TLS");
            let text = error.to_string();
            assert!(text.contains(address), "{text}");
            if !HAS_RUSTLS && !HAS_NATIVE {
                assert_eq!(error.kind(), ErrorKind::Configuration, "{text}");
                assert!(text.contains("TLS is not compiled in"), "{text}");
            } else {
                assert_eq!(error.kind(), ErrorKind::Connection, "{text}");
                // The message identifies the library.
                let is_openssl = text.contains("SSL routines");
                assert_eq!(is_openssl, HAS_NATIVE, "{text}");
            }
        }
    }
}

/// Checks that the rest of the process is unaffected.
fn process() {
    // It may fail without certificates, but must not panic for lack of a crypto provider.
    drop(reqwest::Client::builder().build());
    #[cfg(feature = "rustls")]
    {
        use rustls::crypto::CryptoProvider;
        assert!(
            CryptoProvider::get_default().is_none(),
            "a provider was installed"
        );
        // It uses the only provider, which panics if two are compiled in.
        drop(rustls::ClientConfig::builder());
    }
    #[cfg(feature = "ring")]
    assert!(rustls::crypto::CryptoProvider::get_default().is_some());
}

fn client(url: &str) -> Result<Client, Error> {
    Client::builder()
        .token("a.b.c")
        .base_url(url)
        .retry(RetryPolicy::never())
        .build()
}

async fn list(client: &Client) -> Result<(), Error> {
    client.list_organizations().send().await.map(drop)
}

/// Starts a server that responds to every request with a page; returns its address.
async fn serve() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address").to_string();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut request = [0; 4096];
            let _ = stream.read(&mut request).await;
            let length = PAGE.len();
            let response = format!(
                "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n{PAGE}"
            );
            let _ = stream.write_all(response.as_bytes()).await;
        }
    });
    address
}
