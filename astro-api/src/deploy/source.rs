//! Where the files of a deploy come from.

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

/// The files to deploy: a folder, a `tar.gz` that is ready, or a reader of one. A path becomes a `Source` by itself.
///
/// A folder is packed as the Astro CLI does it: its files below a folder of its own name (`dags/…`; for a bundle, without
/// that folder), symbolic links as links, with the times that the files have. Owners are left out, and of the permissions only
/// whether a file is executable is kept. The same folder gives the same bytes.
///
/// Left out are version control (`.git`, …), caches (`__pycache__`, `*.pyc`, …), and what `.astro/deployignore` of the
/// project or [`exclude`](Self::exclude) name. `.airflowignore` is packed and leaves nothing out: it tells Airflow which
/// files hold no DAGs, and DAGs may import those. `.dockerignore` is about images and is not read.
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
    /// A reader that was read.
    UsedUp,
}

impl Source {
    /// Files at a path: a folder, or a `tar.gz` that is ready.
    pub fn path(path: impl AsRef<Path>) -> Self {
        Self::new(Kind::Path(path.as_ref().to_owned()))
    }

    /// A reader of a `tar.gz`. It is copied into a temporary file before the deploy is created.
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

    /// Packs the files of a folder below this folder, instead of one with the name of the packed folder. Empty for none.
    pub fn base_dir(mut self, name: impl Into<String>) -> Self {
        self.base_dir = Some(name.into());
        self
    }

    /// Leaves files of a folder out, by a pattern with the syntax of `.dockerignore`, relative to the folder: `docs/`,
    /// `**/*.md`, `!docs/keep.md`. May be called several times; the last pattern that matches decides.
    pub fn exclude(mut self, pattern: impl Into<String>) -> Self {
        self.exclude.push(pattern.into());
        self
    }

    /// Gives all files of a folder this time instead of their own, so that checkouts of one commit give the same bytes.
    ///
    /// Airflow and Python notice a changed file by its time, so pass the time of the commit and not a constant.
    pub fn modified(mut self, time: SystemTime) -> Self {
        self.modified = Some(time);
        self
    }

    /// Accepts a folder without files, which removes the files of the Deployment. An error by default.
    pub fn allow_empty(mut self) -> Self {
        self.allow_empty = true;
        self
    }

    /// Makes the archive. `has_base_dir` says whether a folder is packed below its name by default.
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
                "the reader of the archive failed before and cannot be read again; pass a new one",
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
            None => Err(Error::invalid_request("packing did not end")),
        }
    }
}

/// The name of a folder, also of `.` and `dags/..`.
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
                "the folder {} has no name in UTF-8; set one with `Source::base_dir`",
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
