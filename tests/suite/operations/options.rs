//! The operations of the resource Options, with the least and with all that can be said.

use astro_api::types;

use super::{Case, case, known};

pub(super) fn cases() -> Vec<Case> {
    vec![
        case!("GetClusterOptions, least", null, |client, _json| client
            .get_cluster_options()
            .organization_id("organization-1")
            .type_(known::<types::ClusterType>("HYBRID"))),
        case!("GetClusterOptions, all", null, |client, _json| client
            .get_cluster_options()
            .organization_id("organization-1")
            .provider(known::<types::CloudProvider>("GCP"))
            .type_(known::<types::ClusterType>("HYBRID"))),
        case!("GetDeploymentOptions, least", null, |client, _json| client
            .get_deployment_options()
            .organization_id("organization-1")),
        case!("GetDeploymentOptions, all", null, |client, _json| client
            .get_deployment_options()
            .organization_id("organization-1")
            .deployment_id("text")
            .deployment_type(known::<types::DeploymentType>("STANDARD"))
            .executor(known::<types::Executor>("ASTRO"))
            .cloud_provider(known::<types::CloudProvider>("GCP"))),
    ]
}
