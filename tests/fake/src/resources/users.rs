//! Users.

use serde_json::json;

use crate::store::subject;

use super::{Outcome, RequestContext, shaped};

/// The user that the token stands for: the one who made and changed what there is.
pub(super) fn myself(context: &mut RequestContext<'_>) -> Outcome {
    let mut user = shaped::answer(context)?;
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
