//! The drift report of a pull request.

use super::script::Runner;

const STEP: &str = "Compare the document with the base branch";
const MAIN: &str = "a@b.example";

/// Creates a merge whose first parent has another document, or the same one.
fn merge(changed: bool) -> Runner {
    let runner = Runner::new();
    runner.git(MAIN, &["init", "--quiet"]);
    runner.write("work/openapi/astro-v1.yaml", "old");
    runner.git(MAIN, &["add", "--all"]);
    runner.git(MAIN, &["commit", "--quiet", "--message", "one"]);
    runner.write("work/README.md", "new");
    if changed {
        runner.write("work/openapi/astro-v1.yaml", "new");
    }
    runner.git(MAIN, &["add", "--all"]);
    runner.git(MAIN, &["commit", "--quiet", "--message", "two"]);
    runner
}

#[test]
fn unchanged_document_is_not_compared() {
    let runner = merge(false);
    runner.program("cargo", "exit 2");
    assert_eq!(runner.step("ci.yml", "drift", STEP), 0);
    assert!(runner.calls("cargo").is_empty());
    assert_eq!(runner.read("output"), "");
    assert_eq!(
        runner.read("work/drift.md"),
        "`openapi/` is the same as on the base branch.\n"
    );
}

/// The report is written before the step fails, and the annotations are those of the failure.
#[test]
fn breaking_change_fails_and_is_reported() {
    let runner = merge(true);
    runner.program(
        "cargo",
        r#"case "$*" in *markdown*) echo "It breaks." ;; *) exit 1 ;; esac"#,
    );
    assert_eq!(runner.step("ci.yml", "drift", STEP), 1);
    assert_eq!(
        runner.calls("cargo"),
        [
            "xtask drift --base HEAD^1:openapi/astro-v1.yaml --against openapi/astro-v1.yaml --format markdown --fail-on none",
            "xtask drift --base HEAD^1:openapi/astro-v1.yaml --against openapi/astro-v1.yaml --format github",
        ]
    );
    assert_eq!(runner.read("output"), "changed=true\n");
    for file in ["work/drift.md", "summary"] {
        assert_eq!(runner.read(file), "It breaks.\n");
    }
}

/// A failed comparison is reported as well, and fails the step even in a pipe.
#[test]
fn incomparable_documents_fail() {
    let runner = merge(true);
    runner.program("cargo", "echo 'error: no'; exit 2");
    assert_eq!(runner.step("ci.yml", "drift", STEP), 2);
    assert_eq!(runner.read("summary"), "error: no\n");
    assert_eq!(runner.calls("cargo").len(), 1);
}
