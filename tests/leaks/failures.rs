//! Failures of every kind.

use astro_api::{Client, Error};
use astro_api_tests::TOKEN;

use crate::{
    assert_error_clean, capture, errors,
    secrets::{HEADER, OPAQUE, PASSWORD},
};

#[test]
fn no_error_of_the_suite_leaks() {
    capture::start();
    for failure in errors::all() {
        assert_error_clean(&failure.error, failure.name);
    }
    capture::assert_clean("every failure of the suite");
}

#[tokio::test(flavor = "multi_thread")]
async fn no_error_leaks_an_opaque_token() {
    capture::start();
    for failure in errors::with_token(OPAQUE).await {
        assert_error_clean(&failure.error, failure.name);
    }
    capture::assert_clean("with an opaque token");
}

/// Invalid client settings, with secrets in every position.
#[test]
fn configuration_errors_do_not_leak() {
    capture::start();
    let header_error = |name: &str, value: &str| {
        let builder = Client::builder().token(OPAQUE).default_header(name, value);
        builder.build().unwrap_err()
    };
    let base_url_error = |url: String| {
        let builder = Client::builder().token(OPAQUE).base_url(url);
        builder.build().unwrap_err()
    };
    let failures = [
        (
            "a header with a line break",
            header_error("x-key", &format!("{HEADER}\n")),
        ),
        (
            "the header of the token",
            header_error("authorization", HEADER),
        ),
        ("a header of the HTTP client", header_error("host", HEADER)),
        (
            "credentials",
            base_url_error(format!("https://user:{PASSWORD}@host.example/v1")),
        ),
        (
            "a user",
            base_url_error(format!("https://{PASSWORD}@host.example/v1")),
        ),
        (
            "credentials without encryption",
            base_url_error(format!("http://user:{PASSWORD}@host.example/v1")),
        ),
        (
            "a query",
            base_url_error(format!("http://host.example/v1?key={PASSWORD}")),
        ),
        (
            "a fragment",
            base_url_error(format!("http://host.example/v1#{PASSWORD}")),
        ),
        (
            "no host",
            base_url_error(format!("https://user:{PASSWORD}@/v1")),
        ),
        (
            "an invalid port",
            base_url_error(format!("https://user:{PASSWORD}@host:x/v1")),
        ),
        (
            "another scheme",
            base_url_error(format!("ftp://user:{PASSWORD}@host.example/v1")),
        ),
        (
            "no scheme",
            base_url_error(format!("user:{PASSWORD}@host.example/v1")),
        ),
    ];
    for (name, error) in failures {
        assert_error_clean(&error, name);
    }
    capture::assert_clean("clients that cannot be set up");
}

/// A user who pastes a whole line of a `curl` command as a header name must not find the token in the log.
#[tokio::test(flavor = "multi_thread")]
async fn header_name_with_a_secret_does_not_leak() {
    capture::start();
    let line = format!("Authorization: Bearer {OPAQUE}");
    let builder = Client::builder().token(OPAQUE).default_header(&line, "");
    assert_error_clean(
        &builder.build().unwrap_err(),
        "the name of a default header",
    );
    let client = Client::builder().token(OPAQUE).build().unwrap();
    let list = client.list_organizations().with_header(&line, "");
    let error: Error = list.send().await.unwrap_err();
    assert_error_clean(&error, "the name of a header");
    let line = format!("x-api-key: {HEADER}");
    let list = client.list_organizations().with_header(&line, "");
    assert_error_clean(&list.send().await.unwrap_err(), "another header");
    capture::assert_clean("a header with its value in the name");
}

/// A token in place of an id: the arguments are easily swapped, and a token read from a file ends with a line break.
#[tokio::test(flavor = "multi_thread")]
async fn token_passed_as_an_id_does_not_leak() {
    capture::start();
    for (token, id) in [(TOKEN, format!("{TOKEN}\n")), (OPAQUE, OPAQUE.to_owned())] {
        let client = Client::builder().token(token).build().unwrap();
        let get = client.organization(id).get_organization();
        let error = get.send().await.unwrap_err();
        assert!(error.is_invalid_request());
        assert_error_clean(&error, "an id");
    }
    capture::assert_clean("the token in the place of an id");
}
