//! Error messages.

use astro_api_tests::{ScriptedServer, Step, TOKEN, client};
use serde_json::json;

use super::{list, response};

/// Returns the error of a response.
async fn error(step: Step) -> astro_api::Error {
    let server = ScriptedServer::start([step]).await;
    list(&client(server.base_url())).await.unwrap_err()
}

#[tokio::test(flavor = "multi_thread")]
async fn field_names_are_not_redacted() {
    let message = "gcpKeyJson is required";
    let field = json!({ "field": "gcpKeyJson", "code": "required", "message": message });
    let body = json!({ "message": "Invalid request", "fieldErrors": [field] });
    let error = error(response(400, &body)).await;
    assert_eq!(error.field_errors()[0].field, "gcpKeyJson");
    let text = error.to_string();
    assert!(text.contains(&format!("gcpKeyJson: {message}")), "{text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn tokens_are_redacted_anywhere_in_a_message() {
    let other = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl";
    for text in [
        format!("the token {TOKEN} has expired"),
        format!("token={other}&x=1"),
        format!("https://host/callback?token%3D{other}"),
        format!("Authorization: Bearer {other}."),
        "Authorization: Bearer opaque-0123456789".to_owned(),
    ] {
        let error = error(response(400, &json!({ "message": text }))).await;
        let shown = format!("{error} {error:?} {error:#?}");
        assert!(shown.contains("[redacted]"), "{shown}");
        for secret in [TOKEN, other, "c2lnbmF0dXJl", "0123456789"] {
            assert!(!shown.contains(secret), "{shown}");
        }
    }
}

/// `main` prints it like this.
#[tokio::test(flavor = "multi_thread")]
async fn debug_is_short_and_contains_display() {
    let error = error(response(404, &json!({ "message": "no such Organization" }))).await;
    assert_eq!(format!("{error:?}"), error.to_string());
    let fields = format!("{error:#?}");
    assert!(fields.contains("status: 404"), "{fields}");
    assert!(
        !fields.contains("None") && !fields.contains("[]"),
        "{fields}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn refused_connection_names_address_and_cause() {
    let not_listening = ScriptedServer::bind([Step::hang_up()]);
    let error = list(&client(not_listening.base_url())).await.unwrap_err();
    let text = error.to_string();
    let origin = format!("http://{}", not_listening.address());
    assert!(text.contains(&origin), "{text}");
    assert!(text.contains("Connection refused"), "{text}");
    assert!(!format!("{error:?}{error:#?}").contains(TOKEN), "{error:?}");
}
