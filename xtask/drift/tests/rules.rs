//! Each rule, on its smallest pair of documents.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on has failed"
)]

mod support;

use std::collections::BTreeSet;

use astro_api_drift::{
    report::{Finding, Severity},
    rules, source,
};

use support::case::{Side, cases};

#[test]
fn every_rule_has_a_case() {
    let cases = cases();
    let known: BTreeSet<&str> = cases.iter().map(|c| c.rule.as_str()).collect();
    let rules: BTreeSet<&str> = rules::all().iter().map(|r| r.id).collect();
    // Each rule but those for what no rule foresees, which have a test of their own.
    let rules: BTreeSet<&str> = rules.difference(&["S09", "S10"].into()).copied().collect();
    assert_eq!(known, rules);
}

#[test]
fn ids_and_names_are_unique() {
    let rules = rules::all();
    let ids: BTreeSet<&str> = rules.iter().map(|r| r.id).collect();
    let names: BTreeSet<&str> = rules.iter().map(|r| r.name).collect();
    assert_eq!([ids.len(), names.len()], [rules.len(); 2]);
}

/// A case gives its own rule, and no others than it says.
#[test]
fn each_case_gives_its_rule() {
    let mut wrong = Vec::new();
    for case in cases() {
        let found = found(&case.old, &case.new);
        let expected: BTreeSet<String> = case.also.iter().chain([&case.rule]).cloned().collect();
        if found != expected {
            wrong.push(format!("{}: {found:?} instead of {expected:?}", case.name));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The verdict of a case is that of its rule, unless it says another.
#[test]
fn each_case_gives_its_verdict() {
    let mut wrong = Vec::new();
    for case in cases() {
        let findings = astro_api_drift::compare(&case.old.document, &case.new.document);
        for (name, expected, severity) in [
            ("wire", &case.wire, (|f| f.wire) as fn(&Finding) -> Severity),
            ("source", &case.source, |f| f.source),
        ] {
            let found = findings.iter().map(severity).max();
            let found = found.unwrap_or(Severity::None).to_string();
            if expected.as_ref().is_some_and(|expected| *expected != found) {
                wrong.push(format!("{}: {name} {found}", case.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The other way round, what was added is removed.
#[test]
fn each_case_mirrored() {
    let mut wrong = Vec::new();
    for case in cases() {
        let found = found(&case.new, &case.old);
        if found != case.swapped {
            wrong.push(format!(
                "{}: {found:?} instead of {:?}",
                case.name, case.swapped
            ));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// A document is no different from itself.
#[test]
fn each_document_against_itself() {
    for case in cases() {
        for side in [&case.old, &case.new] {
            let findings = astro_api_drift::compare(&side.document, &side.document);
            let unsupported = findings.iter().all(|f| f.rule == "G01");
            assert!(
                findings.is_empty() || unsupported,
                "{}: {findings:?}",
                case.name
            );
        }
    }
}

/// What the rules say of users' programs is what the public items of the generated code show.
#[test]
fn source_verdicts_agree_with_the_code() {
    let mut wrong = Vec::new();
    for case in cases() {
        let mut findings = astro_api_drift::compare(&case.old.document, &case.new.document);
        let generator = support::generator(&case.old, &case.new);
        findings.extend(generator.findings);
        let Some(changes) = generator.source else {
            // The generator refuses it: there is no code to look at.
            let worst = findings.iter().map(|f| f.source).max();
            if worst != Some(Severity::Break) {
                wrong.push(format!("{}: refused, but {worst:?}", case.name));
            }
            continue;
        };
        let predicted = source::predicted(&findings);
        if predicted != changes.severity() {
            wrong.push(format!("{}: {predicted}, but {changes:?}", case.name));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn found(old: &Side, new: &Side) -> BTreeSet<String> {
    let mut findings = astro_api_drift::compare(&old.document, &new.document);
    findings.extend(support::generator(old, new).findings);
    findings.iter().map(|f| f.rule.to_owned()).collect()
}
