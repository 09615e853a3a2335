//! What the benchmarks share.

pub mod by_hand;
pub mod faults;
pub mod memory;
pub mod rows;
pub mod server;

/// The token that the benchmarks send; the server takes any.
pub const TOKEN: &str = "aaa.bbb.ccc";

/// Whether to measure. `cargo bench` asks for that; with `-- --test`, and from `cargo test --benches`, it is enough to
/// see that everything runs.
pub fn measuring() -> bool {
    let asked = |what: &str| std::env::args().any(|a| a == what);
    asked("--bench") && !asked("--test")
}

/// The median of some measurements.
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// A client of a server at that base URL, without the limits that belong to the real API.
pub fn client(base_url: &str) -> astro_api::Client {
    let builder = astro_api::Client::builder().token(TOKEN).base_url(base_url);
    let built = builder.rate_limits(astro_api::RateLimits::off()).build();
    built.unwrap_or_else(|e| panic!("{e}"))
}

/// A runtime on this thread alone, so that the CPU time of the thread is that of the client.
pub fn runtime() -> tokio::runtime::Runtime {
    let mut builder = tokio::runtime::Builder::new_current_thread();
    builder
        .enable_all()
        .build()
        .unwrap_or_else(|e| panic!("{e}"))
}
