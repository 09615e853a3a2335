//! Progress of a deploy.

use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError},
};

use crate::types::DeployStatus;

/// What a deploy does now; passed to [`CodeDeploy::on_progress`](super::CodeDeploy::on_progress).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DeployProgress {
    /// Files are packed, or a reader is read.
    #[non_exhaustive]
    Packing {
        /// The number of files so far; 0 for a reader.
        files: u64,
        /// The number of bytes so far, before compression.
        bytes: u64,
    },
    /// The deploy exists.
    #[non_exhaustive]
    Created {
        /// The id of the deploy, for [`CodeDeploy::resume`](super::CodeDeploy::resume).
        deploy_id: String,
    },
    /// The archive is uploaded. A repeated attempt starts at 0 again.
    #[non_exhaustive]
    Uploading {
        /// The number of bytes sent by this attempt.
        sent: u64,
        /// The size of the archive in bytes.
        total: u64,
    },
    /// The deploy is finalized.
    Finalizing,
    /// The Deployment takes the code over.
    #[non_exhaustive]
    Waiting {
        /// The status of the deploy.
        status: DeployStatus,
    },
}

type Callback = dyn FnMut(&DeployProgress) + Send;

/// The function that a user set, if any. It is called while the deploy's own future is polled, never afterwards.
#[derive(Clone, Default)]
pub(super) struct Progress(Option<Arc<Mutex<Callback>>>);

impl Progress {
    pub(super) fn new(callback: impl FnMut(&DeployProgress) + Send + 'static) -> Self {
        Self(Some(Arc::new(Mutex::new(callback))))
    }

    pub(super) fn report(&self, progress: &DeployProgress) {
        if let Some(callback) = &self.0 {
            let mut callback = callback.lock().unwrap_or_else(PoisonError::into_inner);
            callback(progress);
        }
    }
}

impl fmt::Debug for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() { "set" } else { "not set" })
    }
}
