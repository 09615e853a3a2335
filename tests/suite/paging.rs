//! Lists iterated to their end.

mod faults;
mod resuming;
mod streams;

use astro_api::{
    Client, Error, Response,
    types::{
        AstronomerProduct, Organization, OrganizationSort, OrganizationsPaginated, Product,
        ProductPlan,
    },
};
use astro_api_fake::Fake;
use astro_api_tests::{client, fake};

/// Returns the ids of all Organizations of a fake, the oldest first.
pub(crate) fn ids_by_age(fake: &Fake) -> Vec<String> {
    let mut entries: Vec<_> = (0..fake.organization_count())
        .map(|position| {
            let document = fake.organization(position).unwrap();
            let organization: Organization = serde_json::from_value(document).unwrap();
            (organization.created_at, position, organization.id)
        })
        .collect();
    entries.sort();
    entries.into_iter().map(|(_, _, id)| id).collect()
}

/// Returns the queries that a fake received, decoded as far as these tests require.
fn queries(fake: &Fake) -> Vec<String> {
    let requests = fake.requests().into_iter();
    requests.map(|r| r.query.replace("%3A", ":")).collect()
}

/// Takes all items.
async fn iterate(client: &Client) -> (Vec<String>, Option<i64>) {
    let mut stream = client.list_organizations().stream();
    let mut ids = Vec::new();
    assert_eq!(stream.total_count(), None);
    while let Some(organization) = stream.try_next().await.unwrap() {
        ids.push(organization.id);
    }
    // The end is permanent.
    assert!(stream.try_next().await.unwrap().is_none());
    (ids, stream.total_count())
}

type Page = Response<OrganizationsPaginated>;

/// Takes pages until the end or an error; after either, the list has ended.
async fn pages(
    mut pages: astro_api::Pages<OrganizationsPaginated>,
) -> (Vec<Page>, Result<(), Error>) {
    let mut taken = Vec::new();
    let end = loop {
        match pages.try_next().await {
            Ok(Some(page)) => taken.push(page),
            Ok(None) => break Ok(()),
            Err(e) => break Err(e),
        }
    };
    assert!(pages.try_next().await.unwrap().is_none());
    (taken, end)
}

#[tokio::test(flavor = "multi_thread")]
async fn every_item_is_returned_once_and_in_order() {
    for (count, requests) in [(0, 1), (1, 1), (20, 1), (1000, 1), (1001, 2), (2345, 3)] {
        let fake = fake(count).await;
        let (ids, total) = iterate(&client(fake.base_url())).await;
        assert_eq!(ids, ids_by_age(&fake), "{count}");
        assert_eq!(total, Some(i64::from(count)));
        let expected: Vec<String> = (0..requests)
            .map(|page| format!("limit=1000&sorts=createdAt:asc&offset={}", page * 1000))
            .collect();
        assert_eq!(queries(&fake), expected);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_contain_the_response() {
    let fake = fake(2345).await;
    let request = client(fake.base_url()).list_organizations();
    let (pages, end) = pages(request.pages()).await;
    end.unwrap();
    let shapes: Vec<_> = pages
        .iter()
        .map(|p| (p.offset, p.limit, p.organizations.len(), p.total_count))
        .collect();
    assert_eq!(
        shapes,
        [
            (0, 1000, 1000, 2345),
            (1000, 1000, 1000, 2345),
            (2000, 1000, 345, 2345)
        ]
    );
    // Each is a response with its own headers.
    assert!(pages.iter().all(|p| p.http_status() == 200));
    assert_ne!(pages[0].request_id(), pages[1].request_id());
}

#[tokio::test(flavor = "multi_thread")]
async fn empty_list_has_one_page() {
    let fake = fake(0).await;
    let request = client(fake.base_url()).list_organizations();
    let (pages, end) = pages(request.pages()).await;
    end.unwrap();
    assert_eq!(pages.len(), 1);
    assert_eq!(pages[0].total_count, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn parameters_are_sent_with_every_page() {
    let fake = fake(400).await;
    let request = client(fake.base_url())
        .list_organizations()
        .product(Product::Hosted)
        .product_plan(ProductPlan::Trial)
        .astronomer_product(AstronomerProduct::Astro)
        .sorts([OrganizationSort::NameDesc, OrganizationSort::UpdatedAtAsc])
        .offset(3)
        .limit(7);
    let all = request.clone().offset(0).limit(1000).send().await.unwrap();
    let expected: Vec<String> = all.organizations[3..]
        .iter()
        .map(|o| o.id.clone())
        .collect();
    assert!(expected.len() > 20, "more than three pages");
    fake.clear_requests();

    let items = request.stream().try_collect::<Vec<_>>().await.unwrap();
    assert_eq!(
        items.into_iter().map(|o| o.id).collect::<Vec<_>>(),
        expected
    );
    for (page, query) in queries(&fake).iter().enumerate() {
        assert_eq!(
            *query,
            format!(
                "productPlan=TRIAL&astronomerProduct=ASTRO&product=HOSTED&limit=7\
                 &sorts=name:desc&sorts=updatedAt:asc&offset={}",
                3 + 7 * page
            )
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn offset_past_the_end_gives_no_items() {
    let fake = fake(5).await;
    for offset in [5, 6, i64::MAX] {
        let request = client(fake.base_url()).list_organizations().offset(offset);
        assert!(
            request
                .stream()
                .try_collect::<Vec<_>>()
                .await
                .unwrap()
                .is_empty()
        );
    }
    assert_eq!(fake.requests().len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn empty_list_of_sorts_is_omitted() {
    let fake = fake(1).await;
    let request = client(fake.base_url())
        .list_organizations()
        .sorts(Vec::<OrganizationSort>::new());
    request.stream().try_collect::<Vec<_>>().await.unwrap();
    assert_eq!(queries(&fake), ["limit=1000&sorts=createdAt:asc&offset=0"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_sent_before_the_first_poll() {
    let fake = fake(1).await;
    let client = client(fake.base_url());
    drop(client.list_organizations().stream());
    drop(client.list_organizations().pages());
    assert_eq!(fake.requests(), []);
}
