//! Compares the responses of an operation, by status code.

use serde_json::{Map, Value};

use super::{
    At, Comparison, Direction, Two, Values, both, content::Form, only_new, only_old, same::equal,
    view::resolved,
};
use crate::{report::Severity, rules};

impl<'a> Comparison<'a> {
    pub(super) fn responses(&mut self, at: &At, values: Values<'a>) {
        let (Some(old), Some(new)) = (
            values.old.and_then(Value::as_object),
            values.new.and_then(Value::as_object),
        ) else {
            return self.leaf(&rules::D41, at, values);
        };
        let maps = Two { old, new };
        let successes = maps.map(successes);
        self.successes(at, maps, &successes);
        self.members(at, values, |this, status, at, values| {
            if status.starts_with("x-") {
                this.unclassified(status, at, values);
            } else if !successes.old.contains(&status) && !successes.new.contains(&status) {
                this.failure(at, values);
            } else if successes.old.contains(&status) != successes.new.contains(&status)
                && values.old.is_some()
                && values.new.is_some()
            {
                // `default` describes a success only if there is no other.
                this.report(&rules::D44, at, values);
            }
        });
    }

    /// Compares the status codes of success: first those in both documents, then whether the others have different
    /// responses.
    fn successes(
        &mut self,
        at: &At,
        maps: Two<&'a Map<String, Value>>,
        statuses: &Two<Vec<&'a str>>,
    ) {
        let pick = |doc: &'a Value, map: &'a Map<String, Value>, statuses: &[&'a str]| {
            let all = statuses.iter();
            all.filter_map(|s| Some((*s, resolved(doc, map.get(*s)?))))
                .collect::<Vec<(&str, &Value)>>()
        };
        let olds = pick(self.docs.old, maps.old, &statuses.old);
        let news = pick(self.docs.new, maps.new, &statuses.new);
        let gone: Vec<_> = olds
            .iter()
            .filter(|(s, _)| !news.iter().any(|(n, _)| n == s))
            .collect();
        let come: Vec<_> = news
            .iter()
            .filter(|(s, _)| !olds.iter().any(|(o, _)| o == s))
            .collect();
        for (status, old) in &olds {
            if let Some((_, new)) = news.iter().find(|(n, _)| n == status) {
                self.answer(Direction::Response, &at.child(status), both(old, new));
            }
        }
        let is_replaced = gone.len() == olds.len() && !come.is_empty();
        if let (true, Some((from, old)), Some((to, new))) =
            (is_replaced, gone.first(), come.first())
        {
            // All status codes differ: the content of the responses matters.
            let at = Two {
                old: at.old.child(from),
                new: at.new.child(to),
            };
            self.answer(Direction::Response, &at, both(old, new));
        }
        for (status, old) in gone {
            // Without a declared success, the body is bytes.
            let is_same = Form::of(old.get("content")) == Form::Bytes;
            let rule = match news.is_empty() {
                true if is_same => rules::D41.judged(rules::D41.wire, Severity::None),
                true => rules::D41,
                false => rules::D42,
            };
            self.report(&rule, &at.child(status), only_old(old));
        }
        for (status, new) in come {
            if olds.is_empty() {
                let source = match Form::of(new.get("content")) {
                    Form::Bytes => Severity::None,
                    _ => Severity::Break,
                };
                self.report(
                    &rules::D38.judged(Severity::None, source),
                    &at.child(status),
                    only_new(new),
                );
                continue;
            }
            let is_known = is_replaced || olds.iter().any(|(_, old)| alike(old, new));
            let rule = if is_known { rules::D43 } else { rules::D56 };
            self.report(&rule, &at.child(status), only_new(new));
        }
    }

    fn failure(&mut self, at: &At, values: Values<'a>) {
        if values.old.is_none() || values.new.is_none() {
            self.report(&rules::D44, at, values);
            return;
        }
        let docs = self.docs;
        let values = Two {
            old: values.old.map(|v| resolved(docs.old, v)),
            new: values.new.map(|v| resolved(docs.new, v)),
        };
        self.answer(Direction::Failure, at, values);
    }

    fn answer(&mut self, direction: Direction, at: &At, values: Values<'a>) {
        let has_content = |v: Option<&Value>| v.and_then(|v| v.get("content")).is_some();
        let is_whole = has_content(values.old) == has_content(values.new);
        self.members(at, values, |this, key, at, values| match key {
            "description" => this.leaf(&rules::S06, at, values),
            "content" if direction == Direction::Failure && !is_whole => {
                this.report(&rules::D48, at, values);
            }
            "content" => this.content(direction, at, values),
            "headers" | "links" => this.leaf(&rules::N02, at, values),
            _ => this.unclassified(key, at, values),
        });
    }
}

/// Returns the status codes of success, including `default` if there is no other.
pub(super) fn successes(responses: &Map<String, Value>) -> Vec<&str> {
    let is_success = |status: &&str| status.starts_with('2');
    let all: Vec<&str> = responses
        .keys()
        .map(String::as_str)
        .filter(is_success)
        .collect();
    if all.is_empty() && responses.contains_key("default") {
        return vec!["default"];
    }
    all
}

/// Returns whether the generator creates the same type for two responses.
fn alike(one: &Value, other: &Value) -> bool {
    let contents = [one, other].map(|v| v.get("content"));
    match contents {
        [Some(one), Some(other)] => equal(one, other),
        _ => Form::of(contents[0]) == Form::of(contents[1]),
    }
}
