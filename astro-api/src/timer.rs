//! The clock of a client.

use std::{
    future::Future,
    pin::Pin,
    time::{Duration, Instant},
};

/// The future of [`Timer::sleep`].
pub type Sleep = Pin<Box<dyn Future<Output = ()> + Send>>;

/// The clock of a client, for back-off and rate limits.
///
/// Implement it only for tests of retries: with a clock that jumps forward in [`sleep`](Self::sleep), back-off takes
/// no time. Network timeouts do not use it.
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
    /// Returns the current time; never earlier than before.
    fn now(&self) -> Instant;

    /// Waits until [`now`](Self::now) has advanced by `duration`.
    fn sleep(&self, duration: Duration) -> Sleep;
}

/// Real time, by tokio.
pub(crate) struct RealTime;

impl Timer for RealTime {
    fn now(&self) -> Instant {
        Instant::now()
    }

    fn sleep(&self, duration: Duration) -> Sleep {
        Box::pin(tokio::time::sleep(duration))
    }
}
