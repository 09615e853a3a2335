//! The operations of the resource Deployment, with the least and with all that can be said.

use astro_api::types;

use super::{Case, body, case, known, time};

pub(super) fn cases() -> Vec<Case> {
    vec![
        case!("ListDeployments, least", null, |client, _json| client
            .list_deployments()
            .organization_id("organization-1")),
        case!("ListDeployments, all", null, |client, _json| client
            .list_deployments()
            .organization_id("organization-1")
            .deployment_ids(["a b".to_owned(), "c&d".to_owned()])
            .names(["a b".to_owned(), "c&d".to_owned()])
            .workspace_ids(["a b".to_owned(), "c&d".to_owned()])
            .offset(7)
            .limit(7)
            .sorts([
                known::<types::DeploymentSort>("name:asc"),
                known::<types::DeploymentSort>("name:desc")
            ])),
        case!("CreateDeployment, least, DEDICATED", {
"name": "text",
"workspaceId": "text",
"type": "DEDICATED"
}, |client, json| client.create_deployment().organization_id("organization-1").body(body::<types::CreateDeploymentRequest>(&json))),
        case!("CreateDeployment, least, HYBRID", {
"name": "text",
"workspaceId": "text",
"type": "HYBRID"
}, |client, json| client.create_deployment().organization_id("organization-1").body(body::<types::CreateDeploymentRequest>(&json))),
        case!("CreateDeployment, least, STANDARD", {
"name": "text",
"workspaceId": "text",
"type": "STANDARD"
}, |client, json| client.create_deployment().organization_id("organization-1").body(body::<types::CreateDeploymentRequest>(&json))),
        case!("CreateDeployment, all, DEDICATED", {
"astroRuntimeVersion": "text",
"clusterId": "text",
"contactEmails": [
"text"
],
"defaultTaskPodCpu": "text",
"defaultTaskPodMemory": "text",
"description": "text",
"drWorkloadIdentity": "text",
"environmentVariables": [
{
"isSecret": true,
"key": "text",
"value": "text"
}
],
"executor": "CELERY",
"isCicdEnforced": true,
"isDagDeployEnabled": true,
"isDevelopmentMode": true,
"isHighAvailability": true,
"name": "text",
"remoteExecution": {
"allowedIpAddressRanges": [
"text"
],
"enabled": true,
"taskLogBucket": "text",
"taskLogUrlPattern": "text"
},
"resourceQuotaCpu": "text",
"resourceQuotaMemory": "text",
"scalingSpec": {
"hibernationSpec": {
"override": {
"isHibernating": true,
"overrideUntil": "text"
},
"schedules": [
{
"description": "text",
"hibernateAtCron": "text",
"isEnabled": true,
"wakeAtCron": "text"
}
]
}
},
"schedulerSize": "SMALL",
"type": "DEDICATED",
"workerQueues": [
{
"astroMachine": "A5",
"id": "text",
"isDefault": true,
"maxWorkerCount": 1,
"minWorkerCount": 1,
"name": "text",
"podEphemeralStorage": "text",
"workerConcurrency": 1
}
],
"workloadIdentity": "text",
"workspaceId": "text"
}, |client, json| client.create_deployment().organization_id("organization-1").body(body::<types::CreateDeploymentRequest>(&json))),
        case!("CreateDeployment, all, HYBRID", {
"astroRuntimeVersion": "text",
"clusterId": "text",
"contactEmails": [
"text"
],
"description": "text",
"drWorkloadIdentity": "text",
"environmentVariables": [
{
"isSecret": true,
"key": "text",
"value": "text"
}
],
"executor": "CELERY",
"isCicdEnforced": true,
"isDagDeployEnabled": true,
"name": "text",
"scheduler": {
"au": 5,
"replicas": 1
},
"taskPodNodePoolId": "text",
"type": "HYBRID",
"workerQueues": [
{
"id": "text",
"isDefault": true,
"maxWorkerCount": 1,
"minWorkerCount": 1,
"name": "text",
"nodePoolId": "text",
"workerConcurrency": 1
}
],
"workloadIdentity": "text",
"workspaceId": "text"
}, |client, json| client.create_deployment().organization_id("organization-1").body(body::<types::CreateDeploymentRequest>(&json))),
        case!("CreateDeployment, all, STANDARD", {
"astroRuntimeVersion": "text",
"cloudProvider": "AWS",
"clusterId": "text",
"contactEmails": [
"text"
],
"defaultTaskPodCpu": "text",
"defaultTaskPodMemory": "text",
"description": "text",
"drWorkloadIdentity": "text",
"environmentVariables": [
{
"isSecret": true,
"key": "text",
"value": "text"
}
],
"executor": "CELERY",
"isCicdEnforced": true,
"isDagDeployEnabled": true,
"isDevelopmentMode": true,
"isHighAvailability": true,
"name": "text",
"region": "text",
"remoteExecution": {
"allowedIpAddressRanges": [
"text"
],
"enabled": true,
"taskLogBucket": "text",
"taskLogUrlPattern": "text"
},
"resourceQuotaCpu": "text",
"resourceQuotaMemory": "text",
"scalingSpec": {
"hibernationSpec": {
"override": {
"isHibernating": true,
"overrideUntil": "text"
},
"schedules": [
{
"description": "text",
"hibernateAtCron": "text",
"isEnabled": true,
"wakeAtCron": "text"
}
]
}
},
"schedulerSize": "SMALL",
"type": "STANDARD",
"workerQueues": [
{
"astroMachine": "A5",
"id": "text",
"isDefault": true,
"maxWorkerCount": 1,
"minWorkerCount": 1,
"name": "text",
"podEphemeralStorage": "text",
"workerConcurrency": 1
}
],
"workloadIdentity": "text",
"workspaceId": "text"
}, |client, json| client.create_deployment().organization_id("organization-1").body(body::<types::CreateDeploymentRequest>(&json))),
        case!("DeleteDeployment, least", null, |client, _json| client
            .delete_deployment()
            .organization_id("organization-1")
            .deployment_id("deployment-1")),
        case!("DeleteDeployment, all", null, |client, _json| client
            .delete_deployment()
            .organization_id("organization-1")
            .deployment_id("deployment-1")),
        case!("GetDeployment, least", null, |client, _json| client
            .get_deployment()
            .organization_id("organization-1")
            .deployment_id("deployment-1")),
        case!("GetDeployment, all", null, |client, _json| client
            .get_deployment()
            .organization_id("organization-1")
            .deployment_id("deployment-1")),
        case!("UpdateDeployment, least, DEDICATED", {
"environmentVariables": [
{
"isSecret": true,
"key": "text"
}
],
"executor": "CELERY",
"isCicdEnforced": true,
"isDagDeployEnabled": true,
"isHighAvailability": true,
"name": "text",
"schedulerSize": "SMALL",
"type": "DEDICATED",
"workspaceId": "text"
}, |client, json| client.update_deployment().organization_id("organization-1").deployment_id("deployment-1").body(body::<types::UpdateDeploymentRequest>(&json))),
        case!("UpdateDeployment, least, HYBRID", {
"environmentVariables": [
{
"isSecret": true,
"key": "text"
}
],
"executor": "CELERY",
"isCicdEnforced": true,
"isDagDeployEnabled": true,
"name": "text",
"scheduler": {
"au": 5,
"replicas": 1
},
"type": "HYBRID",
"workspaceId": "text"
}, |client, json| client.update_deployment().organization_id("organization-1").deployment_id("deployment-1").body(body::<types::UpdateDeploymentRequest>(&json))),
        case!("UpdateDeployment, least, STANDARD", {
"environmentVariables": [
{
"isSecret": true,
"key": "text"
}
],
"executor": "CELERY",
"isCicdEnforced": true,
"isDagDeployEnabled": true,
"isHighAvailability": true,
"name": "text",
"schedulerSize": "SMALL",
"type": "STANDARD",
"workspaceId": "text"
}, |client, json| client.update_deployment().organization_id("organization-1").deployment_id("deployment-1").body(body::<types::UpdateDeploymentRequest>(&json))),
        case!("UpdateDeployment, all, DEDICATED", {
"contactEmails": [
"text"
],
"defaultTaskPodCpu": "text",
"defaultTaskPodMemory": "text",
"description": "text",
"drWorkloadIdentity": "text",
"environmentVariables": [
{
"isSecret": true,
"key": "text",
"value": "text"
}
],
"executor": "CELERY",
"isCicdEnforced": true,
"isDagDeployEnabled": true,
"isDevelopmentMode": true,
"isHighAvailability": true,
"name": "text",
"remoteExecution": {
"allowedIpAddressRanges": [
"text"
],
"enabled": true,
"taskLogBucket": "text",
"taskLogUrlPattern": "text"
},
"resourceQuotaCpu": "text",
"resourceQuotaMemory": "text",
"scalingSpec": {
"hibernationSpec": {
"override": {
"isHibernating": true,
"overrideUntil": "text"
},
"schedules": [
{
"description": "text",
"hibernateAtCron": "text",
"isEnabled": true,
"wakeAtCron": "text"
}
]
}
},
"schedulerSize": "SMALL",
"type": "DEDICATED",
"workerQueues": [
{
"astroMachine": "A5",
"id": "text",
"isDefault": true,
"maxWorkerCount": 1,
"minWorkerCount": 1,
"name": "text",
"nodePoolId": "text",
"podEphemeralStorage": "text",
"workerConcurrency": 1
}
],
"workloadIdentity": "text",
"workspaceId": "text"
}, |client, json| client.update_deployment().organization_id("organization-1").deployment_id("deployment-1").body(body::<types::UpdateDeploymentRequest>(&json))),
        case!("UpdateDeployment, all, HYBRID", {
"contactEmails": [
"text"
],
"description": "text",
"drWorkloadIdentity": "text",
"environmentVariables": [
{
"isSecret": true,
"key": "text",
"value": "text"
}
],
"executor": "CELERY",
"isCicdEnforced": true,
"isDagDeployEnabled": true,
"name": "text",
"scheduler": {
"au": 5,
"replicas": 1
},
"taskPodNodePoolId": "text",
"type": "HYBRID",
"workerQueues": [
{
"astroMachine": "A5",
"id": "text",
"isDefault": true,
"maxWorkerCount": 1,
"minWorkerCount": 1,
"name": "text",
"nodePoolId": "text",
"podEphemeralStorage": "text",
"workerConcurrency": 1
}
],
"workloadIdentity": "text",
"workspaceId": "text"
}, |client, json| client.update_deployment().organization_id("organization-1").deployment_id("deployment-1").body(body::<types::UpdateDeploymentRequest>(&json))),
        case!("UpdateDeployment, all, STANDARD", {
"contactEmails": [
"text"
],
"defaultTaskPodCpu": "text",
"defaultTaskPodMemory": "text",
"description": "text",
"drWorkloadIdentity": "text",
"environmentVariables": [
{
"isSecret": true,
"key": "text",
"value": "text"
}
],
"executor": "CELERY",
"isCicdEnforced": true,
"isDagDeployEnabled": true,
"isDevelopmentMode": true,
"isHighAvailability": true,
"name": "text",
"remoteExecution": {
"allowedIpAddressRanges": [
"text"
],
"enabled": true,
"taskLogBucket": "text",
"taskLogUrlPattern": "text"
},
"resourceQuotaCpu": "text",
"resourceQuotaMemory": "text",
"scalingSpec": {
"hibernationSpec": {
"override": {
"isHibernating": true,
"overrideUntil": "text"
},
"schedules": [
{
"description": "text",
"hibernateAtCron": "text",
"isEnabled": true,
"wakeAtCron": "text"
}
]
}
},
"schedulerSize": "SMALL",
"type": "STANDARD",
"workerQueues": [
{
"astroMachine": "A5",
"id": "text",
"isDefault": true,
"maxWorkerCount": 1,
"minWorkerCount": 1,
"name": "text",
"nodePoolId": "text",
"podEphemeralStorage": "text",
"workerConcurrency": 1
}
],
"workloadIdentity": "text",
"workspaceId": "text"
}, |client, json| client.update_deployment().organization_id("organization-1").deployment_id("deployment-1").body(body::<types::UpdateDeploymentRequest>(&json))),
        case!(
            "DeleteDeploymentHibernationOverride, least",
            null,
            |client, _json| client
                .delete_deployment_hibernation_override()
                .organization_id("organization-1")
                .deployment_id("deployment-1")
        ),
        case!(
            "DeleteDeploymentHibernationOverride, all",
            null,
            |client, _json| client
                .delete_deployment_hibernation_override()
                .organization_id("organization-1")
                .deployment_id("deployment-1")
        ),
        case!("UpdateDeploymentHibernationOverride, least", {
"isHibernating": true
}, |client, json| client.update_deployment_hibernation_override().organization_id("organization-1").deployment_id("deployment-1").body(body::<types::OverrideDeploymentHibernationBody>(&json))),
        case!("UpdateDeploymentHibernationOverride, all", {
"isHibernating": true,
"overrideUntil": "2026-02-01T00:00:00Z"
}, |client, json| client.update_deployment_hibernation_override().organization_id("organization-1").deployment_id("deployment-1").body(body::<types::OverrideDeploymentHibernationBody>(&json))),
        case!("GetDeploymentLogs, least", null, |client, _json| client
            .get_deployment_logs()
            .organization_id("organization-1")
            .deployment_id("deployment-1")
            .sources([
                known::<types::LogSource>("scheduler"),
                known::<types::LogSource>("triggerer")
            ])),
        case!("GetDeploymentLogs, all", null, |client, _json| client
            .get_deployment_logs()
            .organization_id("organization-1")
            .deployment_id("deployment-1")
            .sources([
                known::<types::LogSource>("scheduler"),
                known::<types::LogSource>("triggerer")
            ])
            .limit(7)
            .offset(7)
            .range(7200)
            .max_num_results(7)
            .search_id("text")
            .search_text("text")
            .start_date(time("2026-02-01T00:00:00Z"))
            .end_date(time("2026-02-01T00:00:00Z"))),
    ]
}
