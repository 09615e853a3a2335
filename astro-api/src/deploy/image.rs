//! The image of a deploy.

use std::{error::Error as StdError, fmt, future::Future, pin::Pin};

/// The repository and tag that the API chose for the image of a deploy. Displayed as `repository:tag`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ImageReference {
    /// The repository, including the host of the registry.
    pub repository: String,
    /// The tag.
    pub tag: String,
}

impl fmt::Display for ImageReference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.repository, self.tag)
    }
}

pub(super) type PushError = Box<dyn StdError + Send + Sync>;

type Pushing = Pin<Box<dyn Future<Output = Result<(), PushError>> + Send>>;

/// How the image of a deploy gets into the registry.
pub(super) enum Image {
    /// The deploy has no image.
    None,
    /// This function pushes it.
    Push(Box<dyn FnMut(ImageReference) -> Pushing + Send>),
    /// The image is already pushed.
    Pushed,
}

impl Image {
    pub(super) fn push<P, F>(mut push: P) -> Self
    where
        P: FnMut(ImageReference) -> F + Send + 'static,
        F: Future<Output = Result<(), PushError>> + Send + 'static,
    {
        Self::Push(Box::new(move |image| Box::pin(push(image))))
    }
}
