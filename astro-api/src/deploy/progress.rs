//! Progress of a deploy.

use std::{
    fmt,
    sync::{Arc, Mutex},
};

use crate::{sync::lock, types::DeployStatus};

/// The progress of a deploy, passed to [`CodeDeploy::on_progress`](super::CodeDeploy::on_progress).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DeployProgress {
    /// Packing the files, or reading the archive from a reader.
    #[non_exhaustive]
    Packing {
        /// The number of files packed so far; 0 for a reader.
        files: u64,
        /// The number of bytes packed so far, before compression.
        bytes: u64,
    },
    /// The deploy was created.
    #[non_exhaustive]
    Created {
        /// The id of the deploy, for [`CodeDeploy::resume`](super::CodeDeploy::resume).
        deploy_id: String,
    },
    /// Uploading the archive. A retry starts at 0 again.
    #[non_exhaustive]
    Uploading {
        /// The number of bytes sent by this attempt.
        sent: u64,
        /// The size of the archive in bytes.
        total: u64,
    },
    /// Finalizing the deploy.
    Finalizing,
    /// Waiting until the Deployment runs the code.
    #[non_exhaustive]
    Waiting {
        /// The status of the deploy.
        status: DeployStatus,
    },
}

type Callback = dyn FnMut(&DeployProgress) + Send;

/// The callback of the caller, if any. It is called only while the future of the deploy is polled.
#[derive(Clone, Default)]
pub(super) struct Progress(Option<Arc<Mutex<Callback>>>);

impl Progress {
    pub(super) fn new(callback: impl FnMut(&DeployProgress) + Send + 'static) -> Self {
        Self(Some(Arc::new(Mutex::new(callback))))
    }

    pub(super) fn report(&self, progress: &DeployProgress) {
        if let Some(callback) = &self.0 {
            let mut callback = lock(callback);
            callback(progress);
        }
    }
}

impl fmt::Debug for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() { "set" } else { "not set" })
    }
}
