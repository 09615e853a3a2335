//! Exports audit logs.

use std::{fs, path::Path};

use astro_api_fake::{AuditLogs, Fake, FakeResponse};
use serde_json::Value;

use super::{Run, against, readme::arguments, run_with_own_fake_in, start};

const NAME: &str = "export_audit_logs";

/// The options that select all records of the fake.
const ALL: &str = "--days 90 --until 2026-06-30T00:00:00Z";

fn export(fake: &Fake, path: &Path, options: &str) -> Run {
    against(fake, NAME, &format!("{} {options}", path.display()))
}

#[test]
fn a_week_of_logs_is_exported() {
    let folder = tempfile::tempdir().unwrap();
    let run = run_with_own_fake_in(folder.path(), NAME, &arguments(NAME));
    // There is no progress bar without a terminal.
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    let text = fs::read_to_string(folder.path().join("audit-logs.ndjson")).unwrap();
    let records: Vec<Value> = text
        .lines()
        .map(|l| serde_json::from_str(l).unwrap())
        .collect();
    assert!(records.len() > 50, "{}", records.len());
    for record in &records {
        let time = record["timestamp"].as_str().unwrap();
        assert!(
            ("2026-06-23T00:00:00"..="2026-06-30T00:00:00").contains(&time),
            "{time}"
        );
    }
    let expected = format!("{} records, ", records.len());
    assert!(run.out.starts_with(&expected), "{}", run.out);
    assert!(
        run.out.ends_with(" are in audit-logs.ndjson\n"),
        "{}",
        run.out
    );
}

/// With every encoding of the export, the file has the records as the API wrote them.
#[tokio::test(flavor = "multi_thread")]
async fn file_contains_decompressed_records() {
    let folder = tempfile::tempdir().unwrap();
    let logs = AuditLogs::new(5_000);
    let mut texts = Vec::new();
    for (number, logs) in [logs, logs.content_encoding(), logs.plain()]
        .into_iter()
        .enumerate()
    {
        let (fake, _) = start(Fake::builder().audit_logs(logs)).await;
        let path = folder.path().join(number.to_string());
        let run = export(&fake, &path, ALL);
        assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
        assert!(run.out.starts_with("5000 records, "), "{}", run.out);
        let request = fake.requests().pop().unwrap();
        for part in [
            "startDate=2026-04-01T00%3A00%3A00",
            "endDate=2026-06-30T00%3A00%3A00",
        ] {
            assert!(request.query.contains(part), "{}", request.query);
        }
        texts.push(fs::read_to_string(&path).unwrap());
    }
    assert_eq!(texts[0].lines().count(), 5_000);
    assert!(texts[0] == texts[1] && texts[1] == texts[2]);
    // The order of the members is preserved, too.
    assert!(
        texts[0].starts_with(r#"{"id":"evt-00000000","timestamp":"#),
        "{:.80}",
        texts[0]
    );
}

/// An existing file is replaced by a complete one or unchanged.
#[tokio::test(flavor = "multi_thread")]
async fn file_is_complete_or_absent() {
    let (fake, _) = start(Fake::builder().audit_logs(AuditLogs::new(5_000))).await;
    let folder = tempfile::tempdir().unwrap();
    let (existing, new) = (folder.path().join("former"), folder.path().join("new"));
    fs::write(&existing, "the former one").unwrap();
    for (response, text) in [
        (
            FakeResponse::regular().cut_after(20_000),
            "error: GetOrganizationAuditLogs: ",
        ),
        (
            FakeResponse::error(403, "not yours"),
            "error: GetOrganizationAuditLogs: the API returned 403 Forbidden: not yours",
        ),
        (
            FakeResponse::new(200).body("{\"id\":1}\n<html>"),
            "error: GetOrganizationAuditLogs: cannot deserialize record 2",
        ),
    ] {
        for path in [&existing, &new] {
            fake.next(FakeResponse::regular());
            fake.next(response.clone());
            let run = export(&fake, path, ALL);
            assert_eq!((run.code, run.out.as_str()), (Some(1), ""), "{}", run.err);
            assert!(run.err.starts_with(text), "{}", run.err);
            assert_eq!(fs::read_to_string(&existing).unwrap(), "the former one");
            assert_eq!(folder.path().read_dir().unwrap().count(), 1);
        }
    }
    let run = export(&fake, &existing, ALL);
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert_eq!(
        fs::read_to_string(&existing).unwrap().lines().count(),
        5_000
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn missing_folder_and_invalid_options_are_printed() {
    let (fake, _) = start(Fake::builder()).await;
    let run = export(&fake, Path::new("missing/file"), "");
    assert_eq!((run.code, run.out.as_str()), (Some(1), ""));
    assert!(
        run.err.starts_with("error: cannot make missing/file: "),
        "{}",
        run.err
    );
    for (arguments, text) in [
        ("", "<FILE>"),
        ("x --days 91", "1..=90"),
        ("x --until yesterday", "'--until <TIME>'"),
    ] {
        let run = against(&fake, NAME, arguments);
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{arguments}");
        assert!(run.err.contains(text), "{arguments}: {}", run.err);
    }
}
