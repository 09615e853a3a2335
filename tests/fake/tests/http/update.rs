//! The update of an Organization.

use astro_api_fake::Fake;
use serde_json::{Value, json};

use crate::Outcome;
use crate::client::{get, post};

/// An Organization with every member that an update can set, and one that it cannot.
async fn one() -> std::io::Result<Fake> {
    let organization = json!({
        "id": "one",
        "name": "Before",
        "billingEmail": "before@company.example",
        "createdAt": "2024-01-01T00:00:00Z",
        "updatedAt": "2024-01-01T00:00:00Z",
        "allowEnhancedSupportAccess": true,
        "isScimEnabled": true,
        "shouldEnforceDedicatedClusters": true,
        "status": "ACTIVE",
    });
    Fake::builder().organization(organization).start().await
}

fn request() -> Value {
    json!({ "billingEmail": "after@company.example", "isScimEnabled": false, "name": "After" })
}

#[tokio::test]
async fn update_is_returned_and_stored() -> Outcome {
    let fake = one().await?;
    let mut body = request();
    body["shouldEnforceDedicatedClusters"] = false.into();
    body["hasAiFeaturesDisabled"] = true.into();
    body["allowEnhancedSupportAccess"] = Value::Null;
    body["status"] = "SUSPENDED".into();

    let reply = post(&fake, "/organizations/one", &body.to_string()).await?;
    let updated = reply.json()?;
    assert_eq!(reply.status, 200);
    for (name, value) in [
        ("name", json!("After")),
        ("billingEmail", json!("after@company.example")),
        ("isScimEnabled", json!(false)),
        ("shouldEnforceDedicatedClusters", json!(false)),
        ("hasAiFeaturesDisabled", json!(true)),
        ("allowEnhancedSupportAccess", json!(true)),
        ("status", json!("ACTIVE")),
        ("createdAt", json!("2024-01-01T00:00:00Z")),
    ] {
        assert_eq!(updated[name], value, "{name}");
    }
    assert_ne!(updated["updatedAt"], "2024-01-01T00:00:00Z");
    assert_eq!(get(&fake, "/organizations/one").await?.json()?, updated);
    assert_eq!(
        get(&fake, "/organizations").await?.json()?["organizations"][0],
        updated
    );
    Ok(())
}

/// The list caches its order; an update must invalidate it.
#[tokio::test]
async fn updating_a_generated_organization_changes_its_sort_position() -> Outcome {
    let fake = Fake::builder().organizations(30).start().await?;
    let first = "/organizations?limit=1&sorts=name:asc";
    let before = get(&fake, first).await?.json()?["organizations"][0].clone();
    let mut body = request();
    body["name"] = "~ last of all".into();
    let id = before["id"].as_str().ok_or("no id")?;
    assert_eq!(
        post(&fake, &format!("/organizations/{id}"), &body.to_string())
            .await?
            .status,
        200
    );
    assert_ne!(
        get(&fake, first).await?.json()?["organizations"][0]["id"],
        before["id"]
    );
    Ok(())
}

#[tokio::test]
async fn missing_required_fields_are_rejected() -> Outcome {
    let fake = one().await?;
    for body in [
        "{}",
        r#"{"billingEmail": "", "isScimEnabled": null, "name": ""}"#,
    ] {
        let reply = post(&fake, "/organizations/one", body).await?;
        let error = reply.json()?;
        assert_eq!(reply.status, 400, "{body}");
        assert_eq!(
            error["message"],
            "Invalid request: billingEmail is a required field"
        );
        let fields: Vec<Value> = ["billingEmail", "isScimEnabled", "name"]
            .map(|field| json!({ "field": field, "code": "required", "message": format!("{field} is a required field") }))
            .to_vec();
        assert_eq!(error["fieldErrors"], json!(fields));
    }
    assert_eq!(
        get(&fake, "/organizations/one").await?.json()?["name"],
        "Before"
    );
    Ok(())
}

/// Counting bytes would reject the first of the two.
#[tokio::test]
async fn name_length_is_counted_in_characters() -> Outcome {
    let fake = one().await?;
    for (name, status) in [("é".repeat(50), 200), ("e".repeat(51), 400)] {
        let mut body = request();
        body["name"] = name.into();
        let reply = post(&fake, "/organizations/one", &body.to_string()).await?;
        assert_eq!(reply.status, status);
        if status == 400 {
            assert_eq!(reply.json()?["fieldErrors"][0]["code"], "max");
        }
    }
    Ok(())
}

#[tokio::test]
async fn body_of_the_wrong_type_is_rejected() -> Outcome {
    let fake = one().await?;
    for (body, field) in [
        ("", "body"),
        ("not JSON", "body"),
        ("[]", "body"),
        (
            r#"{"billingEmail": "a@b.example", "isScimEnabled": "no", "name": "A"}"#,
            "isScimEnabled",
        ),
        (
            r#"{"billingEmail": 1, "isScimEnabled": true, "name": "A"}"#,
            "billingEmail",
        ),
    ] {
        let reply = post(&fake, "/organizations/one", body).await?;
        assert_eq!(
            (reply.status, &reply.json()?["fieldErrors"][0]["field"]),
            (400, &json!(field)),
            "{body}"
        );
    }
    Ok(())
}
