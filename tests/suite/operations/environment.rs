//! The operations of the resource Environment, with the least and with all that can be said.

use astro_api::types;

use super::{Case, body, case, known};

pub(super) fn cases() -> Vec<Case> {
    vec![
        case!("ListEnvironmentObjects, least", null, |client, _json| {
            client
                .list_environment_objects()
                .organization_id("organization-1")
        }),
        case!("ListEnvironmentObjects, all", null, |client, _json| client
            .list_environment_objects()
            .organization_id("organization-1")
            .offset(7)
            .limit(7)
            .sorts([
                known::<types::EnvironmentObjectSort>("objectType:asc"),
                known::<types::EnvironmentObjectSort>("objectType:desc")
            ])
            .workspace_id("text")
            .deployment_id("text")
            .object_type(known::<types::EnvironmentObjectType>("METRICS_EXPORT"))
            .object_key("text")
            .show_secrets(true)
            .resolve_linked(true)),
        case!("CreateEnvironmentObject, least", {
"objectKey": "text",
"objectType": "CONNECTION",
"scope": "WORKSPACE",
"scopeEntityId": "text"
}, |client, json| client.create_environment_object().organization_id("organization-1").body(body::<types::CreateEnvironmentObjectRequest>(&json))),
        case!("CreateEnvironmentObject, all", {
"airflowVariable": {
"isSecret": true,
"value": "text"
},
"autoLinkDeployments": true,
"connection": {
"authTypeId": "text",
"extra": {
"any": [
1,
null
]
},
"host": "text",
"login": "text",
"password": "text",
"port": 1,
"schema": "text",
"type": "text"
},
"description": "text",
"environmentVariable": {
"isSecret": true,
"value": "text"
},
"excludeLinks": [
{
"scope": "DEPLOYMENT",
"scopeEntityId": "text"
}
],
"links": [
{
"overrides": {
"airflowVariable": {
"value": "text"
},
"connection": {
"extra": {
"any": [
1,
null
]
},
"host": "text",
"login": "text",
"password": "text",
"port": 1,
"schema": "text",
"type": "text"
},
"environmentVariable": {
"value": "text"
},
"metricsExport": {
"authType": "BASIC",
"basicToken": "text",
"endpoint": "text",
"exporterType": "PROMETHEUS",
"headers": {
"key": "value"
},
"labels": {
"key": "value"
},
"password": "text",
"sigV4AssumeArn": "text",
"sigV4StsRegion": "text",
"username": "text"
}
},
"scope": "DEPLOYMENT",
"scopeEntityId": "text"
}
],
"metricsExport": {
"authType": "BASIC",
"basicToken": "text",
"endpoint": "text",
"exporterType": "PROMETHEUS",
"headers": {
"key": "value"
},
"labels": {
"key": "value"
},
"password": "text",
"sigV4AssumeArn": "text",
"sigV4StsRegion": "text",
"username": "text"
},
"objectKey": "text",
"objectType": "CONNECTION",
"scope": "WORKSPACE",
"scopeEntityId": "text"
}, |client, json| client.create_environment_object().organization_id("organization-1").body(body::<types::CreateEnvironmentObjectRequest>(&json))),
        case!("DeleteEnvironmentObject, least", null, |client, _json| {
            client
                .delete_environment_object()
                .organization_id("organization-1")
                .environment_object_id("environmentObject-1")
        }),
        case!("DeleteEnvironmentObject, all", null, |client, _json| client
            .delete_environment_object()
            .organization_id("organization-1")
            .environment_object_id("environmentObject-1")),
        case!("GetEnvironmentObject, least", null, |client, _json| client
            .get_environment_object()
            .organization_id("organization-1")
            .environment_object_id("environmentObject-1")),
        case!("GetEnvironmentObject, all", null, |client, _json| client
            .get_environment_object()
            .organization_id("organization-1")
            .environment_object_id("environmentObject-1")),
        case!("UpdateEnvironmentObject, least", {}, |client, json| client
            .update_environment_object()
            .organization_id("organization-1")
            .environment_object_id("environmentObject-1")
            .body(body::<types::UpdateEnvironmentObjectRequest>(&json))),
        case!("UpdateEnvironmentObject, all", {
"airflowVariable": {
"value": "text"
},
"autoLinkDeployments": true,
"connection": {
"authTypeId": "text",
"extra": {
"any": [
1,
null
]
},
"host": "text",
"login": "text",
"password": "text",
"port": 1,
"schema": "text",
"type": "text"
},
"description": "text",
"environmentVariable": {
"value": "text"
},
"excludeLinks": [
{
"scope": "DEPLOYMENT",
"scopeEntityId": "text"
}
],
"links": [
{
"overrides": {
"airflowVariable": {
"value": "text"
},
"connection": {
"extra": {
"any": [
1,
null
]
},
"host": "text",
"login": "text",
"password": "text",
"port": 1,
"schema": "text",
"type": "text"
},
"environmentVariable": {
"value": "text"
},
"metricsExport": {
"authType": "BASIC",
"basicToken": "text",
"endpoint": "text",
"exporterType": "PROMETHEUS",
"headers": {
"key": "value"
},
"labels": {
"key": "value"
},
"password": "text",
"sigV4AssumeArn": "text",
"sigV4StsRegion": "text",
"username": "text"
},
"unsetFields": [
"text"
]
},
"scope": "DEPLOYMENT",
"scopeEntityId": "text"
}
],
"metricsExport": {
"authType": "BASIC",
"basicToken": "text",
"endpoint": "text",
"exporterType": "PROMETHEUS",
"headers": {
"key": "value"
},
"labels": {
"key": "value"
},
"password": "text",
"sigV4AssumeArn": "text",
"sigV4StsRegion": "text",
"username": "text"
}
}, |client, json| client.update_environment_object().organization_id("organization-1").environment_object_id("environmentObject-1").body(body::<types::UpdateEnvironmentObjectRequest>(&json))),
        case!("ExcludeLinkingEnvironmentObject, least", {
"scope": "DEPLOYMENT",
"scopeEntityId": "text"
}, |client, json| client.exclude_linking_environment_object().organization_id("organization-1").environment_object_id("environmentObject-1").body(body::<types::ExcludeLinkEnvironmentObjectRequest>(&json))),
        case!("ExcludeLinkingEnvironmentObject, all", {
"scope": "DEPLOYMENT",
"scopeEntityId": "text"
}, |client, json| client.exclude_linking_environment_object().organization_id("organization-1").environment_object_id("environmentObject-1").body(body::<types::ExcludeLinkEnvironmentObjectRequest>(&json))),
    ]
}
