//! A missing or `null` id. `schema_roundtrip` checks all other members of all responses.

use serde_json::{Value, json};

use super::{Api, assert_decode_error, complete};

#[tokio::test(flavor = "multi_thread")]
async fn resource_without_id_is_an_error() {
    let api = Api::start().await;
    for (pointer, path) in [
        ("", "$"),
        ("/createdBy", "$.createdBy"),
        ("/managedDomains/0", "$.managedDomains[0]"),
    ] {
        let mut document = complete();
        let resource = document.pointer_mut(pointer).unwrap();
        resource["id"] = Value::Null;
        let id = format!("{path}.id");
        assert_decode_error(api.get(&document).await, &id, "invalid type: null");
        let resource = document.pointer_mut(pointer).unwrap();
        resource.as_object_mut().unwrap().remove("id");
        assert_decode_error(api.get(&document).await, path, "missing field `id`");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn error_names_the_item_without_id() {
    let api = Api::start().await;
    let mut rows = vec![complete(); 5];
    rows[3].as_object_mut().unwrap().remove("id");
    let page = json!({ "limit": 20, "offset": 0, "organizations": rows, "totalCount": 5 });
    assert_decode_error(
        api.list(&page).await,
        "$.organizations[3]",
        "missing field `id`",
    );
}
