//! Features beyond JSON and plain parameters, and the generated code. The library fixture uses all of them, and another
//! test compiles its code.

use astro_api_codegen::{generate, normalized};
use serde_json::Value;

use crate::documents;

#[test]
fn all_request_encodings_are_generated() {
    let code = generate(documents::plain(&documents::library())).unwrap();
    super::snapshot("encodings", &code.files["builder/encodings.rs"]);
}

/// Returns the operation at `/books` of a document with these members, as passed to progenitor.
fn operation(members: &str) -> Value {
    let document = documents::with(members);
    let text = normalized(documents::plain(&document)).unwrap();
    let mut document: Value = serde_json::from_str(&text).unwrap();
    let mut operation = document["paths"]["/books"]["get"].take();
    operation["components"] = document["components"]["schemas"].take();
    operation
}

fn names(operation: &Value) -> Vec<&str> {
    let parameters = operation["parameters"].as_array().unwrap();
    parameters
        .iter()
        .map(|p| p["name"].as_str().unwrap())
        .collect()
}

#[test]
fn operation_without_id_is_named_after_its_path() {
    let paths = "paths:
  '/': { get: { responses: {} } }
  /books: { get: { operationId: '', responses: {} }, post: { operationId: get-v1-books, responses: {} } }
  /v1/books: { get: { responses: {} } }
  '/v1/books/{bookId}/pages/{n}.pdf': { get: { responses: {}, parameters: [
    { name: bookId, in: path, required: true, schema: { type: string } }, { name: n, in: path, required: true, schema: { type: string } }] } }
  '/{type}/@self': { get: { responses: {}, parameters: [{ name: type, in: path, required: true, schema: { type: string } }] } }
";
    let document = documents::with(paths);
    let text = normalized(documents::plain(&document)).unwrap();
    let document: Value = serde_json::from_str(&text).unwrap();
    let ids: Vec<&str> = document["paths"]
        .as_object()
        .unwrap()
        .values()
        .map(|item| item["get"]["operationId"].as_str().unwrap())
        .collect();
    assert_eq!(
        ids,
        [
            "get",
            "getBooks",
            "getV1Books2",
            "getV1BooksByBookIdPagesByNPdf",
            "getByTypeSelf_",
        ]
    );
}

#[test]
fn query_object_becomes_parameters_in_place() {
    let operation = operation(
        "paths: { /books: { get: { operationId: ListBooks, responses: {}, parameters: [
    { name: page, in: query, required: true, deprecated: true, description: The page., style: deepObject,
      schema: { type: object, required: [size], properties: { size: { type: integer }, after: { type: string, description: A cursor. } } } },
    { name: shelf, in: query, schema: { type: string } }] } } }",
    );
    assert_eq!(names(&operation), ["page[size]", "shelf", "page[after]"]);
    let parameters = &operation["parameters"];
    assert_eq!(parameters[0]["required"], true);
    assert_eq!(parameters[0]["deprecated"], true);
    assert_eq!(parameters[0]["description"], "The page.");
    assert_eq!(parameters[2]["required"], false);
    assert_eq!(parameters[2].get("description"), None);
}

#[test]
fn parameters_with_the_same_setter_name_are_renamed() {
    let operation = operation(
        "paths: { /books: { get: { operationId: ListBooks, responses: {}, parameters: [
    { name: id, in: query, schema: { type: string } }, { name: Id, in: header, schema: { type: string } },
    { name: ID, in: header, schema: { type: string } }, { name: id-header, in: query, schema: { type: string } }] } } }",
    );
    assert_eq!(
        names(&operation),
        ["id", "Id-header", "ID-header-2", "id-header-query"]
    );
    let wire: Vec<_> = operation["parameters"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| &p["x-astro-wire"])
        .collect();
    assert_eq!(
        wire,
        [
            &Value::Null,
            &"Id".into(),
            &"ID".into(),
            &"id-header".into()
        ]
    );
}

/// The same JSON with another description is the same type, and so is JSON beside an empty body; two types are
/// rejected.
#[test]
fn equal_response_types_are_merged() {
    let two_responses = |first: &str, second: &str| {
        format!(
            "paths: {{ /books: {{ get: {{ operationId: GetBook, responses: {{ '200': {first}, '202': {second} }} }} }} }}"
        )
    };
    let json = "{ description: A., content: { application/json: { schema: { type: string, description: One. } } } }";
    let same = "{ description: B., content: { application/hal+json: { schema: { type: string, example: x } } } }";
    let empty = "{ description: C. }";
    let bytes = "{ description: D., content: { image/png: {} } }";
    for (first, second, kept_status, may_be_empty) in [
        (json, same, "200", false),
        (json, empty, "200", true),
        (empty, json, "202", true),
        (bytes, empty, "200", false),
    ] {
        let operation = operation(&two_responses(first, second));
        let statuses: Vec<&String> = operation["responses"].as_object().unwrap().keys().collect();
        assert_eq!(statuses, [kept_status]);
        assert_eq!(
            operation.get("x-astro-may-be-empty").is_some(),
            may_be_empty,
            "{first} {second}"
        );
    }
    let document = documents::with(&two_responses(json, bytes));
    let error = generate(documents::plain(&document)).unwrap_err();
    assert_eq!(error.kind(), astro_api_codegen::ErrorKind::ResponseTypes);
}

#[test]
fn references_to_any_location_are_resolved() {
    let operation = operation(
        "paths:
  /books:
    get: { operationId: A, responses: { '200': { $ref: '#/paths/~1b%7By%7D/get/responses/200' } } }
  '/b{y}': { get: { operationId: B, parameters: [{ name: y, in: path, required: true, schema: { type: string } }],
      responses: { '200': { description: B., content: { application/json: { schema: { $ref: '#/components/schemas/Book/properties/cover' } } } } } } }
  /c: { $ref: '#/components/x-items/c' }
components:
  x-items:
    c: { get: { operationId: C, responses: {} } }
  schemas:
    Book: { type: object, properties: { cover: { $ref: '#/components/x-schemas/Cover', description: Its cover. } } }
  x-schemas:
    Cover: { type: object, properties: { color: { type: string }, book: { $ref: '#/components/schemas/Book' } } }
",
    );
    let reference = operation["responses"]["200"]["content"]["application/json"]["schema"]["$ref"]
        .as_str()
        .unwrap();
    let name = reference.strip_prefix("#/components/schemas/").unwrap();
    let cover = &operation["components"][name];
    assert_eq!(cover["description"], "Its cover.");
    assert_eq!(cover["properties"]["color"]["type"], "string");
    assert_eq!(
        cover["properties"]["book"]["$ref"],
        "#/components/schemas/Book"
    );
}
