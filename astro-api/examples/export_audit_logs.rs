//! Exports the audit logs of a week to a file, decompressed, with a progress bar.
//!
//! With `ASTRO_API_TOKEN`, it calls the Astro API. Without it, it starts a fake of the API on this machine, whose
//! logs end with June 2026.
//!
//! ```text
//! cargo run -p astro-api --example export_audit_logs -- audit-logs.ndjson --until 2026-06-30T00:00:00Z
//! ```

mod support;

use std::{
    io::{BufWriter, Write},
    path::{Path, PathBuf},
    process::ExitCode,
    time::{Duration, SystemTime},
};

use astro_api::NdjsonStream;
use chrono::{DateTime, Utc};
use clap::Parser;
use indicatif::{HumanBytes, ProgressBar, ProgressStyle};
use serde_json::value::RawValue;
use support::{Failure, Session};
use tempfile::NamedTempFile;

/// Export the audit logs of a week to a file, one JSON record per line.
///
/// Writes a temporary file, and renames it when it is complete. Only its owner can read it.
///
/// Reads ASTRO_API_TOKEN, and ASTRO_API_HOST or ASTRO_DOMAIN for a host other than production. Without a token, it
/// starts a fake of the API on this machine.
///
/// Exit codes: 0 success, 1 the request failed or the file cannot be written, 2 the command line or the environment
/// is wrong.
#[derive(Debug, Parser)]
struct Options {
    /// The file to write; an existing file is replaced
    file: PathBuf,
    /// How many days to export; the API keeps 90
    #[arg(long, value_name = "N", default_value_t = 7, value_parser = clap::value_parser!(u64).range(1..=90))]
    days: u64,
    /// The end of the period, such as 2026-02-01T00:00:00Z [default: now]
    #[arg(long, value_name = "TIME")]
    until: Option<DateTime<Utc>>,
    /// The id of the Organization [default: ASTRO_ORGANIZATION_ID, or the only one that the token has access to]
    #[arg(long, value_name = "ID")]
    organization: Option<String>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    Failure::exit(run(Options::parse()).await)
}

async fn run(options: Options) -> Result<(), Failure> {
    let api = Session::open(options.organization).await?;
    let (client, organization) = (&api.client, &api.organization_id);
    let until = options.until.unwrap_or_else(|| SystemTime::now().into());
    let span = Duration::from_secs(options.days * 24 * 60 * 60);

    let logs = client
        .organization(organization)
        .get_organization_audit_logs()
        .start_date(until - span)
        .end_date(until)
        .send()
        .await?;
    let (records, bytes) = save(logs.into_inner().into_records(), &options.file).await?;
    support::print(|out| {
        let size = HumanBytes(bytes);
        writeln!(
            out,
            "{records} records, {size}, are in {}",
            options.file.display()
        )
    })
}

/// Writes the records as they arrive, and renames the file when it is complete.
async fn save(
    mut records: NdjsonStream<Box<RawValue>>,
    path: &Path,
) -> Result<(u64, u64), Failure> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty());
    // Deleted automatically on an early return.
    let file = NamedTempFile::new_in(folder.unwrap_or(Path::new(".")))
        .map_err(|e| Failure::file("make", path, e))?;
    let failed = |e| Failure::file("write", path, e);
    let mut out = BufWriter::new(file);
    let bar = progress_bar();
    let (mut count, mut bytes) = (0, 0);
    // Each record is kept as its original text.
    while let Some(record) = records.try_next().await? {
        let line = record.get();
        writeln!(out, "{line}").map_err(failed)?;
        count += 1;
        bytes += line.len() as u64 + 1;
        bar.set_position(bytes);
        bar.set_message(format!("{count} records"));
    }
    bar.finish_and_clear();
    let file = out.into_inner().map_err(|e| failed(e.into_error()))?;
    file.as_file().sync_all().map_err(failed)?;
    file.persist(path).map_err(|e| failed(e.error))?;
    Ok((count, bytes))
}

/// Creates a progress bar, shown on a terminal only. The API does not send the total size, so the bar counts.
fn progress_bar() -> ProgressBar {
    let bar = ProgressBar::new_spinner();
    if let Ok(style) =
        ProgressStyle::with_template("{spinner} {elapsed} {bytes} {bytes_per_sec} {msg}")
    {
        bar.set_style(style);
    }
    bar
}
