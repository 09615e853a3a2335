//! The effect of each refinement step on the code, and a check that the code of a document with at least one of
//! everything compiles.

mod cases;
pub(crate) mod compiled;

use std::collections::BTreeMap;

use astro_api_codegen::{refinement_step, refinement_steps};

use crate::{differences, documents};

/// Shows a step on a small document.
fn case(step: &str, members: &str) {
    let document = documents::with(members);
    let [before, after] = refinement_step(step, documents::plain(&document)).unwrap();
    let shown = differences::diff_files(&before, &after);
    assert!(!shown.is_empty(), "`{step}` does nothing to its case");
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false, snapshot_path => "snapshots/refinement" }, {
        insta::assert_snapshot!(step, shown);
    });
}

#[test]
fn every_step_has_a_case() {
    let steps: Vec<&str> = refinement_steps().collect();
    assert_eq!(steps, cases::STEPS, "left: the steps; right: the cases");
}

#[test]
fn unknown_step_is_an_error() {
    let document = documents::with("paths: {}");
    let error = refinement_step("no-such-step", documents::plain(&document)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "in the generator: there is no refinement step `no-such-step`"
    );
}

#[test]
fn unknown_rate_limit_is_an_error() {
    let document = documents::with(
        "paths: { /books: { get: { operationId: ListBooks, x-rate-limit: exports, responses: { '204': { description: Done. } } } } }",
    );
    let error = astro_api_codegen::generate(documents::plain(&document)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "at #/paths/~1books/get/x-rate-limit of the document: names the rate limit `exports`; the client has only `audit-logs`"
    );
}

/// Each step takes the output of the previous one, and the output of the last one is the code.
#[test]
fn each_step_starts_where_the_previous_one_ended() {
    let library = documents::library();
    let mut previous: Option<BTreeMap<String, String>> = None;
    for step in refinement_steps() {
        let [before, after] = refinement_step(step, documents::plain(&library)).unwrap();
        if let Some(previous) = previous.replace(after) {
            assert!(
                previous == before,
                "`{step}` does not begin where the step before it ended"
            );
        }
    }
    let code = astro_api_codegen::generate(documents::plain(&library)).unwrap();
    assert!(
        previous == Some(code.files),
        "the last step does not end with the code"
    );
}
