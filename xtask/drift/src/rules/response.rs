//! Rules for responses.

super::rule::rules! {
    D30 "response-required-removed" Risk Break: "a required property is removed",
        "Released clients use the zero value, which a program may mistake for a value of the response. The field is removed.";
    D31 "response-optional-removed" Risk Break: "an optional property is removed",
        "Released clients always return `None`, and the field is removed.";
    D32 "response-optional-or-nullable" Risk Break: "a required property becomes optional or nullable",
        "Released clients use the zero value. `T` becomes `Option<T>`.";
    D33 "response-required" None Break: "an optional or nullable property becomes required",
        "`Option<T>` becomes `T`.";
    D34 "response-field-added" None Minor: "a property is added",
        "Released clients ignore it; response types are non-exhaustive.";
    D35 "response-enum-added" None Minor: "an enum value is added",
        "Enums are open: the value becomes `UnknownValue` and keeps its text. oasdiff warns, because a closed enum would fail.";
    D36 "response-enum-removed" None Break: "an enum value is removed",
        "The variant is removed, unless another location of the same type keeps it.";
    D37 "response-type-changed" Break Break: "a type that the old one cannot deserialize",
        "Released clients fail to deserialize the response.";
    D38 "response-type-changed-readably" None Break: "a type whose values the old one deserializes: string to time, string to enum and back, number to integer",
        "Released clients still deserialize it; the Rust type changes.";
    D73 "response-additional-properties-changed" Risk Break: "whether an object has undeclared members",
        "The member `extra`, which has those with a schema, is added (minor) or removed (break). A released client with that member cannot deserialize another type; one without ignores them.";
    D39 "response-union-widened" Break Minor: "a variant of a union is added",
        "Unions are not open: released clients fail to deserialize a response with an unknown variant.";
    D40 "response-union-narrowed" None Break: "a variant of a union is removed",
        "The variant is removed.";
    D41 "success-response-removed" Risk Break: "no success status is declared any more",
        "The response is undeclared; the return type becomes `()`.";
    D42 "success-status-removed" None None: "one of several success statuses is removed, or replaced by one with the same response",
        "The client treats every 2xx in the same way.";
    D43 "success-status-added" None None: "a success status is added, with the same response as another",
        "The client treats every 2xx in the same way.";
    D44 "error-status-changed" None None bump Patch: "an error status is added, changed or removed",
        "The client parses every error in the same way, declared or not; the list in the documentation changes.";
    D45 "response-media-type-changed" Break Break: "the response becomes bytes, JSON or empty",
        "The return type changes.";
    D46 "response-limit-changed" None None: "a bound, length, pattern or list of numbers",
        "The client does not check limits of responses.";
    D47 "response-media-type-added" None None: "a media type is added that the client does not request",
        "The client requests and parses JSON.";
    D49 "response-media-type-removed" None None: "a media type is removed that the client does not request",
        "The client requests and parses JSON.";
    D48 "error-body-changed" Risk None: "the body of an error response",
        "The client parses it member by member, and each may be missing; but a message that moves is not found.";
    D50 "response-format-changed" None None: "a format with the same Rust type, such as `uuid`",
        "The value is a string.";
    D52 "response-component-nullable" Risk None: "a component becomes nullable",
        "The generator ignores it: a reference to the component states whether it is nullable. Released clients use the zero value.";
    D53 "response-presence-alike" None None: "`required` or `nullable` changes, but the Rust type does not",
        "In a response, a missing member equals `null`, and a missing list equals an empty one.";
    D54 "response-identity-lost" Break Break: "a required `id`, the list of a page, its `totalCount` or a union becomes optional",
        "These have no zero value that would not mislead, so released clients fail.";
    D55 "response-default-changed" None None bump Patch: "a default in a response",
        "It is documentation: a missing member becomes the zero value, whatever the default.";
    D56 "success-response-added" Break Break: "a success status is added, with another response",
        "Released clients fail to deserialize it, and a method returns one type only, so the generator refuses the document.";
}
