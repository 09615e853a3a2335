//! The calls of the resource Invite.

use astro_api::types;

use super::{Case, INVITE, ORGANIZATION, case};

pub(super) fn cases() -> Vec<Case> {
    vec![
        case!("CreateUserInvite", "least", json, |client| client
            .create_user_invite()
            .organization_id(ORGANIZATION)
            .body(
                types::CreateUserInviteRequest::builder()
                    .invitee_email("ada@tern-island.example")
                    .role(types::OrganizationRoleName::OrganizationOwner)
            )),
        case!("CreateUserInvite", "all", json, |client| client
            .create_user_invite()
            .organization_id(ORGANIZATION)
            .body(
                types::CreateUserInviteRequest::builder()
                    .invitee_email("ada@tern-island.example")
                    .role(types::OrganizationRoleName::OrganizationMember)
            )),
        case!("DeleteUserInvite", "least", json, |client| client
            .delete_user_invite()
            .organization_id(ORGANIZATION)
            .invite_id(INVITE)),
    ]
}
