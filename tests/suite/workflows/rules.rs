//! The rules for all workflows.

use std::collections::BTreeMap;

use yaml_serde::Value;

use super::{jobs, parsed, scripts, texts};

/// A tag can be moved to another commit; a commit hash cannot. The version in the comment is for people and for
/// Dependabot.
#[test]
fn actions_are_pinned_to_commits() {
    let mut known = BTreeMap::new();
    for (name, text) in texts() {
        for line in text.lines() {
            let Some((_, action)) = line.split_once("uses: ") else {
                continue;
            };
            let fits = || {
                let (action, version) = action.split_once(" # v")?;
                let (action, commit) = action.split_once('@')?;
                let is_commit = commit.len() == 40 && commit.bytes().all(|b| b.is_ascii_hexdigit());
                let is_version = version
                    .split('.')
                    .filter(|n| n.parse::<u32>().is_ok())
                    .count()
                    == 3;
                (is_commit && is_version).then_some((action, commit))
            };
            let (action, commit) = fits().unwrap_or_else(|| {
                panic!("{name}: `{action}` is not `OWNER/NAME@COMMIT # vMAJOR.MINOR.PATCH`")
            });
            let first = known.entry(action.to_owned()).or_insert(commit.to_owned());
            assert_eq!(first, commit, "two versions of {action}");
        }
    }
    assert!(known.len() >= 4, "{known:?}");
}

/// Returns the write permissions of a job or of a whole workflow.
fn write_permissions(of: &Value) -> Vec<&str> {
    let permissions = of["permissions"].as_mapping().into_iter().flatten();
    permissions
        .filter(|(_, value)| value.as_str() == Some("write"))
        .map(|(name, _)| name.as_str().unwrap())
        .collect()
}

/// Code of a pull request, or of a third-party document, never runs with a token that has write permissions.
#[test]
fn jobs_with_write_access_run_no_foreign_code() {
    let mut writers = Vec::new();
    for name in texts().keys() {
        let workflow = parsed(name);
        assert!(workflow["permissions"].is_mapping(), "{name}");
        assert!(write_permissions(&workflow).is_empty(), "{name}");
        for (job, value) in jobs(&workflow) {
            let may_write = write_permissions(value);
            let runs_code = scripts(value).flat_map(str::lines).any(|line| {
                let is_text = line.trim_start().starts_with("printf ");
                !is_text && (line.contains("cargo ") || line.contains(".ci/"))
            });
            assert!(
                may_write.is_empty() || !runs_code,
                "{name}: {job} builds, and may write {may_write:?}"
            );
            let keeps_token = super::steps(value).iter().any(|step| {
                let uses = step["uses"].as_str().unwrap_or_default();
                uses.starts_with("actions/checkout@")
                    && step["with"]["persist-credentials"].as_bool() != Some(false)
            });
            assert!(
                !(keeps_token && runs_code),
                "{name}: {job} leaves its token where what it builds can read it"
            );
            writers.extend((!may_write.is_empty()).then(|| job.to_owned()));
        }
    }
    assert_eq!(writers, ["comment", "propose", "refuse"]);
}

/// Untrusted values, such as a branch name, are passed to a script in a variable and never as part of its text.
#[test]
fn foreign_text_is_not_part_of_a_script() {
    for name in texts().keys() {
        for (job, value) in jobs(&parsed(name)) {
            for script in scripts(value) {
                let mut expressions = script.split("${{ ").skip(1);
                let untrusted = expressions.find(|e| !e.starts_with("matrix."));
                assert_eq!(untrusted, None, "{name}: {job}");
            }
        }
    }
}

/// GitHub fetches only the last commit by default.
#[test]
fn jobs_check_out_the_required_history() {
    let mut checked = 0;
    for name in texts().keys() {
        for (job, value) in jobs(&parsed(name)) {
            let all: String = scripts(value).collect();
            // Depth 0 is the whole history, with all tags.
            let needed = [("HEAD^1", 2), (".ci/compat", 0), ("origin/$BRANCH", 0)];
            for (_, depth) in needed.into_iter().filter(|(word, _)| all.contains(word)) {
                let mut checkouts = super::steps(value).iter();
                assert!(
                    checkouts.any(|step| step["with"]["fetch-depth"].as_u64() == Some(depth)),
                    "{name}: {job} needs the depth {depth}"
                );
                checked += 1;
            }
        }
    }
    assert_eq!(checked, 3);
}

/// Every job has a timeout, and a script with a pipe fails if any part of the pipe does.
#[test]
fn jobs_have_timeouts_and_pipefail() {
    for name in texts().keys() {
        let workflow = parsed(name);
        assert_eq!(
            workflow["defaults"]["run"]["shell"].as_str(),
            Some("bash"),
            "{name}"
        );
        for (job, value) in jobs(&workflow) {
            assert!(value["timeout-minutes"].is_u64(), "{name}: {job}");
        }
    }
}
