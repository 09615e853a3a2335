//! The calls of the resource Role.

use astro_api::types;

use super::{Case, ORGANIZATION, ROLE, WORKSPACE, Walk, case, walk};

pub(super) fn cases() -> Vec<Case> {
    vec![
        case!("ListRoleTemplates", "least", json, |client| client
            .list_role_templates()
            .organization_id(ORGANIZATION)),
        case!("ListRoleTemplates", "all", json, |client| client
            .list_role_templates()
            .organization_id(ORGANIZATION)
            .scope_types([
                types::RoleScopeFilter::Deployment,
                types::RoleScopeFilter::Workspace
            ])),
        case!("ListRoles", "least", json, |client| client
            .list_roles()
            .organization_id(ORGANIZATION)),
        case!("ListRoles", "all", json, |client| client
            .list_roles()
            .organization_id(ORGANIZATION)
            .include_default_roles(true)
            .scope_types([
                types::RoleScopeFilter::Deployment,
                types::RoleScopeFilter::Workspace
            ])
            .offset(2000)
            .limit(500)
            .sorts([
                types::RoleSort::NameDesc,
                types::RoleSort::ScopeTypeAsc
            ])),
        case!("CreateCustomRole", "least", json, |client| client
            .create_custom_role()
            .organization_id(ORGANIZATION)
            .body(
                types::CreateCustomRoleRequest::builder()
                    .name("Tern \"Ornithology\" 🐦")
                    .permissions(["deployment.get".to_owned()])
                    .scope_type(types::CustomRoleScope::Deployment)
            )),
        case!("CreateCustomRole", "all", json, |client| client
            .create_custom_role()
            .organization_id(ORGANIZATION)
            .body(
                types::CreateCustomRoleRequest::builder()
                    .description("Counts birds,\nevery night")
                    .name("Tern \"Ornithology\" 🐦")
                    .permissions(["deployment.get".to_owned()])
                    .restricted_workspace_ids([WORKSPACE.to_owned()])
                    .scope_type(types::CustomRoleScope::Dag)
            )),
        case!("UpdateCustomRole", "least", json, |client| client
            .update_custom_role()
            .organization_id(ORGANIZATION)
            .custom_role_id(ROLE)
            .body(
                types::UpdateCustomRoleRequest::builder()
                    .name("Tern \"Ornithology\" 🐦")
                    .permissions(["deployment.get".to_owned()])
            )),
        case!("UpdateCustomRole", "all", json, |client| client
            .update_custom_role()
            .organization_id(ORGANIZATION)
            .custom_role_id(ROLE)
            .body(
                types::UpdateCustomRoleRequest::builder()
                    .description("Counts birds,\nevery night")
                    .name("Tern \"Ornithology\" 🐦")
                    .permissions(["deployment.get".to_owned()])
                    .restricted_workspace_ids([WORKSPACE.to_owned()])
            )),
        case!("DeleteCustomRole", "least", json, |client| client
            .delete_custom_role()
            .organization_id(ORGANIZATION)
            .custom_role_id(ROLE)),
        case!("GetCustomRole", "least", json, |client| client
            .get_custom_role()
            .organization_id(ORGANIZATION)
            .role_id(ROLE)),
    ]
}

pub(super) fn walks() -> Vec<Walk> {
    vec![walk!("ListRoles", |client| client
        .list_roles()
        .organization_id(ORGANIZATION))]
}
