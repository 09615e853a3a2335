//! Routes a request to an operation of the document.

use hyper::{Response, StatusCode};
use serde_json::Value;

use crate::document::{Found, Operation};
use crate::failure::{Failure, JSON, respond as respond_with};
use crate::payload::Payload;
use crate::query::Query;
use crate::resources::{self, RequestContext, organizations};
use crate::shared::{Shared, lock};
use crate::store::Content;
use crate::{RecordedRequest, gateway, validation};

/// Returns the regular response to a request.
pub(crate) fn respond(
    shared: &Shared,
    request: &RecordedRequest,
    request_id: &str,
) -> Response<Payload> {
    let own = lock(&shared.token).clone();
    let accepts = |token: &str| own == token || lock(&shared.contents).accept(token);
    if let Err(refusal) = gateway::admit(request, accepts, request_id) {
        return *refusal;
    }
    let path = request.path.strip_prefix("/v1/").unwrap_or_default();
    let found = shared.document.find(&request.method, path);
    // Audit logs declare their errors, which are also JSON, as bytes.
    let error_type = match &found {
        Found::Operation(operation, _) => operation.error_type,
        Found::OtherMethods(_) | Found::Nothing => JSON,
    };
    check_version(request)
        .and_then(|()| match found {
            Found::Operation(operation, ids) => operate(shared, request, path, operation, ids),
            Found::OtherMethods(methods) => Err(Failure::method_not_allowed(methods)),
            Found::Nothing => Err(Failure::new(StatusCode::NOT_FOUND, "Not Found")),
        })
        .unwrap_or_else(|failure| failure.into_response(request_id, error_type))
}

/// Checks the version header. Without it, the newest minor version is used; there is only one.
fn check_version(request: &RecordedRequest) -> Result<(), Failure> {
    match request.header("x-api-version") {
        None | Some("1.0") => Ok(()),
        Some(other) => {
            let message = format!("Invalid request: the API version {other:?} is not supported");
            Err(Failure::new(StatusCode::BAD_REQUEST, message))
        }
    }
}

/// Checks that the resources in the path exist, then validates the request, then runs the operation.
fn operate(
    shared: &Shared,
    request: &RecordedRequest,
    path: &str,
    operation: &'static Operation,
    mut path_values: Vec<(&'static str, String)>,
) -> Result<Response<Payload>, Failure> {
    let organization_id = path_values
        .iter()
        .find(|(name, _)| *name == "organizationId")
        .map(|(_, id)| id.clone());
    if let Some(own) = organizations::operation(operation.id) {
        return own(shared, request, &organization_id.unwrap_or_default());
    }
    let organization = match organization_id {
        Some(id) => Some(
            lock(&shared.store)
                .get(&id)
                .ok_or_else(|| organizations::unknown(&id))?,
        ),
        None => None,
    };
    let name = organization.as_ref().and_then(|own| own["name"].as_str());
    path_values.extend(name.map(|name| ("organizationName", name.to_owned())));
    let body = serde_json::from_slice(&request.body).unwrap_or(Value::Null);

    let mut contents = lock(&shared.contents);
    let mut nothing = Content::default();
    let (content, stamps) = match &organization {
        Some(organization) => contents.of(shared.document, organization),
        None => (&mut nothing, &mut contents.stamps),
    };
    let mut context = RequestContext {
        document: shared.document,
        operation,
        path: &path.split('/').collect::<Vec<_>>(),
        path_values: &path_values,
        query: &Query::parse(&request.query),
        body: &body,
        content,
        stamps,
        amend: resources::amend,
    };
    context.check_path()?;
    Failure::unless_empty(validation::check(&context))?;
    let status = StatusCode::from_u16(operation.status).unwrap_or_default();
    Ok(match resources::operate(&mut context)? {
        Some(body) => respond_with(status, JSON, body.to_string()),
        None => empty(status),
    })
}

fn empty(status: StatusCode) -> Response<Payload> {
    let mut response = Response::new(Payload::buffered(""));
    *response.status_mut() = status;
    response
}
