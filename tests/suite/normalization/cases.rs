//! A small document for each normalization step.

use super::case;
use crate::documents::cases;

cases! {
    references: "references", r##"
paths:
  /books:
    parameters:
      - $ref: "#/components/parameters/Trace"
      - { name: shelf, in: query, schema: { type: string } }
    get:
      operationId: ListBooks
      parameters:
        - { name: shelf, in: query, schema: { type: integer } }
      responses:
        "200": { $ref: "#/components/responses/Books" }
    post:
      operationId: AddBook
      requestBody: { $ref: "#/components/requestBodies/Book" }
      responses: {}
components:
  parameters:
    Trace: { name: trace, in: header, schema: { type: string } }
  requestBodies:
    Book: { content: { application/json: { schema: { $ref: "#/components/schemas/Book", nullable: true, description: The book. } } } }
  responses:
    Books: { $ref: "#/components/responses/List" }
    List: { description: Books., content: {} }
  schemas:
    Book: { type: object }
"##;

    operation_ids: "operation-ids", r##"
paths:
  /books/{bookId}:
    get: { responses: {} }
    put: { operationId: ReplaceBook, responses: {} }
"##;

    query_parameters: "query-parameters", r##"
paths:
  /books:
    get:
      operationId: ListBooks
      parameters:
        - { name: filter, in: query, style: deepObject, schema: { $ref: "#/components/schemas/Filter" } }
        - { name: page, in: query, schema: { type: object, properties: { size: { type: integer }, after: { type: string } } } }
        - { name: ids, in: query, explode: false, schema: { type: array, items: { type: string } } }
        - { name: tags, in: query, style: spaceDelimited, schema: { type: array, items: { type: string } } }
        - { name: title, in: query, explode: false, schema: { type: string } }
        - { name: shelves, in: query, schema: { type: array, items: { type: string } } }
      responses: {}
components:
  schemas:
    Filter: { type: object, properties: { genre: { type: string }, year: { type: object, properties: { min: { type: integer } } } } }
"##;

    validate: "validate", r##"
paths:
  /books:
    get:
      operationId: ListBooks
      parameters:
        - { name: filter, in: cookie, schema: { type: string } }
      responses: {}
"##;

    contents: "contents", r##"
paths:
  /books:
    post:
      operationId: AddBook
      requestBody:
        content:
          application/xml: { schema: { type: string } }
          application/merge-patch+json: { schema: { type: object } }
      responses:
        "200": { description: A picture., content: { image/png: { schema: { type: array, items: { type: integer } } } } }
        "202": { description: Anything., content: { text/plain: {}, Application/JSON; charset=utf-8: {} } }
        "204": { description: Nothing., content: {} }
        "206": { description: Anything that is no text., content: { "*/*": { schema: { type: object } } } }
    put:
      operationId: SetText
      requestBody: { content: { application/xml: {}, text/plain: {} } }
      responses: {}
    patch:
      operationId: SetForm
      requestBody: { content: { application/xml: {}, application/x-www-form-urlencoded: { schema: { type: object, properties: { a: { type: string } } } } } }
      responses: {}
    delete:
      operationId: SetAnything
      requestBody: { content: { "image/*": {} } }
      responses: {}
"##;

    error_statuses: "error-statuses", r##"
paths:
  /books:
    get:
      operationId: ListBooks
      responses:
        "200": { description: Books. }
        "404": { description: No shelf., content: { application/json: { schema: { type: object } } } }
        5XX: { description: It failed. }
        default: { description: Anything else. }
    delete:
      operationId: RemoveBooks
      responses:
        default: { description: What came of it. }
    post:
      operationId: AddBook
      responses:
        "200": { description: The book., content: { application/json: { schema: { type: object, description: It. } } } }
        "201": { description: The same., content: { application/json: { schema: { type: object } } } }
        "204": { description: Nothing. }
"##;

    all_of: "all-of", r##"
paths: {}
components:
  schemas:
    Book: { type: object, description: A book., required: [title], properties: { title: { type: string } } }
    Volume:
      description: A book of several.
      allOf:
        - { $ref: "#/components/schemas/Book" }
        - { required: [number], properties: { number: { type: integer } } }
    Described: { type: object, properties: { title: { type: string } }, allOf: [{ description: Only words. }] }
    Titled: { allOf: [{ $ref: "#/components/schemas/Book" }, { description: Only words. }] }
    Contradiction: { allOf: [{ $ref: "#/components/schemas/Book" }, { properties: { title: { type: integer } } }] }
    Text: { allOf: [{ type: string }, { maxLength: 3 }] }
"##;

    simplify: "simplify", r##"
paths: {}
components:
  schemas:
    Genre: { type: string, nullable: true, enum: [NOVEL, null] }
    Book:
      type: object
      nullable: true
      properties:
        title: { type: string, nullable: true }
        state: { type: string, nullable: true, enum: [NEW, WORN, null] }
        id: { type: string, format: uuid }
        printed: { type: string, format: date }
        created: { type: string, format: date-time }
        pages: { type: integer, format: int32 }
        size: { type: integer, enum: [1, 2] }
        genre: { type: string, enum: [NOVEL] }
    Either:
      type: object
      oneOf:
        - { $ref: "#/components/schemas/Book" }
    Loan:
      type: object
      properties:
        book: { description: What was lent., allOf: [{ $ref: "#/components/schemas/Book" }] }
        maybe: { nullable: true, allOf: [{ $ref: "#/components/schemas/Book" }] }
        both: { allOf: [{ $ref: "#/components/schemas/Book" }, { type: object }] }
    Copy: { nullable: true, type: object, allOf: [{ $ref: "#/components/schemas/Book" }] }
"##;

    objects: "objects", r##"
paths:
  /books:
    post:
      operationId: addBook
      requestBody: { content: { application/json: { schema: { type: object, properties: { title: { type: string } } } } } }
      responses:
        "200":
          description: Books.
          content: { application/json: { schema: { type: array, items: { type: object, properties: { id: { type: string } } } } } }
components:
  schemas:
    BookPublisher: { type: string }
    Book:
      type: object
      properties:
        publisher: { type: object, description: Who printed it., properties: { name: { type: string } } }
        ratings: { type: object, additionalProperties: { type: object, properties: { stars: { type: integer } } } }
        labels: { type: object }
        origin: { nullable: true, oneOf: [{ type: string }, { type: integer }] }
"##;

    tagged_unions: "tagged-unions", r##"
paths: {}
components:
  schemas:
    Event:
      description: What happened.
      oneOf:
        - $ref: "#/components/schemas/Lent"
        - $ref: "#/components/schemas/Returned"
      discriminator:
        propertyName: kind
        mapping: { LENT: "#/components/schemas/Lent" }
    Lent:
      type: object
      required: [kind, reader]
      properties: { kind: { type: string, enum: [LENT, Returned] }, reader: { type: string } }
    Returned:
      type: object
      properties: { kind: { type: string, enum: [LENT, Returned] } }
    Loan:
      type: object
      properties: { first: { $ref: "#/components/schemas/Lent" } }
"##;

    enums: "enums", r##"
paths:
  /books:
    get:
      operationId: ListBooks
      parameters:
        - { name: genre, in: query, schema: { type: string, enum: [NOVEL, POETRY] } }
        - { name: sorts, in: query, schema: { type: array, items: { type: string, enum: ["name:asc"] } } }
      responses: {}
components:
  schemas:
    Book:
      type: object
      properties:
        genre: { type: string, description: The same values as the filter., enum: [NOVEL, POETRY], default: NOVEL }
        state: { type: string, enum: [NEW, WORN] }
    Loan:
      type: object
      properties:
        state: { type: string, enum: [OPEN, CLOSED] }
        endings: { type: object, additionalProperties: { type: string, nullable: true, enum: [HAPPY, SAD] } }
    Shelves: { type: array, items: { type: string, enum: [TOP, BOTTOM] } }
    State: { type: string, enum: [ALREADY, NAMED] }
"##;

    reserved_names: "reserved-names", r##"
paths: {}
components:
  schemas:
    Error: { type: object, properties: { cause: { $ref: "#/components/schemas/Error" } } }
    Book: { type: object, properties: { page: { $ref: "#/components/schemas/page" } } }
    BookBuilder: { type: object }
    page: { type: object }
    PageValue: { type: object }
    Either: { x-astro-union: { tag: kind, variants: { e: Error, b: Book } } }
"##;

    bounds: "bounds", r##"
paths:
  /books:
    get:
      operationId: ListBooks
      parameters:
        - { name: limit, in: query, schema: { type: integer, minimum: 0, exclusiveMinimum: true, maximum: 50, default: 10 } }
      responses: {}
components:
  schemas:
    Book:
      type: object
      properties:
        title: { type: string, minLength: 1, maxLength: 200, pattern: "^.+$" }
        tags: { type: array, maxItems: 3, uniqueItems: true, items: { type: string, maxLength: 10 } }
"##;

    secrets: "secrets", r##"
paths:
  /reader:
    get:
      operationId: GetReader
      responses:
        "200": { description: The reader., content: { application/json: { schema: { $ref: "#/components/schemas/Reader" } } } }
components:
  schemas:
    Reader:
      type: object
      properties:
        password: { type: string }
        cardToken: { type: string }
        shortToken: { type: string, x-secret: false }
        tokenName: { type: string }
        token: { type: string, enum: [CARD, KEY] }
        secret: { type: boolean }
        value: { type: string }
        notes: { type: object, additionalProperties: { type: string }, x-secret: true }
        settings: { type: array, items: { $ref: "#/components/schemas/Setting" } }
    Setting: { type: object, properties: { isSecret: { type: boolean }, key: { type: string }, value: { type: string } } }
"##;

    nullable: "nullable", r##"
paths:
  /books:
    post:
      operationId: AddBook
      requestBody: { content: { application/json: { schema: { $ref: "#/components/schemas/NewBook" } } } }
      responses:
        "200": { description: The book., content: { application/json: { schema: { $ref: "#/components/schemas/Book" } } } }
components:
  schemas:
    NewBook:
      type: object
      required: [authors]
      properties:
        title: { type: string }
        lentUntil: { type: string, format: date-time, nullable: true }
        authors: { type: array, items: { type: string } }
        tags: { type: array, items: { type: string } }
        labels: { type: object, additionalProperties: { type: string } }
        readers: { type: array, nullable: true, items: { type: string } }
    Book:
      type: object
      properties:
        lentUntil: { type: string, format: date-time, nullable: true }
        tags: { type: array, items: { type: string } }
"##;

    prune: "prune", r##"
paths:
  /books:
    get:
      operationId: ListBooks
      responses:
        "200": { description: Books., content: { application/json: { schema: { $ref: "#/components/schemas/Book" } } } }
components:
  schemas:
    Book: { type: object, properties: { cover: { $ref: "#/components/schemas/Cover" } } }
    Cover: { type: string }
    Forgotten: { type: object, properties: { cover: { $ref: "#/components/schemas/Cover" } } }
"##;
}
