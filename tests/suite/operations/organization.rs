//! The operations of the resource Organization, with the least and with all that can be said.

use astro_api::types;

use super::{Case, body, case, known, time};

pub(super) fn cases() -> Vec<Case> {
    vec![
        case!("ListOrganizations, least", null, |client, _json| client
            .list_organizations()),
        case!("ListOrganizations, all", null, |client, _json| client
            .list_organizations()
            .product_plan(known::<types::ProductPlan>("BUSINESS_CRITICAL"))
            .astronomer_product(known::<types::AstronomerProduct>("ASTRO"))
            .product(known::<types::Product>("HYBRID"))
            .offset(7)
            .limit(7)
            .sorts([
                known::<types::OrganizationSort>("name:asc"),
                known::<types::OrganizationSort>("name:desc")
            ])),
        case!("GetOrganization, least", null, |client, _json| client
            .get_organization()
            .organization_id("organization-1")),
        case!("GetOrganization, all", null, |client, _json| client
            .get_organization()
            .organization_id("organization-1")
            .is_look_up_only(true)),
        case!("UpdateOrganization, least", {
"billingEmail": "text",
"isScimEnabled": true,
"name": "text"
}, |client, json| client.update_organization().organization_id("organization-1").body(body::<types::UpdateOrganizationRequest>(&json))),
        case!("UpdateOrganization, all", {
"allowEnhancedSupportAccess": true,
"billingEmail": "text",
"hasAiFeaturesDisabled": true,
"isScimEnabled": true,
"name": "text",
"shouldEnforceDedicatedClusters": true
}, |client, json| client.update_organization().organization_id("organization-1").body(body::<types::UpdateOrganizationRequest>(&json))),
        case!("GetOrganizationAuditLogs, least", null, |client, _json| {
            client
                .get_organization_audit_logs()
                .organization_id("organization-1")
        }),
        case!("GetOrganizationAuditLogs, all", null, |client, _json| {
            client
                .get_organization_audit_logs()
                .organization_id("organization-1")
                .start_date(time("2026-02-01T00:00:00Z"))
                .end_date(time("2026-02-01T00:00:00Z"))
        }),
    ]
}
