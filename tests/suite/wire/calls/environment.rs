//! The calls of the resource Environment.

mod create;
mod update;

use astro_api::types;

use super::{
    Case, DEPLOYMENT, ENVIRONMENT_OBJECT, ListCase, ORGANIZATION, WORKSPACE, case, list_case,
};
use create::create_environment_object_all;
use update::update_environment_object_all;

pub(super) fn cases() -> Vec<Case> {
    vec![
        case!("ListEnvironmentObjects", "least", json, |client| client
            .organization(ORGANIZATION)
            .list_environment_objects()),
        case!("ListEnvironmentObjects", "all", json, |client| client
            .organization(ORGANIZATION)
            .list_environment_objects()
            .offset(2000)
            .limit(500)
            .sorts([
                types::EnvironmentObjectSort::ObjectTypeDesc,
                types::EnvironmentObjectSort::ObjectKeyAsc
            ])
            .workspace_id(WORKSPACE)
            .deployment_id(DEPLOYMENT)
            .object_type(types::EnvironmentObjectType::MetricsExport)
            .object_key("birds_db")
            .show_secrets(true)
            .resolve_linked(true)),
        case!("CreateEnvironmentObject", "least", json, |client| client
            .organization(ORGANIZATION)
            .create_environment_object(
                types::CreateEnvironmentObjectRequest::builder()
                    .object_key("birds_db")
                    .object_type(types::EnvironmentObjectType::Connection)
                    .scope(types::EnvironmentObjectScope::Workspace)
                    .scope_entity_id(WORKSPACE)
            )),
        case!("CreateEnvironmentObject", "all", json, |client| client
            .organization(ORGANIZATION)
            .create_environment_object(create_environment_object_all())),
        case!("GetEnvironmentObject", "least", json, |client| client
            .organization(ORGANIZATION)
            .get_environment_object(ENVIRONMENT_OBJECT)),
        case!("UpdateEnvironmentObject", "least", json, |client| client
            .organization(ORGANIZATION)
            .update_environment_object(
                ENVIRONMENT_OBJECT,
                types::UpdateEnvironmentObjectRequest::builder()
            )),
        case!("UpdateEnvironmentObject", "all", json, |client| client
            .organization(ORGANIZATION)
            .update_environment_object(
                ENVIRONMENT_OBJECT,
                update_environment_object_all()
            )),
        case!("DeleteEnvironmentObject", "least", json, |client| client
            .organization(ORGANIZATION)
            .delete_environment_object(ENVIRONMENT_OBJECT)),
        case!("ExcludeLinkingEnvironmentObject", "least", json, |client| {
            client
                .organization(ORGANIZATION)
                .exclude_linking_environment_object(
                    ENVIRONMENT_OBJECT,
                    types::ExcludeLinkEnvironmentObjectRequest::builder()
                        .scope(types::EnvironmentObjectLinkScope::Deployment)
                        .scope_entity_id(WORKSPACE),
                )
        }),
    ]
}

pub(super) fn list_cases() -> Vec<ListCase> {
    vec![list_case!("ListEnvironmentObjects", |client| client
        .organization(ORGANIZATION)
        .list_environment_objects())]
}
