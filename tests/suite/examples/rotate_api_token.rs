//! Rotates an API token.

use std::{fs, path::Path};

use astro_api::types::{ApiTokenScope, CreateApiTokenRequest};
use astro_api_fake::{Fake, FakeResponse};
use astro_api_tests::client;

use super::{Run, against, readme::arguments, run_with_own_fake_in, start};

const NAME: &str = "rotate_api_token";

/// A secret whose parts can be found anywhere.
const SECRET: &str = "eyJyb3RhdGVkIjoxfQ.eyJyb3RhdGVkIjoyfQ.cm90YXRlZC1zaWduYXR1cmU";

fn assert_secret_not_printed(secret: &str, run: &Run) {
    for part in secret.split('.') {
        assert!(!run.out.contains(part), "the secret is in {}", run.out);
        assert!(!run.err.contains(part), "the secret is in {}", run.err);
    }
}

/// Returns the files of a folder by name.
fn files(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    entries
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .collect()
}

#[test]
fn secret_is_written_only_to_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let run = run_with_own_fake_in(folder.path(), NAME, &arguments(NAME));
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    assert!(run.out.starts_with("the new secret of ci ("), "{}", run.out);
    assert!(
        run.out
            .ends_with(") is in astro-token.txt\nthe previous secret is no longer valid\n"),
        "{}",
        run.out
    );
    let secret = fs::read_to_string(folder.path().join("astro-token.txt")).unwrap();
    assert_eq!(secret.split('.').count(), 3);
    assert_secret_not_printed(&secret, &run);
    assert_eq!(files(folder.path()), ["astro-token.txt"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn token_is_rotated_once_and_the_file_is_private() {
    let (fake, id) = start(Fake::builder().api_tokens(3)).await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("secret");
    fs::write(&path, "the former one").unwrap();
    let before = fake.collection(&id, "tokens");
    let token = before[1]["id"].as_str().unwrap();

    // By its id, with a known secret.
    let mut rotated = before[1].clone();
    rotated["token"] = SECRET.into();
    fake.next(FakeResponse::regular());
    fake.next(FakeResponse::regular());
    fake.next(FakeResponse::json(200, &rotated));
    let run = against(&fake, NAME, &format!("{token} --out {}", path.display()));
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    assert_eq!(fs::read_to_string(&path).unwrap(), SECRET);
    assert_secret_not_printed(SECRET, &run);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }

    // By its name; the fake records the time.
    let name = before[1]["name"].as_str().unwrap();
    let run = against(&fake, NAME, &format!("{name} --out {}", path.display()));
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    let after = fake.collection(&id, "tokens");
    assert_ne!(after[1]["lastRotatedAt"], before[1]["lastRotatedAt"]);
    assert_eq!((&after[0], &after[2]), (&before[0], &before[2]));
    assert_ne!(fs::read_to_string(&path).unwrap(), SECRET);
    let sent_requests = super::requests(&fake);
    let rotations = sent_requests
        .iter()
        .filter(|r| **r == format!("POST tokens/{token}/rotate"));
    assert_eq!(rotations.count(), 2);
    assert_eq!(files(folder.path()), ["secret"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn print_option_prints_only_the_secret() {
    let (fake, id) = start(Fake::builder()).await;
    let mut rotated = fake.collection(&id, "tokens").remove(0);
    rotated["token"] = SECRET.into();
    fake.next(FakeResponse::regular());
    fake.next(FakeResponse::regular());
    fake.next(FakeResponse::json(200, &rotated));
    let run = against(&fake, NAME, "ci --print");
    assert_eq!(run.out, format!("{SECRET}\n"));
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
}

/// In other programs, a closed pipe is no error; here, it loses a secret that cannot be read again.
#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn unprintable_secret_is_a_failure() {
    let (fake, id) = start(Fake::builder()).await;
    let run = super::against_with_closed_stdout(&fake, NAME, "ci --print");
    assert_eq!(run.code, Some(1));
    let expected = "error: cannot print the new secret: ";
    assert!(run.err.starts_with(expected), "{}", run.err);
    assert!(fake.collection(&id, "tokens")[0]["lastRotatedAt"].is_string());

    let run = super::against_with_closed_stdout(&fake, "list_all_deployments", "");
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
}

/// Without a writable file, the token is not rotated: the new secret would be lost, and the old one invalid.
#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_rotated_without_a_destination() {
    let (fake, id) = start(Fake::builder()).await;
    let before = fake.collection(&id, "tokens");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("missing/secret");
    let run = against(&fake, NAME, &format!("ci --out {}", path.display()));
    assert_eq!((run.code, run.out.as_str()), (Some(1), ""));
    assert!(
        run.err
            .starts_with(&format!("error: cannot make {}: ", path.display())),
        "{}",
        run.err
    );
    let run = against(
        &fake,
        NAME,
        &format!("ci --out {}", folder.path().display()),
    );
    assert_eq!((run.code, run.out.as_str()), (Some(1), ""));
    assert!(run.err.ends_with(": it is a folder\n"), "{}", run.err);
    for (arguments, text) in [
        ("ci", "--out <FILE>"),
        ("ci --print --out x", "cannot be used with"),
    ] {
        let run = against(&fake, NAME, arguments);
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{arguments}");
        assert!(run.err.contains(text), "{arguments}: {}", run.err);
    }
    assert_eq!(fake.collection(&id, "tokens"), before);
}

#[tokio::test(flavor = "multi_thread")]
async fn failure_leaves_the_file_unchanged() {
    let (fake, id) = start(Fake::builder()).await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("secret");
    fs::write(&path, "the former one").unwrap();
    let command = format!("ci --out {}", path.display());
    let without_secret = fake.collection(&id, "tokens").remove(0);
    for (response, text) in [
        (
            FakeResponse::error(403, "not yours"),
            "error: RotateApiToken: the API returned 403 Forbidden: not yours",
        ),
        (
            FakeResponse::json(200, &without_secret),
            "error: the response contains no new secret; rotate again\n",
        ),
    ] {
        fake.next(FakeResponse::regular());
        fake.next(FakeResponse::regular());
        fake.next(response);
        let run = against(&fake, NAME, &command);
        assert_eq!((run.code, run.out.as_str()), (Some(1), ""));
        assert!(run.err.starts_with(text), "{}", run.err);
        assert_eq!(fs::read_to_string(&path).unwrap(), "the former one");
        assert_eq!(files(folder.path()), ["secret"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn unknown_or_ambiguous_name_is_rejected() {
    let (fake, id) = start(Fake::builder()).await;
    let run = against(&fake, NAME, "terraform --print");
    let expected = "error: no API token has the name or the id terraform\n";
    assert_eq!(
        (run.code, run.out.as_str(), run.err.as_str()),
        (Some(1), "", expected)
    );

    let twin = CreateApiTokenRequest::builder()
        .name("ci")
        .scope(ApiTokenScope::Organization)
        .role("ORGANIZATION_MEMBER");
    let client = client(fake.base_url());
    client
        .organization(&id)
        .create_api_token(twin)
        .send()
        .await
        .unwrap();
    let run = against(&fake, NAME, "ci --print");
    assert_eq!((run.code, run.out.as_str()), (Some(1), ""));
    assert!(
        run.err
            .starts_with("error: several API tokens have the name ci; pass one of their ids: "),
        "{}",
        run.err
    );
    for token in fake.collection(&id, "tokens") {
        assert!(
            run.err.contains(token["id"].as_str().unwrap()),
            "{}",
            run.err
        );
    }
    assert!(fake.requests().iter().all(|r| !r.path.ends_with("/rotate")));
}
