//! Where schemas are used, which decides what a change of them means.

use std::collections::BTreeSet;

use serde_json::Value;

use super::references;

/// Where a schema is used. What nothing uses is taken for a part of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Uses {
    pub(super) in_request: bool,
    /// In an answer of success.
    pub(super) in_answer: bool,
    pub(super) in_error: bool,
}

impl Uses {
    /// The uses of what a member of an operation holds, of a status of its responses, or of components of one kind; those
    /// of what it is a member of where that says nothing.
    pub(super) fn of_member(self, key: &str) -> Self {
        let only = Self::default();
        match key {
            "requestBody" | "requestBodies" | "parameters" => Self {
                in_request: true,
                ..only
            },
            "responses" => Self {
                in_answer: true,
                in_error: true,
                ..only
            },
            status if is_status(status) && self.in_error => Self {
                in_answer: status.starts_with('2'),
                in_error: !status.starts_with('2'),
                ..only
            },
            _ => self,
        }
    }
}

fn is_status(key: &str) -> bool {
    key == "default" || key.len() == 3 && key.starts_with(|c: char| c.is_ascii_digit())
}

/// The names of the schemas in each use, in some documents together.
#[derive(Default)]
pub(super) struct Used {
    in_request: BTreeSet<String>,
    in_answer: BTreeSet<String>,
    in_error: BTreeSet<String>,
}

impl Used {
    pub(super) fn of(documents: [&Value; 2]) -> Self {
        let mut used = Self::default();
        for document in documents {
            let schemas = super::merge::members_of(document, references::SCHEMAS);
            let mut direct = Direct::default();
            for (key, part) in references::users(document) {
                direct.collect(part, Uses::default().of_member(key));
            }
            let closed = |names| references::closure(names, schemas);
            used.in_request.append(&mut closed(direct.in_request));
            used.in_answer.append(&mut closed(direct.in_answer));
            used.in_error.append(&mut closed(direct.in_error));
        }
        used
    }

    /// What uses a schema.
    pub(super) fn uses(&self, name: &str) -> Uses {
        Uses {
            in_request: self.in_request.contains(name),
            in_answer: self.in_answer.contains(name),
            in_error: self.in_error.contains(name),
        }
    }
}

/// The names that a document refers to by itself, not through other schemas.
#[derive(Default)]
struct Direct {
    in_request: Vec<String>,
    in_answer: Vec<String>,
    in_error: Vec<String>,
}

impl Direct {
    fn collect(&mut self, value: &Value, uses: Uses) {
        match value {
            Value::Object(members) => {
                for name in references::of_object(members) {
                    let in_uses = [
                        (uses.in_request, &mut self.in_request),
                        (uses.in_answer, &mut self.in_answer),
                        (uses.in_error, &mut self.in_error),
                    ];
                    for (_, names) in in_uses.into_iter().filter(|(is_used, _)| *is_used) {
                        names.push(name.to_owned());
                    }
                }
                for (key, member) in members {
                    self.collect(member, uses.of_member(key));
                }
            }
            Value::Array(items) => items.iter().for_each(|item| self.collect(item, uses)),
            _ => {}
        }
    }
}
