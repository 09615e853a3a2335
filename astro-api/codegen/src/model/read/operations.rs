//! Operations of the normalized document → the operations of the model.

use std::collections::BTreeSet;

use astro_api_openapi_model::component_name;
use serde_json::Value;

use super::values;
use crate::{
    document::text,
    ident::{self, Namer},
    model::{
        Body, Docs, Encoding, Location, Model, Operation, Parameter, RateClass, Returns, Scope,
    },
    names::Names,
    normalize::{BODY, MAY_BE_EMPTY},
};

/// The hand-written methods of the client. A test compares them with the source.
const METHODS_OF_CLIENT: [&str; 6] = [
    "base_url",
    "builder",
    "clone",
    "from_env",
    "organization_from_env",
    "request",
];

/// The methods of each handle other than its operations and parameters, including those of `jobs`. A test compares them
/// with the source.
pub(crate) const METHODS_OF_HANDLES: [&str; 11] = [
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
    pub(super) fn read_operation(
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
        let response = operation
            .get("responses")
            .filter(|_| !may_be_empty)
            .and_then(Value::as_object)
            .and_then(|r| r.values().next())
            .and_then(|r| r.pointer("/content/application~1json/schema"))
            .and_then(component_name)
            .map(ident::type_name);
        let waiting = response
            .as_ref()
            .filter(|_| method == "get")
            .and_then(|name| self.read_waiting(name, operation, deletable.contains(&shape(path))));
        let searching = response
            .as_ref()
            .and_then(|name| self.read_searching(name, &parameters));
        let schema = response.as_ref().and_then(|name| self.schemas.get(name));
        let is_page = schema.is_some_and(|schema| schema.page.is_some());
        let returns_one = schema.is_some() && !is_page;
        let paging = response
            .clone()
            .filter(|_| is_page)
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
            rate_class: RateClass::of(
                &method.to_uppercase(),
                operation
                    .get("x-rate-limit")
                    .map(|v| v.as_str().unwrap_or_default()),
            ),
            scope,
            tag: tag.to_owned(),
            module: ident::module(tag),
            docs: Docs {
                aliases: names.aliases_of(&id),
                ..values::docs(operation)
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
                docs: values::docs(body),
                schema: body
                    .pointer("/content/application~1json/schema")
                    .and_then(component_name)
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
            reads_one: method == "get" && path.ends_with('}') && returns_one,
            response,
            returns: read_returns(operation),
            success: read_success(operation),
            paging,
            waiting,
            searching,
            id,
        }
    }

    /// Returns the name of an operation's method. A name that another method of the client or the handle has gets an
    /// underscore.
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

fn read_parameter(operation: &str, parameter: &Value, names: &Names) -> Option<Parameter> {
    let name = text(parameter, "name")?;
    let wire = text(parameter, "x-astro-wire").unwrap_or(name).to_owned();
    let schema = parameter.get("schema")?;
    let items = schema.get("items");
    let mut docs = values::docs(parameter);
    docs.description = docs
        .description
        .or_else(|| values::docs(schema).description);
    docs.default = values::docs(schema).default;
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
        bounds: values::bounds(schema),
        enumeration: items
            .or(Some(schema))
            .and_then(component_name)
            .map(ident::type_name),
        wire,
    })
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

/// Returns a path without the names of its parameters, which may differ between the operations of one resource.
pub(super) fn shape(path: &str) -> String {
    let segment = |s: &str| if s.starts_with('{') { "{}" } else { s }.to_owned();
    path.split('/').map(segment).collect::<Vec<_>>().join("/")
}
