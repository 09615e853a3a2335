//! The operations of the resource Cluster, with the least and with all that can be said.

use astro_api::types;

use super::{Case, body, case, known};

pub(super) fn cases() -> Vec<Case> {
    vec![
        case!("ListClusters, least", null, |client, _json| client
            .list_clusters()
            .organization_id("organization-1")),
        case!("ListClusters, all", null, |client, _json| client
            .list_clusters()
            .organization_id("organization-1")
            .names(["a b".to_owned(), "c&d".to_owned()])
            .provider(known::<types::CloudProvider>("GCP"))
            .offset(7)
            .limit(7)
            .sorts([
                known::<types::ClusterSort>("name:asc"),
                known::<types::ClusterSort>("name:desc")
            ])),
        case!("CreateCluster, least, AWS", {
"cloudProvider": "AWS",
"name": "text",
"region": "text",
"type": "DEDICATED",
"vpcSubnetRange": "text"
}, |client, json| client.create_cluster().organization_id("organization-1").body(body::<types::CreateClusterRequest>(&json))),
        case!("CreateCluster, least, AZURE", {
"cloudProvider": "AZURE",
"name": "text",
"region": "text",
"type": "DEDICATED",
"vpcSubnetRange": "text"
}, |client, json| client.create_cluster().organization_id("organization-1").body(body::<types::CreateClusterRequest>(&json))),
        case!("CreateCluster, least, GCP", {
"cloudProvider": "GCP",
"name": "text",
"podSubnetRange": "text",
"region": "text",
"servicePeeringRange": "text",
"serviceSubnetRange": "text",
"type": "DEDICATED",
"vpcSubnetRange": "text"
}, |client, json| client.create_cluster().organization_id("organization-1").body(body::<types::CreateClusterRequest>(&json))),
        case!("CreateCluster, all, AWS", {
"cloudProvider": "AWS",
"dbInstanceType": "text",
"drRegion": "text",
"drSecondaryVpcCidr": "text",
"drVpcSubnetRange": "text",
"enableReplicationTimeControl": true,
"isPrivateNetworkEgressEnabled": true,
"k8sTags": [
{
"key": "text",
"value": "text"
}
],
"name": "text",
"nodePools": [
{
"isDefault": true,
"maxNodeCount": 1,
"name": "text",
"nodeInstanceType": "text"
}
],
"providerAccount": "text",
"region": "text",
"secondaryVpcCidr": "text",
"type": "DEDICATED",
"vpcSubnetRange": "text",
"workspaceIds": [
"text"
]
}, |client, json| client.create_cluster().organization_id("organization-1").body(body::<types::CreateClusterRequest>(&json))),
        case!("CreateCluster, all, AZURE", {
"cloudProvider": "AZURE",
"dbInstanceType": "text",
"drRegion": "text",
"drVpcSubnetRange": "text",
"enableReplicationTimeControl": true,
"k8sTags": [
{
"key": "text",
"value": "text"
}
],
"name": "text",
"nodePools": [
{
"isDefault": true,
"maxNodeCount": 1,
"name": "text",
"nodeInstanceType": "text"
}
],
"providerAccount": "text",
"region": "text",
"tenantId": "text",
"type": "DEDICATED",
"vpcSubnetRange": "text",
"workspaceIds": [
"text"
]
}, |client, json| client.create_cluster().organization_id("organization-1").body(body::<types::CreateClusterRequest>(&json))),
        case!("CreateCluster, all, GCP", {
"cloudProvider": "GCP",
"dbInstanceType": "text",
"drPodSubnetRange": "text",
"drRegion": "text",
"drServicePeeringRange": "text",
"drServiceSubnetRange": "text",
"drVpcSubnetRange": "text",
"enableReplicationTimeControl": true,
"k8sTags": [
{
"key": "text",
"value": "text"
}
],
"name": "text",
"nodePools": [
{
"isDefault": true,
"maxNodeCount": 1,
"name": "text",
"nodeInstanceType": "text"
}
],
"podSubnetRange": "text",
"providerAccount": "text",
"region": "text",
"servicePeeringRange": "text",
"serviceSubnetRange": "text",
"type": "DEDICATED",
"vpcSubnetRange": "text",
"workspaceIds": [
"text"
]
}, |client, json| client.create_cluster().organization_id("organization-1").body(body::<types::CreateClusterRequest>(&json))),
        case!("DeleteCluster, least", null, |client, _json| client
            .delete_cluster()
            .organization_id("organization-1")
            .cluster_id("cluster-1")),
        case!("DeleteCluster, all", null, |client, _json| client
            .delete_cluster()
            .organization_id("organization-1")
            .cluster_id("cluster-1")),
        case!("GetCluster, least", null, |client, _json| client
            .get_cluster()
            .organization_id("organization-1")
            .cluster_id("cluster-1")),
        case!("GetCluster, all", null, |client, _json| client
            .get_cluster()
            .organization_id("organization-1")
            .cluster_id("cluster-1")),
        case!("UpdateCluster, least, DEDICATED", {
"k8sTags": [
{}
],
"name": "text",
"clusterType": "DEDICATED"
}, |client, json| client.update_cluster().organization_id("organization-1").cluster_id("cluster-1").body(body::<types::UpdateClusterRequest>(&json))),
        case!("UpdateCluster, least, HYBRID", {
"clusterType": "HYBRID"
}, |client, json| client.update_cluster().organization_id("organization-1").cluster_id("cluster-1").body(body::<types::UpdateClusterRequest>(&json))),
        case!("UpdateCluster, all, DEDICATED", {
"clusterType": "DEDICATED",
"dbInstanceType": "text",
"drPodSubnetRange": "text",
"drRegion": "text",
"drServicePeeringRange": "text",
"drServiceSubnetRange": "text",
"drVpcSubnetRange": "text",
"enableDr": true,
"enableReplicationTimeControl": true,
"isFailedOver": true,
"isPrivateNetworkEgressEnabled": true,
"k8sTags": [
{
"key": "text",
"value": "text"
}
],
"name": "text",
"nodePools": [
{
"id": "text",
"isDefault": true,
"maxNodeCount": 1,
"name": "text",
"nodeInstanceType": "text"
}
],
"workspaceIds": [
"text"
]
}, |client, json| client.update_cluster().organization_id("organization-1").cluster_id("cluster-1").body(body::<types::UpdateClusterRequest>(&json))),
        case!("UpdateCluster, all, HYBRID", {
"clusterType": "HYBRID",
"workspaceIds": [
"text"
]
}, |client, json| client.update_cluster().organization_id("organization-1").cluster_id("cluster-1").body(body::<types::UpdateClusterRequest>(&json))),
    ]
}
