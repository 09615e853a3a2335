//! The operations that the document describes completely: listing collections, and creating, reading, updating and
//! deleting items.

use hyper::StatusCode;
use serde_json::{Value, json};

use crate::document::{Document, Schema};
use crate::failure::Failure;
use crate::query::Query;
use crate::schema_values::{self, Shaper, fit};
use crate::store::{Change, holds, sort};

use super::{Outcome, RequestContext, amend, deployments, environment_objects, replace::complete};

/// The list parameters that are not filters.
const PAGING: [&str; 3] = ["offset", "limit", "sorts"];
const DEFAULT_LIMIT: usize = 20;

pub(crate) fn list(context: &mut RequestContext<'_>, member: &str) -> Outcome {
    let rows: Vec<Value> = context
        .content
        .documents(&context.collection())
        .cloned()
        .collect();
    Ok(Some(page(context, member, rows)))
}

/// Returns the requested page of these rows: filtered, sorted, paginated.
pub(crate) fn page(context: &RequestContext<'_>, member: &str, rows: Vec<Value>) -> Value {
    let own_id = format!(
        "{}Id",
        context
            .path
            .last()
            .map_or("", |name| name.trim_end_matches('s'))
    );
    let filters: Vec<(String, Vec<&str>)> = filters(context)
        .into_iter()
        .map(|(name, values)| {
            if name == own_id {
                ("id".to_owned(), values)
            } else {
                (name, values)
            }
        })
        .collect();
    let mut rows: Vec<Value> = rows
        .into_iter()
        .filter(|row| {
            filters
                .iter()
                .all(|(name, values)| values.iter().any(|value| holds(row, name, value)))
        })
        .collect();
    let sorts: Vec<&str> = context.query.all("sorts").collect();
    sort(&mut rows, &sorts);
    let total_count = rows.len();
    let (offset, limit) = bounds(context.query);
    let schema = context
        .answer_schema()
        .and_then(|page| page.property(member))
        .and_then(Schema::items);
    let rows: Vec<Value> = rows
        .into_iter()
        .skip(offset)
        .take(limit)
        .map(|row| shown(context, schema, row))
        .collect();
    let mut page = json!({ "limit": limit, "offset": offset, "totalCount": total_count });
    page[member] = rows.into();
    page
}

/// Returns the filters of the query: member names, each with its allowed values. Flags are not filters.
pub(crate) fn filters<'a>(context: &RequestContext<'a>) -> Vec<(String, Vec<&'a str>)> {
    let parameters = context.operation.parameters.iter();
    parameters
        .filter(|parameter| !PAGING.contains(&parameter.name.as_str()))
        .filter_map(|parameter| {
            let name = match context.document.schema(&parameter.schema).kind() {
                "boolean" => return None,
                "array" => parameter.name.trim_end_matches('s'),
                _ => &parameter.name,
            };
            let values: Vec<&str> = context.query.all(&parameter.name).collect();
            (!values.is_empty()).then(|| (name.to_owned(), values))
        })
        .collect()
}

/// Returns offset and limit. The API does not document `limit=0`; here it is an empty page with the total.
pub(crate) fn bounds(query: &Query<'_>) -> (usize, usize) {
    let number = |name: &str| query.first(name)?.parse().ok();
    (
        number("offset").unwrap_or_default(),
        number("limit").unwrap_or(DEFAULT_LIMIT),
    )
}

pub(crate) fn create(context: &mut RequestContext<'_>) -> Outcome {
    let (collection, body) = (context.collection(), context.body.clone());
    let schema = context.item_schema();
    let document = add(context, &collection, schema, &body)?;
    Ok(Some(answer(context, document)))
}

/// Creates a document of a schema from a request in a collection, and returns it as stored.
pub(crate) fn add(
    context: &mut RequestContext<'_>,
    collection: &str,
    schema: Schema<'static>,
    request: &Value,
) -> Result<Value, Failure> {
    let shaper = context.stamps.shaper(context.known);
    let mut document = fit(shaper, schema, "", request);
    let id = shaper.id();
    document[id_member(context, schema)] = id.clone().into();
    for (name, value) in context.known {
        if schema.property(name).is_some() && document.get(*name).is_none() {
            document[*name] = value.clone().into();
        }
    }
    context.stamp(schema, &mut document, true);
    let work = amend(schema.name())(context, &id, &mut document, Change::Create)?;
    context
        .content
        .push(collection, id.clone(), document.clone());
    if let Some(row) = context.content.get_mut(collection, &id) {
        row.work = work;
    }
    Ok(document)
}

/// Returns the member with the document's own id: `id`, or else the one required id that is not in the path.
fn id_member(context: &RequestContext<'_>, schema: Schema<'static>) -> &'static str {
    let is_known = |name: &str| context.known.iter().any(|(known, _)| *known == name);
    let other = || {
        schema
            .properties()
            .map(|(name, _)| name)
            .find(|name| name.ends_with("Id") && schema.requires(name) && !is_known(name))
    };
    match schema.property("id") {
        Some(_) => "id",
        None => other().unwrap_or("id"),
    }
}

pub(crate) fn read(context: &mut RequestContext<'_>) -> Outcome {
    let (collection, id) = context.item();
    let document = context.content.look(&collection, &id).cloned();
    let document = document.ok_or_else(|| unknown(context, &id))?;
    Ok(Some(answer(context, document)))
}

/// Updates a document: members of the request replace existing ones; omitted ones are reset.
pub(crate) fn update(context: &mut RequestContext<'_>) -> Outcome {
    let (collection, id) = context.item();
    let schema = context.item_schema();
    let current = context.content.document(&collection, &id).cloned();
    let mut document = current.ok_or_else(|| unknown(context, &id))?;
    let shaper = context.stamps.shaper(context.known);
    if let Some(request) = request_schema(context) {
        let current = document.clone();
        let given = complete(request, schema, context.body, &current);
        for (name, property) in schema.properties() {
            match given.get(name).filter(|given| !given.is_null()) {
                Some(given) => document[name] = fit(shaper, property, name, given),
                None => {
                    if let Some(members) = document.as_object_mut() {
                        members.remove(name);
                    }
                }
            }
        }
    }
    context.stamp(schema, &mut document, false);
    let work = amend(schema.name())(context, &id, &mut document, Change::Update)?;
    if let Some(row) = context.content.get_mut(&collection, &id) {
        row.document = document.clone();
        row.work = work;
    }
    Ok(Some(answer(context, document)))
}

/// Returns the schema of the body; for a union, that of the matching variant.
fn request_schema(context: &RequestContext<'_>) -> Option<Schema<'static>> {
    let document = context.document;
    let schema = document.schema(context.operation.body.as_ref()?);
    let Some(discriminator) = schema.discriminator() else {
        return Some(schema);
    };
    let named = context.body[discriminator].as_str();
    let mut variants = schema.variants().into_iter();
    let found = variants.find(|(name, variant)| match named {
        Some(named) => *name == named,
        None => !variant.requires(discriminator),
    });
    found.map(|(_, variant)| variant)
}

/// Deletes a document. If that takes time, it remains until the work is done.
pub(crate) fn delete(context: &mut RequestContext<'_>) -> Outcome {
    let (collection, id) = context.item();
    let current = context.content.document(&collection, &id).cloned();
    let mut document = current.ok_or_else(|| unknown(context, &id))?;
    let amend = amend(context.item_schema().name());
    match amend(context, &id, &mut document, Change::Delete)? {
        Some(work) => {
            if let Some(row) = context.content.get_mut(&collection, &id) {
                row.document = document;
                row.work = Some(work);
            }
        }
        None => {
            context.content.remove(&collection, &id);
        }
    }
    Ok(None)
}

/// Converts a document to the operation's response schema.
pub(crate) fn answer(context: &RequestContext<'_>, document: Value) -> Value {
    shown(context, context.answer_schema(), document)
}

/// Converts a document to the schema of a response, which may differ from the one it is stored with.
fn shown(context: &RequestContext<'_>, schema: Option<Schema<'_>>, document: Value) -> Value {
    let mut document = document;
    match context.item_schema().name() {
        Some("EnvironmentObject") => {
            environment_objects::hide_secrets(context.query, &mut document)
        }
        Some("Deployment") => deployments::hide_secrets(&mut document),
        _ => {}
    }
    let Some(schema) = schema else {
        return document;
    };
    let seed = schema_values::seed(document["id"].as_str().unwrap_or_default());
    let shaper = Shaper::new(seed, context.known).required();
    fit(shaper, schema, "", &document)
}

fn unknown(context: &RequestContext<'_>, id: &str) -> Failure {
    let name = context.item_schema().name().unwrap_or("item");
    Failure::unknown(&schema_values::words_of(name), id)
}

/// Returns a 409 for a request that conflicts with other state.
pub(crate) fn conflict(message: impl Into<String>) -> Failure {
    Failure::new(StatusCode::CONFLICT, message)
}

/// Returns a 400 for one member that violates a rule that is not in the document.
pub(crate) fn refused(message: impl Into<String>) -> Failure {
    Failure::new(
        StatusCode::BAD_REQUEST,
        format!("Invalid request: {}", message.into()),
    )
}

/// Returns a 400 if another matching document of the collection already has the name.
pub(crate) fn expect_new_name(
    context: &RequestContext<'_>,
    collection: &str,
    id: &str,
    document: &Value,
    counts: impl Fn(&Value) -> bool,
) -> Result<(), Failure> {
    let name = &document["name"];
    let mut others = context.content.documents(collection);
    if others.any(|other| other["id"] != id && other["name"] == *name && counts(other)) {
        let kind = collection.trim_end_matches('s');
        return Err(refused(format!(
            "a {kind} with the name {name} already exists"
        )));
    }
    Ok(())
}

/// Converts a value to another schema.
pub(crate) fn make(document: &Document, shaper: Shaper<'_>, schema: &str, given: &Value) -> Value {
    fit(shaper, document.named(schema), "", given)
}
