//! What the client waits with.

use std::{
    future::Future,
    pin::Pin,
    time::{Duration, Instant},
};

/// A wait that a [`Timer`] has started.
pub type Sleep = Pin<Box<dyn Future<Output = ()> + Send>>;

/// Clock and alarm of a client: how it knows how late it is, and how it waits between attempts and for its rate limits.
///
/// There is no need to implement this, except in tests that are about retries and must not wait for them: a timer whose
/// [`sleep`](Self::sleep) moves its own clock on and is over at once makes a minute of back-off take no time. Waits for
/// the network are not made with it; they take the time that they take.
///
/// ```
/// use std::{sync::Mutex, time::{Duration, Instant}};
///
/// /// A clock that jumps.
/// struct Jumping(Mutex<Instant>);
///
/// impl astro_api::Timer for Jumping {
///     fn now(&self) -> Instant {
///         *self.0.lock().unwrap()
///     }
///
///     fn sleep(&self, duration: Duration) -> astro_api::traits::Sleep {
///         *self.0.lock().unwrap() += duration;
///         Box::pin(async {})
///     }
/// }
///
/// # fn main() -> Result<(), astro_api::Error> {
/// let client = astro_api::Client::builder()
///     .token("aaa.bbb.ccc")
///     .timer(Jumping(Mutex::new(Instant::now())))
///     .build()?;
/// # let _ = client;
/// # Ok(())
/// # }
/// ```
pub trait Timer: Send + Sync + 'static {
    /// What time it is; never less than before.
    fn now(&self) -> Instant;

    /// Waits. It must be over no earlier, by the clock of [`now`](Self::now), than `duration` after the call.
    fn sleep(&self, duration: Duration) -> Sleep;
}

/// Real time, by tokio, which the HTTP client runs on as well.
pub(crate) struct RealTime;

impl Timer for RealTime {
    fn now(&self) -> Instant {
        Instant::now()
    }

    fn sleep(&self, duration: Duration) -> Sleep {
        Box::pin(tokio::time::sleep(duration))
    }
}
