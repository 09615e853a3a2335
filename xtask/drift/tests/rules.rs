//! Each rule, on its smallest pair of documents.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on has failed"
)]

mod support;

use std::collections::BTreeSet;

use astro_api_drift::{report::Severity, rules};

use support::{
    api,
    case::{Case, Side, cases},
};

#[test]
fn every_rule_has_a_case() {
    let cases = cases();
    let known: BTreeSet<&str> = cases.iter().map(|c| c.rule.as_str()).collect();
    let rules: BTreeSet<&str> = rules::all().iter().map(|r| r.id).collect();
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

/// What a rule says of users' programs is what the generated code shows: a break takes something away or changes it,
/// and nothing else does.
#[test]
fn source_verdicts_agree_with_the_code() {
    let mut wrong = Vec::new();
    for case in cases() {
        let worst = worst_source(&case);
        let (Ok(old), Ok(new)) = (api::of(&case.old), api::of(&case.new)) else {
            // The generator refuses it: there is no code to look at.
            if worst != Severity::Break {
                wrong.push(format!("{}: refused, but {worst}", case.name));
            }
            continue;
        };
        let lost: Vec<&String> = old.difference(&new).collect();
        let gained: Vec<&String> = new.difference(&old).collect();
        let agrees = match worst {
            Severity::Break => !lost.is_empty(),
            Severity::Risk | Severity::Minor => lost.is_empty(),
            Severity::None => lost.is_empty() && gained.is_empty(),
        };
        if agrees == case.by_meaning.is_some() {
            wrong.push(format!(
                "{}: {worst}, lost {lost:?}, gained {gained:?}",
                case.name
            ));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The worst that the rules of a case say of users' programs.
fn worst_source(case: &Case) -> Severity {
    let ids: BTreeSet<&str> = case
        .also
        .iter()
        .chain([&case.rule])
        .map(String::as_str)
        .collect();
    let rules = rules::all();
    let of_case = rules.iter().filter(|r| ids.contains(r.id));
    of_case.map(|r| r.source).max().unwrap()
}

fn found(old: &Side, new: &Side) -> BTreeSet<String> {
    let mut findings = astro_api_drift::compare(&old.document, &new.document);
    findings.extend(support::generator(old, new).findings);
    findings.iter().map(|f| f.rule.to_owned()).collect()
}
