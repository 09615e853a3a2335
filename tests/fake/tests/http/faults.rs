//! Canned responses.

use std::time::Duration;

use astro_api_fake::{Fake, FakeResponse};
use serde_json::json;
use tokio::io::AsyncReadExt as _;

use crate::Outcome;
use crate::client::{Reply, authorization, get, open, post};

async fn fake() -> std::io::Result<Fake> {
    Fake::builder().organizations(100).start().await
}

#[tokio::test]
async fn queued_responses_are_returned_in_order() -> Outcome {
    let fake = fake().await?;
    fake.next(
        FakeResponse::new(502)
            .content_type("text/html")
            .body("<html>Bad Gateway</html>"),
    );
    fake.next(FakeResponse::regular());
    fake.next(FakeResponse::new(429).header("Retry-After", "2"));
    fake.next(FakeResponse::json(200, &json!({ "organizations": null })));
    assert_eq!(fake.queued(), 4);

    let html = get(&fake, "/organizations").await?;
    assert_eq!(
        (html.status, html.text().as_str()),
        (502, "<html>Bad Gateway</html>")
    );
    assert_eq!(html.header("content-type"), Some("text/html"));
    assert!(html.header("x-request-id").is_some());
    assert_eq!(get(&fake, "/organizations").await?.status, 200);
    let too_many = get(&fake, "/organizations").await?;
    assert_eq!(
        (too_many.status, too_many.header("retry-after")),
        (429, Some("2"))
    );
    assert_eq!(
        (too_many.header("content-length"), too_many.body.len()),
        (Some("0"), 0)
    );
    assert_eq!(
        get(&fake, "/organizations").await?.json()?,
        json!({ "organizations": null })
    );
    assert_eq!(fake.queued(), 0);
    assert_eq!(
        get(&fake, "/organizations").await?.json()?["totalCount"],
        100
    );
    Ok(())
}

#[tokio::test]
async fn queued_error_has_the_request_id_of_its_header() -> Outcome {
    let fake = fake().await?;
    fake.next(FakeResponse::error(500, "Burst"));
    let reply = get(&fake, "/organizations").await?;
    let error = reply.json()?;
    assert_eq!(
        (reply.status, &error["statusCode"], &error["message"]),
        (500, &json!(500), &json!("Burst"))
    );
    assert_eq!(error["requestId"].as_str(), reply.header("x-request-id"));
    Ok(())
}

#[tokio::test]
async fn request_id_header_can_be_replaced_or_removed() -> Outcome {
    let fake = fake().await?;
    fake.next(FakeResponse::new(500).header("X-Request-Id", "mine"));
    fake.next(FakeResponse::new(500).without_header("X-Request-Id"));
    for expected in [Some("mine"), None] {
        let reply = get(&fake, "/organizations").await?;
        assert_eq!(reply.header("x-request-id"), expected);
    }
    Ok(())
}

#[tokio::test]
async fn redirect_sets_the_location_header() -> Outcome {
    let fake = fake().await?;
    fake.next(FakeResponse::redirect(
        "http://127.0.0.2:9/v1/organizations",
    ));
    let reply = get(&fake, "/organizations").await?;
    assert_eq!(
        (reply.status, reply.header("location")),
        (307, Some("http://127.0.0.2:9/v1/organizations"))
    );
    Ok(())
}

#[tokio::test]
async fn hang_up_closes_the_connection_without_a_response() -> Outcome {
    let fake = fake().await?;
    fake.next(FakeResponse::hang_up());
    let mut stream = open(
        &fake,
        "GET",
        "/v1/organizations",
        &[&authorization(&fake)],
        "",
    )
    .await?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).await?;
    assert!(bytes.is_empty());
    Ok(())
}

#[tokio::test]
async fn truncated_body_keeps_its_content_length() -> Outcome {
    let fake = fake().await?;
    let whole = get(&fake, "/organizations").await?;
    fake.next(FakeResponse::regular().cut_after(10));
    let short = get(&fake, "/organizations").await?;
    assert_eq!(short.status, 200);
    assert_eq!(
        short.header("content-length"),
        Some(whole.body.len().to_string().as_str())
    );
    assert_eq!(short.body, whole.body[..10]);
    Ok(())
}

#[tokio::test]
async fn truncated_chunked_body_has_no_last_chunk() -> Outcome {
    let fake = fake().await?;
    let id = fake.organization(0).ok_or("there is none")?["id"].clone();
    let path = format!("/organizations/{}/audit-logs", id.as_str().ok_or("no id")?);
    let whole = get(&fake, &path).await?;
    fake.next(FakeResponse::regular().cut_after(100));
    let short = get(&fake, &path).await?;
    assert!(whole.ended && !short.ended);
    assert_eq!(short.body, whole.body[..100]);
    Ok(())
}

/// The clock is paused and advances when the runtime is idle: the response that never arrives takes no time.
#[tokio::test(start_paused = true)]
async fn response_stalls_in_its_body_or_before_its_headers() -> Outcome {
    let fake = fake().await?;
    for (response, expected) in [
        (FakeResponse::silence(), 0),
        (FakeResponse::json(200, &json!("long")).stall_after(3), 3),
    ] {
        fake.next(response);
        let mut stream = open(
            &fake,
            "GET",
            "/v1/organizations",
            &[&authorization(&fake)],
            "",
        )
        .await?;
        let mut bytes = Vec::new();
        let waited =
            tokio::time::timeout(Duration::from_secs(3_600), stream.read_to_end(&mut bytes)).await;
        assert!(waited.is_err(), "the connection ended");
        assert_eq!(
            Reply::parse(&bytes).map_or(0, |reply| reply.body.len()),
            expected
        );
    }
    Ok(())
}

#[tokio::test(start_paused = true)]
async fn responses_are_delayed() -> Outcome {
    let fake = Fake::builder()
        .delay(Duration::from_secs(5))
        .start()
        .await?;
    let start = tokio::time::Instant::now();
    assert_eq!(get(&fake, "/organizations").await?.status, 200);
    assert_eq!(start.elapsed().as_secs(), 5);
    fake.next(FakeResponse::new(204).delay(Duration::from_secs(60)));
    assert_eq!(get(&fake, "/organizations").await?.status, 204);
    assert_eq!(start.elapsed().as_secs(), 70);
    Ok(())
}

/// An update whose response is lost takes effect; one to which a proxy responds does not.
#[tokio::test]
async fn only_genuine_responses_change_state() -> Outcome {
    let fake = fake().await?;
    let id = fake.organization(0).ok_or("there is none")?["id"].clone();
    let path = format!("/organizations/{}", id.as_str().ok_or("no id")?);
    let body = |name: &str| {
        json!({ "billingEmail": "a@b.example", "isScimEnabled": true, "name": name }).to_string()
    };

    fake.next(FakeResponse::new(503));
    assert_eq!(post(&fake, &path, &body("Refused")).await?.status, 503);
    assert_ne!(get(&fake, &path).await?.json()?["name"], "Refused");
    fake.next(FakeResponse::regular().cut_after(0));
    assert!(post(&fake, &path, &body("Lost")).await?.body.is_empty());
    assert_eq!(get(&fake, &path).await?.json()?["name"], "Lost");
    Ok(())
}

#[tokio::test]
async fn invalid_http_response_is_reported_as_500() -> Outcome {
    let fake = fake().await?;
    for response in [
        FakeResponse::new(200).header("a b", "c"),
        FakeResponse::new(200).header("a", "b\r\nc"),
        FakeResponse::new(7),
    ] {
        fake.next(response);
        let reply = get(&fake, "/organizations").await?;
        assert!(
            reply.status == 500 && reply.text().contains("not valid HTTP"),
            "{reply:?}"
        );
    }
    Ok(())
}
