//! What a command is about to change, to be put back where it fails.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

use crate::while_doing;

/// The files of some folders as they were.
pub(super) struct Backup {
    folders: Vec<&'static str>,
    files: BTreeMap<PathBuf, Vec<u8>>,
}

impl Backup {
    pub(super) fn of(root: &Path, folders: &[&'static str]) -> Result<Self, String> {
        Ok(Self {
            folders: folders.to_vec(),
            files: files(root, folders)?,
        })
    }

    /// Puts back what was changed or removed, and removes what was added.
    pub(super) fn restore(&self, root: &Path) -> Result<(), String> {
        for (path, now) in files(root, &self.folders)? {
            match self.files.get(&path) {
                Some(then) if *then == now => {}
                Some(then) => fs::write(&path, then)
                    .map_err(while_doing(format!("put back {}", path.display())))?,
                None => fs::remove_file(&path)
                    .map_err(while_doing(format!("remove {}", path.display())))?,
            }
        }
        for (path, then) in &self.files {
            if !path.exists() {
                fs::write(path, then)
                    .map_err(while_doing(format!("put back {}", path.display())))?;
            }
        }
        Ok(())
    }
}

fn files(root: &Path, folders: &[&str]) -> Result<BTreeMap<PathBuf, Vec<u8>>, String> {
    let mut found = BTreeMap::new();
    for folder in folders {
        collect(&root.join(folder), &mut found).map_err(while_doing(format!("read {folder}")))?;
    }
    Ok(found)
}

fn collect(folder: &Path, found: &mut BTreeMap<PathBuf, Vec<u8>>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), found)?;
        } else {
            found.insert(entry.path(), fs::read(entry.path())?);
        }
    }
    Ok(())
}
