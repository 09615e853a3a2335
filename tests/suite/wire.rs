//! Requests as received by the server.

mod broken;
pub(crate) mod calls;
pub(crate) mod document;
pub(crate) mod operations;
mod prism;
pub(crate) mod schema;

use astro_api::{
    Client,
    types::{
        AstronomerProduct, OrganizationSort, Product, ProductPlan, UpdateOrganizationRequest,
        builder::UpdateOrganizationRequestBuilder,
    },
};
use astro_api_fake::{Fake, RecordedRequest};
use astro_api_tests::{TOKEN, client, fake};
use chrono::{DateTime, Utc};

/// Returns the only request that the fake received.
fn sent(fake: &Fake) -> RecordedRequest {
    let mut requests = fake.requests();
    assert_eq!(requests.len(), 1, "{requests:?}");
    requests.remove(0)
}

/// Formats a request as text. Values that differ between machines and releases are replaced by placeholders.
fn render(request: &RecordedRequest, fake: &Fake) -> String {
    let os = format!("{}-{}", std::env::consts::OS, std::env::consts::ARCH);
    let mut out = format!("{} {}", request.method, request.path);
    if !request.query.is_empty() {
        // One line per parameter; the order is that of the request.
        let query = request.query.replace('&', "\n    &");
        out.push_str(&format!("\n    ?{query}"));
    }
    for (name, value) in &request.headers {
        let value = value
            .replace(TOKEN, "[token]")
            .replace(&fake.address().to_string(), "[host]")
            .replace(env!("CARGO_PKG_VERSION"), "[version]")
            .replace(&os, "[os]-[arch]");
        out.push_str(&format!("\n{name}: {value}"));
    }
    if !request.body.is_empty() {
        let body: serde_json::Value = serde_json::from_slice(&request.body).unwrap();
        out.push_str(&format!("\n\n{body:#}"));
    }
    out
}

fn time(text: &str) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(text).unwrap().to_utc()
}

/// Sends a request to a new, empty fake, and returns the received request.
macro_rules! wire {
    ($call:expr) => {{
        let fake = fake(0).await;
        let call: fn(Client) -> _ = $call;
        // The fake's response is not tested here.
        let _ = call(client(fake.base_url())).send().await;
        let request = sent(&fake);
        assert_eq!(
            request.header("authorization"),
            Some(format!("Bearer {TOKEN}").as_str())
        );
        render(&request, &fake)
    }};
}

const ID: &str = "clmaxoarx000008l2c5ayb9pt";

#[tokio::test(flavor = "multi_thread")]
async fn list_organizations() {
    let minimal = wire!(|client| client.list_organizations());
    let all = wire!(|client| client
        .list_organizations()
        .product_plan(ProductPlan::BusinessCritical)
        .astronomer_product(AstronomerProduct::Astro)
        .product(Product::Hybrid)
        .offset(2000)
        .limit(1000)
        .sorts([
            OrganizationSort::NameAsc,
            OrganizationSort::CreatedAtDesc,
            OrganizationSort::UpdatedAtAsc,
        ]));
    insta::assert_snapshot!("list_organizations", format!("{minimal}\n\n---\n\n{all}"));
}

#[tokio::test(flavor = "multi_thread")]
async fn get_organization() {
    let minimal = wire!(|client| client.organization(ID).get_organization());
    let all = wire!(|client| client
        .organization(ID)
        .get_organization()
        .is_look_up_only(true));
    insta::assert_snapshot!("get_organization", format!("{minimal}\n\n---\n\n{all}"));
}

fn required_settings() -> UpdateOrganizationRequestBuilder {
    UpdateOrganizationRequest::builder()
        .billing_email("accounts@tern-island.example")
        .is_scim_enabled(false)
        .name("Tern Island \"Ornithology\" 🐦")
}

#[tokio::test(flavor = "multi_thread")]
async fn update_organization() {
    let minimal = wire!(|client| client
        .organization(ID)
        .update_organization(required_settings()));
    let all = wire!(|client| client.organization(ID).update_organization(
        required_settings()
            .allow_enhanced_support_access(false)
            .has_ai_features_disabled(true)
            .should_enforce_dedicated_clusters(true)
    ));
    insta::assert_snapshot!("update_organization", format!("{minimal}\n\n---\n\n{all}"));
}

#[tokio::test(flavor = "multi_thread")]
async fn get_organization_audit_logs() {
    let minimal = wire!(|client| client.organization(ID).get_organization_audit_logs());
    let all = wire!(|client| client
        .organization(ID)
        .get_organization_audit_logs()
        .start_date(time("2026-02-01T01:30:00+01:30"))
        .end_date(time("2026-02-02T00:00:00.25Z")));
    insta::assert_snapshot!(
        "get_organization_audit_logs",
        format!("{minimal}\n\n---\n\n{all}")
    );
}

/// Exactly these, even if an update of the HTTP library adds others.
#[tokio::test(flavor = "multi_thread")]
async fn request_has_exactly_the_expected_headers() {
    let fake = fake(1).await;
    let client = client(fake.base_url());
    client.list_organizations().send().await.unwrap();
    let request = sent(&fake);
    let mut names: Vec<&str> = request
        .headers
        .iter()
        .map(|(name, _)| name.as_str())
        .collect();
    names.sort_unstable();
    assert_eq!(
        names,
        [
            "accept",
            "accept-encoding",
            "authorization",
            "host",
            "user-agent",
            "x-api-version",
            "x-astro-client-identifier",
            "x-astro-client-version",
            "x-client-os-identifier",
        ]
    );
    for (name, value) in &request.headers {
        assert!(!value.trim().is_empty(), "{name} is empty");
    }
    // Progenitor would send this version; the API would not know the version of its own document.
    assert_eq!(request.header("api-version"), None);
    assert_eq!(request.header("x-api-version"), Some("1.0"));
}

#[tokio::test(flavor = "multi_thread")]
async fn user_agent_suffix_is_appended() {
    let fake = fake(1).await;
    let client = Client::builder()
        .token(TOKEN)
        .base_url(fake.base_url())
        .user_agent_suffix("nightly-report/2.1")
        .build()
        .unwrap();
    client.list_organizations().send().await.unwrap();
    let expected = format!(
        "astro-api-rust/{} nightly-report/2.1",
        env!("CARGO_PKG_VERSION")
    );
    assert_eq!(sent(&fake).header("user-agent"), Some(expected.as_str()));
}

#[tokio::test(flavor = "multi_thread")]
async fn empty_list_sends_no_query_parameter() {
    let fake = fake(1).await;
    let request = client(fake.base_url())
        .list_organizations()
        .sorts(Vec::<OrganizationSort>::new())
        .limit(3);
    request.send().await.unwrap();
    assert_eq!(sent(&fake).query, "limit=3");
}

#[tokio::test(flavor = "multi_thread")]
async fn unknown_enum_value_is_sent_unchanged() {
    let fake = fake(1).await;
    let plan: ProductPlan = "NEW PLAN & MORE".parse().unwrap();
    let request = client(fake.base_url())
        .list_organizations()
        .product_plan(plan);
    let error = request.send().await.unwrap_err();
    assert_eq!(sent(&fake).query, "productPlan=NEW+PLAN+%26+MORE");
    // Only the API knows all valid values.
    assert_eq!(error.field_errors()[0].field, "productPlan");
}

#[tokio::test(flavor = "multi_thread")]
async fn ids_are_percent_encoded_in_paths() {
    for (id, path) in [
        ("a-b_C9", "/v1/organizations/a-b_C9"),
        ("größe", "/v1/organizations/gr%C3%B6%C3%9Fe"),
        ("a&b=c;d+e", "/v1/organizations/a&b=c;d+e"),
        ("a\"b<c>d", "/v1/organizations/a%22b%3Cc%3Ed"),
        ("a..b", "/v1/organizations/a..b"),
    ] {
        let fake = fake(0).await;
        let request = client(fake.base_url()).organization(id).get_organization();
        assert!(request.send().await.unwrap_err().is_not_found());
        assert_eq!(sent(&fake).path, path);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn base_url_path_is_preserved() {
    for prefix in ["", "/", "/astro", "/astro/v1/", "/a%20b/v1"] {
        let fake = fake(0).await;
        let client = client(format!("http://{}{prefix}", fake.address()));
        let _ = client.organization(ID).get_organization().send().await;
        let prefix = prefix.trim_end_matches('/');
        assert_eq!(sent(&fake).path, format!("{prefix}/organizations/{ID}"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn request_can_be_cloned_changed_and_resent() {
    let fake = fake(30).await;
    let request = client(fake.base_url()).list_organizations().limit(7);
    let first = request.clone().send().await.unwrap();
    let second = request.offset(7).send().await.unwrap();
    assert_eq!(
        (first.organizations.len(), second.organizations.len()),
        (7, 7)
    );
    assert_ne!(first.organizations[0].id, second.organizations[0].id);
    let queries: Vec<String> = fake.requests().into_iter().map(|r| r.query).collect();
    assert_eq!(queries, ["limit=7", "offset=7&limit=7"]);
}
