//! Invites: each makes a user that has not accepted yet.

use serde_json::{Value, json};

use crate::failure::Failure;
use crate::shaping::days_after;
use crate::store::{Change, Work, subject};

use super::{Scene, generic};

/// How long an invite can be accepted.
const DAYS: i64 = 7;

/// An invite makes a user who is pending, and takes that user along when it is taken back.
pub(super) fn amend(
    scene: &mut Scene<'_>,
    id: &str,
    invite: &mut Value,
    change: Change,
) -> Result<Option<Work>, Failure> {
    if change == Change::Delete {
        let user = invite["userId"].as_str().unwrap_or_default();
        let status = scene
            .content
            .document("users", user)
            .map(|user| &user["status"]);
        if status.is_some_and(|status| status == "PENDING") {
            scene.content.remove("users", user);
        }
        return Ok(None);
    }
    let email = scene.body["inviteeEmail"].clone();
    let known = scene
        .content
        .documents("users")
        .find(|user| user["username"] == email);
    let user_id = match known {
        Some(user) => user["id"].clone(),
        None => add_user(scene, &email),
    };
    let now = scene.stamps.now();
    invite["expiresAt"] = days_after(&now, DAYS).into();
    invite["inviter"] = subject();
    invite["invitee"] = json!({ "id": user_id, "subjectType": "USER", "username": email });
    invite["userId"] = user_id;
    invite["inviteId"] = id.into();
    Ok(None)
}

fn add_user(scene: &mut Scene<'_>, email: &Value) -> Value {
    let shaper = scene.stamps.shaper(&[]);
    let id = shaper.id();
    let mut user = generic::make(
        scene.document,
        shaper,
        "User",
        &json!({
            "fullName": "",
            "id": id,
            "organizationRole": scene.body["role"],
            "status": "PENDING",
            "username": email,
            "workspaceRoles": [],
            "deploymentRoles": [],
            "dagRoles": [],
        }),
    );
    scene.stamp(scene.document.named("User"), &mut user, true);
    scene.content.push("users", id.clone(), user);
    id.into()
}
