//! The operations of the resource AllowedIpAddressRange, with the least and with all that can be said.

use astro_api::types;

use super::{Case, body, case, known};

pub(super) fn cases() -> Vec<Case> {
    vec![
        case!(
            "ListAllowedIpAddressRanges, least",
            null,
            |client, _json| client
                .list_allowed_ip_address_ranges()
                .organization_id("organization-1")
        ),
        case!("ListAllowedIpAddressRanges, all", null, |client, _json| {
            client
                .list_allowed_ip_address_ranges()
                .organization_id("organization-1")
                .offset(7)
                .limit(7)
                .sorts([
                    known::<types::AllowedIpAddressRangeSort>("ipAddress:asc"),
                    known::<types::AllowedIpAddressRangeSort>("ipAddress:desc"),
                ])
        }),
        case!("CreateAllowedIpAddressRange, least", {
"ipAddressRange": "text"
}, |client, json| client.create_allowed_ip_address_range().organization_id("organization-1").body(body::<types::CreateAllowedIpAddressRangeRequest>(&json))),
        case!("CreateAllowedIpAddressRange, all", {
"ipAddressRange": "text"
}, |client, json| client.create_allowed_ip_address_range().organization_id("organization-1").body(body::<types::CreateAllowedIpAddressRangeRequest>(&json))),
        case!(
            "DeleteAllowedIpAddressRange, least",
            null,
            |client, _json| client
                .delete_allowed_ip_address_range()
                .organization_id("organization-1")
                .allowed_ip_address_range_id("allowedIpAddressRange-1")
        ),
        case!("DeleteAllowedIpAddressRange, all", null, |client, _json| {
            client
                .delete_allowed_ip_address_range()
                .organization_id("organization-1")
                .allowed_ip_address_range_id("allowedIpAddressRange-1")
        }),
        case!("BulkCreateAllowedIpAddressRanges, least", {
"allowedIpAddressRanges": [
"text"
]
}, |client, json| client.bulk_create_allowed_ip_address_ranges().organization_id("organization-1").body(body::<types::BulkCreateAllowedIpAddressRangesRequest>(&json))),
        case!("BulkCreateAllowedIpAddressRanges, all", {
"allowedIpAddressRanges": [
"text"
]
}, |client, json| client.bulk_create_allowed_ip_address_ranges().organization_id("organization-1").body(body::<types::BulkCreateAllowedIpAddressRangesRequest>(&json))),
        case!("BulkDeleteAllowedIpAddressRanges, least", {
"allowedIpAddressRangeIds": [
"text"
]
}, |client, json| client.bulk_delete_allowed_ip_address_ranges().organization_id("organization-1").body(body::<types::BulkDeleteAllowedIpAddressRangesRequest>(&json))),
        case!("BulkDeleteAllowedIpAddressRanges, all", {
"allowedIpAddressRangeIds": [
"text"
]
}, |client, json| client.bulk_delete_allowed_ip_address_ranges().organization_id("organization-1").body(body::<types::BulkDeleteAllowedIpAddressRangesRequest>(&json))),
    ]
}
