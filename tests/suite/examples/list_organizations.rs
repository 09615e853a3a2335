//! Lists Organizations.

use astro_api::types::{Organization, Product};
use astro_api_fake::{Fake, FakeResponse};
use astro_api_tests::{TOKEN, fake};
use serde_json::{Value, json};

use super::{Run, matches_snapshot};

const NAME: &str = "list_organizations";

fn run(arguments: &str, environment: &[(&str, &str)]) -> Run {
    super::run(NAME, arguments, environment)
}

/// Runs the program, which must succeed, without a token: it starts its own fake and says so in one line.
fn list(arguments: &str) -> String {
    let run = super::run_with_own_fake(NAME, arguments);
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    run.out
}

/// Returns the Organizations and the total that the program printed as JSON.
fn list_json(arguments: &str) -> (Vec<Organization>, i64) {
    let mut printed: Value = serde_json::from_str(&list(&format!("{arguments} --json"))).unwrap();
    let organizations = serde_json::from_value(printed["organizations"].take()).unwrap();
    (organizations, printed["totalCount"].as_i64().unwrap())
}

fn run_against(fake: &Fake, token: &str, arguments: &str) -> Run {
    super::run_against(fake, token, NAME, arguments)
}

#[test]
fn table_matches() {
    matches_snapshot("list-organizations-table", &list(""));
}

#[test]
fn table_with_all_options_matches() {
    let table = list("--all --limit 5 --product HYBRID --sort name:asc");
    matches_snapshot("list-organizations-table-with-options", &table);
}

#[test]
fn limit_sets_the_page_size_and_all_lists_all() {
    let (page, total) = list_json("");
    assert_eq!((page.len(), total), (20, 42));
    let (page, total) = list_json("--limit 3");
    assert_eq!((page.len(), total), (3, 42));
    for arguments in ["--all", "--all --limit 5"] {
        let (all, total) = list_json(arguments);
        assert_eq!((all.len(), total), (42, 42));
        let mut ids: Vec<String> = all.into_iter().map(|o| o.id).collect();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), 42, "each once");
    }
}

#[test]
fn filters_and_sorts_are_sent() {
    let (hybrid, _) = list_json("--all --product HYBRID");
    assert!(!hybrid.is_empty());
    assert!(hybrid.iter().all(|o| o.product == Some(Product::Hybrid)));

    let (trials, _) = list_json("--all --product-plan TRIAL");
    assert!(!trials.is_empty());
    let on_trial = |o: &Organization| {
        let mut plans = o.product_plans.iter();
        plans.any(|p| p.product_plan_name.as_str() == "TRIAL")
    };
    assert!(trials.iter().all(on_trial));
}

/// The second sort key breaks ties.
#[tokio::test(flavor = "multi_thread")]
async fn sorts_are_applied_in_order() {
    let fake = fake(0).await;
    for (id, name, year) in [("a", "x", 2021), ("b", "y", 2023), ("c", "y", 2022)] {
        fake.add_organization(json!({
            "id": id,
            "name": name,
            "createdAt": format!("{year}-01-01T00:00:00Z"),
            "updatedAt": format!("{year}-01-01T00:00:00Z"),
        }));
    }
    for (arguments, order) in [
        ("--sort name:desc --sort createdAt:asc", ["c", "b", "a"]),
        ("--sort name:desc --sort createdAt:desc", ["b", "c", "a"]),
        ("--sort createdAt:desc --sort name:desc", ["b", "c", "a"]),
        ("--sort createdAt:asc --sort name:desc", ["a", "c", "b"]),
    ] {
        let run = run_against(&fake, TOKEN, &format!("{arguments} --json"));
        assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{arguments}");
        let printed: Value = serde_json::from_str(&run.out).unwrap();
        let organizations = printed["organizations"].as_array().unwrap();
        let ids: Vec<&str> = organizations
            .iter()
            .filter_map(|o| o["id"].as_str())
            .collect();
        assert_eq!(ids, order, "{arguments}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn token_comes_from_the_environment() {
    let fake = fake(3).await;
    let run = run_against(&fake, TOKEN, "");
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    assert!(run.out.ends_with("\n3 of 3 organizations\n"), "{}", run.out);
    for position in 0..3 {
        let organization = fake.organization(position).unwrap();
        assert!(run.out.contains(organization["id"].as_str().unwrap()));
    }
    assert_eq!(fake.requests().len(), 1);
}

/// Every run checks that no token is printed; here the server echoes it.
#[tokio::test(flavor = "multi_thread")]
async fn echoed_token_is_not_printed() {
    let fake = fake(0).await;
    for response in [
        FakeResponse::error(401, format!("{TOKEN} is not valid")),
        FakeResponse::new(502).body(format!("<html>{TOKEN}</html>")),
        FakeResponse::json(200, &json!({ "organizations": [TOKEN], "totalCount": 1 })),
    ] {
        fake.next(response);
        let run = run_against(&fake, TOKEN, "--attempts 1");
        assert_eq!((run.code, run.out.as_str()), (Some(1), ""));
        assert!(run.err.contains("[redacted]"), "{}", run.err);
    }
}

#[test]
fn invalid_options_are_printed_with_valid_ones() {
    for (arguments, texts) in [
        ("--limit 0", ["'--limit <N>'", "1..=1000"]),
        ("--limit 1001", ["1001", "1..=1000"]),
        ("--limit many", ["'many'", "'--limit <N>'"]),
        ("--product CLOUD", ["'CLOUD'", "HOSTED, HYBRID"]),
        (
            "--product-plan TEAM",
            [
                "'TEAM'",
                "TRIAL, BASIC, STANDARD, PREMIUM, BUSINESS_CRITICAL",
            ],
        ),
        ("--sort name", ["'name'", "name:asc, name:desc"]),
        ("--everything", ["'--everything'", "--help"]),
    ] {
        let run = run(arguments, &[]);
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{arguments}");
        for text in texts {
            assert!(run.err.contains(text), "{arguments}: {}", run.err);
        }
    }
}

#[test]
fn invalid_environment_is_reported_like_invalid_options() {
    for (variable, value, text) in [
        (
            "ASTRO_API_HOST",
            "http://api.example",
            "ASTRO_API_HOST: the base URL http://api.example",
        ),
        (
            "ASTRO_API_HOST",
            "https://u:p@api.example",
            "contains credentials",
        ),
        (
            "ASTRO_DOMAIN",
            "a b",
            "ASTRO_DOMAIN: the base URL is not a URL",
        ),
        (
            "ASTRO_API_TOKEN",
            "two\nlines",
            "the API token contains a character",
        ),
    ] {
        let run = run("", &[("ASTRO_API_TOKEN", TOKEN), (variable, value)]);
        assert_eq!(
            (run.code, run.out.as_str()),
            (Some(2), ""),
            "{variable}: {}",
            run.err
        );
        assert!(run.err.starts_with("error: "), "{}", run.err);
        assert!(run.err.contains(text), "{}", run.err);
        assert!(
            !run.err.contains("u:p") && !run.err.contains("two"),
            "{}",
            run.err
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn api_error_is_printed_with_status_message_and_request_id() {
    let fake = fake(3).await;
    let run = run_against(&fake, "eyJhIjoxfQ.eyJiIjoyfQ.c2ln", "");
    assert_eq!((run.code, run.out.as_str()), (Some(1), ""));
    assert_eq!(
        run.err,
        "error: ListOrganizations: the API returned 401 Unauthorized: The token is not valid; check that the token is \
         complete, not expired and not revoked (request id fa4e0000-0000-4000-8000-000000000000)\n"
    );
    // The gateway's text, which is not JSON.
    let run = run_against(&fake, "malformed", "--all");
    assert_eq!(run.code, Some(1));
    for text in [
        "401 Unauthorized",
        "Jwt is not in the form",
        "fa4e0000-0000-4000-8000-000000000001",
    ] {
        assert!(run.err.contains(text), "{}", run.err);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn failed_pagination_prints_no_partial_table() {
    let fake = fake(30).await;
    fake.next(FakeResponse::regular());
    fake.next(FakeResponse::new(502).body("<html>Bad Gateway</html>"));
    let run = run_against(&fake, TOKEN, "--all --limit 10 --attempts 1");
    assert_eq!((run.code, run.out.as_str()), (Some(1), ""));
    assert!(run.err.contains("502 Bad Gateway"), "{}", run.err);
    assert!(
        run.err.contains("  body: <html>Bad Gateway</html>\n"),
        "{}",
        run.err
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn connection_error_is_printed_with_its_causes() {
    let fake = fake(1).await;
    let base_url = fake.base_url();
    drop(fake);
    let run = run(
        "--attempts 1",
        &[("ASTRO_API_TOKEN", TOKEN), ("ASTRO_API_HOST", &base_url)],
    );
    assert_eq!((run.code, run.out.as_str()), (Some(1), ""));
    let expected = format!(
        "cannot connect to {}: Connection refused",
        base_url.trim_end_matches("/v1")
    );
    assert!(run.err.contains(&expected), "{}", run.err);
}

/// A proxy would see the token, and could not reach this machine.
#[tokio::test(flavor = "multi_thread")]
async fn loopback_server_bypasses_the_proxy() {
    let proxy = fake(0).await;
    let proxy_url = format!("http://{}", proxy.address());
    let fake = fake(2).await;
    let environment = [
        ("ASTRO_API_TOKEN", TOKEN),
        ("ASTRO_API_HOST", &fake.base_url()),
        ("HTTP_PROXY", &proxy_url),
        ("http_proxy", &proxy_url),
        ("ALL_PROXY", &proxy_url),
        ("NO_PROXY", ""),
        ("no_proxy", ""),
    ];
    let run = run("", &environment);
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(run.out.ends_with("\n2 of 2 organizations\n"), "{}", run.out);
    assert_eq!(proxy.requests(), []);
}
