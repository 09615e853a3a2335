//! Rows of a page.

use serde_json::{Value, json};

/// Returns the id of a row.
pub fn id(i: usize) -> String {
    format!("clmaxoarx{i:016}")
}

/// Generates this many Organizations as the API would send them: all members set, values that differ by row.
pub fn organizations(count: usize) -> Vec<Value> {
    let profile = |i: usize| {
        json!({
            "apiTokenName": format!("token-{i}"), "avatarUrl": "https://avatars.example/1", "fullName": "Ada Example",
            "id": format!("clm8qv74h{i:016}"), "subjectType": if i.is_multiple_of(2) { "USER" } else { "SERVICEKEY" },
            "username": format!("user{i}@example.com"),
        })
    };
    let one = |values: &'static [&'static str], i: usize| values[i % values.len()];
    (0..count)
        .map(|i| {
            let id = id(i);
            json!({
                "allowEnhancedSupportAccess": true, "billingEmail": format!("billing{i}@example.com"),
                "createdAt": format!("2023-11-22T04:37:12.{:03}Z", i % 1000), "createdBy": profile(i),
                "hasAiFeaturesDisabled": false, "hasAllowedIpAddressRanges": i.is_multiple_of(3), "id": id,
                "isBlockedEnableAiFeatures": false, "isScimEnabled": true,
                "managedDomains": [{
                    "createdAt": "2024-01-15T09:30:00Z", "enforcedLogins": ["password"], "id": format!("cln203mz7{i:016}"),
                    "name": "example.com", "organizationId": id, "status": one(&["PENDING", "VERIFIED"], i),
                    "updatedAt": "2024-01-15T09:30:00Z",
                }],
                "name": format!("Organization number {i}"), "paymentMethod": one(&["CREDIT_CARD", "INVOICE", "AWS_MARKETPLACE"], i),
                "product": one(&["HOSTED", "HYBRID"], i),
                "productPlans": [{
                    "astronomerProduct": "ASTRO", "organizationId": id, "productPlanId": format!("clp{i:022}"),
                    "productPlanName": one(&["TRIAL", "BUSINESS_CRITICAL", "TEAM", "ENTERPRISE", "DEVELOPER"], i),
                }],
                "shouldEnforceDedicatedClusters": false, "status": one(&["ACTIVE", "INACTIVE", "SUSPENDED"], i),
                "trialExpiresAt": "2024-11-22T04:37:12Z", "updatedAt": "2024-11-22T04:37:12.123456Z", "updatedBy": profile(i + 1),
            })
        })
        .collect()
}

/// Generates a page of them.
pub fn page(count: usize) -> Vec<u8> {
    json!({ "limit": count, "offset": 0, "organizations": organizations(count), "totalCount": count })
        .to_string()
        .into_bytes()
}
