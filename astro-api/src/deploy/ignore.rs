//! Excluded files.

use std::{fs, path::Path};

use glob::{MatchOptions, Pattern};

use crate::Error;

/// The file with the exclude patterns of an Astro project, which the Astro CLI also reads.
const FILE: &str = ".astro/deployignore";

/// Version control files and caches, which a Deployment does not need.
const ALWAYS: [&str; 9] = [
    ".DS_Store",
    ".git",
    ".hg",
    ".ipynb_checkpoints",
    ".mypy_cache",
    ".pytest_cache",
    ".ruff_cache",
    ".svn",
    "__pycache__",
];

const OPTIONS: MatchOptions = MatchOptions {
    case_sensitive: true,
    require_literal_separator: true,
    require_literal_leading_dot: false,
};

/// Returns whether a file or folder of this name is never packed.
pub(super) fn is_always_left_out(name: &str) -> bool {
    ALWAYS.contains(&name) || name.ends_with(".pyc")
}

/// Patterns with the syntax of `.dockerignore`. The last one that matches a path, or a folder above it, decides.
#[derive(Debug, Default)]
pub(super) struct Patterns {
    /// The path of the packed folder below the project, to which the patterns are relative. It is empty or ends with a
    /// slash.
    prefix: String,
    patterns: Vec<(Pattern, Verdict)>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Verdict {
    LeaveOut,
    Keep,
}

impl Patterns {
    /// Reads the file of the nearest folder, from `folder` upwards, that has one.
    pub(super) fn of_project(folder: &Path) -> Result<Self, Error> {
        let unreadable =
            |path: &Path, e| Error::archive(format!("cannot read {}", path.display()), e);
        let folder = folder.canonicalize().map_err(|e| unreadable(folder, e))?;
        let Some(project) = folder.ancestors().find(|p| p.join(FILE).is_file()) else {
            return Ok(Self::default());
        };
        let path = project.join(FILE);
        let text = fs::read_to_string(&path).map_err(|e| unreadable(&path, e))?;
        let mut this = Self::default();
        let below = folder.strip_prefix(project).unwrap_or(&folder);
        for part in below.iter().map(|part| part.to_string_lossy()) {
            this.prefix.push_str(&part);
            this.prefix.push('/');
        }
        for (number, line) in text.lines().enumerate() {
            let line = if number == 0 {
                line.trim_start_matches('\u{feff}')
            } else {
                line
            };
            if !line.starts_with('#') {
                this.add(line).map_err(|reason| {
                    let place = format!("{}, line {}", path.display(), number + 1);
                    Error::invalid_request(format!("{place}: {reason}"))
                })?;
            }
        }
        Ok(this)
    }

    /// Parses the patterns of the caller, relative to the packed folder.
    pub(super) fn new(patterns: &[String]) -> Result<Self, Error> {
        let mut this = Self::default();
        for pattern in patterns {
            this.add(pattern).map_err(Error::invalid_request)?;
        }
        Ok(this)
    }

    fn add(&mut self, line: &str) -> Result<(), String> {
        let line = line.trim();
        let (text, verdict) = match line.strip_prefix('!') {
            Some(text) => (text.trim(), Verdict::Keep),
            None => (line, Verdict::LeaveOut),
        };
        let text = text.trim_start_matches("./").trim_matches('/');
        if text.is_empty() {
            return Ok(());
        }
        if text.contains('\\') {
            return Err(format!(
                "the pattern {text:?} contains a backslash; write [*] for a literal *"
            ));
        }
        let pattern = Pattern::new(&text.replace("[^", "[!"))
            .map_err(|e| format!("the pattern {text:?} is invalid: {}", e.msg))?;
        self.patterns.push((pattern, verdict));
        Ok(())
    }

    /// Returns whether a file is excluded, by its path below the packed folder with slashes.
    pub(super) fn leave_out(&self, path: &str) -> bool {
        let whole = format!("{}{path}", self.prefix);
        let matches = |pattern: &Pattern| {
            let ends = whole.match_indices('/').map(|(end, _)| end);
            ends.chain([whole.len()])
                .any(|end| pattern.matches_with(&whole[..end], OPTIONS))
        };
        let mut deciding = self.patterns.iter().rev();
        let last = deciding.find(|(pattern, _)| matches(pattern));
        last.is_some_and(|(_, verdict)| *verdict == Verdict::LeaveOut)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn patterns(lines: &[&str]) -> Patterns {
        let lines: Vec<String> = lines.iter().map(|l| (*l).to_owned()).collect();
        Patterns::new(&lines).unwrap()
    }

    #[test]
    fn patterns_have_the_syntax_of_dockerignore() {
        for (pattern, matching, others) in [
            (
                "docs",
                &["docs", "docs/a.md", "docs/b/c"][..],
                &["a/docs", "docs.py"][..],
            ),
            ("/docs/", &["docs/a.md"], &["a/docs/b"]),
            ("*.md", &["a.md", ".md"], &["b/a.md"]),
            ("**/*.md", &["a.md", "b/a.md", "b/c/a.md"], &["a.mdx"]),
            (
                "**/tests",
                &["tests/a.py", "b/tests/c/d.py"],
                &["mytests/a.py"],
            ),
            ("a/**", &["a/b", "a/b/c"], &["b/a"]),
            ("?.py", &["a.py"], &["ab.py"]),
            ("[^a].py", &["b.py"], &["a.py"]),
        ] {
            let patterns = patterns(&[pattern]);
            for path in matching {
                assert!(patterns.leave_out(path), "{pattern} {path}");
            }
            for path in others {
                assert!(!patterns.leave_out(path), "{pattern} {path}");
            }
        }
    }

    #[test]
    fn the_last_pattern_that_matches_decides() {
        let patterns = patterns(&["docs", "!docs/keep.md", "docs/keep.md.bak"]);
        assert!(!patterns.leave_out("docs/keep.md"));
        assert!(patterns.leave_out("docs/other.md"));
    }

    #[test]
    fn an_invalid_pattern_is_an_error_that_quotes_it() {
        for pattern in ["a**b", "[a", "a\\*"] {
            let error = Patterns::new(&[pattern.to_owned()]).unwrap_err();
            assert!(error.message().contains(&format!("{pattern:?}")), "{error}");
        }
    }
}
