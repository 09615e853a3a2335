//! `cargo xtask compose`: the document is the published one, with our descriptions and corrections.

use serde_json::Value;
use xtask::Exit;

use crate::{documents, drift::Sandbox};

const SPEC: &str = "openapi/astro-v1.yaml";
const OVERLAY: &str = "openapi/overlay/zoo.yaml";
const UPSTREAM: &str = "
openapi: 3.0.3
info: { title: Zoo, version: '1' }
tags: [{ name: Bird }]
paths:
  /birds/{name}:
    get:
      operationId: GetBird
      tags: [Bird]
      parameters:
        - { name: name, in: path, required: true, schema: { type: string } }
        - { name: kind, in: query, schema: { type: string } }
      responses: { '200': { description: OK, content: { application/json: { schema: { $ref: '#/components/schemas/Bird' } } } } }
components:
  schemas:
    Bird:
      type: object
      required: [name, size]
      properties:
        name: { type: string }
        size: { type: string, enum: [SMALL, LARGE] }
        description: { type: string }
        nest: { $ref: '#/components/schemas/Bird' }
";

/// Creates a repository with these overlay actions for that document.
fn sandbox_with_overlay(actions: &str) -> Sandbox {
    let sandbox = Sandbox::empty();
    sandbox.write("openapi/upstream.yaml", UPSTREAM);
    let info = "overlay: 1.1.0\ninfo: { title: Zoo, version: '1' }\nactions:\n";
    sandbox.write(OVERLAY, &format!("{info}{actions}"));
    sandbox
}

/// Returns the document that results from these actions.
fn composed_document(actions: &str) -> Value {
    let sandbox = sandbox_with_overlay(actions);
    sandbox.output_of("compose", Exit::Success);
    yaml_serde::from_str(&sandbox.read(SPEC)).unwrap()
}

#[test]
fn checked_in_document_is_the_composed_one() {
    let (exit, text) = crate::drift::xtask(&astro_api_tests::root(), "compose --check");
    assert_eq!(
        (exit, text.as_str()),
        (Exit::Success, "openapi/astro-v1.yaml is up to date\n")
    );
    assert!(documents::checked_in().starts_with("# Composed by `cargo xtask compose`"));
}

#[test]
fn descriptions_are_added() {
    let document = composed_document(
        "
  - target: $.components.schemas.Bird
    update:
      description: A bird.
      properties:
        description: { description: What it looks like. }
        nest: { description: Where it lives. }
        name: { x-secret: true, example: Ada }
  - target: $.paths['/birds/{name}'].get.parameters[?@.name == 'kind']
    update: { description: Its kind. }
",
    );
    let bird = &document["components"]["schemas"]["Bird"];
    assert_eq!(bird["description"], "A bird.");
    assert_eq!(
        bird["properties"]["description"]["description"],
        "What it looks like."
    );
    assert_eq!(bird["properties"]["nest"]["description"], "Where it lives.");
    assert_eq!(bird["properties"]["name"]["x-secret"], true);
    let parameters = &document["paths"]["/birds/{name}"]["get"]["parameters"];
    assert_eq!(parameters[1]["description"], "Its kind.");
    assert!(parameters[0].get("description").is_none());
}

#[test]
fn overlay_corrections_update_remove_add_and_copy() {
    let document = composed_document(
        "
  - target: $.components.schemas.Bird.required[?@ == 'size']
    description: Seen without.
    remove: true
  - target: $.components.schemas.Bird.properties
    description: Seen with.
    update: { color: { type: string } }
  - target: $.components.schemas.Bird.properties.size.enum
    description: Seen.
    update: [HUGE]
  - target: $.components.schemas.Bird.properties.name
    description: Seen.
    update: { type: integer }
  - target: $.components.schemas.Bird.properties.color
    description: It is like that of sizes.
    copy: $.components.schemas.Bird.properties.size
  - target: $.paths.*.get.parameters[?@.in == 'query']
    description: Nobody reads it.
    remove: true
",
    );
    let bird = &document["components"]["schemas"]["Bird"];
    assert_eq!(bird["required"], serde_json::json!(["name"]));
    assert_eq!(bird["properties"]["name"]["type"], "integer");
    assert_eq!(
        bird["properties"]["color"]["enum"],
        serde_json::json!(["SMALL", "LARGE", "HUGE"])
    );
    let parameters = document["paths"]["/birds/{name}"]["get"]["parameters"]
        .as_array()
        .unwrap();
    assert_eq!(parameters.len(), 1);
}

#[test]
fn overlay_errors_name_file_and_line() {
    for (actions, message) in [
        (
            "  - target: $.paths['/no']\n    update: { description: a }",
            "yaml:4: $.paths['/no']: matches nothing",
        ),
        (
            "  - update: { description: 'target: $.info' }\n    target: $.infos",
            "yaml:5: $.infos: matches nothing",
        ),
        (
            "  - target: $.components.schemas.Bird\n    update: { properties: { title: { description: a } } }",
            "yaml:4: $.components.schemas.Bird: /properties/title matches nothing",
        ),
        (
            "  - target: $.components.schemas.Bird\n    update: { type: string }",
            "yaml:4: $.components.schemas.Bird: /type is a correction and requires a `description` with the reason",
        ),
        (
            "  - target: $.components.schemas.Bird\n    description: a\n    update: { properties: a }",
            "yaml:4: $.components.schemas.Bird: /properties is of another kind",
        ),
        (
            "  - target: $.no.thing\n    description: a\n    remove: true",
            "yaml:4: $.no.thing: matches nothing",
        ),
        (
            "  - target: $.info\n    description: a\n    copy: $.no",
            "yaml:4: $.info: matches nothing",
        ),
        (
            "  - target: $.info\n    remove: true",
            "yaml:4: $.info: a correction requires a `description`",
        ),
        (
            "  - target: $.[\n    update: {}",
            "yaml:4: $.[: invalid JSONPath: ",
        ),
        ("  {", "error: openapi/overlay/zoo.yaml: "),
    ] {
        let text = sandbox_with_overlay(actions).output_of("compose", Exit::Error);
        assert!(
            text.starts_with("error: ") && text.contains(message),
            "{message}: {text}"
        );
    }
    let sandbox = sandbox_with_overlay("  []");
    sandbox.write(OVERLAY, "openapi: 3.0.3");
    let text = sandbox.output_of("compose", Exit::Error);
    assert!(
        text.contains("openapi/overlay/zoo.yaml is not an overlay"),
        "{text}"
    );
}

#[test]
fn missing_descriptions_are_listed_and_fail() {
    let sandbox = sandbox_with_overlay(
        "  - target: $.components.schemas.Bird.properties.size\n    update: { description: '`SMALL` is not big.' }",
    );
    sandbox.output_of("compose", Exit::Success);
    let text = sandbox.output_of("compose --check", Exit::Findings);
    insta::assert_snapshot!("undescribed", text);
}

#[test]
fn check_finds_a_stale_document() {
    let sandbox = Sandbox::new();
    sandbox.replace(SPEC, "title: Astro API", "title: Other");
    let text = sandbox.output_of("compose --check", Exit::Findings);
    assert!(
        text.contains("openapi/astro-v1.yaml is out of date; run `cargo xtask compose`\n"),
        "{text}"
    );
    let copy = "astro-api/openapi/astro-v1.yaml differs from openapi/astro-v1.yaml; run `cargo xtask compose`\n";
    assert!(text.contains(copy), "{text}");
    sandbox.output_of("compose", Exit::Success);
    assert!(sandbox.read("astro-api/openapi/astro-v1.yaml") == documents::checked_in());
    assert!(sandbox.read(SPEC) == documents::checked_in());
}
