//! Equal changes at several places are one entry of a report for people.

use std::collections::BTreeMap;

use super::{Finding, Severity};

/// The findings of one change, at one place or at several.
#[derive(Debug, Clone)]
pub(super) struct Entry<'a> {
    /// At least one. They differ in where they are, and a change that travels both ways has a rule for each.
    findings: Vec<&'a Finding>,
}

impl<'a> Entry<'a> {
    /// One entry for each finding.
    pub(super) fn each(findings: impl Iterator<Item = &'a Finding>) -> Vec<Self> {
        let alone = |finding| Self {
            findings: vec![finding],
        };
        findings.map(alone).collect()
    }

    /// Joins the findings that say the same of several schemas or operations. Entries keep the order of their first
    /// findings.
    pub(super) fn joined(findings: impl Iterator<Item = &'a Finding>) -> Vec<Self> {
        let mut entries: Vec<Self> = Vec::new();
        let mut known: BTreeMap<String, usize> = BTreeMap::new();
        for finding in findings {
            let index = *known.entry(change(finding)).or_insert(entries.len());
            match entries.get_mut(index) {
                Some(entry) => entry.findings.push(finding),
                None => entries.push(Self {
                    findings: vec![finding],
                }),
            }
        }
        entries
    }

    pub(super) fn findings(&self) -> &[&'a Finding] {
        &self.findings
    }

    /// What it does to released crates and to users' programs, and what was found there. All findings say the same.
    pub(super) fn wire(&self) -> Severity {
        let all = self.findings.iter().map(|f| f.wire);
        all.max().unwrap_or(Severity::None)
    }

    /// As [`wire`](Self::wire).
    pub(super) fn source(&self) -> Severity {
        let all = self.findings.iter().map(|f| f.source);
        all.max().unwrap_or(Severity::None)
    }

    pub(super) fn worst(&self) -> Severity {
        self.wire().max(self.source())
    }

    pub(super) fn is_accepted(&self) -> bool {
        self.findings.iter().all(|f| f.accepted.is_some())
    }

    /// Its rules: `D08 request-optional-added, D34 response-field-added`.
    pub(super) fn rules(&self) -> String {
        let mut rules: Vec<String> = Vec::new();
        for finding in &self.findings {
            let rule = format!("{} {}", finding.rule, finding.name);
            if !rules.contains(&rule) {
                rules.push(rule);
            }
        }
        rules.join(", ")
    }

    /// Where the change is, within each of its places: `/properties/name`.
    pub(super) fn path(&self) -> &'a str {
        self.findings.first().map_or("", |f| f.path())
    }

    /// What it is filed under: the schemas, the operations, or the document, each once.
    pub(super) fn groups(&self) -> Vec<String> {
        let mut groups: Vec<String> = Vec::new();
        for finding in &self.findings {
            let group = finding.group();
            if !groups.contains(&group) {
                groups.push(group);
            }
        }
        groups
    }

    /// How many places it has, by kind: `in 6 schemas`, `in 2 schemas and 1 operation`.
    pub(super) fn places(&self) -> String {
        let groups = self.groups();
        let schemas = groups.iter().filter(|g| g.starts_with("schema ")).count();
        let count = |count: usize, one: &str| match count {
            0 => None,
            1 => Some(format!("1 {one}")),
            _ => Some(format!("{count} {one}s")),
        };
        let counts = [
            count(schemas, "schema"),
            count(groups.len() - schemas, "operation"),
        ];
        let counts: Vec<String> = counts.into_iter().flatten().collect();
        format!("in {}", counts.join(" and "))
    }

    /// The operations that it reaches.
    pub(super) fn used_by(&self) -> Vec<&'a str> {
        let mut all: Vec<&str> = Vec::new();
        for finding in &self.findings {
            if finding.schema.is_some() || finding.operation.is_none() {
                all.extend(finding.used_by.iter().map(String::as_str));
            }
        }
        all.sort_unstable();
        all.dedup();
        all
    }
}

/// What makes two findings the same change: all but the schema or operation that they are in, and the direction in which
/// that travels.
fn change(finding: &Finding) -> String {
    let Finding {
        wire, source, seen, ..
    } = finding;
    // What belongs to the document as a whole has only one place, unless it is a name without one.
    let rule = match finding.group().as_str() {
        "document" => finding.rule,
        _ => "",
    };
    let values = match is_name(finding) {
        true => String::new(),
        false => format!("{:?} {:?}", finding.old, finding.new),
    };
    let accepted = finding.accepted.as_ref().map(|a| (&a.reason, &a.until));
    let path = finding.path();
    format!("{wire} {source} {rule} {path:?} {values} {seen:?} {accepted:?}")
}

/// Whether a finding is about the name of something that has no place in the document, such as a type of the code.
pub(super) fn is_name(finding: &Finding) -> bool {
    let is_one_text = match (&finding.old, &finding.new) {
        (Some(one), None) | (None, Some(one)) => one.is_string(),
        _ => false,
    };
    finding.pointer.is_empty() && is_one_text
}
