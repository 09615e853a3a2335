//! The request of each call, in one snapshot per resource and validated against the document.

use std::collections::{BTreeMap, BTreeSet};

use astro_api_fake::RecordedRequest;
use astro_api_tests::{client, fake};
use percent_encoding::percent_decode_str;
use serde_json::Value;

use super::{
    calls::{self, Case},
    document::{Declared, Document},
    schema::{Extent, violations},
};

/// Returns the requests of these calls, in order.
async fn requests(cases: &[Case]) -> Vec<RecordedRequest> {
    let fake = fake(0).await;
    let client = client(fake.base_url());
    for case in cases {
        // Whether the fake supports the operation is not tested here.
        let _ = (case.send)(client.clone()).await;
    }
    let requests = fake.requests();
    assert_eq!(requests.len(), cases.len(), "each call is one request");
    requests
}

/// Returns the decoded query, in the order of the request.
fn query(request: &RecordedRequest) -> Vec<(String, String)> {
    let decode = |text: &str| {
        let text = text.replace('+', " ");
        percent_decode_str(&text)
            .decode_utf8()
            .unwrap()
            .into_owned()
    };
    let pairs = request.query.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap();
            (decode(name), decode(value))
        })
        .collect()
}

fn body(request: &RecordedRequest) -> Option<Value> {
    (!request.body.is_empty()).then(|| serde_json::from_slice(&request.body).unwrap())
}

fn render(case: &Case, request: &RecordedRequest) -> String {
    let mut text = format!(
        "# {}, {}\n{} {}\n",
        case.operation, case.name, request.method, request.path
    );
    for (name, value) in query(request) {
        text.push_str(&format!("    {name} = {value}\n"));
    }
    if let Some(body) = body(request) {
        text.push_str(&format!("{body:#}\n"));
    }
    text
}

#[tokio::test(flavor = "multi_thread")]
async fn every_request_matches_its_snapshot() {
    for (resource, cases) in calls::resources() {
        let requests = requests(&cases).await;
        let texts: Vec<String> = cases
            .iter()
            .zip(&requests)
            .map(|(case, request)| render(case, request))
            .collect();
        insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false, snapshot_path => "../snapshots/wire" }, {
            insta::assert_snapshot!(resource, texts.join("\n"));
        });
    }
}

/// Returns the cases of each operation, by operation and case name.
fn called() -> BTreeMap<&'static str, BTreeSet<&'static str>> {
    let mut called: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for case in calls::cases() {
        let is_new = called.entry(case.operation).or_default().insert(case.name);
        assert!(is_new, "{}, {} is here twice", case.operation, case.name);
    }
    called
}

#[test]
fn every_operation_is_called_with_every_variant_of_its_body() {
    let document = Document::read();
    let declared = document.operations();
    assert!(declared.len() > 70, "{}", declared.len());
    let called = called();
    assert!(declared.keys().eq(called.keys()), "{:?}", called.keys());
    for (name, operation) in &declared {
        let schema = operation.body();
        match schema.and_then(|s| s.get("discriminator")?["mapping"].as_object()) {
            None => assert!(called[name].contains("least"), "{name}"),
            Some(variants) => {
                for case in variants
                    .keys()
                    .flat_map(|v| [format!("least {v}"), format!("all {v}")])
                {
                    assert!(called[name].contains(case.as_str()), "{name}, {case}");
                }
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_request_conforms_to_the_document() {
    let document = Document::read();
    let declared = document.operations();
    let called = called();
    let cases = calls::cases();
    let mut faults = Vec::new();
    for (case, request) in cases.iter().zip(requests(&cases).await) {
        let (extent, variant) = case.name.split_once(' ').unwrap_or((case.name, ""));
        let mut extents = match extent {
            "least" => vec![Extent::RequiredOnly],
            "all" => vec![Extent::All],
            _ => vec![Extent::Valid],
        };
        // Without a call with all members, the required ones must be all that there are.
        let with_all = format!("all {variant}");
        if extent == "least" && !called[case.operation].contains(with_all.trim_end()) {
            extents.push(Extent::All);
        }
        for extent in extents {
            let found = compare(&declared[case.operation], &request, extent);
            let of = format!("{}, {}", case.operation, case.name);
            faults.extend(found.into_iter().map(|fault| format!("{of}: {fault}")));
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

/// Returns the violations in a request.
pub(crate) fn compare(
    declared: &Declared<'_>,
    request: &RecordedRequest,
    extent: Extent,
) -> Vec<String> {
    let mut faults = Vec::new();
    if request.method != declared.method {
        faults.push(format!("the method is {}", request.method));
    }
    faults.extend(path(declared.path, &request.path));
    let sent = query(request);
    let parameters = declared.query();
    for (name, is_required, schema) in &parameters {
        let values: Vec<&String> = sent.iter().filter(|p| p.0 == *name).map(|p| &p.1).collect();
        if values.is_empty() && (*is_required || extent == Extent::All) {
            faults.push(format!("`{name}` is not sent"));
        }
        if !values.is_empty() && !is_required && extent == Extent::RequiredOnly {
            faults.push(format!("`{name}` is not required"));
        }
        let items = schema.items();
        if items.is_none() && values.len() > 1 {
            faults.push(format!("`{name}` is sent twice"));
        }
        let schema = items.as_ref().unwrap_or(schema);
        for text in values {
            faults.extend(violations(schema, name, &schema.parse(text), extent));
        }
    }
    for (name, _) in &sent {
        if !parameters.iter().any(|(declared, ..)| declared == name) {
            faults.push(format!("`{name}` is not declared"));
        }
    }
    match (declared.body(), body(request)) {
        (Some(schema), Some(body)) => faults.extend(violations(&schema, "$", &body, extent)),
        (None, None) => {}
        (_, body) => faults.push(format!("the body is {body:?}")),
    }
    faults
}

/// Compares a path with its template. An id is recognized by its prefix, and by the kind that the template expects.
fn path(template: &str, path: &str) -> Option<String> {
    let template = format!("/v1{template}");
    let (places, parts) = (template.split('/'), path.split('/'));
    let fits = places.clone().count() == parts.clone().count()
        && places.zip(parts).all(|(place, part)| {
            match place.strip_prefix('{').and_then(|p| p.strip_suffix("Id}")) {
                Some(kind) => is_of(kind, part),
                None => place == part,
            }
        });
    (!fits).then(|| format!("{path} does not match {template}"))
}

/// Returns whether an id is of this kind: `agentToken` for `cmf0agent…`.
fn is_of(kind: &str, id: &str) -> bool {
    let kind = match kind {
        "agentToken" => "agent",
        "allowedIpAddressRange" => "range",
        "environmentObject" => "object",
        "customRole" => "role",
        other => other,
    };
    let rest = id.strip_prefix("cmf0").and_then(|id| id.strip_prefix(kind));
    // `deploy` is also a prefix of `deployment`.
    rest.is_some_and(|rest| !rest.starts_with("ment"))
}
