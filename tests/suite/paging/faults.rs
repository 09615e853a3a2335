//! Lists that change, are inconsistent, or fail during iteration.

use astro_api::{Client, ErrorKind};
use astro_api_fake::{FakeResponse, PageFault};
use astro_api_tests::{client, fake};

use super::{ids_by_age, pages, queries};

/// Iterates the items, and separates them from the error that ended the iteration.
async fn items(client: &Client, limit: i64) -> (Vec<String>, Option<astro_api::Error>) {
    let mut stream = client.list_organizations().limit(limit).stream();
    let mut ids = Vec::new();
    let error = loop {
        match stream.try_next().await {
            Ok(Some(organization)) => ids.push(organization.id),
            Ok(None) => break None,
            Err(e) => break Some(e),
        }
    };
    assert!(stream.try_next().await.unwrap().is_none(), "after the end");
    (ids, error)
}

#[tokio::test(flavor = "multi_thread")]
async fn smaller_pages_than_requested_lose_nothing() {
    let fake = fake(25).await;
    fake.on_page(PageFault::new(|page| {
        page.limit = 4;
        page.organizations.truncate(4);
    }));
    let (ids, error) = items(&client(fake.base_url()), 10).await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!(ids, ids_by_age(&fake));
    let offsets = (0..25).step_by(4);
    let expected: Vec<String> = offsets
        .map(|o| format!("limit=10&sorts=createdAt:asc&offset={o}"))
        .collect();
    assert_eq!(queries(&fake), expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn early_empty_page_is_an_error_with_offset_and_total() {
    for empty_from in [0, 10, 13] {
        let fake = fake(45).await;
        fake.on_page(PageFault::empty_from(empty_from));
        let (ids, error) = items(&client(fake.base_url()), 10).await;
        assert_eq!(ids, ids_by_age(&fake)[..empty_from]);
        let error = error.expect("a quiet end would pass for the whole list");
        assert_eq!(error.kind(), ErrorKind::InconsistentPages);
        assert_eq!(error.operation(), Some("ListOrganizations"));
        assert_eq!(error.status(), None);
        assert!(error.request_id().is_some());
        let message = error.message();
        assert!(
            message.contains(&format!("offset {empty_from} "))
                && message.contains("the total is 45;"),
            "{message}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn inconsistent_pages_error_is_displayed() {
    let fake = fake(45).await;
    fake.on_page(PageFault::empty_from(10));
    let (_, error) = items(&client(fake.base_url()), 10).await;
    assert_eq!(
        error.unwrap().to_string(),
        "ListOrganizations: the page at offset 10 is empty, but the total is 45; the list may have changed \
         during the iteration, so start again (request id fa4e0000-0000-4000-8000-000000000001)"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn limit_of_zero_ends() {
    let fake = fake(3).await;
    let (ids, error) = items(&client(fake.base_url()), 0).await;
    assert_eq!(ids, [""; 0]);
    assert_eq!(error.unwrap().kind(), ErrorKind::InconsistentPages);
    assert_eq!(fake.requests().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn shrinking_total_ends_the_iteration_early() {
    let fake = fake(30).await;
    fake.on_page(PageFault::total_shrinks(3));
    let (ids, error) = items(&client(fake.base_url()), 10).await;
    assert!(error.is_none(), "{error:?}");
    // 30 rows, then 27, then 24: the last ones were deleted during the iteration.
    assert_eq!(ids, ids_by_age(&fake)[..24]);
    assert_eq!(fake.requests().len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn total_below_the_received_rows_ends_the_iteration() {
    let fake = fake(30).await;
    fake.on_page(PageFault::total_shrinks(15));
    let (pages, end) = pages(
        client(fake.base_url())
            .list_organizations()
            .limit(10)
            .pages(),
    )
    .await;
    end.unwrap();
    let totals: Vec<i64> = pages.iter().map(|p| p.total_count).collect();
    assert_eq!(totals, [30, 15]);
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_added_during_the_iteration_are_returned() {
    let fake = fake(25).await;
    let mut stream = client(fake.base_url())
        .list_organizations()
        .limit(10)
        .stream();
    let mut ids = Vec::new();
    while let Some(organization) = stream.try_next().await.unwrap() {
        ids.push(organization.id);
        if ids.len() == 25 {
            break;
        }
        if ids.len() == 15 {
            let mut newest = fake.organization(0).unwrap();
            newest["id"] = "cmnewest0000008l4f7g9h2j5".into();
            newest["createdAt"] = "2026-09-01T00:00:00Z".into();
            fake.add_organization(newest);
        }
    }
    let last = stream.try_next().await.unwrap().expect("the newest");
    assert_eq!(last.id, "cmnewest0000008l4f7g9h2j5");
    assert_eq!(stream.total_count(), Some(26));
    assert!(stream.try_next().await.unwrap().is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn growing_total_without_rows_is_an_error() {
    let fake = fake(20).await;
    fake.on_page(PageFault::total_grows(1));
    let (ids, error) = items(&client(fake.base_url()), 10).await;
    assert_eq!(ids, ids_by_age(&fake));
    let error = error.unwrap();
    assert_eq!(error.kind(), ErrorKind::InconsistentPages);
    assert!(error.message().contains("offset 20 "), "{error}");
    assert!(error.message().contains("the total is 22;"), "{error}");
}

#[tokio::test(flavor = "multi_thread")]
async fn error_is_returned_after_the_items_before_it() {
    for failing in [
        FakeResponse::new(503),
        FakeResponse::hang_up(),
        FakeResponse::new(200).body("["),
    ] {
        let fake = fake(45).await;
        for _ in 0..2 {
            fake.next(FakeResponse::regular());
        }
        fake.next(failing);
        let (ids, error) = items(&client(fake.base_url()), 10).await;
        assert_eq!(ids, ids_by_age(&fake)[..20]);
        let error = error.unwrap();
        assert_eq!(error.operation(), Some("ListOrganizations"));
        assert_eq!(
            fake.requests().len(),
            3,
            "nothing is requested after an error"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn try_collect_fails_like_try_next() {
    let fake = fake(45).await;
    fake.next(FakeResponse::regular());
    fake.next(FakeResponse::error(500, "no"));
    let stream = client(fake.base_url())
        .list_organizations()
        .limit(10)
        .stream();
    let error = stream.try_collect::<Vec<_>>().await.unwrap_err();
    assert_eq!(error.message(), "no");
}

#[tokio::test(flavor = "multi_thread")]
async fn invalid_request_fails_before_sending() {
    let fake = fake(5).await;
    let client = client(fake.base_url());
    for request in [
        client.list_organizations().limit(1001),
        client.list_organizations().offset(-1),
        client.list_organizations().offset(u64::MAX),
    ] {
        let (taken, end) = pages(request.clone().pages()).await;
        assert!(taken.is_empty());
        let error = end.unwrap_err();
        assert!(error.is_invalid_request(), "{error:?}");
        assert_eq!(error.operation(), Some("ListOrganizations"));
        assert!(request.stream().try_collect::<Vec<_>>().await.is_err());
    }
    assert_eq!(fake.requests(), []);
}
