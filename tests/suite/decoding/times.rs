//! Times: fractions of any length, and offsets.

use chrono::DateTime;
use serde_json::json;

use super::{Api, assert_decode_error, complete};

#[tokio::test(flavor = "multi_thread")]
async fn fractional_seconds_are_kept() {
    let api = Api::start().await;
    for digits in 0..=9 {
        let fraction = match digits {
            0 => String::new(),
            n => format!(".{}", &"123456789"[..n]),
        };
        let text = format!("2024-02-29T23:59:58{fraction}Z");
        let mut document = complete();
        document["createdAt"] = json!(text);
        document["trialExpiresAt"] = json!(text);
        let organization = api.get(&document).await.unwrap();
        let nanoseconds = format!("{:0<9}", &"123456789"[..digits]);
        assert_eq!(organization.created_at.timestamp(), 1_709_251_198);
        assert_eq!(
            organization.created_at.timestamp_subsec_nanos(),
            nanoseconds.parse::<u32>().unwrap(),
            "{text}"
        );
        assert_eq!(organization.trial_expires_at, Some(organization.created_at));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn utc_offsets_are_converted() {
    let api = Api::start().await;
    for text in [
        "2024-03-01T05:29:58.5+05:30",
        "2024-02-29T15:59:58.5-08:00",
        "2024-02-29T23:59:58.5+00:00",
        "2024-02-29T23:59:58.5-00:00",
        "2024-02-29t23:59:58.5z",
    ] {
        let mut document = complete();
        document["updatedAt"] = json!(text);
        let organization = api.get(&document).await.unwrap();
        let expected = DateTime::parse_from_rfc3339("2024-02-29T23:59:58.5Z").unwrap();
        assert_eq!(organization.updated_at, expected, "{text}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn invalid_time_is_an_error_with_its_path() {
    let api = Api::start().await;
    for text in [
        "",
        "yesterday",
        "2024-02-30T00:00:00Z",
        "2024-02-29T00:00:00",
    ] {
        let mut document = complete();
        document["managedDomains"][0]["createdAt"] = json!(text);
        assert_decode_error(
            api.get(&document).await,
            "$.managedDomains[0].createdAt",
            "", // The reason is chrono's, and differs from text to text.
        );
    }
}
