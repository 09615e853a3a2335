//! Responses with an error status, or with a success status and an unreadable body.

use astro_api::{ErrorKind, types::UpdateOrganizationRequest};
use astro_api_fake::Fake;
use astro_api_tests::{client_with_token, organization_id};

use super::{
    canned_responses,
    failures::{Expected, Failure, ID},
};

pub(super) async fn failures(token: &str) -> Vec<Failure> {
    let mut failures = Vec::new();
    let statuses = canned_responses::statuses()
        .into_iter()
        .map(|t| (t, ErrorKind::Status));
    let bodies = canned_responses::bodies()
        .into_iter()
        .map(|t| (t, ErrorKind::Decode));
    for (canned, kind) in statuses.chain(bodies) {
        let fake = Fake::builder().token(token).start().await.unwrap();
        fake.next(canned.response);
        let client = client_with_token(fake.base_url(), token);
        let error = client.list_organizations().send().await.unwrap_err();
        failures.push(Failure {
            name: canned.name,
            error,
            expected: Expected {
                kind,
                status: (canned.status >= 300).then_some(canned.status),
                yes: canned.yes,
            },
        });
    }
    failures.extend(fake_responses(token).await);
    failures
}

/// The fake's own error responses.
async fn fake_responses(token: &str) -> Vec<Failure> {
    let fake = Fake::builder()
        .organizations(2)
        .token(token)
        .start()
        .await
        .unwrap();
    let client = client_with_token(fake.base_url(), token);
    let not_found = client.organization(ID).get_organization().send().await;
    let logs_not_found = client
        .organization(ID)
        .get_organization_audit_logs()
        .send()
        .await;
    let id = organization_id(&fake);
    let settings = UpdateOrganizationRequest::builder()
        .billing_email("")
        .is_scim_enabled(true)
        .name("");
    let invalid_update = client
        .organization(id)
        .update_organization(settings)
        .send()
        .await;
    // The gateway rejects it as malformed, since it does not have three parts.
    let opaque = client_with_token(fake.base_url(), "opaque");
    let malformed = opaque.list_organizations().send().await;
    fake.set_token("eyJvdGhlciI.eyJvdGhlciI.b3RoZXI");
    let revoked = client.list_organizations().send().await;
    [
        (
            "404 of an Organization",
            not_found.map(drop),
            404,
            &["not_found"][..],
        ),
        (
            "404 of audit logs, declared as bytes",
            logs_not_found.map(drop),
            404,
            &["not_found"],
        ),
        (
            "400 of an update",
            invalid_update.map(drop),
            400,
            &["invalid_request"],
        ),
        (
            "401 of the gateway for a malformed token",
            malformed.map(drop),
            401,
            &["unauthorized"],
        ),
        (
            "401 of the API for a token that was revoked",
            revoked.map(drop),
            401,
            &["unauthorized"],
        ),
    ]
    .map(|(name, result, status, yes)| Failure {
        name,
        error: result.unwrap_err(),
        expected: Expected {
            kind: ErrorKind::Status,
            status: Some(status),
            yes,
        },
    })
    .into()
}
