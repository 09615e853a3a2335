//! A stream of entries that arrive in batches.

use std::{
    future::Future,
    task::{Context, Poll, ready},
    vec,
};

use crate::{Error, sync::SyncFuture};

/// A source of batches.
pub(super) trait BatchSource: Sized + Send + 'static {
    /// The type of the entries.
    type Entry: Send + 'static;

    /// Returns the next batch, which may be empty; `None` after the last.
    fn next(&mut self) -> impl Future<Output = Option<Result<Vec<Self::Entry>, Error>>> + Send;
}

type Next<S> = (S, Option<Result<Vec<<S as BatchSource>::Entry>, Error>>);

/// A batch in progress.
pub(super) struct BatchStream<S: BatchSource> {
    /// `None` while `next` is pending.
    source: Option<S>,
    next: Option<SyncFuture<Next<S>>>,
    ready: vec::IntoIter<S::Entry>,
}

impl<S: BatchSource> BatchStream<S> {
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
                self.next = Some(SyncFuture::new(async move {
                    let batch = source.next().await;
                    (source, batch)
                }));
            }
            let Some(next) = &mut self.next else {
                return Poll::Ready(None);
            };
            let (source, batch) = ready!(next.poll(cx));
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
