//! The update of an Organization.

use chrono::{SecondsFormat, Utc};
use serde_json::{Map, Value, json};

use crate::failure::{Failure, FieldError};

const MAX_NAME: usize = 50;

/// What a member of the request must be.
#[derive(Clone, Copy, Debug)]
enum Kind {
    Text,
    Boolean,
}

/// The members that an update may set: name, kind, whether it must be there. Others are ignored.
const MEMBERS: [(&str, Kind, bool); 6] = [
    ("allowEnhancedSupportAccess", Kind::Boolean, false),
    ("billingEmail", Kind::Text, true),
    ("hasAiFeaturesDisabled", Kind::Boolean, false),
    ("isScimEnabled", Kind::Boolean, true),
    ("name", Kind::Text, true),
    ("shouldEnforceDedicatedClusters", Kind::Boolean, false),
];

/// The Organization as the request's body changes it, or everything that is wrong with the body.
///
/// An optional member that is absent or `null` is left as it is.
pub(crate) fn apply(body: &[u8], mut organization: Value) -> Result<Value, Failure> {
    let request = serde_json::from_slice(body).unwrap_or_default();
    Failure::unless_empty(match &request {
        Value::Object(members) => MEMBERS
            .iter()
            .filter_map(|member| check(members, *member))
            .collect(),
        _ => vec![FieldError::new("body", "json", "must be a JSON object")],
    })?;

    for (name, ..) in MEMBERS {
        if let Some(value) = request.get(name).filter(|value| !value.is_null()) {
            organization[name] = value.clone();
        }
    }
    organization["updatedAt"] = Utc::now()
        .to_rfc3339_opts(SecondsFormat::AutoSi, true)
        .into();
    organization["updatedBy"] = json!({ "id": "cmfakeusr000008l2self0000", "subjectType": "USER" });
    Ok(organization)
}

/// An empty text counts as missing, as it does for the API's validator.
fn check(
    request: &Map<String, Value>,
    (name, kind, required): (&str, Kind, bool),
) -> Option<FieldError> {
    match (request.get(name).unwrap_or(&Value::Null), kind) {
        (Value::Null, _) => {
            required.then(|| FieldError::new(name, "required", "is a required field"))
        }
        (Value::String(text), Kind::Text) if text.is_empty() && required => {
            Some(FieldError::new(name, "required", "is a required field"))
        }
        (Value::String(text), Kind::Text) if name == "name" && text.chars().count() > MAX_NAME => {
            let requirement = format!("must be a maximum of {MAX_NAME} characters in length");
            Some(FieldError::new(name, "max", requirement))
        }
        (Value::String(_), Kind::Text) | (Value::Bool(_), Kind::Boolean) => None,
        (_, Kind::Text) => Some(FieldError::new(name, "string", "must be a string")),
        (_, Kind::Boolean) => Some(FieldError::new(name, "boolean", "must be a boolean")),
    }
}
