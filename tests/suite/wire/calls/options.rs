//! The calls of the resource Options.

use astro_api::types;

use super::{Case, DEPLOYMENT, ORGANIZATION, case};

pub(super) fn cases() -> Vec<Case> {
    vec![
        case!("GetClusterOptions", "least", json, |client| client
            .get_cluster_options()
            .organization_id(ORGANIZATION)
            .type_(types::ClusterType::Dedicated)),
        case!("GetClusterOptions", "all", json, |client| client
            .get_cluster_options()
            .organization_id(ORGANIZATION)
            .provider(types::CloudProvider::Gcp)
            .type_(types::ClusterType::Hybrid)),
        case!("GetDeploymentOptions", "least", json, |client| client
            .get_deployment_options()
            .organization_id(ORGANIZATION)),
        case!("GetDeploymentOptions", "all", json, |client| client
            .get_deployment_options()
            .organization_id(ORGANIZATION)
            .deployment_id(DEPLOYMENT)
            .deployment_type(types::DeploymentType::Standard)
            .executor(types::Executor::Astro)
            .cloud_provider(types::CloudProvider::Gcp)),
    ]
}
