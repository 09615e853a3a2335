//! Proxies with a password.

use astro_api::{Client, Error};
use astro_api_tests::{ScriptedServer, Step, TOKEN};

use crate::{
    assert_error_clean, builder_with_secrets, capture,
    secrets::{self, OPAQUE, PASSWORD},
};

/// Creates a client behind a proxy; the target does not exist.
fn client_behind_proxy(proxy: String, base_url: &str, token: &str) -> Result<Client, Error> {
    let builder = builder_with_secrets(base_url).token(token).proxy(proxy);
    secrets::assert_clean(&format!("{builder:?} {builder:#?}"), "Debug");
    builder.build()
}

/// The target of the request.
const BASE_URLS: [&str; 2] = ["http://127.0.0.1:9/v1", "https://127.0.0.1:9/v1"];

#[tokio::test(flavor = "multi_thread")]
async fn invalid_proxy_does_not_leak_its_password() {
    capture::start();
    for proxy in [
        format!("http://user:{PASSWORD}@[::"),
        format!("http://user:{PASSWORD}@:3128"),
        format!("http://user:{PASSWORD}@host:port"),
        format!("ftp://user:{PASSWORD}@127.0.0.1:1"),
        format!("user:{PASSWORD}@127.0.0.1:1"),
        format!("http://user:{PASSWORD}@proxy.example:3128"),
    ] {
        let error = client_behind_proxy(proxy, BASE_URLS[0], TOKEN).unwrap_err();
        assert_error_clean(&error, "a proxy that cannot be used");
    }
    capture::assert_clean("proxies that cannot be used");
}

#[tokio::test(flavor = "multi_thread")]
async fn failing_proxy_does_not_leak_its_password() {
    capture::start();
    for token in [TOKEN, OPAQUE] {
        let refused = |text: &str| Step::response(407, &[("proxy-authenticate", "Basic")], text);
        let steps = [
            ("407", refused("")),
            (
                "407 with what it was sent",
                refused(&format!("{token} of user")),
            ),
            ("502", Step::response(502, &[], token)),
            ("hang-up", Step::hang_up()),
            ("no HTTP", Step::send("SSH-2.0-OpenSSH_9.9\r\n")),
        ];
        for base_url in BASE_URLS {
            for (name, step) in steps.clone() {
                let proxy = ScriptedServer::start([step]).await;
                let url = format!("http://user:{PASSWORD}@{}", proxy.address());
                let client = client_behind_proxy(url, base_url, token).unwrap();
                secrets::assert_clean(&format!("{client:?} {client:#?}"), "Debug");
                let error = client.list_organizations().send().await.unwrap_err();
                assert_error_clean(&error, name);
                assert!(
                    !proxy.seen().is_empty(),
                    "{name} of {base_url} received no request"
                );
            }
        }
    }
    capture::assert_clean("proxies that fail");
}

#[tokio::test(flavor = "multi_thread")]
async fn unreachable_proxy_does_not_leak_its_password() {
    capture::start();
    let unused_url = ScriptedServer::start([Step::hang_up()]).await.base_url();
    for scheme in ["http", "socks5"] {
        let url = unused_url.replace("http://", &format!("{scheme}://user:{PASSWORD}@"));
        for base_url in BASE_URLS {
            let client = client_behind_proxy(url.clone(), base_url, TOKEN).unwrap();
            let error = client.list_organizations().send().await.unwrap_err();
            assert!(error.is_connection(), "{error:?}");
            assert_error_clean(&error, "a proxy that is not there");
        }
    }
    capture::assert_clean("proxies that are not there");
}
