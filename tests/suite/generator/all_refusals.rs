//! All violations in a document are reported, each with its location.

use astro_api_codegen::refusals;

use crate::documents;

fn violations(members: &str) -> Vec<String> {
    let text = documents::with(members);
    refusals(documents::plain(&text))
        .iter()
        .map(ToString::to_string)
        .collect()
}

#[test]
fn accepted_document_has_no_refusals() {
    assert_eq!(
        refusals(documents::plain(&documents::library())),
        [],
        "the library is accepted"
    );
}

#[test]
fn refusals_are_listed_with_locations() {
    let found = violations(
        "paths:
  /books/{id}:
    parameters:
      - { name: id, in: path, required: true, schema: { type: string } }
    get:
      operationId: GetBook
      parameters:
        - { name: a, in: cookie, schema: { type: string } }
        - { name: b, in: query, schema: { type: string } }
        - { name: c, in: body, schema: { type: string } }
      responses: { '200': { description: B. } }
    put:
      operationId: 7
      responses: { '200': { description: B. } }
    delete:
      operationId: DeleteBook
      responses:
        '200': { content: { application/json: { schema: { $ref: '#/components/schemas/Odd' } } } }
  /loans:
    get:
      operationId: GetLoans
      responses: { '200': { $ref: '#/components/responses/Gone' } }
components:
  schemas:
    Odd:
      type: object
      properties:
        day: { type: object, required: later }",
    );
    assert_eq!(
        found,
        [
            "at #/paths/~1loans/get/responses/200 of the document: refers to #/components/responses/Gone, which is not in this document",
            "at #/paths/~1books~1{id}/get/parameters/0 of the document: is a cookie parameter, which is not supported",
            "at #/paths/~1books~1{id}/get/parameters/2/in of the document: is `body`, which is not supported",
            "at #/paths/~1books~1{id}/put/operationId of the document: is not a string",
            "at #/components/schemas/Odd/properties/day of the document: has a string \"later\" where a sequence is expected",
            "at #/paths/~1books~1{id}/delete/responses/200 of the document: has no `description`, which OpenAPI 3.0 requires",
        ]
    );
}

/// The OpenAPI parser gives no location below the paths.
#[test]
fn missing_response_description_is_a_refusal() {
    let found = violations(
        "paths: { /books: { get: { operationId: ListBooks, responses: { '200': { content: {} } } } } }",
    );
    assert_eq!(
        found,
        [
            "at #/paths/~1books/get/responses/200 of the document: has no `description`, which OpenAPI 3.0 requires"
        ]
    );
}

#[test]
fn fatal_refusal_is_the_only_one() {
    for text in [
        "",
        "openapi: 3.1.0",
        "openapi: [",
        "openapi: 3.0.3\npaths: []",
    ] {
        assert_eq!(refusals(documents::plain(text)).len(), 1, "{text}");
    }
}

/// A truncated list would hide the violations that are new in another document.
#[test]
fn long_list_of_refusals_is_complete() {
    let paths: Vec<String> = (0..60)
        .map(|i| format!("/p{i}: {{ get: {{ operationId: 7, responses: {{}} }} }}"))
        .collect();
    let found = violations(&format!("paths: {{ {} }}", paths.join(", ")));
    assert_eq!(found.len(), 60);
}
