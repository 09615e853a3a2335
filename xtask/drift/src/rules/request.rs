//! Rules for requests.

super::rule::rules! {
    D06 "request-now-requires" Break Break: "a required parameter, property or body is added, or one becomes required",
        "The server refuses the requests of released clients. A program that does not set it fails to compile or to build the request.";
    D07 "request-now-requires-with-default" Risk Break: "the same, but with a default",
        "A server with a default may accept a request without it. The client leaves defaults to the server, so its user has to set whatever is required.";
    D08 "request-optional-added" None Minor: "an optional parameter, property or body is added",
        "A builder gains a method; request types are non-exhaustive.";
    D09 "request-part-removed" Risk Break: "a parameter, property or body is removed",
        "Released clients still send it; whether the server refuses that is unknown. The builder loses a method.";
    D10 "request-narrowed" Break Break: "an enum value is removed, a string becomes an enum, or a type changes",
        "The server refuses the requests of released clients, and a variant or a type changes.";
    D11 "request-widened" None Minor: "an enum value is added",
        "Enums are non-exhaustive, so a new variant breaks nothing.";
    D12 "request-limit-tightened" Risk Minor by behavior: "a bound, length, pattern or list of numbers accepts less",
        "The server refuses values beyond the new limit only. The next client refuses most of them before it sends the request.";
    D13 "request-limit-loosened" None Minor by behavior: "a bound, length, pattern or list of numbers accepts more",
        "Released clients still refuse values that the server now accepts; no request fails that succeeded before.";
    D14 "request-not-nullable" Break Break: "`null` is no longer accepted",
        "The member loses a layer of `Option`.";
    D15 "request-optional-or-nullable" None Break: "required becomes optional, or `null` is accepted",
        "The member gains a layer of `Option`.";
    D16 "request-union-narrowed" Break Break: "a variant of a union is removed, or a part of an `allOf` is added",
        "The server refuses the requests of released clients.";
    D17 "request-union-widened" None Minor: "a variant of a union is added",
        "Unions with a discriminator are non-exhaustive, so a new variant breaks nothing.";
    D18 "discriminator-changed" Break Break: "the property or the mapping of a discriminator",
        "The discriminator alone selects the variant, and variants are named after its values.";
    D19 "request-default-changed" Risk Minor by behavior: "a default in a request",
        "The client leaves defaults to the server, so the same call has another effect.";
    D20 "request-media-type-removed" Break Break: "the media type that the client sends is removed, or the generator prefers another form: JSON first, then a form, text, bytes",
        "Released clients still send the old one. The argument of the method may change.";
    D21 "request-media-type-added" None None: "another media type is accepted as well",
        "The client still sends the same one.";
    D26 "request-media-type-unused-removed" None None: "a media type that the client does not send is removed",
        "The client never sent it.";
    D27 "request-json-replaced" Break None: "another media type of the same form replaces the one that the client sends",
        "Released clients still send the old one, such as `application/json`.";
    D22 "path-parameter-renamed" None None: "a path parameter is renamed, at the same position",
        "Requests are the same, and the parameter is an argument of the method, by position.";
    D23 "request-serialization-changed" Break Risk by behavior: "the serialization of a parameter: `style`, `explode`",
        "Released clients still use the old serialization.";
    D24 "request-type-generalized" None Break: "a type accepts more: integer to number, enum to string, time to string, or a part of an `allOf` is removed",
        "The server accepts the requests of released clients, but the Rust type changes. It is minor if a parameter becomes a list: the method accepts a single value as before.";
    D25 "request-additional-properties-changed" Risk Break: "whether an object accepts undeclared members",
        "The server may refuse the undeclared members that released clients send. The source verdict is a break only if the member `extra`, which has those with a schema, is added or removed.";
    D29 "request-format-changed" Risk None: "a format with the same Rust type, such as `uuid`",
        "The value stays a string, but the server may check it.";
    D71 "request-read-only-changed" Risk None: "`readOnly` or `writeOnly` in a request",
        "The generator ignores it; the server may refuse or ignore the member.";
}
