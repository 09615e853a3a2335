//! What the document tells everything about: collections that are listed, and items that are made,
//! read, changed and deleted.

use hyper::StatusCode;
use serde_json::{Value, json};

use crate::document::{Document, Schema};
use crate::failure::Failure;
use crate::query::Query;
use crate::shaping::{self, Shaper, fit};
use crate::store::{Change, holds, sort};

use super::{Outcome, Scene, amend, deployments, environment_objects, replace::complete};

/// The parameters of lists that are no filters.
const PAGING: [&str; 3] = ["offset", "limit", "sorts"];
const DEFAULT_LIMIT: usize = 20;

pub(crate) fn list(scene: &mut Scene<'_>, member: &str) -> Outcome {
    let rows: Vec<Value> = scene
        .content
        .documents(&scene.collection())
        .cloned()
        .collect();
    Ok(Some(page(scene, member, rows)))
}

/// The page of these rows that the query asks for: filtered, sorted, cut.
pub(crate) fn page(scene: &Scene<'_>, member: &str, rows: Vec<Value>) -> Value {
    let own_id = format!(
        "{}Id",
        scene
            .path
            .last()
            .map_or("", |name| name.trim_end_matches('s'))
    );
    let filters: Vec<(String, Vec<&str>)> = filters(scene)
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
    let sorts: Vec<&str> = scene.query.all("sorts").collect();
    sort(&mut rows, &sorts);
    let total_count = rows.len();
    let (offset, limit) = bounds(scene.query);
    let schema = scene
        .answer_schema()
        .and_then(|page| page.property(member))
        .and_then(Schema::items);
    let rows: Vec<Value> = rows
        .into_iter()
        .skip(offset)
        .take(limit)
        .map(|row| shown(scene, schema, row))
        .collect();
    let mut page = json!({ "limit": limit, "offset": offset, "totalCount": total_count });
    page[member] = rows.into();
    page
}

/// What the query filters by: the names of members, each with the values that it may have. Flags are
/// no filters.
pub(crate) fn filters<'a>(scene: &Scene<'a>) -> Vec<(String, Vec<&'a str>)> {
    let parameters = scene.operation.parameters.iter();
    parameters
        .filter(|parameter| !PAGING.contains(&parameter.name.as_str()))
        .filter_map(|parameter| {
            let name = match scene.document.schema(&parameter.schema).kind() {
                "boolean" => return None,
                "array" => parameter.name.trim_end_matches('s'),
                _ => &parameter.name,
            };
            let values: Vec<&str> = scene.query.all(&parameter.name).collect();
            (!values.is_empty()).then(|| (name.to_owned(), values))
        })
        .collect()
}

/// Offset and limit. What `limit=0` means is documented nowhere; here it is an empty page with the
/// total.
pub(crate) fn bounds(query: &Query<'_>) -> (usize, usize) {
    let number = |name: &str| query.first(name)?.parse().ok();
    (
        number("offset").unwrap_or_default(),
        number("limit").unwrap_or(DEFAULT_LIMIT),
    )
}

pub(crate) fn create(scene: &mut Scene<'_>) -> Outcome {
    let (collection, body) = (scene.collection(), scene.body.clone());
    let schema = scene.item_schema();
    let document = add(scene, &collection, schema, &body)?;
    Ok(Some(answer(scene, document)))
}

/// Adds what a request describes to a collection of documents of a schema, and answers it as it is kept.
pub(crate) fn add(
    scene: &mut Scene<'_>,
    collection: &str,
    schema: Schema<'static>,
    request: &Value,
) -> Result<Value, Failure> {
    let shaper = scene.stamps.shaper(scene.known);
    let mut document = fit(shaper, schema, "", request);
    let id = shaper.id();
    document[id_member(scene, schema)] = id.clone().into();
    for (name, value) in scene.known {
        if schema.property(name).is_some() && document.get(*name).is_none() {
            document[*name] = value.clone().into();
        }
    }
    scene.stamp(schema, &mut document, true);
    let work = amend(schema.name())(scene, &id, &mut document, Change::Create)?;
    scene.content.push(collection, id.clone(), document.clone());
    if let Some(row) = scene.content.get_mut(collection, &id) {
        row.work = work;
    }
    Ok(document)
}

/// The member that has the document's own id: `id`, or else the one required id that is not known
/// from the path.
fn id_member(scene: &Scene<'_>, schema: Schema<'static>) -> &'static str {
    let is_known = |name: &str| scene.known.iter().any(|(known, _)| *known == name);
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

pub(crate) fn read(scene: &mut Scene<'_>) -> Outcome {
    let (collection, id) = scene.item();
    let document = scene.content.look(&collection, &id).cloned();
    let document = document.ok_or_else(|| unknown(scene, &id))?;
    Ok(Some(answer(scene, document)))
}

/// Members that the request has take the place of those that there are; what it could have and leaves out is reset.
pub(crate) fn update(scene: &mut Scene<'_>) -> Outcome {
    let (collection, id) = scene.item();
    let schema = scene.item_schema();
    let current = scene.content.document(&collection, &id).cloned();
    let mut document = current.ok_or_else(|| unknown(scene, &id))?;
    let shaper = scene.stamps.shaper(scene.known);
    if let Some(request) = request_schema(scene) {
        let current = document.clone();
        let given = complete(request, schema, scene.body, &current);
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
    scene.stamp(schema, &mut document, false);
    let work = amend(schema.name())(scene, &id, &mut document, Change::Update)?;
    if let Some(row) = scene.content.get_mut(&collection, &id) {
        row.document = document.clone();
        row.work = work;
    }
    Ok(Some(answer(scene, document)))
}

/// The schema of the body; of a union the variant that the body is of.
fn request_schema(scene: &Scene<'_>) -> Option<Schema<'static>> {
    let document = scene.document;
    let schema = document.schema(scene.operation.body.as_ref()?);
    let Some(discriminator) = schema.discriminator() else {
        return Some(schema);
    };
    let named = scene.body[discriminator].as_str();
    let mut variants = schema.variants().into_iter();
    let found = variants.find(|(name, variant)| match named {
        Some(named) => *name == named,
        None => !variant.requires(discriminator),
    });
    found.map(|(_, variant)| variant)
}

/// What takes time to delete is there until the work is done.
pub(crate) fn delete(scene: &mut Scene<'_>) -> Outcome {
    let (collection, id) = scene.item();
    let current = scene.content.document(&collection, &id).cloned();
    let mut document = current.ok_or_else(|| unknown(scene, &id))?;
    let amend = amend(scene.item_schema().name());
    match amend(scene, &id, &mut document, Change::Delete)? {
        Some(work) => {
            if let Some(row) = scene.content.get_mut(&collection, &id) {
                row.document = document;
                row.work = Some(work);
            }
        }
        None => {
            scene.content.remove(&collection, &id);
        }
    }
    Ok(None)
}

/// A document as the operation's answer shows it.
pub(crate) fn answer(scene: &Scene<'_>, document: Value) -> Value {
    shown(scene, scene.answer_schema(), document)
}

/// A document with the members of the schema that it is shown by, which need not be those that it is
/// kept with.
fn shown(scene: &Scene<'_>, schema: Option<Schema<'_>>, document: Value) -> Value {
    let mut document = document;
    match scene.item_schema().name() {
        Some("EnvironmentObject") => environment_objects::hide_secrets(scene.query, &mut document),
        Some("Deployment") => deployments::hide_secrets(&mut document),
        _ => {}
    }
    let Some(schema) = schema else {
        return document;
    };
    let seed = shaping::seed(document["id"].as_str().unwrap_or_default());
    let shaper = Shaper::new(seed, scene.known).required();
    fit(shaper, schema, "", &document)
}

fn unknown(scene: &Scene<'_>, id: &str) -> Failure {
    let name = scene.item_schema().name().unwrap_or("item");
    Failure::unknown(&shaping::words_of(name), id)
}

/// 409: what the request wants is in the way of something else.
pub(crate) fn conflict(message: impl Into<String>) -> Failure {
    Failure::new(StatusCode::CONFLICT, message)
}

/// 400 for one member, by a rule that the document does not tell.
pub(crate) fn refused(message: impl Into<String>) -> Failure {
    Failure::new(
        StatusCode::BAD_REQUEST,
        format!("Invalid request: {}", message.into()),
    )
}

/// 400 if another document of the collection has the name already, among those that count.
pub(crate) fn expect_new_name(
    scene: &Scene<'_>,
    collection: &str,
    id: &str,
    document: &Value,
    counts: impl Fn(&Value) -> bool,
) -> Result<(), Failure> {
    let name = &document["name"];
    let mut others = scene.content.documents(collection);
    if others.any(|other| other["id"] != id && other["name"] == *name && counts(other)) {
        let kind = collection.trim_end_matches('s');
        return Err(refused(format!(
            "a {kind} with the name {name} already exists"
        )));
    }
    Ok(())
}

/// A value of another schema made from what is given of it.
pub(crate) fn make(document: &Document, shaper: Shaper<'_>, schema: &str, given: &Value) -> Value {
    fit(shaper, document.named(schema), "", given)
}
