#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use astro_api_mutations as mutations;
use serde_json::{Map, Value};

use super::{canonical, parse, text};

const UPSTREAM: &str = include_str!("../../../openapi/upstream.yaml");

/// Generates the published document with some features that it does not use, after random changes.
fn changed(seed: u64) -> Value {
    let mut document = parse(UPSTREAM, "").unwrap();
    mutations::enrich(&mut document);
    let mut random = fastrand::Rng::with_seed(seed);
    for _ in 0..20 {
        let places = mutations::containers(&document);
        mutations::mutate(&mut document, &places, &mut random);
    }
    document["openapi"] = "3.0.3".into();
    document
}

/// Returns the value with the members of each object in another order, except media types, whose order matters.
fn reversed(value: &Value) -> Value {
    match value {
        Value::Object(object) => {
            let members = object.iter().rev().map(|(key, value)| {
                let mut new = reversed(value);
                if let ("content", Some(media_types)) = (key.as_str(), new.as_object_mut()) {
                    *media_types = std::mem::take(media_types).into_iter().rev().collect();
                }
                (key.clone(), new)
            });
            members.collect::<Map<_, _>>().into()
        }
        Value::Array(items) => items.iter().map(reversed).collect(),
        _ => value.clone(),
    }
}

#[test]
fn what_is_checked_in_is_canonical() {
    let document = parse(UPSTREAM, "").unwrap();
    assert!(canonical(&document) == document);
    let body = UPSTREAM.lines().filter(|line| !line.starts_with('#'));
    let body: String = body.map(|line| format!("{line}\n")).collect();
    assert!(text("", &document).unwrap() == body);
}

/// The canonical form does not depend on the order of members or the notation, and is its own canonical form.
#[test]
fn the_same_meaning_gives_the_same_bytes() {
    for seed in 0..3 {
        let document = changed(seed);
        let form = text("", &canonical(&document)).unwrap();
        let again = |document: &str| text("", &canonical(&parse(document, "").unwrap())).unwrap();
        assert!(again(&form) == form, "seed {seed}: twice is not once");
        assert!(
            again(&reversed(&document).to_string()) == form,
            "seed {seed}: the order counts"
        );
        let yaml = yaml_serde::to_string(&reversed(&document)).unwrap();
        assert!(
            again(&yaml.replace('\n', "\r\n")) == form,
            "seed {seed}: the notation counts"
        );
    }
}

#[test]
fn names_and_values_are_no_prose() {
    let document = parse(
        "
openapi: 3.0.3
info: { title: Theirs, version: 1.0, description: Theirs., contact: { name: Theirs } }
paths:
  x-theirs: { a: Theirs }
  /a:
    x-theirs: Theirs
    get:
      operationId: A
      summary: Theirs.
      x-permission: [{ action: a.get, description: Theirs. }]
      parameters: [{ name: description, in: query, example: Theirs, schema: { type: string, default: summary } }]
      responses: { 404: { description: Theirs. }, default: { description: Theirs. }, 4XX: { $ref: '#/a' } }
components:
  schemas:
    title:
      title: Theirs
      type: object
      required: [title, example]
      properties:
        title: { type: string, title: Theirs, enum: [title, description] }
        example: { type: object, example: { a: Theirs }, default: { example: ours, description: ours } }
        x-name: { type: string, nullable: false, x-secret: true, maxLength: 20.0 }
        properties: { type: object, properties: { description: { type: string, description: Theirs. } } }
        description: { type: number, $comment: Theirs. }
  securitySchemes: { o: { type: oauth2, flows: { implicit: { scopes: { read: Theirs. } } } } }
",
        "",
    );
    assert_eq!(text("", &canonical(&document.unwrap())).unwrap(), EXPECTED);
}

const EXPECTED: &str = "\
components:
  schemas:
    title:
      properties:
        description:
          type: number
        example:
          default:
            description: ours
            example: ours
          type: object
        properties:
          properties:
            description:
              type: string
          type: object
        title:
          enum:
          - title
          - description
          type: string
        x-name:
          maxLength: 20
          type: string
          x-secret: true
      required:
      - example
      - title
      type: object
  securitySchemes:
    o:
      flows:
        implicit:
          scopes:
            read: ''
      type: oauth2
info:
  title: Astro API
  version: '1'
openapi: 3.0.3
paths:
  /a:
    get:
      operationId: A
      parameters:
      - in: query
        name: description
        schema:
          default: summary
          type: string
      responses:
        '404':
          description: Not Found
        4XX:
          $ref: '#/a'
        default:
          description: Response
      x-permission:
      - action: a.get
";
