//! The operations of the resource Workspace, with the least and with all that can be said.

use astro_api::types;

use super::{Case, body, case, known};

pub(super) fn cases() -> Vec<Case> {
    vec![
        case!("ListWorkspaces, least", null, |client, _json| client
            .list_workspaces()
            .organization_id("organization-1")),
        case!("ListWorkspaces, all", null, |client, _json| client
            .list_workspaces()
            .organization_id("organization-1")
            .workspace_ids(["a b".to_owned(), "c&d".to_owned()])
            .names(["a b".to_owned(), "c&d".to_owned()])
            .offset(7)
            .limit(7)
            .sorts([
                known::<types::WorkspaceSort>("name:asc"),
                known::<types::WorkspaceSort>("name:desc")
            ])),
        case!("CreateWorkspace, least", {
"name": "text"
}, |client, json| client.create_workspace().organization_id("organization-1").body(body::<types::CreateWorkspaceRequest>(&json))),
        case!("CreateWorkspace, all", {
"cicdEnforcedDefault": true,
"defaultCloudProvider": "AWS",
"defaultClusterId": "text",
"defaultRegion": "text",
"description": "text",
"name": "text"
}, |client, json| client.create_workspace().organization_id("organization-1").body(body::<types::CreateWorkspaceRequest>(&json))),
        case!("DeleteWorkspace, least", null, |client, _json| client
            .delete_workspace()
            .organization_id("organization-1")
            .workspace_id("workspace-1")),
        case!("DeleteWorkspace, all", null, |client, _json| client
            .delete_workspace()
            .organization_id("organization-1")
            .workspace_id("workspace-1")),
        case!("GetWorkspace, least", null, |client, _json| client
            .get_workspace()
            .organization_id("organization-1")
            .workspace_id("workspace-1")),
        case!("GetWorkspace, all", null, |client, _json| client
            .get_workspace()
            .organization_id("organization-1")
            .workspace_id("workspace-1")),
        case!("UpdateWorkspace, least", {
"cicdEnforcedDefault": true,
"description": "text",
"name": "text"
}, |client, json| client.update_workspace().organization_id("organization-1").workspace_id("workspace-1").body(body::<types::UpdateWorkspaceRequest>(&json))),
        case!("UpdateWorkspace, all", {
"cicdEnforcedDefault": true,
"defaultCloudProvider": "AWS",
"defaultClusterId": "text",
"defaultRegion": "text",
"description": "text",
"name": "text"
}, |client, json| client.update_workspace().organization_id("organization-1").workspace_id("workspace-1").body(body::<types::UpdateWorkspaceRequest>(&json))),
    ]
}
