//! From a request to the operation that answers it.

use hyper::{Response, StatusCode};

use crate::failure::{Failure, JSON, respond as answer_with};
use crate::list::ListQuery;
use crate::organizations::update;
use crate::payload::Payload;
use crate::query::Query;
use crate::shared::{Shared, lock};
use crate::{RecordedRequest, audit_logs, gateway};

/// A path that the API knows. Ids need no decoding: those of the API are made of letters and
/// digits.
#[derive(Clone, Copy, Debug)]
enum Route<'a> {
    Organizations,
    Organization(&'a str),
    AuditLogs(&'a str),
}

impl<'a> Route<'a> {
    fn find(path: &'a str) -> Option<Self> {
        let segments: Vec<&str> = path.strip_prefix("/v1/")?.split('/').collect();
        match segments.as_slice() {
            ["organizations"] => Some(Self::Organizations),
            ["organizations", id] if !id.is_empty() => Some(Self::Organization(id)),
            ["organizations", id, "audit-logs"] if !id.is_empty() => Some(Self::AuditLogs(id)),
            _ => None,
        }
    }

    /// The media type that the operation declares for its errors. Audit logs declare theirs, which
    /// are JSON too, as bytes.
    fn error_type(self) -> &'static str {
        match self {
            Self::Organizations | Self::Organization(_) => JSON,
            Self::AuditLogs(_) => audit_logs::BYTES,
        }
    }
}

/// The genuine answer to a request.
pub(crate) fn respond(
    shared: &Shared,
    request: &RecordedRequest,
    request_id: &str,
) -> Response<Payload> {
    let token = lock(&shared.token).clone();
    if let Err(refusal) = gateway::admit(request, &token, request_id) {
        return *refusal;
    }
    let route = Route::find(&request.path);
    let error_type = route.map_or(JSON, Route::error_type);
    check_version(request)
        .and_then(|()| operate(shared, request, route))
        .unwrap_or_else(|failure| failure.into_response(request_id, error_type))
}

/// Without the header, the newest minor version answers; there is only one.
fn check_version(request: &RecordedRequest) -> Result<(), Failure> {
    match request.header("x-api-version") {
        None | Some("1.0") => Ok(()),
        Some(other) => {
            let message = format!("Invalid request: the API version {other:?} is not supported");
            Err(Failure::new(StatusCode::BAD_REQUEST, message))
        }
    }
}

fn operate(
    shared: &Shared,
    request: &RecordedRequest,
    route: Option<Route<'_>>,
) -> Result<Response<Payload>, Failure> {
    let route = route.ok_or_else(|| Failure::new(StatusCode::NOT_FOUND, "Not Found"))?;
    match (route, request.method.as_str()) {
        (Route::Organizations, "GET") => list(shared, request),
        (Route::Organization(id), "GET") => {
            let organization = lock(&shared.store).get(id).ok_or_else(|| unknown(id))?;
            Ok(answer_with(StatusCode::OK, JSON, organization.to_string()))
        }
        (Route::Organization(id), "POST") => {
            let mut store = lock(&shared.store);
            let current = store.get(id).ok_or_else(|| unknown(id))?;
            let updated = update::apply(&request.body, current)?;
            let body = updated.to_string();
            store.replace(id, updated);
            Ok(answer_with(StatusCode::OK, JSON, body))
        }
        (Route::AuditLogs(id), "GET") => {
            lock(&shared.store).get(id).ok_or_else(|| unknown(id))?;
            audit_logs::respond(&shared.audit_logs, id, &request.query)
        }
        (Route::Organization(_), _) => Err(Failure::method_not_allowed("GET, POST")),
        (Route::Organizations | Route::AuditLogs(_), _) => Err(Failure::method_not_allowed("GET")),
    }
}

fn list(shared: &Shared, request: &RecordedRequest) -> Result<Response<Payload>, Failure> {
    let query = ListQuery::parse(&Query::parse(&request.query))?;
    let mut page = query.page(&mut lock(&shared.store));
    shared.edit_page(&mut page);
    Ok(answer_with(
        StatusCode::OK,
        JSON,
        page.into_json().to_string(),
    ))
}

fn unknown(id: &str) -> Failure {
    Failure::new(
        StatusCode::NOT_FOUND,
        format!("The organization {id} was not found"),
    )
}
