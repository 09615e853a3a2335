//! What the refinement steps need to know of the normalized document, by the names that the code has.

mod capabilities;
mod links;
mod read;
mod updates;

pub(crate) use links::of_operation as link;

use std::{
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

use crate::names::UpdateRules;

/// The document, as far as the code cares.
#[derive(Debug)]
pub(crate) struct Model {
    /// Sorted by path, in document order, and by use: read, create or update, delete.
    pub(crate) operations: Vec<Operation>,
    /// By Rust name.
    pub(crate) schemas: BTreeMap<String, Schema>,
    /// The scopes that have operations.
    pub(crate) scopes: Vec<Rc<Scope>>,
    /// The modules in the order in which their operations are documented.
    pub(crate) order: Vec<String>,
    /// What the document says about its tags.
    pub(crate) tags: BTreeMap<String, String>,
    /// How updates take over what was read.
    pub(crate) update_rules: UpdateRules,
}

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
    /// Whether it may be sent twice without doing more than once: as the document says with `x-idempotent`, otherwise by
    /// HTTP's own rules ([RFC 9110, section 9.2.2](https://www.rfc-editor.org/rfc/rfc9110#section-9.2.2)).
    pub(crate) is_idempotent: bool,
    /// The scope that its method belongs to; the client's own where there is none.
    pub(crate) scope: Option<Rc<Scope>>,
    pub(crate) tag: String,
    /// The module that the operation is filed in.
    pub(crate) module: String,
    pub(crate) docs: Docs,
    pub(crate) permissions: Vec<String>,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) body: Option<Body>,
    /// The type of the JSON that it returns, where that has a name.
    pub(crate) response: Option<String>,
    pub(crate) returns: Returns,
    /// Status and description of the declared success.
    pub(crate) success: Option<(String, String)>,
    /// Whether a successful response may have no body instead of JSON.
    pub(crate) may_be_empty: bool,
    /// Status and description of the declared failures.
    pub(crate) errors: Vec<(String, String)>,
    pub(crate) paging: Option<Paging>,
    pub(crate) waiting: Option<Waiting>,
    pub(crate) searching: Option<Searching>,
    /// Whether it reads the one thing that its path names.
    pub(crate) reads_one: bool,
}

/// What an operation returns when it succeeds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Returns {
    Nothing,
    Bytes,
    /// An array of JSON that stands by itself.
    List,
    Json,
}

/// A part of the API below a path whose parameters are bound once, by a handle.
#[derive(Debug)]
pub(crate) struct Scope {
    /// The method of the client that makes the handle.
    pub(crate) method: String,
    /// The type of the handle.
    pub(crate) handle: String,
    /// The beginning of the paths of its operations.
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
    /// Whether an operation at that path belongs to it.
    pub(crate) fn covers(&self, path: &str) -> bool {
        path.strip_prefix(&self.prefix)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }
}

/// What documentation says of an item.
#[derive(Debug, Clone, Default)]
pub(crate) struct Docs {
    pub(crate) summary: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) default: Option<String>,
    pub(crate) deprecated: bool,
    /// Other words by which rustdoc finds it.
    pub(crate) aliases: Vec<String>,
}

/// A parameter of path, query or header.
#[derive(Debug)]
pub(crate) struct Parameter {
    pub(crate) wire: String,
    /// The name that progenitor gives it.
    pub(crate) ident: String,
    /// The name of its setter or argument.
    pub(crate) name: String,
    pub(crate) location: Location,
    pub(crate) required: bool,
    pub(crate) is_list: bool,
    /// What joins the values of a list; a list without it is sent as a repeated key.
    pub(crate) separator: Option<String>,
    pub(crate) is_integer: bool,
    /// Whether any text will do.
    pub(crate) is_text: bool,
    pub(crate) docs: Docs,
    pub(crate) bounds: Bounds,
    /// The name of the enumeration that the parameter, or each of its items, is of.
    pub(crate) enumeration: Option<String>,
}

impl Parameter {
    pub(crate) fn is_in_path(&self) -> bool {
        self.location == Location::Path
    }
}

/// Where a parameter goes.
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

/// How a request body is sent.
#[derive(Debug)]
pub(crate) enum Encoding {
    Json,
    Form,
    /// With the media type.
    Text(String),
    /// With the media type.
    Bytes(String),
}

/// How an operation that lists is walked.
#[derive(Debug, Clone)]
pub(crate) struct Paging {
    /// The type of a page.
    pub(crate) page: String,
    /// The largest page that the operation gives, or the one to ask for when none is declared.
    pub(crate) largest: i64,
    /// The enumeration and its wire value to sort by when the user names no order.
    pub(crate) sort: Option<(String, String)>,
}

/// How an operation that searches is read to its end, and followed.
#[derive(Debug, Clone)]
pub(crate) struct Searching {
    /// The type of a page of what was found.
    pub(crate) answer: String,
    /// The type of an entry, and the field of the page that has them.
    pub(crate) entry: String,
    pub(crate) entries: String,
    /// How far back a search reaches by default, in seconds.
    pub(crate) range: u64,
}

/// How an operation that reads one thing can be waited with.
#[derive(Debug, Clone)]
pub(crate) struct Waiting {
    /// The type of what it reads.
    pub(crate) answer: String,
    /// The enumeration of its states, if it has a `status`.
    pub(crate) state: Option<String>,
    /// Whether it can be deleted at the path that it is read at.
    pub(crate) can_go: bool,
    /// How long to wait by default, in seconds, if the document says so with `x-wait-timeout`.
    pub(crate) timeout: Option<u64>,
}

/// A component schema.
#[derive(Debug)]
pub(crate) struct Schema {
    pub(crate) wire: String,
    pub(crate) docs: Docs,
    pub(crate) kind: Kind,
    /// Whether it is part of a request.
    pub(crate) sent: bool,
    /// Whether it is part of an answer.
    pub(crate) answered: bool,
    /// The module that the type is filed in.
    pub(crate) module: String,
    /// Set when the schema is one page of a list.
    pub(crate) page: Option<Page>,
}

/// The forms of a schema.
#[derive(Debug)]
pub(crate) enum Kind {
    Object(Vec<Field>),
    Enumeration(Vec<String>),
    /// The tag, and each of its values with the type it stands for.
    Union {
        tag: String,
        variants: Vec<(String, String)>,
    },
    Other,
}

/// A property.
#[derive(Debug)]
pub(crate) struct Field {
    pub(crate) wire: String,
    pub(crate) ident: String,
    pub(crate) required: bool,
    pub(crate) docs: Docs,
    pub(crate) bounds: Bounds,
    /// Whether it may be `null` in a request.
    pub(crate) nullable: bool,
    /// Whether it holds a secret.
    pub(crate) secret: bool,
    /// Whether it is a list or a map.
    pub(crate) is_collection: bool,
    /// The types that the property leads to directly.
    pub(crate) refers_to: BTreeSet<String>,
    pub(crate) form: Form,
}

/// What a value looks like, as far as an example has to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Form {
    Text,
    Integer,
    Boolean,
    /// A type that has a name.
    Named(String),
    List(Box<Form>),
    Other,
}

/// The one collection of a page.
#[derive(Debug, Clone)]
pub(crate) struct Page {
    pub(crate) wire: String,
    pub(crate) ident: String,
}

/// Limits that the document declares for a value, those of fractions excepted.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Bounds {
    pub(crate) minimum: Option<i64>,
    pub(crate) maximum: Option<i64>,
    pub(crate) min_length: Option<usize>,
    pub(crate) max_length: Option<usize>,
    pub(crate) min_items: Option<usize>,
    pub(crate) max_items: Option<usize>,
}

impl Bounds {
    pub(crate) fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// The module of types that several tags share.
pub(crate) const SHARED: &str = "shared";

impl Model {
    /// The types that searches find, each once.
    pub(crate) fn found(&self) -> BTreeMap<&str, &Searching> {
        let searching = self.operations.iter().filter_map(|o| o.searching.as_ref());
        searching.map(|s| (s.answer.as_str(), s)).collect()
    }

    /// The types that can be waited for, each once.
    pub(crate) fn stateful(&self) -> BTreeMap<&str, &Waiting> {
        let waiting = self.operations.iter().filter_map(|o| o.waiting.as_ref());
        waiting.map(|w| (w.answer.as_str(), w)).collect()
    }
}
