//! The calls of the resource Workspace.

use astro_api::types;

use super::{CLUSTER, Case, ListCase, ORGANIZATION, WORKSPACE, case, list_case};

pub(super) fn cases() -> Vec<Case> {
    vec![
        case!("ListWorkspaces", "least", json, |client| client
            .organization(ORGANIZATION)
            .list_workspaces()),
        case!("ListWorkspaces", "all", json, |client| client
            .organization(ORGANIZATION)
            .list_workspaces()
            .workspace_ids([WORKSPACE.to_owned()])
            .names(["a, b&c".to_owned(), "c=d".to_owned()])
            .offset(2000)
            .limit(500)
            .sorts([
                types::WorkspaceSort::NameDesc,
                types::WorkspaceSort::CreatedAtAsc
            ])),
        case!("CreateWorkspace", "least", json, |client| client
            .organization(ORGANIZATION)
            .create_workspace(
                types::CreateWorkspaceRequest::builder().name("Tern \"Ornithology\" 🐦")
            )),
        case!("CreateWorkspace", "all", json, |client| client
            .organization(ORGANIZATION)
            .create_workspace(
                types::CreateWorkspaceRequest::builder()
                    .cicd_enforced_default(true)
                    .default_cloud_provider(types::CloudProvider::Gcp)
                    .default_cluster_id(CLUSTER)
                    .default_region("us-east-1")
                    .description("Counts birds,\nevery night")
                    .name("Tern \"Ornithology\" 🐦")
            )),
        case!("GetWorkspace", "least", json, |client| client
            .organization(ORGANIZATION)
            .get_workspace(WORKSPACE)),
        case!("UpdateWorkspace", "least", json, |client| client
            .organization(ORGANIZATION)
            .update_workspace(
                WORKSPACE,
                types::UpdateWorkspaceRequest::builder()
                    .cicd_enforced_default(false)
                    .description("Counts birds,\nevery night")
                    .name("Tern \"Ornithology\" 🐦")
            )),
        case!("UpdateWorkspace", "all", json, |client| client
            .organization(ORGANIZATION)
            .update_workspace(
                WORKSPACE,
                types::UpdateWorkspaceRequest::builder()
                    .cicd_enforced_default(true)
                    .default_cloud_provider(types::CloudProvider::Gcp)
                    .default_cluster_id(CLUSTER)
                    .default_region("us-east-1")
                    .description("Counts birds,\nevery night")
                    .name("Tern \"Ornithology\" 🐦")
            )),
        case!("DeleteWorkspace", "least", json, |client| client
            .organization(ORGANIZATION)
            .delete_workspace(WORKSPACE)),
    ]
}

pub(super) fn list_cases() -> Vec<ListCase> {
    vec![list_case!("ListWorkspaces", |client| client
        .organization(ORGANIZATION)
        .list_workspaces())]
}
