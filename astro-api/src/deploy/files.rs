//! Lists the files of a folder.

use std::{
    fs::{self, Metadata},
    path::{Path, PathBuf},
};

use super::ignore::{self, Patterns};
use crate::Error;

/// A file or symbolic link to pack.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) path: PathBuf,
    /// The path below the folder, with slashes.
    pub(super) name: String,
    pub(super) metadata: Metadata,
}

/// Lists the files below a folder, ordered by name. Folders are not entries of their own.
pub(super) fn list(folder: &Path, patterns: &[Patterns]) -> Result<Vec<Entry>, Error> {
    let mut entries = Vec::new();
    let mut folders = vec![(folder.to_owned(), String::new())];
    while let Some((folder, above)) = folders.pop() {
        let failed = |e| Error::archive(format!("cannot read {}", folder.display()), e);
        for entry in fs::read_dir(&folder).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            let path = entry.path();
            let name = entry.file_name();
            let Some(name) = name.to_str() else {
                return Err(Error::invalid_request(format!(
                    "the name of {} is not UTF-8; rename or exclude it",
                    path.display()
                )));
            };
            if ignore::is_always_left_out(name) {
                continue;
            }
            let name = format!("{above}{name}");
            // Does not follow links.
            let metadata = entry.metadata().map_err(failed)?;
            if metadata.is_dir() {
                folders.push((path, format!("{name}/")));
            } else if !patterns.iter().any(|p| p.leave_out(&name)) {
                entries.push(Entry {
                    path,
                    name,
                    metadata,
                });
            }
        }
    }
    entries.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(entries)
}
