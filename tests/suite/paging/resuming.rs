//! A list that failed resumes where it stopped.

use astro_api::RetryPolicy;
use astro_api_fake::FakeResponse;
use astro_api_tests::{client, fake};

#[tokio::test(flavor = "multi_thread")]
async fn next_offset_resumes_after_an_error() {
    let fake = fake(7).await;
    let client = client(fake.base_url());
    let list = || {
        client
            .list_organizations()
            .limit(3)
            .with_retry(RetryPolicy::never())
    };
    let mut stream = list().stream().with_concurrent_pages(1);
    assert_eq!(stream.next_offset(), 0);
    let mut names = Vec::new();
    for taken in 1..=3 {
        names.push(stream.try_next().await.unwrap().unwrap().name);
        assert_eq!(stream.next_offset(), taken);
    }
    fake.next(FakeResponse::new(500));
    assert!(stream.try_next().await.is_err());
    let rest = list().offset(stream.next_offset()).stream();
    let rest: std::collections::VecDeque<_> = rest.try_collect().await.unwrap();
    names.extend(rest.into_iter().map(|organization| organization.name));
    let all: Vec<_> = list().stream().try_collect::<Vec<_>>().await.unwrap();
    let all: Vec<_> = all
        .into_iter()
        .map(|organization| organization.name)
        .collect();
    assert_eq!(names, all);
}
