//! Compares the responses of an operation, by status code.

use astro_api_openapi_model::{Document, success_statuses};
use serde_json::{Map, Value};

use super::{
    comparison::Comparison,
    content::BodyFormat,
    direction::Direction,
    equality::equal,
    pair::{LocationPair, Pair, ValuePair},
};
use crate::{report::Severity, rules};

impl<'a> Comparison<'a> {
    pub(super) fn compare_responses(&mut self, at: &LocationPair, values: ValuePair<'a>) {
        let (Some(old), Some(new)) = (
            values.old.and_then(Value::as_object),
            values.new.and_then(Value::as_object),
        ) else {
            return self.compare_value(&rules::D41, at, values);
        };
        let maps = Pair { old, new };
        let successes = maps.map(success_statuses);
        self.compare_successes(at, maps, &successes);
        self.compare_members(at, values, |this, status, at, values| {
            if status.starts_with("x-") {
                this.unclassified(status, at, values);
            } else if !successes.old.contains(&status) && !successes.new.contains(&status) {
                this.compare_error_response(at, values);
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
    fn compare_successes(
        &mut self,
        at: &LocationPair,
        maps: Pair<&'a Map<String, Value>>,
        statuses: &Pair<Vec<&'a str>>,
    ) {
        let pick = |document: Document<'a>, map: &'a Map<String, Value>, statuses: &[&'a str]| {
            let all = statuses.iter();
            all.filter_map(|s| Some((*s, document.resolve_value(map.get(*s)?))))
                .collect::<Vec<(&str, &Value)>>()
        };
        let olds = pick(self.docs.old, maps.old, &statuses.old);
        let news = pick(self.docs.new, maps.new, &statuses.new);
        let removed: Vec<_> = olds
            .iter()
            .filter(|(s, _)| !news.iter().any(|(n, _)| n == s))
            .collect();
        let added: Vec<_> = news
            .iter()
            .filter(|(s, _)| !olds.iter().any(|(o, _)| o == s))
            .collect();
        for (status, old) in &olds {
            if let Some((_, new)) = news.iter().find(|(n, _)| n == status) {
                self.compare_response(
                    Direction::Response,
                    &at.child(status),
                    ValuePair::both(old, new),
                );
            }
        }
        let is_replaced = removed.len() == olds.len() && !added.is_empty();
        if let (true, Some((from, old)), Some((to, new))) =
            (is_replaced, removed.first(), added.first())
        {
            // All status codes differ: the content of the responses matters.
            let at = Pair {
                old: at.old.child(from),
                new: at.new.child(to),
            };
            self.compare_response(Direction::Response, &at, ValuePair::both(old, new));
        }
        for (status, old) in removed {
            // Without a declared success, the body is bytes.
            let is_same = BodyFormat::of_response(old.get("content")) == BodyFormat::Bytes;
            let rule = match news.is_empty() {
                true if is_same => rules::D41.with_severities(rules::D41.wire, Severity::None),
                true => rules::D41,
                false => rules::D42,
            };
            self.report(&rule, &at.child(status), ValuePair::only_old(old));
        }
        for (status, new) in added {
            if olds.is_empty() {
                let source = match BodyFormat::of_response(new.get("content")) {
                    BodyFormat::Bytes => Severity::None,
                    _ => Severity::Break,
                };
                self.report(
                    &rules::D38.with_severities(Severity::None, source),
                    &at.child(status),
                    ValuePair::only_new(new),
                );
                continue;
            }
            let is_known = is_replaced || olds.iter().any(|(_, old)| has_same_type(old, new));
            let rule = if is_known { rules::D43 } else { rules::D56 };
            self.report(&rule, &at.child(status), ValuePair::only_new(new));
        }
    }

    fn compare_error_response(&mut self, at: &LocationPair, values: ValuePair<'a>) {
        if values.any(Option::is_none) {
            self.report(&rules::D44, at, values);
            return;
        }
        let values = values.resolved(self.docs);
        self.compare_response(Direction::ErrorResponse, at, values);
    }

    fn compare_response(&mut self, direction: Direction, at: &LocationPair, values: ValuePair<'a>) {
        let has_content = |v: Option<&Value>| v.and_then(|v| v.get("content")).is_some();
        let is_whole = has_content(values.old) == has_content(values.new);
        self.compare_members(at, values, |this, key, at, values| match key {
            "description" => this.compare_value(&rules::S06, at, values),
            "content" if direction == Direction::ErrorResponse && !is_whole => {
                this.report(&rules::D48, at, values);
            }
            "content" => this.compare_content(direction, at, values),
            "headers" | "links" => this.compare_value(&rules::N02, at, values),
            _ => this.unclassified(key, at, values),
        });
    }
}

/// Returns whether the generator creates the same type for two responses.
fn has_same_type(one: &Value, other: &Value) -> bool {
    let contents = [one, other].map(|v| v.get("content"));
    match contents {
        [Some(one), Some(other)] => equal(one, other),
        _ => BodyFormat::of_response(contents[0]) == BodyFormat::of_response(contents[1]),
    }
}
