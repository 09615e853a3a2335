//! The documents that the generator rejects, each with its message: every message must name the location in the
//! document and the problem.

use astro_api_codegen::{Place, generate};

use crate::documents;

/// Texts that are not a supported document.
const TEXTS: [(&str, &str); 10] = [
    ("nothing", ""),
    ("a text", "Hello."),
    ("a list", "- openapi: 3.0.3"),
    ("not YAML", "openapi: [3.0.3"),
    ("not JSON", r#"{"openapi": "3.0.3", "paths": {}"#),
    ("OpenAPI 3.1", "openapi: 3.1.0\npaths: {}"),
    ("a version that is a number", "openapi: 3.0\npaths: {}"),
    ("Swagger 2", "swagger: '2.0'\npaths: {}"),
    ("no info", "openapi: 3.0.3\npaths: {}"),
    (
        "no paths",
        "openapi: 3.0.3\ninfo: { title: T, version: '1' }",
    ),
];

/// Returns an operation, given everything but its name.
macro_rules! operation {
    ($more:literal) => {
        concat!(
            "paths: { /books: { get: { operationId: ListBooks, ",
            $more,
            " } } }"
        )
    };
}

/// Returns an operation with this one parameter.
macro_rules! parameter {
    ($parameter:literal) => {
        concat!(
            "paths: { /books: { get: { operationId: ListBooks, responses: {}, parameters: [",
            $parameter,
            "] } } }"
        )
    };
}

/// Documents without their header.
const DOCUMENTS: [(&str, &str); 37] = [
    ("paths are a list", "paths: []"),
    ("a path item that is a text", "paths: { /books: later }"),
    (
        "a path item behind a reference",
        "paths: { /books: { $ref: 'other.yaml' } }",
    ),
    (
        "an operation that is a list",
        "paths: { /books: { get: [] } }",
    ),
    (
        "an operationId that is a number",
        "paths: { /books: { get: { operationId: 7, responses: {} } } }",
    ),
    (
        "two operations with one method",
        "paths: { /books: { get: { operationId: listBooks, responses: {} }, post: { operationId: List-Books, responses: {} } } }",
    ),
    (
        "two operations with one builder",
        "paths: { /books: { get: { operationId: list1, responses: {} }, post: { operationId: list-1, responses: {} } } }",
    ),
    (
        "two paths that differ by the name of a parameter only",
        "paths: { '/books/{a}': { get: { operationId: getA, responses: {}, parameters: [{ name: a, in: path, required: true, schema: { type: string } }] } }, '/books/{b}': { get: { operationId: getB, responses: {}, parameters: [{ name: b, in: path, required: true, schema: { type: string } }] } } }",
    ),
    ("no responses", operation!("summary: Nothing")),
    (
        "parameters are no list",
        operation!("responses: {}, parameters: {}"),
    ),
    (
        "a parameter without a name",
        parameter!("{ in: query, schema: { type: string } }"),
    ),
    (
        "a cookie",
        parameter!("{ name: a, in: cookie, schema: { type: string } }"),
    ),
    (
        "a parameter in the body",
        parameter!("{ name: a, in: body, schema: { type: string } }"),
    ),
    (
        "an object of any properties",
        parameter!("{ name: a, in: query, style: deepObject, schema: { type: object } }"),
    ),
    (
        "deepObject of a text",
        parameter!("{ name: a, in: query, style: deepObject, schema: { type: string } }"),
    ),
    (
        "an object joined by commas",
        parameter!(
            "{ name: a, in: query, explode: false, schema: { type: object, properties: { b: { type: string } } } }"
        ),
    ),
    (
        "an object in an object",
        parameter!(
            "{ name: a, in: query, schema: { type: object, properties: { b: { type: object, properties: { c: { type: string } } } } } }"
        ),
    ),
    (
        "an object that contains itself",
        "paths: { /books: { get: { operationId: ListBooks, responses: {}, parameters: [{ name: a, in: query, style: deepObject, schema: { $ref: '#/components/schemas/A' } }] } } }\ncomponents: { schemas: { A: { type: object, properties: { a: { $ref: '#/components/schemas/A' } } } } }",
    ),
    (
        "a text joined by pipes",
        parameter!("{ name: a, in: query, style: pipeDelimited, schema: { type: string } }"),
    ),
    (
        "a matrix",
        parameter!(
            "{ name: a, in: path, style: matrix, required: true, schema: { type: string } }"
        ),
    ),
    (
        "no schema",
        parameter!("{ name: a, in: query, content: { application/json: {} } }"),
    ),
    (
        "two parameters with one method",
        "paths: { '/books/{aB}/{a-b}': { get: { operationId: ListBooks, responses: {}, parameters: [{ name: aB, in: path, required: true, schema: { type: string } }, { name: a-b, in: path, required: true, schema: { type: string } }] } } }",
    ),
    (
        "a path parameter that is not required",
        "paths: { '/books/{id}': { get: { operationId: GetBook, responses: {}, parameters: [{ name: id, in: path, schema: { type: string } }] } } }",
    ),
    (
        "a path parameter that is not declared",
        "paths: { '/books/{id}': { get: { operationId: GetBook, responses: {} } } }",
    ),
    (
        "a reference to nowhere",
        operation!("responses: { '200': { $ref: '#/components/responses/Gone' } }"),
    ),
    (
        "a reference to a schema that is not there",
        operation!(
            "responses: { '200': { description: B., content: { application/json: { schema: { $ref: '#/components/schemas/Gone' } } } } }"
        ),
    ),
    (
        "a reference to another file",
        operation!(
            "responses: { '200': { description: B., content: { application/json: { schema: { $ref: 'other.yaml#/Book' } } } } }"
        ),
    ),
    (
        "a reference to itself",
        "paths: { /books: { get: { operationId: ListBooks, responses: {}, parameters: [{ $ref: '#/components/parameters/A' }] } } }\ncomponents: { parameters: { A: { $ref: '#/components/parameters/A' } } }",
    ),
    (
        "two types of success",
        operation!(
            "responses: { '200': { description: B., content: { application/json: { schema: { type: string } } } }, '201': { description: C., content: { application/json: { schema: { type: integer } } } } }"
        ),
    ),
    (
        "a request body without a media type",
        "paths: { /books: { post: { operationId: AddBook, responses: {}, requestBody: { content: {} } } } }",
    ),
    (
        "a request body without a content",
        "paths: { /books: { post: { operationId: AddBook, responses: {}, requestBody: {} } } }",
    ),
    (
        "a schema that refers to itself by another way",
        operation!(
            "responses: { '200': { description: B., content: { application/json: { schema: { type: object, properties: { a: { $ref: '#/paths/~1books/get/responses/200/content/application~1json/schema' } } } } } } }"
        ),
    ),
    (
        "two schemas with one type",
        "paths: {}\ncomponents: { schemas: { BookPage: { type: object }, book-page: { type: object } } }",
    ),
    (
        "a discriminator that names no property",
        "paths: {}\ncomponents: { schemas: { A: { type: object }, Event: { oneOf: [{ $ref: '#/components/schemas/A' }], discriminator: {} } } }",
    ),
    (
        "a discriminator beside a variant in place",
        "paths: {}\ncomponents: { schemas: { Event: { oneOf: [{ type: object }], discriminator: { propertyName: kind } } } }",
    ),
    (
        "two tags with one variant",
        "paths: {}\ncomponents: { schemas: { A: { type: object }, B: { type: object }, Event: { oneOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }], discriminator: { propertyName: kind, mapping: { one-two: '#/components/schemas/A', ONE_TWO: '#/components/schemas/B' } } } } }",
    ),
    (
        "the value UNKNOWN_VALUE",
        operation!(
            "responses: {}, parameters: [{ name: state, in: query, schema: { type: string, enum: [NEW, UNKNOWN_VALUE] } }]"
        ),
    ),
];

#[test]
fn every_refusal_has_location_and_reason() {
    let documents = DOCUMENTS.map(|(what, members)| (what, documents::with(members)));
    let texts = TEXTS.map(|(what, text)| (what, text.to_owned()));
    let mut table = String::new();
    for (what, text) in texts.into_iter().chain(documents) {
        match generate(documents::plain(&text)) {
            Ok(_) => panic!("{what}: is not refused"),
            Err(error) => {
                assert!(
                    matches!(error.place(), Place::Document(_)),
                    "{what}: {error}"
                );
                table.push_str(&format!("{what}\n  {error}\n"));
            }
        }
    }
    super::snapshot("refusals", &table);
}
