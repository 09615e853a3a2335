//! Every type of the API's requests and responses, so that tests can check them all.

use std::{collections::BTreeMap, fmt::Debug};

use astro_api::types;
use schemars::{JsonSchema, generate::SchemaSettings};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Result, Value};

/// A type, as functions of JSON values.
#[derive(Clone, Copy)]
pub(crate) struct SchemaType {
    /// Deserializes a value, and serializes it again.
    pub(crate) round_trip: fn(&Value) -> Result<Value>,
    /// Deserializes a value, and formats it with `{:?}` and `{:#?}`.
    pub(crate) debug: fn(&Value) -> Result<[String; 2]>,
    /// Returns its JSON Schema, for serialization.
    pub(crate) json_schema: fn() -> Value,
}

impl SchemaType {
    fn new<T: DeserializeOwned + Serialize + Debug + JsonSchema>() -> Self {
        Self {
            round_trip: |json| serde_json::to_value(read::<T>(json)?),
            debug: |json| read::<T>(json).map(|value| debug(&value)),
            json_schema: || {
                let settings = SchemaSettings::draft2020_12().for_serialize();
                let schema = settings.into_generator().into_root_schema_for::<T>();
                schema.to_value()
            },
        }
    }
}

fn read<T: DeserializeOwned>(json: &Value) -> Result<T> {
    T::deserialize(json)
}

/// Formats a value with `{:?}` and `{:#?}`.
pub(crate) fn debug(value: &dyn Debug) -> [String; 2] {
    [format!("{value:?}"), format!("{value:#?}")]
}

macro_rules! schema_types {
    ($($name:ident)*) => {
        BTreeMap::from([$((stringify!($name), SchemaType::new::<types::$name>()),)*])
    };
}

/// Returns all types by name. A test of `json_schema` checks that none is missing.
pub(crate) fn all() -> BTreeMap<&'static str, SchemaType> {
    schema_types! {
        AddTeamMembersRequest
        Agent
        AgentActionRequest
        AgentActionType
        AgentSlots
        AgentStatus
        AgentTokenSort
        AllowedIpAddressRange
        AllowedIpAddressRangeSort
        AllowedIpAddressRangesList
        AllowedIpAddressRangesPaginated
        ApiToken
        ApiTokenKind
        ApiTokenRole
        ApiTokenScope
        ApiTokenSort
        ApiTokensPaginated
        AstroMachine
        AstronomerProduct
        BasicSubjectProfile
        BulkCreateAllowedIpAddressRangesRequest
        BulkDeleteAllowedIpAddressRangesRequest
        Bundle
        CloudProvider
        Cluster
        ClusterHealth
        ClusterHealthStatus
        ClusterHealthStatusDetail
        ClusterK8sTag
        ClusterMetadata
        ClusterOptions
        ClusterSort
        ClusterStatus
        ClusterType
        ClustersPaginated
        ConnectionAuthType
        ConnectionAuthTypeParameter
        CreateAgentTokenRequest
        CreateAllowedIpAddressRangeRequest
        CreateApiTokenRequest
        CreateAwsClusterRequest
        CreateAzureClusterRequest
        CreateClusterRequest
        CreateCustomRoleRequest
        CreateDedicatedDeploymentRequest
        CreateDeployGitRequest
        CreateDeployRequest
        CreateDeploymentInstanceSpecRequest
        CreateDeploymentRequest
        CreateEnvironmentObject
        CreateEnvironmentObjectAirflowVariableOverridesRequest
        CreateEnvironmentObjectAirflowVariableRequest
        CreateEnvironmentObjectConnectionOverridesRequest
        CreateEnvironmentObjectConnectionRequest
        CreateEnvironmentObjectEnvironmentVariableOverridesRequest
        CreateEnvironmentObjectEnvironmentVariableRequest
        CreateEnvironmentObjectLinkRequest
        CreateEnvironmentObjectMetricsExportOverridesRequest
        CreateEnvironmentObjectMetricsExportRequest
        CreateEnvironmentObjectOverridesRequest
        CreateEnvironmentObjectRequest
        CreateGcpClusterRequest
        CreateHybridDeploymentRequest
        CreateNodePoolRequest
        CreateStandardDeploymentRequest
        CreateTeamRequest
        CreateUserInviteRequest
        CreateWorkspaceRequest
        CustomRoleScope
        DagRole
        DatadogSite
        DefaultRole
        Deploy
        DeployGit
        DeployRollbackRequest
        DeployStatus
        DeployType
        DeployTypeRequest
        Deployment
        DeploymentEnvironmentVariable
        DeploymentEnvironmentVariableRequest
        DeploymentHibernationOverride
        DeploymentHibernationOverrideRequest
        DeploymentHibernationSchedule
        DeploymentHibernationSpec
        DeploymentHibernationSpecRequest
        DeploymentHibernationStatus
        DeploymentLog
        DeploymentLogEntry
        DeploymentOptions
        DeploymentRemoteExecution
        DeploymentRemoteExecutionRequest
        DeploymentRole
        DeploymentScalingSpec
        DeploymentScalingSpecRequest
        DeploymentScalingStatus
        DeploymentSort
        DeploymentStatus
        DeploymentType
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
        EnvironmentObjectLinkScope
        EnvironmentObjectMetricsExport
        EnvironmentObjectMetricsExportOverrides
        EnvironmentObjectScope
        EnvironmentObjectSort
        EnvironmentObjectType
        EnvironmentObjectsPaginated
        ExcludeLinkEnvironmentObjectRequest
        Executor
        FinalizeDeployRequest
        GitProvider
        HibernationEvent
        HybridExecutor
        HybridWorkerQueueRequest
        Invite
        LogSource
        MachineSpec
        ManagedDomain
        ManagedDomainStatus
        MetricsExportAuthType
        MetricsExporterType
        NodeFamily
        NodePool
        NumberRange
        Organization
        OrganizationProductPlan
        OrganizationSort
        OrganizationStatus
        OrganizationsPaginated
        OverrideDeploymentHibernationBody
        PaymentMethod
        PermissionEntry
        PermissionGroup
        Product
        ProductPlan
        ProductPlanName
        ProviderInstanceType
        ProviderRegion
        ResourceOption
        ResourceQuotaOptions
        ResourceRange
        Role
        RoleEntityType
        RoleName
        RoleScope
        RoleScopeFilter
        RoleSort
        RoleTemplate
        RoleTemplateScope
        RoleWithPermission
        RolesPaginated
        RuntimeRelease
        SchedulerMachine
        SchedulerSize
        SelfUser
        SelfUserFeatureFlag
        SelfUserInvite
        SelfUserRole
        SelfUserRoleScope
        SubjectRoles
        SubjectType
        Team
        TeamMember
        TeamMemberSort
        TeamMembersPaginated
        TeamSort
        TeamsPaginated
        UpdateApiTokenRequest
        UpdateApiTokenRolesRequest
        UpdateClusterRequest
        UpdateCustomRoleRequest
        UpdateDedicatedClusterRequest
        UpdateDedicatedDeploymentRequest
        UpdateDeployRequest
        UpdateDeploymentInstanceSpecRequest
        UpdateDeploymentRequest
        UpdateEnvironmentObjectAirflowVariableOverridesRequest
        UpdateEnvironmentObjectAirflowVariableRequest
        UpdateEnvironmentObjectConnectionOverridesRequest
        UpdateEnvironmentObjectConnectionRequest
        UpdateEnvironmentObjectEnvironmentVariableOverridesRequest
        UpdateEnvironmentObjectEnvironmentVariableRequest
        UpdateEnvironmentObjectLinkRequest
        UpdateEnvironmentObjectMetricsExportOverridesRequest
        UpdateEnvironmentObjectMetricsExportRequest
        UpdateEnvironmentObjectOverridesRequest
        UpdateEnvironmentObjectRequest
        UpdateHybridClusterRequest
        UpdateHybridDeploymentRequest
        UpdateNodePoolRequest
        UpdateOrganizationRequest
        UpdateStandardDeploymentRequest
        UpdateTeamRequest
        UpdateTeamRolesRequest
        UpdateUserRolesRequest
        UpdateWorkerQueueRequest
        UpdateWorkspaceRequest
        User
        UserSort
        UserStatus
        UserTeamMembership
        UserTeamSort
        UserTeamsPaginated
        UsersPaginated
        WorkerMachine
        WorkerQueue
        WorkerQueueOptions
        WorkerQueueRequest
        WorkloadIdentityOption
        Workspace
        WorkspaceRole
        WorkspaceSort
        WorkspacesPaginated
    }
}
