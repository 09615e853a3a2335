//! `cargo xtask cost`: measures the build cost of the generated code.
//!
//! Times are processor time (user and system), because other programs distort wall-clock time. Only the crate itself is
//! measured repeatedly, with its dependencies built before; the dependencies are measured once.

mod cpu;
mod document;
mod lines;
mod programs;
mod resource;
mod stock;
mod table;
mod workspace;

use std::{io::Write, path::Path};

use clap::Args;

use self::{
    cpu::Profile,
    resource::Resource,
    table::{Measured, Times},
    workspace::Workspace,
};
use crate::{Exit, while_doing};

/// What to measure.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// The number of builds of each crate; the median is reported
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..=99))]
    runs: u32,
    /// Also measure the code and a debug build for each resource alone
    #[arg(long)]
    per_resource: bool,
    /// Count only lines and bytes, without builds
    #[arg(long, conflicts_with = "runs")]
    without_builds: bool,
}

pub(crate) fn run(root: &Path, options: &Options, out: &mut dyn Write) -> Result<Exit, String> {
    let document = document::read(root)?;
    let stock = stock::code(&document)?;
    let mut measured = Measured::of(&stock, &lines::checked_in(root)?);
    let mut resources = Vec::new();
    if options.per_resource {
        for name in document::resources(&document) {
            let document = document::with_only(&document, &name);
            resources.push(Resource::of(root, name, &document)?);
        }
    }
    if !options.without_builds {
        let workspace = Workspace::make(root, &stock)?;
        let debug = times(&workspace, Profile::Debug, options.runs)?;
        for resource in &mut resources {
            resource.measure(&workspace, options.runs)?;
        }
        workspace.stock(&stock)?;
        workspace.checked_in(root)?;
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
    Ok(Exit::Success)
}

/// Measures the processor time of the dependencies, of stock output and of our crate.
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
