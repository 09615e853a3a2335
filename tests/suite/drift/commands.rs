//! `cargo xtask generate` with a custom document.

use xtask::Exit;

use super::{GENERATED, SPEC, Sandbox, check_snapshot, files_below};
use crate::documents;

#[test]
fn exit_codes_are_0_1_and_2() {
    assert_eq!(
        [Exit::Success, Exit::Findings, Exit::Error].map(Exit::code),
        [0, 1, 2]
    );
}

/// Generates code to another folder from YAML and JSON, with and without the table of names; the crate's code is
/// unchanged.
#[test]
fn yaml_and_json_generate_the_same_code() {
    let sandbox = Sandbox::new();
    let before = files_below(&sandbox.path(GENERATED));
    sandbox.write("own.json", &documents::as_json(&documents::checked_in()));
    let names = "--names [root]/openapi/astro-v1.names.yaml";
    for spec in [SPEC, "own.json"] {
        let line = format!("generate --spec [root]/{spec} --out [root]/new {names}");
        let text = sandbox.output_of(&line, Exit::Success);
        assert_eq!(
            text,
            format!("new: {} files changed, 0 unchanged\n", before.len()),
            "{spec}"
        );
        let new = files_below(&sandbox.path("new"));
        assert!(new == before, "{spec} gives other code");
        sandbox.output_of(&format!("{line} --check"), Exit::Success);
        std::fs::remove_dir_all(sandbox.path("new")).unwrap();
    }
    assert!(files_below(&sandbox.path(GENERATED)) == before);
}

/// The crate's table of names is not used for a custom document.
#[test]
fn generates_code_for_a_custom_document() {
    let sandbox = Sandbox::empty();
    sandbox.write("library.yaml", &documents::library());
    sandbox.write("library.json", &documents::as_json(&documents::library()));
    for format in ["yaml", "json"] {
        sandbox.output_of(
            &format!("generate --spec [root]/library.{format} --out [root]/{format}"),
            Exit::Success,
        );
    }
    let [yaml, json] = ["yaml", "json"].map(|f| files_below(&sandbox.path(f)));
    assert!(yaml.len() > 2, "{:?}", yaml.keys());
    assert!(yaml == json, "YAML and JSON give other code");
}

/// The suggested command is for that folder, not for the crate's.
#[test]
fn suggested_command_names_the_custom_folder() {
    let sandbox = Sandbox::new();
    let names = "--names [root]/openapi/astro-v1.names.yaml";
    let line = format!("generate --spec [root]/{SPEC} --out [root]/new {names}");
    let text = sandbox.output_of(&format!("{line} --check"), Exit::Findings);
    assert!(
        text.contains(&format!("Run `cargo xtask {line}`, then")),
        "{text}"
    );
    assert!(!sandbox.path("new").exists(), "a check writes");
}

/// The messages for invalid documents; nothing is written then.
fn assert_rejected(name: &str, document: &str, location: &str) {
    let sandbox = Sandbox::empty();
    sandbox.write("own.yaml", document);
    let text = sandbox.output_of(
        "generate --spec [root]/own.yaml --out [root]/new",
        Exit::Error,
    );
    assert!(text.contains(location), "{text}");
    assert!(!sandbox.path("new").exists());
    check_snapshot(name, &text);
}

#[test]
fn invalid_yaml_is_rejected() {
    assert_rejected("no_yaml", "openapi: [3.0.3\ninfo: {\n", "own.yaml");
}

#[test]
fn document_that_is_a_list_is_rejected() {
    assert_rejected("no_document", "- one\n- two\n", "own.yaml");
}

#[test]
fn openapi_3_1_is_rejected() {
    let document = documents::checked_in().replacen("openapi: 3.0.3", "openapi: 3.1.0", 1);
    assert_rejected("another_version", &document, "#/openapi");
}

#[test]
fn dangling_reference_is_rejected() {
    let document = documents::with(
        "paths: {}\ncomponents: { schemas: { Thing: { type: object, properties: { other: { $ref: '#/components/schemas/Other' } } } } }\n",
    );
    assert_rejected("reference", &document, "#/components/schemas/");
}

#[test]
fn unreadable_path_is_an_error() {
    let sandbox = Sandbox::new();
    for (options, path) in [
        ("--spec [root]/none.yaml --out [root]/new", "none.yaml"),
        // A folder exists but is not a document.
        ("--spec [root]/openapi --out [root]/new", "openapi"),
        (
            "--spec [root]/openapi/astro-v1.yaml --out [root]/new --names [root]/none.yaml",
            "none.yaml",
        ),
    ] {
        let text = sandbox.output_of(&format!("generate {options}"), Exit::Error);
        assert!(text.starts_with("error: failed to "), "{text}");
        assert!(text.contains(&format!("`[root]/{path}`: ")), "{text}");
    }
    std::fs::remove_file(sandbox.path(SPEC)).unwrap();
    let text = sandbox.output_of("generate --check", Exit::Error);
    assert!(text.contains(SPEC), "{text}");
}

/// Each of these options requires another one.
#[test]
fn dependent_options_require_each_other() {
    let sandbox = Sandbox::new();
    for line in [
        "generate --spec [root]/openapi/astro-v1.yaml",
        "generate --out [root]/new",
        "generate --names [root]/openapi/astro-v1.names.yaml",
    ] {
        let text = sandbox.output_of(line, Exit::Error);
        assert!(text.contains("required arguments"), "{text}");
    }
}
