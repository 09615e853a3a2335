//! The report describes the actual behavior of the released client.

use astro_api_drift::report::Severity;
use astro_api_fake::FakeResponse;
use serde_json::{Value, json};

use crate::{ORGANIZATIONS, client, fake, probe_fake, spec_with};

type Edit = fn(&mut Value);

/// Changes of a page of two Organizations.
const EDITS: [(&str, Edit); 16] = [
    ("none", |_| {}),
    ("P01", |page| {
        page["organizations"][0]["brandNew"] = json!({ "a": 1 })
    }),
    ("P02", |page| {
        page["organizations"][0]["status"] = json!("FROZEN")
    }),
    ("P03", |page| remove(&mut page["organizations"][0], "name")),
    ("P03", |page| {
        remove(&mut page["organizations"][0], "createdAt")
    }),
    ("P03", |page| remove(&mut page["organizations"][0], "id")),
    ("P03", |page| remove(page, "organizations")),
    ("P03", |page| remove(page, "totalCount")),
    ("P03", |page| remove(page, "limit")),
    ("P04", |page| page["organizations"][0]["name"] = Value::Null),
    ("P04", |page| page["organizations"] = Value::Null),
    ("P04", |page| page["organizations"][1] = Value::Null),
    ("P04", |page| page["organizations"][1]["id"] = Value::Null),
    ("P05", |page| page["organizations"][0]["name"] = json!(7)),
    ("P05", |page| {
        page["organizations"][0]["isScimEnabled"] = json!("true")
    }),
    ("P06", |page| {
        page["organizations"][0]["createdAt"] = json!("last week")
    }),
];

fn remove(from: &mut Value, name: &str) {
    let removed = from.as_object_mut().unwrap().remove(name);
    assert!(removed.is_some(), "{name} was not there");
}

#[tokio::test]
async fn exactly_the_findings_that_break_fail_in_the_client() {
    let fake = fake(2).await;
    let rows = [0, 1].map(|position| fake.organization(position).unwrap());
    let spec = spec_with(&ORGANIZATIONS[..1]);
    for (rule, edit) in EDITS {
        let mut page = json!({ "organizations": rows, "totalCount": 2, "limit": 10, "offset": 0 });
        edit(&mut page);
        let response = FakeResponse::json(200, &page);
        fake.next(response.clone());
        let report = probe_fake(&spec, &fake, &crate::Options::default())
            .await
            .report;
        fake.next(response);
        let decoded = client(&fake).list_organizations().send().await;
        let rules: Vec<&str> = report.findings.iter().map(|f| f.rule).collect();
        let expected: &[&str] = if rule == "none" { &[] } else { &[rule] };
        assert_eq!(rules, expected, "{page}");
        let breaks = report.findings.iter().any(|f| f.wire == Severity::Break);
        assert_eq!(
            breaks,
            decoded.is_err(),
            "{:?} {decoded:?}",
            report.findings
        );
    }
}
