//! The single comment on a pull request.

use super::script::Runner;

const STEP: &str = "Create or update the comment";

fn comment(changed: &str, known: &str) -> (Runner, Vec<String>) {
    let mut runner = Runner::new();
    runner.write("work/drift.md", "It breaks.\n");
    runner.github(known);
    runner.set("PULL", "7");
    runner.set("CHANGED", changed);
    assert_eq!(runner.step("ci.yml", "comment", STEP), 0);
    let calls = runner.calls("gh");
    (runner, calls)
}

#[test]
fn first_comment_is_created() {
    let (runner, calls) = comment("true", "");
    assert_eq!(calls.len(), 2, "{calls:?}");
    assert!(calls[0].starts_with("api --paginate repos/birds/astro-api/issues/7/comments --jq "));
    assert_eq!(
        calls[1],
        "api --silent --method POST repos/birds/astro-api/issues/7/comments --field body=@comment.md"
    );
    assert_eq!(runner.sent(), "<!-- drift -->\nIt breaks.\n");
}

#[test]
fn existing_comment_is_updated() {
    // Even if the document is unchanged, so that no stale verdict remains.
    for changed in ["true", ""] {
        let (runner, calls) = comment(changed, "11\n12");
        assert_eq!(
            calls[1],
            "api --silent --method PATCH repos/birds/astro-api/issues/comments/11 --field body=@comment.md"
        );
        assert_eq!(runner.sent(), "<!-- drift -->\nIt breaks.\n");
    }
}

#[test]
fn pull_request_without_the_document_gets_no_comment() {
    let (runner, calls) = comment("", "");
    assert_eq!(calls.len(), 1, "{calls:?}");
    assert_eq!(runner.sent(), "");
}
