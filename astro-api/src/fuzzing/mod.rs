//! Entry points of the fuzzer and the property tests: each function accepts any bytes, and panics if a guarantee is
//! violated.
//!
//! It exists for `cargo fuzz` and the tests of this crate only; see `fuzz/Cargo.toml`.

#![allow(missing_docs, reason = "not part of the API")]

#[cfg(test)]
mod tests;

use std::{collections::BTreeMap, error::Error as StdError, time::Duration};

use reqwest::{
    Method, Url,
    header::{DATE, HeaderMap, HeaderValue, RETRY_AFTER},
};

use crate::{
    Error, StatusCode,
    auth::Token,
    config::base_url,
    error::ErrorBody,
    request::{
        Request,
        operation::{Operation, OperationRef, RateClass},
        options::{self, Options},
    },
    response::{decode, gzip},
    retry::retry_after,
    types::{Organization, OrganizationsPaginated},
};

/// A token without the usual form, so that it can only be recognized by its value.
const TOKEN: &str = "marked~token/in+fuzz==";

/// The encodings in which a server may write the token.
const TOKEN_ENCODINGS: [&str; 3] = [
    TOKEN,
    "marked~token\\/in+fuzz==",
    "marked~token/in\\u002bfuzz\\u003D=",
];

/// The maximum size of an excerpt in an error, with the truncation mark.
const LONGEST: usize = 1024 + '…'.len_utf8();

/// The body of an error response: for any body, the error has the status, is short, and does not contain the token.
pub fn error_body(input: &[u8]) {
    let [high, low, body @ ..] = input else {
        return;
    };
    let code = 300 + u16::from_be_bytes([*high, *low]) % 300;
    let Ok(status) = StatusCode::from_u16(code) else {
        return;
    };
    // The body contains the token at some position.
    let place = body.len().min(usize::from(*low) * 16);
    let body = [&body[..place], TOKEN.as_bytes(), &body[place..]].concat();
    let error = Error::from_status(status, ErrorBody::parse(&body, Some(TOKEN)), true);
    assert_eq!(error.status(), Some(status));
    assert!(error.body().is_none_or(|e| e.len() <= LONGEST));
    assert!(error.message().len() <= LONGEST);
    assert_redacted(&error);
}

/// The body of a successful response: it is deserialized, or the error says so and does not contain the token.
pub fn response_body(input: &[u8]) {
    let Some(token) = token() else { return };
    for body in [input.to_vec(), [input, TOKEN.as_bytes()].concat()] {
        let results = [
            decode::json::<OrganizationsPaginated>(&body, &token).map(drop),
            decode::json::<Organization>(&body, &token).map(drop),
        ];
        for error in results.into_iter().filter_map(Result::err) {
            assert!(error.is_decode());
            assert_redacted(&error);
        }
    }
    // As a key of a map with arbitrary keys, where it is part of the JSONPath of the error.
    for key in TOKEN_ENCODINGS {
        let body = [b"{\"", key.as_bytes(), b"\": ", input, b"}"].concat();
        if let Err(error) = decode::json::<BTreeMap<String, bool>>(&body, &token) {
            assert_redacted(&error);
        }
    }
}

/// Gzip: the output is never larger than the maximum, for any input.
pub fn unpack(input: &[u8]) {
    const LARGEST: usize = 64 * 1024;
    let gzipped = [&gzip::MAGIC, input].concat();
    for body in [input, &gzipped] {
        if let Ok(Some(unpacked)) = gzip::unpack(body, LARGEST) {
            assert!(unpacked.len() <= LARGEST);
        }
        assert!(gzip::unpack_beginning(body, LARGEST).len() <= LARGEST);
    }
}

/// `Retry-After`, with the `Date` of the response after a line break.
pub fn wait(input: &[u8]) {
    let mut parts = input.splitn(2, |b| *b == b'\n');
    let mut headers = HeaderMap::new();
    for name in [RETRY_AFTER, DATE] {
        if let Some(Ok(value)) = parts.next().map(HeaderValue::from_bytes) {
            headers.insert(name, value);
        }
    }
    let wait = retry_after(&headers);
    let text = headers.get(RETRY_AFTER).and_then(|v| v.to_str().ok());
    let digits = text.map(str::trim).filter(|t| !t.is_empty());
    if let Some(digits) = digits.filter(|t| t.bytes().all(|b| b.is_ascii_digit())) {
        // Computed digit by digit, independently of the parser under test.
        let seconds = digits.bytes().fold(0_u64, |sum, digit| {
            sum.saturating_mul(10)
                .saturating_add(u64::from(digit - b'0'))
        });
        assert_eq!(wait, Some(Duration::from_secs(seconds)));
    }
}

/// Base URLs: an accepted URL uses TLS or a loopback address, and contains no secret.
pub fn url(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    for parsed in [
        base_url::parse(&text),
        base_url::from_host(&text),
        base_url::from_domain(&text),
    ] {
        let Ok(url) = parsed else { continue };
        assert!(url.username().is_empty() && url.password().is_none());
        assert!(url.query().is_none() && url.fragment().is_none());
        if base_url::require_encryption(&url).is_ok() {
            assert!(
                url.scheme() == "https" || base_url::is_loopback(&url),
                "{url}"
            );
        }
        // A path can be appended.
        assert!(!url.cannot_be_a_base(), "{url}");
    }
}

/// Ids: an accepted id is one segment of the operation's path, and changes nothing else in the URL.
pub fn id(input: &[u8]) {
    const OPERATION: &Operation = &Operation {
        id: "GetOrganization",
        method: Method::GET,
        path: "/organizations/{organizationId}/things",
        idempotent: true,
        rate_class: RateClass::Get,
    };
    let Ok(base) = Url::parse("https://api.example/v1") else {
        return;
    };
    let text = String::from_utf8_lossy(input).into_owned();
    let mut request = Request::new(OperationRef::Known(OPERATION), Options::default());
    if request.put_path("organizationId", text.clone()).is_err() {
        return;
    }
    request.put_query("q", text.clone());
    let url = request.url(&base);
    let url = url
        .as_ref()
        .ok()
        .and_then(|u| u.as_str().parse::<Url>().ok());
    let Some(url) = url else {
        panic!("no URL came of {text:?}")
    };
    let parts: Vec<&str> = url
        .path_segments()
        .map(Iterator::collect)
        .unwrap_or_default();
    assert!(
        matches!(parts.as_slice(), ["v1", "organizations", id, "things"] if !id.is_empty()),
        "{text:?} led to {url}"
    );
    assert_eq!(url.host_str(), Some("api.example"));
    let query: Vec<_> = url.query_pairs().into_owned().collect();
    assert_eq!(query, [("q".to_owned(), text)]);
}

/// Headers of the caller: headers that are reserved for the client are never accepted.
pub fn header(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    let (name, value) = text.split_once(':').unwrap_or((&text, ""));
    if let Ok((name, value)) = options::header(name, value) {
        let reserved = [
            "authorization",
            "content-length",
            "host",
            "transfer-encoding",
        ];
        assert!(!reserved.contains(&name.as_str()));
        assert!(value.is_sensitive());
    }
    if let Ok(version) = options::api_version(&text) {
        assert!(!version.is_empty());
    }
}

fn token() -> Option<Token> {
    Token::new(TOKEN).ok()
}

/// Displays the whole error, and asserts that it does not contain the token.
fn assert_redacted(error: &Error) {
    let mut texts = vec![error.to_string(), format!("{error:?}")];
    let mut cause = error.source();
    while let Some(e) = cause {
        texts.push(format!("{e} {e:?}"));
        cause = e.source();
    }
    for text in texts {
        assert!(!text.contains(TOKEN), "{text}");
    }
}
