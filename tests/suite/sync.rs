//! `cargo xtask sync`: a newer document is imported without its prose, or not at all.

use serde_json::{Map, Value, json};
use xtask::Exit;

use crate::{documents, drift::Sandbox, drift::files_below};

const SPEC: &str = "openapi/astro-v1.yaml";
const UPSTREAM: &str = "openapi/upstream.yaml";
const SYNC: &str = "sync --without-tests --from [root]/newer.json";
/// Upstream prose, recognizable in any output.
const UPSTREAM_PROSE: &str = "Somebody else's sentence.";

fn upstream() -> Value {
    yaml_serde::from_str(&documents::file(UPSTREAM)).unwrap()
}

/// A document as published: with prose and extensions in every possible position, and in another order.
fn published(value: &Value, is_names: bool) -> Value {
    let Value::Object(members) = value else {
        let items = value.as_array().into_iter().flatten();
        let items: Vec<Value> = items.map(|item| published(item, false)).collect();
        return if value.is_array() {
            items.into()
        } else {
            value.clone()
        };
    };
    let mut new = Map::new();
    for (key, value) in members.iter().rev() {
        let is_data = !is_names
            && ["enum", "default", "mapping", "security", "scopes"].contains(&key.as_str());
        let names = [
            "properties",
            "schemas",
            "paths",
            "responses",
            "content",
            "securitySchemes",
        ];
        let below = !is_names && names.contains(&key.as_str());
        new.insert(
            key.clone(),
            if is_data {
                value.clone()
            } else {
                published(value, below)
            },
        );
    }
    if !is_names {
        for word in ["description", "summary", "title", "x-note", "$comment"] {
            new.insert(word.to_owned(), UPSTREAM_PROSE.into());
        }
        new.insert("example".to_owned(), json!({ "a": UPSTREAM_PROSE }));
        new.insert(
            "externalDocs".to_owned(),
            json!({ "url": "https://a.example", "description": UPSTREAM_PROSE }),
        );
    }
    new.into()
}

fn sandbox(newer: &Value) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("newer.json", &newer.to_string());
    sandbox
}

/// No upstream prose is in the copy of the repository, and a second run has nothing to do.
fn assert_up_to_date(sandbox: &Sandbox) {
    for folder in ["openapi", "astro-api"] {
        for (path, text) in files_below(&sandbox.path(folder)) {
            assert!(!text.contains(UPSTREAM_PROSE), "{path} has their prose");
        }
    }
    let before = files_below(&sandbox.path("openapi"));
    let text = sandbox.output_of(SYNC, Exit::Success);
    assert!(
        text.ends_with("contains nothing new compared with openapi/upstream.yaml\n"),
        "{text}"
    );
    assert!(before == files_below(&sandbox.path("openapi")));
}

#[test]
fn equivalent_document_changes_nothing() {
    let sandbox = sandbox(&published(&upstream(), false));
    assert_up_to_date(&sandbox);
    assert!(sandbox.read(SPEC) == documents::checked_in());
    let text = documents::file(UPSTREAM);
    let reversed = yaml_serde::to_string(&published(&upstream(), false)).unwrap();
    let integer = text.replacen("minimum: 0\n", "minimum: 0.0\n", 1);
    let anchors = text.replace(
        "paths:\n",
        "x-a:\n  a: &a { minimum: 0, x-note: a }\npaths:\n",
    );
    let anchors = anchors.replacen("            minimum: 0\n", "            <<: *a\n", 1);
    let forms = [
        format!("\u{feff}{}", text.replace('\n', "\r\n")),
        reversed,
        integer,
        anchors,
    ];
    for form in forms {
        assert!(form != text);
        sandbox.write("newer.yaml", &form);
        sandbox.output_of(
            "sync --without-tests --from [root]/newer.yaml",
            Exit::Success,
        );
    }
    assert!(sandbox.read(UPSTREAM) == text);
}

/// Additions of every kind are imported, with properties named like the removed members.
#[test]
fn new_parts_are_added_without_prose() {
    let mut newer = upstream();
    let schemas = &mut newer["components"]["schemas"];
    let text = json!({ "type": "string" });
    schemas["Workspace"]["properties"]["motto"] = text.clone();
    schemas["Workspace"]["properties"]["badge"] = json!({ "$ref": "#/components/schemas/Badge" });
    let names = [
        "description",
        "title",
        "example",
        "summary",
        "x-note",
        "properties",
    ];
    let properties: Map<String, Value> = names
        .map(|name| (name.to_owned(), text.clone()))
        .into_iter()
        .collect();
    schemas["Badge"] = json!({ "type": "object", "properties": properties });
    schemas["Badge"]["properties"]["color"] =
        json!({ "type": "string", "enum": ["RED", "description"], "default": "RED" });
    let parameters = ["organizationId", "workspaceId"]
        .map(|name| json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } }));
    newer["paths"]["/organizations/{organizationId}/workspaces/{workspaceId}/badge"] = json!({ "get": {
        "operationId": "GetWorkspaceBadge",
        "tags": ["Badge"],
        "parameters": parameters,
        "responses": { "200": { "description": "", "content": { "application/json": {
            "schema": { "$ref": "#/components/schemas/Badge" },
        } } } },
    } });
    let sandbox = sandbox(&published(&newer, false));
    let text = sandbox.output_of(SYNC, Exit::Findings);
    let (_, review) = text.split_once("To review:\n").unwrap();
    insta::assert_snapshot!("to_review", format!("To review:\n{review}"));
    let imported: Value = yaml_serde::from_str(&sandbox.read(UPSTREAM)).unwrap();
    let badge = imported["components"]["schemas"]["Badge"]["properties"]
        .as_object()
        .unwrap();
    assert_eq!(badge.len(), 7, "{badge:?}");
    assert_eq!(
        badge["color"],
        json!({ "type": "string", "enum": ["RED", "description"], "default": "RED" })
    );
    sandbox.output_of("generate --check", Exit::Success);
    let review = sandbox.output_of("compose --check", Exit::Findings);
    assert!(
        review.contains("- /components/schemas/Badge/properties/title/description: describe it"),
        "{review}"
    );
    let code = sandbox.read("astro-api/src/generated/types/workspace.rs");
    assert!(
        code.contains("/// `motto`.\n"),
        "it has no neutral description"
    );
    assert_up_to_date(&sandbox);
}

/// The workflow copies the output, starting at `To review:`.
#[test]
fn nothing_is_left_to_review() {
    let mut newer = upstream();
    let limit = &mut newer["components"]["schemas"]["CreateWorkspaceRequest"]["properties"]["name"]
        ["maxLength"];
    assert!(limit.is_u64(), "{limit}");
    *limit = 1000.into();
    let sandbox = sandbox(&newer);
    let text = sandbox.output_of(SYNC, Exit::Findings);
    let (_, shown) = text.split_once("To review:").unwrap();
    insta::assert_snapshot!("nothing_to_review", format!("To review:{shown}"));
    assert_up_to_date(&sandbox);
}

/// Removals leave stale overlays and names, which a person has to delete.
#[test]
fn removed_parts_are_removed() {
    let mut newer = upstream();
    let paths = newer["paths"].as_object_mut().unwrap();
    paths.retain(|path, _| !path.ends_with("/deploys/{deployId}/rollback"));
    let deployment = &mut newer["components"]["schemas"]["Deployment"];
    deployment["properties"]
        .as_object_mut()
        .unwrap()
        .shift_remove("description");
    deployment["properties"]
        .as_object_mut()
        .unwrap()
        .shift_remove("schedulerSize");
    // It is optional, so that only its property refers to it.
    assert!(!deployment["required"].to_string().contains("schedulerSize"));
    let sandbox = sandbox(&newer);
    let text = sandbox.output_of(SYNC, Exit::Findings);
    let review = [
        (
            "openapi/overlay/deploy.yaml:",
            "/rollback'].post: matches nothing; fix or remove the action\n",
        ),
        (
            "openapi/overlay/deployment.yaml:",
            "$.components.schemas.Deployment: /properties/description matches nothing; ",
        ),
        (
            "openapi/astro-v1.names.yaml: ",
            "`SchedulerSize: Deployment.schedulerSize` no longer exists; fix or remove the entry\n",
        ),
    ];
    for (file, what) in review {
        assert!(
            text.lines()
                .any(|l| l.contains(file) && format!("{l}\n").contains(what)),
            "{what} is not in {text}"
        );
    }
    let spec = sandbox.read(SPEC);
    assert!(!spec.contains("/rollback:\n") && !spec.contains("operationId: DeployRollback\n"));
    assert_up_to_date(&sandbox);
    // This state cannot be composed or released.
    let text = sandbox.output_of("compose", Exit::Error);
    assert!(
        text.starts_with("error: overlays have targets that do not exist in openapi/upstream.yaml"),
        "{text}"
    );
    sandbox.output_of("compose --check", Exit::Findings);
    sandbox.output_of("generate --check", Exit::Findings);
}

#[test]
fn adopted_correction_is_redundant() {
    let mut newer = upstream();
    newer["info"]["version"] = "1.0".into();
    let sandbox = sandbox(&newer);
    for text in [
        sandbox.output_of(SYNC, Exit::Findings),
        sandbox.output_of("compose --check", Exit::Findings),
    ] {
        let line = text
            .lines()
            .find(|line| line.contains("is redundant"))
            .unwrap_or_else(|| panic!("{text}"));
        assert!(
            line.starts_with("- openapi/overlay/document.yaml:7: $.info: is redundant"),
            "{line}"
        );
    }
    assert_up_to_date(&sandbox);
}

#[test]
fn rejected_document_is_not_adopted() {
    let mut newer = upstream();
    newer["paths"]["/organizations"]["get"]["parameters"]
        .as_array_mut()
        .unwrap()
        .push(json!({ "name": "session", "in": "cookie", "schema": { "type": "string" } }));
    let sandbox = sandbox(&newer);
    let text = sandbox.output_of(SYNC, Exit::Error);
    assert!(
        text.contains("the generator refuses the new document"),
        "{text}"
    );
    assert!(text.contains("\nNothing was replaced. "), "{text}");
    assert!(sandbox.read(SPEC) == documents::checked_in());
    assert!(sandbox.read(UPSTREAM) == documents::file(UPSTREAM));
}

#[test]
fn invalid_document_is_not_adopted() {
    for (document, reason) in [
        (
            json!({ "hello": "world" }),
            "this is not an OpenAPI document",
        ),
        (
            json!({ "openapi": "3.1.0" }),
            "is \"3.1.0\"; only OpenAPI 3.0.x is supported",
        ),
        (
            json!({ "openapi": 3.0 }),
            "is 3.0; only OpenAPI 3.0.x is supported",
        ),
        (
            json!({ "swagger": "2.0" }),
            "is Swagger 2.0; only OpenAPI 3.0.x is supported",
        ),
    ] {
        let text = sandbox(&document).output_of(SYNC, Exit::Error);
        assert!(text.contains(reason), "{text}");
    }
    let sandbox = Sandbox::new();
    let text = sandbox.output_of("sync --from [root]/missing.yaml", Exit::Error);
    assert!(
        text.starts_with("error: failed to open file `[root]/missing.yaml`: "),
        "{text}"
    );
    // Nothing listens there.
    let text = sandbox.output_of("sync --from http://127.0.0.1:9/spec", Exit::Error);
    assert!(
        text.starts_with("error: cannot fetch http://127.0.0.1:9/spec: "),
        "{text}"
    );
    assert!(sandbox.read(SPEC) == documents::checked_in());
}

/// The published document is replaced last, so that the next run completes an interrupted one.
#[test]
fn interrupted_run_can_be_repeated() {
    let mut newer = upstream();
    newer["components"]["schemas"]["Workspace"]["properties"]["motto"] =
        json!({ "type": "string" });
    let done = sandbox(&newer);
    done.output_of(SYNC, Exit::Findings);
    let files = |sandbox: &Sandbox| {
        ["openapi", "astro-api"].map(|folder| files_below(&sandbox.path(folder)))
    };
    let code = "astro-api/src/generated/types/workspace.rs";
    assert!(done.read(code) != documents::file(code));
    // With the copies in the packages.
    let before = Sandbox::new();
    before.output_of("compose", Exit::Success);
    for (newer, expected, exit) in [
        (newer.clone(), files(&done), Exit::Findings),
        (upstream(), files(&before), Exit::Success),
    ] {
        let sandbox = sandbox(&newer);
        sandbox.write(code, &done.read(code));
        sandbox.write(SPEC, &done.read(SPEC));
        for left in [
            &code.replace(".rs", ".new"),
            "openapi/upstream.new",
            "openapi/astro-v1.new",
        ] {
            sandbox.write(left, "half of it");
        }
        sandbox.output_of(SYNC, exit);
        let mut found = files(&sandbox);
        // Beside a file that did not change, it remains, and is harmless.
        found[1].remove("src/generated/types/workspace.new");
        for (found, expected) in found.iter().zip(&expected) {
            let paths = found.keys().chain(expected.keys());
            let differ: Vec<&String> = paths
                .filter(|path| found.get(*path) != expected.get(*path))
                .collect();
            assert!(differ.is_empty(), "{differ:?}");
        }
    }
}
