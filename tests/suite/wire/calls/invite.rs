//! The calls of the resource Invite.

use astro_api::types;

use super::{Case, INVITE, ORGANIZATION, case};

pub(super) fn cases() -> Vec<Case> {
    vec![
        case!("CreateUserInvite", "least", json, |client| client
            .organization(ORGANIZATION)
            .create_user_invite(
                types::CreateUserInviteRequest::builder()
                    .invitee_email("ada@tern-island.example")
                    .role(types::RoleName::OrganizationOwner)
            )),
        case!("CreateUserInvite", "all", json, |client| client
            .organization(ORGANIZATION)
            .create_user_invite(
                types::CreateUserInviteRequest::builder()
                    .invitee_email("ada@tern-island.example")
                    .role(types::RoleName::OrganizationMember)
            )),
        case!("DeleteUserInvite", "least", json, |client| client
            .organization(ORGANIZATION)
            .delete_user_invite(INVITE)),
    ]
}
