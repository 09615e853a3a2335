//! The gateway in front of the API.

use astro_api_fake::Fake;

use crate::Outcome;
use crate::client::{authorization, get, send};

#[tokio::test]
async fn without_a_token_every_path_is_denied_in_plain_text() -> Outcome {
    let fake = Fake::builder().organizations(1).start().await?;
    for path in ["/v1/organizations", "/v1/nowhere", "/"] {
        for headers in [&[][..], &["Authorization: Basic YTpi"]] {
            let reply = send(&fake, "GET", path, headers, "").await?;
            assert_eq!(
                (reply.status, reply.text().as_str()),
                (403, "RBAC: access denied"),
                "{path} {headers:?}"
            );
            assert_eq!(reply.header("content-type"), Some("text/plain"));
            assert!(reply.header("x-request-id").is_some());
        }
    }
    Ok(())
}

#[tokio::test]
async fn token_that_is_not_a_jwt_is_rejected_in_plain_text() -> Outcome {
    let fake = Fake::builder().organizations(1).start().await?;
    for token in ["abc", "a.b", "a.b.c.d", "a..c"] {
        let header = format!("Authorization: Bearer {token}");
        let reply = send(&fake, "GET", "/v1/organizations", &[&header], "").await?;
        let text =
            "Jwt is not in the form of Header.Payload.Signature with two dots and 3 sections";
        assert_eq!(
            (reply.status, reply.text().as_str()),
            (401, text),
            "{token}"
        );
        assert_eq!(reply.header("content-type"), Some("text/plain"));
    }
    Ok(())
}

#[tokio::test]
async fn only_the_current_token_is_accepted() -> Outcome {
    let fake = Fake::builder().token("a.b.c").start().await?;
    let former = authorization(&fake);
    assert_eq!(
        send(&fake, "GET", "/v1/organizations", &[&former], "")
            .await?
            .status,
        200
    );

    fake.set_token("d.e.f");
    let reply = send(&fake, "GET", "/v1/organizations", &[&former], "").await?;
    assert_eq!(
        (reply.status, reply.json()?["statusCode"].as_u64()),
        (401, Some(401))
    );
    assert_eq!(get(&fake, "/organizations").await?.status, 200);
    Ok(())
}

#[tokio::test]
async fn generated_token_has_three_sections() -> Outcome {
    let fake = Fake::builder().start().await?;
    assert_eq!(
        fake.token()
            .split('.')
            .filter(|section| !section.is_empty())
            .count(),
        3
    );
    assert!(!fake.token().contains(char::is_whitespace));
    Ok(())
}
