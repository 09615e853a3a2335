//! Tests each rule with its smallest pair of documents.

use std::collections::BTreeSet;

use astro_api_drift::{
    report::{Finding, Severity},
    rules, source,
};

use crate::support::{
    self,
    case::{Side, cases},
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

/// A case triggers its own rule, and only the others that it lists.
#[test]
fn each_case_triggers_its_rules() {
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

/// A case has the verdict of its rule, unless it sets another.
#[test]
fn each_case_has_its_verdict() {
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

/// In reverse, each addition is a removal.
#[test]
fn each_reversed_case_triggers_its_rules() {
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

/// A document does not differ from itself.
#[test]
fn document_compared_with_itself_has_no_findings() {
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

/// The verdicts of the rules for users' programs match the public items of the generated code.
#[test]
fn source_verdicts_match_the_generated_code() {
    let mut wrong = Vec::new();
    for case in cases() {
        let mut findings = astro_api_drift::compare(&case.old.document, &case.new.document);
        let generator = support::generator(&case.old, &case.new);
        findings.extend(generator.findings);
        let Some(changes) = generator.source else {
            // The generator refuses it: there is no code to compare.
            let worst = findings.iter().map(|f| f.source).max();
            if worst != Some(Severity::Break) {
                wrong.push(format!("{}: refused, but {worst:?}", case.name));
            }
            continue;
        };
        let predicted = source::predicted(&findings);
        // These two rules report that the others do not predict the change.
        let is_predicted = ![rules::S09.id, rules::S10.id].contains(&case.rule.as_str());
        if (predicted == changes.severity()) != is_predicted {
            wrong.push(format!("{}: {predicted}, but {changes:?}", case.name));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn found(old: &Side, new: &Side) -> BTreeSet<String> {
    let mut findings = astro_api_drift::compare(&old.document, &new.document);
    support::generator(old, new).add_to(&mut findings);
    findings.iter().map(|f| f.rule.to_owned()).collect()
}
