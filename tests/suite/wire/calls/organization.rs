//! The calls of the resource Organization.

use astro_api::types;

use super::{Case, ListCase, ORGANIZATION, case, list_case, time};

pub(super) fn cases() -> Vec<Case> {
    vec![
        case!("ListOrganizations", "least", json, |client| client
            .list_organizations()),
        case!("ListOrganizations", "all", json, |client| client
            .list_organizations()
            .product_plan(types::ProductPlan::BusinessCritical)
            .astronomer_product(types::AstronomerProduct::Astro)
            .product(types::Product::Hybrid)
            .offset(2000)
            .limit(500)
            .sorts([
                types::OrganizationSort::NameDesc,
                types::OrganizationSort::CreatedAtAsc
            ])),
        case!("GetOrganization", "least", json, |client| client
            .organization(ORGANIZATION)
            .get_organization()),
        case!("GetOrganization", "all", json, |client| client
            .organization(ORGANIZATION)
            .get_organization()
            .is_look_up_only(true)),
        case!("UpdateOrganization", "least", json, |client| client
            .organization(ORGANIZATION)
            .update_organization(
                types::UpdateOrganizationRequest::builder()
                    .billing_email("accounts@tern-island.example")
                    .is_scim_enabled(false)
                    .name("Tern \"Ornithology\" 🐦")
            )),
        case!("UpdateOrganization", "all", json, |client| client
            .organization(ORGANIZATION)
            .update_organization(
                types::UpdateOrganizationRequest::builder()
                    .allow_enhanced_support_access(true)
                    .billing_email("accounts@tern-island.example")
                    .has_ai_features_disabled(true)
                    .is_scim_enabled(true)
                    .name("Tern \"Ornithology\" 🐦")
                    .should_enforce_dedicated_clusters(true)
            )),
        case!("GetOrganizationAuditLogs", "least", bytes, |client| client
            .organization(ORGANIZATION)
            .get_organization_audit_logs()),
        case!("GetOrganizationAuditLogs", "all", bytes, |client| client
            .organization(ORGANIZATION)
            .get_organization_audit_logs()
            .start_date(time("2026-02-01T01:30:00+01:30"))
            .end_date(time("2026-02-02T01:30:00+01:30"))),
    ]
}

pub(super) fn list_cases() -> Vec<ListCase> {
    vec![list_case!("ListOrganizations", |client| client.list_organizations())]
}
