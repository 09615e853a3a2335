//! The fake as a program, for clients in any language.

use std::io::{self, Write as _};
use std::time::Duration;

use astro_api_fake::Fake;
use clap::Parser;

/// Serves a fake of the Astro API on this machine until Ctrl-C.
#[derive(Debug, Parser)]
#[command(name = "astro-api-fake")]
struct Args {
    /// The port to listen on; 0 selects a free one.
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// The number of generated Organizations.
    #[arg(long, default_value_t = 1)]
    organizations: u32,
    /// The delay of each response in milliseconds.
    #[arg(long, default_value_t = 0)]
    delay_ms: u64,
    /// The token to accept, in the form of a JWT [default: a generated one].
    #[arg(long)]
    token: Option<String>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> io::Result<()> {
    let args = Args::parse();
    let mut builder = Fake::builder()
        .organizations(args.organizations)
        .around_now()
        .delay(Duration::from_millis(args.delay_ms))
        .port(args.port);
    if let Some(token) = args.token {
        builder = builder.token(token);
    }
    let fake = builder.start().await?;
    let mut out = io::stdout();
    writeln!(out, "Base URL: {}", fake.base_url())?;
    writeln!(out, "Token:    {}", fake.token())?;
    writeln!(out)?;
    writeln!(out, "For the SDK and the official clients:")?;
    writeln!(out, "export ASTRO_API_HOST=http://{}", fake.address())?;
    writeln!(out, "export ASTRO_API_TOKEN={}", fake.token())?;
    out.flush()?;
    tokio::signal::ctrl_c().await
}
