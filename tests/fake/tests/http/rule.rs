//! A rule that replaces the responses to a share of the requests.

use std::sync::Arc;

use astro_api_fake::{Fake, FakeResponse};

use crate::Outcome;
use crate::client::get;

/// Returns the statuses of this many requests.
async fn statuses(fake: &Fake, requests: usize) -> Result<Vec<u16>, Box<dyn std::error::Error>> {
    let mut statuses = Vec::new();
    for _ in 0..requests {
        statuses.push(get(fake, "/organizations").await?.status);
    }
    Ok(statuses)
}

#[tokio::test]
async fn rule_fails_every_third_request_until_reset() -> Outcome {
    let fake = Fake::builder().organizations(3).start().await?;
    fake.on_request(|number| (number % 3 == 2).then(|| FakeResponse::new(503)));
    assert_eq!(statuses(&fake, 6).await?, [200, 200, 503, 200, 200, 503]);
    fake.clear_failures();
    assert_eq!(statuses(&fake, 3).await?, [200; 3]);
    Ok(())
}

/// A test can queue a response to one request while a rule is active.
#[tokio::test]
async fn queued_response_precedes_the_rule_and_is_not_counted() -> Outcome {
    let fake = Fake::builder().organizations(3).start().await?;
    fake.on_request(|number| (number == 1).then(|| FakeResponse::new(503)));
    fake.next(FakeResponse::new(429));
    assert_eq!(statuses(&fake, 4).await?, [429, 200, 503, 200]);
    Ok(())
}

#[tokio::test]
async fn replacing_the_rule_resets_its_count() -> Outcome {
    let fake = Fake::builder().organizations(3).start().await?;
    fake.on_request(|_| Some(FakeResponse::new(500)));
    assert_eq!(statuses(&fake, 2).await?, [500; 2]);
    fake.on_request(|number| (number == 0).then(|| FakeResponse::new(502)));
    assert_eq!(statuses(&fake, 2).await?, [502, 200]);
    Ok(())
}

/// A rule may depend on what was requested.
#[tokio::test]
async fn rule_can_read_recorded_requests() -> Outcome {
    let fake = Arc::new(Fake::builder().organizations(3).start().await?);
    let handle = Arc::downgrade(&fake);
    fake.on_request(move |_| {
        let last = handle.upgrade()?.requests().pop()?;
        last.query
            .contains("offset=2")
            .then(|| FakeResponse::new(503))
    });
    assert_eq!(get(&fake, "/organizations?offset=1").await?.status, 200);
    assert_eq!(get(&fake, "/organizations?offset=2").await?.status, 503);
    Ok(())
}
