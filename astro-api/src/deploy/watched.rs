//! A future that reports its progress.

use std::{
    future::{Future, pending, poll_fn},
    pin::pin,
    task::Poll,
    time::Duration,
};

use tokio::sync::watch;

enum Event<T> {
    Done(T),
    Report { is_last: bool },
}

/// Awaits a future, and forwards its reports. Returns `None` if it neither reports nor ends within `stall`.
pub(super) async fn watched<W: Future, R>(
    work: W,
    mut reports: watch::Receiver<R>,
    stall: Option<Duration>,
    mut tell: impl FnMut(&R),
) -> Option<W::Output> {
    let mut work = pin!(work);
    let mut is_open = true;
    loop {
        let event = {
            let mut report = pin!(async {
                match is_open {
                    true => reports.changed().await.is_ok(),
                    false => pending().await,
                }
            });
            let event = poll_fn(|context| match work.as_mut().poll(context) {
                Poll::Ready(output) => Poll::Ready(Event::Done(output)),
                Poll::Pending => report
                    .as_mut()
                    .poll(context)
                    .map(|more| Event::Report { is_last: !more }),
            });
            match stall {
                Some(stall) => tokio::time::timeout(stall, event).await.ok()?,
                None => event.await,
            }
        };
        let latest = reports.borrow_and_update();
        if latest.has_changed() || matches!(event, Event::Report { is_last: false }) {
            tell(&latest);
        }
        match event {
            Event::Done(output) => return Some(output),
            Event::Report { is_last } => is_open = !is_last,
        }
    }
}
