//! Decoding one page of 1,000 Organizations, against structs that one would write by hand: serde's derive, closed
//! enumerations, no tolerance.
//!
//! Both read the same bytes, and both run in the same process: only their ratio means anything.

#![allow(missing_docs, reason = "criterion's macros make public functions")]

use std::hint::black_box;

use astro_api::types::OrganizationsPaginated;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use serde_json::{Value, json};

const ORGANIZATIONS: usize = 1000;

/// The same members, as somebody would write them who trusts the document.
#[allow(dead_code, reason = "decoded, and not read")]
mod by_hand {
    use chrono::{DateTime, Utc};
    use serde::Deserialize;

    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    pub(super) struct Page {
        limit: i64,
        offset: i64,
        organizations: Vec<Organization>,
        total_count: i64,
    }

    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Organization {
        allow_enhanced_support_access: bool,
        billing_email: Option<String>,
        created_at: DateTime<Utc>,
        created_by: Profile,
        has_ai_features_disabled: Option<bool>,
        has_allowed_ip_address_ranges: bool,
        id: String,
        is_blocked_enable_ai_features: bool,
        is_scim_enabled: bool,
        #[serde(default)]
        managed_domains: Vec<Domain>,
        name: String,
        payment_method: Option<Payment>,
        product: Option<Product>,
        product_plans: Vec<Plan>,
        should_enforce_dedicated_clusters: bool,
        status: Option<Status>,
        trial_expires_at: Option<DateTime<Utc>>,
        updated_at: DateTime<Utc>,
        updated_by: Profile,
    }

    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Profile {
        api_token_name: Option<String>,
        avatar_url: Option<String>,
        full_name: Option<String>,
        id: String,
        subject_type: Option<Subject>,
        username: Option<String>,
    }

    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Domain {
        created_at: DateTime<Utc>,
        #[serde(default)]
        enforced_logins: Vec<String>,
        id: String,
        name: String,
        organization_id: String,
        status: DomainStatus,
        updated_at: DateTime<Utc>,
    }

    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Plan {
        astronomer_product: AstronomerProduct,
        organization_id: String,
        product_plan_id: String,
        product_plan_name: PlanName,
    }

    macro_rules! closed {
        ($($name:ident { $($variant:ident)* })*) => {
            $(#[derive(Deserialize)]
            #[serde(rename_all = "SCREAMING_SNAKE_CASE")]
            enum $name { $($variant),* })*
        };
    }

    closed! {
        Payment { CreditCard Invoice AwsMarketplace AzureMarketplace GcpMarketplace SnowflakeMarketplace }
        Product { Hosted Hybrid }
        Status { Active Inactive Suspended }
        Subject { User Servicekey }
        DomainStatus { Pending Verified }
        AstronomerProduct { Astro }
        PlanName { Trial Basic Standard Premium BusinessCritical Team Business Enterprise Developer Inactive Internal Pov }
    }
}

/// A page as the API would send it: all members set, values that differ from row to row.
fn page() -> Vec<u8> {
    let profile = |i: usize| {
        json!({
            "apiTokenName": format!("token-{i}"), "avatarUrl": "https://avatars.example/1", "fullName": "Ada Example",
            "id": format!("clm8qv74h{i:016}"), "subjectType": if i.is_multiple_of(2) { "USER" } else { "SERVICEKEY" },
            "username": format!("user{i}@example.com"),
        })
    };
    let one = |values: &'static [&'static str], i: usize| values[i % values.len()];
    let organizations: Vec<Value> = (0..ORGANIZATIONS)
        .map(|i| {
            let id = format!("clmaxoarx{i:016}");
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
        .collect();
    json!({ "limit": 1000, "offset": 0, "organizations": organizations, "totalCount": ORGANIZATIONS })
        .to_string()
        .into_bytes()
}

fn decode(c: &mut Criterion) {
    let body = page();
    let mut group = c.benchmark_group("decode a page of 1,000 organizations");
    group.throughput(Throughput::Bytes(body.len() as u64));
    group.bench_function("this crate", |b| {
        b.iter(|| {
            serde_json::from_slice::<OrganizationsPaginated>(black_box(&body))
                .map(|p| p.organizations.len())
        });
    });
    group.bench_function("by hand, closed enumerations", |b| {
        b.iter(|| serde_json::from_slice::<by_hand::Page>(black_box(&body)).is_ok());
    });
    group.finish();
    assert!(serde_json::from_slice::<OrganizationsPaginated>(&body).is_ok());
    assert!(serde_json::from_slice::<by_hand::Page>(&body).is_ok());
}

criterion_group!(benches, decode);
criterion_main!(benches);
