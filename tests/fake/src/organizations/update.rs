//! The update of an Organization.

use chrono::{SecondsFormat, Utc};
use serde_json::{Value, json};

use crate::document::Document;
use crate::failure::Failure;
use crate::validation::check_body;

/// Applies the body of an update to an Organization, or returns all violations.
///
/// An optional member that is absent or `null` is unchanged.
pub(crate) fn apply(
    document: &Document,
    body: &[u8],
    mut organization: Value,
) -> Result<Value, Failure> {
    let request: Value = serde_json::from_slice(body).unwrap_or_default();
    let schema = document.named("UpdateOrganizationRequest");
    Failure::unless_empty(check_body(&schema, &request))?;

    for name in schema.property_names() {
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
