//! Success responses: which are decoded, to which values, and which are errors.

mod enums;
mod fixtures;
mod members;
mod pages;
mod times;
mod wrong_types;

use std::fs;

use astro_api::{
    Client, Error,
    types::{Organization, OrganizationsPaginated},
};
use astro_api_fake::{Fake, FakeResponse};
use astro_api_tests::{client, fake, root};
use serde_json::Value;

/// Returns a response recorded for these tests.
fn fixture(name: &str) -> Value {
    let path = root().join("tests/fixtures/responses").join(name);
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

/// Returns the Organization that has every member, none of them with its zero value.
fn complete() -> Value {
    fixture("organization-complete.json")
}

/// A client and its server. Shared, since creating a client takes longer than decoding a response.
struct Api {
    fake: Fake,
    client: Client,
}

impl Api {
    async fn start() -> Self {
        let fake = fake(0).await;
        let client = client(fake.base_url());
        Self { fake, client }
    }

    /// Decodes this response to the list.
    async fn list(&self, response: &Value) -> Result<OrganizationsPaginated, Error> {
        self.fake.next(FakeResponse::json(200, response));
        let page = self.client.list_organizations().send().await?;
        Ok(page.into_inner())
    }

    /// Decodes this response to a read of one Organization.
    async fn get(&self, response: &Value) -> Result<Organization, Error> {
        self.fake.next(FakeResponse::json(200, response));
        let organization = self
            .client
            .organization("clf8h5d9z000208l4g2hm0k8r")
            .get_organization()
            .send()
            .await?;
        Ok(organization.into_inner())
    }
}

/// Checks that a success response is rejected, with the JSON parser's message and that location.
#[track_caller]
fn assert_decode_error<T: std::fmt::Debug>(result: Result<T, Error>, path: &str, reason: &str) {
    let error = result.expect_err("the response must be rejected");
    assert!(error.is_decode(), "{error:?}");
    assert_eq!(error.json_path(), Some(path), "{error:?}");
    assert_eq!(error.status(), None);
    let id = error.request_id().expect("the fake names one");
    assert!(id.starts_with("fa4e0000-0000-4000-8000-"), "{id}");
    assert!(!error.is_retryable(), "the response would be the same");
    let source = std::error::Error::source(&error).expect("the parser's reason");
    assert!(source.to_string().contains(reason), "{source}");
}
