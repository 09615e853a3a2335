//! Lists all Organizations, with nothing but an HTTP client: the minimum that the task needs.

use std::error::Error;

use serde::Deserialize;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Page {
    organizations: Vec<Organization>,
    total_count: usize,
}

#[derive(Deserialize)]
struct Organization {
    id: String,
    name: String,
}

fn main() -> Result<(), Box<dyn Error>> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let token = std::env::var("ASTRO_API_TOKEN")?;
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = reqwest::Client::new();
        let mut offset = 0;
        loop {
            let page: Page = client
                .get("https://api.astronomer.io/v1/organizations")
                .query(&[("offset", offset), ("limit", 1000)])
                .bearer_auth(&token)
                .send()
                .await?
                .error_for_status()?
                .json()
                .await?;
            offset += page.organizations.len();
            for organization in &page.organizations {
                println!("{} {}", organization.id, organization.name);
            }
            if page.organizations.is_empty() || offset >= page.total_count {
                return Ok(());
            }
        }
    })
}
