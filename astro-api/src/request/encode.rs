//! Encodes values in requests that are not JSON.

use reqwest::{Url, header::HeaderValue};
use serde::Serialize;
use serde_json::Value;

use crate::error::Error;

/// Encodes an object as a form: one pair for each member, a list as a repeated key, and an object in brackets:
/// `a[b]=c`.
pub(crate) fn form<T: Serialize>(body: &T) -> Result<Vec<u8>, Error> {
    let value = serde_json::to_value(body)
        .map_err(|e| Error::invalid_request("the body cannot be serialized").with_source(e))?;
    let Value::Object(members) = value else {
        return Err(Error::invalid_request(
            "the body is not an object, so it cannot be sent as a form",
        ));
    };
    let mut pairs = Vec::new();
    for (name, value) in members {
        add_pairs(name, value, &mut pairs)?;
    }
    Ok(encoded(&pairs)?.into_bytes())
}

fn add_pairs(name: String, value: Value, pairs: &mut Vec<(String, String)>) -> Result<(), Error> {
    match value {
        Value::Null => {}
        Value::Array(items) => {
            for item in items {
                if item.is_array() || item.is_object() {
                    return Err(Error::invalid_request(format!(
                        "`{name}` is a list of objects or lists, which a form cannot hold"
                    )));
                }
                add_pairs(name.clone(), item, pairs)?;
            }
        }
        Value::Object(members) => {
            for (member, value) in members {
                add_pairs(format!("{name}[{member}]"), value, pairs)?;
            }
        }
        Value::String(text) => pairs.push((name, text)),
        scalar => pairs.push((name, scalar.to_string())),
    }
    Ok(())
}

/// Encodes a query parameter whose values are joined. The separator itself is not escaped, which distinguishes it from
/// the content of a value.
pub(crate) fn joined(name: &str, values: &[String], separator: &str) -> Result<String, Error> {
    let separator = match separator {
        " " => "%20",
        "|" => "%7C",
        other => other,
    };
    let values: Vec<String> = values
        .iter()
        .map(|value| {
            let pair = encoded(&[(String::new(), value.clone())])?;
            Ok(pair.trim_start_matches('=').to_owned())
        })
        .collect::<Result<_, Error>>()?;
    let name = encoded(&[(name.to_owned(), String::new())])?;
    Ok(format!("{name}{}", values.join(separator)))
}

/// Encodes the pairs as `application/x-www-form-urlencoded`.
fn encoded(pairs: &[(String, String)]) -> Result<String, Error> {
    let mut url = Url::parse("form:")
        .map_err(|e| Error::invalid_request("cannot be encoded").with_source(e))?;
    url.query_pairs_mut().extend_pairs(pairs);
    Ok(url.query().unwrap_or_default().to_owned())
}

/// Returns the content type of a body. A multipart type includes the boundary, which is on the first line of the body.
pub(crate) fn content_type(media_type: &str, body: &[u8]) -> Result<HeaderValue, Error> {
    let boundary = media_type
        .starts_with("multipart/")
        .then(|| boundary(body))
        .flatten();
    let text = match boundary {
        Some(boundary) if !media_type.contains("boundary=") => {
            format!("{media_type}; boundary=\"{boundary}\"")
        }
        _ => media_type.to_owned(),
    };
    HeaderValue::try_from(text).map_err(|e| {
        Error::invalid_request(format!("`{media_type}` cannot be sent as a content type"))
            .with_source(e)
    })
}

fn boundary(body: &[u8]) -> Option<&str> {
    let line = body.strip_prefix(b"--")?.split(|b| *b == b'\n').next()?;
    let boundary = std::str::from_utf8(line).ok()?.trim_end();
    // See https://www.rfc-editor.org/rfc/rfc2046#section-5.1.1.
    let is_allowed = |b: u8| b.is_ascii_alphanumeric() || b"'()+_,-./:=? ".contains(&b);
    let is_boundary = (1..=70).contains(&boundary.len()) && boundary.bytes().all(is_allowed);
    is_boundary.then_some(boundary)
}
