//! Measures the verdict for users' programs by the public items of the code generated from both documents.

use astro_api_openapi_model::Location;
use serde_json::json;

use crate::{
    public_items::{ItemKind, PublicItems},
    report::{Finding, Severity},
    rules::{self, Rule},
};

/// The differences between the public items of two generated codes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SourceChanges {
    /// Removed, changed or stricter items, each with its old and its new signature.
    pub breaking: Vec<String>,
    /// New items, and new warnings.
    pub compatible: Vec<String>,
}

impl SourceChanges {
    /// Compares the public items of two generated codes.
    pub fn between(old: &PublicItems, new: &PublicItems) -> Self {
        let mut changes = Self::default();
        let can_grow = |owner: &str| !old.0.contains_key(&format!("{owner} is exhaustive"));
        for (path, item) in &new.0 {
            let is_new = !old.0.contains_key(path);
            let had_owner = old.0.contains_key(&item.owner);
            match item.kind {
                _ if !is_new => {}
                ItemKind::Restriction if had_owner => changes.breaking.push(format!("+ {path}")),
                ItemKind::Plain if had_owner && item.is_part && !can_grow(&item.owner) => {
                    changes.breaking.push(format!("+ {path}"));
                }
                _ => changes.compatible.push(format!("+ {path}")),
            }
        }
        for (path, item) in &old.0 {
            let line = match new.0.get(path) {
                None => format!("- {path}"),
                Some(now) if now.signature != item.signature => {
                    format!("{path}: {} → {}", item.signature, now.signature)
                }
                Some(_) => continue,
            };
            match item.kind {
                ItemKind::Plain => changes.breaking.push(line),
                ItemKind::Restriction | ItemKind::Warning => changes.compatible.push(line),
            }
        }
        changes
    }

    /// Returns the effect of the changes on a program.
    pub fn severity(&self) -> Severity {
        if !self.breaking.is_empty() {
            Severity::Break
        } else if !self.compatible.is_empty() {
            Severity::Minor
        } else {
            Severity::None
        }
    }

    /// Adjusts the findings to the measurement: lowers rules that predict more, and adds a finding for changes that no
    /// rule predicts. Rules about the behavior of a program, rather than about its items, keep their verdict.
    pub fn reconcile(&self, findings: &mut Vec<Finding>) {
        let measured = self.severity();
        let mut predicted = Severity::None;
        for finding in findings
            .iter_mut()
            .filter(|f| !rules::is_behavioral(f.rule))
        {
            if finding.source > measured {
                finding.set_source(measured);
            }
            predicted = predicted.max(finding.source);
        }
        if predicted < measured {
            let (rule, items): (&Rule, _) = match measured {
                Severity::Break => (&rules::S09, &self.breaking),
                _ => (&rules::S10, &self.compatible),
            };
            findings.push(rule.finding(&Location::root(), None, Some(json!(items))));
        }
    }
}

/// Returns the effect on the public items that the rules predict.
pub fn predicted(findings: &[Finding]) -> Severity {
    let by_items = findings.iter().filter(|f| !rules::is_behavioral(f.rule));
    by_items.map(|f| f.source).max().unwrap_or(Severity::None)
}
