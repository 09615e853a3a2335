//! The client's resilience in production, one aspect per module, over real HTTP.

mod deadlines;
mod http_client;
mod observer;
mod options;
mod prefetch;
mod prefetch_equivalence;
mod prefetch_faults;
mod proxy;
mod rate_limits;
mod rate_limits_shared;
mod raw_requests;
mod retries;
mod token_renewal;
mod tokens;

use astro_api::{Client, ClientBuilder, Error, RateLimits};
use astro_api_fake::Fake;
use astro_api_tests::{ManualTimer, builder, fake};

/// Returns the builder of a client with that clock and without rate limits, for tests of other aspects.
fn builder_with_timer(fake: &Fake, timer: &ManualTimer) -> ClientBuilder {
    builder(fake.base_url())
        .timer(timer.clone())
        .rate_limits(RateLimits::off())
}

/// Starts a fake with one Organization, and a client of it with a simulated clock and without rate limits.
async fn start() -> (Fake, ManualTimer, Client) {
    start_with(|builder| builder).await
}

/// The same, with the client configured by a function.
async fn start_with(
    configure: impl FnOnce(ClientBuilder) -> ClientBuilder,
) -> (Fake, ManualTimer, Client) {
    let fake = fake(1).await;
    let timer = ManualTimer::default();
    let client = configure(builder_with_timer(&fake, &timer))
        .build()
        .unwrap();
    (fake, timer, client)
}

/// Requests a page of the list.
async fn list(client: &Client) -> Result<(), Error> {
    client.list_organizations().send().await.map(drop)
}
