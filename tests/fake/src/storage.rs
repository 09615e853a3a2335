//! The archives of deploys in the storage.

use std::collections::HashMap;
use std::io::{self, Read};

use flate2::read::GzDecoder;
use hyper::body::Bytes;

/// The signature that an upload URL must have. It is fake.
pub(crate) const SIGNATURE: &str = "sv=2023-11-03&sp=w&sig=bWFkZS11cA%3D%3D";

/// The uploads by deploy id.
#[derive(Debug, Default)]
pub(crate) struct Storage {
    pub(crate) origin: String,
    blobs: HashMap<String, Blob>,
    written: u32,
}

#[derive(Debug)]
struct Blob {
    version: String,
    bytes: Bytes,
}

impl Storage {
    /// Returns the upload URL of a deploy.
    pub(crate) fn url(&self, deploy_id: &str) -> String {
        format!("{}/deploys/{deploy_id}?{SIGNATURE}", self.origin)
    }

    /// Returns the last uploaded archive.
    pub(crate) fn latest(&self, deploy_id: &str) -> Option<&Bytes> {
        self.blobs.get(deploy_id).map(|blob| &blob.bytes)
    }

    /// Stores an archive, replacing an earlier one, and returns its version.
    pub(crate) fn keep(&mut self, deploy_id: &str, bytes: Bytes) -> String {
        self.written += 1;
        let version = format!("2026-07-01T12:00:00.{:07}Z", self.written);
        let blob = Blob {
            version: version.clone(),
            bytes,
        };
        self.blobs.insert(deploy_id.to_owned(), blob);
        version
    }

    /// Checks that a version is that of the last upload, and that it is a gzipped tar.
    pub(crate) fn check(&self, deploy_id: &str, version: &str) -> Result<(), String> {
        let Some(blob) = self.blobs.get(deploy_id) else {
            return Err("nothing was uploaded".to_owned());
        };
        if blob.version != version {
            return Err(format!("the uploaded version is {}", blob.version));
        }
        let unpacked = unpack(&blob.bytes);
        unpacked.map_err(|error| format!("the upload is not a gzipped tar: {error}"))
    }
}

/// Reads an archive completely.
fn unpack(bytes: &[u8]) -> io::Result<()> {
    let mut archive = tar::Archive::new(GzDecoder::new(bytes));
    for entry in archive.entries()? {
        io::copy(&mut entry?, &mut io::sink())?;
    }
    // The rest, with the checksum at its end.
    io::copy(&mut archive.into_inner().by_ref(), &mut io::sink())?;
    Ok(())
}
