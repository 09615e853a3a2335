//! Resolves the version to compare with.

use std::{fmt, path::Path};

use crate::git;

/// A commit, and the name it was requested by.
#[derive(Debug)]
pub(crate) struct Base {
    name: String,
    commit: String,
}

impl Base {
    /// Returns the requested commit, or else the last release; `None` if nothing has been released.
    pub(super) fn find(root: &Path, asked: Option<&str>) -> Result<Option<Self>, String> {
        let last = ["describe", "--tags", "--abbrev=0", "--match", "v*"];
        let name = match asked {
            Some(asked) => asked.to_owned(),
            None => match git(root, &last) {
                Ok(tag) => tag.trim().to_owned(),
                // Git fails the same way outside of a repository, which is a different error.
                Err(_) => return git(root, &["rev-parse", "HEAD"]).map(|_| None),
            },
        };
        let revision = format!("{name}^{{commit}}");
        let commit = git(root, &["rev-parse", "--verify", "--quiet", &revision])
            .map_err(|_| format!("there is no commit, branch or tag {name:?}"))?;
        let commit = commit.trim().to_owned();
        Ok(Some(Self { name, commit }))
    }

    /// Returns the id of the commit.
    pub(super) fn commit(&self) -> &str {
        &self.commit
    }

    /// Lists the files below a folder.
    pub(super) fn files(&self, root: &Path, folder: &str) -> Result<Vec<String>, String> {
        let list = ["ls-tree", "-r", "--name-only", &self.commit, "--", folder];
        git(root, &list).map(|names| names.lines().map(str::to_owned).collect())
    }

    /// Returns the text of a file.
    pub(super) fn file(&self, root: &Path, path: &str) -> Result<String, String> {
        git(root, &["show", &format!("{}:{path}", self.commit)])
    }
}

impl fmt::Display for Base {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

fn git(root: &Path, args: &[&str]) -> Result<String, String> {
    git::output(root, args).map_err(|reason| format!("git {}: {reason}", args.join(" ")))
}
