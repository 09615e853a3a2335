//! Invites: each creates a user who is pending.

use serde_json::{Value, json};

use crate::failure::Failure;
use crate::schema_values::days_after;
use crate::store::{Change, Work, subject};

use super::generic;
use super::request_context::RequestContext;

/// How long an invite is valid.
const DAYS: i64 = 7;

/// Creates a pending user with an invite, and deletes that user with the invite.
pub(super) fn amend(
    context: &mut RequestContext<'_>,
    id: &str,
    invite: &mut Value,
    change: Change,
) -> Result<Option<Work>, Failure> {
    if change == Change::Delete {
        let user = invite["userId"].as_str().unwrap_or_default();
        let status = context
            .content
            .document("users", user)
            .map(|user| &user["status"]);
        if status.is_some_and(|status| status == "PENDING") {
            context.content.remove("users", user);
        }
        return Ok(None);
    }
    let email = context.body["inviteeEmail"].clone();
    let known = context
        .content
        .documents("users")
        .find(|user| user["username"] == email);
    let user_id = match known {
        Some(user) => user["id"].clone(),
        None => add_user(context, &email),
    };
    let now = context.stamps.now();
    invite["expiresAt"] = days_after(&now, DAYS).into();
    invite["inviter"] = subject();
    invite["invitee"] = json!({ "id": user_id, "subjectType": "USER", "username": email });
    invite["userId"] = user_id;
    invite["inviteId"] = id.into();
    Ok(None)
}

fn add_user(context: &mut RequestContext<'_>, email: &Value) -> Value {
    let generator = context.stamps.generator(&[]);
    let id = generator.id();
    let mut user = generic::make(
        context.document,
        generator,
        "User",
        &json!({
            "fullName": "",
            "id": id,
            "organizationRole": context.body["role"],
            "status": "PENDING",
            "username": email,
            "workspaceRoles": [],
            "deploymentRoles": [],
            "dagRoles": [],
        }),
    );
    context.stamp(&context.document.named("User"), &mut user, true);
    context.content.push("users", id.clone(), user);
    id.into()
}
