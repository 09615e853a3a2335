//! Responses of a fake that lead to an error.

use astro_api_fake::FakeResponse;
use serde_json::json;

use super::failures::ID;

/// A response, named after its distinguishing property.
pub(super) struct CannedResponse {
    pub(super) name: &'static str,
    pub(super) response: FakeResponse,
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
            FakeResponse::json(
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
            FakeResponse::new(401)
                .content_type("text/plain")
                .body("Jwt is expired"),
            401,
            &["unauthorized"],
        ),
        canned(
            "403 of a gateway, as text",
            FakeResponse::new(403)
                .content_type("text/plain")
                .body("RBAC: access denied"),
            403,
            &["forbidden"],
        ),
        canned(
            "403 as JSON",
            FakeResponse::error(403, "Missing permission: organization.get"),
            403,
            &["forbidden"],
        ),
        canned(
            "409 while work is in progress",
            FakeResponse::error(409, "A workflow is running on the resource"),
            409,
            &[],
        ),
        canned("410, undeclared", FakeResponse::new(410), 410, &[]),
        canned(
            "429 without a body",
            FakeResponse::new(429),
            429,
            &["rate_limited", "retryable"],
        ),
        canned(
            "429 with Retry-After",
            FakeResponse::new(429).header("retry-after", "30"),
            429,
            &["rate_limited", "retryable"],
        ),
        canned(
            "408",
            FakeResponse::new(408),
            408,
            &["retryable", "timeout"],
        ),
        canned(
            "500 as JSON",
            FakeResponse::error(500, "Internal Server Error"),
            500,
            &["retryable"],
        ),
        canned("501", FakeResponse::new(501), 501, &[]),
        canned(
            "502 of a proxy, as HTML",
            FakeResponse::new(502).content_type("text/html").body(html),
            502,
            &["retryable"],
        ),
        canned(
            "502 of a proxy, as a large page",
            FakeResponse::new(502).body(format!(
                "<html>{}</html>",
                "<p>Bad Gateway</p>".repeat(20_000)
            )),
            502,
            &["retryable"],
        ),
        canned(
            "503 without a body",
            FakeResponse::new(503),
            503,
            &["retryable"],
        ),
        canned(
            "504 as text",
            FakeResponse::new(504)
                .content_type("text/plain")
                .body("upstream request timeout"),
            504,
            &["retryable", "timeout"],
        ),
        canned("599", FakeResponse::new(599), 599, &[]),
        canned(
            "500 with a body that is cut off",
            FakeResponse::error(500, "The database is being moved").cut_after(20),
            500,
            &["retryable"],
        ),
        canned(
            "JSON with nothing but a message",
            FakeResponse::json(500, &json!({ "message": "pod is shutting down" })),
            500,
            &["retryable"],
        ),
        canned(
            "JSON with an empty request id and a status of zero",
            FakeResponse::json(
                500,
                &json!({ "message": "rpc error: code = Unavailable", "requestId": "", "statusCode": 0 }),
            ),
            500,
            &["retryable"],
        ),
        canned(
            "JSON of another shape",
            FakeResponse::json(404, &json!({ "error": { "reason": "no route" } })),
            404,
            &["not_found"],
        ),
        canned(
            "JSON that is a list",
            FakeResponse::json(500, &json!(["unexpected"])),
            500,
            &["retryable"],
        ),
        canned(
            "JSON with members of other types",
            FakeResponse::json(
                400,
                &json!({ "message": 7, "requestId": [], "fieldErrors": "none" }),
            ),
            400,
            &["invalid_request"],
        ),
        canned(
            "an error with bytes that are no text",
            FakeResponse::new(500).body(b"\x1b[31m\xff\xfe failed\x00".to_vec()),
            500,
            &["retryable"],
        ),
        canned(
            "a redirect",
            FakeResponse::new(302).header("location", "https://elsewhere.example/login"),
            302,
            &[],
        ),
        canned("304", FakeResponse::new(304), 304, &[]),
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
            FakeResponse::new(200).content_type("text/html").body(login),
            200,
        ),
        canned(
            "200 with text",
            FakeResponse::new(200).content_type("text/plain").body("OK"),
            200,
        ),
        canned("200 without a body", FakeResponse::new(200), 200),
        canned(
            "200 with white space",
            FakeResponse::new(200).body("\r\n \n"),
            200,
        ),
        canned("204 instead of 200", FakeResponse::new(204), 204),
        canned(
            "206 with a part",
            FakeResponse::new(206).body(r#"{"limit":20,"off"#),
            206,
        ),
        canned(
            "200 with JSON that ends too early",
            FakeResponse::new(200).body(r#"{"limit":20,"offset":0,"organizations":[{"id":"clf8h5"#),
            200,
        ),
        canned(
            "200 with invalid UTF-8",
            FakeResponse::new(200)
                .body(b"{\"limit\":20,\"organizations\":[{\"name\":\"\xc3\x28\"}]}".to_vec()),
            200,
        ),
        canned(
            "200 with two documents",
            FakeResponse::new(200)
                .body(r#"{"limit":20,"offset":0,"organizations":[],"totalCount":0}{}"#),
            200,
        ),
        canned(
            "200 with a member of another type",
            FakeResponse::json(
                200,
                &json!({ "limit": 20, "offset": 0, "totalCount": 1, "organizations": [{ "id": ID, "name": 7 }] }),
            ),
            200,
        ),
        canned(
            "200 with a number that is too large",
            FakeResponse::new(200)
                .body(r#"{"organizations":[],"totalCount":99999999999999999999}"#),
            200,
        ),
        canned(
            "200 with an error inside",
            FakeResponse::json(200, &json!({ "message": "no", "statusCode": 500 })),
            200,
        ),
    ]
}
