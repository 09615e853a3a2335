//! Generated values that match a schema. The same location in the same response gets the same value on every run.

mod convert;
mod time;

use astro_api_openapi_model::Schema;
use serde_json::{Map, Value};

use crate::prng::{base_36, mix};

pub(crate) use convert::convert;
pub(crate) use time::{after_newest, days_after};

/// Optional members are omitted at this depth, so that recursion in a self-referencing schema ends.
const DEPTH: usize = 8;

/// A generator of values.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Generator<'a> {
    seed: u64,
    /// The members that take a value of the request, at any depth: the ids of its path.
    path_values: &'a [(&'a str, String)],
    /// Whether optional members are generated, too.
    has_optional: bool,
    /// The index of the value in its list, which selects the enum value.
    position: usize,
    depth: usize,
}

impl<'a> Generator<'a> {
    /// Generates all members.
    pub(crate) fn new(seed: u64, path_values: &'a [(&'a str, String)]) -> Self {
        Self {
            seed,
            path_values,
            has_optional: true,
            position: 0,
            depth: 0,
        }
    }

    /// Generates required members only.
    pub(crate) fn required(self) -> Self {
        Self {
            has_optional: false,
            ..self
        }
    }

    /// Generates the item at this index of a list.
    pub(crate) fn at(self, position: usize) -> Self {
        Self {
            position,
            ..self.inside(&position.to_string())
        }
    }

    fn inside(self, name: &str) -> Self {
        Self {
            seed: name
                .bytes()
                .fold(self.seed, |seed, byte| mix(seed ^ u64::from(byte))),
            ..self
        }
    }

    /// Generates a value of the schema; `name` is its member.
    pub(crate) fn value(self, schema: &Schema<'_>, name: &str) -> Value {
        match schema.kind().unwrap_or_default() {
            "string" => self.text(schema, name).into(),
            "integer" => self.number(schema).into(),
            "number" => (self.number(schema) as f64).into(),
            "boolean" => (self.seed & 1 == 1).into(),
            "array" => self.list(schema, name),
            _ => self.object(schema),
        }
    }

    fn object(self, schema: &Schema<'_>) -> Value {
        if let (Some(discriminator), Some((value, variant))) =
            (schema.discriminator(), schema.tagged_variants().first())
        {
            let mut object = self.object(variant);
            object[discriminator] = (*value).into();
            return object;
        }
        let wanted =
            |name: &str| schema.requires(name) || (self.has_optional && self.depth < DEPTH);
        let deeper = Self {
            depth: self.depth + 1,
            ..self
        };
        let mut members: Map<String, Value> = schema
            .properties()
            .filter(|(name, _)| wanted(name))
            .map(|(name, property)| (name.to_owned(), deeper.inside(name).value(&property, name)))
            .collect();
        if let Some(additional) = schema.additional_properties() {
            members.insert(
                "key".to_owned(),
                deeper.inside("key").value(&additional, "value"),
            );
        }
        Value::Object(members)
    }

    fn list(self, schema: &Schema<'_>, name: &str) -> Value {
        let count = 2
            .max(schema.size("minItems").unwrap_or_default())
            .min(schema.size("maxItems").unwrap_or(usize::MAX));
        let singular = name.strip_suffix('s').unwrap_or(name);
        schema.items().map_or_else(
            || Value::Array(Vec::new()),
            |items| {
                (0..count)
                    .map(|position| self.at(position).value(&items, singular))
                    .collect()
            },
        )
    }

    fn number(self, schema: &Schema<'_>) -> i64 {
        let minimum = schema.number("minimum").unwrap_or(1);
        let maximum = schema
            .number("maximum")
            .unwrap_or(minimum.saturating_add(99));
        let span = u64::try_from(maximum.saturating_sub(minimum)).unwrap_or_default();
        minimum.saturating_add_unsigned(self.seed % span.saturating_add(1))
    }

    fn text(self, schema: &Schema<'_>, name: &str) -> String {
        if let Some((_, value)) = self.path_values.iter().find(|(own, _)| *own == name) {
            return value.clone();
        }
        if let Some(values) = schema.texts().filter(|values| !values.is_empty()) {
            return values[self.position % values.len()].to_owned();
        }
        let text = match schema.text("format") {
            Some("date-time") => return self.time(),
            _ => self.word(name),
        };
        let shortest = schema.size("minLength").unwrap_or_default();
        let longest = schema.size("maxLength").unwrap_or(usize::MAX);
        let text: String = text.chars().take(longest).collect();
        format!("{text:x<shortest$}")
    }

    /// Generates a text that suits the member's name.
    fn word(self, name: &str) -> String {
        let number = self.seed % 1_000;
        let is = |suffix: &str| name.to_lowercase().ends_with(suffix);
        if name == "id" || name.ends_with("Id") {
            self.id()
        } else if is("email") || is("username") {
            format!("person-{number}@company.example")
        } else if is("url") || is("uri") {
            format!("https://made-up.example/{number}")
        } else if is("at") || is("until") {
            self.time()
        } else if is("cpu") {
            format!("{}", 1 + number % 4)
        } else if is("memory") || is("storage") {
            format!("{}Gi", 2 * (1 + number % 4))
        } else if is("range") || is("cidr") {
            format!("10.{}.0.0/20", number % 256)
        } else {
            format!("{}-{number}", split_words(name).replace(' ', "-"))
        }
    }

    /// Generates an id in the form of a CUID.
    pub(crate) fn id(self) -> String {
        format!(
            "c{}{}",
            base_36(mix(self.seed), 12),
            base_36(mix(self.seed ^ 1), 12)
        )
    }

    /// Generates a time within the last two years.
    fn time(self) -> String {
        let before = i64::try_from(self.seed % (2 * 365 * 86_400)).unwrap_or_default();
        time::before_newest(before)
    }
}

/// Splits a name in camel case: converts `agentTokenId` to `agent token id`.
pub(crate) fn split_words(name: &str) -> String {
    let mut words = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.extend(letter.to_lowercase());
    }
    words
}

/// Hashes a text.
pub(crate) fn seed(text: &str) -> u64 {
    Generator::new(0, &[]).inside(text).seed
}
