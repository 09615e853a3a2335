//! The peak memory of this process, as reported by Linux; not available on other systems.

use std::fs;

/// Returns the peak resident size since the start, or since [`reset_peak`], in MiB.
pub fn peak() -> Option<f64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"))?;
    let kib: f64 = line.trim().strip_suffix(" kB")?.trim().parse().ok()?;
    Some(kib / 1024.0)
}

/// Resets the peak. Where that is not possible, the previous peak remains.
pub fn reset_peak() {
    let _ = fs::write("/proc/self/clear_refs", "5");
}

/// Formats a size for the report.
pub fn format_size(mib: Option<f64>) -> String {
    mib.map_or_else(|| "unknown here".to_owned(), |mib| format!("{mib:.1} MiB"))
}
