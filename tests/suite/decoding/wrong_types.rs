//! Members of another type than documented: an error with the location.

use serde_json::{Value, json};

use super::{Api, assert_decode_error, complete};

#[tokio::test(flavor = "multi_thread")]
async fn wrong_type_names_the_json_path() {
    let api = Api::start().await;
    // The JSON pointer and the JSON path; the value there; the parser's message.
    let cases: [(&str, &str, Value, &str); 14] = [
        (
            "/totalCount",
            "$.totalCount",
            json!("2"),
            "invalid type: string",
        ),
        (
            "/totalCount",
            "$.totalCount",
            json!(1.5),
            "invalid type: floating point",
        ),
        ("/limit", "$.limit", json!([]), "invalid type: sequence"),
        (
            "/organizations",
            "$.organizations",
            json!({}),
            "invalid type: map",
        ),
        (
            "/organizations",
            "$.organizations",
            json!("none"),
            "invalid type: string",
        ),
        (
            "/organizations/1",
            "$.organizations[1]",
            json!(null),
            "invalid type: null",
        ),
        (
            "/organizations/1",
            "$.organizations[1]",
            json!(7),
            "invalid type: integer",
        ),
        (
            "/organizations/1/id",
            "$.organizations[1].id",
            json!(7),
            "invalid type: integer",
        ),
        (
            "/organizations/0/name",
            "$.organizations[0].name",
            json!(["a"]),
            "invalid type: sequence",
        ),
        (
            "/organizations/0/isScimEnabled",
            "$.organizations[0].isScimEnabled",
            json!("true"),
            "invalid type: string",
        ),
        (
            "/organizations/1/status",
            "$.organizations[1].status",
            json!(3),
            "invalid type: integer",
        ),
        (
            "/organizations/1/productPlans/0/productPlanName",
            "$.organizations[1].productPlans[0].productPlanName",
            json!(true),
            "invalid type: boolean",
        ),
        (
            "/organizations/1/managedDomains/0/enforcedLogins/1",
            "$.organizations[1].managedDomains[0].enforcedLogins[1]",
            json!({ "name": "password" }),
            "invalid type: map",
        ),
        (
            "/organizations/0/updatedBy/subjectType",
            "$.organizations[0].updatedBy.subjectType",
            json!([]),
            "invalid type: sequence",
        ),
    ];
    for (pointer, path, value, reason) in cases {
        let mut page = json!({
            "limit": 20,
            "offset": 0,
            "organizations": [complete(), complete()],
            "totalCount": 2,
        });
        *page.pointer_mut(pointer).unwrap() = value;
        assert_decode_error(api.list(&page).await, path, reason);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn json_other_than_an_object_is_an_error() {
    let api = Api::start().await;
    for document in [json!([]), json!("page"), json!(null), json!(0)] {
        assert_decode_error(api.list(&document).await, "$", "invalid ");
    }
}
