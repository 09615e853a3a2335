//! Operations, and their effects on collections.

use astro_api_openapi_model::{Document, Operation as Declared, Schema, page_collection};

use crate::failure::JSON;

use super::template::Template;

/// One operation of the document.
#[derive(Debug)]
pub(crate) struct Operation {
    pub(crate) id: &'static str,
    pub(crate) method: String,
    pub(crate) template: Template,
    /// The query parameters.
    pub(crate) parameters: Vec<Parameter>,
    /// The schema of the JSON request body.
    pub(crate) body: Option<Schema<'static>>,
    /// The success status.
    pub(crate) status: u16,
    /// The media type of its errors.
    pub(crate) error_type: &'static str,
    /// The schema of the JSON response.
    pub(crate) response: Option<Schema<'static>>,
    pub(crate) effect: Effect,
    /// The item schema of the path's collection.
    pub(crate) item: Option<Schema<'static>>,
}

/// A query parameter.
#[derive(Debug)]
pub(crate) struct Parameter {
    pub(crate) name: &'static str,
    pub(crate) is_required: bool,
    pub(crate) schema: Schema<'static>,
}

/// The effect of an operation, as derived from its method and path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Effect {
    /// Returns a page of a collection, in the member of this name.
    List(&'static str),
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
pub(super) fn read_all(document: Document<'static>) -> Vec<Operation> {
    let mut operations: Vec<Operation> = document.operations().map(|o| read(&o)).collect();
    let derived: Vec<_> = operations
        .iter()
        .map(|operation| (effect(operation, &operations), item(operation, &operations)))
        .collect();
    for (operation, (effect, item)) in operations.iter_mut().zip(derived) {
        operation.effect = effect;
        operation.item = item;
    }
    operations
}

fn read(declared: &Declared<'static>) -> Operation {
    let success = declared
        .successes()
        .into_iter()
        .find_map(|(status, response)| Some((status.parse().ok()?, response)));
    let error_type = declared
        .responses()
        .filter(|(status, _)| !status.starts_with('2'))
        .find_map(|(_, error)| error.object("content")?.keys().next());
    let parameters = declared.parameters();
    let in_query = parameters
        .iter()
        .filter(|parameter| parameter.r#in == "query");
    let body = declared.request_body();
    Operation {
        id: declared.id().unwrap_or_default(),
        method: declared.method.to_uppercase(),
        template: Template::parse(declared.path),
        parameters: in_query
            .filter_map(|parameter| {
                Some(Parameter {
                    name: parameter.name,
                    is_required: parameter.is_required,
                    schema: declared.parameter_schema(parameter)?,
                })
            })
            .collect(),
        body: body.and_then(|body| declared.json_schema(&body)),
        status: success.as_ref().map_or(200, |(status, _)| *status),
        error_type: error_type.map_or(JSON, String::as_str),
        response: success.and_then(|(_, response)| declared.json_schema(&response)),
        effect: Effect::Other,
        item: None,
    }
}

/// A path is a collection if there is another path for one item of it.
fn effect(operation: &Operation, all: &[Operation]) -> Effect {
    let is_collection = all
        .iter()
        .any(|other| other.template.is_item_of(&operation.template));
    let is_item = operation.template.last_id().is_some();
    match (operation.method.as_str(), is_collection, is_item) {
        ("GET", true, _) => rows(operation).map_or(Effect::Other, |(name, _)| Effect::List(name)),
        ("POST", true, false) if operation.response.is_some() => Effect::Create,
        ("GET", _, true) => Effect::Read,
        ("POST", _, true) => Effect::Update,
        ("DELETE", _, true) => Effect::Delete,
        _ => Effect::Other,
    }
}

/// Returns the member of a page that has the rows, with the schema of a row.
fn rows(operation: &Operation) -> Option<(&'static str, Schema<'static>)> {
    let page = operation.response.as_ref()?;
    let name = page_collection(page)?;
    Some((name, page.property(name)?.items()?))
}

/// Returns the response schema of a creation; of one item if several are created at once.
fn created(operation: &Operation) -> Option<Schema<'static>> {
    let response = operation.response.as_ref()?;
    match rows(operation) {
        Some((_, row)) if response.property("id").is_none() => Some(row),
        _ => Some(response.clone()),
    }
}

/// Returns the item schema of a path's collection: the response of reading one, or of creating one, or else the rows of
/// its list.
fn item(operation: &Operation, all: &[Operation]) -> Option<Schema<'static>> {
    let collection = match operation.template.last_id() {
        Some(_) => operation.template.without_last(),
        None => operation.template.clone(),
    };
    let of_item = |method: &str| {
        all.iter()
            .find(|other| other.method == method && other.template.is_item_of(&collection))
            .and_then(|other| other.response.clone())
    };
    let of_collection = |method: &str| {
        all.iter()
            .find(|other| other.method == method && other.template.same_as(&collection))
    };
    of_item("GET")
        .or_else(|| created(of_collection("POST")?))
        .or_else(|| rows(of_collection("GET")?).map(|(_, row)| row))
}
