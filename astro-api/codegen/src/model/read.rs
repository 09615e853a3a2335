//! The normalized document → the model.

use std::{
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

use serde_json::Value;

use super::{
    Body, Bounds, Docs, Encoding, Field, Form, Kind, Location, Model, Operation, Page, Parameter,
    Returns, SHARED, Schema, Scope, ScopeParameter, links,
};
use crate::{
    document::{self, METHODS, referenced, text},
    format::is_reserved_for_builders,
    ident::{self, Namer},
    markdown,
    names::Names,
    normalize::{
        BODY, MAY_BE_EMPTY, SECRET,
        reachable::{self, Direction},
    },
};

/// The methods that the hand-written half of the client has. A test compares them with its source.
const METHODS_OF_CLIENT: [&str; 6] = [
    "base_url",
    "builder",
    "clone",
    "from_env",
    "organization_from_env",
    "request",
];

/// The methods that each handle has beside its operations and its parameters, those of `jobs` included. A test compares
/// them with the source.
const METHODS_OF_HANDLES: [&str; 11] = [
    "client",
    "clone",
    "edit_api_token_roles",
    "edit_team_roles",
    "edit_user_roles",
    "find_cluster",
    "find_deployment",
    "find_team",
    "find_user",
    "find_workspace",
    "remove_user",
];

impl Model {
    /// Reads a normalized document.
    pub(crate) fn read(document: &Value, names: &Names) -> Self {
        let sent = reachable::reachable(document, Direction::Requests);
        let answered = reachable::reachable(document, Direction::Responses);
        let mut schemas = BTreeMap::new();
        for (name, schema) in document::schemas(document) {
            schemas.insert(
                ident::type_name(name),
                read_schema(name, schema, sent.contains(name), answered.contains(name)),
            );
        }
        for schema in schemas.values_mut() {
            schema.docs.aliases = names.aliases_of(&schema.wire);
        }
        let mut model = Self {
            operations: Vec::new(),
            schemas,
            scopes: scopes(document, names),
            order: names.groups.iter().map(|tag| ident::module(tag)).collect(),
            tags: tags(document),
            update_rules: names.updates.clone(),
        };
        let mut modules: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let items = document.get("paths").and_then(Value::as_object);
        let deletable: BTreeSet<String> = items
            .into_iter()
            .flatten()
            .filter(|(_, item)| item.get("delete").is_some())
            .map(|(path, _)| shape(path))
            .collect();
        for (path, item) in items.into_iter().flatten() {
            for (method, operation) in item.as_object().into_iter().flatten() {
                if !METHODS.contains(&method.as_str()) {
                    continue;
                }
                let operation_model = model.read_operation(path, method, item, names, &deletable);
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
        model.sort_operations();
        rename_builders(&mut model.operations);
        for (name, schema) in &mut model.schemas {
            let mut tags = modules.remove(name).unwrap_or_default().into_iter();
            schema.module = match (tags.next(), tags.next()) {
                (Some(only), None) => only,
                _ => SHARED.to_owned(),
            };
        }
        links::link(&mut model);
        model
    }

    /// Sorts the operations on one resource by use: read, create or update, delete. Paths keep the order of the document.
    fn sort_operations(&mut self) {
        let mut paths: Vec<String> = Vec::new();
        for operation in &self.operations {
            let path = shape(&operation.path);
            if !paths.contains(&path) {
                paths.push(path);
            }
        }
        self.operations.sort_by_key(|operation| {
            let path = shape(&operation.path);
            let method = ["GET", "POST", "PUT", "PATCH", "DELETE"];
            (
                paths.iter().position(|p| *p == path),
                method.iter().position(|m| *m == operation.method),
            )
        });
    }

    fn read_operation(
        &self,
        path: &str,
        method: &str,
        item: &Value,
        names: &Names,
        deletable: &BTreeSet<String>,
    ) -> Operation {
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
            .filter_map(|parameter| read_parameter(&id, parameter, names))
            .collect();
        let scope = self.scopes.iter().filter(|scope| scope.covers(path));
        let scope = scope.max_by_key(|scope| scope.prefix.len()).cloned();
        let may_be_empty = operation.get(MAY_BE_EMPTY).is_some();
        let answer = operation
            .get("responses")
            .filter(|_| !may_be_empty)
            .and_then(Value::as_object)
            .and_then(|r| r.values().next())
            .and_then(|r| r.pointer("/content/application~1json/schema"))
            .and_then(referenced)
            .map(ident::type_name);
        let response = answer.clone();
        let waiting = answer
            .as_ref()
            .filter(|_| method == "get")
            .and_then(|name| self.read_waiting(name, operation, deletable.contains(&shape(path))));
        let searching = answer
            .as_ref()
            .and_then(|name| self.read_searching(name, &parameters));
        let answer_is_one = answer
            .as_ref()
            .and_then(|name| self.schemas.get(name))
            .is_some_and(|schema| schema.page.is_none());
        let paging = answer
            .filter(|name| self.schemas.get(name).is_some_and(|s| s.page.is_some()))
            .and_then(|page| self.read_paging(page, &parameters));
        Operation {
            function: self.function(&id, scope.as_deref()),
            builder: ident::builder(&id),
            method: method.to_uppercase(),
            path: path.to_owned(),
            is_idempotent: operation
                .get("x-idempotent")
                .and_then(Value::as_bool)
                .unwrap_or(!["post", "patch"].contains(&method)),
            scope,
            tag: tag.to_owned(),
            module: ident::module(tag),
            docs: Docs {
                aliases: names.aliases_of(&id),
                ..read_docs(operation)
            },
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
                encoding: read_encoding(body),
            }),
            may_be_empty,
            errors: operation
                .get("x-astro-errors")
                .and_then(Value::as_object)
                .into_iter()
                .flatten()
                .map(|(status, d)| (status.clone(), d.as_str().unwrap_or_default().to_owned()))
                .collect(),
            reads_one: method == "get" && path.ends_with('}') && answer_is_one,
            response,
            returns: read_returns(operation),
            success: read_success(operation),
            paging,
            waiting,
            searching,
            id,
        }
    }

    /// The method of an operation: one that the client or the handle has by itself gets an underscore.
    fn function(&self, id: &str, scope: Option<&Scope>) -> String {
        let own: Vec<&str> = match scope {
            Some(scope) => {
                let bound = scope.parameters.iter().map(|p| p.name.as_str());
                bound.chain(METHODS_OF_HANDLES).collect()
            }
            None => {
                let scopes = self.scopes.iter().map(|s| s.method.as_str());
                scopes.chain(METHODS_OF_CLIENT).collect()
            }
        };
        Namer::with(own).name(&ident::function(id)).to_string()
    }
}

/// The scopes of the table whose prefix is that of an operation.
fn scopes(document: &Value, names: &Names) -> Vec<Rc<Scope>> {
    let paths = document.get("paths").and_then(Value::as_object);
    let paths: Vec<&String> = paths.into_iter().flatten().map(|(path, _)| path).collect();
    let all = names.scopes.iter().map(|(name, prefix)| {
        let segments = prefix.split('/');
        let parameters = segments
            .filter_map(|s| s.strip_prefix('{')?.strip_suffix('}'))
            .map(|wire| ScopeParameter {
                wire: wire.to_owned(),
                name: ident::field(wire),
            });
        Scope {
            method: name.clone(),
            handle: format!("{}Client", ident::type_name(name)),
            prefix: prefix.clone(),
            parameters: parameters.collect(),
        }
    });
    all.filter(|scope| paths.iter().any(|path| scope.covers(path)))
        .map(Rc::new)
        .collect()
}

/// The descriptions of the tags.
fn tags(document: &Value) -> BTreeMap<String, String> {
    let tags = document.get("tags").and_then(Value::as_array);
    let described = tags.into_iter().flatten().filter_map(|tag| {
        let description = read_docs(tag).description?;
        Some((text(tag, "name")?.to_owned(), description))
    });
    described.collect()
}

/// Gives the builders whose names the generated code needs for itself other names.
fn rename_builders(operations: &mut [Operation]) {
    let mut taken: BTreeSet<String> = operations.iter().map(|o| o.builder.clone()).collect();
    for operation in operations {
        if is_reserved_for_builders(&operation.builder) {
            let plain = format!("{}Call", operation.builder);
            let numbered = (2..).map(|n| format!("{plain}{n}"));
            let mut free = std::iter::once(plain.clone()).chain(numbered);
            let name = free.find(|name| !taken.contains(name));
            operation.builder = name.unwrap_or(plain);
            taken.insert(operation.builder.clone());
        }
    }
}

fn read_parameter(operation: &str, parameter: &Value, names: &Names) -> Option<Parameter> {
    let name = text(parameter, "name")?;
    let wire = text(parameter, "x-astro-wire").unwrap_or(name).to_owned();
    let schema = parameter.get("schema")?;
    let items = schema.get("items");
    let mut docs = read_docs(parameter);
    docs.description = docs.description.or_else(|| read_docs(schema).description);
    docs.default = read_docs(schema).default;
    Some(Parameter {
        ident: ident::function(name),
        name: names
            .of_parameter(operation, &wire)
            .map_or_else(|| ident::parameter(name), str::to_owned),
        location: match text(parameter, "in")? {
            "path" => Location::Path,
            "query" => Location::Query,
            _ => Location::Header,
        },
        required: parameter.get("required") == Some(&Value::Bool(true)),
        is_list: items.is_some(),
        separator: text(parameter, "x-astro-separator").map(str::to_owned),
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
                ident: ident::readable_field(wire),
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
                form: read_form(value),
            }
        })
        .collect()
}

fn read_success(operation: &Value) -> Option<(String, String)> {
    let responses = operation.get("responses")?.as_object()?;
    let (status, response) = responses.iter().next()?;
    let description = text(response, "description").unwrap_or_default();
    Some((status.clone(), description.to_owned()))
}

fn read_encoding(body: &Value) -> Encoding {
    let encoding = body.get(BODY);
    let media_type = || {
        let media_type = encoding.and_then(|e| text(e, "mediaType"));
        media_type.unwrap_or_default().to_owned()
    };
    match encoding.and_then(|e| text(e, "as")) {
        Some("form") => Encoding::Form,
        Some("text") => Encoding::Text(media_type()),
        Some("bytes") => Encoding::Bytes(media_type()),
        _ => Encoding::Json,
    }
}

fn read_returns(operation: &Value) -> Returns {
    let responses = operation.get("responses").and_then(Value::as_object);
    let success = responses.and_then(|r| r.values().next());
    let content = success.and_then(|r| r.get("content")?.as_object()?.iter().next());
    match content {
        None => Returns::Nothing,
        Some((kind, content)) if kind.starts_with("application/json") => {
            let schema = content.get("schema");
            if schema.is_some_and(|s| text(s, "type") == Some("array")) {
                Returns::List
            } else {
                Returns::Json
            }
        }
        Some(_) => Returns::Bytes,
    }
}

fn read_form(value: &Value) -> Form {
    let kind = text(value, "type");
    match (referenced(value), kind) {
        (Some(name), _) => Form::Named(ident::type_name(name)),
        (None, Some("string")) if value.get("format").is_none() => Form::Text,
        (None, Some("integer")) => Form::Integer,
        (None, Some("boolean")) => Form::Boolean,
        (None, Some("array")) => {
            let items = value.get("items").map_or(Form::Other, read_form);
            Form::List(Box::new(items))
        }
        _ => Form::Other,
    }
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
        aliases: Vec::new(),
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

/// A path without the names of its parameters: those of one resource may differ from operation to operation.
fn shape(path: &str) -> String {
    let segment = |s: &str| if s.starts_with('{') { "{}" } else { s }.to_owned();
    path.split('/').map(segment).collect::<Vec<_>>().join("/")
}
