//! A packed archive.

use std::{
    fs::File,
    io::{self, Read, Seek, SeekFrom},
    path::Path,
    sync::Mutex,
};

use bytes::Bytes;

use crate::{Error, sync::lock};

/// The first bytes of gzip data.
const MAGIC: [u8; 2] = [0x1f, 0x8b];

/// A `tar.gz` in a file, which may be temporary. It can be read several times, also concurrently.
#[derive(Debug)]
pub(super) struct Archive {
    file: Mutex<File>,
    length: u64,
}

impl Archive {
    /// Opens an existing archive.
    pub(super) fn open(path: &Path) -> Result<Self, Error> {
        let failed = |e| Error::archive(format!("cannot read {}", path.display()), e);
        let file = File::open(path).map_err(failed)?;
        Self::new(file).map_err(failed)
    }

    /// Creates an archive from a written file.
    pub(super) fn new(file: File) -> io::Result<Self> {
        let length = file.metadata()?.len();
        let archive = Self {
            file: Mutex::new(file),
            length,
        };
        if archive.read(0, MAGIC.len())? != MAGIC[..] {
            let message = "the file is not compressed with gzip; pass a tar.gz";
            return Err(io::Error::new(io::ErrorKind::InvalidData, message));
        }
        Ok(archive)
    }

    /// Returns the size in bytes.
    pub(super) fn length(&self) -> u64 {
        self.length
    }

    /// Reads `size` bytes from a position on. Returns fewer only at the end.
    pub(super) fn read(&self, at: u64, size: usize) -> io::Result<Bytes> {
        let mut file = lock(&self.file);
        file.seek(SeekFrom::Start(at))?;
        let left = self.length.saturating_sub(at);
        let size = usize::try_from(left).map_or(size, |left| left.min(size));
        let mut bytes = vec![0; size];
        file.read_exact(&mut bytes)?;
        Ok(bytes.into())
    }
}
