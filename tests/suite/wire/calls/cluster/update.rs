//! The bodies of updates.

use astro_api::types;

use super::create::cluster_k8s_tag_all;
use crate::wire::calls::WORKSPACE;

pub(super) fn update_dedicated_cluster_least() -> types::UpdateDedicatedClusterRequest {
    types::UpdateDedicatedClusterRequest::builder()
        .k8s_tags(Vec::<types::ClusterK8sTag>::new())
        .name("Tern \"Ornithology\" 🐦")
        .build()
        .unwrap()
}

pub(super) fn update_dedicated_cluster_all() -> types::UpdateDedicatedClusterRequest {
    types::UpdateDedicatedClusterRequest::builder()
        .db_instance_type("db.r5.large")
        .dr_pod_subnet_range("172.25.0.0/19")
        .dr_region("us-west-2")
        .dr_service_peering_range("172.26.0.0/20")
        .dr_service_subnet_range("172.27.0.0/22")
        .dr_vpc_subnet_range("172.24.0.0/19")
        .enable_dr(true)
        .enable_replication_time_control(true)
        .is_failed_over(true)
        .is_private_network_egress_enabled(true)
        .k8s_tags([cluster_k8s_tag_all()])
        .name("Tern \"Ornithology\" 🐦")
        .node_pools([update_node_pool_all()])
        .workspace_ids([WORKSPACE.to_owned()])
        .build()
        .unwrap()
}

pub(super) fn update_node_pool_all() -> types::UpdateNodePoolRequest {
    types::UpdateNodePoolRequest::builder()
        .id("cmf0queue000008l2w3e4r5t6")
        .is_default(true)
        .max_node_count(20)
        .name("Tern \"Ornithology\" 🐦")
        .node_instance_type("m5.xlarge")
        .build()
        .unwrap()
}

pub(super) fn update_hybrid_cluster_least() -> types::UpdateHybridClusterRequest {
    types::UpdateHybridClusterRequest::builder()
        .build()
        .unwrap()
}

pub(super) fn update_hybrid_cluster_all() -> types::UpdateHybridClusterRequest {
    types::UpdateHybridClusterRequest::builder()
        .workspace_ids([WORKSPACE.to_owned()])
        .build()
        .unwrap()
}
