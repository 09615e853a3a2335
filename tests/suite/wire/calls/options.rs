//! The calls of the resource Options.

use astro_api::types;

use super::{Case, DEPLOYMENT, ORGANIZATION, case};

pub(super) fn cases() -> Vec<Case> {
    vec![
        case!("GetClusterOptions", "least", json, |client| client
            .organization(ORGANIZATION)
            .get_cluster_options(types::ClusterType::Dedicated)),
        case!("GetClusterOptions", "all", json, |client| client
            .organization(ORGANIZATION)
            .get_cluster_options(types::ClusterType::Hybrid)
            .provider(types::CloudProvider::Gcp)),
        case!("GetDeploymentOptions", "least", json, |client| client
            .organization(ORGANIZATION)
            .get_deployment_options()),
        case!("GetDeploymentOptions", "all", json, |client| client
            .organization(ORGANIZATION)
            .get_deployment_options()
            .deployment_id(DEPLOYMENT)
            .deployment_type(types::DeploymentType::Standard)
            .executor(types::Executor::Astro)
            .cloud_provider(types::CloudProvider::Gcp)),
    ]
}
