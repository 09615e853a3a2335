//! Operations, and their effects on collections.

use serde_json::Value;

use crate::failure::JSON;

use super::schema::Schema;
use super::template::Template;

/// One operation of the document.
#[derive(Debug)]
pub(crate) struct Operation {
    pub(crate) id: String,
    pub(crate) method: String,
    pub(crate) template: Template,
    /// The query parameters.
    pub(crate) parameters: Vec<Parameter>,
    /// The schema of the JSON request body.
    pub(crate) body: Option<Value>,
    /// The success status.
    pub(crate) status: u16,
    /// The media type of its errors.
    pub(crate) error_type: String,
    /// The schema of the response, if there is one.
    pub(crate) answer: Option<Value>,
    pub(crate) act: Act,
    /// The item schema of the path's collection.
    pub(crate) item: Option<Value>,
}

/// A query parameter.
#[derive(Debug)]
pub(crate) struct Parameter {
    pub(crate) name: String,
    pub(crate) is_required: bool,
    pub(crate) schema: Value,
}

/// The effect of an operation, as derived from its method and path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Act {
    /// Returns a page of a collection, in the member of this name.
    List(String),
    /// Creates an item in a collection.
    Create,
    /// Returns an item of a collection.
    Read,
    /// Updates an item.
    Update,
    /// Deletes an item.
    Delete,
    /// Something else.
    Other,
}

/// Returns all operations of the document, in order.
pub(super) fn read_all(root: &Value) -> Vec<Operation> {
    let mut operations: Vec<Operation> = members(&root["paths"])
        .flat_map(|(path, methods)| {
            members(methods).map(move |(method, operation)| read(root, path, method, operation))
        })
        .collect();
    let acts: Vec<_> = operations
        .iter()
        .map(|operation| {
            (
                act(root, operation, &operations),
                item(root, operation, &operations),
            )
        })
        .collect();
    for (operation, (act, item)) in operations.iter_mut().zip(acts) {
        operation.act = act;
        operation.item = item;
    }
    operations
}

fn read(root: &Value, path: &str, method: &str, operation: &Value) -> Operation {
    let schema_of = |holder: &Value| {
        let (_, media) = members(&holder["content"]).next()?;
        Some(media["schema"].clone())
    };
    let (status, success) = members(&operation["responses"])
        .find_map(|(status, answer)| {
            Some((
                status
                    .parse()
                    .ok()
                    .filter(|code| (200..300).contains(code))?,
                answer,
            ))
        })
        .unwrap_or((200, &Value::Null));
    let parameters = operation["parameters"].as_array().into_iter().flatten();
    Operation {
        id: operation["operationId"]
            .as_str()
            .unwrap_or_default()
            .to_owned(),
        method: method.to_uppercase(),
        template: Template::parse(path),
        parameters: parameters
            .map(|parameter| follow(root, parameter))
            .filter(|parameter| parameter["in"] == "query")
            .map(|parameter| Parameter {
                name: parameter["name"].as_str().unwrap_or_default().to_owned(),
                is_required: parameter["required"].as_bool().unwrap_or_default(),
                schema: parameter["schema"].clone(),
            })
            .collect(),
        body: schema_of(follow(root, &operation["requestBody"])),
        status,
        error_type: members(&operation["responses"])
            .filter(|(status, _)| !status.starts_with('2'))
            .find_map(|(_, answer)| members(&follow(root, answer)["content"]).next())
            .map_or(JSON, |(media_type, _)| media_type)
            .to_owned(),
        answer: schema_of(follow(root, success)),
        act: Act::Other,
        item: None,
    }
}

fn follow<'a>(root: &'a Value, value: &'a Value) -> &'a Value {
    value["$ref"]
        .as_str()
        .and_then(|reference| root.pointer(reference.trim_start_matches('#')))
        .unwrap_or(value)
}

fn members(value: &Value) -> impl Iterator<Item = (&str, &Value)> {
    value
        .as_object()
        .into_iter()
        .flatten()
        .map(|(name, member)| (name.as_str(), member))
}

/// Returns whether a path is a collection: there is another path for one item of it.
fn act(root: &Value, operation: &Operation, all: &[Operation]) -> Act {
    let is_collection = all
        .iter()
        .any(|other| other.template.is_item_of(&operation.template));
    let is_item = operation.template.last_id().is_some();
    match (operation.method.as_str(), is_collection, is_item) {
        ("GET", true, _) => {
            page_member(root, operation).map_or(Act::Other, |(name, _)| Act::List(name))
        }
        ("POST", true, false) if operation.answer.is_some() => Act::Create,
        ("GET", _, true) => Act::Read,
        ("POST", _, true) => Act::Update,
        ("DELETE", _, true) => Act::Delete,
        _ => Act::Other,
    }
}

/// Returns the member of a page that has the rows, with the schema of a row.
fn page_member(root: &Value, operation: &Operation) -> Option<(String, Value)> {
    let page = Schema::new(root, operation.answer.as_ref()?);
    page.property("totalCount")?;
    page.properties()
        .find(|(name, property)| page.requires(name) && property.kind() == "array")
        .and_then(|(name, property)| Some((name.to_owned(), property.value("items")?.clone())))
}

/// Returns the response schema of a creation; of one item if several are created at once.
fn created(root: &Value, operation: &Operation) -> Option<Value> {
    let answer = operation.answer.as_ref()?;
    match page_member(root, operation) {
        Some((_, row)) if Schema::new(root, answer).property("id").is_none() => Some(row),
        _ => Some(answer.clone()),
    }
}

/// Returns the item schema of a path's collection: the response of reading one, or of creating one, or else the rows of
/// its list.
fn item(root: &Value, operation: &Operation, all: &[Operation]) -> Option<Value> {
    let collection = match operation.template.last_id() {
        Some(_) => operation.template.without_last(),
        None => operation.template.clone(),
    };
    let one = |method: &str| {
        all.iter()
            .find(|other| other.method == method && other.template.is_item_of(&collection))
            .and_then(|other| other.answer.clone())
    };
    let whole = |method: &str| {
        all.iter()
            .find(|other| other.method == method && other.template.same_as(&collection))
    };
    one("GET")
        .or_else(|| created(root, whole("POST")?))
        .or_else(|| page_member(root, whole("GET")?).map(|(_, row)| row))
}
