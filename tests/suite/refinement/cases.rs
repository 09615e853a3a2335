//! A small document for each refinement step.

use super::case;
use crate::documents::cases;

cases! {
    short_paths: "short-paths", r##"
paths:
  /book:
    get:
      operationId: GetBook
      responses:
        "200": { description: The book., content: { application/json: { schema: { $ref: "#/components/schemas/Book" } } } }
components:
  schemas:
    Book:
      type: object
      properties:
        title: { type: string }
        created: { type: string, format: date-time }
        labels: { type: object, additionalProperties: { type: string } }
"##;

    fields: "fields", r##"
paths:
  /book:
    get:
      operationId: GetBook
      responses:
        "200": { description: The book., content: { application/json: { schema: { $ref: "#/components/schemas/Book" } } } }
components:
  schemas:
    Book: { type: object, properties: { allowedIPs: { type: string }, id: { type: string }, author: { type: string }, name: { type: string }, status: { type: string } } }
"##;

    optional_boxes: "optional-boxes", r##"
paths:
  /book:
    post:
      operationId: AddBook
      requestBody: { content: { application/json: { schema: { $ref: "#/components/schemas/Book" } } } }
      responses: { "204": { description: Done. } }
components:
  schemas:
    Book: { type: object, properties: { appendix: { $ref: "#/components/schemas/Chapter" } } }
    Chapter: { type: object, properties: { next: { $ref: "#/components/schemas/Chapter" } } }
"##;

    open_enums: "open-enums", r##"
paths:
  /genre:
    get:
      operationId: GetGenre
      responses:
        "200": { description: The genre., content: { application/json: { schema: { $ref: "#/components/schemas/Genre" } } } }
components:
  schemas:
    Genre: { type: string, enum: [NOVEL, "name:asc", "3D", UNKNOWN] }
"##;

    tagged_unions: "tagged-unions", r##"
paths:
  /event:
    get:
      operationId: GetEvent
      responses:
        "200": { description: The event., content: { application/json: { schema: { $ref: "#/components/schemas/Event" } } } }
components:
  schemas:
    Event:
      oneOf: [{ $ref: "#/components/schemas/Lent" }, { $ref: "#/components/schemas/Moved" }]
      discriminator:
        propertyName: kind
        mapping: { LENT: "#/components/schemas/Lent", IN: "#/components/schemas/Moved", OUT: "#/components/schemas/Moved" }
    Lent: { type: object, properties: { kind: { type: string }, reader: { type: string } } }
    Moved: { type: object, required: [kind], properties: { kind: { type: string }, shelf: { type: string } } }
"##;

    members: "members", r##"
paths:
  /books:
    get:
      operationId: ListBooks
      responses:
        "200": { description: Books., content: { application/json: { schema: { $ref: "#/components/schemas/Books" } } } }
  /book:
    post:
      operationId: AddBook
      requestBody: { content: { application/json: { schema: { $ref: "#/components/schemas/NewBook" } } } }
      responses: { "204": { description: Done. } }
components:
  schemas:
    Books:
      type: object
      required: [books, totalCount]
      properties:
        books: { type: array, items: { $ref: "#/components/schemas/Book" } }
        offset: { type: integer }
        totalCount: { type: integer }
    Book:
      type: object
      required: [id, title, created, cover, state]
      properties:
        id: { type: string }
        title: { type: string }
        created: { type: string, format: date-time }
        returned: { type: string, format: date-time }
        cover: { $ref: "#/components/schemas/Cover" }
        state: { type: string, enum: [NEW] }
        "pageCount": { type: integer }
        "odd name": { type: string }
        tags: { type: array, items: { type: string } }
    NewBook:
      type: object
      required: [isLent]
      properties:
        isLent: { type: boolean, nullable: true }
        lentUntil: { type: string, format: date-time, nullable: true }
        reader-name: { type: string, nullable: true }
    Cover: { type: object, required: [colour], properties: { colour: { type: string }, picture: { type: string } } }
"##;

    other_types: "other-types", r##"
paths:
  /choice:
    get:
      operationId: GetChoice
      responses:
        "200": { description: One of two., content: { application/json: { schema: { oneOf: [{ type: string }, { type: integer }] } } } }
    put:
      operationId: GetName
      responses:
        "200": { description: A name., content: { application/json: { schema: { $ref: "#/components/schemas/Name" } } } }
components:
  schemas:
    Name: { type: string, maxLength: 3 }
"##;

    request_builders: "request-builders", r##"
paths:
  /book:
    post:
      operationId: AddBook
      requestBody: { content: { application/json: { schema: { $ref: "#/components/schemas/NewBook" } } } }
      responses: { "204": { description: Done. } }
components:
  schemas:
    NewBook:
      type: object
      required: [title]
      properties:
        title: { type: string, description: What is on the cover. }
        build: { type: integer }
        tags: { type: array, items: { type: string } }
        oldCode: { type: string, deprecated: true }
"##;

    secrets: "secrets", r##"
paths:
  /reader:
    put:
      operationId: ReplaceReader
      requestBody: { content: { application/json: { schema: { $ref: "#/components/schemas/Reader" } } } }
      responses:
        "200": { description: The reader., content: { application/json: { schema: { $ref: "#/components/schemas/Reader" } } } }
components:
  schemas:
    Reader:
      type: object
      required: [name, password]
      properties:
        name: { type: string }
        password: { type: string }
        token: { type: string, nullable: true }
"##;

    bounds: "bounds", r##"
paths:
  /book:
    post:
      operationId: AddBook
      requestBody: { content: { application/json: { schema: { $ref: "#/components/schemas/NewBook" } } } }
      responses:
        "200": { description: The book., content: { application/json: { schema: { $ref: "#/components/schemas/Book" } } } }
components:
  schemas:
    Book: { type: object, properties: { title: { type: string, maxLength: 3 } } }
    NewBook:
      type: object
      required: [title, chapters, pages]
      properties:
        title: { type: string, minLength: 1, maxLength: 200 }
        subtitle: { type: string, maxLength: 100 }
        pages: { type: integer, minimum: 1, maximum: 1.0e+4 }
        copies: { type: integer, format: int32, minimum: 0, exclusiveMinimum: true }
        weight: { type: number, minimum: 0 }
        tags: { type: array, maxItems: 3, items: { type: string } }
        chapters: { type: array, minItems: 1, items: { type: object, properties: { heading: { type: string, maxLength: 80 } } } }
"##;

    updates: "updates", r##"
paths:
  /books/{bookId}:
    get:
      operationId: GetBook
      parameters: [{ name: bookId, in: path, required: true, schema: { type: string } }]
      responses:
        "200": { description: The book., content: { application/json: { schema: { $ref: "#/components/schemas/Book" } } } }
    post:
      operationId: ChangeBook
      parameters: [{ name: bookId, in: path, required: true, schema: { type: string } }]
      requestBody: { required: true, content: { application/json: { schema: { $ref: "#/components/schemas/ChangeBook" } } } }
      responses:
        "200": { description: The book., content: { application/json: { schema: { $ref: "#/components/schemas/Book" } } } }
components:
  schemas:
    Book:
      type: object
      required: [id, title, note, chapters]
      properties:
        id: { type: string }
        title: { type: string }
        note: { type: string }
        pages: { type: integer, format: int64 }
        genre: { type: string }
        chapters: { type: array, items: { $ref: "#/components/schemas/Chapter" } }
        lock: { $ref: "#/components/schemas/Lock" }
    Chapter: { type: object, required: [title, words], properties: { title: { type: string }, words: { type: integer, format: int32 } } }
    Lock: { type: object, required: [isSecret], properties: { isSecret: { type: boolean }, value: { type: string } } }
    ChangeBook:
      type: object
      required: [title, pages]
      properties:
        title: { type: string }
        note: { type: string }
        pages: { type: integer, format: int64 }
        genre: { type: string, enum: [NOVEL, POETRY] }
        chapters: { type: array, items: { $ref: "#/components/schemas/ChangeChapter" } }
        lock: { $ref: "#/components/schemas/ChangeLock" }
    ChangeChapter: { type: object, required: [title], properties: { title: { type: string }, words: { type: integer, format: int64 } } }
    ChangeLock: { type: object, required: [isSecret], properties: { isSecret: { type: boolean }, value: { type: string } } }
"##;

    operations: "operations", r##"
paths:
  /books:
    get:
      operationId: ListBooks
      x-rate-limit: audit-logs
      parameters:
        - { name: offset, in: query, schema: { type: integer } }
        - { name: limit, in: query, schema: { type: integer, maximum: 50 } }
        - { name: sorts, in: query, schema: { type: array, items: { type: string, enum: ["name:desc", "name:asc"] } } }
      responses:
        "200":
          description: Books.
          content:
            application/json:
              schema:
                type: object
                required: [books, totalCount]
                properties:
                  books: { type: array, items: { type: string } }
                  totalCount: { type: integer }
"##;

    capabilities: "capabilities", r##"
paths:
  /books/{bookId}:
    get:
      operationId: GetBook
      parameters:
        - { name: bookId, in: path, required: true, schema: { type: string } }
      responses:
        "200": { description: The book., content: { application/json: { schema: { $ref: "#/components/schemas/Book" } } } }
    delete:
      operationId: RemoveBook
      parameters:
        - { name: bookId, in: path, required: true, schema: { type: string } }
      responses: { "204": { description: Done. } }
  /shelf:
    get:
      operationId: GetShelf
      responses:
        "200": { description: The book on it., content: { application/json: { schema: { $ref: "#/components/schemas/Book" } } } }
  /notes:
    get:
      operationId: SearchNotes
      parameters:
        - { name: offset, in: query, schema: { type: integer } }
        - { name: range, in: query, schema: { type: integer, default: 1800 } }
        - { name: searchId, in: query, schema: { type: string } }
      responses:
        "200": { description: Notes., content: { application/json: { schema: { $ref: "#/components/schemas/Notes" } } } }
components:
  schemas:
    Notes:
      type: object
      required: [notes, searchId, maxNumResults]
      properties:
        notes: { type: array, items: { $ref: "#/components/schemas/Note" } }
        searchId: { type: string }
        maxNumResults: { type: integer }
    Note: { type: object, required: [timestamp], properties: { timestamp: { type: number }, text: { type: string } } }
    Book:
      type: object
      required: [id, status]
      properties:
        id: { type: string }
        status: { type: string, enum: [ORDERED, ARRIVED, LOST] }
"##;

    inlining: "inlining", r##"
paths:
  /books/{bookId}:
    post:
      operationId: ChangeBook
      parameters:
        - { name: bookId, in: path, required: true, schema: { type: string } }
      requestBody: { content: { application/json: { schema: { $ref: "#/components/schemas/Change" } } } }
      responses: { "204": { description: Done. } }
components:
  schemas:
    Change: { type: object, required: [password], properties: { password: { type: string } } }
"##;

    documentation: "documentation", r##"
paths:
  /books/{bookId}:
    post:
      operationId: ChangeBook
      summary: Change a book.
      description: Also a lent one.
      deprecated: true
      x-permission: [{ action: books.change }]
      parameters:
        - { name: bookId, in: path, required: true, description: Which book., schema: { type: string } }
        - { name: copy, in: query, required: true, schema: { type: integer, minimum: 1, default: 1 } }
        - { name: reader, in: query, deprecated: true, schema: { type: string } }
      requestBody:
        description: What shall be changed.
        content: { application/json: { schema: { $ref: "#/components/schemas/Change" } } }
      responses:
        "204": { description: Done. }
        4XX: { description: It was refused. }
components:
  schemas:
    Change:
      type: object
      description: A change.
      properties:
        title: { type: string, maxLength: 9, default: None, description: Its title. }
        genre: { type: string, enum: [NOVEL, POETRY], description: "What it is.\n\n- `NOVEL`: a long\n  story.\n" }
        more: { type: object, additionalProperties: true }
"##;
}
