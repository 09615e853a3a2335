//! The table of names, and the names of enumerations that it does not list.

use astro_api_codegen::{Generated, Source, generate};

use crate::documents;

/// A filter, a property with the same values, and a list with others.
const BOOKS: &str = r##"
paths:
  /books:
    get:
      operationId: ListBooks
      parameters:
        - { name: genre, in: query, schema: { type: string, enum: [NOVEL, POETRY] } }
        - { name: sorts, in: query, schema: { type: array, items: { type: string, enum: ["title:asc"] } } }
      responses:
        "200": { description: A book., content: { application/json: { schema: { $ref: "#/components/schemas/Book" } } } }
components:
  schemas:
    Book: { type: object, properties: { genre: { type: string, enum: [NOVEL, POETRY] } } }
"##;

/// The same, after the responses got a value that the filter does not accept.
fn newer_books() -> String {
    let newer = BOOKS.replace(
        "Book: { type: object, properties: { genre: { type: string, enum: [NOVEL, POETRY]",
        "Book: { type: object, properties: { genre: { type: string, enum: [NOVEL, POETRY, ESSAY]",
    );
    assert_ne!(newer, BOOKS);
    newer
}

fn with_table(members: &str, names: Option<&str>) -> astro_api_codegen::Result<Generated> {
    generate(Source {
        document: &documents::with(members),
        names,
    })
}

/// Returns the enumerations of the code, each with its values.
fn enumerations(code: &Generated) -> Vec<String> {
    let mut all: Vec<String> = code
        .files
        .values()
        .flat_map(|text| text.split("open_enum! {\n").skip(1))
        .filter_map(|rest| rest.split_once("\n}\n"))
        .map(|(texts, _)| texts.replace(" {", ":").replace(['}', ','], ""))
        .map(|texts| texts.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect();
    all.sort();
    all
}

#[test]
fn equal_enums_share_a_name_without_a_table() {
    let code = with_table(BOOKS, None).unwrap();
    assert_eq!(
        enumerations(&code),
        [
            r#"Genre: Novel = "NOVEL" Poetry = "POETRY""#,
            r#"Sort: TitleAsc = "title:asc""#,
        ]
    );
}

/// This is the purpose of the table: without it, one more value in one place would remove `Genre` from users' code.
#[test]
fn new_enum_value_changes_names_without_a_table() {
    let code = with_table(&newer_books(), None).unwrap();
    assert_eq!(
        enumerations(&code),
        [
            r#"BookGenre: Novel = "NOVEL" Poetry = "POETRY" Essay = "ESSAY""#,
            r#"ListBooksGenre: Novel = "NOVEL" Poetry = "POETRY""#,
            r#"Sort: TitleAsc = "title:asc""#,
        ]
    );
}

#[test]
fn table_keeps_names() {
    let table = "types: { Kind: [Book.genre, ListBooks.genre], BookOrder: ['ListBooks.sorts[]'] }";
    for (members, kinds) in [
        (
            BOOKS.to_owned(),
            r#"Kind: Novel = "NOVEL" Poetry = "POETRY""#,
        ),
        (
            newer_books(),
            r#"Kind: Novel = "NOVEL" Poetry = "POETRY" Essay = "ESSAY""#,
        ),
    ] {
        let code = with_table(&members, Some(table)).unwrap();
        assert_eq!(
            enumerations(&code),
            [r#"BookOrder: TitleAsc = "title:asc""#, kinds]
        );
        assert_eq!(code.unused_names, Vec::<String>::new());
    }
}

/// The table renames a schema whose name clashes with the standard library or is too vague.
#[test]
fn table_renames_schemas() {
    let code = with_table(BOOKS, Some("types: { Volume: [Book] }")).unwrap();
    let types: String = code.files.values().map(String::as_str).collect();
    assert!(types.contains("pub struct Volume {") && !types.contains("pub struct Book {"));
    assert_eq!(code.unused_names, Vec::<String>::new());
    let members = format!("{BOOKS}    Shelf: {{ type: object }}\n");
    let error = with_table(&members, Some("types: { Shelf: [Book] }")).unwrap_err();
    assert!(error.to_string().contains("`Book`"), "{error}");
}

/// A name that the table gives to one place is not derived for another place.
#[test]
fn table_takes_precedence_over_derived_names() {
    let code = with_table(BOOKS, Some("types: { Genre: ['ListBooks.sorts[]'] }")).unwrap();
    assert_eq!(
        enumerations(&code),
        [
            r#"Genre: TitleAsc = "title:asc""#,
            r#"ListBooksGenre: Novel = "NOVEL" Poetry = "POETRY""#,
        ]
    );
}

#[test]
fn unused_entries_are_reported() {
    // Neither the property nor the schema exists, and the enumeration is the list's items, not the list.
    let table = "types: { Genre: [Book.genre, Book.oldGenre, Shelf.genre], Order: [ListBooks.sorts] }\nparameters: { ListBooks.genre: kind, ListBooks.size: length }\nscopes: { shelf: '/shelves/{shelfId}' }\ngroups: [Book]";
    let code = with_table(BOOKS, Some(table)).unwrap();
    assert_eq!(
        code.unused_names,
        [
            "Genre: Book.oldGenre",
            "Order: ListBooks.sorts",
            "Genre: Shelf.genre",
            "length: ListBooks.size",
            "shelf: /shelves/{shelfId}",
        ]
    );
}

#[test]
fn empty_table_equals_no_table() {
    let without = with_table(BOOKS, None).unwrap();
    for table in ["", "# Nothing yet.\n", "{}"] {
        assert_eq!(with_table(BOOKS, Some(table)).unwrap(), without);
    }
}

#[test]
fn invalid_tables_are_rejected() {
    let tables = [
        ("not YAML", "types: {"),
        ("a list", "- Genre"),
        ("an unknown member", "Genre: [Book.genre]"),
        ("a place that is no list", "types: { Genre: Book.genre }"),
        (
            "a place under two names",
            "types: { Genre: [Book.genre], Kind: [Book.genre] }",
        ),
        (
            "a place twice under one name",
            "types: { Genre: [Book.genre, Book.genre] }",
        ),
        (
            "a name twice",
            "types:\n  Genre: [Book.genre]\n  Genre: [ListBooks.genre]",
        ),
        (
            "a name in another case",
            "types: { book_genre: [Book.genre] }",
        ),
        (
            "a name that is no name",
            "types: { '3 genres': [Book.genre] }",
        ),
        ("an empty name", "types: { '': [Book.genre] }"),
        ("a keyword", "types: { Self: [Book.genre] }"),
        (
            "a name that the code needs",
            "types: { Option: [Book.genre] }",
        ),
        ("the name of a schema", "types: { Book: [Book.genre] }"),
        (
            "a parameter that is a keyword",
            "parameters: { ListBooks.genre: type }",
        ),
        (
            "a parameter in another case",
            "parameters: { ListBooks.genre: bookGenre }",
        ),
        (
            "a scope in another case",
            "scopes: { Shelf: '/shelves/{shelfId}' }",
        ),
        ("a scope without a parameter", "scopes: { shelf: /shelves }"),
    ];
    let mut refused = String::new();
    for (what, table) in tables {
        match with_table(BOOKS, Some(table)) {
            Ok(_) => panic!("{what}: is not refused"),
            Err(error) => refused.push_str(&format!("{what}\n  {error}\n")),
        }
    }
    super::snapshot("tables", &refused);
}
