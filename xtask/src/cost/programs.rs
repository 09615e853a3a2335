//! Measures the size of a program that lists all Organizations, with our crate and by hand.

use std::fs;

use super::{cpu::Profile, workspace::Workspace};
use crate::while_doing;

/// The sizes of both programs in bytes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Programs {
    pub(super) by_hand: u64,
    pub(super) ours: u64,
}

pub(super) fn sizes(workspace: &Workspace) -> Result<Programs, String> {
    let size = |package| {
        workspace.build(package, Profile::Release)?;
        let path = workspace.program(package);
        fs::metadata(&path)
            .map(|m| m.len())
            .map_err(while_doing(format!("look at {}", path.display())))
    };
    Ok(Programs {
        by_hand: size("by-hand")?,
        ours: size("with-astro-api")?,
    })
}
