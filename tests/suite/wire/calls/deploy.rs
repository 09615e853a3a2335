//! The calls of the resource Deploy.

use astro_api::types;

use super::{Case, DEPLOY, DEPLOYMENT, ListCase, ORGANIZATION, case, list_case};

pub(super) fn cases() -> Vec<Case> {
    vec![
        case!("ListDeploys", "least", json, |client| client
            .organization(ORGANIZATION)
            .list_deploys(DEPLOYMENT)),
        case!("ListDeploys", "all", json, |client| client
            .organization(ORGANIZATION)
            .list_deploys(DEPLOYMENT)
            .offset(2000)
            .limit(500)),
        case!("CreateDeploy", "least", json, |client| client
            .organization(ORGANIZATION)
            .create_deploy(
                DEPLOYMENT,
                types::CreateDeployRequest::builder().type_(types::DeployTypeRequest::ImageAndDag)
            )),
        case!("CreateDeploy", "all", json, |client| client
            .organization(ORGANIZATION)
            .create_deploy(DEPLOYMENT, create_deploy_all())),
        case!("GetDeploy", "least", json, |client| client
            .organization(ORGANIZATION)
            .get_deploy(DEPLOYMENT, DEPLOY)),
        case!("UpdateDeploy", "least", json, |client| client
            .organization(ORGANIZATION)
            .update_deploy(
                DEPLOYMENT,
                DEPLOY,
                types::UpdateDeployRequest::builder()
            )),
        case!("UpdateDeploy", "all", json, |client| client
            .organization(ORGANIZATION)
            .update_deploy(
                DEPLOYMENT,
                DEPLOY,
                types::UpdateDeployRequest::builder().description("Counts birds,\nevery night")
            )),
        case!("FinalizeDeploy", "least", json, |client| client
            .organization(ORGANIZATION)
            .finalize_deploy(
                DEPLOYMENT,
                DEPLOY,
                types::FinalizeDeployRequest::builder()
            )),
        case!("FinalizeDeploy", "all", json, |client| client
            .organization(ORGANIZATION)
            .finalize_deploy(
                DEPLOYMENT,
                DEPLOY,
                types::FinalizeDeployRequest::builder()
                    .bundle_tarball_version("2026-02-01T01:30:00.0000001Z")
                    .dag_tarball_version("2026-02-01T01:30:00.0000002Z")
            )),
        case!("DeployRollback", "least", json, |client| client
            .organization(ORGANIZATION)
            .deploy_rollback(
                DEPLOYMENT,
                DEPLOY,
                types::DeployRollbackRequest::builder()
            )),
        case!("DeployRollback", "all", json, |client| client
            .organization(ORGANIZATION)
            .deploy_rollback(
                DEPLOYMENT,
                DEPLOY,
                types::DeployRollbackRequest::builder().description("Counts birds,\nevery night")
            )),
    ]
}

pub(super) fn list_cases() -> Vec<ListCase> {
    vec![list_case!("ListDeploys", |client| client
        .organization(ORGANIZATION)
        .list_deploys(DEPLOYMENT))]
}

fn create_deploy_git_all() -> types::CreateDeployGitRequest {
    types::CreateDeployGitRequest::builder()
        .account("tern-island")
        .author_name("Ada Tern")
        .author_url("https://git.example/ada")
        .author_username("ada")
        .before_commit_sha("0000000000000000000000000000000000000001")
        .branch("main")
        .commit_sha("0000000000000000000000000000000000000002")
        .commit_url("https://git.example/tern-island/birds/commit/2")
        .path("dags")
        .provider(types::GitProvider::Generic)
        .remote_url("https://git.example/tern-island/birds.git")
        .repo("birds")
        .build()
        .unwrap()
}

fn create_deploy_all() -> types::CreateDeployRequest {
    types::CreateDeployRequest::builder()
        .bundle_mount_path("/usr/local/airflow/dbt")
        .bundle_type("dbt")
        .description("Counts birds,\nevery night")
        .git(create_deploy_git_all())
        .type_(types::DeployTypeRequest::Bundle)
        .build()
        .unwrap()
}
