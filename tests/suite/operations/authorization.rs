//! The operations of the resource Authorization, with the least and with all that can be said.

use astro_api::types;

use super::{Case, case, known};

pub(super) fn cases() -> Vec<Case> {
    vec![
        case!("ListPermissionGroups, least", null, |client, _json| client
            .list_permission_groups()),
        case!("ListPermissionGroups, all", null, |client, _json| client
            .list_permission_groups()
            .scope_type(known::<types::RoleScopeFilter>("DAG"))),
    ]
}
