//! Every declared response is decoded, from bodies generated from the document's schemas: with all members, with
//! required ones only, with `null` wherever that is tolerated, and with unknown values.

mod expect;
mod failures;
mod lists;
mod make;
mod over_http;

use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value, json};

use crate::documents;

/// The members and values of a body.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum With {
    All,
    OnlyRequired,
    /// All, the optional ones as `null`.
    Nulls,
    /// All, with enum values and members that the document does not have.
    Unknown,
}

/// A value for a schema.
fn made(schema: &Value, with: With, components: &Map<String, Value>) -> Value {
    if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
        let name = reference.rsplit('/').next().unwrap();
        return made(&components[name], with, components);
    }
    if let Some(only) = schema.get("allOf").and_then(|all| all.get(0)) {
        return made(only, with, components);
    }
    if let Some(values) = schema.get("enum").and_then(Value::as_array) {
        return match with {
            With::Unknown => json!("NOT_KNOWN_YET"),
            _ => values[0].clone(),
        };
    }
    match schema["type"].as_str().unwrap() {
        "string" if schema["format"] == "date-time" => json!("2026-02-01T03:04:05.678Z"),
        "string" => json!("text"),
        "integer" => json!(7),
        "number" => json!(1.5),
        "boolean" => json!(true),
        "array" => json!([made(&schema["items"], with, components)]),
        _ => object(schema, with, components),
    }
}

pub(crate) fn object(schema: &Value, with: With, components: &Map<String, Value>) -> Value {
    let required = schema["required"].as_array();
    let mut made_up = Map::new();
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        let is_required = required.is_some_and(|all| all.iter().any(|r| r == name));
        let value = match with {
            With::OnlyRequired if !is_required => continue,
            With::Nulls if !is_required => Value::Null,
            _ => made(property, with, components),
        };
        made_up.insert(name.clone(), value);
    }
    if schema.get("properties").is_none() {
        made_up.insert("key".to_owned(), json!("value"));
    }
    Value::Object(made_up)
}

fn read<T: DeserializeOwned>(name: &str, body: &Value) -> T {
    serde_json::from_value(body.clone()).unwrap_or_else(|e| panic!("{name}: {e}: {body:#}"))
}

fn written<T: Serialize>(value: &T) -> Value {
    serde_json::to_value(value).unwrap()
}

/// Decodes each of the bodies of a schema, and re-encodes the result.
fn check<T: DeserializeOwned + Serialize>(name: &str, components: &Map<String, Value>) {
    let schema = &components[name];
    let body = |with| object(schema, with, components);
    let all = body(With::All);
    assert_eq!(written(&read::<T>(name, &all)), all, "{name}, all members");

    let required = body(With::OnlyRequired);
    let least = written(&read::<T>(name, &required));
    assert_eq!(least, required, "{name}, only the required members");
    let nulls = written(&read::<T>(name, &body(With::Nulls)));
    assert_eq!(nulls, required, "{name}, `null` for what is optional");

    let unknown = body(With::Unknown);
    let mut more = unknown.clone();
    more["notKnownYet"] = json!({ "any": [1, null] });
    let mut again = written(&read::<T>(name, &more));
    // A type that is also used in requests keeps unknown members, so that they can be sent back.
    again.as_object_mut().unwrap().remove("notKnownYet");
    assert_eq!(again, unknown, "{name}, unknown values");

    // An omission that would make a wrong response plausible is an error: a page without rows or total, a resource
    // without its id.
    let properties = schema["properties"].as_object().unwrap();
    let is_page = properties.contains_key("totalCount");
    for (member, property) in properties {
        let is_required = schema["required"]
            .as_array()
            .is_some_and(|all| all.iter().any(|r| r == member));
        let is_required = member == "id" && is_required
            || is_page && (member == "totalCount" || property["type"] == "array" && is_required);
        let mut without = all.clone();
        without.as_object_mut().unwrap().remove(member);
        let result = serde_json::from_value::<T>(without);
        assert_eq!(result.is_err(), is_required, "{name} without {member}");
    }
}

/// The types by the schema names of the document.
mod named {
    pub(super) use astro_api::types::{NumberRange as Range, *};
}

macro_rules! check_all {
    ($components:expr; $($name:ident)*) => {{
        $(check::<named::$name>(stringify!($name), $components);)*
        [$(stringify!($name)),*]
    }};
}

#[test]
fn every_response_schema_round_trips() {
    let document: Value =
        serde_json::from_str(&documents::as_json(&documents::checked_in())).unwrap();
    let components = document["components"]["schemas"].as_object().unwrap();
    let checked = check_all!(components;
        Agent
        AgentSlots
        AllowedIpAddressRange
        AllowedIpAddressRangesList
        AllowedIpAddressRangesPaginated
        ApiToken
        ApiTokenRole
        ApiTokensPaginated
        BasicSubjectProfile
        Bundle
        Cluster
        ClusterHealthStatus
        ClusterHealthStatusDetail
        ClusterK8sTag
        ClusterMetadata
        ClusterOptions
        ClustersPaginated
        ConnectionAuthType
        ConnectionAuthTypeParameter
        CreateEnvironmentObject
        DagRole
        DefaultRole
        Deploy
        DeployGit
        Deployment
        DeploymentEnvironmentVariable
        DeploymentHibernationOverride
        DeploymentHibernationSchedule
        DeploymentHibernationSpec
        DeploymentHibernationStatus
        DeploymentLog
        DeploymentLogEntry
        DeploymentOptions
        DeploymentRemoteExecution
        DeploymentRole
        DeploymentScalingSpec
        DeploymentScalingStatus
        DeploymentsPaginated
        DeploysPaginated
        EnvironmentObject
        EnvironmentObjectAirflowVariable
        EnvironmentObjectAirflowVariableOverrides
        EnvironmentObjectConnection
        EnvironmentObjectConnectionOverrides
        EnvironmentObjectEnvironmentVariable
        EnvironmentObjectEnvironmentVariableOverrides
        EnvironmentObjectExcludeLink
        EnvironmentObjectLink
        EnvironmentObjectMetricsExport
        EnvironmentObjectMetricsExportOverrides
        EnvironmentObjectsPaginated
        Invite
        MachineSpec
        ManagedDomain
        NodeFamily
        NodePool
        Organization
        OrganizationProductPlan
        OrganizationsPaginated
        PermissionEntry
        PermissionGroup
        ProviderInstanceType
        ProviderRegion
        Range
        ResourceOption
        ResourceQuotaOptions
        ResourceRange
        Role
        RoleTemplate
        RoleWithPermission
        RolesPaginated
        RuntimeRelease
        SchedulerMachine
        SelfUser
        SelfUserFeatureFlag
        SelfUserInvite
        SelfUserRole
        SelfUserRoleScope
        SubjectRoles
        Team
        TeamMember
        TeamMembersPaginated
        TeamsPaginated
        User
        UserTeamMembership
        UserTeamsPaginated
        UsersPaginated
        WorkerMachine
        WorkerQueue
        WorkerQueueOptions
        WorkloadIdentityOption
        Workspace
        WorkspaceRole
        WorkspacesPaginated
    );
    let mut answered = Vec::new();
    for item in document["paths"].as_object().unwrap().values() {
        for operation in item.as_object().unwrap().values() {
            references(&operation["responses"], components, &mut answered);
        }
    }
    answered.sort_unstable();
    assert_eq!(
        checked[..],
        answered[..],
        "left: read here; right: in the document"
    );
}

/// Returns the schemas reachable from a part of the document, except for errors, which have a separate type.
fn references<'a>(value: &'a Value, components: &'a Map<String, Value>, found: &mut Vec<&'a str>) {
    match value {
        Value::Object(all) => {
            if let Some(name) = value["$ref"].as_str().and_then(|r| r.rsplit('/').next())
                && !["Error", "FieldValidationError"].contains(&name)
                && !found.contains(&name)
            {
                found.push(name);
                references(&components[name], components, found);
            }
            all.values().for_each(|v| references(v, components, found));
        }
        Value::Array(all) => all.iter().for_each(|v| references(v, components, found)),
        _ => {}
    }
}
