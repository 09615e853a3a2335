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
            let now = new.0.get(path).map(|now| now.signature.as_str());
            let line = match now {
                None => format!("- {path}"),
                Some(now) if now != item.signature => {
                    format!("{path}: {} → {now}", item.signature)
                }
                Some(_) => continue,
            };
            let accepts_more = now.is_some_and(|now| accepts_more(&item.signature, now));
            match item.kind {
                ItemKind::Plain if !accepts_more => changes.breaking.push(line),
                ItemKind::Plain => changes.compatible.push(line),
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

/// The conversions of arguments, each of which accepts what those before it accept.
const CONVERSIONS: [&str; 3] = ["IntoValue", "IntoOption", "IntoList"];

/// Returns whether a method accepts all arguments that it accepted before. Only a program that is generic over the
/// conversion itself needs a change.
fn accepts_more(old: &str, new: &str) -> bool {
    let [old, new] = [old, new].map(without_forms);
    let rank = |word: &str| {
        CONVERSIONS
            .iter()
            .position(|conversion| *conversion == word)
    };
    let [old, new] = [&old, &new].map(|signature| signature.split(' '));
    old.clone().count() == new.clone().count()
        && old.zip(new).all(|(old, new)| {
            old == new || matches!((rank(old), rank(new)), (Some(old), Some(new)) if old < new)
        })
}

/// Removes the type parameters that only tell the conversions of a signature apart, such as `F` in
/// `fn< F >(self, impl IntoOption < String , F >)`.
fn without_forms(signature: &str) -> String {
    let Some((start, rest)) = signature.split_once("fn<") else {
        return signature.to_owned();
    };
    let Some((generics, rest)) = rest.split_once(" >(") else {
        return signature.to_owned();
    };
    let forms = generics.split(',').map(str::trim).filter(|name| {
        name.strip_prefix('F')
            .is_some_and(|number| number.chars().all(|c| c.is_ascii_digit()))
    });
    let inputs = forms.fold(rest.to_owned(), |inputs, form| {
        inputs.replace(&format!(" , {form} >"), " >")
    });
    format!("{start}fn({inputs}")
}

/// Returns the effect on the public items that the rules predict.
pub fn predicted(findings: &[Finding]) -> Severity {
    let by_items = findings.iter().filter(|f| !rules::is_behavioral(f.rule));
    by_items.map(|f| f.source).max().unwrap_or(Severity::None)
}

#[cfg(test)]
mod tests {
    use super::accepts_more;

    #[test]
    fn a_setter_of_a_list_accepts_a_single_value() {
        let value = "fn(self, impl IntoValue < String >) -> Self";
        let option = "fn< F >(self, impl IntoOption < String , F >) -> Self";
        let list = "fn< F >(self, impl IntoList < String , F >) -> Self";
        for (old, new) in [(value, option), (value, list), (option, list)] {
            assert!(accepts_more(old, new), "{old} → {new}");
            assert!(!accepts_more(new, old), "{new} → {old}");
        }
        let other = "fn< F >(self, impl IntoList < i64 , F >) -> Self";
        assert!(!accepts_more(option, other));
        let two = "fn< F1 , F2 >(& self, impl IntoList < A , F1 >, impl IntoList < B , F2 >)";
        let one = "fn< F1 >(& self, impl IntoList < A , F1 >, impl IntoValue < B >)";
        assert!(accepts_more(one, two) && !accepts_more(two, one));
    }
}
