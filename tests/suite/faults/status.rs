//! Error statuses and redirects.

use astro_api::ErrorKind::Status;
use astro_api_tests::Step;

use super::row::{Call::*, Row, row, status, status_with, valid_response};

/// The predicates that are true for a transient status.
const RETRYABLE: &[&str] = &["retryable"];

/// The permanent statuses, and the predicates that are true.
const PERMANENT: [(&str, u16, &[&str]); 22] = [
    ("304", 304, &[]),
    ("400", 400, &["invalid_request"]),
    ("401 with a fixed token", 401, &["unauthorized"]),
    ("402", 402, &[]),
    ("403", 403, &["forbidden"]),
    ("404", 404, &["not_found"]),
    ("405", 405, &[]),
    ("406", 406, &[]),
    ("407", 407, &[]),
    ("409", 409, &[]),
    ("410", 410, &[]),
    ("413", 413, &[]),
    ("415", 415, &[]),
    ("418", 418, &[]),
    ("422", 422, &[]),
    ("425", 425, &[]),
    ("431", 431, &[]),
    ("451", 451, &[]),
    ("501", 501, &[]),
    ("505", 505, &[]),
    ("511", 511, &[]),
    ("599", 599, &[]),
];

/// The transient statuses.
const TRANSIENT: [(&str, u16, &[&str]); 6] = [
    ("408", 408, &["retryable", "timeout"]),
    ("429", 429, &["rate_limited", "retryable"]),
    ("500", 500, RETRYABLE),
    ("502", 502, RETRYABLE),
    ("503", 503, RETRYABLE),
    ("504", 504, &["retryable", "timeout"]),
];

pub(super) fn rows() -> Vec<Row> {
    let mut rows = Vec::new();
    for (fault, code, yes) in PERMANENT {
        rows.push(row(List, fault, [status(code)]).fails(Status, code, yes));
    }
    for (fault, code, yes) in TRANSIENT {
        rows.push(
            row(List, fault, [status(code)])
                .attempts(4)
                .fails(Status, code, yes),
        );
    }
    rows.extend([
        row(
            List,
            "503 three times, then success",
            [status(503), status(503), status(503), valid_response()],
        )
        .attempts(4),
        row(
            List,
            "connection closed, then 429, then success",
            [Step::hang_up(), status(429), valid_response()],
        )
        .attempts(3),
        row(List, "503, then 404", [status(503), status(404)])
            .attempts(2)
            .fails(Status, 404, &["not_found"])
            .message("failed on attempt 2"),
        row(Export, "503, then success", [status(503), valid_response()]).attempts(2),
        row(Export, "404", [status(404)]).fails(Status, 404, &["not_found"]),
        row(
            List,
            "502 with an HTML page",
            [Step::response(502, &[], "<html>Bad Gateway</html>")],
        )
        .attempts(4)
        .fails(Status, 502, RETRYABLE),
        row(
            List,
            "502 with a truncated body",
            [Step::send(
                "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 99\r\n\r\n{\"mess",
            )],
        )
        .attempts(4)
        .fails(Status, 502, RETRYABLE),
        row(
            List,
            "403 with an endless body",
            [Step::send("HTTP/1.1 403 Forbidden\r\n\r\n")
                .then(vec![b'x'; 1 << 20])
                .stall()],
        )
        .fails(Status, 403, &["forbidden"]),
        row(
            List,
            "404 with a body that stalls",
            [Step::send("HTTP/1.1 404 Not Found\r\nContent-Length: 99\r\n\r\n{").stall()],
        )
        .one_second_timeout()
        .fails(Status, 404, &["not_found"]),
    ]);
    rows.extend(redirects());
    rows
}

/// No redirect is followed, regardless of its target.
fn redirects() -> Vec<Row> {
    let to = |code, location: &str| status_with(code, &[("Location", location)]);
    let elsewhere = format!("http://{}/v1/organizations", super::ELSEWHERE);
    let encrypted = elsewhere.replace("http:", "https:");
    [
        ("301 to another server", 301, elsewhere.as_str()),
        ("302 to another server", 302, &elsewhere),
        ("303 to another server", 303, &elsewhere),
        ("307 to another server", 307, &elsewhere),
        ("308 to another server", 308, &elsewhere),
        ("307 to another server, over TLS", 307, &encrypted),
        ("307 to the same server", 307, "/v1/organizations/elsewhere"),
        ("300", 300, &elsewhere),
    ]
    .into_iter()
    .map(|(fault, code, location)| {
        let row = row(List, fault, [to(code, location), valid_response()]).fails(Status, code, &[]);
        if code == 300 {
            row
        } else {
            row.message("redirects are not followed")
        }
    })
    .collect()
}
