//! Every error that the document declares, as the response to its operation.

use astro_api_fake::FakeResponse;
use astro_api_tests::{client, fake};
use serde_json::json;

use crate::wire::{calls, document::Document};

#[tokio::test(flavor = "multi_thread")]
async fn declared_errors_keep_status_and_message() {
    let document = Document::read();
    let declared = document.operations();
    let fake = fake(0).await;
    let client = client(fake.base_url());
    let mut count = 0;
    for case in calls::cases() {
        if !case.name.starts_with("least") {
            continue;
        }
        for declared in declared[case.operation].errors() {
            // A range of statuses is represented by one that no operation declares itself.
            let status: u16 = match declared {
                "4XX" => 422,
                "5XX" => 503,
                status => status.parse().unwrap(),
            };
            let of = format!("{}, {}, {declared}", case.operation, case.name);
            let message = format!("message for {of}");
            let field = json!({ "code": "invalid", "field": "name", "message": "too long" });
            fake.next(FakeResponse::json(
                status,
                &json!({
                    "fieldErrors": [field],
                    "message": message,
                    "requestId": "of-the-body",
                    "statusCode": status,
                }),
            ));
            let error = (case.send)(client.clone()).await.unwrap_err();
            assert_eq!(error.status().map(|s| s.as_u16()), Some(status), "{of}");
            assert_eq!(error.message(), message, "{of}");
            assert_eq!(error.field_errors().len(), 1, "{of}");
            assert_eq!(error.field_errors()[0].message, "too long", "{of}");
            assert!(error.request_id().is_some(), "{of}");
            count += 1;
        }
    }
    assert!(count > 300, "{count}");
}
