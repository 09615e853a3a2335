//! Users.

use serde_json::json;

use crate::store::subject;

use super::{Outcome, Scene, shaped};

/// The user that the token stands for: the one who made and changed what there is.
pub(super) fn myself(scene: &mut Scene<'_>) -> Outcome {
    let mut user = shaped::answer(scene)?;
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
