//! Rules for what is sent.

crate::rules::rules! {
    D06 "request-now-requires" Break Break: "a parameter, property or body is new and required, or becomes required",
        "What released clients send is refused. A program that does not set it gets an error instead of an answer, be it from the compiler or from `build`.",
        ["new-required-request-*", "new-request-path-parameter", "request-*-became-required", "request-body-added-required"];
    D07 "request-now-requires-with-default" Risk Break: "the same, but with a default",
        "A server that has a default may still take what lacks it. The client leaves defaults to the server, so it asks its user for whatever is required.",
        ["*-with-default", "new-required-request-default-parameter-to-existing-path"];
    D08 "request-optional-added" None Minor: "a parameter, property or body is new and optional",
        "A builder gains a method; types that are sent are non-exhaustive.",
        ["new-optional-request-*", "request-body-added-optional"];
    D09 "request-input-removed" Risk Break: "a parameter, property or body is gone",
        "Released clients still send it, and whether that is refused only the server knows. A method of a builder goes.",
        ["request-parameter-removed*", "request-property-removed*", "request-body-removed"];
    D10 "request-narrowed" Break Break: "a value of an enumeration is gone, a text becomes an enumeration, a type changes",
        "What released clients send is refused, and a variant or a type is another.",
        ["request-*-enum-value-removed", "request-*-became-enum", "request-*-type-changed", "request-*-type-specialized"];
    D11 "request-widened" None Minor: "a value is added to an enumeration",
        "Enumerations are non-exhaustive, so a variant may come.", ["request-*-enum-value-added"];
    D12 "request-limit-tightened" Risk Minor by meaning: "a bound, length, pattern or list of numbers takes less",
        "Only values beyond the new limit are refused. The next client refuses most of them itself, before they are sent.",
        ["request-*-max*-decreased", "request-*-min*-increased", "request-*-pattern-added", "request-*-pattern-changed", "request-*-set"];
    D13 "request-limit-loosened" None Minor by meaning: "a bound, length, pattern or list of numbers takes more",
        "The released client goes on refusing what the server would take; nothing that worked stops.",
        ["request-*-max*-increased", "request-*-min*-decreased", "request-*-pattern-removed", "request-*-pattern-generalized"];
    D14 "request-not-nullable" Break Break: "`null` is no longer taken",
        "The member loses a layer of `Option`.", ["request-*-became-not-nullable"];
    D15 "request-optional-or-nullable" None Break: "required becomes optional, or `null` is taken",
        "The member gains a layer of `Option`.", ["request-*-became-optional", "request-*-became-nullable"];
    D16 "request-union-narrowed" Break Break: "a variant of a union is gone, or a part of an `allOf` is added",
        "What released clients send is refused.",
        ["request-*-one-of-removed", "request-*-any-of-removed", "request-*-all-of-added"];
    D17 "request-union-widened" None Minor: "a variant of a union is added",
        "Unions with a tag are non-exhaustive, so a variant may come.",
        ["request-*-one-of-added", "request-*-any-of-added"];
    D18 "discriminator-changed" Break Break: "the property or the mapping of a discriminator",
        "Unions are told apart by the tag alone, and variants are named after its values.", ["*-discriminator-*"];
    D19 "request-default-changed" Risk Minor by meaning: "a default of something that is sent",
        "The client leaves defaults to the server: the same call does something else.", ["request-*-default-value-*"];
    D20 "request-media-type-removed" Break Break: "the media type that the client sends is gone, or the generator prefers one of another form: JSON, else a form, text or bytes",
        "The released client goes on sending the old one, which is refused if it is gone. The body is another argument of the method.", ["request-body-media-type-removed"];
    D21 "request-media-type-added" None None: "a media type is added",
        "The client goes on with the one that it sends.", ["request-body-media-type-added"];
    D26 "request-media-type-unused-removed" None None: "a media type is gone that the client does not send",
        "The client never sent it.", ["request-body-media-type-removed"];
    D27 "request-json-replaced" Break None: "another media type of the same form takes the place of the one that the client sends",
        "The released client goes on sending the old one, such as `application/json`.", ["request-body-media-type-removed"];
    D22 "path-parameter-renamed" None None: "a parameter in the path has another name, at the same position",
        "The wire is the same; the method of the builder is another. oasdiff matches such paths and says nothing.", [];
    D23 "request-serialization-changed" Break Risk by meaning: "how a parameter is written: `style`, `explode`",
        "A released client goes on writing it the old way, and the generator takes one way only.",
        [];
    D24 "request-type-generalized" None Break: "a type takes more than before: integer to number, enumeration to text, time to text, a part of an `allOf` gone",
        "The server still takes what is sent, but the Rust type is another.",
        ["request-*-type-generalized", "request-*-all-of-removed"];
    D25 "request-additional-properties-changed" Risk Break: "whether an object takes members that it does not name",
        "A released client that sends some is refused where fewer are taken; source breaks only if the member `extra`, which has those with a schema, comes or goes.",
        [];
    D29 "request-format-changed" Risk None: "a format that makes no difference in Rust, such as `uuid`",
        "The value stays a text, but the server may check it.", [];
    D71 "request-read-only-changed" Risk None: "`readOnly` or `writeOnly` of something that is sent",
        "The generator does not look at it; the server may refuse or ignore the member.",
        ["request-*read-only*", "request-*write-only*"];
}
