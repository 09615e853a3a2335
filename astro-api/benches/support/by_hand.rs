//! Types as written by hand from the document: derived serde, closed enumerations, no leniency.

#![allow(dead_code, reason = "decoded, and not read")]

use chrono::{DateTime, Utc};
use serde::Deserialize;

/// A page of Organizations.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Page {
    limit: i64,
    offset: i64,
    /// The rows.
    pub organizations: Vec<Organization>,
    total_count: i64,
}

/// A row.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Organization {
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
