//! `cargo cost`: measures what the generated code costs its users.
//!
//! Times are CPU times (user and system), because other programs distort wall-clock time. Only the crate itself is built
//! repeatedly, with its dependencies built before; the dependencies are measured once.

mod cpu;
mod document;
mod stock;
mod table;
#[cfg(test)]
mod tests;
mod workspace;

use std::{
    io::{self, Write},
    path::Path,
};

use anyhow::{Context, Result};
use clap::Parser;

use self::{
    cpu::Profile,
    table::{Builds, Times},
    workspace::Workspace,
};

/// Measure what the generated code costs its users
#[derive(Debug, Parser)]
#[command(name = "cargo cost", bin_name = "cargo cost", max_term_width = 100)]
struct Options {
    /// The number of builds of each crate; the median is reported
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..=99))]
    runs: u32,
    /// Count only lines and bytes, without builds
    #[arg(long, conflicts_with = "runs")]
    without_builds: bool,
}

fn main() -> Result<()> {
    let text = measure(root()?, &Options::parse())?;
    Ok(io::stdout().write_all(text.as_bytes())?)
}

/// Returns the root folder of the repository.
fn root() -> Result<&'static Path> {
    let mut folders = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    folders.nth(3).context("cannot find the repository")
}

/// Measures, and returns the table.
fn measure(root: &Path, options: &Options) -> Result<String> {
    let document = document::read(root)?;
    let stock = stock::code(&document)?;
    let ours = document::checked_in(root)?;
    let mut builds = None;
    if !options.without_builds {
        let workspace = Workspace::create(root, &stock)?;
        builds = Some(Builds {
            debug: times(&workspace, Profile::Debug, options.runs)?,
            release: times(&workspace, Profile::Release, options.runs)?,
            by_hand: workspace.program_size("by-hand")?,
            with_astro_api: workspace.program_size("with-astro-api")?,
        });
    }
    Ok(table::write(&stock, &ours, builds.as_ref()))
}

/// Measures the CPU time of the dependencies, of stock output and of our crate.
fn times(workspace: &Workspace, profile: Profile, runs: u32) -> Result<Times> {
    workspace.clear(profile)?;
    let dependencies = workspace.cold("our-dependencies", profile)?;
    workspace.build("stock-dependencies", profile)?;
    Ok(Times {
        dependencies,
        ours: workspace.alone("astro-api", profile, runs)?,
        stock: workspace.alone("stock", profile, runs)?,
    })
}
