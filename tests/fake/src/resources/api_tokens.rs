//! API tokens and agent tokens. The secret is returned once, by the response that creates it. The fake accepts it until
//! it is rotated or deleted.

use serde_json::{Value, json};

use crate::failure::{Failure, FieldError};
use crate::schema_values::{Generator, days_after};
use crate::store::{Change, Work};

use super::request_context::{Outcome, RequestContext};
use super::{generic, page};

/// The scopes of roles, with the member that has the role's entity id and the list that contains the role.
const ENTITIES: [(&str, &str, &str); 2] = [
    ("WORKSPACE", "workspaceId", "workspaceRoles"),
    ("DEPLOYMENT", "deploymentId", "deploymentRoles"),
];

pub(super) fn amend(
    context: &mut RequestContext<'_>,
    _id: &str,
    token: &mut Value,
    change: Change,
) -> Result<Option<Work>, Failure> {
    if change != Change::Create {
        return Ok(None);
    }
    let text = |name: &str| context.body[name].as_str();
    let deployment = context.path_value("deploymentId");
    let scope = text("scope").unwrap_or("DEPLOYMENT");
    let entity = match (scope, text("entityId")) {
        ("ORGANIZATION", _) => context.path_value("organizationId"),
        // Agent tokens belong to the Deployment in the path.
        (_, None) if !deployment.is_empty() => deployment,
        (_, Some(entity)) => entity,
        (_, None) => return Err(Failure::invalid(vec![FieldError::missing("entityId")])),
    };
    token["description"] = text("description").unwrap_or_default().into();
    token["kind"] = text("kind").unwrap_or("STANDARD").into();
    token["scope"] = scope.into();
    token["roles"] = json!([{
        "entityId": entity,
        "entityType": scope,
        "role": text("role").unwrap_or("DEPLOYMENT_ADMIN"),
    }]);
    token["startAt"] = token["createdAt"].clone();
    if let Some(days) = context.body["tokenExpiryPeriodInDays"].as_i64() {
        token["expiryPeriodInDays"] = days.into();
        token["endAt"] = days_after(token["startAt"].as_str().unwrap_or_default(), days).into();
    }
    if let Some(members) = token.as_object_mut() {
        members.remove("token");
    }
    Ok(None)
}

pub(super) fn create(context: &mut RequestContext<'_>) -> Outcome {
    let mut token = generic::create(context)?;
    if let Some(token) = &mut token {
        let secret = secret(context.stamps.generator(&[]));
        let id = token["id"].as_str().unwrap_or_default();
        if let Some(row) = context.content.get_mut(&context.collection(), id) {
            row.secret = Some(secret.clone());
        }
        token["token"] = secret.into();
    }
    Ok(token)
}

/// Rotates a token; the previous secret becomes invalid at once.
pub(super) fn rotate(context: &mut RequestContext<'_>) -> Outcome {
    let (collection, id) = context.item();
    let generator = context.stamps.generator(&[]);
    let current = context.content.document(&collection, &id).cloned();
    let mut token = current.ok_or_else(|| Failure::unknown("API token", &id))?;
    context.stamp(&context.item_schema(), &mut token, false);
    token["lastRotatedAt"] = token["updatedAt"].clone();
    token["shortToken"] = generator.id()[..8].into();
    let secret = secret(generator);
    if let Some(row) = context.content.get_mut(&collection, &id) {
        row.document = token.clone();
        row.secret = Some(secret.clone());
    }
    token["token"] = secret.into();
    Ok(Some(token))
}

/// Generates a secret in the form of a JWT; its header states that it is unsigned.
fn secret(generator: Generator<'_>) -> String {
    format!(
        "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.{}.bm90LWEtc2lnbmF0dXJl",
        generator.id()
    )
}

pub(super) fn list(context: &mut RequestContext<'_>) -> Outcome {
    let is_narrow = context.query.first("includeOnlyOrganizationTokens") == Some("true");
    let tokens = context.content.documents("tokens");
    let tokens = tokens
        .filter(|token| !is_narrow || token["scope"] == "ORGANIZATION")
        .cloned()
        .collect();
    Ok(Some(page::page(context, "tokens", tokens)))
}

/// Replaces the current roles with those of the request.
pub(super) fn set_roles(context: &mut RequestContext<'_>) -> Outcome {
    let (collection, id) = context.item();
    let roles = context.body["roles"].clone();
    let now = context.stamps.now();
    if let Some(row) = context.content.get_mut(&collection, &id) {
        row.document["roles"] = roles.clone();
        row.document["updatedAt"] = now.into();
    }
    Ok(Some(by_entity(&roles)))
}

/// Converts roles into the lists that users have.
fn by_entity(roles: &Value) -> Value {
    let mut sorted = json!({ "workspaceRoles": [], "deploymentRoles": [], "dagRoles": [] });
    for role in roles.as_array().into_iter().flatten() {
        let (kind, name) = (
            role["entityType"].as_str().unwrap_or_default(),
            &role["role"],
        );
        let entity = ENTITIES.iter().find(|(own, ..)| *own == kind);
        let (list, given) = match (entity, kind) {
            (Some((_, id, list)), _) => (*list, json!({ *id: role["entityId"], "role": name })),
            (None, "DAG" | "DAG_TAG") => {
                let what = if kind == "DAG" { "dagId" } else { "dagTag" };
                let deployment = &role["deploymentId"];
                (
                    "dagRoles",
                    json!({ what: role["entityId"], "deploymentId": deployment, "role": name }),
                )
            }
            (None, _) => {
                sorted["organizationRole"] = name.clone();
                continue;
            }
        };
        if let Some(list) = sorted[list].as_array_mut() {
            list.push(given);
        }
    }
    sorted
}
