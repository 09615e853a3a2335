//! Packs a folder, or copies a reader, into a temporary file.

use std::{
    fs::{self, File},
    io::{self, BufWriter, Read, Write},
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, SystemTime},
};

use flate2::{Compression, GzBuilder, write::GzEncoder};
use tar::{Builder, EntryType, Header};
use tokio::sync::watch;

use super::{
    archive::Archive,
    files::{self, Entry},
    ignore::Patterns,
};
use crate::Error;

/// The progress of packing.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Packed {
    pub(super) files: u64,
    pub(super) bytes: u64,
}

/// Cancels packing, which runs in a separate thread.
#[derive(Clone, Debug, Default)]
pub(super) struct Cancelled(Arc<AtomicBool>);

impl Cancelled {
    fn check(&self) -> io::Result<()> {
        match self.0.load(Ordering::Relaxed) {
            true => Err(io::Error::other("the deploy was cancelled")),
            false => Ok(()),
        }
    }
}

/// Cancels packing when dropped.
#[derive(Debug)]
pub(super) struct CancelOnDrop(pub(super) Cancelled);

impl Drop for CancelOnDrop {
    fn drop(&mut self) {
        self.0.0.store(true, Ordering::Relaxed);
    }
}

/// A folder to pack.
#[derive(Clone, Debug)]
pub(super) struct Folder {
    pub(super) path: PathBuf,
    /// The folder of the files in the archive.
    pub(super) base_dir: Option<String>,
    pub(super) exclude: Vec<String>,
    pub(super) modified: Option<SystemTime>,
    pub(super) allow_empty: bool,
}

type Output = GzEncoder<BufWriter<Guarded<File>>>;

impl Folder {
    /// Packs the folder. The output is deterministic for the same files with the same modification times.
    pub(super) fn pack(
        &self,
        cancelled: &Cancelled,
        reports: &watch::Sender<Packed>,
    ) -> Result<Archive, Error> {
        let patterns = [
            Patterns::of_project(&self.path)?,
            Patterns::new(&self.exclude)?,
        ];
        let entries = files::list(&self.path, &patterns)?;
        if entries.is_empty() && !self.allow_empty {
            return Err(Error::invalid_request(format!(
                "{} contains no files to deploy, so the deploy would remove the files of the Deployment; call `Source::allow_empty` if that is intended",
                self.path.display()
            )));
        }
        let output = Guarded(temporary()?, cancelled.clone());
        let gzip = GzBuilder::new().write(BufWriter::new(output), Compression::default());
        let mut tar = Builder::new(gzip);
        let mut packed = Packed::default();
        for entry in &entries {
            self.add(&mut tar, entry)
                .map_err(|e| Error::archive(format!("cannot pack {}", entry.path.display()), e))?;
            packed.files += 1;
            packed.bytes += entry.metadata.len();
            reports.send_replace(packed);
        }
        let finish = |tar: Builder<Output>| {
            let file = tar.into_inner()?.finish()?.into_inner();
            Archive::new(file.map_err(io::IntoInnerError::into_error)?.0)
        };
        finish(tar).map_err(unwritable)
    }

    fn add(&self, tar: &mut Builder<Output>, entry: &Entry) -> io::Result<()> {
        let (metadata, file_type) = (&entry.metadata, entry.metadata.file_type());
        let name = match &self.base_dir {
            Some(base) => format!("{base}/{}", entry.name),
            None => entry.name.clone(),
        };
        let mut header = Header::new_gnu();
        let modified = self.modified.map_or_else(|| metadata.modified(), Ok)?;
        let since = modified.duration_since(SystemTime::UNIX_EPOCH);
        header.set_mtime(since.unwrap_or(Duration::ZERO).as_secs());
        header.set_uid(0);
        header.set_gid(0);
        header.set_mode(if is_executable(metadata) {
            0o755
        } else {
            0o644
        });
        if file_type.is_symlink() {
            header.set_entry_type(EntryType::Symlink);
            header.set_mode(0o777);
            header.set_size(0);
            return tar.append_link(&mut header, name, fs::read_link(&entry.path)?);
        }
        if !file_type.is_file() {
            return Err(io::Error::other("not a file or symbolic link; exclude it"));
        }
        header.set_size(metadata.len());
        let mut content = File::open(&entry.path)?.take(metadata.len());
        tar.append_data(&mut header, name, &mut content)?;
        match content.limit() {
            0 => Ok(()),
            _ => Err(io::Error::other(
                "the file became shorter while it was packed",
            )),
        }
    }
}

#[cfg(unix)]
fn is_executable(metadata: &fs::Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt;
    metadata.permissions().mode() & 0o100 != 0
}

#[cfg(not(unix))]
fn is_executable(_: &fs::Metadata) -> bool {
    false
}

/// Copies a reader into a temporary file, so that an upload can be retried.
pub(super) fn spool(
    mut reader: Box<dyn Read + Send>,
    cancelled: &Cancelled,
    reports: &watch::Sender<Packed>,
) -> Result<Archive, Error> {
    let mut output = Guarded(temporary()?, cancelled.clone());
    let mut part = vec![0; 128 * 1024];
    let mut bytes = 0;
    loop {
        let size = match reader.read(&mut part) {
            Ok(0) => break,
            Ok(size) => size,
            Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
            Err(e) => return Err(Error::archive("cannot read the archive", e)),
        };
        output.write_all(&part[..size]).map_err(unwritable)?;
        bytes += size as u64;
        reports.send_replace(Packed { files: 0, bytes });
    }
    Archive::new(output.0).map_err(|e| Error::archive("the archive is invalid", e))
}

/// Creates an unnamed file, which is deleted with its handle.
fn temporary() -> Result<File, Error> {
    tempfile::tempfile().map_err(|e| {
        let folder = std::env::temp_dir();
        Error::archive(
            format!("cannot create a temporary file in {}", folder.display()),
            e,
        )
    })
}

fn unwritable(error: io::Error) -> Error {
    Error::archive("cannot write the archive to a temporary file", error)
}

/// Returns an error on writes once packing is cancelled.
struct Guarded<W>(W, Cancelled);

impl<W: Write> Write for Guarded<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.1.check()?;
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}
