//! The calls of the resource Cluster.

mod create;
mod update;

use astro_api::types;

use super::{CLUSTER, Case, ListCase, ORGANIZATION, case, list_case};
use create::{
    create_aws_cluster_all, create_aws_cluster_least, create_azure_cluster_all,
    create_azure_cluster_least, create_gcp_cluster_all, create_gcp_cluster_least,
};
use update::{
    update_dedicated_cluster_all, update_dedicated_cluster_least, update_hybrid_cluster_all,
    update_hybrid_cluster_least,
};

pub(super) fn cases() -> Vec<Case> {
    vec![
        case!("ListClusters", "least", json, |client| client
            .organization(ORGANIZATION)
            .list_clusters()),
        case!("ListClusters", "all", json, |client| client
            .organization(ORGANIZATION)
            .list_clusters()
            .names(["a, b&c".to_owned(), "c=d".to_owned()])
            .provider(types::CloudProvider::Gcp)
            .offset(2000)
            .limit(500)
            .sorts([
                types::ClusterSort::NameDesc,
                types::ClusterSort::CreatedAtAsc
            ])),
        case!("CreateCluster", "least AWS", json, |client| client
            .organization(ORGANIZATION)
            .create_cluster(create_aws_cluster_least())),
        case!("CreateCluster", "all AWS", json, |client| client
            .organization(ORGANIZATION)
            .create_cluster(create_aws_cluster_all())),
        case!("CreateCluster", "least AZURE", json, |client| client
            .organization(ORGANIZATION)
            .create_cluster(create_azure_cluster_least())),
        case!("CreateCluster", "all AZURE", json, |client| client
            .organization(ORGANIZATION)
            .create_cluster(create_azure_cluster_all())),
        case!("CreateCluster", "least GCP", json, |client| client
            .organization(ORGANIZATION)
            .create_cluster(create_gcp_cluster_least())),
        case!("CreateCluster", "all GCP", json, |client| client
            .organization(ORGANIZATION)
            .create_cluster(create_gcp_cluster_all())),
        case!("GetCluster", "least", json, |client| client
            .organization(ORGANIZATION)
            .get_cluster(CLUSTER)),
        case!("UpdateCluster", "least DEDICATED", json, |client| client
            .organization(ORGANIZATION)
            .update_cluster(CLUSTER, update_dedicated_cluster_least())),
        case!("UpdateCluster", "all DEDICATED", json, |client| client
            .organization(ORGANIZATION)
            .update_cluster(CLUSTER, update_dedicated_cluster_all())),
        case!("UpdateCluster", "least HYBRID", json, |client| client
            .organization(ORGANIZATION)
            .update_cluster(CLUSTER, update_hybrid_cluster_least())),
        case!("UpdateCluster", "all HYBRID", json, |client| client
            .organization(ORGANIZATION)
            .update_cluster(CLUSTER, update_hybrid_cluster_all())),
        case!("DeleteCluster", "least", json, |client| client
            .organization(ORGANIZATION)
            .delete_cluster(CLUSTER)),
    ]
}

pub(super) fn list_cases() -> Vec<ListCase> {
    vec![list_case!("ListClusters", |client| client
        .organization(ORGANIZATION)
        .list_clusters())]
}
