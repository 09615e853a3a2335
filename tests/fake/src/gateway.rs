//! The gateway in front of the API: it checks the token and knows nothing about the operations.

use hyper::{Response, StatusCode};

use crate::RecordedRequest;
use crate::failure::{Failure, JSON, respond};
use crate::payload::Payload;

const TEXT: &str = "text/plain";

/// Admits a request, or responds instead of the API.
///
/// A scheme other than `Bearer` counts as no token. A well-formed but unknown token passes the gateway, and the API
/// rejects it with JSON.
pub(crate) fn admit(
    request: &RecordedRequest,
    accepts: impl Fn(&str) -> bool,
    request_id: &str,
) -> Result<(), Box<Response<Payload>>> {
    let presented = request
        .header("authorization")
        .and_then(|value| value.strip_prefix("Bearer "));
    let refusal = match presented {
        None => respond(StatusCode::FORBIDDEN, TEXT, "RBAC: access denied"),
        Some(other) if !has_three_sections(other) => respond(
            StatusCode::UNAUTHORIZED,
            TEXT,
            "Jwt is not in the form of Header.Payload.Signature with two dots and 3 sections",
        ),
        Some(other) if !accepts(other) => {
            Failure::new(StatusCode::UNAUTHORIZED, "The token is not valid")
                .into_response(request_id, JSON)
        }
        Some(_) => return Ok(()),
    };
    Err(Box::new(refusal))
}

fn has_three_sections(token: &str) -> bool {
    let sections: Vec<&str> = token.split('.').collect();
    sections.len() == 3 && sections.iter().all(|section| !section.is_empty())
}
