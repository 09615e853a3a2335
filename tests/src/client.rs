//! Clients of local servers.

use astro_api::{Client, ClientBuilder, RateLimits, RetryPolicy};
use astro_api_fake::Fake;

/// The token that the tests send. It has the form of a real one, and each of its parts can be found wherever it leaks.
pub const TOKEN: &str =
    "eyJtYXJrZWQiOiJoZWFkZXIifQ.eyJtYXJrZWQiOiJjbGFpbXMifQ.bWFya2VkLXNpZ25hdHVyZQ";

/// Starts a fake that accepts [`TOKEN`] and has this many generated Organizations.
pub async fn fake(organizations: u32) -> Fake {
    Fake::builder()
        .organizations(organizations)
        .token(TOKEN)
        .start()
        .await
        .unwrap()
}

/// Returns the id of a fake's first Organization.
pub fn organization_id(fake: &Fake) -> String {
    let organization = fake.organization(0).unwrap();
    organization["id"].as_str().unwrap().to_owned()
}

/// Creates a client of a server at that base URL, with [`TOKEN`], without retries, rate limits or concurrency: for
/// tests of a single response.
pub fn client(base_url: impl AsRef<str>) -> Client {
    client_with_token(base_url, TOKEN)
}

/// Creates the same client with another token.
pub fn client_with_token(base_url: impl AsRef<str>, token: &str) -> Client {
    builder(base_url)
        .token(token)
        .retry(RetryPolicy::never())
        .rate_limits(RateLimits::off())
        .concurrent_pages(1)
        .build()
        .unwrap()
}

/// Returns the builder of a client of a server at that base URL, with [`TOKEN`] and otherwise default settings.
pub fn builder(base_url: impl AsRef<str>) -> ClientBuilder {
    Client::builder().token(TOKEN).base_url(base_url)
}
