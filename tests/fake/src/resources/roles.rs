//! Roles: custom ones, and those of users and Teams.

use serde_json::{Value, json};

use crate::failure::{Failure, FieldError};

use super::request_context::{Outcome, RequestContext};
use super::{generated, page};

/// Lists the custom roles, and the default ones if requested.
pub(super) fn list(context: &mut RequestContext<'_>) -> Outcome {
    let mut roles = page::list(context, "roles")?;
    if let Some(roles) = roles
        .as_mut()
        .filter(|_| context.query.first("includeDefaultRoles") == Some("true"))
    {
        let generated = generated::response(context)?.unwrap_or_default();
        roles["defaultRoles"] = generated["defaultRoles"].clone();
    }
    Ok(roles)
}

/// Sets the roles of a user or a Team. A list in the request replaces the current one; omitted lists are kept. Without
/// a role in the Organization, there are no other roles.
pub(super) fn set(context: &mut RequestContext<'_>) -> Outcome {
    let (collection, id) = context.item();
    let schema = context.response_schema();
    let is_given = |name: &str| context.body.get(name).is_some_and(|given| !given.is_null());
    match context.body.get("organizationRole") {
        Some(Value::Null) if collection == "users" => return remove(context, &id),
        None | Some(Value::Null) if is_given("workspaceRoles") || is_given("deploymentRoles") => {
            return Err(Failure::invalid(vec![FieldError::missing(
                "organizationRole",
            )]));
        }
        _ => {}
    }
    let now = context.stamps.now();
    let (content, body) = (&mut *context.content, context.body);
    let row = content.get_mut(&collection, &id);
    let row = row.ok_or_else(|| Failure::unknown("item", &id))?;
    let mut roles = Value::Object(Default::default());
    for name in schema
        .into_iter()
        .flat_map(|schema| schema.property_names())
    {
        if let Some(given) = body.get(name).filter(|given| !given.is_null()) {
            row.document[name] = given.clone();
        }
        if let Some(role) = row.document.get(name) {
            roles[name] = role.clone();
        }
    }
    row.document["updatedAt"] = now.into();
    if row.document.get("rolesCount").is_some() {
        row.document["rolesCount"] = count(&roles).into();
    }
    Ok(Some(roles))
}

/// Removes a user from the Organization and its Teams.
fn remove(context: &mut RequestContext<'_>, id: &str) -> Outcome {
    let teams = context.content.rows("teams").iter();
    let teams: Vec<String> = teams
        .map(|row| format!("teams/{}/members", row.id))
        .collect();
    for members in teams {
        context.content.remove(&members, id);
    }
    context.content.remove("users", id);
    Ok(Some(
        json!({ "workspaceRoles": [], "deploymentRoles": [], "dagRoles": [] }),
    ))
}

fn count(roles: &Value) -> usize {
    let members = roles.as_object().into_iter().flatten();
    members
        .map(|(_, roles)| roles.as_array().map_or(1, Vec::len))
        .sum()
}
