//! Lists the Organizations that a token can see, as a table or as JSON.
//!
//! With `ASTRO_API_TOKEN` set, it calls the Astro API; without, it starts a fake of the API on this machine and lists
//! what that holds.
//!
//! ```text
//! cargo run -p astro-api --example list_organizations -- --product HOSTED --sort name:asc --all
//! ```

use std::{
    io::{self, Write},
    process::ExitCode,
};

use astro_api::{
    Client, ClientBuilder, Error, RetryPolicy,
    types::{Organization, OrganizationSort, Product, ProductPlan},
};
use astro_api_fake::Fake;
use clap::{Parser, builder::PossibleValuesParser};

/// How many Organizations the fake has: enough for more than one page.
const FAKE_ORGANIZATIONS: u32 = 42;

/// List the Organizations that a token can see.
///
/// Reads ASTRO_API_TOKEN, and ASTRO_API_HOST or ASTRO_DOMAIN for another place than production. Without a token, a
/// fake of the API on this machine answers.
///
/// Exit codes: 0 all is well, 1 the API or the way to it failed, 2 the command line or the environment is wrong.
#[derive(Debug, Parser)]
struct Options {
    /// Only Organizations with this kind of hosting
    #[arg(long, value_parser = PossibleValuesParser::new(Product::VALUES))]
    product: Option<String>,
    /// Only Organizations on this plan
    #[arg(long, value_parser = PossibleValuesParser::new(ProductPlan::VALUES))]
    product_plan: Option<String>,
    /// The order; may be given more than once
    #[arg(long, value_parser = PossibleValuesParser::new(OrganizationSort::VALUES))]
    sort: Vec<String>,
    /// How many to list, or with --all, how many to ask for at a time
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(i64).range(1..=1000))]
    limit: Option<i64>,
    /// List all of them, page after page
    #[arg(long)]
    all: bool,
    /// How often to try in all, when the API fails or cannot be reached
    #[arg(long, value_name = "N", default_value_t = 4, value_parser = clap::value_parser!(u32).range(1..=20))]
    attempts: u32,
    /// Print JSON instead of a table
    #[arg(long)]
    json: bool,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let options = Options::parse();
    // Kept to the end of the program: the fake stops when it is dropped.
    let (client, _fake) = match connect(options.attempts).await {
        Ok(connected) => connected,
        Err(message) => {
            eprintln!("error: {message}");
            return ExitCode::from(2);
        }
    };
    match list(&client, &options).await {
        Ok((organizations, total)) => match print(&options, &organizations, total) {
            Ok(()) => ExitCode::SUCCESS,
            // Whoever reads the output has seen enough, as `head` does.
            Err(e) if e.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
            Err(e) => {
                eprintln!("error: cannot print: {e}");
                ExitCode::FAILURE
            }
        },
        Err(error) => {
            report(&error);
            ExitCode::from(if error.status().is_none() && error.is_invalid_request() {
                2
            } else {
                1
            })
        }
    }
}

/// The client of the real API, or of a fake that is started for it.
async fn connect(attempts: u32) -> Result<(Client, Option<Fake>), String> {
    let policy = RetryPolicy::default().max_attempts(attempts);
    let has_token = std::env::var("ASTRO_API_TOKEN").is_ok_and(|t| !t.trim().is_empty());
    if has_token {
        let builder = ClientBuilder::from_env().map_err(|e| e.to_string())?;
        let client = builder.retry(policy).build().map_err(|e| e.to_string())?;
        return Ok((client, None));
    }
    let fake = Fake::builder()
        .organizations(FAKE_ORGANIZATIONS)
        .start()
        .await
        .map_err(|e| format!("the fake of the API cannot be started: {e}"))?;
    eprintln!(
        "ASTRO_API_TOKEN is not set, so a fake of the API answers at {}",
        fake.base_url()
    );
    let client = Client::builder()
        .token(fake.token())
        .base_url(fake.base_url())
        .retry(policy)
        .build()
        .map_err(|e| e.to_string())?;
    Ok((client, Some(fake)))
}

/// The Organizations that the options ask for, and how many there are in all.
async fn list(client: &Client, options: &Options) -> Result<(Vec<Organization>, i64), Error> {
    let mut request = client.list_organizations();
    if let Some(product) = &options.product {
        request = request.product(parsed::<Product>(product));
    }
    if let Some(plan) = &options.product_plan {
        request = request.product_plan(parsed::<ProductPlan>(plan));
    }
    if !options.sort.is_empty() {
        let sorts: Vec<OrganizationSort> = options.sort.iter().map(|s| parsed(s)).collect();
        request = request.sorts(sorts);
    }
    if let Some(limit) = options.limit {
        request = request.limit(limit);
    }
    if options.all {
        let mut walk = request.stream();
        let mut all = Vec::new();
        while let Some(organization) = walk.try_next().await? {
            all.push(organization);
        }
        let total = walk.total_count().unwrap_or_default();
        return Ok((all, total));
    }
    let page = request.send().await?.into_inner();
    Ok((page.organizations, page.total_count))
}

/// An enumeration value; its parser takes any text, and the command line has let through only known ones.
fn parsed<T: std::str::FromStr<Err = std::convert::Infallible>>(text: &str) -> T {
    match text.parse() {
        Ok(value) => value,
        Err(never) => match never {},
    }
}

fn print(options: &Options, organizations: &[Organization], total: i64) -> io::Result<()> {
    let mut out = io::stdout().lock();
    if options.json {
        let json = serde_json::json!({ "organizations": organizations, "totalCount": total });
        serde_json::to_writer_pretty(&mut out, &json)?;
        return writeln!(out);
    }
    let head = ["NAME", "ID", "PRODUCT", "PLANS", "STATUS", "CREATED"].map(str::to_owned);
    let rows: Vec<[String; 6]> = std::iter::once(head)
        .chain(organizations.iter().map(row))
        .collect();
    let widths: [usize; 6] =
        std::array::from_fn(|i| rows.iter().map(|r| r[i].chars().count()).max().unwrap_or(0));
    for row in &rows {
        let cells: Vec<String> = row
            .iter()
            .zip(widths)
            .map(|(cell, width)| format!("{cell:width$}"))
            .collect();
        writeln!(out, "{}", cells.join("  ").trim_end())?;
    }
    writeln!(out, "\n{} of {total} organizations", organizations.len())
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

/// What a user wants to know of a failure: what happened, the status and the request id, and what lies beneath.
fn report(error: &Error) {
    eprintln!("error: {error}");
    if let Some(body) = error.body_excerpt() {
        eprintln!("  body: {body}");
    }
    let mut cause = std::error::Error::source(error);
    while let Some(e) = cause {
        eprintln!("  because: {e}");
        cause = e.source();
    }
}
