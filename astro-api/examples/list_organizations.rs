//! Lists the Organizations that a token has access to, as a table or as JSON.
//!
//! With `ASTRO_API_TOKEN`, it calls the Astro API. Without it, it starts a fake of the API on this machine, and lists
//! its Organizations.
//!
//! ```text
//! cargo run -p astro-api --example list_organizations -- --product HOSTED --sort name:asc --all
//! ```

mod support;

use std::{io::Write, process::ExitCode};

use astro_api::{
    Client, Error, RetryPolicy,
    types::{Organization, OrganizationSort, Product, ProductPlan},
};
use astro_api_fake::Fake;
use clap::Parser;
use support::Failure;

/// How many Organizations the fake has: enough for more than one page.
const FAKE_ORGANIZATIONS: u32 = 42;

/// List the Organizations that a token has access to.
///
/// Reads ASTRO_API_TOKEN, and ASTRO_API_HOST or ASTRO_DOMAIN for a host other than production. Without a token, it
/// starts a fake of the API on this machine.
///
/// Exit codes: 0 success, 1 the request failed, 2 the command line or the environment is wrong.
#[derive(Debug, Parser)]
struct Options {
    /// List only Organizations with this kind of hosting
    #[arg(long, value_parser = support::one_of::<Product>(Product::VALUES))]
    product: Option<Product>,
    /// List only Organizations on this plan
    #[arg(long, value_parser = support::one_of::<ProductPlan>(ProductPlan::VALUES))]
    product_plan: Option<ProductPlan>,
    /// The sort order; can be repeated
    #[arg(long, value_parser = support::one_of::<OrganizationSort>(OrganizationSort::VALUES))]
    sort: Vec<OrganizationSort>,
    /// The number of Organizations to list, or with --all, the page size
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(i64).range(1..=1000))]
    limit: Option<i64>,
    /// List the Organizations of all pages
    #[arg(long)]
    all: bool,
    /// The maximum number of attempts per request
    #[arg(long, value_name = "N", default_value_t = 4, value_parser = clap::value_parser!(u32).range(1..=20))]
    attempts: u32,
    /// Print JSON instead of a table
    #[arg(long)]
    json: bool,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    Failure::exit(run(&Options::parse()).await)
}

async fn run(options: &Options) -> Result<(), Failure> {
    let fake = Fake::builder().organizations(FAKE_ORGANIZATIONS);
    let retry = RetryPolicy::default().max_attempts(options.attempts);
    // Kept until the end: the fake stops when it is dropped.
    let (client, _fake) = support::connect(fake, retry).await?;
    let (organizations, total) = list(&client, options).await?;
    print(options, &organizations, total)
}

/// Returns the Organizations that match the options, and the total.
async fn list(client: &Client, options: &Options) -> Result<(Vec<Organization>, i64), Error> {
    let mut request = client.list_organizations();
    if let Some(product) = &options.product {
        request = request.product(product.clone());
    }
    if let Some(plan) = &options.product_plan {
        request = request.product_plan(plan.clone());
    }
    if !options.sort.is_empty() {
        request = request.sorts(options.sort.clone());
    }
    if let Some(limit) = options.limit {
        request = request.limit(limit);
    }
    if options.all {
        let mut organizations = request.stream();
        let mut all = Vec::new();
        while let Some(organization) = organizations.try_next().await? {
            all.push(organization);
        }
        let total = organizations.total_count().unwrap_or_default();
        return Ok((all, total));
    }
    let page = request.send().await?.into_inner();
    Ok((page.organizations, page.total_count))
}

fn print(options: &Options, organizations: &[Organization], total: i64) -> Result<(), Failure> {
    support::print(|out| {
        if options.json {
            let json = serde_json::json!({ "organizations": organizations, "totalCount": total });
            serde_json::to_writer_pretty(&mut *out, &json)?;
            return writeln!(out);
        }
        let head = ["NAME", "ID", "PRODUCT", "PLANS", "STATUS", "CREATED"];
        support::table::write(out, head, organizations.iter().map(row))?;
        writeln!(out, "\n{} of {total} organizations", organizations.len())
    })
}

fn row(organization: &Organization) -> [String; 6] {
    let text = |value: Option<&str>| value.unwrap_or("-").to_owned();
    let plans: Vec<&str> = organization
        .product_plans
        .iter()
        .map(|p| p.product_plan_name.as_str())
        .collect();
    [
        organization.name.clone(),
        organization.id.clone(),
        text(organization.product.as_ref().map(Product::as_str)),
        if plans.is_empty() {
            text(None)
        } else {
            plans.join(", ")
        },
        text(organization.status.as_ref().map(|s| s.as_str())),
        organization.created_at.format("%Y-%m-%d").to_string(),
    ]
}
