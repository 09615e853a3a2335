//! Rules for documents that the generator refuses.

super::rule::rules! {
    G01 "unsupported-version" None Break by behavior: "the document is not OpenAPI 3.0.x", "The generator refuses it.";
    G02 "two-types" None Break by behavior: "two success responses of one operation have different types", "A method returns one type only.";
    G03 "unsupported-construct" None Break by behavior: "another construct that the generator refuses, such as a cookie parameter or a reference without a target",
        "The report gives the reason.";
    G04 "operation-id" None Break by behavior: "an `operationId` gives the same method name as another", "The methods of the client are named after it.";
    G05 "names-out-of-date" None Risk by behavior: "the table of names has an entry for a location that the document no longer has",
        "An enum whose location is not in the table gets a derived name.";
    G06 "untagged-variant" None Break by behavior: "the discriminator of a union cannot select a variant", "The client could not select the type.";
    G07 "name-collision" None Break by behavior: "two names of the document give the same Rust name", "One of them needs another name in the table of names.";
}
