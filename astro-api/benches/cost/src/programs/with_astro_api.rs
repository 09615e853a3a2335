//! Lists all Organizations, with this crate.

use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = astro_api::Client::from_env()?;
        let mut organizations = client.list_organizations().stream();
        while let Some(organization) = organizations.try_next().await? {
            println!("{} {}", organization.id, organization.name);
        }
        Ok(())
    })
}
