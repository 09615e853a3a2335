//! Clients of servers on this machine.

use astro_api::Client;
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

/// A client of a server at that base URL, with [`TOKEN`].
pub fn client(base_url: impl AsRef<str>) -> Client {
    client_with_token(base_url, TOKEN)
}

/// A client of a server at that base URL, with that token.
pub fn client_with_token(base_url: impl AsRef<str>, token: &str) -> Client {
    Client::builder()
        .token(token)
        .base_url(base_url)
        .build()
        .unwrap()
}
