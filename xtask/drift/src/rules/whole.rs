//! Rules for operations, types, and the document as a whole.

crate::rules::rules! {
    D01 "operation-removed" Break Break: "a method or a path is gone",
        "The call answers 404, and the method of the client goes. That it was deprecated before does not help a program that still calls it.",
        ["api-removed-*", "api-path-removed-*"];
    D02 "operation-added" None Minor: "a method or a path is new",
        "The client gains a method.", ["endpoint-added"];
    D03 "operation-renamed" None Break: "another `operationId` on the same method and path",
        "The method of the client and its builder are named after it.",
        ["api-operation-id-*"];
    D04 "tag-changed" None None bump Patch: "the tags of an operation, or of the document",
        "They group the documentation and choose a private module; every type stays where users find it.", ["api-tag-*"];
    D05 "type-removed" None Break: "a type of the generated code is gone or has another name",
        "Found by running the generator on both documents, not by guessing.", ["api-schema-removed"];
    D28 "type-added" None Minor: "the generated code has a new type", "As D05, the other way round.", [];
    D72 "type-name-changed" None Break: "a list, map, text or number becomes a component, or is none any more, or another component with the same values takes the place of one",
        "A component is a type of its own, such as `List(Vec<String>)`. A program that has the old type does not compile.", [];
    D60 "deprecation-changed" None Minor: "something is deprecated, or no longer",
        "It becomes `#[deprecated]`, which warns; a program that denies warnings asked for it.",
        ["*-deprecated", "*-reactivated", "endpoint-deprecated*"];
    D63 "security-changed" Risk None: "security requirements or schemes",
        "The client always sends its bearer token, and no code comes of the schemes.",
        ["api-security-*", "api-global-security-*", "api-*security-*"];
    D64 "api-version-changed" Risk Minor by meaning: "`info.version`",
        "The client pins the minor version by a header of its own, so that an old one keeps being asked for; whether it is still answered, a person must find out.",
        [];
    D65 "format-version-changed" None None: "`openapi`, within 3.0", "3.0.0 to 3.0.4 mean the same.", [];
    D66 "operation-moved" Break None: "an operation has another path or method under the same `operationId`",
        "Released clients call the old path. The method of the client is named after the `operationId`.", [];
    S01 "server-url-changed" Risk None: "the servers, in their order",
        "The base URL is written by hand in the client: users of a released one may have to set it.", [];
    S04 "paging-lost" Risk Break: "an operation is no list that can be walked any more",
        "`pages` and `stream` go from its builder.", [];
    S05 "permission-changed" Risk None bump Patch: "`x-permission`",
        "It is documentation here, but a token that was good enough may no longer be.", [];
    S06 "documentation-changed" None None bump Patch: "summaries, descriptions, examples, titles, external documentation",
        "It becomes rustdoc.", [];
    S07 "paging-gained" None Minor: "an operation becomes a list that can be walked",
        "Its builder gains `pages` and `stream`.", [];
    S08 "secret-changed" None None bump Patch: "`x-secret` of a property",
        "`Debug` shows the value, or redacts it; the type stays the same.", [];
    S11 "idempotency-changed" Risk Minor by meaning: "`x-idempotent` of an operation",
        "The client retries a failed request if it is idempotent. A released client retries as it did when it was generated.", [];
    S12 "wait-timeout-changed" None Minor by meaning: "`x-wait-timeout` of an operation",
        "The next client waits longer, or less long, before it gives up.", [];
    S09 "public-items-changed" None Break: "public items of the generated code go, or have another type or signature, and no other rule says why: for instance, a method such as `send_opt` whose condition is no longer met",
        "The public items of both codes are compared, so that nothing is missed that the rules do not foresee.", [];
    S10 "public-items-added" None Minor: "public items of the generated code come, and no other rule says why",
        "As S09.", [];
    N01 "unclassified" Risk Risk by meaning: "anything that no other rule speaks of",
        "Nothing is passed over in silence.", [];
    N02 "without-effect" None None: "what neither the generator nor the client looks at: a vendor extension that the generator does not read, a component that no operation leads to, a `type` that follows from the rest, callbacks, links, declared headers of answers, `readOnly` and `writeOnly` in answers, `xml`, `encoding`, the schema of bytes",
        "Reported all the same, because somebody may look for it.",
        ["response-header-*", "response-*-became-read-only", "response-*-became-not-read-only", "response-*-became-write-only", "response-*-became-not-write-only", "required-response-header-removed", "optional-response-header-removed"];
}
