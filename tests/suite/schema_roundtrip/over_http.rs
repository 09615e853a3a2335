//! Success responses of every operation, decoded by its own call over HTTP.

use std::collections::BTreeSet;

use astro_api::Client;
use astro_api_fake::{Fake, FakeResponse};
use astro_api_openapi_model::Schema;
use astro_api_tests::{client, fake};
use serde_json::{Value, json};

use super::{
    expect::{expected, is_required},
    make::Maker,
};
use crate::wire::{
    calls::{self, Case},
    document::Document,
};

/// A minimal call of each operation.
fn minimal_cases() -> Vec<Case> {
    let mut seen = BTreeSet::new();
    let mut cases = calls::cases();
    cases.retain(|case| seen.insert(case.operation));
    assert!(cases.len() > 70, "{}", cases.len());
    cases
}

/// A client, its fake, and the mismatches so far.
struct Api {
    fake: Fake,
    client: Client,
    faults: Vec<String>,
}

impl Api {
    async fn start() -> Self {
        let fake = fake(0).await;
        Self {
            client: client(fake.base_url()),
            fake,
            faults: Vec::new(),
        }
    }

    /// Compares the decoded body with the expected one; `None` for a rejection.
    async fn check(&mut self, case: &Case, what: &str, body: &Value, expected: Option<Value>) {
        self.fake.next(FakeResponse::json(200, body));
        let result = (case.send)(self.client.clone()).await;
        let result = result.map(|got| got.map(without_unknown_members));
        let fault = match (result, expected) {
            (Ok(got), Some(expected)) if got.as_ref() == Some(&expected) => return,
            (Err(e), None) if e.is_decode() => return,
            (Ok(got), Some(expected)) => {
                let got = got.unwrap_or_default();
                format!("got {got}\nnot {expected}")
            }
            (Ok(_), None) => "it was taken".to_owned(),
            (Err(e), _) => format!("{e:?}"),
        };
        self.faults
            .push(format!("{}, {what}: {fault}", case.operation));
    }

    fn end(self) {
        assert!(self.faults.is_empty(), "{:#?}", self.faults);
    }
}

/// Removes unknown members: a type that is also used in requests keeps them, so that they can be sent back.
fn without_unknown_members(mut value: Value) -> Value {
    match &mut value {
        Value::Object(members) => {
            members.remove("newerMember");
            members
                .values_mut()
                .for_each(|v| *v = without_unknown_members(v.take()));
        }
        Value::Array(items) => items
            .iter_mut()
            .for_each(|v| *v = without_unknown_members(v.take())),
        _ => {}
    }
    value
}

/// Removes the members that may be missing. With `null`, they are set to `null` instead; objects and lists are kept,
/// and their content is set to `null`.
fn without_optional_members(schema: &Schema<'_>, body: &Value, null: bool) -> Value {
    match body {
        Value::Array(items) => {
            let schema = schema.items().unwrap();
            let items = items.iter();
            items
                .map(|item| without_optional_members(&schema, item, null))
                .collect()
        }
        Value::Object(members) if schema.get("properties").is_some() => members
            .iter()
            .filter(|(name, _)| null || schema.requires(name))
            .map(|(name, value)| {
                let is_scalar = !value.is_object() && !value.is_array();
                let value = match null && is_scalar && !is_required(schema, name) {
                    true => Value::Null,
                    false => {
                        let property = schema.property(name).unwrap();
                        without_optional_members(&property, value, null)
                    }
                };
                (name.clone(), value)
            })
            .collect::<serde_json::Map<_, _>>()
            .into(),
        other => other.clone(),
    }
}

/// Sets every member that may be missing to `null`.
fn with_optional_members_null(schema: &Schema<'_>, body: &Value) -> Value {
    let mut body = body.clone();
    for (name, value) in body.as_object_mut().into_iter().flatten() {
        if !is_required(schema, name) {
            *value = Value::Null;
        }
    }
    body
}

#[tokio::test(flavor = "multi_thread")]
async fn every_operation_reads_its_response() {
    let document = Document::read();
    let declared = document.operations();
    let mut api = Api::start().await;
    for case in minimal_cases() {
        let (_, Some(schema)) = declared[case.operation].success() else {
            continue;
        };
        let whole = Maker::default().make(&schema);
        let required = without_optional_members(&schema, &whole, false);
        let newer = Maker::newer().make(&schema);
        // Unchanged, whatever the rules expect.
        api.check(&case, "all members", &whole, Some(whole.clone()))
            .await;
        api.check(&case, "required members", &required, Some(required.clone()))
            .await;
        for (what, body) in [
            (
                "null inside",
                without_optional_members(&schema, &whole, true),
            ),
            ("null", with_optional_members_null(&schema, &whole)),
            ("newer", newer),
        ] {
            let expected = expected(&schema, &body);
            assert!(expected.is_some(), "{}, {what}", case.operation);
            api.check(&case, what, &body, expected).await;
        }
    }
    api.end();
}

#[tokio::test(flavor = "multi_thread")]
async fn responses_without_json_are_read() {
    let document = Document::read();
    let api = Api::start().await;
    let mut without = Vec::new();
    for case in minimal_cases() {
        let (status, None) = document.operations()[case.operation].success() else {
            continue;
        };
        let log = "{\"any\":1}\n";
        let is_log = case.operation == "GetOrganizationAuditLogs";
        let body = if is_log { log } else { "" };
        api.fake.next(FakeResponse::new(status).body(body));
        let got = (case.send)(api.client.clone()).await.unwrap();
        assert_eq!(got, is_log.then(|| json!(log)), "{}", case.operation);
        without.push(case.operation);
    }
    assert!(without.len() > 15, "{without:?}");
}

/// Returns the JSON pointers of all members of a body.
fn member_pointers(value: &Value, at: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                let place = format!("{at}/{name}");
                found.push(place.clone());
                member_pointers(value, &place, found);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                member_pointers(item, &format!("{at}/{index}"), found);
            }
        }
        _ => {}
    }
}

/// Each member is once missing and once `null`: either that is tolerated without affecting others, or the response is
/// rejected.
#[tokio::test(flavor = "multi_thread")]
async fn missing_or_null_member_affects_no_other() {
    let document = Document::read();
    let declared = document.operations();
    let mut api = Api::start().await;
    let (mut seen, mut count, mut refused) = (BTreeSet::new(), 0, 0);
    for case in minimal_cases() {
        let (_, Some(schema)) = declared[case.operation].success() else {
            continue;
        };
        // Operations with the same response are decoded by the same code.
        if !seen.insert(schema.parts()[0].location.pointer()) {
            continue;
        }
        let whole = Maker::default().make(&schema);
        let mut all = Vec::new();
        member_pointers(&whole, "", &mut all);
        for place in all {
            let (owner, name) = place.rsplit_once('/').unwrap();
            // The content of a free-form object is not checked.
            if name == "any name" {
                continue;
            }
            for null in [false, true] {
                let mut body = whole.clone();
                let owner = body.pointer_mut(owner).unwrap().as_object_mut().unwrap();
                match null {
                    true => owner[name] = Value::Null,
                    false => drop(owner.remove(name)),
                }
                let expected = expected(&schema, &body);
                count += 1;
                refused += u32::from(expected.is_none());
                let what = format!("{place}, null: {null}");
                api.check(&case, &what, &body, expected).await;
            }
        }
    }
    assert!(count > 1000 && refused > 100, "{count}, {refused}");
    api.end();
}
