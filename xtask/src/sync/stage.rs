//! What is taken in is made beside the repository's files, and replaces them once all of it is right.
//!
//! A run that is interrupted before leaves the repository as it was; one that is interrupted while it replaces is brought
//! to its end by the next one.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use crate::{
    compose::UPSTREAM,
    generate::{OUT, SPEC},
    snapshots, while_doing,
};

/// Where it is made, below the root, and so on the same disk.
const FOLDER: &str = "target/sync";
/// What says that it is complete.
const READY: &str = "target/sync.ready";

/// A copy of the repository that becomes the repository.
pub(super) struct Stage {
    root: PathBuf,
    pub(super) folder: PathBuf,
}

impl Stage {
    /// Ends what an earlier run began to replace, and says whether there was such a run.
    pub(super) fn recover(root: &Path) -> Result<bool, String> {
        let is_ready = root.join(READY).exists();
        if is_ready {
            Self::at(root).publish()?;
        }
        Ok(is_ready)
    }

    /// A copy of these folders.
    pub(super) fn of(root: &Path, folders: &[&str]) -> Result<Self, String> {
        let stage = Self::at(root);
        stage
            .clear()
            .map_err(while_doing(format!("remove {FOLDER}")))?;
        for path in folders
            .iter()
            .flat_map(|folder| files(root, Path::new(folder)))
        {
            write(&root.join(&path), &stage.folder.join(&path))
                .map_err(while_doing(format!("copy {}", path.display())))?;
        }
        Ok(stage)
    }

    fn at(root: &Path) -> Self {
        Self {
            root: root.to_owned(),
            folder: root.join(FOLDER),
        }
    }

    /// Removes the copy. First the mark, without which the rest means nothing.
    fn clear(&self) -> io::Result<()> {
        let gone = [
            fs::remove_file(self.root.join(READY)),
            fs::remove_dir_all(&self.folder),
        ];
        let failed = |e: &io::Error| e.kind() != io::ErrorKind::NotFound;
        gone.into_iter()
            .find_map(|result| result.err().filter(failed))
            .map_or(Ok(()), Err)
    }

    /// Replaces the files of the repository.
    pub(super) fn publish(&self) -> Result<(), String> {
        self.replace_all().and_then(|()| self.clear()).map_err(|e| {
            format!("cannot replace the files of the repository: {e}; `cargo xtask sync` goes on with it")
        })
    }

    fn replace_all(&self) -> io::Result<()> {
        fs::write(self.root.join(READY), "")?;
        let new = files(&self.folder, Path::new(OUT));
        for path in files(&self.root, Path::new(OUT))
            .iter()
            .filter(|path| !new.contains(path))
        {
            fs::remove_file(self.root.join(path))?;
        }
        let pending = snapshots::pending(&self.folder).unwrap_or_default();
        // The published document last: what it says is taken in once it is there.
        for path in new
            .into_iter()
            .chain(pending)
            .chain([SPEC.into(), UPSTREAM.into()])
        {
            let (from, to) = (self.folder.join(&path), self.root.join(&path));
            if fs::read(&from)? != fs::read(&to).unwrap_or_default() {
                let beside = to.with_extension("sync");
                write(&from, &beside)?;
                fs::rename(&beside, &to)?;
            }
        }
        Ok(())
    }
}

fn write(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to.parent().unwrap_or(to))?;
    fs::copy(from, to).map(drop)
}

/// The files below a folder, links followed, by their paths below the root. What builds leave is none of them.
fn files(root: &Path, folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(root.join(folder))
        .into_iter()
        .flatten()
        .flatten();
    let paths = entries.map(|entry| folder.join(entry.file_name()));
    let paths = paths.filter(|path| !path.ends_with("target") && !path.ends_with(".git"));
    let below = |path: PathBuf| match root.join(&path).is_dir() {
        true => files(root, &path),
        false => vec![path],
    };
    paths.flat_map(below).collect()
}
