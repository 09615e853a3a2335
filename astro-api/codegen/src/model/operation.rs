//! Operations, their parameters and bodies, and the scopes that they belong to.

use std::rc::Rc;

use super::docs::{Bounds, Docs};

/// One operation.
#[derive(Debug)]
pub(crate) struct Operation {
    pub(crate) id: String,
    /// The method of the client.
    pub(crate) function: String,
    /// The builder type.
    pub(crate) builder: String,
    /// `GET`, `POST` …
    pub(crate) method: String,
    pub(crate) path: String,
    /// Whether a second identical request has no further effect: `x-idempotent` of the document, otherwise the rules of
    /// HTTP ([RFC 9110, section 9.2.2](https://www.rfc-editor.org/rfc/rfc9110#section-9.2.2)).
    pub(crate) is_idempotent: bool,
    /// The rate limit that counts its requests.
    pub(crate) rate_class: RateClass,
    /// The scope whose handle has the method; the client has it if there is no scope.
    pub(crate) scope: Option<Rc<Scope>>,
    pub(crate) tag: String,
    /// The module of the operation.
    pub(crate) module: String,
    pub(crate) docs: Docs,
    pub(crate) permissions: Vec<String>,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) body: Option<Body>,
    /// The type of the returned JSON, if the type has a name.
    pub(crate) response: Option<String>,
    pub(crate) returns: Returns,
    /// Status and description of the declared success.
    pub(crate) success: Option<(String, String)>,
    /// Whether a successful response may have no body instead of JSON.
    pub(crate) may_be_empty: bool,
    /// Status and description of the declared error responses.
    pub(crate) errors: Vec<(String, String)>,
    pub(crate) paging: Option<Paging>,
    pub(crate) waiting: Option<Waiting>,
    pub(crate) searching: Option<Searching>,
    /// Whether the operation reads the one resource in its path.
    pub(crate) reads_one: bool,
}

impl Operation {
    /// Returns the arguments of the method: the required parameters that no handle binds. Path parameters come first,
    /// in the order of the path, then the others in document order.
    pub(crate) fn arguments(&self) -> Vec<&Parameter> {
        let is_bound = |p: &Parameter| {
            let scope = self.scope.as_ref();
            scope.is_some_and(|s| p.is_in_path() && s.parameters.iter().any(|s| s.wire == p.wire))
        };
        let required = self.parameters.iter().filter(|p| p.required);
        let mut arguments: Vec<&Parameter> = required.filter(|p| !is_bound(p)).collect();
        arguments.sort_by_key(|p| match p.location {
            Location::Path => self.path.find(&format!("{{{}}}", p.wire)),
            Location::Query | Location::Header => Some(usize::MAX),
        });
        arguments
    }
}

/// The rate limit that counts the requests of an operation: `x-rate-limit` of the document, otherwise by the method.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum RateClass {
    Get,
    Post,
    Delete,
    AuditLogs,
    /// A value of `x-rate-limit` that the client does not support.
    Unknown(String),
}

impl RateClass {
    pub(crate) fn of(method: &str, declared: Option<&str>) -> Self {
        match (declared, method) {
            (Some("audit-logs"), _) => Self::AuditLogs,
            (Some(other), _) => Self::Unknown(other.to_owned()),
            (None, "GET" | "HEAD" | "OPTIONS") => Self::Get,
            (None, "DELETE") => Self::Delete,
            (None, _) => Self::Post,
        }
    }
}

/// The kind of a successful response.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Returns {
    Nothing,
    Bytes,
    /// A JSON array.
    List,
    Json,
}

/// A part of the API below a path whose parameters are bound once by a handle.
#[derive(Debug)]
pub(crate) struct Scope {
    /// The method of the client that creates the handle.
    pub(crate) method: String,
    /// The type of the handle.
    pub(crate) handle: String,
    /// The path prefix of the operations.
    pub(crate) prefix: String,
    /// The parameters in the prefix.
    pub(crate) parameters: Vec<ScopeParameter>,
}

/// A parameter that a handle binds.
#[derive(Debug)]
pub(crate) struct ScopeParameter {
    pub(crate) wire: String,
    pub(crate) name: String,
}

impl Scope {
    /// Returns whether an operation at that path belongs to the scope.
    pub(crate) fn covers(&self, path: &str) -> bool {
        path.strip_prefix(&self.prefix)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }
}

/// A path, query or header parameter.
#[derive(Debug)]
pub(crate) struct Parameter {
    pub(crate) wire: String,
    /// The name in progenitor's code.
    pub(crate) ident: String,
    /// The name of the setter or argument.
    pub(crate) name: String,
    pub(crate) location: Location,
    pub(crate) required: bool,
    pub(crate) is_list: bool,
    /// The separator of a list. A list without one is sent as a repeated key.
    pub(crate) separator: Option<String>,
    pub(crate) is_integer: bool,
    /// Whether the parameter is a string without a format.
    pub(crate) is_text: bool,
    pub(crate) docs: Docs,
    pub(crate) bounds: Bounds,
    /// The type of the parameter or of its items, if it is an enumeration.
    pub(crate) enumeration: Option<String>,
}

impl Parameter {
    pub(crate) fn is_in_path(&self) -> bool {
        self.location == Location::Path
    }
}

/// The part of the request that contains a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Location {
    Path,
    Query,
    Header,
}

/// A request body.
#[derive(Debug)]
pub(crate) struct Body {
    pub(crate) required: bool,
    pub(crate) docs: Docs,
    pub(crate) schema: Option<String>,
    pub(crate) encoding: Encoding,
}

/// The encoding of a request body.
#[derive(Debug)]
pub(crate) enum Encoding {
    Json,
    Form,
    /// Text of this media type.
    Text(String),
    /// Bytes of this media type.
    Bytes(String),
}

/// How an operation is paginated.
#[derive(Debug, Clone)]
pub(crate) struct Paging {
    /// The type of a page.
    pub(crate) page: String,
    /// The maximum page size: declared or a default.
    pub(crate) largest: i64,
    /// The default order: an enumeration type and one of its wire values.
    pub(crate) sort: Option<(String, String)>,
}

/// How the pages of a log search are read.
#[derive(Debug, Clone)]
pub(crate) struct Searching {
    /// The type of a page of entries.
    pub(crate) response: String,
    /// The type of an entry, and the field of the page that contains the entries.
    pub(crate) entry: String,
    pub(crate) entries: String,
    /// The default time range of a search, in seconds.
    pub(crate) range: u64,
}

/// How a caller can wait for the resource that an operation reads.
#[derive(Debug, Clone)]
pub(crate) struct Waiting {
    /// The type of the resource.
    pub(crate) response: String,
    /// The enumeration type of the states, if the resource has a `status`.
    pub(crate) state: Option<String>,
    /// Whether the path of the resource has a DELETE operation.
    pub(crate) is_deletable: bool,
    /// The default timeout in seconds, if the document has `x-wait-timeout`.
    pub(crate) timeout: Option<u64>,
}
