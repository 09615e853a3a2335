//! The API's own errors.

use hyper::body::Bytes;
use hyper::header::{ALLOW, CONTENT_TYPE, HeaderValue};
use hyper::{Response, StatusCode};
use serde_json::{Value, json};

use crate::payload::Payload;

/// The media type of everything but audit logs.
pub(crate) const JSON: &str = "application/json";

/// One member of a request that was refused.
#[derive(Clone, Debug)]
pub(crate) struct FieldError {
    field: String,
    code: &'static str,
    message: String,
}

impl FieldError {
    /// `requirement` completes the sentence that the field's name begins.
    pub(crate) fn new(field: &str, code: &'static str, requirement: impl AsRef<str>) -> Self {
        Self {
            field: field.to_owned(),
            code,
            message: format!("{field} {}", requirement.as_ref()),
        }
    }

    /// The field must be one of these values.
    pub(crate) fn one_of(field: &str, values: &[&str]) -> Self {
        Self::new(
            field,
            "oneof",
            format!("must be one of [{}]", values.join(" ")),
        )
    }

    fn to_json(&self) -> Value {
        json!({ "field": self.field, "code": self.code, "message": self.message })
    }
}

/// An answer of the kind `Error`.
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

    /// 400 when anything was refused.
    pub(crate) fn unless_empty(field_errors: Vec<FieldError>) -> Result<(), Self> {
        if field_errors.is_empty() {
            return Ok(());
        }
        Err(Self::invalid(field_errors))
    }

    /// 400. The message repeats the first refusal, as the API's does.
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

    /// 404 for something that has an id; `kind` says in words what it is.
    pub(crate) fn unknown(kind: &str, id: &str) -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            format!("The {kind} {id} was not found"),
        )
    }

    /// 405, with the methods that the path knows.
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

/// An answer that is known whole.
pub(crate) fn respond(
    status: StatusCode,
    media_type: &'static str,
    body: impl Into<Bytes>,
) -> Response<Payload> {
    let mut response = Response::new(Payload::whole(body));
    *response.status_mut() = status;
    response
        .headers_mut()
        .insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    response
}
