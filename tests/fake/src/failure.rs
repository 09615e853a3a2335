//! The API's own errors.

use hyper::body::Bytes;
use hyper::header::{ALLOW, CONTENT_TYPE, HeaderValue};
use hyper::{Response, StatusCode};
use serde_json::{Value, json};

use crate::payload::Payload;

/// The media type of everything except audit logs.
pub(crate) const JSON: &str = "application/json";

/// A violation in one member of a request.
#[derive(Clone, Debug)]
pub(crate) struct FieldError {
    field: String,
    code: &'static str,
    message: String,
}

impl FieldError {
    /// Creates a violation; `requirement` completes the sentence that starts with the field's name.
    pub(crate) fn new(field: &str, code: &'static str, requirement: impl AsRef<str>) -> Self {
        Self {
            field: field.to_owned(),
            code,
            message: format!("{field} {}", requirement.as_ref()),
        }
    }

    /// Creates the violation of a missing required field.
    pub(crate) fn missing(field: &str) -> Self {
        Self::new(field, "required", "is a required field")
    }

    /// Creates the violation of a field that must be one of these values.
    pub(crate) fn one_of(field: &str, values: &[&str]) -> Self {
        Self::new(
            field,
            "oneof",
            format!("must be one of [{}]", values.join(" ")),
        )
    }

    pub(crate) fn field(&self) -> &str {
        &self.field
    }

    fn to_json(&self) -> Value {
        json!({ "field": self.field, "code": self.code, "message": self.message })
    }
}

/// An error response of the API.
#[derive(Clone, Debug)]
pub(crate) struct Failure {
    status: StatusCode,
    message: String,
    field_errors: Vec<FieldError>,
    allow: Option<String>,
}

impl Failure {
    pub(crate) fn new(status: StatusCode, message: impl Into<String>) -> Self {
        Self {
            status,
            message: message.into(),
            field_errors: Vec::new(),
            allow: None,
        }
    }

    /// Returns a 400 if there is any violation.
    pub(crate) fn unless_empty(field_errors: Vec<FieldError>) -> Result<(), Self> {
        if field_errors.is_empty() {
            return Ok(());
        }
        Err(Self::invalid(field_errors))
    }

    /// Returns a 400. The message repeats the first violation, as the API's does.
    pub(crate) fn invalid(field_errors: Vec<FieldError>) -> Self {
        let first = field_errors
            .first()
            .map_or("refused", |first| &first.message);
        let message = format!("Invalid request: {first}");
        Self {
            field_errors,
            ..Self::new(StatusCode::BAD_REQUEST, message)
        }
    }

    /// Returns a 404 for a resource; `kind` names its type.
    pub(crate) fn unknown(kind: &str, id: &str) -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            format!("The {kind} {id} was not found"),
        )
    }

    /// Returns a 409 for a request that conflicts with other state.
    pub(crate) fn conflict(message: impl Into<String>) -> Self {
        Self::new(StatusCode::CONFLICT, message)
    }

    /// Returns a 400 for a request that violates a rule that is not in the document.
    pub(crate) fn refused(message: impl AsRef<str>) -> Self {
        let message = format!("Invalid request: {}", message.as_ref());
        Self::new(StatusCode::BAD_REQUEST, message)
    }

    /// Returns a 405, with the allowed methods of the path.
    pub(crate) fn method_not_allowed(allow: String) -> Self {
        Self {
            allow: Some(allow),
            ..Self::new(StatusCode::METHOD_NOT_ALLOWED, "Method Not Allowed")
        }
    }

    pub(crate) fn into_response(
        self,
        request_id: &str,
        media_type: &'static str,
    ) -> Response<Payload> {
        let mut error = json!({
            "message": self.message,
            "requestId": request_id,
            "statusCode": self.status.as_u16(),
        });
        if !self.field_errors.is_empty() {
            error["fieldErrors"] = self.field_errors.iter().map(FieldError::to_json).collect();
        }
        let mut response = respond(self.status, media_type, error.to_string());
        let allow = self.allow.and_then(|allow| allow.parse().ok());
        if let Some(allow) = allow {
            response.headers_mut().insert(ALLOW, allow);
        }
        response
    }
}

/// Creates a response from a complete body.
pub(crate) fn respond(
    status: StatusCode,
    media_type: &'static str,
    body: impl Into<Bytes>,
) -> Response<Payload> {
    let mut response = Response::new(Payload::buffered(body));
    *response.status_mut() = status;
    response
        .headers_mut()
        .insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    response
}
