//! Every list of the document, iterated over two pages.

use astro_api_fake::FakeResponse;
use astro_api_tests::{client, fake};
use serde_json::Value;

use super::{expect::is_required, make::Maker};
use crate::wire::{
    calls,
    document::{Declared, Document},
    operations::compare,
    schema::Extent,
};

/// Returns the name of the rows, if the operation returns a page of a list.
fn rows<'a>(operation: &Declared<'a>) -> Option<&'a str> {
    let has_parameter = |wanted| operation.query().iter().any(|(name, ..)| *name == wanted);
    let page = operation.success().1?;
    page.property("totalCount")?;
    if !has_parameter("offset") || !has_parameter("limit") {
        return None;
    }
    let mut names = page.property_names().into_iter();
    names.find(|name| *name != "totalCount" && is_required(&page, name))
}

#[test]
fn every_list_can_be_iterated() {
    let document = Document::read();
    let mut lists: Vec<&str> = Vec::new();
    for (name, operation) in &document.operations() {
        lists.extend(rows(operation).map(|_| *name));
    }
    let mut iterated: Vec<&str> = calls::list_cases().iter().map(|w| w.operation).collect();
    iterated.sort_unstable();
    assert_eq!(iterated, lists, "left: walked; right: in the document");
}

#[tokio::test(flavor = "multi_thread")]
async fn iteration_returns_every_row_of_two_pages() {
    let document = Document::read();
    let declared = document.operations();
    for list_case in calls::list_cases() {
        let operation = &declared[list_case.operation];
        let rows = rows(operation).unwrap();
        let schema = operation.success().1.unwrap();
        let mut maker = Maker::default();
        let mut all: Vec<Value> = Vec::new();
        let fake = fake(0).await;
        for (offset, count) in [(0, 2), (2, 1)] {
            let mut page = maker.make(&schema);
            let own: Vec<Value> = (0..count)
                .map(|_| maker.make(&schema)[rows][0].take())
                .collect();
            all.extend(own.iter().cloned());
            page[rows] = own.into();
            page["limit"] = 1000.into();
            page["offset"] = offset.into();
            page["totalCount"] = 3.into();
            fake.next(FakeResponse::json(200, &page));
        }
        let iterated = (list_case.send)(client(fake.base_url())).await.unwrap();
        assert_eq!(iterated, Some(all.into()), "{}", list_case.operation);

        let requests = fake.requests();
        assert_eq!(requests.len(), 2, "{}", list_case.operation);
        for request in &requests {
            let faults = compare(operation, request, Extent::Valid);
            assert!(faults.is_empty(), "{}: {faults:?}", list_case.operation);
        }
        let is_second = requests[1].query.split('&').any(|pair| pair == "offset=2");
        assert!(is_second, "{}: {}", list_case.operation, requests[1].query);
    }
}
