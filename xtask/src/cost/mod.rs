//! `cargo xtask cost`: what the generated code costs those who build it.
//!
//! Times are those of the processor, user and system, because other programs make the wall clock lie. Only the crate
//! itself is measured, again and again, with its dependencies built before; the dependencies are measured once.

mod cpu;
mod document;
mod lines;
mod programs;
mod stock;
mod table;
mod workspace;

use std::{io::Write, path::Path};

use clap::Args;

use self::{
    cpu::Profile,
    lines::Lines,
    table::{Measured, Times},
    workspace::Workspace,
};
use crate::{Exit, while_doing};

/// What to measure.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// How often to build a crate; the median counts
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..=99))]
    runs: u32,
    /// Measure a debug build with a single resource as well, for each of them
    #[arg(long)]
    per_resource: bool,
    /// Build nothing; count lines and bytes only
    #[arg(long, conflicts_with_all = ["runs", "per_resource"])]
    without_builds: bool,
}

pub(crate) fn run(root: &Path, options: &Options, out: &mut dyn Write) -> Result<Exit, String> {
    let document = document::read(root)?;
    let stock = stock::code(&document)?;
    let mut measured = Measured::of(&stock, &lines::checked_in(root)?);
    let mut resources = Vec::new();
    if !options.without_builds {
        let workspace = Workspace::make(root, &stock)?;
        let debug = times(&workspace, Profile::Debug, options.runs)?;
        if options.per_resource {
            resources = per_resource(root, &workspace, &document, options.runs)?;
        }
        let release = times(&workspace, Profile::Release, options.runs)?;
        measured.programs = Some(programs::sizes(&workspace)?);
        measured.debug = Some(debug);
        measured.release = Some(release);
    }
    let mut text = measured.table();
    if !resources.is_empty() {
        text.push('\n');
        text.push_str(&measured.resources(&resources));
    }
    write!(out, "{text}").map_err(while_doing("print"))?;
    Ok(Exit::Fine)
}

/// The processor time of the dependencies, of stock output and of our crate.
fn times(workspace: &Workspace, profile: Profile, runs: u32) -> Result<Times, String> {
    workspace.clear(profile)?;
    let dependencies = workspace.cold("our-dependencies", profile)?;
    workspace.build("stock-dependencies", profile)?;
    Ok(Times {
        dependencies,
        ours: workspace.alone("astro-api", profile, runs)?,
        stock: workspace.alone("stock", profile, runs)?,
    })
}

/// What a debug build of our crate takes with the operations of one resource, for each of them.
fn per_resource(
    root: &Path,
    workspace: &Workspace,
    document: &serde_json::Value,
    runs: u32,
) -> Result<Vec<(String, Lines, f64)>, String> {
    let mut found = Vec::new();
    for resource in document::resources(document) {
        let code = document::code(root, &document::with_only(document, &resource))?;
        let lines = code.values().map(|text| Lines::of(text)).sum();
        workspace.generated(&code)?;
        found.push((
            resource,
            lines,
            workspace.alone("astro-api", Profile::Debug, runs)?,
        ));
    }
    workspace.checked_in(root)?;
    Ok(found)
}
