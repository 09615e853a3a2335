//! No user data gets into a report.

use astro_api_fake::{Fake, FakeResponse};
use serde_json::{Map, Value, json};

use crate::{ORGANIZATIONS, Options, fake, lines, probe_fake, shown, spec_with};

/// A marker that is part of every value, of any type.
const MARK: &str = "zq8x7";

/// Returns a body with only invalid values, and the marker in each text and key.
fn invalid_body() -> Value {
    let text = format!("{MARK}@company.example");
    let row = json!({
        "id": format!("cl{MARK}0ldib0001rk3k"), "name": [text], "status": text, "product": { MARK: text },
        "createdAt": text, "updatedAt": format!("2026-01-01 {MARK}"), "managedDomains": { text.clone(): text },
        text.clone(): text, format!("cl{MARK}00000000000000001"): 1, "createdBy": { "id": 7, text.clone(): null },
        "billingEmail": 7, "isScimEnabled": text, "paymentMethod": MARK.to_uppercase().to_lowercase(),
    });
    json!({ "organizations": [row, text, null], "totalCount": text, text.clone(): text })
}

#[tokio::test]
async fn of_responses_with_only_invalid_values() {
    let fake = fake(0).await;
    let spec = spec_with(&ORGANIZATIONS);
    for status in [200, 201, 403, 418, 500] {
        fake.on_request(move |_| {
            Some(FakeResponse::json(status, &invalid_body()).content_type(MARK))
        });
        let outcome = probe_fake(&spec, &fake, &Options::default()).await;
        let report = shown(&outcome.report);
        assert!(
            !outcome.report.findings.is_empty() && !report.contains(MARK),
            "{report}"
        );
    }
}

#[tokio::test]
async fn of_bodies_that_are_not_json() {
    let fake = fake(0).await;
    let spec = spec_with(&ORGANIZATIONS);
    for status in [200, 403] {
        let response = FakeResponse::new(status).content_type(format!("text/{MARK} {MARK}"));
        fake.on_request(move |_| Some(response.clone().body(MARK)));
        let report = shown(&probe_fake(&spec, &fake, &Options::default()).await.report);
        assert!(report.contains("P09") && !report.contains(MARK), "{report}");
    }
}

/// No text of an Organization gets into a report, even if all of its members are invalid.
#[tokio::test]
async fn of_regular_responses() {
    let fake = Fake::builder().organizations(12).start().await.unwrap();
    let mut texts = Vec::new();
    let mut rows = Vec::new();
    for row in (0..12).map(|position| fake.organization(position).unwrap()) {
        collect(&row, &mut texts);
        let members = row.as_object().unwrap().iter();
        // Everything becomes an object, whose key is the previous value.
        let invalid =
            members.map(|(name, value)| (name.clone(), json!({ value.to_string(): value })));
        rows.push(Value::Object(invalid.collect::<Map<_, _>>()));
    }
    assert!(texts.len() > 60, "{texts:?}");
    let page = json!({ "organizations": rows, "totalCount": 12, "limit": 20, "offset": 0 });
    fake.on_request(move |_| Some(FakeResponse::json(200, &page)));
    let spec = spec_with(&ORGANIZATIONS);
    let outcome = probe_fake(&spec, &fake, &Options::default()).await;
    assert!(lines(&outcome.report).len() > 10);
    let report = shown(&outcome.report);
    for text in texts {
        assert!(!report.contains(&text), "{text} in {report}");
    }
}

/// Returns the texts of a value, except the constants of the API, and texts too short to be recognized.
fn collect(value: &Value, texts: &mut Vec<String>) {
    match value {
        Value::String(text) if text.len() > 4 && text.to_uppercase() != *text => {
            texts.push(text.clone())
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, texts)),
        Value::Object(members) => members.values().for_each(|member| collect(member, texts)),
        _ => {}
    }
}

/// The notes contain neither an id that the client rejects, nor one that is not found.
#[tokio::test]
async fn notes_contain_no_ids() {
    let fake = fake(0).await;
    for id in [format!("../{MARK}"), MARK.to_owned()] {
        let row = json!({ "id": id });
        fake.next(FakeResponse::json(
            200,
            &json!({ "organizations": [row], "totalCount": 1 }),
        ));
        let outcome = probe_fake(&spec_with(&ORGANIZATIONS), &fake, &Options::default()).await;
        assert_eq!(outcome.report.notes.len(), 2, "{:?}", outcome.report.notes);
        assert!(!shown(&outcome.report).contains(MARK));
    }
}
