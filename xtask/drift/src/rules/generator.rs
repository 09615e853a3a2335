//! Rules for what the generator says of the new document.

crate::rules::rules! {
    G01 "unsupported-version" None Break by meaning: "the document is not OpenAPI 3.0.x", "The generator refuses it.", [];
    G02 "two-types" None Break by meaning: "two answers of success on one operation, with different types", "A method can return only one.", [];
    G03 "unsupported-construct" None Break by meaning: "something else that the generator refuses: a cookie parameter, a query style, a body without JSON, a reference to nowhere",
        "The message of the generator says what it is.", [];
    G04 "operation-id" None Break by meaning: "an `operationId` is missing, or makes the same name as another", "The methods of the client are named after it.", [];
    G05 "names-out-of-date" None Risk by meaning: "the table of names speaks of a place that the document does not have any more",
        "An enumeration whose place is not in the table gets a derived name, which is another.", [];
    G06 "untagged-variant" None Break by meaning: "a variant of a union that no tag can name", "Such a union cannot be told apart.", [];
    G07 "name-collision" None Break by meaning: "two things with one Rust name", "One of them needs another name.", [];
}
