//! The operations of the resource Role, with the least and with all that can be said.

use astro_api::types;

use super::{Case, body, case, known};

pub(super) fn cases() -> Vec<Case> {
    vec![
        case!("ListRoleTemplates, least", null, |client, _json| client
            .list_role_templates()
            .organization_id("organization-1")),
        case!("ListRoleTemplates, all", null, |client, _json| client
            .list_role_templates()
            .organization_id("organization-1")
            .scope_types([
                known::<types::RoleScopeFilter>("DEPLOYMENT"),
                known::<types::RoleScopeFilter>("WORKSPACE")
            ])),
        case!("ListRoles, least", null, |client, _json| client
            .list_roles()
            .organization_id("organization-1")),
        case!("ListRoles, all", null, |client, _json| client
            .list_roles()
            .organization_id("organization-1")
            .include_default_roles(true)
            .scope_types([
                known::<types::RoleScopeFilter>("DEPLOYMENT"),
                known::<types::RoleScopeFilter>("WORKSPACE")
            ])
            .offset(7)
            .limit(7)
            .sorts([
                known::<types::RoleSort>("name:asc"),
                known::<types::RoleSort>("name:desc")
            ])),
        case!("CreateCustomRole, least", {
"name": "text",
"permissions": [
"text"
],
"scopeType": "DEPLOYMENT"
}, |client, json| client.create_custom_role().organization_id("organization-1").body(body::<types::CreateCustomRoleRequest>(&json))),
        case!("CreateCustomRole, all", {
"description": "text",
"name": "text",
"permissions": [
"text"
],
"restrictedWorkspaceIds": [
"text"
],
"scopeType": "DEPLOYMENT"
}, |client, json| client.create_custom_role().organization_id("organization-1").body(body::<types::CreateCustomRoleRequest>(&json))),
        case!("DeleteCustomRole, least", null, |client, _json| client
            .delete_custom_role()
            .organization_id("organization-1")
            .custom_role_id("customRole-1")),
        case!("DeleteCustomRole, all", null, |client, _json| client
            .delete_custom_role()
            .organization_id("organization-1")
            .custom_role_id("customRole-1")),
        case!("UpdateCustomRole, least", {
"name": "text",
"permissions": [
"text"
]
}, |client, json| client.update_custom_role().organization_id("organization-1").custom_role_id("customRole-1").body(body::<types::UpdateCustomRoleRequest>(&json))),
        case!("UpdateCustomRole, all", {
"description": "text",
"name": "text",
"permissions": [
"text"
],
"restrictedWorkspaceIds": [
"text"
]
}, |client, json| client.update_custom_role().organization_id("organization-1").custom_role_id("customRole-1").body(body::<types::UpdateCustomRoleRequest>(&json))),
        case!("GetCustomRole, least", null, |client, _json| client
            .get_custom_role()
            .organization_id("organization-1")
            .role_id("role-1")),
        case!("GetCustomRole, all", null, |client, _json| client
            .get_custom_role()
            .organization_id("organization-1")
            .role_id("role-1")),
    ]
}
