//! The calls of the resource Deployment.

mod create;
mod update;

use astro_api::types;

use super::{AGENT, Case, DEPLOYMENT, ListCase, ORGANIZATION, WORKSPACE, case, list_case, time};
use create::{
    create_dedicated_deployment_all, create_dedicated_deployment_least,
    create_hybrid_deployment_all, create_hybrid_deployment_least, create_standard_deployment_all,
    create_standard_deployment_least,
};
use update::{
    update_dedicated_deployment_all, update_dedicated_deployment_least,
    update_hybrid_deployment_all, update_hybrid_deployment_least, update_standard_deployment_all,
    update_standard_deployment_least,
};

pub(super) fn cases() -> Vec<Case> {
    vec![
        case!("AgentAction", "least", json, |client| client
            .organization(ORGANIZATION)
            .agent_action(
                DEPLOYMENT,
                AGENT,
                types::AgentActionRequest::builder().action(types::AgentActionType::Cordon)
            )),
        case!("ListDeployments", "least", json, |client| client
            .organization(ORGANIZATION)
            .list_deployments()),
        case!("ListDeployments", "all", json, |client| client
            .organization(ORGANIZATION)
            .list_deployments()
            .deployment_ids([DEPLOYMENT.to_owned()])
            .names(["a, b&c".to_owned(), "c=d".to_owned()])
            .workspace_ids([WORKSPACE.to_owned()])
            .offset(2000)
            .limit(500)
            .sorts([
                types::DeploymentSort::NameDesc,
                types::DeploymentSort::CreatedAtAsc
            ])),
        case!("CreateDeployment", "least DEDICATED", json, |client| client
            .organization(ORGANIZATION)
            .create_deployment(create_dedicated_deployment_least())),
        case!("CreateDeployment", "all DEDICATED", json, |client| client
            .organization(ORGANIZATION)
            .create_deployment(create_dedicated_deployment_all())),
        case!("CreateDeployment", "least HYBRID", json, |client| client
            .organization(ORGANIZATION)
            .create_deployment(create_hybrid_deployment_least())),
        case!("CreateDeployment", "all HYBRID", json, |client| client
            .organization(ORGANIZATION)
            .create_deployment(create_hybrid_deployment_all())),
        case!("CreateDeployment", "least STANDARD", json, |client| client
            .organization(ORGANIZATION)
            .create_deployment(create_standard_deployment_least())),
        case!("CreateDeployment", "all STANDARD", json, |client| client
            .organization(ORGANIZATION)
            .create_deployment(create_standard_deployment_all())),
        case!("GetDeployment", "least", json, |client| client
            .organization(ORGANIZATION)
            .get_deployment(DEPLOYMENT)),
        case!("UpdateDeployment", "least DEDICATED", json, |client| client
            .organization(ORGANIZATION)
            .update_deployment(
                DEPLOYMENT,
                update_dedicated_deployment_least()
            )),
        case!("UpdateDeployment", "all DEDICATED", json, |client| client
            .organization(ORGANIZATION)
            .update_deployment(
                DEPLOYMENT,
                update_dedicated_deployment_all()
            )),
        case!("UpdateDeployment", "least HYBRID", json, |client| client
            .organization(ORGANIZATION)
            .update_deployment(
                DEPLOYMENT,
                update_hybrid_deployment_least()
            )),
        case!("UpdateDeployment", "all HYBRID", json, |client| client
            .organization(ORGANIZATION)
            .update_deployment(DEPLOYMENT, update_hybrid_deployment_all())),
        case!("UpdateDeployment", "least STANDARD", json, |client| client
            .organization(ORGANIZATION)
            .update_deployment(
                DEPLOYMENT,
                update_standard_deployment_least()
            )),
        case!("UpdateDeployment", "all STANDARD", json, |client| client
            .organization(ORGANIZATION)
            .update_deployment(
                DEPLOYMENT,
                update_standard_deployment_all()
            )),
        case!("DeleteDeployment", "least", json, |client| client
            .organization(ORGANIZATION)
            .delete_deployment(DEPLOYMENT)),
        case!(
            "UpdateDeploymentHibernationOverride",
            "least",
            json,
            |client| client
                .organization(ORGANIZATION)
                .update_deployment_hibernation_override(
                    DEPLOYMENT,
                    types::OverrideDeploymentHibernationBody::builder().is_hibernating(false)
                )
        ),
        case!(
            "UpdateDeploymentHibernationOverride",
            "all",
            json,
            |client| client
                .organization(ORGANIZATION)
                .update_deployment_hibernation_override(
                    DEPLOYMENT,
                    types::OverrideDeploymentHibernationBody::builder()
                        .is_hibernating(true)
                        .override_until(time("2026-02-03T01:30:00+01:30"))
                )
        ),
        case!(
            "UpdateDeploymentHibernationOverride",
            "null",
            json,
            |client| client
                .organization(ORGANIZATION)
                .update_deployment_hibernation_override(
                    DEPLOYMENT,
                    types::OverrideDeploymentHibernationBody::builder()
                        .is_hibernating(None)
                        .override_until(None)
                )
        ),
        case!(
            "DeleteDeploymentHibernationOverride",
            "least",
            json,
            |client| client
                .organization(ORGANIZATION)
                .delete_deployment_hibernation_override(DEPLOYMENT)
        ),
        case!("GetDeploymentLogs", "least", json, |client| client
            .organization(ORGANIZATION)
            .get_deployment_logs(
                DEPLOYMENT,
                [types::LogSource::Scheduler]
            )),
        case!("GetDeploymentLogs", "all", json, |client| client
            .organization(ORGANIZATION)
            .get_deployment_logs(
                DEPLOYMENT,
                [types::LogSource::Scheduler, types::LogSource::Webserver]
            )
            .limit(500)
            .offset(2000)
            .range(3600)
            .max_num_results(250)
            .search_id("c2VhcmNo+/==")
            .search_text("ERROR 100%")
            .start_date(time("2026-02-01T01:30:00+01:30"))
            .end_date(time("2026-02-02T01:30:00+01:30"))),
    ]
}

pub(super) fn list_cases() -> Vec<ListCase> {
    vec![list_case!("ListDeployments", |client| client
        .organization(ORGANIZATION)
        .list_deployments())]
}
