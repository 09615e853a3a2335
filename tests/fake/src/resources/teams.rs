//! Teams and their members. A member is stored as a user id, so that it shows the user's current state.

use serde_json::{Value, json};

use crate::failure::Failure;
use crate::store::{Change, Work};

use super::page;
use super::request_context::{Outcome, RequestContext};

/// Creates a Team with a unique name, and optional initial members, which must be users.
pub(super) fn amend(
    context: &mut RequestContext<'_>,
    id: &str,
    team: &mut Value,
    change: Change,
) -> Result<Option<Work>, Failure> {
    if change != Change::Delete {
        context.expect_new_name("teams", id, team, |_| true)?;
    }
    if change == Change::Create {
        team["isIdpManaged"] = false.into();
        if context.body["organizationRole"].is_null() {
            team["organizationRole"] = "ORGANIZATION_MEMBER".into();
        }
        for list in ["workspaceRoles", "deploymentRoles", "dagRoles"] {
            team[list] = json!([]);
        }
        team["rolesCount"] = 1.into();
        add(context, &format!("teams/{id}/members"))?;
    }
    Ok(None)
}

pub(super) fn add_members(context: &mut RequestContext<'_>) -> Outcome {
    let collection = context.collection();
    add(context, &collection)?;
    Ok(None)
}

/// Adds the members of the request to a Team, all or none. Existing members are kept.
fn add(context: &mut RequestContext<'_>, collection: &str) -> Result<(), Failure> {
    let given = context.body["memberIds"].as_array().into_iter().flatten();
    let ids: Vec<&str> = given.filter_map(Value::as_str).collect();
    let is_user = |id: &&&str| context.content.get("users", id).is_some();
    if let Some(stranger) = ids.iter().find(|id| !is_user(id)) {
        return Err(Failure::unknown("user", stranger));
    }
    for id in ids {
        if context.content.get(collection, id).is_none() {
            context
                .content
                .push(collection, id, json!({ "userId": id }));
        }
    }
    Ok(())
}

pub(super) fn list_members(context: &mut RequestContext<'_>) -> Outcome {
    let members = context
        .content
        .rows(&context.collection())
        .iter()
        .filter_map(|row| {
            let user = context.content.document("users", &row.id)?;
            let mut member = json!({ "userId": row.id });
            for name in ["avatarUrl", "createdAt", "fullName", "username"] {
                member[name] = user[name].clone();
            }
            Some(member)
        });
    let members = members.collect();
    Ok(Some(page::page(context, "teamMembers", members)))
}

/// Returns the Teams of a user.
pub(super) fn list_of_user(context: &mut RequestContext<'_>) -> Outcome {
    let (_, user) = context.item();
    let has_user = |team: &str| {
        context
            .content
            .get(&format!("teams/{team}/members"), &user)
            .is_some()
    };
    let teams = context
        .content
        .rows("teams")
        .iter()
        .filter(|row| has_user(&row.id));
    let mut teams: Vec<Value> = teams.map(|row| row.document.clone()).collect();
    // This response has fewer members of a Team than its own.
    let schema = context.item_schema();
    for team in teams.iter_mut().filter_map(Value::as_object_mut) {
        team.retain(|name, _| schema.property(name).is_some());
    }
    Ok(Some(page::page(context, "teams", teams)))
}
