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
use astro_api_tests::{ManualTimer, builder};

/// Returns the builder of a client with that clock and without rate limits, for tests of other aspects.
fn builder_with_timer(fake: &Fake, timer: &ManualTimer) -> ClientBuilder {
    builder(fake.base_url())
        .timer(timer.clone())
        .rate_limits(RateLimits::off())
}

/// Requests a page of the list.
async fn list(client: &Client) -> Result<(), Error> {
    client.list_organizations().send().await.map(drop)
}
