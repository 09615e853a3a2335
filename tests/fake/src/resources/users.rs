//! Users.

use serde_json::json;

use crate::store::subject;

use super::generated;
use super::request_context::{Outcome, RequestContext};

/// Returns the user of the token, who created and updated everything.
pub(super) fn myself(context: &mut RequestContext<'_>) -> Outcome {
    let mut user = generated::response(context)?;
    if let Some(user) = &mut user {
        let subject = subject();
        for name in ["id", "fullName", "username", "avatarUrl"] {
            user[name] = subject[name].clone();
        }
        user["roles"] = json!([]);
        user["invites"] = json!([]);
    }
    Ok(user)
}
