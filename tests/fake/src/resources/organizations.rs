//! The operations on Organizations, of which there may be very many: they are generated when they are read, and
//! validate their requests themselves.

use hyper::{Response, StatusCode};

use crate::failure::{Failure, JSON, respond};
use crate::list::ListQuery;
use crate::organizations::update;
use crate::payload::Payload;
use crate::query::Query;
use crate::shared::{Shared, lock};
use crate::{RecordedRequest, audit_logs};

/// An operation on Organizations: takes the request and the Organization's id.
type Operation = fn(&Shared, &RecordedRequest, &str) -> Result<Response<Payload>, Failure>;

/// Returns the handler of an operation that is served here.
pub(crate) fn operation(id: &str) -> Option<Operation> {
    Some(match id {
        "GetOrganization" => get,
        "GetOrganizationAuditLogs" => export_audit_logs,
        "ListOrganizations" => list,
        "UpdateOrganization" => change,
        _ => return None,
    })
}

/// Returns a 404 for an Organization.
pub(crate) fn unknown(id: &str) -> Failure {
    Failure::unknown("organization", id)
}

fn get(shared: &Shared, _: &RecordedRequest, id: &str) -> Result<Response<Payload>, Failure> {
    let organization = lock(&shared.store).get(id).ok_or_else(|| unknown(id))?;
    Ok(respond(StatusCode::OK, JSON, organization.to_string()))
}

fn change(
    shared: &Shared,
    request: &RecordedRequest,
    id: &str,
) -> Result<Response<Payload>, Failure> {
    let mut store = lock(&shared.store);
    let current = store.get(id).ok_or_else(|| unknown(id))?;
    let updated = update::apply(shared.document, &request.body, current)?;
    let body = updated.to_string();
    store.replace(id, updated);
    Ok(respond(StatusCode::OK, JSON, body))
}

fn export_audit_logs(
    shared: &Shared,
    request: &RecordedRequest,
    id: &str,
) -> Result<Response<Payload>, Failure> {
    lock(&shared.store).get(id).ok_or_else(|| unknown(id))?;
    audit_logs::respond(&shared.audit_logs, id, &request.query)
}

fn list(shared: &Shared, request: &RecordedRequest, _: &str) -> Result<Response<Payload>, Failure> {
    let query = ListQuery::parse(shared.document, &Query::parse(&request.query))?;
    let mut page = query.page(&mut lock(&shared.store));
    shared.edit_page(&mut page);
    Ok(respond(StatusCode::OK, JSON, page.into_json().to_string()))
}
