//! Exceptions contain fingerprints, so they must stay the same.

use astro_api_drift::{compare, report::Severity};
use serde_json::json;

use super::finding;
use crate::support::checked_in;

/// An exception stays valid with another compiler version and on another machine.
#[test]
fn fingerprints_are_stable() {
    assert_eq!(finding([Severity::Risk; 2]).fingerprint, "37705fdbe73aa19c");
    // The name and severity of a rule may change; its id may not.
    assert_eq!(
        finding([Severity::Risk; 2]).fingerprint,
        finding([Severity::None; 2]).fingerprint
    );
}

/// Inserting a parameter or a value before another one changes its pointer, but not its fingerprint.
#[test]
fn fingerprint_does_not_depend_on_position() {
    let old = checked_in();
    let change = |moved: bool| {
        let mut new = old.clone();
        let list = &mut new["paths"]["/organizations"]["get"]["parameters"];
        let list = list.as_array_mut().unwrap();
        list.last_mut().unwrap()["description"] = json!("Another text.");
        if moved {
            list.insert(
                0,
                json!({ "name": "new", "in": "query", "schema": { "type": "string" } }),
            );
        }
        let findings = compare(&old, &new);
        let finding = findings.into_iter().find(|f| f.rule == "S06").unwrap();
        (finding.pointer, finding.fingerprint)
    };
    let [(pointer, fingerprint), (moved_pointer, moved_fingerprint)] =
        [change(false), change(true)];
    assert_ne!(pointer, moved_pointer);
    assert_eq!(fingerprint, moved_fingerprint);
}
