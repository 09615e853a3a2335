//! The operations on items that the document describes completely: creating, reading, updating and deleting them.

use astro_api_openapi_model::Schema;
use serde_json::Value;

use crate::document::Document;
use crate::failure::Failure;
use crate::schema_values::{self, Generator, convert};
use crate::store::Change;

use super::request_context::{Outcome, RequestContext};
use super::{deployments, environment_objects, replace::complete};

pub(crate) fn create(context: &mut RequestContext<'_>) -> Outcome {
    let (collection, body) = (context.collection(), context.body.clone());
    let schema = context.item_schema();
    let document = add(context, &collection, &schema, &body)?;
    Ok(Some(response(context, document)))
}

/// Creates a document of a schema from a request in a collection, and returns it as stored.
pub(crate) fn add(
    context: &mut RequestContext<'_>,
    collection: &str,
    schema: &Schema<'static>,
    request: &Value,
) -> Result<Value, Failure> {
    let generator = context.stamps.generator(context.path_values);
    let mut document = convert(generator, schema, "", request);
    let id = generator.id();
    document[id_member(context, schema)] = id.clone().into();
    for (name, value) in context.path_values {
        if schema.property(name).is_some() && document.get(*name).is_none() {
            document[*name] = value.clone().into();
        }
    }
    context.stamp(schema, &mut document, true);
    let work = (context.amend)(schema.component())(context, &id, &mut document, Change::Create)?;
    context
        .content
        .push(collection, id.clone(), document.clone());
    if let Some(row) = context.content.get_mut(collection, &id) {
        row.work = work;
    }
    Ok(document)
}

/// Returns the member with the document's own id: `id`, or else the one required id that is not in the path.
fn id_member(context: &RequestContext<'_>, schema: &Schema<'static>) -> &'static str {
    let is_known = |name: &str| context.path_values.iter().any(|(known, _)| *known == name);
    let other = || {
        let mut names = schema.property_names().into_iter();
        names.find(|name| name.ends_with("Id") && schema.requires(name) && !is_known(name))
    };
    match schema.property("id") {
        Some(_) => "id",
        None => other().unwrap_or("id"),
    }
}

pub(crate) fn read(context: &mut RequestContext<'_>) -> Outcome {
    let (collection, id) = context.item();
    let document = context.content.poll(&collection, &id).cloned();
    let document = document.ok_or_else(|| unknown(context, &id))?;
    Ok(Some(response(context, document)))
}

/// Updates a document: members of the request replace existing ones; omitted ones are reset.
pub(crate) fn update(context: &mut RequestContext<'_>) -> Outcome {
    let (collection, id) = context.item();
    let schema = context.item_schema();
    let current = context.content.document(&collection, &id).cloned();
    let mut document = current.ok_or_else(|| unknown(context, &id))?;
    let generator = context.stamps.generator(context.path_values);
    if let Some(request) = request_schema(context) {
        let current = document.clone();
        let given = complete(&request, &schema, context.body, &current);
        for (name, property) in schema.properties() {
            match given.get(name).filter(|given| !given.is_null()) {
                Some(given) => document[name] = convert(generator, &property, name, given),
                None => {
                    if let Some(members) = document.as_object_mut() {
                        members.remove(name);
                    }
                }
            }
        }
    }
    context.stamp(&schema, &mut document, false);
    let work = (context.amend)(schema.component())(context, &id, &mut document, Change::Update)?;
    if let Some(row) = context.content.get_mut(&collection, &id) {
        row.document = document.clone();
        row.work = work;
    }
    Ok(Some(response(context, document)))
}

/// Returns the schema of the body; for a union, that of the matching variant.
fn request_schema(context: &RequestContext<'_>) -> Option<Schema<'static>> {
    let schema = context.operation.body.as_ref()?;
    let Some(discriminator) = schema.discriminator() else {
        return Some(schema.clone());
    };
    match context.body[discriminator].as_str() {
        Some(value) => schema.variant(value),
        None => {
            let mut variants = schema.variants().into_iter();
            variants.find(|variant| !variant.requires(discriminator))
        }
    }
}

/// Deletes a document. If that takes time, it remains until the work is done.
pub(crate) fn delete(context: &mut RequestContext<'_>) -> Outcome {
    let (collection, id) = context.item();
    let current = context.content.document(&collection, &id).cloned();
    let mut document = current.ok_or_else(|| unknown(context, &id))?;
    let amend = (context.amend)(context.item_schema().component());
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
pub(crate) fn response(context: &RequestContext<'_>, document: Value) -> Value {
    visible(context, context.response_schema(), document)
}

/// Converts a document to the schema of a response, which may differ from the one it is stored with.
pub(super) fn visible(
    context: &RequestContext<'_>,
    schema: Option<&Schema<'_>>,
    document: Value,
) -> Value {
    let mut document = document;
    match context.item_schema().component() {
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
    let generator = Generator::new(seed, context.path_values).required();
    convert(generator, schema, "", &document)
}

fn unknown(context: &RequestContext<'_>, id: &str) -> Failure {
    let schema = context.item_schema();
    let name = schema.component().unwrap_or("item");
    Failure::unknown(&schema_values::split_words(name), id)
}

/// Converts a value to another schema.
pub(crate) fn make(
    document: &Document,
    generator: Generator<'_>,
    schema: &str,
    given: &Value,
) -> Value {
    convert(generator, &document.named(schema), "", given)
}
