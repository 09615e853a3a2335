//! The sources of the files of a deploy.

use std::{
    fmt,
    io::Read,
    path::{Path, PathBuf},
    sync::Arc,
    time::SystemTime,
};

use tokio::sync::watch;

use super::{
    archive::Archive,
    pack::{CancelOnDrop, Cancelled, Folder, spool},
    progress::{DeployProgress, Progress},
    watched::watched,
};
use crate::Error;

/// The files to deploy: a folder, a `tar.gz` file, or a reader of a `tar.gz`. Paths convert into it.
///
/// A folder is packed as by the Astro CLI: below its own name (`dags/…`; for a bundle, without it), with symbolic
/// links, modification times and the executable permission. Owners and other permissions are left out. The same
/// folder gives the same bytes.
///
/// Version control (`.git`, …), caches (`__pycache__`, `*.pyc`, …), and the patterns of the project's
/// `.astro/deployignore` and of [`exclude`](Self::exclude) are left out. `.airflowignore` and `.dockerignore` have no
/// effect: files without DAGs may be imported by DAGs.
pub struct Source {
    kind: Kind,
    base_dir: Option<String>,
    exclude: Vec<String>,
    modified: Option<SystemTime>,
    allow_empty: bool,
}

enum Kind {
    /// A folder or a file.
    Path(PathBuf),
    Reader(Box<dyn Read + Send>),
    /// A consumed reader.
    UsedUp,
}

impl Source {
    /// Creates a source from the path of a folder or a `tar.gz`.
    pub fn path(path: impl AsRef<Path>) -> Self {
        Self::new(Kind::Path(path.as_ref().to_owned()))
    }

    /// Creates a source from a reader of a `tar.gz`, which is copied into a temporary file before the deploy is
    /// created.
    pub fn reader(reader: impl Read + Send + 'static) -> Self {
        Self::new(Kind::Reader(Box::new(reader)))
    }

    fn new(kind: Kind) -> Self {
        Self {
            kind,
            base_dir: None,
            exclude: Vec::new(),
            modified: None,
            allow_empty: false,
        }
    }

    /// Sets the folder in the archive that contains the files. Default: the name of the packed folder. Empty for
    /// none.
    pub fn base_dir(mut self, name: impl Into<String>) -> Self {
        self.base_dir = Some(name.into());
        self
    }

    /// Excludes files of a folder by a pattern with the syntax of `.dockerignore`, relative to the folder: `docs/`,
    /// `**/*.md`, `!docs/keep.md`. Call it once for each pattern; the last match decides.
    pub fn exclude(mut self, pattern: impl Into<String>) -> Self {
        self.exclude.push(pattern.into());
        self
    }

    /// Sets the modification time of all files of a folder, so that all checkouts of a commit give the same bytes.
    ///
    /// Pass the time of the commit, not a constant: Airflow and Python detect changed files by their time.
    pub fn modified(mut self, time: SystemTime) -> Self {
        self.modified = Some(time);
        self
    }

    /// Allows a folder without files, which removes the files of the Deployment. Default: an error.
    pub fn allow_empty(mut self) -> Self {
        self.allow_empty = true;
        self
    }

    /// Packs the archive. With `has_base_dir`, a folder is packed below its name by default.
    pub(super) async fn archive(
        &mut self,
        has_base_dir: bool,
        progress: &Progress,
    ) -> Result<Arc<Archive>, Error> {
        let kind = match &mut self.kind {
            Kind::Path(path) => Kind::Path(path.clone()),
            kind @ Kind::Reader(_) => std::mem::replace(kind, Kind::UsedUp),
            Kind::UsedUp => Kind::UsedUp,
        };
        let settings = Folder {
            path: PathBuf::new(),
            base_dir: self.base_dir.clone(),
            exclude: self.exclude.clone(),
            modified: self.modified,
            allow_empty: self.allow_empty,
        };
        let cancelled = Cancelled::default();
        let _guard = CancelOnDrop(cancelled.clone());
        let (reports, seen) = watch::channel(Default::default());
        let work = tokio::task::spawn_blocking(move || match kind {
            Kind::Path(path) if path.is_dir() => {
                let base_dir = match settings.base_dir.clone() {
                    None if has_base_dir => Some(name_of(&path)?),
                    other => other.filter(|name| !name.is_empty()),
                };
                let folder = Folder {
                    path,
                    base_dir,
                    ..settings
                };
                folder.pack(&cancelled, &reports)
            }
            Kind::Path(path) => Archive::open(&path),
            Kind::Reader(reader) => spool(reader, &cancelled, &reports),
            Kind::UsedUp => Err(Error::invalid_request(
                "the reader of the archive was consumed by a failed deploy; pass a new one",
            )),
        });
        let done = watched(work, seen, None, |packed| {
            progress.report(&DeployProgress::Packing {
                files: packed.files,
                bytes: packed.bytes,
            });
        });
        match done.await {
            Some(Ok(archive)) => archive.map(Arc::new),
            Some(Err(e)) => Err(Error::archive(
                "packing panicked or its runtime ended",
                std::io::Error::other(e),
            )),
            None => Err(Error::invalid_request("packing did not finish")),
        }
    }
}

/// Returns the name of a folder, also for `.` and `dags/..`.
fn name_of(folder: &Path) -> Result<String, Error> {
    let failed = |e| Error::archive(format!("cannot read {}", folder.display()), e);
    let name = match folder.file_name() {
        Some(name) => Some(name.to_owned()),
        None => {
            let whole = folder.canonicalize().map_err(failed)?;
            whole.file_name().map(ToOwned::to_owned)
        }
    };
    name.and_then(|name| name.into_string().ok())
        .ok_or_else(|| {
            Error::invalid_request(format!(
                "the folder {} has no UTF-8 name; set one with `Source::base_dir`",
                folder.display()
            ))
        })
}

impl<P: AsRef<Path>> From<P> for Source {
    fn from(path: P) -> Self {
        Self::path(path)
    }
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            Kind::Path(path) => write!(f, "Source({})", path.display()),
            Kind::Reader(_) | Kind::UsedUp => f.write_str("Source(reader)"),
        }
    }
}
