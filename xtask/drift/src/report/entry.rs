//! Entries: equal changes at several locations are one line of a report for people.

use std::collections::BTreeMap;

use super::{finding::Finding, severity::Severity};

/// The findings of one change, at one location or at several.
#[derive(Debug, Clone)]
pub(super) struct Entry<'a> {
    /// At least one. They differ in their locations, and a change of both requests and responses has a rule for each.
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

    /// Joins the findings of the same change in several schemas or operations. Entries keep the order of their first
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

    /// The effect on released crates. It is the same for all findings of an entry.
    pub(super) fn wire(&self) -> Severity {
        let all = self.findings.iter().map(|f| f.wire);
        all.max().unwrap_or(Severity::None)
    }

    /// The effect on users' programs. It is the same for all findings of an entry.
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

    /// The path of the change within each of its schemas or operations: `/properties/name`.
    pub(super) fn path(&self) -> &'a str {
        self.findings.first().map_or("", |f| f.path())
    }

    /// The schemas and operations of the change, or the document, each once.
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

    /// The number of its locations, by kind: `in 6 schemas`, `in 2 schemas and 1 operation`.
    pub(super) fn locations(&self) -> String {
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

    /// The operations that use what is changed.
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

/// Returns the key of a change: all but the schema or operation, and whether that is sent or returned.
fn change(finding: &Finding) -> String {
    let Finding {
        wire, source, seen, ..
    } = finding;
    let group = finding.group();
    // A change of the document as a whole has only one location, unless it is a name without one.
    let rule = if group == "document" {
        finding.rule
    } else {
        ""
    };
    // Each refusal is listed with its location.
    let refused = if is_refusal(finding) { &group } else { "" };
    let values = match is_name(finding) {
        true => String::new(),
        false => format!("{:?} {:?}", finding.old, finding.new),
    };
    let accepted = finding.accepted.as_ref().map(|a| (&a.reason, &a.until));
    let path = finding.path();
    format!("{wire} {source} {rule} {refused} {path:?} {values} {seen:?} {accepted:?}")
}

/// Returns whether the generator refuses the location of the finding.
pub(super) fn is_refusal(finding: &Finding) -> bool {
    finding.rule.starts_with('G') && !finding.pointer.is_empty()
}

/// Returns whether a finding is about a name that has no location in the document, such as a type of the generated code.
pub(super) fn is_name(finding: &Finding) -> bool {
    let is_one_text = match (&finding.old, &finding.new) {
        (Some(one), None) | (None, Some(one)) => one.is_string(),
        _ => false,
    };
    finding.pointer.is_empty() && is_one_text
}
