//! Bodies by media type.

use serde_json::{Value, json};

use super::{At, Comparison, Direction, Values, both};
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
        self.members(at, values, |this, media_type, at, values| {
            if values.old.is_some() && values.new.is_some() {
                this.media_type(direction, is_json(media_type), at, values);
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

/// Whether the media type is JSON by [RFC 6839](https://www.rfc-editor.org/rfc/rfc6839#section-3.1).
pub(super) fn is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default();
    let essence = essence.trim().to_ascii_lowercase();
    essence == "application/json" || essence.ends_with("+json")
}
