//! Responses of a fake that lead to an error.

use astro_api_fake::Answer;
use serde_json::json;

use super::failures::ID;

/// A response, named after its distinguishing property.
pub(super) struct CannedResponse {
    pub(super) name: &'static str,
    pub(super) response: Answer,
    pub(super) status: u16,
    pub(super) yes: &'static [&'static str],
}

/// Responses with an error status.
pub(super) fn statuses() -> Vec<CannedResponse> {
    let canned = |name, response, status, yes| CannedResponse {
        name,
        response,
        status,
        yes,
    };
    let html = "<!DOCTYPE html>\n<html><head><title>502 Bad Gateway</title></head>\n<body><center><h1>502 Bad Gateway</h1></center></body></html>\n";
    vec![
        canned(
            "400 with fieldErrors",
            Answer::json(
                400,
                &json!({
                    "message": "Invalid request: offset must be 0 or greater",
                    "requestId": "0b54f9e2-6c1d-4b60-9a54-b7c0e6a1d8f3",
                    "statusCode": 400,
                    "fieldErrors": [
                        { "field": "offset", "code": "min", "message": "offset must be 0 or greater" },
                        { "field": "product", "code": "oneof", "message": "product must be one of [HOSTED HYBRID]" },
                        { "field": "sorts[0]", "code": "oneof" },
                    ],
                }),
            ),
            400,
            &["invalid_request"],
        ),
        canned(
            "401 of a gateway, as text",
            Answer::new(401)
                .content_type("text/plain")
                .body("Jwt is expired"),
            401,
            &["unauthorized"],
        ),
        canned(
            "403 of a gateway, as text",
            Answer::new(403)
                .content_type("text/plain")
                .body("RBAC: access denied"),
            403,
            &["forbidden"],
        ),
        canned(
            "403 as JSON",
            Answer::error(403, "Missing permission: organization.get"),
            403,
            &["forbidden"],
        ),
        canned(
            "409 while work is in progress",
            Answer::error(409, "A workflow is running on the resource"),
            409,
            &[],
        ),
        canned("410, undeclared", Answer::new(410), 410, &[]),
        canned(
            "429 without a body",
            Answer::new(429),
            429,
            &["rate_limited", "retryable"],
        ),
        canned(
            "429 with Retry-After",
            Answer::new(429).header("retry-after", "30"),
            429,
            &["rate_limited", "retryable"],
        ),
        canned("408", Answer::new(408), 408, &["retryable", "timeout"]),
        canned(
            "500 as JSON",
            Answer::error(500, "Internal Server Error"),
            500,
            &["retryable"],
        ),
        canned("501", Answer::new(501), 501, &[]),
        canned(
            "502 of a proxy, as HTML",
            Answer::new(502).content_type("text/html").body(html),
            502,
            &["retryable"],
        ),
        canned(
            "502 of a proxy, as a large page",
            Answer::new(502).body(format!(
                "<html>{}</html>",
                "<p>Bad Gateway</p>".repeat(20_000)
            )),
            502,
            &["retryable"],
        ),
        canned("503 without a body", Answer::new(503), 503, &["retryable"]),
        canned(
            "504 as text",
            Answer::new(504)
                .content_type("text/plain")
                .body("upstream request timeout"),
            504,
            &["retryable", "timeout"],
        ),
        canned("599", Answer::new(599), 599, &[]),
        canned(
            "500 with a body that is cut off",
            Answer::error(500, "The database is being moved").cut_after(20),
            500,
            &["retryable"],
        ),
        canned(
            "JSON with nothing but a message",
            Answer::json(500, &json!({ "message": "pod is shutting down" })),
            500,
            &["retryable"],
        ),
        canned(
            "JSON with an empty request id and a status of zero",
            Answer::json(
                500,
                &json!({ "message": "rpc error: code = Unavailable", "requestId": "", "statusCode": 0 }),
            ),
            500,
            &["retryable"],
        ),
        canned(
            "JSON of another shape",
            Answer::json(404, &json!({ "error": { "reason": "no route" } })),
            404,
            &["not_found"],
        ),
        canned(
            "JSON that is a list",
            Answer::json(500, &json!(["unexpected"])),
            500,
            &["retryable"],
        ),
        canned(
            "JSON with members of other types",
            Answer::json(
                400,
                &json!({ "message": 7, "requestId": [], "fieldErrors": "none" }),
            ),
            400,
            &["invalid_request"],
        ),
        canned(
            "an error with bytes that are no text",
            Answer::new(500).body(b"\x1b[31m\xff\xfe failed\x00".to_vec()),
            500,
            &["retryable"],
        ),
        canned(
            "a redirect",
            Answer::new(302).header("location", "https://elsewhere.example/login"),
            302,
            &[],
        ),
        canned("304", Answer::new(304), 304, &[]),
    ]
}

/// Responses with a success status and an invalid body.
pub(super) fn bodies() -> Vec<CannedResponse> {
    let canned = |name, response, status| CannedResponse {
        name,
        response,
        status,
        yes: &["decode"],
    };
    let login = "<!DOCTYPE html><html><title>Sign in</title></html>";
    vec![
        canned(
            "200 with HTML",
            Answer::new(200).content_type("text/html").body(login),
            200,
        ),
        canned(
            "200 with text",
            Answer::new(200).content_type("text/plain").body("OK"),
            200,
        ),
        canned("200 without a body", Answer::new(200), 200),
        canned(
            "200 with white space",
            Answer::new(200).body("\r\n \n"),
            200,
        ),
        canned("204 instead of 200", Answer::new(204), 204),
        canned(
            "206 with a part",
            Answer::new(206).body(r#"{"limit":20,"off"#),
            206,
        ),
        canned(
            "200 with JSON that ends too early",
            Answer::new(200).body(r#"{"limit":20,"offset":0,"organizations":[{"id":"clf8h5"#),
            200,
        ),
        canned(
            "200 with invalid UTF-8",
            Answer::new(200)
                .body(b"{\"limit\":20,\"organizations\":[{\"name\":\"\xc3\x28\"}]}".to_vec()),
            200,
        ),
        canned(
            "200 with two documents",
            Answer::new(200).body(r#"{"limit":20,"offset":0,"organizations":[],"totalCount":0}{}"#),
            200,
        ),
        canned(
            "200 with a member of another type",
            Answer::json(
                200,
                &json!({ "limit": 20, "offset": 0, "totalCount": 1, "organizations": [{ "id": ID, "name": 7 }] }),
            ),
            200,
        ),
        canned(
            "200 with a number that is too large",
            Answer::new(200).body(r#"{"organizations":[],"totalCount":99999999999999999999}"#),
            200,
        ),
        canned(
            "200 with an error inside",
            Answer::json(200, &json!({ "message": "no", "statusCode": 500 })),
            200,
        ),
    ]
}
