//! Complete responses, as the API has sent them over time.

use astro_api::types::{PaymentMethod, ProductPlanName, SubjectType};
use serde_json::json;

use super::{Api, fixture};

#[tokio::test(flavor = "multi_thread")]
async fn response_of_an_older_api_deserializes() {
    let api = Api::start().await;
    let document = fixture("list-older-minor.json");
    let page = api.list(&document).await.unwrap();
    assert_eq!((page.limit, page.offset, page.total_count), (5, 0, 37));
    let organization = &page.organizations[0];
    assert_eq!(organization.name, "Saltmarsh Dredging");
    assert_eq!(organization.payment_method, Some(PaymentMethod::Invoice));
    assert_eq!(
        organization.product_plans[0].product_plan_name,
        ProductPlanName::Premium
    );
    assert!(!organization.is_blocked_enable_ai_features);
    assert_eq!(organization.has_ai_features_disabled, None);

    // Missing members have their zero value; the rest is unchanged.
    let mut expected = document;
    for member in [
        "hasAllowedIpAddressRanges",
        "isBlockedEnableAiFeatures",
        "shouldEnforceDedicatedClusters",
    ] {
        expected["organizations"][0][member] = json!(false);
    }
    assert_eq!(serde_json::to_value(&page).unwrap(), expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn null_becomes_none_or_a_zero_value() {
    let api = Api::start().await;
    let page = api.list(&fixture("list-nulls.json")).await.unwrap();
    let epoch = "1970-01-01T00:00:00Z";
    assert_eq!(
        serde_json::to_value(&page).unwrap(),
        json!({
            "limit": 0,
            "offset": 0,
            "organizations": [
                {
                    "allowEnhancedSupportAccess": false,
                    "createdAt": epoch,
                    "createdBy": { "id": "" },
                    "hasAllowedIpAddressRanges": false,
                    "id": "cm2r6t1bd000007jv4x9e5g8h",
                    "isBlockedEnableAiFeatures": false,
                    "isScimEnabled": false,
                    "name": "",
                    "productPlans": [],
                    "shouldEnforceDedicatedClusters": false,
                    "updatedAt": epoch,
                    "updatedBy": { "id": "" },
                },
                {
                    "allowEnhancedSupportAccess": false,
                    "createdAt": epoch,
                    "createdBy": { "id": "cm2r6u7ce000107jv0s3f8k1l" },
                    "hasAllowedIpAddressRanges": false,
                    "id": "cm2r6v4df000207jv6z2g9m3n",
                    "isBlockedEnableAiFeatures": false,
                    "isScimEnabled": false,
                    "managedDomains": [{
                        "createdAt": epoch,
                        "id": "cm2r6w8eg000307jv8a1h0p5q",
                        "name": "",
                        "organizationId": "",
                        "status": "",
                        "updatedAt": epoch,
                    }],
                    "name": "",
                    "productPlans": [{
                        "astronomerProduct": "",
                        "organizationId": "",
                        "productPlanId": "",
                        "productPlanName": "",
                    }],
                    "shouldEnforceDedicatedClusters": false,
                    "updatedAt": epoch,
                    "updatedBy": { "id": "" },
                },
            ],
            "totalCount": 2,
        })
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn unknown_values_are_kept_and_unknown_members_ignored() {
    let api = Api::start().await;
    let document = fixture("list-unknown.json");
    let page = api.list(&document).await.unwrap();
    let organization = &page.organizations[0];
    let texts = [
        organization.product.as_ref().map(|v| v.as_str()),
        organization.status.as_ref().map(|v| v.as_str()),
        organization.payment_method.as_ref().map(|v| v.as_str()),
        organization
            .created_by
            .subject_type
            .as_ref()
            .map(SubjectType::as_str),
        Some(organization.product_plans[0].astronomer_product.as_str()),
        Some(organization.product_plans[0].product_plan_name.as_str()),
        Some(organization.managed_domains[0].status.as_str()),
    ];
    assert_eq!(
        texts.map(Option::unwrap_or_default),
        [
            "SOVEREIGN",
            "ARCHIVED",
            "ORACLE_MARKETPLACE",
            "AGENT",
            "OBSERVE",
            "ENTERPRISE_V7",
            "EXPIRED",
        ]
    );
    assert!(organization.product.as_ref().is_some_and(|v| !v.is_known()));

    // Only unknown members are lost.
    let mut expected = document;
    for (place, member) in [
        ("", "nextCursor"),
        ("", "warnings"),
        ("/organizations/0", "region"),
        ("/organizations/0/createdBy", "model"),
        ("/organizations/0/managedDomains/0", "proof"),
        ("/organizations/0/productPlans/0", "seats"),
    ] {
        let owner = expected.pointer_mut(place).and_then(|v| v.as_object_mut());
        assert!(owner.unwrap().remove(member).is_some(), "{place} {member}");
    }
    assert_eq!(serde_json::to_value(&page).unwrap(), expected);
}
