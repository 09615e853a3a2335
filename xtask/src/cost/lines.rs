//! Counts lines and bytes of code.

use std::{fs, io, iter::Sum, path::Path};

use crate::{generate, while_doing};

/// An amount of code.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Lines {
    pub(super) lines: usize,
    pub(super) bytes: usize,
}

impl Lines {
    pub(super) fn of(text: &str) -> Self {
        Self {
            lines: text.lines().count(),
            bytes: text.len(),
        }
    }
}

impl Sum for Lines {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), |sum, one| Self {
            lines: sum.lines + one.lines,
            bytes: sum.bytes + one.bytes,
        })
    }
}

/// Counts the checked-in code.
pub(super) fn checked_in(root: &Path) -> Result<Lines, String> {
    let folder = root.join(generate::OUT);
    count(&folder).map_err(while_doing(format!("read {}", folder.display())))
}

fn count(folder: &Path) -> io::Result<Lines> {
    fs::read_dir(folder)?
        .map(|entry| {
            let path = entry?.path();
            if path.is_dir() {
                count(&path)
            } else {
                fs::read_to_string(&path).map(|text| Lines::of(&text))
            }
        })
        .sum()
}
