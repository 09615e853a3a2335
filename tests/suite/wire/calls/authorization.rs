//! The calls of the resource Authorization.

use astro_api::types;

use super::{Case, case};

pub(super) fn cases() -> Vec<Case> {
    vec![
        case!("ListPermissionGroups", "least", json, |client| client
            .list_permission_groups()),
        case!("ListPermissionGroups", "all", json, |client| client
            .list_permission_groups()
            .scope_type(types::RoleScopeFilter::Dag)),
    ]
}
