//! Environment objects and allowed IP address ranges.

use serde_json::json;

use crate::Outcome;

use super::{One, id};

#[tokio::test]
async fn secrets_are_returned_only_with_show_secrets() -> Outcome {
    let one = One::begin().await?;
    let workspace = one.first("workspaces")?;
    let request = json!({
        "objectKey": "KEY", "objectType": "ENVIRONMENT_VARIABLE", "scope": "WORKSPACE", "scopeEntityId": workspace,
        "environmentVariable": { "isSecret": true, "value": "hidden" },
    });
    let created = one.post("environment-objects", request).await?;
    assert_eq!(created.as_object().map(|members| members.len()), Some(1));
    let path = format!("environment-objects/{}", id(&created)?);
    let read = one.get(&path).await?;
    assert_eq!(
        read["environmentVariable"],
        json!({ "isSecret": true, "value": "" })
    );
    assert_eq!(read["setFields"], json!(["value"]));
    let list = |query: &str| format!("environment-objects?workspaceId={workspace}{query}");
    let value = "/environmentObjects/0/environmentVariable/value";
    assert_eq!(one.get(&list("")).await?.pointer(value), Some(&json!("")));
    assert_eq!(
        one.get(&list("&showSecrets=true")).await?.pointer(value),
        Some(&json!("hidden"))
    );

    one.post(
        &path,
        json!({ "environmentVariable": { "value": "changed" } }),
    )
    .await?;
    assert_eq!(
        one.get(&path).await?["environmentVariable"]["isSecret"],
        true
    );
    assert_eq!(
        one.get(&list("&showSecrets=true")).await?.pointer(value),
        Some(&json!("changed"))
    );

    let link = json!({ "scope": "DEPLOYMENT", "scopeEntityId": one.first("deployments")? });
    let reply = one
        .call(
            "POST",
            &format!("{path}/exclude-linking"),
            &link.to_string(),
        )
        .await?;
    assert_eq!((reply.status, reply.body.len()), (200, 0));
    assert_eq!(one.get(&path).await?["excludeLinks"], json!([link]));
    one.assert_deletes("environment-objects", &id(&created)?)
        .await
}

#[tokio::test]
async fn bulk_create_of_ip_ranges_is_atomic() -> Outcome {
    let one = One::begin().await?;
    let ranges = "allowed-ip-address-ranges";
    one.post(ranges, json!({ "ipAddressRange": "10.0.0.0/8" }))
        .await?;
    let bulk = |ranges: [&str; 2]| json!({ "allowedIpAddressRanges": ranges });
    for taken in [
        ["10.1.0.0/16", "10.0.0.0/8"],
        ["10.2.0.0/16", "10.2.0.0/16"],
    ] {
        let path = format!("{ranges}/bulk-create");
        assert_eq!(
            one.status("POST", &path, &bulk(taken).to_string()).await?,
            409
        );
    }
    assert_eq!(one.get(ranges).await?["totalCount"], 1);
    let added = one
        .post(
            &format!("{ranges}/bulk-create"),
            bulk(["10.1.0.0/16", "10.2.0.0/16"]),
        )
        .await?;
    let sorted = one.get(&format!("{ranges}?sorts=ipAddress:desc")).await?;
    assert_eq!(
        sorted["allowedIpAddressRanges"][0]["ipAddressRange"],
        "10.2.0.0/16"
    );

    let ids: Vec<_> = added["allowedIpAddressRanges"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|own| own["id"].clone())
        .collect();
    let path = format!("{ranges}/bulk-delete");
    let body = json!({ "allowedIpAddressRangeIds": ids }).to_string();
    assert_eq!(one.status("POST", &path, &body).await?, 204);
    assert_eq!(one.status("POST", &path, &body).await?, 404);
    assert_eq!(one.get(ranges).await?["totalCount"], 1);
    Ok(())
}
