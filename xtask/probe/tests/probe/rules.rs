//! Each rule reports its finding, at the right place in the document.

use astro_api_fake::FakeResponse;
use astro_api_probe::rules;
use serde_json::{Value, json};

use crate::{lines, report_of, shown, spec_of};

const THING: &str = "
    Page:
      type: object
      required: [things, totalCount]
      properties:
        things: { type: array, items: { $ref: '#/components/schemas/Thing' } }
        totalCount: { type: integer }
        offset: { type: integer }
    Owner: { type: object, required: [id], properties: { id: { type: string } } }
    Thing:
      type: object
      required: [id, name, tags, kind]
      properties:
        id: { type: string }
        name: { type: string, maxLength: 5 }
        kind: { type: string, enum: [ONE, TWO] }
        size: { type: integer, format: int32, minimum: 1, maximum: 9 }
        share: { type: number, minimum: 0, exclusiveMinimum: true }
        made: { type: string, format: date-time }
        tags: { type: array, items: { type: string }, maxItems: 2 }
        owner: { allOf: [{ $ref: '#/components/schemas/Owner' }], description: who }
        labels: { type: object, additionalProperties: { type: string } }
        free: { type: object }
        maybe: { type: string, nullable: true }
        secret: { type: string, writeOnly: true }
";
const THINGS: &str = "/components/schemas/Thing/properties";

fn thing() -> Value {
    json!({
        "id": "i", "name": "n", "kind": "ONE", "size": 1, "share": 0.5, "made": "2026-01-01T00:00:00.123456789+02:00",
        "tags": ["a"], "owner": { "id": "o" }, "labels": { "any key": "v" }, "free": { "any": [null] }, "maybe": null,
    })
}

async fn page(things: Value, total: Value) -> Vec<String> {
    let spec = spec_of("{ $ref: '#/components/schemas/Page' }", THING);
    let body = json!({ "things": things, "totalCount": total });
    lines(&report_of(&spec, FakeResponse::json(200, &body)).await)
}

/// Returns a thing with one member changed or removed.
fn with(name: &str, value: Option<Value>) -> Value {
    let mut thing = thing();
    match value {
        Some(value) => thing[name] = value,
        None => drop(thing.as_object_mut().unwrap().remove(name)),
    }
    thing
}

#[tokio::test]
async fn valid_responses_have_no_findings() {
    assert_eq!(page(json!([thing()]), json!(1)).await, [""; 0]);
}

#[tokio::test]
async fn each_violation_is_one_finding() {
    for (member, value, expected) in [
        ("isNew", Some(json!(1)), "P01 none @ - \"isNew\" 1"),
        (
            "labels",
            Some(json!({ "k": 1 })),
            "P05 break @/labels/additionalProperties \"string\" \"integer\" 1",
        ),
        (
            "labels",
            Some(json!({ "k": null })),
            "P04 break @/labels/additionalProperties - - 1",
        ),
        (
            "kind",
            Some(json!("THREE")),
            "P02 none @/kind/enum - \"THREE\" 1",
        ),
        (
            "kind",
            Some(json!("other")),
            "P02 none @/kind/enum - \"(a text)\" 1",
        ),
        ("name", None, "P03 risk @/name \"required\" - 1"),
        ("id", None, "P03 break @/id \"required\" - 1"),
        ("tags", None, "P03 risk @/tags \"required\" - 1"),
        ("name", Some(Value::Null), "P04 risk @/name - - 1"),
        ("id", Some(Value::Null), "P04 break @/id - - 1"),
        ("tags", Some(Value::Null), "P04 none @/tags - - 1"),
        ("size", Some(Value::Null), "P04 none @/size - - 1"),
        (
            "tags",
            Some(json!(["a", null])),
            "P04 break @/tags/items - - 1",
        ),
        (
            "name",
            Some(json!(7)),
            "P05 break @/name \"string\" \"integer\" 1",
        ),
        (
            "size",
            Some(json!(1.5)),
            "P05 break @/size \"integer\" \"number\" 1",
        ),
        (
            "owner",
            Some(json!([])),
            "P05 break #Owner \"object\" \"array\" 1",
        ),
        (
            "made",
            Some(json!("yesterday")),
            "P06 break @/made/format \"date-time\" - 1",
        ),
        (
            "made",
            Some(json!("2026-01-01 00:00:00 UTC")),
            "P06 none @/made/format \"date-time\" - 1",
        ),
        (
            "size",
            Some(json!(1_i64 << 40)),
            "P06 break @/size/format \"int32\" - 1",
        ),
        ("size", Some(json!(0)), "P07 risk @/size/minimum 1 - 1"),
        ("share", Some(json!(0)), "P07 risk @/share/minimum 0 - 1"),
        (
            "name",
            Some(json!("ääääää")),
            "P07 risk @/name/maxLength 5 - 1",
        ),
        (
            "tags",
            Some(json!(["a", "b", "c"])),
            "P07 risk @/tags/maxItems 2 - 1",
        ),
    ] {
        let expected = expected
            .replace('@', THINGS)
            .replace("#Owner", "/components/schemas/Owner");
        let mut found = page(json!([with(member, value)]), json!(1)).await;
        // A number too large for its type also exceeds its bounds.
        found.retain(|line| !(line.starts_with("P07") && expected.starts_with("P06")));
        assert_eq!(found, [expected], "{member}");
    }
}

#[tokio::test]
async fn a_page_must_have_its_rows_and_total_unless_it_is_empty() {
    let page_of = "/components/schemas/Page/properties";
    for (things, total, expected) in [
        (
            Value::Null,
            json!(0),
            format!("P04 none {page_of}/things - - 1"),
        ),
        (
            Value::Null,
            json!(3),
            format!("P04 break {page_of}/things - - 1"),
        ),
        (
            json!([]),
            Value::Null,
            format!("P04 break {page_of}/totalCount - - 1"),
        ),
        (
            json!([null]),
            json!(1),
            format!("P04 break {page_of}/things/items - - 1"),
        ),
    ] {
        assert_eq!(page(things, total).await, [expected]);
    }
    let spec = spec_of("{ $ref: '#/components/schemas/Page' }", THING);
    let report = report_of(&spec, FakeResponse::json(200, &json!({}))).await;
    assert_eq!(
        lines(&report),
        ["things", "totalCount"].map(|name| format!("P03 break {page_of}/{name} \"required\" - 1"))
    );
}

#[tokio::test]
async fn equal_violations_of_several_rows_are_one_finding() {
    let things: Vec<Value> = ["THREE", "THREE", "FOUR"]
        .map(|k| with("kind", Some(json!(k))))
        .into();
    let expected = [("FOUR", 1), ("THREE", 2)];
    let mut found = page(json!(things), json!(3)).await;
    found.sort();
    assert_eq!(
        found,
        expected.map(|(k, n)| format!("P02 none {THINGS}/kind/enum - \"{k}\" {n}"))
    );
}

#[tokio::test]
async fn undeclared_statuses_content_types_and_bodies() {
    let responses = "/paths/~1things/get/responses";
    let content = |status| format!("{responses}/{status}/content");
    let fine = json!({ "message": "m" });
    let json = |response: &str| format!("[\"application/json\"] {response} 1");
    for (response, expected) in [
        (
            FakeResponse::json(418, &fine),
            vec![format!("P08 none {responses} - 418 1")],
        ),
        (
            FakeResponse::json(201, &fine),
            vec![format!("P08 risk {responses} - 201 1")],
        ),
        (
            FakeResponse::redirect("/elsewhere"),
            vec![format!("P08 break {responses} - 307 1")],
        ),
        (
            FakeResponse::new(200)
                .content_type("text/html")
                .body("<html>"),
            vec![
                format!("P10 break {}/application~1json - - 1", content(200)),
                format!("P09 none {} {}", content(200), json("\"text/html\"")),
            ],
        ),
        (
            FakeResponse::json(200, &fine).content_type("APPLICATION/JSON; charset=utf-8"),
            vec![],
        ),
        (
            FakeResponse::json(200, &fine).without_header("content-type"),
            vec![format!("P09 none {} {}", content(200), json("-"))],
        ),
        (
            FakeResponse::new(200)
                .content_type("application/json")
                .body("no"),
            vec![format!(
                "P10 break {}/application~1json - - 1",
                content(200)
            )],
        ),
        // The response of the gateway.
        (
            FakeResponse::new(403)
                .content_type("text/plain")
                .body("RBAC: access denied"),
            vec![format!(
                "P09 none {} {}",
                content(403),
                json("\"text/plain\"")
            )],
        ),
        // The client reads any body of a failure.
        (
            FakeResponse::new(403)
                .content_type("application/json")
                .body("no"),
            vec![format!("P10 none {}/application~1json - - 1", content(403))],
        ),
        (
            FakeResponse::json(403, &json!({ "message": 7 })),
            vec![
                "P05 none /components/schemas/Error/properties/message \"string\" \"integer\" 1"
                    .to_owned(),
            ],
        ),
        (
            FakeResponse::json(403, &json!({})),
            vec![
                "P03 none /components/schemas/Error/properties/message \"required\" - 1".to_owned(),
            ],
        ),
        (FakeResponse::json(403, &fine), vec![]),
    ] {
        let spec = spec_of("{ type: object }", "");
        let shown = format!("{response:?}");
        assert_eq!(
            lines(&report_of(&spec, response).await),
            expected,
            "{shown}"
        );
    }
}

/// Tests ranges of status codes and content types, and references.
#[tokio::test]
async fn ranges_and_references_are_resolved() {
    let mut spec = spec_of("{ type: object }", "");
    spec["components"]["responses"] = json!({ "Any": { "content": { "application/*": {} } } });
    spec["paths"]["/things"]["get"]["responses"]["4XX"] =
        json!({ "$ref": "#/components/responses/Any" });
    let response = FakeResponse::json(418, &json!(7));
    assert_eq!(lines(&report_of(&spec, response).await), [""; 0]);
    let response = FakeResponse::new(418).content_type("text/plain");
    let expected =
        "P09 none /components/responses/Any/content [\"application/*\"] \"text/plain\" 1";
    assert_eq!(lines(&report_of(&spec, response).await), [expected]);
}

#[tokio::test]
async fn variants_are_selected_by_discriminator_or_best_match() {
    let schemas = "
    Either: { oneOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }] }
    Tagged:
      oneOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }]
      discriminator: { propertyName: kind, mapping: { ONE: '#/components/schemas/A' } }
    A: { type: object, required: [a], properties: { kind: { type: string }, a: { type: string } } }
    B: { type: object, required: [b], properties: { kind: { type: string }, b: { type: integer } } }
";
    for (schema, body, expected) in [
        ("Either", json!({ "b": 1 }), vec![]),
        (
            "Either",
            json!({ "a": "x", "c": 1 }),
            vec!["P01 none /components/schemas/A/properties - \"c\" 1"],
        ),
        (
            "Tagged",
            json!({ "kind": "ONE", "a": 1 }),
            vec!["P05 break /components/schemas/A/properties/a \"string\" \"integer\" 1"],
        ),
        ("Tagged", json!({ "kind": "B", "b": 1 }), vec![]),
        (
            "Tagged",
            json!({ "kind": "NEW" }),
            vec!["P02 break /components/schemas/Tagged/discriminator - \"NEW\" 1"],
        ),
    ] {
        let spec = spec_of(
            &format!("{{ $ref: '#/components/schemas/{schema}' }}"),
            schemas,
        );
        assert_eq!(
            lines(&report_of(&spec, FakeResponse::json(200, &body)).await),
            expected,
            "{body}"
        );
    }
}

#[tokio::test]
async fn a_finding_names_its_schema_or_operation() {
    let spec = spec_of("{ $ref: '#/components/schemas/Page' }", THING);
    let report = report_of(
        &spec,
        FakeResponse::json(200, &json!({ "things": [], "totalCount": 0, "new": 1 })),
    )
    .await;
    let finding = &report.findings[0];
    assert_eq!(finding.schema.as_deref(), Some("Page"));
    assert_eq!(finding.used_by, ["GET /things"]);
    assert!(shown(&report).contains("schema Page"));
    let report = report_of(&spec, FakeResponse::json(418, &json!({}))).await;
    assert_eq!(report.findings[0].operation.as_deref(), Some("GET /things"));
}

/// Keywords that are not validated are noted.
#[tokio::test]
async fn keywords_that_are_not_checked_are_noted() {
    let spec = spec_of(
        "{ type: string, pattern: '^a$', format: uuid, x-own: 1 }",
        "",
    );
    let report = report_of(&spec, FakeResponse::json(200, &json!("b"))).await;
    assert_eq!(
        report.notes,
        ["`format: uuid`", "`pattern`"]
            .map(|what| format!("GET /things: its schemas contain {what}, which is not checked"))
    );
}

#[test]
fn the_rules_are_numbered() {
    for (index, rule) in rules::ALL.iter().enumerate() {
        assert_eq!(rule.id, format!("P{:02}", index + 1));
        assert!(rule.finds.ends_with('.'));
    }
}
