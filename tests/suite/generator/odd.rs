//! Unusual documents. Each leads to code or to an error with the location, and none to a panic.

use astro_api_codegen::{Place, generate};

use crate::documents;

/// Unusual schemas, each as `Odd` in requests and responses of a document, directly, in a property and in a list.
const SCHEMAS: [(&str, &str); 43] = [
    ("nothing", "{}"),
    ("null", "null"),
    ("true", "true"),
    ("a text", "later"),
    ("an unknown type", "{ type: date }"),
    ("two types", "{ type: [string, integer] }"),
    ("not", "{ not: { type: string } }"),
    ("an empty oneOf", "{ oneOf: [] }"),
    ("a oneOf that is a text", "{ oneOf: later }"),
    (
        "an allOf of a text and a number",
        "{ allOf: [{ type: string }, { type: integer }] }",
    ),
    (
        "an allOf of itself",
        "{ allOf: [{ $ref: '#/components/schemas/Odd' }, { type: object }] }",
    ),
    (
        "an allOf with one property twice",
        "{ allOf: [{ type: object, properties: { a: { type: string } } }, { type: object, properties: { a: { type: integer } } }] }",
    ),
    (
        "an allOf beside properties",
        "{ type: object, properties: { a: { type: string } }, allOf: [{ $ref: '#/components/schemas/Plain' }] }",
    ),
    (
        "a oneOf of the same twice",
        "{ oneOf: [{ type: string }, { type: string }] }",
    ),
    (
        "a oneOf beside an enum",
        "{ enum: [A], oneOf: [{ type: string }] }",
    ),
    (
        "an anyOf of a list",
        "{ anyOf: [{ type: array, items: { type: string } }, { type: string }] }",
    ),
    (
        "a reference to itself",
        "{ $ref: '#/components/schemas/Odd' }",
    ),
    (
        "a list of itself",
        "{ type: array, items: { $ref: '#/components/schemas/Odd' } }",
    ),
    (
        "a map of itself",
        "{ type: object, additionalProperties: { $ref: '#/components/schemas/Odd' } }",
    ),
    (
        "a required property of its own type",
        "{ type: object, required: [a], properties: { a: { $ref: '#/components/schemas/Odd' } } }",
    ),
    ("a list without items", "{ type: array }"),
    (
        "a list of lists",
        "{ type: array, items: { type: array, items: { type: string, enum: [A] } } }",
    ),
    (
        "a set",
        "{ type: array, uniqueItems: true, items: { type: number } }",
    ),
    (
        "no further properties",
        "{ type: object, additionalProperties: false, properties: { a: { type: string } } }",
    ),
    (
        "further properties alone",
        "{ type: object, additionalProperties: true }",
    ),
    ("required alone", "{ type: object, required: [a] }"),
    (
        "a property without a name",
        "{ type: object, properties: { '': { type: string } } }",
    ),
    (
        "a property of signs",
        "{ type: object, properties: { '$': { type: string }, '@': { type: string } } }",
    ),
    (
        "two properties with one field",
        "{ type: object, properties: { aB: { type: string }, a_b: { type: string } } }",
    ),
    ("an enum without values", "{ type: string, enum: [] }"),
    (
        "an enum of null",
        "{ type: string, nullable: true, enum: [null] }",
    ),
    ("an enum of nothing", "{ type: string, enum: [''] }"),
    ("an enum of signs", "{ type: string, enum: ['+', '-'] }"),
    (
        "an enum with one value in two cases",
        "{ type: string, enum: [open, OPEN] }",
    ),
    (
        "an enum with one value twice",
        "{ type: string, enum: [OPEN, OPEN] }",
    ),
    (
        "an enum of whole numbers",
        "{ type: integer, enum: [1, 2] }",
    ),
    ("an enum of both", "{ type: string, enum: [A, 1] }"),
    ("an enum without a type", "{ enum: [A, B] }"),
    (
        "formats",
        "{ type: object, required: [i, u, d, t, x, y, b, f], properties: { i: { type: integer, format: int32 }, u: { type: string, format: uuid }, d: { type: string, format: date }, t: { type: string, format: date-time }, x: { type: string, format: ipv4 }, y: { type: string, format: byte }, b: { type: string, format: binary }, f: { type: number, format: float } } }",
    ),
    (
        "bounds that no number meets",
        "{ type: object, properties: { a: { type: integer, minimum: 5, maximum: 1 }, b: { type: integer, minimum: 0.5 } } }",
    ),
    (
        "a bound that no number holds",
        "{ type: string, maxLength: 99999999999999999999 }",
    ),
    (
        "a default of another type",
        "{ type: object, properties: { a: { type: integer, default: many } } }",
    ),
    (
        "a page of two lists",
        "{ type: object, properties: { a: { type: array, items: { type: string } }, b: { type: array, items: { type: string } }, totalCount: { type: integer } } }",
    ),
];

/// Unusual documents that are not about a schema.
const PATHS: [(&str, &str); 14] = [
    ("no operations", "{}"),
    (
        "a path item without operations",
        "/odd: { summary: Nothing. }",
    ),
    (
        "every method",
        "/odd: { get: { operationId: a, responses: {} }, put: { operationId: b, responses: {} }, post: { operationId: c, responses: {} }, delete: { operationId: d, responses: {} }, options: { operationId: e, responses: {} }, head: { operationId: f, responses: {} }, patch: { operationId: g, responses: {} }, trace: { operationId: h, responses: {} } }",
    ),
    (
        "a path without a slash",
        "odd: { get: { operationId: odd, responses: {} } }",
    ),
    (
        "a brace that is not closed",
        "'/odd/{id': { get: { operationId: odd, responses: {} } }",
    ),
    (
        "a brace around nothing",
        "'/odd/{}': { get: { operationId: odd, responses: {} } }",
    ),
    (
        "two placeholders in one segment",
        "'/odd/{a}-{b}': { get: { operationId: odd, responses: {}, parameters: [{ name: a, in: path, required: true, schema: { type: string } }, { name: b, in: path, required: true, schema: { type: string } }] } }",
    ),
    (
        "a path parameter that the path lacks",
        "/odd: { get: { operationId: odd, responses: {}, parameters: [{ name: a, in: path, required: true, schema: { type: string } }] } }",
    ),
    (
        "an object in the query",
        "/odd: { get: { operationId: odd, responses: {}, parameters: [{ name: a, in: query, schema: { type: object, properties: { b: { type: string } } } }] } }",
    ),
    (
        "a list in the path",
        "'/odd/{a}': { get: { operationId: odd, responses: {}, parameters: [{ name: a, in: path, required: true, schema: { type: array, items: { type: string } } }] } }",
    ),
    (
        "a list in a header",
        "/odd: { get: { operationId: odd, responses: {}, parameters: [{ name: a, in: header, schema: { type: array, items: { type: string } } }] } }",
    ),
    (
        "anything in the query",
        "/odd: { get: { operationId: odd, responses: {}, parameters: [{ name: a, in: query, schema: {} }] } }",
    ),
    (
        "a status that is no success",
        "/odd: { get: { operationId: odd, responses: { '302': { description: Elsewhere. } } } }",
    ),
    (
        "tags that are no names",
        "/odd: { get: { operationId: a, tags: [''], responses: {} }, put: { operationId: b, tags: [mod], responses: {} }, post: { operationId: c, tags: ['1st', x], responses: {} } }",
    ),
];

/// Returns a document with an unusual schema.
fn document_with_schema(schema: &str) -> String {
    let reference = "{ $ref: '#/components/schemas/Odd' }";
    documents::with(&format!(
        "paths:
  /odd:
    put:
      operationId: PutOdd
      requestBody: {{ required: true, content: {{ application/json: {{ schema: {reference} }} }} }}
      responses: {{ '200': {{ description: Odd., content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/Holder' }} }} }} }} }}
    post:
      operationId: PostOdd
      requestBody: {{ required: true, content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/Holder' }} }} }} }}
      responses: {{ '200': {{ description: Odd., content: {{ application/json: {{ schema: {reference} }} }} }} }}
components:
  schemas:
    Odd: {schema}
    Holder: {{ type: object, required: [odd], properties: {{ odd: {reference}, maybe: {reference}, odds: {{ type: array, items: {reference} }}, inPlace: {schema} }} }}
    Plain: {{ type: object, properties: {{ b: {{ type: string }} }} }}
"
    ))
}

/// The name and the text of each.
fn all() -> impl Iterator<Item = (&'static str, String)> {
    let schemas = SCHEMAS.map(|(what, schema)| (what, document_with_schema(schema)));
    let paths = PATHS.map(|(what, path)| (what, documents::with(&format!("paths:\n  {path}"))));
    schemas.into_iter().chain(paths)
}

#[test]
fn unusual_documents_give_code_or_an_error_with_location() {
    let mut table = String::new();
    for (what, text) in all() {
        let came = match generate(documents::plain(&text)) {
            Ok(_) => "gives code".to_owned(),
            Err(error) => {
                assert!(
                    matches!(error.place(), Place::Document(_)),
                    "{what}: {error}"
                );
                error.to_string()
            }
        };
        table.push_str(&format!("{what}\n  {came}\n"));
    }
    super::snapshot("odd", &table);
}
