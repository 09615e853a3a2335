//! The operations of the resource Invite, with the least and with all that can be said.

use astro_api::types;

use super::{Case, body, case};

pub(super) fn cases() -> Vec<Case> {
    vec![
        case!("CreateUserInvite, least", {
"inviteeEmail": "text",
"role": "ORGANIZATION_OWNER"
}, |client, json| client.create_user_invite().organization_id("organization-1").body(body::<types::CreateUserInviteRequest>(&json))),
        case!("CreateUserInvite, all", {
"inviteeEmail": "text",
"role": "ORGANIZATION_OWNER"
}, |client, json| client.create_user_invite().organization_id("organization-1").body(body::<types::CreateUserInviteRequest>(&json))),
        case!("DeleteUserInvite, least", null, |client, _json| client
            .delete_user_invite()
            .organization_id("organization-1")
            .invite_id("invite-1")),
        case!("DeleteUserInvite, all", null, |client, _json| client
            .delete_user_invite()
            .organization_id("organization-1")
            .invite_id("invite-1")),
    ]
}
