//! Bodies by media type.

use serde_json::{Value, json};

use super::{At, Comparison, Direction, Two, Values, both};
use crate::rules;

/// What the client makes of a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Json,
    Bytes,
    Nothing,
}

impl Form {
    /// What the client makes of the `content` of something.
    pub(super) fn of(content: Option<&Value>) -> Self {
        let Some(content) = content.and_then(Value::as_object) else {
            return Self::Nothing;
        };
        if content.keys().any(|media_type| is_json(media_type)) {
            Self::Json
        } else if content.is_empty() {
            Self::Nothing
        } else {
            Self::Bytes
        }
    }

    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Json => "JSON",
            Self::Bytes => "bytes",
            Self::Nothing => "nothing",
        }
    }
}

impl<'a> Comparison<'a> {
    /// The media types of a body, and what each holds.
    pub(super) fn content(&mut self, direction: Direction, at: &At, values: Values<'a>) {
        let forms = values.map(Form::of);
        if direction == Direction::Response && forms.old != forms.new {
            let [old, new] = [forms.old, forms.new].map(|f| json!(f.as_str()));
            self.report(&rules::D45, at, both(&old, &new));
            return;
        }
        let taken = values.map(taken);
        if let (Some(old), Some(new)) = (taken.old, taken.new) {
            let at = Two {
                old: at.old.child(old.0),
                new: at.new.child(new.0),
            };
            self.media_type(direction, true, &at, both(old.1, new.1));
        }
        let sends = values.map(takes_what_is_sent);
        if direction == Direction::Request && taken.new.is_some() && sends.old && !sends.new {
            let names = taken.map(|t| json!(t.map(|(name, _)| name)));
            self.report(&rules::D27, at, both(&names.old, &names.new));
        }
        self.members(at, values, |this, media_type, at, values| {
            let is_taken = taken.map(|t| t.is_some_and(|(name, _)| name == media_type));
            if values.old.is_some() && values.new.is_some() {
                // Of several, the client knows the one that it takes.
                let direction = match taken.new.or(taken.old) {
                    Some(_) => direction.unread(),
                    None => direction,
                };
                if !is_taken.old || !is_taken.new {
                    this.media_type(direction, is_json(media_type), at, values);
                }
                return;
            }
            let is_gone = values.new.is_none();
            let rule = match is_gone {
                true if forms.old != forms.new => direction.choose(&rules::D20, &rules::D49),
                true => direction.choose(&rules::D26, &rules::D49),
                false => direction.choose(&rules::D21, &rules::D47),
            };
            this.report(rule, at, values);
        });
    }

    fn media_type(&mut self, direction: Direction, is_json: bool, at: &At, values: Values<'a>) {
        self.members(at, values, |this, key, at, values| match key {
            // Of an answer of bytes, its schema says nothing to the client.
            "schema" if !is_json && direction == Direction::Response => {
                this.schema(Direction::Unread, at, values);
            }
            "schema" => this.schema(direction, at, values),
            "example" | "examples" => this.leaf(&rules::S06, at, values),
            "encoding" => this.leaf(&rules::N02, at, values),
            _ => this.unclassified(key, at, values),
        });
    }
}

/// The media type that the generator takes: the first one that is JSON.
fn taken(content: Option<&Value>) -> Option<(&str, &Value)> {
    let all = content?.as_object()?.iter();
    let mut json = all.filter(|(media_type, _)| is_json(media_type));
    json.next().map(|(name, value)| (name.as_str(), value))
}

/// Whether a body is taken with the media type that the client sends.
fn takes_what_is_sent(content: Option<&Value>) -> bool {
    let all = content.and_then(Value::as_object).into_iter().flatten();
    all.into_iter()
        .any(|(media_type, _)| essence(media_type) == "application/json")
}

/// Whether the media type is JSON by [RFC 6839](https://www.rfc-editor.org/rfc/rfc6839#section-3.1).
pub(super) fn is_json(media_type: &str) -> bool {
    let essence = essence(media_type);
    essence == "application/json" || essence.ends_with("+json")
}

/// A media type without its parameters.
fn essence(media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}
