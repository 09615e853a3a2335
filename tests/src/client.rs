//! Clients of servers on this machine.

use astro_api::{Client, ClientBuilder, RateLimits, RetryPolicy};
use astro_api_fake::Fake;

/// The token that the tests send. It has the form of a real one, and each of its parts is found again wherever it leaks.
pub const TOKEN: &str =
    "eyJtYXJrZWQiOiJoZWFkZXIifQ.eyJtYXJrZWQiOiJjbGFpbXMifQ.bWFya2VkLXNpZ25hdHVyZQ";

/// A fake that accepts [`TOKEN`] and holds so many made-up Organizations.
pub async fn fake(organizations: u32) -> Fake {
    Fake::builder()
        .organizations(organizations)
        .token(TOKEN)
        .start()
        .await
        .unwrap()
}

/// The id of the first Organization of a fake.
pub fn organization_id(fake: &Fake) -> String {
    let organization = fake.organization(0).unwrap();
    organization["id"].as_str().unwrap().to_owned()
}

/// A client of a server at that base URL, with [`TOKEN`], that sends everything once, at once, and one
/// after the other: for tests that are about one answer.
pub fn client(base_url: impl AsRef<str>) -> Client {
    client_with_token(base_url, TOKEN)
}

/// The same, with another token.
pub fn client_with_token(base_url: impl AsRef<str>, token: &str) -> Client {
    builder(base_url)
        .token(token)
        .retry(RetryPolicy::never())
        .rate_limits(RateLimits::off())
        .concurrent_pages(1)
        .build()
        .unwrap()
}

/// The beginning of a client of a server at that base URL, with [`TOKEN`] and otherwise as users have it.
pub fn builder(base_url: impl AsRef<str>) -> ClientBuilder {
    Client::builder().token(TOKEN).base_url(base_url)
}
