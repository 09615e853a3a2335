use serde_json::{Map, Value, json};

use super::{Direction, Member, ValuePath, Violation, ViolationKind, Visitor, validate};
use crate::{Document, Schema};

/// Records the violations, as `path location kind`.
#[derive(Default)]
struct Recorder {
    violations: Vec<String>,
    unchecked: Vec<String>,
    objects: Vec<String>,
    /// Whether an optional `null` counts as absent.
    ignores_null: bool,
}

impl Visitor for Recorder {
    fn violation(&mut self, violation: Violation<'_>) {
        let kind = match violation.kind {
            ViolationKind::Type { expected } => format!("type {expected}"),
            ViolationKind::Null { expected } => format!("null {}", expected.unwrap_or("any")),
            ViolationKind::Missing => "missing".to_owned(),
            ViolationKind::Undeclared => "undeclared".to_owned(),
            ViolationKind::Enum { values } => format!("enum {values:?}"),
            ViolationKind::Variant { values } => format!("variant {values:?}"),
            ViolationKind::Format { format } => format!("format {format}"),
            ViolationKind::Bound { keyword, limit } => format!("{keyword} {limit}"),
        };
        let location = violation.location.pointer();
        let location = location.replace("/components/schemas/", "#");
        self.violations
            .push(format!("{} {location} {kind}", violation.path));
    }

    fn unchecked(&mut self, keyword: &str, value: &Value) {
        self.unchecked.push(format!("{keyword} {value}"));
    }

    fn object(&mut self, schema: &Schema<'_>, _: &Map<String, Value>, path: &ValuePath<'_>) {
        let names = schema.property_names().join(" ");
        self.objects.push(format!("{path}: {names}"));
    }

    fn is_absent(&self, member: &Member<'_>, value: &Value) -> bool {
        self.ignores_null && value.is_null() && !member.is_required()
    }

    fn has_format(&self, format: &str, text: &str) -> Option<bool> {
        (format == "date-time").then(|| text.contains('T'))
    }
}

fn record(
    schemas: &Value,
    value: &Value,
    direction: Direction,
    mut recorder: Recorder,
) -> Recorder {
    let root = json!({ "components": { "schemas": schemas } });
    let document = Document::new(&root);
    let schema = document.schema(document.component("A").unwrap());
    let path = ValuePath::root("");
    validate(&schema, value, direction, &path, &mut recorder);
    recorder
}

fn violations(schemas: &Value, value: &Value) -> Vec<String> {
    record(schemas, value, Direction::Response, Recorder::default()).violations
}

#[test]
fn scalars() {
    for (schema, value, expected) in [
        (json!({ "type": "integer" }), json!(1), ""),
        (json!({ "type": "integer" }), json!(1.5), " #A type integer"),
        (json!({ "type": "number" }), json!(1), ""),
        (json!({ "type": "number" }), json!(u64::MAX), ""),
        (
            json!({ "type": "integer" }),
            json!(u64::MAX),
            " #A format int64",
        ),
        (
            json!({ "type": "integer", "format": "int32" }),
            json!(1_i64 << 40),
            " #A/format format int32",
        ),
        (
            json!({ "type": "integer", "maximum": 4 }),
            json!(5),
            " #A/maximum maximum 4",
        ),
        (json!({ "type": "integer", "maximum": 4 }), json!(4), ""),
        (
            json!({ "type": "integer", "minimum": 1 }),
            json!(0),
            " #A/minimum minimum 1",
        ),
        (
            json!({ "type": "number", "minimum": 0, "exclusiveMinimum": true }),
            json!(0),
            " #A/minimum minimum 0",
        ),
        (
            json!({ "type": "string", "maxLength": 2 }),
            json!("äöü"),
            " #A/maxLength maxLength 2",
        ),
        (
            json!({ "type": "string", "minLength": 3, "exclusiveMinimum": true }),
            json!("äöü"),
            "",
        ),
        (
            json!({ "type": "string", "enum": ["a"] }),
            json!("b"),
            " #A/enum enum [String(\"a\")]",
        ),
        (
            json!({ "type": "string", "format": "date-time" }),
            json!("now"),
            " #A/format format date-time",
        ),
        (
            json!({ "type": "string", "format": "date-time" }),
            json!("T"),
            "",
        ),
        (
            json!({ "type": "array", "minItems": 1 }),
            json!([]),
            " #A/minItems minItems 1",
        ),
        (
            json!({ "type": "array", "items": { "type": "string" } }),
            json!(["a", null]),
            "[1] #A/items null string",
        ),
        (
            json!({ "type": "string", "nullable": true }),
            json!(null),
            "",
        ),
        (json!({ "enum": ["a"] }), json!(null), " #A null any"),
        (json!({}), json!(null), ""),
    ] {
        let expected: Vec<&str> = Some(expected)
            .filter(|e| !e.is_empty())
            .into_iter()
            .collect();
        let schemas = json!({ "A": schema });
        assert_eq!(violations(&schemas, &value), expected, "{schemas} {value}");
    }
}

#[test]
fn keywords_that_are_not_checked_are_reported() {
    let schemas = json!({ "A": { "type": "string", "pattern": "^a$", "format": "uuid", "x-own": 1, "title": "t" } });
    let recorder = record(
        &schemas,
        &json!("b"),
        Direction::Response,
        Recorder::default(),
    );
    assert_eq!(recorder.unchecked, ["pattern \"^a$\"", "format \"uuid\""]);
    assert!(recorder.violations.is_empty());
}

#[test]
fn members_of_objects() {
    let schemas = json!({
        "A": {
            "type": "object",
            "required": ["a", "b", "elsewhere", "sent", "read"],
            "properties": {
                "a": { "allOf": [{ "$ref": "#/components/schemas/B" }], "description": "d" },
                "b": { "type": "string" },
                "c": { "type": "string" },
                "sent": { "type": "string", "writeOnly": true },
                "read": { "type": "string", "readOnly": true },
            },
        },
        "B": { "type": "object", "additionalProperties": { "type": "string" } },
    });
    let value = json!({ "a": { "x": 1 }, "c": null, "new": 1 });
    let expected = [
        "a.x #B/additionalProperties type string",
        "b #A/properties/b missing",
        "c #A/properties/c null string",
        "read #A/properties/read missing",
        "elsewhere #A/required missing",
        "new #A/properties undeclared",
    ];
    assert_eq!(violations(&schemas, &value), expected);
    let lenient = Recorder {
        ignores_null: true,
        ..Recorder::default()
    };
    let lenient = record(&schemas, &value, Direction::Request, lenient);
    let expected = expected.map(|line| line.replace("read", "sent"));
    let expected: Vec<&String> = expected
        .iter()
        .filter(|line| !line.starts_with('c'))
        .collect();
    assert_eq!(lenient.violations.iter().collect::<Vec<_>>(), expected);
    assert_eq!(lenient.objects, [": a b c sent read", "a: "]);
}

#[test]
fn undeclared_members_are_allowed_if_a_part_says_so_or_declares_none() {
    let value = json!({ "n": 1 });
    for (schema, expected) in [
        (json!({ "type": "object" }), None),
        (
            json!({ "properties": {} }),
            Some("n #A/properties undeclared"),
        ),
        (
            json!({ "additionalProperties": false }),
            Some("n #A/additionalProperties undeclared"),
        ),
        (
            json!({ "properties": {}, "additionalProperties": true }),
            None,
        ),
        (
            json!({ "properties": {}, "allOf": [{ "additionalProperties": {} }] }),
            None,
        ),
    ] {
        let expected: Vec<&str> = expected.into_iter().collect();
        assert_eq!(
            violations(&json!({ "A": schema }), &value),
            expected,
            "{schema}"
        );
    }
}

fn union(discriminator: &Value) -> Value {
    let mut union = json!({ "oneOf": [{ "$ref": "#/components/schemas/B" }, { "$ref": "#/components/schemas/C" }] });
    if discriminator.is_object() {
        union["discriminator"] = discriminator.clone();
    }
    let tag = json!({ "type": "string" });
    json!({
        "A": union,
        "B": { "type": "object", "required": ["k", "b"], "properties": { "k": tag, "b": { "type": "string" } } },
        "C": { "type": "object", "required": ["k", "c"], "properties": { "k": tag, "c": { "type": "string" } } },
    })
}

#[test]
fn a_discriminator_selects_the_variant() {
    let mapping = json!({ "one": "#/components/schemas/B" });
    let schemas = union(&json!({ "propertyName": "k", "mapping": mapping }));
    for (value, expected) in [
        (json!({ "k": "one", "b": "" }), ""),
        (json!({ "k": "one" }), "b #B/properties/b missing"),
        (json!({ "k": "C", "c": 1 }), "c #C/properties/c type string"),
        (
            json!({ "k": "two" }),
            "k #A/discriminator variant [\"one\", \"C\"]",
        ),
        (
            json!({ "k": 7 }),
            "k #A/discriminator variant [\"one\", \"C\"]",
        ),
        (json!({ "k": null }), "k #B/properties/k missing"),
        (json!({ "c": "" }), "k #B/properties/k missing"),
        (json!([]), " #B type object"),
    ] {
        let expected: Vec<&str> = Some(expected)
            .filter(|e| !e.is_empty())
            .into_iter()
            .collect();
        assert_eq!(violations(&schemas, &value), expected, "{value}");
    }
    let mut optional = schemas;
    optional["C"]["required"] = json!(["c"]);
    let expected = ["c #C/properties/c missing"];
    assert_eq!(
        violations(&optional, &json!({ "b": "" })),
        [expected[0], "b #C/properties undeclared"]
    );
}

#[test]
fn without_a_discriminator_the_variant_that_fits_best_is_selected() {
    let schemas = union(&Value::Null);
    assert_eq!(violations(&schemas, &json!({ "k": "", "c": "" })), [""; 0]);
    let expected = ["c #C/properties/c type string"];
    assert_eq!(violations(&schemas, &json!({ "k": "", "c": 1 })), expected);
}

#[test]
fn recursive_unions_end() {
    let own = json!({ "$ref": "#/components/schemas/A" });
    let schemas = json!({ "A": { "oneOf": [own, own, { "type": "string" }], "anyOf": [own] } });
    assert_eq!(violations(&schemas, &json!("a")), [""; 0]);
    let tagged = json!({ "A": { "oneOf": [own], "discriminator": { "propertyName": "k" } } });
    assert_eq!(violations(&tagged, &json!({ "k": "A" })), [""; 0]);
    let list =
        json!({ "A": { "oneOf": [{ "type": "array", "items": own }, { "type": "string" }] } });
    assert_eq!(
        violations(&list, &json!([["a", 1]])),
        ["[0][1] #A/oneOf/0 type array"]
    );
}
