//! Rejected certificates, and connections without TLS.

use std::{fs, sync::Arc};

use astro_api::{Client, ErrorKind};
use astro_api_tests::{ManualTimer, builder, root};
use tokio::net::TcpListener;
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        ServerConfig, crypto,
        pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
    },
};

use super::list;

fn fixture(name: &str) -> Vec<u8> {
    fs::read(root().join("tests/fixtures/tls").join(name)).unwrap()
}

/// Starts a server with a self-signed certificate for `astro.example`; returns its address.
async fn serve() -> String {
    let certificate = CertificateDer::from_pem_slice(&fixture("certificate.pem")).unwrap();
    let key = PrivateKeyDer::from_pem_slice(&fixture("key.pem")).unwrap();
    let provider = Arc::new(crypto::aws_lc_rs::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let acceptor = acceptor.clone();
            tokio::spawn(async move { acceptor.accept(stream).await.map(drop) });
        }
    });
    format!("https://{address}/v1")
}

fn client(url: &str, http: Option<reqwest::Client>) -> (Client, ManualTimer) {
    let timer = ManualTimer::default();
    let mut builder = builder(url).timer(timer.clone());
    if let Some(http) = http {
        builder = builder.http_client(http);
    }
    (builder.build().unwrap(), timer)
}

#[tokio::test(flavor = "multi_thread")]
async fn untrusted_certificate_is_not_retried() {
    let url = serve().await;
    let (client, timer) = client(&url, None);
    let error = list(&client).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connection);
    assert_eq!((error.attempts(), timer.slept().len()), (1, 0), "{error}");
    assert!(!error.is_retryable() && !error.may_have_been_executed());
    let text = error.to_string();
    let origin = url.trim_end_matches("/v1");
    assert!(text.contains(&format!("certificate of {origin}")), "{text}");
    // The reason, in the library's words.
    assert!(
        text.contains("rejected: invalid peer certificate"),
        "{text}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_host_certificate_is_not_retried() {
    let certificate = reqwest::Certificate::from_pem(&fixture("certificate.pem")).unwrap();
    let http = reqwest::Client::builder()
        .tls_certs_only([certificate])
        .no_proxy()
        .build()
        .unwrap();
    let (client, timer) = client(&serve().await, Some(http));
    let error = list(&client).await.unwrap_err();
    assert_eq!((error.attempts(), timer.slept().len()), (1, 0), "{error}");
    let text = error.to_string();
    assert!(text.contains("certificate of https://127.0.0.1"), "{text}");
    assert!(text.contains("astro.example"), "{text}");
}
