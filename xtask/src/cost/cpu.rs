//! Measures the processor time of child processes.

use std::process::Command;

/// A build profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Profile {
    Debug,
    Release,
}

impl Profile {
    /// Returns the folder of this profile below the target folder.
    pub(super) fn folder(self) -> &'static str {
        match self {
            Self::Debug => "debug",
            Self::Release => "release",
        }
    }

    /// Returns the arguments for cargo.
    pub(super) fn args(self) -> &'static [&'static str] {
        match self {
            Self::Debug => &[],
            Self::Release => &["--release"],
        }
    }
}

/// Runs a command, and returns the seconds of processor time used by it and the child processes that it waited for.
///
/// # Errors
/// Returns an error with all output if the command fails.
pub(super) fn of(command: &mut Command) -> Result<f64, String> {
    let before = spent()?;
    let output = command
        .output()
        .map_err(|e| format!("cannot run {command:?}: {e}"))?;
    let after = spent()?;
    if output.status.success() {
        Ok(after - before)
    } else {
        Err(format!(
            "{command:?} failed:\n{}{}",
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        ))
    }
}

/// Returns the processor time of all terminated child processes and their descendants.
#[cfg(unix)]
fn spent() -> Result<f64, String> {
    use nix::sys::{
        resource::{UsageWho, getrusage},
        time::TimeVal,
    };

    let seconds = |time: TimeVal| time.tv_sec() as f64 + time.tv_usec() as f64 / 1e6;
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)
        .map_err(|e| format!("cannot read the CPU time: {e}"))?;
    Ok(seconds(usage.user_time()) + seconds(usage.system_time()))
}

#[cfg(not(unix))]
fn spent() -> Result<f64, String> {
    Err(
        "cannot read the CPU time of other programs on this system; run it on Linux or macOS"
            .to_owned(),
    )
}

/// Returns the median.
pub(super) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    match values.len() {
        0 => f64::NAN,
        n if n % 2 == 1 => values[middle],
        _ => (values[middle - 1] + values[middle]) / 2.0,
    }
}
