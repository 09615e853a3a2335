//! Parses and runs the command line.

use std::{
    ffi::OsString,
    fs,
    io::Write,
    path::{Path, PathBuf},
};

use astro_api::Client;
use astro_api_drift::report::{FailOn, Format};
use astro_api_fake::Fake;
use clap::Parser;

use crate::{Document, Options, Outcome, Target, probe, seed};

/// The document of the released crate.
const SPEC: &str = "openapi/astro-v1.yaml";
/// The number of Organizations of a fake.
const ORGANIZATIONS: u32 = 12;

/// No finding of the minimum severity.
const SUCCESS: u8 = 0;
/// At least one finding of the minimum severity.
const FINDINGS: u8 = 1;
/// The command failed.
const ERROR: u8 = 2;

/// Validate live responses against the OpenAPI document
///
/// Sends all GET requests whose ids it knows from other responses, and reports where the responses differ from the
/// document. Changes nothing. Like the client, it reads the token from ASTRO_API_TOKEN, and the host from ASTRO_API_HOST
/// or ASTRO_DOMAIN. The report contains no values of responses: only names of members, types, and unknown values that
/// look like constants.
///
/// Exit codes: 0 no findings, 1 findings, 2 the command failed.
#[derive(Debug, Parser)]
#[command(
    name = "cargo xtask probe",
    bin_name = "cargo xtask probe",
    max_term_width = 100
)]
struct Cli {
    /// OpenAPI 3.0 document in YAML or JSON, instead of the checked-in one
    #[arg(long, value_name = "FILE")]
    spec: Option<PathBuf>,
    /// Number of ids to follow from each list
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u16).range(1..=1000))]
    depth: u16,
    /// Read only this Organization
    #[arg(long, value_name = "ID")]
    organization: Option<String>,
    /// Read from the fake of the API in this repository; needs no token
    #[arg(long)]
    fake: bool,
    /// Format of the report
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Minimum severity that fails the run
    #[arg(long, value_enum, default_value_t = FailOn::Any)]
    fail_on: FailOn,
}

/// Runs a command line: the report goes to `out`, with colours, and everything else to `log`. Returns the exit code.
///
/// `root` is the folder of the repository.
pub fn run(
    root: &Path,
    args: impl IntoIterator<Item = OsString>,
    out: &mut dyn Write,
    log: &mut dyn Write,
) -> u8 {
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(e) if e.use_stderr() => {
            let _ = write!(log, "{}", e.render());
            return ERROR;
        }
        Err(e) => {
            let _ = write!(out, "{}", e.render());
            return SUCCESS;
        }
    };
    execute(root, &cli, out, log).unwrap_or_else(|message| {
        let _ = writeln!(log, "error: {message}");
        ERROR
    })
}

fn execute(root: &Path, cli: &Cli, out: &mut dyn Write, log: &mut dyn Write) -> Result<u8, String> {
    let spec = cli.spec.clone().unwrap_or_else(|| root.join(SPEC));
    let text =
        fs::read_to_string(&spec).map_err(|e| format!("cannot read {}: {e}", spec.display()))?;
    let document =
        Document::read(&text).map_err(|e| format!("cannot use {}: {e}", spec.display()))?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .map_err(|e| format!("cannot start a runtime: {e}"))?;
    let outcome = runtime.block_on(run_probe(&document, cli))?;
    let file = cli
        .spec
        .as_ref()
        .map_or_else(|| SPEC.to_owned(), |spec| spec.display().to_string());
    outcome
        .report
        .write(cli.format, &file, out)
        .map_err(|e| format!("cannot print: {e}"))?;
    let Outcome {
        responses,
        read,
        operations,
        ..
    } = outcome;
    let printed = writeln!(
        log,
        "{read} of {operations} operations read, {responses} responses validated"
    );
    printed.map_err(|e| format!("cannot print: {e}"))?;
    if read == 0 {
        return Err(
            "no operation could be read; the notes have the reasons. Check ASTRO_API_TOKEN, and ASTRO_API_HOST or ASTRO_DOMAIN"
                .to_owned(),
        );
    }
    Ok(if cli.fail_on.fails(&outcome.report) {
        FINDINGS
    } else {
        SUCCESS
    })
}

async fn run_probe(document: &Document, cli: &Cli) -> Result<Outcome, String> {
    // The fake runs until it is dropped.
    let (target, _fake) = if cli.fake {
        let fake = Fake::builder().organizations(ORGANIZATIONS).start().await;
        let fake = fake.map_err(|e| format!("cannot start the fake: {e}"))?;
        let token = fake.token();
        let client = || Client::builder().base_url(fake.base_url()).token(&token);
        let seeding = client().build().map_err(|e| e.to_string())?;
        let seeded = seed(&seeding).await;
        seeded.map_err(|e| format!("cannot create resources in the fake: {e}"))?;
        (Target::new(client(), &token)?, Some(fake))
    } else {
        let target = Target::from_env().map_err(|e| {
            format!("{e}\nWithout a token, `cargo xtask probe --fake` reads from the fake of the API in this repository.")
        })?;
        (target, None)
    };
    let options = Options {
        depth: cli.depth.into(),
        organization: cli.organization.clone(),
    };
    Ok(probe(document, &target, &options).await)
}
