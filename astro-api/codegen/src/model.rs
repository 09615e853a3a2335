//! What the refinement steps need to know of the normalized document, by the names that the code has.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::{
    document::{self, METHODS, referenced, text},
    ident, markdown,
    normalize::{
        SECRET,
        reachable::{self, Direction},
    },
};

/// The document, as far as the code cares.
#[derive(Debug)]
pub(crate) struct Model {
    /// In document order.
    pub(crate) operations: Vec<Operation>,
    /// By Rust name.
    pub(crate) schemas: BTreeMap<String, Schema>,
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
    pub(crate) tag: String,
    /// The module that the operation is filed in.
    pub(crate) module: String,
    pub(crate) docs: Docs,
    pub(crate) permissions: Vec<String>,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) body: Option<Body>,
    /// Status and description of the declared failures.
    pub(crate) errors: Vec<(String, String)>,
    pub(crate) paging: Option<Paging>,
    pub(crate) waiting: Option<Waiting>,
    pub(crate) searching: Option<Searching>,
}

/// What documentation says of an item.
#[derive(Debug, Clone, Default)]
pub(crate) struct Docs {
    pub(crate) summary: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) default: Option<String>,
    pub(crate) deprecated: bool,
}

/// A parameter of path, query or header.
#[derive(Debug)]
pub(crate) struct Parameter {
    pub(crate) wire: String,
    pub(crate) ident: String,
    pub(crate) location: Location,
    pub(crate) required: bool,
    pub(crate) is_list: bool,
    pub(crate) is_integer: bool,
    /// Whether any text will do.
    pub(crate) is_text: bool,
    pub(crate) docs: Docs,
    pub(crate) bounds: Bounds,
    /// The name of the enumeration that the parameter, or each of its items, is of.
    pub(crate) enumeration: Option<String>,
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
    /// The enumeration of its states.
    pub(crate) state: String,
    /// Whether it can be deleted at the path that it is read at.
    pub(crate) can_go: bool,
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

/// The page to ask for where the API declares no maximum: the maximum that it declares elsewhere, and the number that
/// its Terraform provider sends to the same lists.
const UNDECLARED_LARGEST_PAGE: i64 = 1000;

/// The module of types that several tags share.
pub(crate) const SHARED: &str = "shared";

impl Model {
    /// Reads a normalized document.
    pub(crate) fn read(document: &Value) -> Self {
        let sent = reachable::reachable(document, Direction::Requests);
        let answered = reachable::reachable(document, Direction::Answers);
        let mut schemas = BTreeMap::new();
        for (name, schema) in document::schemas(document) {
            schemas.insert(
                ident::type_name(name),
                read_schema(name, schema, sent.contains(name), answered.contains(name)),
            );
        }
        let mut model = Self {
            operations: Vec::new(),
            schemas,
        };
        let mut modules: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let items = document.get("paths").and_then(Value::as_object);
        for (path, item) in items.into_iter().flatten() {
            for (method, operation) in item.as_object().into_iter().flatten() {
                if !METHODS.contains(&method.as_str()) {
                    continue;
                }
                let operation_model = model.read_operation(path, method, item);
                let mut used = BTreeSet::new();
                reachable::collect(document, operation, &mut used);
                for name in used {
                    modules
                        .entry(ident::type_name(&name))
                        .or_default()
                        .insert(operation_model.module.clone());
                }
                model.operations.push(operation_model);
            }
        }
        for (name, schema) in &mut model.schemas {
            let mut tags = modules.remove(name).unwrap_or_default().into_iter();
            schema.module = match (tags.next(), tags.next()) {
                (Some(only), None) => only,
                _ => SHARED.to_owned(),
            };
        }
        model
    }

    fn read_operation(&self, path: &str, method: &str, item: &Value) -> Operation {
        let operation = &item[method];
        let id = text(operation, "operationId")
            .unwrap_or_default()
            .to_owned();
        let tag = operation
            .pointer("/tags/0")
            .and_then(Value::as_str)
            .unwrap_or("other");
        let parameters: Vec<Parameter> = operation
            .get("parameters")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(read_parameter)
            .collect();
        let answer = operation
            .get("responses")
            .and_then(Value::as_object)
            .and_then(|r| r.values().next())
            .and_then(|r| r.pointer("/content/application~1json/schema"))
            .and_then(referenced)
            .map(ident::type_name);
        let waiting = answer
            .as_ref()
            .filter(|_| method == "get")
            .and_then(|name| self.read_waiting(name, item.get("delete").is_some()));
        let searching = answer
            .as_ref()
            .and_then(|name| self.read_searching(name, &parameters));
        let paging = answer
            .filter(|name| self.schemas.get(name).is_some_and(|s| s.page.is_some()))
            .and_then(|page| self.read_paging(page, &parameters));
        Operation {
            function: ident::function(&id),
            builder: ident::builder(&id),
            method: method.to_uppercase(),
            path: path.to_owned(),
            tag: tag.to_owned(),
            module: ident::module(tag),
            docs: read_docs(operation),
            permissions: operation
                .get("x-permission")
                .and_then(Value::as_array)
                .into_iter()
                .flatten()
                .filter_map(|p| text(p, "action").map(str::to_owned))
                .collect(),
            parameters,
            body: operation.get("requestBody").map(|body| Body {
                required: body.get("required") == Some(&Value::Bool(true)),
                docs: read_docs(body),
                schema: body
                    .pointer("/content/application~1json/schema")
                    .and_then(referenced)
                    .map(ident::type_name),
            }),
            errors: operation
                .get("x-astro-errors")
                .and_then(Value::as_object)
                .into_iter()
                .flatten()
                .map(|(status, d)| (status.clone(), d.as_str().unwrap_or_default().to_owned()))
                .collect(),
            paging,
            waiting,
            searching,
            id,
        }
    }

    /// What is read can be waited for when it always has a `status`, which is an enumeration.
    fn read_waiting(&self, answer: &str, can_go: bool) -> Option<Waiting> {
        let Kind::Object(fields) = &self.schemas.get(answer)?.kind else {
            return None;
        };
        let status = fields.iter().find(|f| f.wire == "status" && f.required)?;
        let is_enumeration = |name: &&String| {
            self.schemas
                .get(*name)
                .is_some_and(|s| matches!(s.kind, Kind::Enumeration(_)))
        };
        Some(Waiting {
            answer: answer.to_owned(),
            state: status.refers_to.iter().find(is_enumeration)?.clone(),
            can_go,
        })
    }

    /// A search reaches back by a `range` and finds, page by page under one id, things with a time.
    fn read_searching(&self, answer: &str, parameters: &[Parameter]) -> Option<Searching> {
        let fields_of = |name: &str| match &self.schemas.get(name)?.kind {
            Kind::Object(fields) => Some(fields),
            _ => None,
        };
        let fields = fields_of(answer).filter(|_| self.schemas[answer].page.is_none())?;
        let has = |wire: &str| fields.iter().any(|f| f.wire == wire && f.required);
        let query = |wire: &str| {
            let mut all = parameters.iter();
            all.find(|p| p.wire == wire && p.location == Location::Query)
        };
        query("offset").filter(|p| p.is_integer)?;
        query("searchId").filter(|p| p.is_text)?;
        let range = query("range").filter(|p| p.is_integer)?;
        let mut lists = fields.iter().filter(|f| f.is_collection);
        let (entries, None) = (lists.next()?, lists.next()) else {
            return None;
        };
        let entry = entries.refers_to.iter().next()?;
        let mut members = fields_of(entry)?.iter();
        let is_search = has("searchId")
            && has("maxNumResults")
            && entries.required
            && members.any(|f| f.wire == "timestamp" && f.required);
        is_search.then_some(Searching {
            answer: answer.to_owned(),
            entry: entry.clone(),
            entries: entries.ident.clone(),
            range: range.docs.default.as_ref()?.parse().ok()?,
        })
    }

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

    /// An operation can be walked when its query takes `offset` and `limit` (its answer being a page).
    fn read_paging(&self, page: String, parameters: &[Parameter]) -> Option<Paging> {
        let query = |name: &str| {
            parameters
                .iter()
                .find(|p| p.wire == name && p.location == Location::Query)
        };
        let limit = query("limit").filter(|p| p.is_integer)?;
        query("offset").filter(|p| p.is_integer)?;
        let sort = query("sorts").filter(|p| p.is_list).and_then(|p| {
            let enumeration = p.enumeration.clone()?;
            let Kind::Enumeration(values) = &self.schemas.get(&enumeration)?.kind else {
                return None;
            };
            // By age, oldest first: what is created during the walk then comes last and shifts nothing.
            let value = values
                .iter()
                .find(|v| *v == "createdAt:asc")
                .or_else(|| values.iter().find(|v| v.ends_with(":asc")))
                .or_else(|| values.first())?;
            Some((enumeration, value.clone()))
        });
        Some(Paging {
            page,
            largest: limit.bounds.maximum.unwrap_or(UNDECLARED_LARGEST_PAGE),
            sort,
        })
    }
}

fn read_parameter(parameter: &Value) -> Option<Parameter> {
    let wire = text(parameter, "name")?.to_owned();
    let schema = parameter.get("schema")?;
    let items = schema.get("items");
    let mut docs = read_docs(parameter);
    docs.description = docs.description.or_else(|| read_docs(schema).description);
    docs.default = read_docs(schema).default;
    Some(Parameter {
        ident: ident::function(&wire),
        location: match text(parameter, "in")? {
            "path" => Location::Path,
            "query" => Location::Query,
            _ => Location::Header,
        },
        required: parameter.get("required") == Some(&Value::Bool(true)),
        is_list: items.is_some(),
        is_integer: text(schema, "type") == Some("integer"),
        is_text: text(schema, "type") == Some("string") && schema.get("format").is_none(),
        docs,
        bounds: read_bounds(schema),
        enumeration: items
            .or(Some(schema))
            .and_then(referenced)
            .map(ident::type_name),
        wire,
    })
}

fn read_schema(name: &str, schema: &Value, sent: bool, answered: bool) -> Schema {
    let fields = read_fields(schema, sent);
    let page = (!sent).then(|| read_page(schema)).flatten();
    let kind = if let Some(union) = schema.get("x-astro-union") {
        Kind::Union {
            tag: text(union, "tag").unwrap_or_default().to_owned(),
            variants: union
                .get("variants")
                .and_then(Value::as_object)
                .into_iter()
                .flatten()
                .filter_map(|(tag, name)| Some((tag.clone(), ident::type_name(name.as_str()?))))
                .collect(),
        }
    } else if let Some(values) = schema.get("enum").and_then(Value::as_array) {
        Kind::Enumeration(
            values
                .iter()
                .filter_map(|v| v.as_str().map(str::to_owned))
                .collect(),
        )
    } else if !fields.is_empty() {
        Kind::Object(fields)
    } else {
        Kind::Other
    };
    Schema {
        wire: name.to_owned(),
        docs: read_docs(schema),
        kind,
        sent,
        answered,
        module: SHARED.to_owned(),
        page,
    }
}

/// A page is an object with an integer `totalCount` and one list: its only one, or the only one that is always there.
fn read_page(schema: &Value) -> Option<Page> {
    let properties = schema.get("properties")?.as_object()?;
    let is = |value: &Value, kind: &str| text(value, "type") == Some(kind);
    if !is(properties.get("totalCount")?, "integer") {
        return None;
    }
    let lists = properties.iter().filter(|(_, p)| is(p, "array"));
    let lists: Vec<&String> = lists.map(|(wire, _)| wire).collect();
    let always = lists
        .iter()
        .filter(|wire| document::lists(schema, "required", wire));
    let wire = match (lists.as_slice(), always.collect::<Vec<_>>().as_slice()) {
        ([only], _) => only,
        (_, [only]) => **only,
        _ => return None,
    };
    Some(Page {
        wire: wire.clone(),
        ident: ident::field(wire),
    })
}

fn read_fields(schema: &Value, sent: bool) -> Vec<Field> {
    let properties = schema.get("properties").and_then(Value::as_object);
    properties
        .into_iter()
        .flatten()
        .map(|(wire, value)| {
            let mut refers_to = BTreeSet::new();
            direct_references(value, &mut refers_to);
            Field {
                wire: wire.clone(),
                ident: ident::field(wire),
                required: document::lists(schema, "required", wire),
                nullable: value.get("x-astro-nullable") == Some(&Value::Bool(true)),
                secret: value.get(SECRET) == Some(&Value::Bool(true)),
                docs: read_docs(value),
                bounds: if sent {
                    read_bounds(value)
                } else {
                    // What only comes back is not checked.
                    Bounds::default()
                },
                is_collection: value.get("items").is_some()
                    || value.get("additionalProperties").is_some(),
                refers_to,
            }
        })
        .collect()
}

fn direct_references(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(all) => {
            found.extend(referenced(value).map(ident::type_name));
            all.values().for_each(|v| direct_references(v, found));
        }
        Value::Array(all) => all.iter().for_each(|v| direct_references(v, found)),
        _ => {}
    }
}

fn read_docs(value: &Value) -> Docs {
    let own = |member| {
        text(value, member)
            .map(markdown::for_rustdoc)
            .filter(|t| !t.is_empty())
    };
    Docs {
        summary: own("summary"),
        description: own("description"),
        default: value.get("x-astro-default").map(Value::to_string),
        deprecated: value.get("deprecated") == Some(&Value::Bool(true)),
    }
}

fn read_bounds(schema: &Value) -> Bounds {
    let Some(bounds) = schema.get("x-astro-bounds") else {
        return Bounds::default();
    };
    let number = |member: &str| {
        let bound = bounds.get(member)?;
        // A whole number may be written as `1.0`.
        let whole = |n: &f64| n.fract() == 0.0 && n.abs() < 2f64.powi(53);
        bound
            .as_i64()
            .or_else(|| bound.as_f64().filter(whole).map(|n| n as i64))
    };
    let is_integer = text(schema, "type") == Some("integer");
    let size = |member: &str| number(member).and_then(|n| usize::try_from(n).ok());
    // OpenAPI 3.0 says by a boolean whether the bound itself is allowed; for integers that is a shift by one.
    let exclusive = |member: &str| i64::from(bounds.get(member) == Some(&Value::Bool(true)));
    Bounds {
        minimum: number("minimum")
            .filter(|_| is_integer)
            .map(|n| n.saturating_add(exclusive("exclusiveMinimum"))),
        maximum: number("maximum")
            .filter(|_| is_integer)
            .map(|n| n.saturating_sub(exclusive("exclusiveMaximum"))),
        min_length: size("minLength").filter(|n| *n > 0),
        max_length: size("maxLength"),
        min_items: size("minItems").filter(|n| *n > 0),
        max_items: size("maxItems"),
    }
}
