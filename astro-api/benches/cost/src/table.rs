//! Formats the measurements as a Markdown table.

use crate::document::Code;

/// Seconds of CPU time in one profile.
#[derive(Debug)]
pub(crate) struct Times {
    /// The dependencies of our crate, with nothing generated.
    pub(crate) dependencies: f64,
    /// Our crate alone, with its hand-written part and its build script.
    pub(crate) ours: f64,
    /// Stock output alone, without its hand-written part, which is a dependency.
    pub(crate) stock: f64,
}

/// What the builds cost.
#[derive(Debug)]
pub(crate) struct Builds {
    pub(crate) debug: Times,
    pub(crate) release: Times,
    /// The sizes of both programs in bytes.
    pub(crate) by_hand: u64,
    pub(crate) with_astro_api: u64,
}

const STOCK: &str = "stock progenitor";
const DEPENDENCIES: &str = "the dependencies";
const UNKNOWN: &str = "not measured";

/// Formats the table.
pub(crate) fn write(stock: &str, ours: &Code, builds: Option<&Builds>) -> String {
    let mut text = String::from(
        "| what | compared with | that | astro-api | share |\n|---|---|---|---|---|\n",
    );
    let mut row = |what: &str, with: &str, values: Option<(f64, f64)>, show: fn(f64) -> String| {
        let cells = values.map_or([UNKNOWN; 3].map(str::to_owned), |(that, ours)| {
            [show(that), show(ours), percent(ours / that)]
        });
        text += &format!("| {what} | {with} | {} |\n", cells.join(" | "));
    };
    let count = Some((lines(stock), all_lines(ours)));
    row("lines of generated code", STOCK, count, thousands);
    let bytes = ours.values().map(String::len).sum::<usize>();
    let bytes = Some((stock.len() as f64, bytes as f64));
    row("bytes of generated code", STOCK, bytes, megabytes);
    for (profile, times) in [
        ("debug", builds.map(|builds| &builds.debug)),
        ("release", builds.map(|builds| &builds.release)),
    ] {
        let what = format!("CPU time, {profile} build");
        row(&what, STOCK, times.map(|t| (t.stock, t.ours)), seconds);
        let dependencies = times.map(|t| (t.dependencies, t.ours));
        row(&what, DEPENDENCIES, dependencies, seconds);
    }
    let sizes = builds.map(|builds| (builds.by_hand as f64, builds.with_astro_api as f64));
    let program = "program that lists Organizations, release build";
    row(program, "by hand", sizes, megabytes);
    text
}

fn lines(text: &str) -> f64 {
    text.lines().count() as f64
}

fn all_lines(code: &Code) -> f64 {
    code.values().map(|text| lines(text)).sum()
}

fn thousands(count: f64) -> String {
    format!("{:.1} k", count / 1e3)
}

fn megabytes(bytes: f64) -> String {
    format!("{:.1} MB", bytes / 1e6)
}

fn seconds(time: f64) -> String {
    format!("{time:.1} s")
}

fn percent(share: f64) -> String {
    format!("{:.0} %", share * 1e2)
}
