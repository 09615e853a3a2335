//! The calls of the resource Role.

use astro_api::types;

use super::{Case, ListCase, ORGANIZATION, ROLE, WORKSPACE, case, list_case};

pub(super) fn cases() -> Vec<Case> {
    vec![
        case!("ListRoleTemplates", "least", json, |client| client
            .organization(ORGANIZATION)
            .list_role_templates()),
        case!("ListRoleTemplates", "all", json, |client| client
            .organization(ORGANIZATION)
            .list_role_templates()
            .scope_types([
                types::RoleScopeFilter::Deployment,
                types::RoleScopeFilter::Workspace
            ])),
        case!("ListRoles", "least", json, |client| client
            .organization(ORGANIZATION)
            .list_roles()),
        case!("ListRoles", "all", json, |client| client
            .organization(ORGANIZATION)
            .list_roles()
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
            .organization(ORGANIZATION)
            .create_custom_role(
                types::CreateCustomRoleRequest::builder()
                    .name("Tern \"Ornithology\" 🐦")
                    .permissions(["deployment.get".to_owned()])
                    .scope_type(types::CustomRoleScope::Deployment)
            )),
        case!("CreateCustomRole", "all", json, |client| client
            .organization(ORGANIZATION)
            .create_custom_role(
                types::CreateCustomRoleRequest::builder()
                    .description("Counts birds,\nevery night")
                    .name("Tern \"Ornithology\" 🐦")
                    .permissions(["deployment.get".to_owned()])
                    .restricted_workspace_ids([WORKSPACE.to_owned()])
                    .scope_type(types::CustomRoleScope::Dag)
            )),
        case!("UpdateCustomRole", "least", json, |client| client
            .organization(ORGANIZATION)
            .update_custom_role(
                ROLE,
                types::UpdateCustomRoleRequest::builder()
                    .name("Tern \"Ornithology\" 🐦")
                    .permissions(["deployment.get".to_owned()])
            )),
        case!("UpdateCustomRole", "all", json, |client| client
            .organization(ORGANIZATION)
            .update_custom_role(
                ROLE,
                types::UpdateCustomRoleRequest::builder()
                    .description("Counts birds,\nevery night")
                    .name("Tern \"Ornithology\" 🐦")
                    .permissions(["deployment.get".to_owned()])
                    .restricted_workspace_ids([WORKSPACE.to_owned()])
            )),
        case!("DeleteCustomRole", "least", json, |client| client
            .organization(ORGANIZATION)
            .delete_custom_role(ROLE)),
        case!("GetCustomRole", "least", json, |client| client
            .organization(ORGANIZATION)
            .get_custom_role(ROLE)),
    ]
}

pub(super) fn list_cases() -> Vec<ListCase> {
    vec![list_case!("ListRoles", |client| client
        .organization(ORGANIZATION)
        .list_roles())]
}
