//! Rules for what is answered.

crate::rules::rules! {
    D30 "response-required-removed" Risk Break: "a required property is gone",
        "The released client puts the zero value in its place, which a program may take for an answer. The field goes.",
        ["response-required-*removed*"];
    D31 "response-optional-removed" Risk Break: "an optional property is gone",
        "It is `None` for ever, and the field goes.", ["response-optional-*removed*"];
    D32 "response-optional-or-nullable" Risk Break: "what was always there can be missing or `null`",
        "The released client puts the zero value in its place. `T` becomes `Option<T>`.",
        ["response-*-became-optional", "response-*-became-nullable"];
    D33 "response-required" None Break: "what could be missing or `null` is always there",
        "`Option<T>` becomes `T`.", ["response-*-became-required"];
    D34 "response-field-added" None Minor: "a property is new",
        "Released clients pass over it; types that are answered are non-exhaustive.",
        ["response-required-*added*", "response-optional-*added*"];
    D35 "response-enum-added" None Minor: "a value is added to an enumeration",
        "Enumerations are open: it arrives as `UnknownValue` and keeps its text. oasdiff warns, because a closed enumeration would fail.",
        ["response-*-enum-value-added"];
    D36 "response-enum-removed" None Break: "a value of an enumeration is gone",
        "A variant goes, unless another place of the same type keeps it.", ["response-*-enum-value-removed"];
    D37 "response-type-changed" Break Break: "a type that the old one cannot read",
        "The released client fails to decode the answer.", ["response-*-type-changed", "response-*-all-of-*"];
    D38 "response-type-changed-readably" None Break: "another type, whose values the old one reads: text to time, text to enumeration and back, number to integer",
        "A released client goes on reading it; the Rust type is another.",
        ["response-*-type-changed"];
    D73 "response-additional-properties-changed" Risk Break: "whether an object has members that it does not name",
        "The member `extra`, which has those with a schema, comes (minor) or goes (break). A released client that has it cannot read members of another type; otherwise it ignores them.",
        [];
    D39 "response-union-widened" Break Minor: "a variant of a union is added",
        "Unions are not open: a tag that the released client does not know fails the answer.",
        ["response-*-one-of-added", "response-*-any-of-added"];
    D40 "response-union-narrowed" None Break: "a variant of a union is gone",
        "The variant goes.", ["response-*-one-of-removed", "response-*-any-of-removed"];
    D41 "success-answer-removed" Risk Break: "no success is declared any more",
        "Nobody knows what is answered; the return type becomes nothing.", ["response-success-status-removed"];
    D42 "success-status-removed" None None: "one of several statuses of success is gone, or is another with the same answer",
        "The client takes every 2xx alike.", ["response-success-status-removed"];
    D43 "success-status-added" None None: "a status of success is added, with the same answer as another",
        "The client takes every 2xx alike.", ["response-success-status-added"];
    D44 "error-status-changed" None None bump Patch: "a status of failure is added, changed or gone",
        "The client reads every failure the same way, declared or not; the list in the documentation changes.",
        ["response-non-success-status-*"];
    D45 "response-media-type-changed" Break Break: "the answer becomes bytes, or JSON, or nothing",
        "The return type is another.", ["response-media-type-*"];
    D46 "response-limit-changed" None None: "a bound, length, pattern or list of numbers",
        "The client checks no limit of what it is answered.",
        ["response-*-max*", "response-*-min*", "response-*-pattern-*", "response-*-unset"];
    D47 "response-media-type-added" None None: "a media type is added that the client does not ask for",
        "It asks for JSON and reads JSON.", ["response-media-type-added"];
    D49 "response-media-type-removed" None None: "a media type is gone that the client does not ask for",
        "It asks for JSON and reads JSON.", ["response-media-type-removed"];
    D48 "error-body-changed" Risk None: "the body of a failure",
        "It is read by hand, member by member, and each may be missing; but a message that moves is not found.", [];
    D50 "response-format-changed" None None: "a format that makes no difference in Rust, such as `uuid`",
        "The value is a text.", [];
    D52 "response-component-nullable" Risk None: "a component may be `null` as a whole",
        "The generator drops it: what may be `null` is said where the component is used. Released clients put the zero value in its place.", ["response-*-became-nullable"];
    D53 "response-presence-alike" None None: "required or `nullable` changes, but the Rust type does not",
        "What is missing and what is `null` are the same to the reader of an answer, and so are an empty list and none.",
        ["response-*-became-optional", "response-*-became-nullable", "response-*-became-required"];
    D54 "response-identity-lost" Break Break: "a required `id`, the list of a page, its `totalCount` or a union can be missing",
        "There is no zero value for these that would not mislead, so that the released client fails.",
        ["response-required-property-removed", "response-property-became-optional"];
    D55 "response-default-changed" None None bump Patch: "a default of something that is answered",
        "It is documentation: what is missing becomes the zero value, whatever the default.", ["response-*-default-value-*"];
    D56 "success-answer-added" Break Break: "a status of success is added, with another answer",
        "The released client fails to decode it, and a method can return only one type, so that the generator refuses the document.",
        ["response-success-status-added"];
}
