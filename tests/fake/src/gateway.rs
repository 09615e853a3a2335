//! The gateway before the API: it looks at the token and knows nothing of the operations.

use hyper::{Response, StatusCode};

use crate::RecordedRequest;
use crate::failure::{Failure, JSON, respond};
use crate::payload::Payload;

const TEXT: &str = "text/plain";

/// Admits a request, or answers in the place of the API.
///
/// A scheme other than `Bearer` counts as no token. A token that only looks like one passes the
/// gateway's check of its form, and is refused in JSON by what stands behind it.
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
