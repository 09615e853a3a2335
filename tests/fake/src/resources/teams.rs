//! Teams and their members. A member is kept as the id of a user, so that it is shown as the user is.

use serde_json::{Value, json};

use crate::failure::Failure;
use crate::store::{Change, Work};

use super::{Outcome, Scene, generic};

/// A Team has a name of its own, and may begin with members, which must be users.
pub(super) fn amend(
    scene: &mut Scene<'_>,
    id: &str,
    team: &mut Value,
    change: Change,
) -> Result<Option<Work>, Failure> {
    if change != Change::Delete {
        generic::expect_new_name(scene, "teams", id, team, |_| true)?;
    }
    if change == Change::Create {
        team["isIdpManaged"] = false.into();
        if scene.body["organizationRole"].is_null() {
            team["organizationRole"] = "ORGANIZATION_MEMBER".into();
        }
        for list in ["workspaceRoles", "deploymentRoles", "dagRoles"] {
            team[list] = json!([]);
        }
        team["rolesCount"] = 1.into();
        add(scene, &format!("teams/{id}/members"))?;
    }
    Ok(None)
}

pub(super) fn add_members(scene: &mut Scene<'_>) -> Outcome {
    let collection = scene.collection();
    add(scene, &collection)?;
    Ok(None)
}

/// Adds the members of the request to a Team, all or none. Who is one stays one.
fn add(scene: &mut Scene<'_>, collection: &str) -> Result<(), Failure> {
    let given = scene.body["memberIds"].as_array().into_iter().flatten();
    let ids: Vec<&str> = given.filter_map(Value::as_str).collect();
    let is_user = |id: &&&str| scene.content.get("users", id).is_some();
    if let Some(stranger) = ids.iter().find(|id| !is_user(id)) {
        return Err(Failure::unknown("user", stranger));
    }
    for id in ids {
        if scene.content.get(collection, id).is_none() {
            scene.content.push(collection, id, json!({ "userId": id }));
        }
    }
    Ok(())
}

pub(super) fn list_members(scene: &mut Scene<'_>) -> Outcome {
    let members = scene
        .content
        .rows(&scene.collection())
        .iter()
        .filter_map(|row| {
            let user = scene.content.document("users", &row.id)?;
            let mut member = json!({ "userId": row.id });
            for name in ["avatarUrl", "createdAt", "fullName", "username"] {
                member[name] = user[name].clone();
            }
            Some(member)
        });
    let members = members.collect();
    Ok(Some(generic::page(scene, "teamMembers", members)))
}

/// The Teams that a user is a member of.
pub(super) fn list_of_user(scene: &mut Scene<'_>) -> Outcome {
    let (_, user) = scene.item();
    let has_user = |team: &str| {
        scene
            .content
            .get(&format!("teams/{team}/members"), &user)
            .is_some()
    };
    let teams = scene
        .content
        .rows("teams")
        .iter()
        .filter(|row| has_user(&row.id));
    let mut teams: Vec<Value> = teams.map(|row| row.document.clone()).collect();
    // Less is shown of a Team here than where it is read.
    let schema = scene.item_schema();
    for team in teams.iter_mut().filter_map(Value::as_object_mut) {
        team.retain(|name, _| schema.property(name).is_some());
    }
    Ok(Some(generic::page(scene, "teams", teams)))
}
