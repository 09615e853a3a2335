//! Measures the cost of a single resource: its operations, and the types that they need.

use std::{collections::BTreeMap, path::Path};

use serde_json::Value;

use super::{cpu::Profile, document, lines::Lines, stock, workspace::Workspace};

/// The amount of code for one resource, and its build time.
pub(super) struct Resource {
    pub(super) name: String,
    stock: String,
    ours: BTreeMap<String, String>,
    /// Seconds of processor time of debug builds of stock output and of our code, if measured.
    pub(super) times: Option<(f64, f64)>,
}

impl Resource {
    /// Generates code from a document that contains only this resource.
    pub(super) fn of(root: &Path, name: String, document: &Value) -> Result<Self, String> {
        Ok(Self {
            name,
            stock: stock::code(document)?,
            ours: document::code(root, document)?,
            times: None,
        })
    }

    /// Counts the code of stock output and of ours.
    pub(super) fn lines(&self) -> (Lines, Lines) {
        let ours = self.ours.values().map(|text| Lines::of(text)).sum();
        (Lines::of(&self.stock), ours)
    }

    /// Builds both. Their dependencies must be built already.
    pub(super) fn measure(&mut self, workspace: &Workspace, runs: u32) -> Result<(), String> {
        eprintln!("{} alone", self.name);
        workspace.stock(&self.stock)?;
        workspace.generated(&self.ours)?;
        let stock = workspace.alone("stock", Profile::Debug, runs)?;
        let ours = workspace.alone("astro-api", Profile::Debug, runs)?;
        self.times = Some((stock, ours));
        Ok(())
    }
}
