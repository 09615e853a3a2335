//! The calls of the resource AllowedIpAddressRange.

use astro_api::types;

use super::{Case, ListCase, ORGANIZATION, RANGE, case, list_case};

pub(super) fn cases() -> Vec<Case> {
    vec![
        case!("ListAllowedIpAddressRanges", "least", json, |client| client
            .organization(ORGANIZATION)
            .list_allowed_ip_address_ranges()),
        case!("ListAllowedIpAddressRanges", "all", json, |client| client
            .organization(ORGANIZATION)
            .list_allowed_ip_address_ranges()
            .offset(2000)
            .limit(500)
            .sorts([
                types::AllowedIpAddressRangeSort::IpAddressDesc,
                types::AllowedIpAddressRangeSort::CreatedAtAsc
            ])),
        case!("CreateAllowedIpAddressRange", "least", json, |client| {
            client
                .organization(ORGANIZATION)
                .create_allowed_ip_address_range(
                    types::CreateAllowedIpAddressRangeRequest::builder()
                        .ip_address_range("203.0.113.0/24"),
                )
        }),
        case!("DeleteAllowedIpAddressRange", "least", json, |client| {
            client
                .organization(ORGANIZATION)
                .delete_allowed_ip_address_range(RANGE)
        }),
        case!(
            "BulkCreateAllowedIpAddressRanges",
            "least",
            json,
            |client| client
                .organization(ORGANIZATION)
                .bulk_create_allowed_ip_address_ranges(
                    types::BulkCreateAllowedIpAddressRangesRequest::builder()
                        .allowed_ip_address_ranges(["198.51.100.0/24".to_owned()])
                )
        ),
        case!(
            "BulkDeleteAllowedIpAddressRanges",
            "least",
            json,
            |client| client
                .organization(ORGANIZATION)
                .bulk_delete_allowed_ip_address_ranges(
                    types::BulkDeleteAllowedIpAddressRangesRequest::builder()
                        .allowed_ip_address_range_ids(["cmf0range000008l2w3e4r5t6".to_owned()])
                )
        ),
    ]
}

pub(super) fn list_cases() -> Vec<ListCase> {
    vec![list_case!("ListAllowedIpAddressRanges", |client| client
        .organization(ORGANIZATION)
        .list_allowed_ip_address_ranges())]
}
