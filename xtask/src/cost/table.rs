//! Formats the measurements as Markdown tables.

use super::{lines::Lines, programs::Programs, resource::Resource};

/// Seconds of processor time in one profile.
#[derive(Debug, Clone, Copy)]
pub(super) struct Times {
    /// The dependencies of our crate, with nothing generated.
    pub(super) dependencies: f64,
    /// Our crate alone, with its hand-written part and its build script.
    pub(super) ours: f64,
    /// Stock output alone, without its hand-written part, which is a dependency.
    pub(super) stock: f64,
}

/// All measurements. Missing ones are marked as such.
#[derive(Debug, Clone, Copy)]
pub(super) struct Measured {
    stock: Lines,
    ours: Lines,
    pub(super) debug: Option<Times>,
    pub(super) release: Option<Times>,
    pub(super) programs: Option<Programs>,
}

const STOCK: &str = "stock progenitor";
const DEPENDENCIES: &str = "the dependencies";
const BY_HAND: &str = "by hand";
const UNKNOWN: &str = "not measured";

impl Measured {
    pub(super) fn of(stock: &str, ours: &Lines) -> Self {
        Self {
            stock: Lines::of(stock),
            ours: *ours,
            debug: None,
            release: None,
            programs: None,
        }
    }

    pub(super) fn table(&self) -> String {
        let mut text = String::from(
            "| what | compared with | that | astro-api | share |\n|---|---|---|---|---|\n",
        );
        let mut row =
            |what: &str, with: &str, values: Option<(f64, f64)>, show: fn(f64) -> String| {
                let cells = values.map_or_else(
                    || [UNKNOWN; 3].map(str::to_owned),
                    |(that, ours)| [show(that), show(ours), percent(ours / that)],
                );
                text.push_str(&format!("| {what} | {with} | {} |\n", cells.join(" | ")));
            };
        let both =
            |count: fn(Lines) -> usize| Some((count(self.stock) as f64, count(self.ours) as f64));
        row(
            "lines of generated code",
            STOCK,
            both(|l| l.lines),
            thousands,
        );
        row(
            "bytes of generated code",
            STOCK,
            both(|l| l.bytes),
            megabytes,
        );
        for (profile, times) in [("debug", self.debug), ("release", self.release)] {
            let what = format!("CPU time, {profile} build");
            row(&what, STOCK, times.map(|t| (t.stock, t.ours)), seconds);
            row(
                &what,
                DEPENDENCIES,
                times.map(|t| (t.dependencies, t.ours)),
                seconds,
            );
        }
        row(
            "program that lists Organizations, release build",
            BY_HAND,
            self.programs.map(|p| (p.by_hand as f64, p.ours as f64)),
            megabytes,
        );
        text
    }

    /// Formats the table of single resources. Lines and seconds are those of stock output, and ours.
    pub(super) fn resources(&self, resources: &[Resource]) -> String {
        let mut text = String::from(
            "| with one resource | lines, stock | lines | CPU time, debug build, stock | CPU time | share of the dependencies |\n\
             |---|---|---|---|---|---|\n",
        );
        for resource in resources {
            let (stock, ours) = resource.lines();
            let [that, this, share] = match (resource.times, self.debug) {
                (Some((stock, ours)), Some(whole)) => [
                    seconds(stock),
                    seconds(ours),
                    percent(ours / whole.dependencies),
                ],
                _ => [UNKNOWN; 3].map(str::to_owned),
            };
            text.push_str(&format!(
                "| {} | {} | {} | {that} | {this} | {share} |\n",
                resource.name,
                thousands(stock.lines as f64),
                thousands(ours.lines as f64)
            ));
        }
        text
    }
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
