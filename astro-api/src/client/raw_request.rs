//! Requests to unknown endpoints.

use std::{fmt, sync::Arc};

use reqwest::Method;
use serde::{Serialize, de::DeserializeOwned};

use super::{Client, RequestContext};
use crate::{
    error::Error,
    request::{
        Request, leads_elsewhere,
        operation::{CustomOperation, OperationRef, RateClass},
        options::request_options,
    },
    response::{ByteStream, Response},
};

impl Client {
    /// Starts a request to an endpoint that this version of the crate does not know. Authentication, retries, rate
    /// limits and errors are the same as for every other request.
    ///
    /// `path` is relative to the base URL and starts with a slash. Write its parameters in braces, and set them with
    /// [`path_param`](RawRequest::path_param), so that an id cannot change the path, and traces show the template.
    ///
    /// ```no_run
    /// # async fn run(client: astro_api::Client) -> Result<(), astro_api::Error> {
    /// use astro_api::Method;
    ///
    /// let response = client
    ///     .request(Method::GET, "/organizations/{organizationId}/something-new")
    ///     .path_param("organizationId", "clmaxoarx000008l2c5ayb9pt")
    ///     .query("limit", 10)
    ///     .send::<serde_json::Value>()
    ///     .await?;
    /// println!("{}", response["totalCount"]);
    /// # Ok(())
    /// # }
    /// ```
    pub fn request(&self, method: Method, path: impl Into<String>) -> RawRequest {
        RawRequest::new(self, method, path.into())
    }
}

/// A request to any endpoint of the API, created by [`Client::request`].
#[derive(Clone)]
#[must_use = "a request does nothing until it is sent"]
pub struct RawRequest {
    context: RequestContext,
    path_params: Vec<(String, String)>,
    query: Vec<(String, String)>,
    body: Option<Vec<u8>>,
}

request_options!(RawRequest);

impl RawRequest {
    fn new(client: &Client, method: Method, path: String) -> Self {
        let problem = path_problem(&path);
        // A query in the path is rejected and may be private, so it is not shown.
        let path = path.split(['?', '#']).next().unwrap_or_default().to_owned();
        let refused = problem.map(|reason| format!("the path {path:?} {reason}"));
        let operation = CustomOperation {
            // The rules of HTTP, https://www.rfc-editor.org/rfc/rfc9110#section-9.2.2.
            idempotent: method != Method::POST && method != Method::PATCH,
            rate_class: RateClass::from_method(&method),
            method,
            path,
        };
        let mut raw = Self {
            context: RequestContext::from_operation(
                client,
                OperationRef::Custom(Arc::new(operation)),
            ),
            path_params: Vec::new(),
            query: Vec::new(),
            body: None,
        };
        if let Some(reason) = refused {
            raw.context.reject(reason);
        }
        raw
    }

    /// Sets whether the request is idempotent, so that it is retried even if it may have been executed.
    ///
    /// Default: `false` for POST and PATCH, `true` for other methods. In this API an update, which is a POST on the
    /// resource, is idempotent.
    pub fn idempotent(self, idempotent: bool) -> Self {
        self.with_operation(|operation| operation.idempotent = idempotent)
    }

    /// Counts the request against the [rate limit of audit logs](crate::RateLimits::with_audit_log_limit).
    ///
    /// Default: the limit of the method.
    pub fn audit_log_limit(self) -> Self {
        self.with_operation(|operation| operation.rate_class = RateClass::AuditLogs)
    }

    fn with_operation(mut self, change: impl FnOnce(&mut CustomOperation)) -> Self {
        if let OperationRef::Custom(operation) = &mut self.context.request.operation {
            change(Arc::make_mut(operation));
        }
        self
    }

    /// Sets the parameter `{name}` of the path. `send` returns an error for a value that would change the path.
    pub fn path_param(mut self, name: impl Into<String>, value: impl ToString) -> Self {
        self.path_params.push((name.into(), value.to_string()));
        self
    }

    /// Adds a query parameter. To send a list, call this once for each item.
    pub fn query(mut self, name: impl Into<String>, value: impl ToString) -> Self {
        self.query.push((name.into(), value.to_string()));
        self
    }

    /// Sets the JSON body. `send` returns an error if it cannot be serialized.
    pub fn json<T: Serialize + ?Sized>(mut self, body: &T) -> Self {
        match serde_json::to_vec(body) {
            Ok(bytes) => self.body = Some(bytes),
            // The reason may quote a value of the body.
            Err(_) => self
                .context
                .reject("the body cannot be serialized as JSON".to_owned()),
        }
        self
    }

    /// Sends the request, and deserializes the response from JSON.
    ///
    /// # Errors
    /// Returns an error if the request fails; see [`Error`].
    pub async fn send<T: DeserializeOwned>(self) -> Result<Response<T>, Error> {
        self.into_context().json().await
    }

    /// Sends the request, and ignores the body of the response.
    ///
    /// # Errors
    /// Returns an error if the request fails; see [`Error`].
    pub async fn send_empty(self) -> Result<Response<()>, Error> {
        self.into_context().empty().await
    }

    /// Sends the request, and returns the body of the response as a stream.
    ///
    /// # Errors
    /// Returns an error if the request fails; see [`Error`].
    pub async fn send_bytes(self) -> Result<Response<ByteStream>, Error> {
        self.into_context().bytes().await
    }

    fn into_context(self) -> RequestContext {
        let Self {
            mut context,
            path_params,
            query,
            body,
        } = self;
        let filled = path_params
            .into_iter()
            .try_for_each(|(name, value)| fill(&mut context.request, name, value));
        context.check(filled);
        for (name, value) in query {
            context.request.put_query(name, value);
        }
        context.request.body = body;
        let whole = context.request.require_whole_path();
        context.check(whole);
        context
    }
}

/// Sets a parameter of the path.
fn fill(request: &mut Request, name: String, value: String) -> Result<(), Error> {
    let path = request.operation.path();
    if !path.contains(&format!("{{{name}}}")) {
        return Err(Error::invalid_request(format!(
            "the path {path:?} has no parameter `{{{name}}}`; write it in braces"
        )));
    }
    request.put_path(name, value)
}

/// Omits the values of the query and the body, which may be secret.
impl fmt::Debug for RawRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let query: Vec<&str> = self.query.iter().map(|(name, _)| name.as_str()).collect();
        f.debug_struct("RawRequest")
            .field("context", &self.context)
            .field("path_params", &self.path_params)
            .field("query", &query)
            .field("body_size", &self.body.as_ref().map(Vec::len))
            .finish()
    }
}

/// Returns the problem of a path, if there is one.
fn path_problem(path: &str) -> Option<&'static str> {
    match path.strip_prefix('/') {
        None => Some("does not begin with a slash; write it relative to the base URL"),
        Some(rest) => rest.split('/').find_map(|s| leads_elsewhere(&s.replace(['{', '}'], ""))).map(|_| {
            "has an empty segment, a dot segment, or a character that is invalid in a path of the API; \
             set ids with `.path_param(…)` and the query with `.query(…)`"
        }),
    }
}
