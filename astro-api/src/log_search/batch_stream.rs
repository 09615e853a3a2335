//! A stream of entries that arrive in batches.

use std::{
    future::Future,
    pin::Pin,
    sync::{Mutex, PoisonError},
    task::{Context, Poll, ready},
    vec,
};

use crate::Error;

/// A source of batches.
pub(super) trait Source: Sized + Send + 'static {
    /// The type of the entries.
    type Entry: Send + 'static;

    /// Returns the next batch, which may be empty, or `None` at the end.
    fn next(&mut self) -> impl Future<Output = Option<Result<Vec<Self::Entry>, Error>>> + Send;
}

type Next<S> = (S, Option<Result<Vec<<S as Source>::Entry>, Error>>);

/// A batch in progress.
type Making<S> = Pin<Box<dyn Future<Output = Next<S>> + Send>>;

/// The entries of a source. The future of a batch is stored here, so that `try_next` is cancel safe.
pub(super) struct Batches<S: Source> {
    /// `None` while a batch is in progress.
    source: Option<S>,
    /// The mutex is never locked; it makes the type `Sync`.
    next: Option<Mutex<Making<S>>>,
    ready: vec::IntoIter<S::Entry>,
}

impl<S: Source> Batches<S> {
    pub(super) fn new(source: S) -> Self {
        Self {
            source: Some(source),
            next: None,
            ready: Vec::new().into_iter(),
        }
    }

    pub(super) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<S::Entry, Error>>> {
        loop {
            if let Some(entry) = self.ready.next() {
                return Poll::Ready(Some(Ok(entry)));
            }
            if let Some(mut source) = self.source.take() {
                self.next = Some(Mutex::new(Box::pin(async move {
                    let batch = source.next().await;
                    (source, batch)
                })));
            }
            let Some(next) = &mut self.next else {
                return Poll::Ready(None);
            };
            let next = next.get_mut().unwrap_or_else(PoisonError::into_inner);
            let (source, batch) = ready!(next.as_mut().poll(cx));
            self.next = None;
            self.source = Some(source);
            match batch {
                Some(Ok(entries)) => self.ready = entries.into_iter(),
                Some(Err(e)) => return Poll::Ready(Some(Err(e))),
                None => return Poll::Ready(None),
            }
        }
    }
}
