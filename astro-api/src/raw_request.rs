//! Requests to endpoints that this version of the crate does not know.

use std::{fmt, sync::Arc};

use reqwest::Method;
use serde::{Serialize, de::DeserializeOwned};

use crate::{
    ByteStream, Client, Error, Response,
    call::Call,
    operation::{Described, OperationRef},
    options::request_options,
    request::{Request, leads_elsewhere},
};

/// A request to any endpoint of the API, made by [`Client::request`].
#[derive(Clone)]
#[must_use = "a request does nothing until it is sent"]
pub struct RawRequest {
    call: Call,
    path_params: Vec<(String, String)>,
    query: Vec<(String, String)>,
    body: Option<Vec<u8>>,
}

request_options!(RawRequest);

impl RawRequest {
    pub(crate) fn new(client: &Client, method: Method, path: String) -> Self {
        let problem = path_problem(&path);
        // A query in the path is refused, and is nobody's business.
        let path = path.split(['?', '#']).next().unwrap_or_default().to_owned();
        let refused = problem.map(|reason| format!("the path {path:?} {reason}"));
        let operation = Described {
            // By HTTP's own rules, https://www.rfc-editor.org/rfc/rfc9110#section-9.2.2.
            idempotent: method != Method::POST && method != Method::PATCH,
            method,
            path,
        };
        let mut raw = Self {
            call: Call::of(client, OperationRef::Described(Arc::new(operation))),
            path_params: Vec::new(),
            query: Vec::new(),
            body: None,
        };
        if let Some(reason) = refused {
            raw.call.refuse(reason);
        }
        raw
    }

    /// Says whether the request may be carried out twice without doing more than once, so that it may be sent again when
    /// nobody knows whether it was carried out.
    ///
    /// By default, POST and PATCH may not, and everything else may. In this API an update, which is a POST on the
    /// resource itself, may.
    pub fn idempotent(mut self, idempotent: bool) -> Self {
        if let OperationRef::Described(operation) = &mut self.call.request.operation {
            Arc::make_mut(operation).idempotent = idempotent;
        }
        self
    }

    /// Fills in a parameter of the path, `{name}` in it. A value that would lead to another path is refused by `send`.
    pub fn path_param(mut self, name: impl Into<String>, value: impl ToString) -> Self {
        self.path_params.push((name.into(), value.to_string()));
        self
    }

    /// Adds a parameter to the query. A list is sent by calling this once for each item.
    pub fn query(mut self, name: impl Into<String>, value: impl ToString) -> Self {
        self.query.push((name.into(), value.to_string()));
        self
    }

    /// Sets the body, as JSON. What cannot be written as JSON is refused by `send`.
    pub fn json<T: Serialize + ?Sized>(mut self, body: &T) -> Self {
        match serde_json::to_vec(body) {
            Ok(bytes) => self.body = Some(bytes),
            // The reason may quote a value of the body.
            Err(_) => self
                .call
                .refuse("the body cannot be written as JSON".to_owned()),
        }
        self
    }

    /// Sends the request, and reads the answer as JSON.
    ///
    /// # Errors
    /// What can befall any request; see [`Error`].
    pub async fn send<T: DeserializeOwned>(self) -> Result<Response<T>, Error> {
        self.into_call().json().await
    }

    /// Sends the request, and passes over what the answer holds beside status and headers.
    ///
    /// # Errors
    /// What can befall any request; see [`Error`].
    pub async fn send_empty(self) -> Result<Response<()>, Error> {
        self.into_call().empty().await
    }

    /// Sends the request, and gives the body of the answer part by part.
    ///
    /// # Errors
    /// What can befall any request; see [`Error`].
    pub async fn send_bytes(self) -> Result<Response<ByteStream>, Error> {
        self.into_call().bytes().await
    }

    fn into_call(self) -> Call {
        let Self {
            mut call,
            path_params,
            query,
            body,
        } = self;
        let filled = path_params
            .into_iter()
            .try_for_each(|(name, value)| fill(&mut call.request, name, value));
        call.check(filled);
        for (name, value) in query {
            call.request.put_query(name, value);
        }
        call.request.body = body;
        let whole = call.request.require_whole_path();
        call.check(whole);
        call
    }
}

/// Fills in a parameter of the path.
fn fill(request: &mut Request, name: String, value: String) -> Result<(), Error> {
    let path = request.operation.path();
    if !path.contains(&format!("{{{name}}}")) {
        return Err(Error::invalid_request(format!(
            "the path {path:?} has no parameter `{{{name}}}`"
        )));
    }
    request.put_path(name, value)
}

/// The values of the query and the body are not shown: what the endpoint takes is not known, and may be secret.
impl fmt::Debug for RawRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let query: Vec<&str> = self.query.iter().map(|(name, _)| name.as_str()).collect();
        f.debug_struct("RawRequest")
            .field("call", &self.call)
            .field("path_params", &self.path_params)
            .field("query", &query)
            .field("body_size", &self.body.as_ref().map(Vec::len))
            .finish()
    }
}

/// What is wrong with a path, if anything is.
fn path_problem(path: &str) -> Option<&'static str> {
    match path.strip_prefix('/') {
        None => Some("does not begin with a slash; write it as it stands below the base URL"),
        Some(rest) => rest.split('/').find_map(|s| leads_elsewhere(&s.replace(['{', '}'], ""))).map(|_| {
            "has a part that is empty, leads to another path, or holds a character that no path of the API has; \
             fill ids in with `.path_param(…)`, and set the query with `.query(…)`"
        }),
    }
}
