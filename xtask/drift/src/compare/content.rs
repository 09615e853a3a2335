//! Compares bodies by media type.

use serde_json::{Map, Value, json};

use super::{At, Comparison, Direction, Two, Values, both, only_old, types::Kind, view::View};
use crate::{report::Severity, rules};

/// The format in which the client writes or reads a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Json,
    /// Requests only.
    UrlEncoded,
    /// Requests only.
    Text,
    Bytes,
    Nothing,
}

impl Form {
    /// Returns the form of the `content` of a response.
    pub(super) fn of(content: Option<&Value>) -> Self {
        match content.and_then(Value::as_object) {
            None => Self::Nothing,
            Some(content) if json_in(content).is_some() => Self::Json,
            Some(content) if content.is_empty() => Self::Nothing,
            Some(_) => Self::Bytes,
        }
    }

    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Json => "JSON",
            Self::UrlEncoded => "form",
            Self::Text => "text",
            Self::Bytes => "bytes",
            Self::Nothing => "nothing",
        }
    }
}

/// The media type that the generator selects.
#[derive(Debug, Clone, Copy)]
struct Taken<'a> {
    form: Form,
    media_type: &'a str,
    value: &'a Value,
}

impl<'a> Taken<'a> {
    fn of(direction: Direction, content: Option<&'a Value>) -> Option<Self> {
        let content = content?.as_object()?;
        let find = |prefix: &str| content.iter().find(|(m, _)| essence(m).starts_with(prefix));
        let json = json_in(content).map(|found| (Form::Json, found));
        let found = match direction.is_request() {
            false => json,
            true => json
                .or_else(|| Some((Form::UrlEncoded, find("application/x-www-form-urlencoded")?)))
                .or_else(|| Some((Form::Text, find("text/")?)))
                .or_else(|| Some((Form::Bytes, content.iter().next()?))),
        };
        let (form, (media_type, value)) = found?;
        Some(Self {
            form,
            media_type,
            value,
        })
    }

    /// Returns the media type that the client sends in its requests.
    fn sent(&self) -> String {
        match self.form {
            Form::Json => "application/json".to_owned(),
            _ => essence(self.media_type),
        }
    }

    /// Returns whether the argument of the method is a text.
    fn is_text(&self, document: &'a Value) -> bool {
        let schema = self.value.get("schema").map(|s| View::of(document, s));
        match self.form {
            Form::Text => true,
            Form::Json => {
                schema.is_some_and(|s| s.component.is_none() && Kind::of(&s) == Kind::Text)
            }
            _ => false,
        }
    }
}

impl<'a> Comparison<'a> {
    /// Compares the media types of a body, and the schema of each.
    pub(super) fn content(&mut self, direction: Direction, at: &At, values: Values<'a>) {
        let forms = values.map(Form::of);
        if direction == Direction::Response && forms.old != forms.new {
            let [old, new] = [forms.old, forms.new].map(|f| json!(f.as_str()));
            self.report(&rules::D45, at, both(&old, &new));
            return;
        }
        let taken = values.map(|content| Taken::of(direction, content));
        let mut replaced = None;
        if let (Some(old), Some(new)) = (taken.old, taken.new) {
            if old.form == new.form {
                let at = Two {
                    old: at.old.child(old.media_type),
                    new: at.new.child(new.media_type),
                };
                let is_schema_read = matches!(old.form, Form::Json | Form::UrlEncoded);
                self.media_type(direction, is_schema_read, &at, both(old.value, new.value));
            }
            if direction == Direction::Request {
                replaced = self.sent_body(at, &old, &new, values);
            }
        }
        self.members(at, values, |this, media_type, at, values| {
            let is_taken = taken.map(|t| t.is_some_and(|t| t.media_type == media_type));
            if values.old.is_some() && values.new.is_some() {
                // Of several, the client knows only the selected one.
                let direction = match taken.new.or(taken.old) {
                    Some(_) => direction.unread(),
                    None => direction,
                };
                if !is_taken.old || !is_taken.new {
                    this.media_type(direction, is_json(media_type), at, values);
                }
                return;
            }
            let rule = match values.new.is_none() {
                true if replaced == Some(media_type) => return,
                true if taken.new.is_none() => direction.choose(&rules::D20, &rules::D49),
                true => direction.choose(&rules::D26, &rules::D49),
                false => direction.choose(&rules::D21, &rules::D47),
            };
            this.report(rule, at, values);
        });
    }

    /// Reports that the new server rejects the body of the released client, or that the next client sends another form.
    /// Returns the media type whose removal is covered by that.
    fn sent_body(
        &mut self,
        at: &At,
        old: &Taken<'a>,
        new: &Taken<'a>,
        contents: Values<'a>,
    ) -> Option<&'a str> {
        let sent = old.sent();
        let is_accepted = contents.map(|content| accepts(content, &sent));
        if old.form == new.form {
            if is_accepted.old && !is_accepted.new {
                let names = [old, new].map(|taken| json!(taken.media_type));
                self.report(&rules::D27, at, both(&names[0], &names[1]));
            }
            return None;
        }
        let wire = match is_accepted.new {
            true => Severity::None,
            false => rules::D20.wire,
        };
        let source = match old.is_text(self.docs.old) && new.is_text(self.docs.new) {
            true => Severity::None,
            false => rules::D20.source,
        };
        let at = at.child(old.media_type);
        self.report(&rules::D20.judged(wire, source), &at, only_old(old.value));
        Some(old.media_type)
    }

    fn media_type(
        &mut self,
        direction: Direction,
        is_schema_read: bool,
        at: &At,
        values: Values<'a>,
    ) {
        self.members(at, values, |this, key, at, values| match key {
            // The schema of bytes or text has no effect.
            "schema" if !is_schema_read => {
                let direction = direction.unread();
                this.schema(direction, at, values);
            }
            "schema" => this.schema(direction, at, values),
            "example" | "examples" => this.leaf(&rules::S06, at, values),
            "encoding" => this.leaf(&rules::N02, at, values),
            _ => this.unclassified(key, at, values),
        });
    }
}

/// Returns whether a body of that media type is accepted.
fn accepts(content: Option<&Value>, sent: &str) -> bool {
    let ranges = content.and_then(Value::as_object).into_iter().flatten();
    let mut ranges = ranges.map(|(media_type, _)| essence(media_type));
    ranges.any(|range| match range.strip_suffix("/*") {
        Some("*") => true,
        Some(kind) => sent.split('/').next() == Some(kind),
        None => range == sent,
    })
}

/// Returns the JSON content by the generator's rules: any media type is JSON, too, if its schema is not a text.
fn json_in(content: &Map<String, Value>) -> Option<(&String, &Value)> {
    let json = content.iter().find(|(media_type, _)| is_json(media_type));
    json.or_else(|| {
        content.iter().find(|(media_type, media)| {
            let schema = media.get("schema");
            *media_type == "*/*"
                && schema.is_some_and(|s| s.get("type").is_none_or(|t| t != "string"))
        })
    })
}

/// Returns whether the media type is JSON by [RFC 6839](https://www.rfc-editor.org/rfc/rfc6839#section-3.1).
pub(super) fn is_json(media_type: &str) -> bool {
    let essence = essence(media_type);
    essence == "application/json" || essence.ends_with("+json")
}

/// Returns a media type without its parameters.
fn essence(media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}
