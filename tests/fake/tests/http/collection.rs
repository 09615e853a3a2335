//! The content of a fake.

use astro_api_fake::Fake;
use serde_json::{Value, json};

use crate::Outcome;
use crate::client::get;

/// The required members of an Organization.
const REQUIRED: [&str; 12] = [
    "allowEnhancedSupportAccess",
    "createdAt",
    "createdBy",
    "hasAllowedIpAddressRanges",
    "id",
    "isBlockedEnableAiFeatures",
    "isScimEnabled",
    "name",
    "productPlans",
    "shouldEnforceDedicatedClusters",
    "updatedAt",
    "updatedBy",
];

/// The optional members.
const OPTIONAL: [&str; 7] = [
    "billingEmail",
    "hasAiFeaturesDisabled",
    "managedDomains",
    "paymentMethod",
    "product",
    "status",
    "trialExpiresAt",
];

async fn documents(count: u32) -> std::io::Result<Vec<Value>> {
    let fake = Fake::builder().organizations(count).start().await?;
    Ok((0..fake.organization_count())
        .filter_map(|position| fake.organization(position))
        .collect())
}

#[tokio::test]
async fn generated_organizations_are_deterministic() -> Outcome {
    let (few, many) = (documents(50).await?, documents(200).await?);
    assert_eq!(few, many[..50]);
    Ok(())
}

#[tokio::test]
async fn generated_organizations_have_required_and_optional_members() -> Outcome {
    let documents = documents(200).await?;
    for document in &documents {
        for member in REQUIRED {
            assert!(
                document.get(member).is_some(),
                "{member} is missing in {document}"
            );
        }
        let known =
            |name: &String| REQUIRED.contains(&name.as_str()) || OPTIONAL.contains(&name.as_str());
        assert!(
            document
                .as_object()
                .is_some_and(|members| members.keys().all(known)),
            "{document}"
        );
    }
    for member in OPTIONAL {
        let having = documents
            .iter()
            .filter(|document| document.get(member).is_some())
            .count();
        assert!(
            (1..documents.len()).contains(&having),
            "{having} have {member}"
        );
    }
    Ok(())
}

#[tokio::test]
async fn finds_the_last_of_100_000_organizations() -> Outcome {
    let fake = Fake::builder().organizations(100_000).start().await?;
    let last = fake.organization(99_999).ok_or("there is none")?;
    let id = last["id"].as_str().ok_or("no id")?;
    assert_eq!(
        get(&fake, &format!("/organizations/{id}?isLookUpOnly=true"))
            .await?
            .json()?,
        last
    );
    assert_eq!(
        get(&fake, "/organizations?limit=1").await?.json()?["totalCount"],
        100_000
    );
    Ok(())
}

#[tokio::test]
async fn custom_organizations_are_served_unchanged() -> Outcome {
    let odd = json!({ "id": "odd", "name": null, "productPlans": null, "someFutureField": { "nested": [1] } });
    let fake = Fake::builder()
        .organizations(2)
        .organization(odd.clone())
        .start()
        .await?;
    assert_eq!(get(&fake, "/organizations/odd").await?.json()?, odd);
    // It has no creation time, which sorts before every time.
    assert_eq!(
        get(&fake, "/organizations?sorts=createdAt:asc")
            .await?
            .json()?["organizations"][0],
        odd
    );
    Ok(())
}

#[tokio::test]
async fn organizations_can_be_added_and_removed() -> Outcome {
    let fake = Fake::builder().organizations(3).start().await?;
    assert_eq!(get(&fake, "/organizations").await?.json()?["totalCount"], 3);
    fake.add_organization(json!({ "id": "new", "name": "New" }));
    assert_eq!(get(&fake, "/organizations").await?.json()?["totalCount"], 4);
    assert_eq!(get(&fake, "/organizations/new").await?.status, 200);

    assert_eq!(
        fake.remove_organization("new").ok_or("it was not there")?["name"],
        "New"
    );
    assert_eq!(fake.remove_organization("new"), None);
    assert_eq!(get(&fake, "/organizations").await?.json()?["totalCount"], 3);
    assert_eq!(get(&fake, "/organizations/new").await?.status, 404);
    Ok(())
}
