//! Tests the program: options, formats and exit codes.

use std::process::{Command, Output};

use astro_api_fake::{Fake, FakeResponse};
use serde_json::{Value, json};

use crate::{ORGANIZATIONS, document::readable, fake, spec_with};

/// Runs the program with only these environment variables.
fn run(args: &[&str], variables: &[(&str, &str)]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_astro-api-probe"));
    command
        .args(args)
        .env_clear()
        .envs(variables.iter().copied());
    let Output {
        status,
        stdout,
        stderr,
    } = command.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (status.code().unwrap(), text(stdout), text(stderr))
}

/// Runs the program against a fake that keeps running.
async fn run_against(fake: &Fake, args: &[&str]) -> (i32, String, String) {
    let folder = tempfile::tempdir().unwrap();
    let spec = folder.path().join("spec.json");
    std::fs::write(&spec, spec_with(&ORGANIZATIONS).to_string()).unwrap();
    let mut all = vec!["--spec".to_owned(), spec.display().to_string()];
    all.extend(args.iter().map(|&arg| arg.to_owned()));
    let (host, token) = (format!("http://{}", fake.address()), fake.token());
    let program = tokio::task::spawn_blocking(move || {
        let args: Vec<&str> = all.iter().map(String::as_str).collect();
        run(
            &args,
            &[("ASTRO_API_HOST", &host), ("ASTRO_API_TOKEN", &token)],
        )
    });
    program.await.unwrap()
}

#[test]
fn a_missing_token_is_an_error_that_says_what_to_set() {
    let (code, out, log) = run(&[], &[]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(
        log.contains("ASTRO_API_TOKEN") && log.contains("--fake"),
        "{log}"
    );
}

#[test]
fn invalid_documents_are_errors() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.yaml");
    let spec = file.to_str().unwrap();
    let (code, _, log) = run(&["--fake", "--spec", spec], &[]);
    assert!(
        code == 2 && log.contains("cannot read") && log.contains(spec),
        "{log}"
    );
    for (text, expected) in [
        ("openapi: 3.1.0", "3.0.x"),
        ("{", "not JSON"),
        ("a: [", "not YAML"),
        ("a: 1", "`openapi`"),
    ] {
        std::fs::write(&file, text).unwrap();
        let (code, _, log) = run(&["--fake", "--spec", spec], &[]);
        assert!(code == 2 && log.contains(expected), "{log}");
    }
}

#[test]
fn invalid_options_are_errors() {
    for args in [&["--depth", "0"][..], &["--format", "xml"], &["--nothing"]] {
        let (code, out, log) = run(args, &[]);
        assert_eq!((code, out.as_str()), (2, ""));
        assert!(log.contains("error"), "{log}");
    }
}

#[test]
fn the_fake_has_no_findings_for_the_checked_in_document() {
    let (code, out, log) = run(&["--fake"], &[]);
    assert_eq!(code, 0, "{out}{log}");
    assert!(out.ends_with("\nno findings.\n"), "{out}");
    let all = readable().len();
    let expected = format!("{all} of {all} operations read");
    assert!(all > 30 && log.contains(&expected), "{log}");
}

#[tokio::test]
async fn fail_on_sets_the_minimum_severity() {
    let fake = fake(3).await;
    assert_eq!(run_against(&fake, &[]).await.0, 0);
    let mut row = fake.organization(0).unwrap();
    row["status"] = json!("FROZEN");
    let unknown = json!({ "organizations": [row], "totalCount": 1, "limit": 10, "offset": 0 });
    row["name"] = Value::Null;
    let null = json!({ "organizations": [row], "totalCount": 1, "limit": 10, "offset": 0 });
    row["name"] = json!(7);
    let number = json!({ "organizations": [row], "totalCount": 1, "limit": 10, "offset": 0 });
    for (page, codes) in [
        (unknown, [1, 0, 0, 0]),
        (null, [1, 1, 0, 0]),
        (number, [1, 1, 1, 0]),
    ] {
        for (fail_on, expected) in ["any", "risk", "break", "none"].into_iter().zip(codes) {
            fake.next(FakeResponse::json(200, &page));
            let (code, out, log) = run_against(&fake, &["--fail-on", fail_on]).await;
            assert_eq!(code, expected, "{fail_on} {out}{log}");
            assert!(out.contains("FROZEN") && !out.contains('\u{1b}'), "{out}");
        }
    }
}

#[tokio::test]
async fn report_is_written_in_each_format() {
    let fake = fake(1).await;
    let mut row = fake.organization(0).unwrap();
    row["isBrandNew"] = json!(true);
    let page = json!({ "organizations": [row], "totalCount": 1, "limit": 10, "offset": 0 });
    for (format, start) in [
        ("json", "{"),
        ("markdown", "## "),
        ("github", "::notice title="),
        (
            "text",
            "Released crates keep working.\nVersion bump due: minor.\n1 finding: 1 minor.\n",
        ),
    ] {
        fake.next(FakeResponse::json(200, &page));
        let (_, out, _) = run_against(&fake, &["--format", format]).await;
        assert!(
            out.starts_with(start) && out.contains("isBrandNew"),
            "{out}"
        );
        if format == "json" {
            let report: Value = serde_json::from_str(&out).unwrap();
            assert_eq!(report["findings"][0]["seen"], 1);
            assert_eq!(report["verdict"]["released"], "keeps-working");
        }
    }
}

/// A rejected token is not drift, but no response was validated either.
#[tokio::test]
async fn no_successful_response_is_an_error() {
    let fake = fake(1).await;
    let token = fake.token();
    fake.on_request(|_| Some(FakeResponse::error(401, "The token is not valid")));
    let (code, out, log) = run_against(&fake, &["--fail-on", "none"]).await;
    assert_eq!(code, 2);
    assert!(out.contains("401: the token was rejected"), "{out}");
    assert!(log.contains("no operation could be read"), "{log}");
    assert!(!out.contains(&token) && !log.contains(&token));
}
