//! The pull request that imports a newer document, and the issue for one that cannot be imported.

use super::script::Runner;

const SYNC: &str = "Update to the published document";
const PROPOSE: &str = "Open or update the pull request";
const REFUSE: &str = "Open or update the issue";

const MAINTAINER: &str = "ada@birds.example";
const BOT: &str = "41898282+github-actions[bot]@users.noreply.github.com";
const SPEC: &str = "openapi/astro-v1.yaml";

/// The actual output of the command, from its own test.
fn review() -> String {
    let snapshot = include_str!("../snapshots/suite__sync__to_review.snap");
    let (_, review) = snapshot
        .split_once("---\n")
        .unwrap()
        .1
        .split_once("---\n")
        .unwrap();
    review.to_owned()
}

/// Creates a clone of a repository with the document.
fn clone() -> Runner {
    let mut runner = Runner::new();
    runner.run(
        "git",
        &[
            "init",
            "--quiet",
            "--bare",
            "--initial-branch",
            "main",
            "../origin",
        ],
    );
    runner.run("git", &["clone", "--quiet", "../origin", "."]);
    runner.git(MAINTAINER, &["switch", "--quiet", "--create", "main"]);
    runner.write(&format!("work/{SPEC}"), "old\n");
    runner.git(MAINTAINER, &["add", "--all"]);
    runner.git(MAINTAINER, &["commit", "--quiet", "--message", "one"]);
    runner.git(
        MAINTAINER,
        &["push", "--quiet", "--set-upstream", "origin", "main"],
    );
    runner.set("BASE", "main");
    runner
}

/// Runs the command's job with a command that exits like that, and returns the exit code and the outcome.
fn sync(runner: &Runner, code: u8, report: &str, says: &str) -> (i32, String) {
    runner.write("says", says);
    runner.write("report", report);
    let [says, reports] = ["says", "report"].map(|f| runner.path(f).display().to_string());
    let script = format!(
        "if [ -s {reports} ]; then cp {reports} \"$4\"; fi; cat {says}; if [ {code} = 1 ]; then echo new > {SPEC}; echo more > extra.rs; fi; exit {code}"
    );
    runner.program("cargo", &script);
    let exit = runner.step("sync.yml", "sync", SYNC);
    (exit, runner.read("output").trim().to_owned())
}

#[test]
fn unchanged_document_opens_nothing() {
    let runner = clone();
    let says = "no findings\nx brings nothing that y does not say\n";
    assert_eq!(
        sync(&runner, 0, "## None\n", says),
        (0, "outcome=same".to_owned())
    );
    assert!(!runner.path("temp/sync/sync.patch").exists());
    assert!(
        runner
            .read("summary")
            .contains("    x brings nothing that y does not say\n")
    );
}

/// A network failure is only logged; the next run may succeed.
#[test]
fn failed_download_only_fails() {
    let runner = clone();
    let (exit, outcome) = sync(&runner, 2, "", "error: cannot fetch x\n");
    assert_eq!((exit, outcome.as_str()), (2, "outcome=failed"));
    assert!(
        runner
            .read("summary")
            .contains("    error: cannot fetch x\n")
    );
}

#[test]
fn rejected_document_opens_an_issue() {
    let mut runner = clone();
    let (exit, outcome) = sync(
        &runner,
        2,
        "## Report\n",
        "error: the generator does not take it\n",
    );
    assert_eq!((exit, outcome.as_str()), (2, "outcome=refused"));
    runner.set("GITHUB_SERVER_URL", "https://github.example");
    runner.github("");
    assert_eq!(runner.step("sync.yml", "refuse", REFUSE), 0);
    let calls = runner.calls("gh");
    assert!(
        calls[1].starts_with("issue create --title The newer OpenAPI document is rejected "),
        "{calls:?}"
    );
    let body =
        "## Report\n\n### Output of the command\n\n    error: the generator does not take it\n";
    assert_eq!(runner.sent(), body);
    // The day after, there is one.
    runner.github("5");
    assert_eq!(runner.step("sync.yml", "refuse", REFUSE), 0);
    let calls = runner.calls("gh");
    assert!(
        calls[1].starts_with("api --silent --method PATCH repos/birds/astro-api/issues/5 "),
        "{calls:?}"
    );
}

/// Creates a clone in which the first job has found something new; then a fresh one for the second job, as on GitHub.
fn find_changes(runner: &Runner) {
    let (exit, outcome) = sync(runner, 1, "## Report\n", &review());
    assert_eq!(exit, 0);
    assert!(outcome.ends_with("outcome=changed"), "{outcome}");
    runner.run("git", &["fetch", "--quiet", "origin"]);
    runner.run(
        "git",
        &["switch", "--quiet", "--force-create", "main", "origin/main"],
    );
    runner.run("git", &["reset", "--quiet", "--hard", "origin/main"]);
}

fn propose(runner: &Runner, known: &str) -> Vec<String> {
    let _ = runner.calls("gh");
    runner.github(known);
    assert_eq!(runner.step("sync.yml", "propose", PROPOSE), 0);
    let calls = runner.calls("gh");
    assert!(
        calls[0].starts_with("pr list --head sync-openapi --base main --state open "),
        "{calls:?}"
    );
    calls[1..].to_vec()
}

fn branch(runner: &Runner) -> String {
    runner.run("git", &["-C", "../origin", "rev-parse", "sync-openapi"])
}

fn run_again(runner: &Runner) {
    std::fs::remove_dir_all(runner.path("temp/sync")).unwrap();
    runner.run(
        "git",
        &["switch", "--quiet", "--force-create", "main", "origin/main"],
    );
    find_changes(runner);
}

const CREATE: &str = "pr create --head sync-openapi --base main --title Update to the newer OpenAPI document --body-file ";
const UPDATE: &str = "api --silent --method PATCH repos/birds/astro-api/pulls/9 --field body=@";
const CHECK: &str = "workflow run ci.yml --ref sync-openapi";

#[test]
fn changed_document_opens_a_pull_request() {
    let runner = clone();
    find_changes(&runner);
    let calls = propose(&runner, "");
    assert!(calls[0].starts_with(CREATE), "{calls:?}");
    assert_eq!(calls[1..], [CHECK]);
    let show = |what: &str| {
        runner.run(
            "git",
            &[
                "-C",
                "../origin",
                "show",
                "--no-patch",
                what,
                "sync-openapi",
            ],
        )
    };
    assert_eq!(show("--format=%ae %ce"), format!("{BOT} {BOT}"));
    let files = [
        "-C",
        "../origin",
        "diff",
        "--name-only",
        "main",
        "sync-openapi",
    ];
    assert_eq!(runner.run("git", &files), format!("extra.rs\n{SPEC}"));
    let body = runner.sent();
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false, snapshot_path => "../snapshots/workflows" }, {
        insta::assert_snapshot!("pull_request", body);
    });
}

/// The day after, with the same document: nothing is pushed, and so nothing is checked again.
#[test]
fn repeated_run_opens_no_second_pull_request() {
    let runner = clone();
    find_changes(&runner);
    propose(&runner, "");
    let first = branch(&runner);
    run_again(&runner);
    let calls = propose(&runner, "9");
    assert!(
        calls.len() == 1 && calls[0].starts_with(UPDATE),
        "{calls:?}"
    );
    assert_eq!(branch(&runner), first);
}

/// The workflow replaces its own commits.
#[test]
fn newer_document_updates_the_pull_request() {
    let runner = clone();
    find_changes(&runner);
    propose(&runner, "");
    runner.run("git", &["switch", "--quiet", "main"]);
    runner.run("git", &["reset", "--quiet", "--hard", "origin/main"]);
    runner.write("work/README.md", "a later commit\n");
    runner.git(MAINTAINER, &["add", "--all"]);
    runner.git(MAINTAINER, &["commit", "--quiet", "--message", "two"]);
    runner.git(MAINTAINER, &["push", "--quiet", "origin", "main"]);
    run_again(&runner);
    let calls = propose(&runner, "9");
    assert!(calls[0].starts_with(UPDATE), "{calls:?}");
    assert_eq!(calls[1..], [CHECK]);
    let log = ["-C", "../origin", "log", "--format=%s", "sync-openapi"];
    assert_eq!(
        runner.run("git", &log),
        "Update to the newer OpenAPI document\ntwo\none"
    );
}

/// It does not replace a person's commits. Once the pull request is closed, the branch is the workflow's again.
#[test]
fn commits_of_people_are_kept() {
    let runner = clone();
    find_changes(&runner);
    propose(&runner, "");
    runner.write("work/extra.rs", "reviewed\n");
    runner.git(
        MAINTAINER,
        &["commit", "--quiet", "--all", "--message", "Review"],
    );
    runner.git(
        MAINTAINER,
        &["push", "--quiet", "origin", "HEAD:refs/heads/sync-openapi"],
    );
    let reviewed = branch(&runner);
    run_again(&runner);
    let calls = propose(&runner, "9");
    assert!(
        calls.len() == 1 && calls[0].starts_with(UPDATE),
        "{calls:?}"
    );
    assert_eq!(branch(&runner), reviewed);
    assert!(
        runner
            .sent()
            .starts_with("> Somebody has committed to this branch"),
        "{}",
        runner.sent()
    );
    run_again(&runner);
    let calls = propose(&runner, "");
    assert!(calls[0].starts_with(CREATE), "{calls:?}");
    assert_ne!(branch(&runner), reviewed);
}
