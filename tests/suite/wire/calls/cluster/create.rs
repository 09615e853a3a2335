//! The bodies of creations.

use astro_api::types;

use crate::wire::calls::WORKSPACE;

pub(super) fn create_aws_cluster_least() -> types::CreateAwsClusterRequest {
    types::CreateAwsClusterRequest::builder()
        .name("Tern \"Ornithology\" 🐦")
        .region("us-east-1")
        .type_(types::ClusterType::Dedicated)
        .vpc_subnet_range("172.20.0.0/19")
        .build()
        .unwrap()
}

pub(super) fn create_aws_cluster_all() -> types::CreateAwsClusterRequest {
    types::CreateAwsClusterRequest::builder()
        .db_instance_type("db.r5.large")
        .dr_region("us-west-2")
        .dr_secondary_vpc_cidr("100.65.0.0/16")
        .dr_vpc_subnet_range("172.24.0.0/19")
        .enable_replication_time_control(true)
        .is_private_network_egress_enabled(true)
        .k8s_tags([cluster_k8s_tag_all()])
        .name("Tern \"Ornithology\" 🐦")
        .node_pools([create_node_pool_all()])
        .provider_account("123456789012")
        .region("us-east-1")
        .secondary_vpc_cidr("100.64.0.0/16")
        .type_(types::ClusterType::Hybrid)
        .vpc_subnet_range("172.20.0.0/19")
        .workspace_ids([WORKSPACE.to_owned()])
        .build()
        .unwrap()
}

pub(super) fn cluster_k8s_tag_all() -> types::ClusterK8sTag {
    types::ClusterK8sTag::builder()
        .key("team")
        .value("ornithology")
        .build()
        .unwrap()
}

pub(super) fn create_node_pool_all() -> types::CreateNodePoolRequest {
    types::CreateNodePoolRequest::builder()
        .is_default(true)
        .max_node_count(20)
        .name("Tern \"Ornithology\" 🐦")
        .node_instance_type("m5.xlarge")
        .build()
        .unwrap()
}

pub(super) fn create_azure_cluster_least() -> types::CreateAzureClusterRequest {
    types::CreateAzureClusterRequest::builder()
        .name("Tern \"Ornithology\" 🐦")
        .region("us-east-1")
        .type_(types::ClusterType::Dedicated)
        .vpc_subnet_range("172.20.0.0/19")
        .build()
        .unwrap()
}

pub(super) fn create_azure_cluster_all() -> types::CreateAzureClusterRequest {
    types::CreateAzureClusterRequest::builder()
        .db_instance_type("db.r5.large")
        .dr_region("us-west-2")
        .dr_vpc_subnet_range("172.24.0.0/19")
        .enable_replication_time_control(true)
        .k8s_tags([cluster_k8s_tag_all()])
        .name("Tern \"Ornithology\" 🐦")
        .node_pools([create_node_pool_all()])
        .provider_account("123456789012")
        .region("us-east-1")
        .tenant_id("5f5ad0ba-7c0e-4e1f-9d1b-6f0a4a5b7c8d")
        .type_(types::ClusterType::Hybrid)
        .vpc_subnet_range("172.20.0.0/19")
        .workspace_ids([WORKSPACE.to_owned()])
        .build()
        .unwrap()
}

pub(super) fn create_gcp_cluster_least() -> types::CreateGcpClusterRequest {
    types::CreateGcpClusterRequest::builder()
        .name("Tern \"Ornithology\" 🐦")
        .pod_subnet_range("172.21.0.0/19")
        .region("us-east-1")
        .service_peering_range("172.22.0.0/20")
        .service_subnet_range("172.23.0.0/22")
        .type_(types::ClusterType::Dedicated)
        .vpc_subnet_range("172.20.0.0/19")
        .build()
        .unwrap()
}

pub(super) fn create_gcp_cluster_all() -> types::CreateGcpClusterRequest {
    types::CreateGcpClusterRequest::builder()
        .db_instance_type("db.r5.large")
        .dr_pod_subnet_range("172.25.0.0/19")
        .dr_region("us-west-2")
        .dr_service_peering_range("172.26.0.0/20")
        .dr_service_subnet_range("172.27.0.0/22")
        .dr_vpc_subnet_range("172.24.0.0/19")
        .enable_replication_time_control(true)
        .k8s_tags([cluster_k8s_tag_all()])
        .name("Tern \"Ornithology\" 🐦")
        .node_pools([create_node_pool_all()])
        .pod_subnet_range("172.21.0.0/19")
        .provider_account("123456789012")
        .region("us-east-1")
        .service_peering_range("172.22.0.0/20")
        .service_subnet_range("172.23.0.0/22")
        .type_(types::ClusterType::Hybrid)
        .vpc_subnet_range("172.20.0.0/19")
        .workspace_ids([WORKSPACE.to_owned()])
        .build()
        .unwrap()
}
