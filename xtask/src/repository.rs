//! The files of this repository.

use std::path::{Path, PathBuf};

/// The published document, in its canonical form.
pub(crate) const UPSTREAM: &str = "openapi/upstream.yaml";
/// The folder of our overlays.
pub(crate) const OVERLAYS: &str = "openapi/overlay";
/// The document of the released crate, composed from both.
pub(crate) const SPEC: &str = "openapi/astro-v1.yaml";
/// The table of names of that document.
pub(crate) const NAMES: &str = "openapi/astro-v1.names.yaml";
/// The folder of the checked-in generated code.
pub(crate) const GENERATED: &str = "astro-api/src/generated";

/// Returns the root folder of the repository in which the command was called.
///
/// Determined at run time, since one target folder can serve several checkouts.
pub fn root() -> PathBuf {
    // Cargo sets this to the package of the command, from whichever folder it was called.
    let package = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let current = std::env::current_dir().ok();
    let starts: Vec<PathBuf> = package.into_iter().chain(current).collect();
    let is_root = |folder: &&Path| {
        folder.join("xtask/Cargo.toml").exists() && folder.join("openapi").exists()
    };
    let found = starts
        .iter()
        .find_map(|start| start.ancestors().find(is_root));
    found.unwrap_or(Path::new(".")).to_owned()
}

/// Returns the absolute path of cargo's target folder for the repository.
pub(crate) fn target(root: &Path) -> PathBuf {
    let target =
        std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    // Only fails without a current folder; cargo reports that itself.
    std::path::absolute(&target).unwrap_or(target)
}
