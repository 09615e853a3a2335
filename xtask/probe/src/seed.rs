//! Creates the resources that a new fake lacks, so that every GET operation has data.

use astro_api::{Client, Error, Method};
use serde_json::{Value, json};

const ORGANIZATION: &str = "/organizations/{organizationId}";

/// Creates an environment object of each kind, a custom role, and an allowed IP address range in the first
/// Organization, and a deploy and an agent token for its first Deployment. For fakes only: it changes the API that the
/// client connects to.
///
/// # Errors
/// Returns an error without an Organization, Workspace or Deployment, or if one of the resources cannot be created.
pub async fn seed(client: &Client) -> Result<(), Error> {
    let organization = first(client, "/organizations", "organizations", "").await?;
    let list = |kind: &str| format!("{ORGANIZATION}/{kind}");
    let workspace = first(client, &list("workspaces"), "workspaces", &organization).await?;
    let deployment = first(client, &list("deployments"), "deployments", &organization).await?;
    let object = |kind: &str, member: &str, content: Value| {
        json!({
            "objectKey": format!("probe_{kind}").to_lowercase(),
            "objectType": kind,
            "scope": "WORKSPACE",
            "scopeEntityId": workspace,
            member: content,
        })
    };
    let exported = json!({ "endpoint": "https://metrics.example", "exporterType": "PROMETHEUS" });
    let variable = json!({ "value": "a" });
    let objects = [
        object("AIRFLOW_VARIABLE", "airflowVariable", variable.clone()),
        object("CONNECTION", "connection", json!({ "type": "postgres" })),
        object("ENVIRONMENT_VARIABLE", "environmentVariable", variable),
        object("METRICS_EXPORT", "metricsExport", exported),
    ];
    let role =
        json!({ "name": "probe", "permissions": ["deployment.get"], "scopeType": "DEPLOYMENT" });
    let of_deployment = |kind: &str| format!("{ORGANIZATION}/deployments/{{deploymentId}}/{kind}");
    let objects = objects.map(|object| (list("environment-objects"), object));
    let range = json!({ "ipAddressRange": "192.0.2.0/24" });
    let others = [
        (list("roles"), role),
        (list("allowed-ip-address-ranges"), range),
        (of_deployment("deploys"), json!({ "type": "IMAGE_AND_DAG" })),
        (of_deployment("agent-tokens"), json!({ "name": "probe" })),
    ];
    for (path, body) in objects.into_iter().chain(others) {
        let request = client.request(Method::POST, path.as_str()).json(&body);
        let mut request = request.path_param("organizationId", &organization);
        if path.contains("{deploymentId}") {
            request = request.path_param("deploymentId", &deployment);
        }
        request.send::<Value>().await?;
    }
    Ok(())
}

/// Returns the id of the first item of a list. For an empty list, the id is empty, which the client rejects in a path.
async fn first(
    client: &Client,
    path: &str,
    member: &str,
    organization: &str,
) -> Result<String, Error> {
    let mut request = client.request(Method::GET, path).query("limit", 1);
    if path.contains("{organizationId}") {
        request = request.path_param("organizationId", organization);
    }
    let page = request.send::<Value>().await?.into_inner();
    Ok(page[member][0]["id"]
        .as_str()
        .unwrap_or_default()
        .to_owned())
}
