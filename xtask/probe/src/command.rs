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

use crate::{Document, Options, Outcome, Target, furnish, probe};

/// The document of the released crate.
const SPEC: &str = "openapi/astro-v1.yaml";
/// The number of Organizations of a fake.
const ORGANIZATIONS: u32 = 12;

/// No finding of the minimum severity.
const FINE: u8 = 0;
/// At least one finding of the minimum severity.
const FOUND: u8 = 1;
/// The command failed.
const FAILED: u8 = 2;

/// Read everything that GET can reach, and hold each answer strictly against the OpenAPI document
///
/// The token is taken from ASTRO_API_TOKEN, and another place than production from ASTRO_API_HOST or ASTRO_DOMAIN, as
/// the client does. Nothing is changed, and no value of the answers is shown: only names of members, types, and unknown
/// values that look like constants.
///
/// Exit codes: 0 nothing was found, 1 something was found, 2 the command could not do its work.
#[derive(Debug, Parser)]
#[command(
    name = "cargo xtask probe",
    bin_name = "cargo xtask probe",
    max_term_width = 100
)]
struct Cli {
    /// Hold the answers against this OpenAPI 3.0 document, in YAML or JSON, instead of the checked-in one
    #[arg(long, value_name = "FILE")]
    spec: Option<PathBuf>,
    /// Follow so many ids of each list
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u16).range(1..=1000))]
    depth: u16,
    /// Look at this Organization only
    #[arg(long, value_name = "ID")]
    organization: Option<String>,
    /// Read from the fake of the API in this repository; no token is needed
    #[arg(long)]
    fake: bool,
    /// How to write the report
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// The least bad finding that makes the exit code 1
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
            return FAILED;
        }
        Err(e) => {
            let _ = write!(out, "{}", e.render());
            return FINE;
        }
    };
    carry_out(root, &cli, out, log).unwrap_or_else(|message| {
        let _ = writeln!(log, "error: {message}");
        FAILED
    })
}

fn carry_out(
    root: &Path,
    cli: &Cli,
    out: &mut dyn Write,
    log: &mut dyn Write,
) -> Result<u8, String> {
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
    let outcome = runtime.block_on(ask(&document, cli))?;
    let file = cli
        .spec
        .as_ref()
        .map_or_else(|| SPEC.to_owned(), |spec| spec.display().to_string());
    outcome
        .report
        .write(cli.format, &file, out)
        .map_err(|e| format!("cannot print: {e}"))?;
    let Outcome {
        answers,
        read,
        operations,
        ..
    } = outcome;
    let said = writeln!(
        log,
        "{read} of {operations} operations read, {answers} answers held"
    );
    said.map_err(|e| format!("cannot print: {e}"))?;
    if read == 0 {
        return Err(
            "not one operation could be read; the notes say why. Check the token, and where ASTRO_API_HOST or ASTRO_DOMAIN lead"
                .to_owned(),
        );
    }
    Ok(if cli.fail_on.fails(&outcome.report) {
        FOUND
    } else {
        FINE
    })
}

async fn ask(document: &Document, cli: &Cli) -> Result<Outcome, String> {
    // The fake runs until it is dropped.
    let (target, _fake) = if cli.fake {
        let fake = Fake::builder().organizations(ORGANIZATIONS).start().await;
        let fake = fake.map_err(|e| format!("cannot start the fake: {e}"))?;
        let token = fake.token();
        let client = || Client::builder().base_url(fake.base_url()).token(&token);
        let maker = client().build().map_err(|e| e.to_string())?;
        let made = furnish(&maker).await;
        made.map_err(|e| format!("cannot make what the fake has none of: {e}"))?;
        (Target::of(client(), &token)?, Some(fake))
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
