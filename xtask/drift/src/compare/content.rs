//! Compares bodies by media type.

use astro_api_openapi_model::{Document, essence, is_json, json_content};
use serde_json::{Value, json};

use super::{
    comparison::Comparison,
    direction::Direction,
    kind::SchemaKind,
    pair::{LocationPair, Pair, ValuePair},
    view::View,
};
use crate::{report::Severity, rules};

/// The format in which the client writes or reads a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BodyFormat {
    Json,
    /// Requests only.
    UrlEncoded,
    /// Requests only.
    Text,
    Bytes,
    Empty,
}

impl BodyFormat {
    /// Returns the format of the `content` of a response.
    pub(super) fn of_response(content: Option<&Value>) -> Self {
        match content.and_then(Value::as_object) {
            None => Self::Empty,
            Some(content) if json_content(content).is_some() => Self::Json,
            Some(content) if content.is_empty() => Self::Empty,
            Some(_) => Self::Bytes,
        }
    }

    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Json => "JSON",
            Self::UrlEncoded => "form",
            Self::Text => "text",
            Self::Bytes => "bytes",
            Self::Empty => "nothing",
        }
    }
}

/// The media type that the generator selects.
#[derive(Debug, Clone, Copy)]
struct SelectedBody<'a> {
    format: BodyFormat,
    media_type: &'a str,
    value: &'a Value,
}

impl<'a> SelectedBody<'a> {
    fn of(direction: Direction, content: Option<&'a Value>) -> Option<Self> {
        let content = content?.as_object()?;
        let entries = content.iter().map(|(m, v)| (m.as_str(), v));
        let starting_with = |prefix: &str| {
            let mut entries = entries.clone();
            entries.find(|(media_type, _)| essence(media_type).starts_with(prefix))
        };
        let json = json_content(content).map(|entry| (BodyFormat::Json, entry));
        let selected = match direction.is_request() {
            false => json,
            true => json
                .or_else(|| {
                    Some((
                        BodyFormat::UrlEncoded,
                        starting_with("application/x-www-form-urlencoded")?,
                    ))
                })
                .or_else(|| Some((BodyFormat::Text, starting_with("text/")?)))
                .or_else(|| Some((BodyFormat::Bytes, entries.clone().next()?))),
        };
        let (format, (media_type, value)) = selected?;
        Some(Self {
            format,
            media_type,
            value,
        })
    }

    /// Returns the media type that the client sends in its requests.
    fn sent_media_type(&self) -> String {
        match self.format {
            BodyFormat::Json => "application/json".to_owned(),
            _ => essence(self.media_type),
        }
    }

    /// Returns whether the argument of the method is a text.
    fn is_text(&self, document: Document<'a>) -> bool {
        let schema = self.value.get("schema").map(|s| View::of(document, s));
        match self.format {
            BodyFormat::Text => true,
            BodyFormat::Json => schema
                .is_some_and(|s| s.component.is_none() && SchemaKind::of(&s) == SchemaKind::String),
            _ => false,
        }
    }
}

impl<'a> Comparison<'a> {
    /// Compares the media types of a body, and the schema of each.
    pub(super) fn compare_content(
        &mut self,
        direction: Direction,
        at: &LocationPair,
        values: ValuePair<'a>,
    ) {
        let formats = values.map(BodyFormat::of_response);
        if direction == Direction::Response && formats.old != formats.new {
            let [old, new] = [formats.old, formats.new].map(|f| json!(f.as_str()));
            self.report(&rules::D45, at, ValuePair::both(&old, &new));
            return;
        }
        let selected = values.map(|content| SelectedBody::of(direction, content));
        let mut replaced = None;
        if let (Some(old), Some(new)) = (selected.old, selected.new) {
            if old.format == new.format {
                let at = Pair {
                    old: at.old.child(old.media_type),
                    new: at.new.child(new.media_type),
                };
                let is_schema_read =
                    matches!(old.format, BodyFormat::Json | BodyFormat::UrlEncoded);
                self.compare_media_type(
                    direction,
                    is_schema_read,
                    &at,
                    ValuePair::both(old.value, new.value),
                );
            }
            if direction == Direction::Request {
                replaced = self.compare_sent_body(at, &old, &new, values);
            }
        }
        self.compare_members(at, values, |this, media_type, at, values| {
            let is_selected = selected.map(|t| t.is_some_and(|t| t.media_type == media_type));
            if values.old.is_some() && values.new.is_some() {
                // Of several, the client knows only the selected one.
                let direction = match selected.new.or(selected.old) {
                    Some(_) => direction.unparsed(),
                    None => direction,
                };
                if !is_selected.old || !is_selected.new {
                    this.compare_media_type(direction, is_json(media_type), at, values);
                }
                return;
            }
            let rule = match values.new.is_none() {
                true if replaced == Some(media_type) => return,
                true if selected.new.is_none() => direction.choose(&rules::D20, &rules::D49),
                true => direction.choose(&rules::D26, &rules::D49),
                false => direction.choose(&rules::D21, &rules::D47),
            };
            this.report(rule, at, values);
        });
    }

    /// Reports that the new server rejects the body of the released client, or that the next client sends another format.
    /// Returns the media type whose removal is covered by that.
    fn compare_sent_body(
        &mut self,
        at: &LocationPair,
        old: &SelectedBody<'a>,
        new: &SelectedBody<'a>,
        contents: ValuePair<'a>,
    ) -> Option<&'a str> {
        let sent = old.sent_media_type();
        let is_accepted = contents.map(|content| accepts(content, &sent));
        if old.format == new.format {
            if is_accepted.old && !is_accepted.new {
                let names = [old, new].map(|body| json!(body.media_type));
                self.report(&rules::D27, at, ValuePair::both(&names[0], &names[1]));
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
        self.report(
            &rules::D20.with_severities(wire, source),
            &at,
            ValuePair::only_old(old.value),
        );
        Some(old.media_type)
    }

    fn compare_media_type(
        &mut self,
        direction: Direction,
        is_schema_read: bool,
        at: &LocationPair,
        values: ValuePair<'a>,
    ) {
        self.compare_members(at, values, |this, key, at, values| match key {
            // The schema of bytes or text has no effect.
            "schema" if !is_schema_read => {
                let direction = direction.unparsed();
                this.compare_schema(direction, at, values);
            }
            "schema" => this.compare_schema(direction, at, values),
            "example" | "examples" => this.compare_value(&rules::S06, at, values),
            "encoding" => this.compare_value(&rules::N02, at, values),
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
