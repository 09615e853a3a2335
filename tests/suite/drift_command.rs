//! `cargo xtask drift`, as called by a maintainer and by a workflow.

use std::{
    io::{Read, Write},
    net::TcpListener,
    process::Command,
    thread,
};

use serde_json::Value;
use xtask::Exit;

use crate::{
    documents,
    drift::{Sandbox, xtask},
};

const SPEC: &str = "openapi/astro-v1.yaml";
const UPSTREAM: &str = "openapi/upstream.yaml";
const EXCEPTIONS: &str = "openapi/drift-exceptions.toml";

/// The published document reduced to the operations of Workspaces, for which the generator takes little time.
fn workspaces() -> Value {
    let mut document: Value =
        serde_json::from_str(&documents::as_json(&documents::file(UPSTREAM))).unwrap();
    let paths = document["paths"].as_object_mut().unwrap();
    paths.retain(|path, _| path == "/organizations" || path.ends_with("/workspaces"));
    assert_eq!(paths.len(), 2);
    document
}

/// A sandbox with a newer document, in which the name of a Workspace is a number, among other changes.
fn sandbox_with_newer_document() -> Sandbox {
    let sandbox = Sandbox::new();
    let mut newer = workspaces();
    sandbox.write(UPSTREAM, &newer.to_string());
    let schemas = &mut newer["components"]["schemas"];
    schemas["Workspace"]["properties"]["name"]["type"] = "integer".into();
    schemas["CreateWorkspaceRequest"]["properties"]["name"]["maxLength"] = 40.into();
    newer["info"]["vendor"] = "|<@all>`".into();
    newer["paths"]["/organizations"]["get"]["summary"] = "List.".into();
    newer["paths"]["/organizations"]["get"]["tags"] = json(r#"["Other"]"#);
    sandbox.write("newer.json", &newer.to_string());
    sandbox
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|e| panic!("{e}: {text}"))
}

fn rules(report: &Value) -> Vec<&str> {
    let findings = report["findings"].as_array().unwrap().iter();
    findings.map(|f| f["rule"].as_str().unwrap()).collect()
}

#[test]
fn identical_documents_have_no_findings() {
    let sandbox = Sandbox::new();
    sandbox.write("same.json", &documents::as_json(&documents::file(UPSTREAM)));
    let (exit, text) = sandbox.run("drift --against [root]/same.json --fail-on any");
    assert_eq!(exit, Exit::Success, "{text}");
    insta::assert_snapshot!(text, @r"
    Released crates keep working.
    Version bump due: none.
    The generator accepts the new document.
    no findings.
    ");
}

#[test]
fn prints_each_output_format() {
    let sandbox = sandbox_with_newer_document();
    for format in ["text", "json", "markdown", "github"] {
        let line = format!("drift --against [root]/newer.json --format {format}");
        let (exit, text) = sandbox.run(&line);
        assert_eq!(exit, Exit::Findings, "{text}");
        assert!(!text.contains('\u{1b}'), "{text}");
        insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false, snapshot_path => "snapshots/drift_command" }, {
            insta::assert_snapshot!(format, text);
        });
    }
}

/// A documentation change, here of the tags, is counted, unless its location is requested or it is what the command
/// fails for.
#[test]
fn changes_without_effect_are_omitted() {
    let sandbox = sandbox_with_newer_document();
    let lists = |options: &str| {
        let (_, text) = sandbox.run(&format!("drift --against [root]/newer.json {options}"));
        let listed = text.contains("GET /organizations: tags");
        let counted = text.contains("D04 tag-changed                        2 locations\n");
        assert!(listed != counted, "{text}");
        listed
    };
    assert_eq!(
        ["", "--fail-on risk", "--all", "--fail-on any"].map(lists),
        [false, false, true, true]
    );
}

/// Output is colored only on request: the program requests it when it writes to a terminal.
#[test]
fn terminal_output_is_colored() {
    let sandbox = sandbox_with_newer_document();
    let line = "cargo-xtask drift --against newer.json"
        .replace("newer.json", sandbox.path("newer.json").to_str().unwrap());
    let mut out = Vec::new();
    let args = line.split(' ').map(std::ffi::OsString::from);
    xtask::run_in_colours(&sandbox.path(""), args, &mut out);
    assert!(String::from_utf8(out).unwrap().contains("\u{1b}[1m"));
}

#[test]
fn fail_on_sets_the_exit_code() {
    let sandbox = sandbox_with_newer_document();
    let exit = |fail_on: &str| {
        sandbox
            .run(&format!(
                "drift --against [root]/newer.json --fail-on {fail_on}"
            ))
            .0
    };
    assert_eq!(
        ["break", "risk", "any", "none"].map(exit),
        [
            Exit::Findings,
            Exit::Findings,
            Exit::Findings,
            Exit::Success
        ]
    );
    // A documentation change is a finding, but neither breaking nor risky.
    let mut newer = workspaces();
    newer["paths"]["/organizations"]["get"]["tags"] = json(r#"["Other"]"#);
    sandbox.write("newer.json", &newer.to_string());
    assert_eq!(
        ["break", "risk", "any", "none"].map(exit),
        [Exit::Success, Exit::Success, Exit::Findings, Exit::Success]
    );
}

#[test]
fn exceptions_accept_findings() {
    let sandbox = sandbox_with_newer_document();
    let report = json(
        &sandbox
            .run("drift --against [root]/newer.json --format json")
            .1,
    );
    let breaking = report["findings"].as_array().unwrap().iter();
    let breaking: Vec<&str> = breaking
        .filter(|f| f["wire"] == "break" || f["source"] == "break")
        .map(|f| f["fingerprint"].as_str().unwrap())
        .collect();
    assert_eq!(breaking.len(), 1, "{report}");
    let accepted = |until: &str| {
        format!(
            "[[exception]]\nfingerprint = \"{}\"\nreason = \"Announced.\"\nuntil = {until}\n",
            breaking[0]
        )
    };
    sandbox.write(EXCEPTIONS, &accepted("9999-12-31"));
    let (exit, text) = sandbox.run("drift --against [root]/newer.json");
    assert_eq!(exit, Exit::Success, "{text}");
    assert!(
        text.contains("accepted until 9999-12-31: Announced."),
        "{text}"
    );
    assert!(text.contains("; 1 accepted"), "{text}");
    // The verdict is unchanged.
    assert!(text.contains("Version bump due: major."), "{text}");
    sandbox.write(EXCEPTIONS, &accepted("2020-01-31"));
    let (exit, text) = sandbox.run("drift --against [root]/newer.json");
    assert_eq!(exit, Exit::Findings, "{text}");
    assert!(
        text.contains("expired on 2020-01-31; its finding counts again"),
        "{text}"
    );
    sandbox.write(
        EXCEPTIONS,
        &accepted("9999-12-31").replace(breaking[0], "00"),
    );
    let (exit, text) = sandbox.run("drift --against [root]/newer.json");
    assert_eq!(exit, Exit::Findings, "{text}");
    assert!(
        text.contains("the exception 00 (Announced.) matches no finding; remove it"),
        "{text}"
    );
    for (invalid_exception, message) in [
        (
            "[[exception]]\nfingerprint = \"1\"\nreason = \" \"\nuntil = 2027-01-01",
            "has no reason",
        ),
        (
            "[[exception]]\nfingerprint = \"1\"\nreason = \"x\"\nuntil = 10:00:00",
            "write a date",
        ),
        (
            "[[exception]]\nfingerprint = \"1\"\nreason = \"x\"",
            "until",
        ),
        ("exception = 1", EXCEPTIONS),
    ] {
        sandbox.write(EXCEPTIONS, invalid_exception);
        let (exit, text) = sandbox.run("drift --against [root]/newer.json");
        assert_eq!(exit, Exit::Error, "{text}");
        assert!(text.contains(message), "{text}");
    }
}

/// The checked-in file is read, and accepts only the listed findings.
#[test]
fn no_exception_is_checked_in() {
    let text = std::fs::read_to_string(astro_api_tests::root().join(EXCEPTIONS)).unwrap();
    let accepted_exceptions = text
        .lines()
        .filter(|l| !l.starts_with('#') && !l.is_empty());
    assert_eq!(accepted_exceptions.count(), 0, "{text}");
}

/// The older document can be a file, or the checked-in one at a revision.
#[test]
fn base_can_be_a_revision_or_a_file() {
    let sandbox = sandbox_with_newer_document();
    let git = |args: &[&str]| {
        let done = Command::new("git")
            .current_dir(sandbox.path(""))
            .args(["-c", "user.name=a", "-c", "user.email=a@b.example"])
            .args(args)
            .output()
            .unwrap();
        assert!(done.status.success(), "{done:?}");
    };
    git(&["init", "--quiet"]);
    git(&["add", "openapi"]);
    git(&["commit", "--quiet", "--message", "one"]);
    std::fs::copy(sandbox.path("newer.json"), sandbox.path(UPSTREAM)).unwrap();
    let line = format!("drift --base HEAD --against [root]/{UPSTREAM} --format json");
    let (exit, text) = sandbox.run(&line);
    assert_eq!(exit, Exit::Findings, "{text}");
    let by_file =
        sandbox.run("drift --base [root]/newer.json --against [root]/newer.json --fail-on any");
    assert_eq!(by_file.0, Exit::Success, "{}", by_file.1);
    assert_eq!(rules(&json(&text)), ["D37", "D12", "D04", "D04"]);
    // The file can be another one at that revision.
    let line = format!("drift --base HEAD:{SPEC} --against [root]/{SPEC} --fail-on any");
    sandbox.output_of(&line, Exit::Success);
    let (exit, text) = sandbox.run("drift --base nowhere --against [root]/newer.json");
    assert_eq!(exit, Exit::Error);
    assert!(
        text.contains("`nowhere` is neither a file nor a Git revision"),
        "{text}"
    );
}

/// Serves one response with that head and body, and returns its address.
fn serve(head: &'static str, body: Vec<u8>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/spec/v1.0", listener.local_addr().unwrap());
    thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut request = [0; 4096];
        let _ = stream.read(&mut request);
        let _ = write!(
            stream,
            "HTTP/1.1 {head}\r\nConnection: close\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        let _ = stream.write_all(&body);
    });
    address
}

#[test]
fn document_can_be_downloaded() {
    let root = astro_api_tests::root();
    let address = serve("200 OK", documents::file(UPSTREAM).into_bytes());
    let (exit, text) = xtask(&root, &format!("drift --against {address} --fail-on any"));
    assert_eq!(exit, Exit::Success, "{text}");
}

#[test]
fn unreadable_documents_exit_with_2() {
    let root = astro_api_tests::root();
    let closed = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    for (address, message) in [
        (
            serve("200 OK", b"<html>".to_vec()),
            "this is not an OpenAPI document",
        ),
        (serve("200 OK", b"{".to_vec()), "is not JSON"),
        (
            format!("http://{closed}/"),
            "save the document and name the file",
        ),
        (
            "no/such/file.yaml".to_owned(),
            "failed to open file `no/such/file.yaml`",
        ),
    ] {
        let (exit, text) = xtask(&root, &format!("drift --against {address}"));
        assert_eq!(exit, Exit::Error, "{text}");
        assert!(text.contains(message), "{message}: {text}");
    }
}

/// A document that the generator rejects is still compared, and the rejection is part of the verdict.
#[test]
fn newly_rejected_document_breaks() {
    let sandbox = Sandbox::new();
    let text = documents::file(UPSTREAM).replacen(
        "operationId: ListOrganizations\n",
        "operationId: 7\n",
        1,
    );
    sandbox.write("newer.yaml", &text);
    let (exit, text) = sandbox.run("drift --against [root]/newer.yaml --format json");
    assert_eq!(exit, Exit::Findings, "{text}");
    let report = json(&text);
    assert!(rules(&report).contains(&"G04"), "{report}");
    let refused = report["findings"].as_array().unwrap();
    let refused = refused.iter().find(|f| f["rule"] == "G04").unwrap();
    assert_eq!(refused["operation"], "GET /organizations");
    let reason = refused["new"].as_str().unwrap();
    assert_eq!(reason, "is not a string");
    assert_eq!(
        report["verdict"]["generator"],
        "refuses the new document at 1 location"
    );
}

/// A document that was rejected before is no drift.
#[test]
fn still_rejected_document_is_compared() {
    let sandbox = Sandbox::new();
    let mut refused = workspaces();
    for (path, operation) in [
        ("/organizations", "get"),
        ("/organizations/{organizationId}/workspaces", "post"),
    ] {
        let cookie = json(r#"{"name":"session","in":"cookie","schema":{"type":"string"}}"#);
        let operation = &mut refused["paths"][path][operation];
        let parameters = operation.as_object_mut().unwrap().entry("parameters");
        let parameters = parameters.or_insert_with(|| json("[]"));
        parameters.as_array_mut().unwrap().push(cookie);
    }
    sandbox.write("refused.json", &refused.to_string());
    let line = "drift --base [root]/refused.json --against [root]/refused.json --fail-on any";
    let (exit, text) = sandbox.run(line);
    assert_eq!(exit, Exit::Success, "{text}");
    assert!(text.contains("Version bump due: none."), "{text}");
    assert!(
        text.contains("refuses the new document at 2 locations, as it refused the old one."),
        "{text}"
    );
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let note = "note: the generator refuses both documents at #/paths/";
    assert_eq!(text.matches(note).count(), 2, "{text}");
    assert_eq!(text.matches("is a cookie parameter").count(), 2, "{text}");
}

/// Our descriptions and corrections are not drift, and neither is upstream prose.
#[test]
fn prose_and_other_extensions_are_not_findings() {
    let sandbox = Sandbox::new();
    let upstream = documents::file(UPSTREAM)
        .replace("description: OK\n", "description: Everything went well.\n");
    sandbox.write(
        "newer.yaml",
        &upstream.replace(
            "      operationId:",
            "      x-originalParamName: body\n      operationId:",
        ),
    );
    let text = sandbox.output_of(
        "drift --against [root]/newer.yaml --fail-on any",
        Exit::Success,
    );
    assert!(text.contains("\nno findings."), "{text}");
}
