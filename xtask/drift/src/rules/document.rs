//! Rules for operations, types, and the document as a whole.

super::rule::rules! {
    D01 "operation-removed" Break Break: "a method or a path is removed",
        "The server returns 404, and the method of the client is removed. An earlier deprecation does not help a program that still calls it.";
    D02 "operation-added" None Minor: "a method or a path is added",
        "The client gains a method.";
    D03 "operation-renamed" None Break: "the `operationId` of a method and path changes",
        "The method of the client and its builder are named after it.";
    D04 "tag-changed" None None bump Patch: "the tags of an operation, or of the document",
        "They group the documentation and select a private module; the public paths of the types stay.";
    D05 "type-removed" None Break: "a type of the generated code is removed or renamed",
        "Found by running the generator on both documents.";
    D28 "type-added" None Minor: "the generated code gains a type", "The reverse of D05.";
    D72 "type-name-changed" None Break: "a list, map, string or number becomes a component or no longer is one, or another component with the same values replaces it",
        "A component is a type of its own, such as `List(Vec<String>)`. A program that uses the old type does not compile.";
    D60 "deprecation-changed" None Minor: "something becomes deprecated, or no longer is",
        "It becomes `#[deprecated]`, which is a warning.";
    D63 "security-changed" Risk None: "security requirements or schemes",
        "The client always sends its bearer token, and generates no code from the schemes.";
    D64 "api-version-changed" Risk Minor by behavior: "`info.version`",
        "The client pins the minor version by a header, so released clients still request the old one; a person must check that the server supports it.";
    D65 "format-version-changed" None None: "`openapi`, within 3.0", "3.0.0 to 3.0.4 have the same meaning.";
    D66 "operation-moved" Break None: "an operation has another path or method under the same `operationId`",
        "Released clients call the old path. The method of the client is named after the `operationId`.";
    S01 "server-url-changed" Risk None: "the servers, in their order",
        "The base URL is written by hand in the client: users of a released one may have to set it.";
    S04 "paging-lost" Risk Break: "an operation can no longer be paginated",
        "Its builder loses `pages` and `stream`.";
    S05 "permission-changed" Risk None bump Patch: "`x-permission`",
        "It is documentation for the client, but a token may lack the new permission.";
    S06 "documentation-changed" None None bump Patch: "summaries, descriptions, examples, titles, external documentation",
        "It becomes rustdoc.";
    S07 "paging-gained" None Minor: "an operation can be paginated",
        "Its builder gains `pages` and `stream`.";
    S08 "secret-changed" None None bump Patch: "`x-secret` of a property",
        "`Debug` shows the value, or redacts it; the type stays the same.";
    S11 "idempotency-changed" Risk Minor by behavior: "`x-idempotent` of an operation",
        "The client retries a failed request if it is idempotent. A released client retries as it did when it was generated.";
    S13 "rate-limit-changed" None Minor by behavior: "`x-rate-limit` of an operation",
        "The next client applies another of its rate limits to the operation. A released client keeps the limit with which it was generated.";
    S12 "wait-timeout-changed" None Minor by behavior: "`x-wait-timeout` of an operation",
        "The next client has a longer or shorter timeout.";
    S09 "public-items-changed" None Break: "public items of the generated code are removed, or change their type or signature, and no other rule gives the reason: for instance, a method such as `send_opt` whose condition is no longer met",
        "The public items of both codes are compared, so no change is missed.";
    S10 "public-items-added" None Minor: "public items of the generated code are added, and no other rule gives the reason",
        "As S09.";
    N01 "unclassified" Risk Risk by behavior: "a change that no other rule covers",
        "Every difference is reported.";
    N02 "without-effect" None None: "a member that neither the generator nor the client uses: a vendor extension that the generator does not read, a component that no operation uses, a `type` that follows from the rest, callbacks, links, response headers, `readOnly` and `writeOnly` in responses, `xml`, `encoding`, `allowReserved`, `allowEmptyValue`, the schema of bytes",
        "Reported all the same: every difference is.";
}
