//! Inconsistent pages.

use astro_api_fake::{Fake, PageFault};

use crate::Outcome;
use crate::client::get;

/// Returns the rows and the total of pages of forty.
async fn read_pages(fake: &Fake) -> Result<Vec<(usize, u64)>, Box<dyn std::error::Error>> {
    let mut pages = Vec::new();
    for offset in [0, 40, 80] {
        let page = get(fake, &format!("/organizations?limit=40&offset={offset}"))
            .await?
            .json()?;
        let rows = page["organizations"].as_array().map_or(0, Vec::len);
        pages.push((rows, page["totalCount"].as_u64().ok_or("no total")?));
    }
    Ok(pages)
}

#[tokio::test]
async fn page_faults_last_until_reset() -> Outcome {
    let fake = Fake::builder().organizations(100).start().await?;
    fake.on_page(PageFault::empty_from(50));
    assert_eq!(read_pages(&fake).await?, [(40, 100), (10, 100), (0, 100)]);
    fake.on_page(PageFault::total_shrinks(15));
    assert_eq!(read_pages(&fake).await?, [(40, 100), (40, 85), (0, 70)]);
    fake.on_page(PageFault::total_grows(15));
    assert_eq!(read_pages(&fake).await?, [(40, 100), (40, 115), (20, 130)]);
    fake.on_page(PageFault::new(|page| page.organizations.reverse()));
    let reversed = get(&fake, "/organizations").await?.json()?["organizations"].clone();
    fake.clear_failures();
    assert_eq!(read_pages(&fake).await?, [(40, 100), (40, 100), (20, 100)]);
    let rows = get(&fake, "/organizations").await?.json()?["organizations"].clone();
    assert_eq!(reversed[0], rows[19]);
    Ok(())
}
