//! Code shared by the benchmarks.

pub mod by_hand;
pub mod faults;
pub mod memory;
pub mod rows;
pub mod server;

/// The token that the benchmarks send; the server accepts any.
pub const TOKEN: &str = "aaa.bbb.ccc";

/// Returns whether to measure. `cargo bench` does; with `-- --test`, and from `cargo test --benches`, it is enough to
/// check that everything runs.
pub fn measuring() -> bool {
    let has_arg = |what: &str| std::env::args().any(|a| a == what);
    has_arg("--bench") && !has_arg("--test")
}

/// Returns the median of the measurements.
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// Creates a client of a server at that base URL, without the rate limits of the real API.
pub fn client(base_url: &str) -> astro_api::Client {
    let builder = astro_api::Client::builder().token(TOKEN).base_url(base_url);
    let built = builder.rate_limits(astro_api::RateLimits::off()).build();
    built.unwrap_or_else(|e| panic!("{e}"))
}

/// Creates a runtime on this thread alone, so that the thread's CPU time is the client's.
pub fn runtime() -> tokio::runtime::Runtime {
    let mut builder = tokio::runtime::Builder::new_current_thread();
    builder
        .enable_all()
        .build()
        .unwrap_or_else(|e| panic!("{e}"))
}
