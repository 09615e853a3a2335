//! The operations of the resource Deploy, with the least and with all that can be said.

use astro_api::types;

use super::{Case, body, case};

pub(super) fn cases() -> Vec<Case> {
    vec![
        case!("ListDeploys, least", null, |client, _json| client
            .list_deploys()
            .organization_id("organization-1")
            .deployment_id("deployment-1")),
        case!("ListDeploys, all", null, |client, _json| client
            .list_deploys()
            .organization_id("organization-1")
            .deployment_id("deployment-1")
            .offset(7)
            .limit(7)),
        case!("CreateDeploy, least", {
"type": "IMAGE_AND_DAG"
}, |client, json| client.create_deploy().organization_id("organization-1").deployment_id("deployment-1").body(body::<types::CreateDeployRequest>(&json))),
        case!("CreateDeploy, all", {
"bundleMountPath": "text",
"bundleType": "text",
"description": "text",
"git": {
"account": "text",
"authorName": "text",
"authorUrl": "text",
"authorUsername": "text",
"beforeCommitSha": "text",
"branch": "text",
"commitSha": "text",
"commitUrl": "text",
"path": "text",
"provider": "GITHUB",
"remoteUrl": "text",
"repo": "text"
},
"type": "IMAGE_AND_DAG"
}, |client, json| client.create_deploy().organization_id("organization-1").deployment_id("deployment-1").body(body::<types::CreateDeployRequest>(&json))),
        case!("GetDeploy, least", null, |client, _json| client
            .get_deploy()
            .organization_id("organization-1")
            .deployment_id("deployment-1")
            .deploy_id("deploy-1")),
        case!("GetDeploy, all", null, |client, _json| client
            .get_deploy()
            .organization_id("organization-1")
            .deployment_id("deployment-1")
            .deploy_id("deploy-1")),
        case!("UpdateDeploy, least", {}, |client, json| client
            .update_deploy()
            .organization_id("organization-1")
            .deployment_id("deployment-1")
            .deploy_id("deploy-1")
            .body(body::<types::UpdateDeployRequest>(&json))),
        case!("UpdateDeploy, all", {
"description": "text"
}, |client, json| client.update_deploy().organization_id("organization-1").deployment_id("deployment-1").deploy_id("deploy-1").body(body::<types::UpdateDeployRequest>(&json))),
        case!("FinalizeDeploy, least", {}, |client, json| client
            .finalize_deploy()
            .organization_id("organization-1")
            .deployment_id("deployment-1")
            .deploy_id("deploy-1")
            .body(body::<types::FinalizeDeployRequest>(&json))),
        case!("FinalizeDeploy, all", {
"bundleTarballVersion": "text",
"dagTarballVersion": "text"
}, |client, json| client.finalize_deploy().organization_id("organization-1").deployment_id("deployment-1").deploy_id("deploy-1").body(body::<types::FinalizeDeployRequest>(&json))),
        case!("DeployRollback, least", {}, |client, json| client
            .deploy_rollback()
            .organization_id("organization-1")
            .deployment_id("deployment-1")
            .deploy_id("deploy-1")
            .body(body::<types::DeployRollbackRequest>(&json))),
        case!("DeployRollback, all", {
"description": "text"
}, |client, json| client.deploy_rollback().organization_id("organization-1").deployment_id("deployment-1").deploy_id("deploy-1").body(body::<types::DeployRollbackRequest>(&json))),
    ]
}
