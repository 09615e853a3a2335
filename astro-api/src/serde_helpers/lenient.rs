//! Client error correction: missing members of a response get the zero value of their type instead of failing the
//! response.
//!
//! Astronomer adds required members to responses within a version, and has omitted some. [Smithy] calls this client
//! error correction, and lists the same values.
//!
//! [Smithy]: https://smithy.io/2.0/spec/aggregate-types.html#client-error-correction

use std::{collections::BTreeMap, fmt};

use chrono::{DateTime, Utc};
use serde::{
    Deserialize, Deserializer,
    de::{self, Visitor},
};
use serde_json::{Map, Value};

/// A type with a zero value. Not `Default`, which would let users build an unknown enumeration value or an empty
/// resource by accident.
pub(crate) trait ZeroValue {
    fn zero() -> Self;
}

/// The zero value, as a function for serde.
pub(crate) fn zero<T: ZeroValue>() -> T {
    T::zero()
}

/// Deserializes `null` as the zero value.
pub(crate) fn null_as_zero<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: ZeroValue + Deserialize<'de>,
    D: Deserializer<'de>,
{
    Ok(Option::deserialize(deserializer)?.unwrap_or_else(T::zero))
}

/// Deserializes a timestamp that may be `null`.
///
/// chrono's own parser accepts many formats, and is the slowest part of deserializing a page. The API writes [RFC
/// 3339](https://www.rfc-editor.org/rfc/rfc3339), so that is tried first.
pub(crate) fn optional_time<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<DateTime<Utc>>, D::Error> {
    struct Time;

    impl<'de> Visitor<'de> for Time {
        type Value = Option<DateTime<Utc>>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a time such as 2022-11-22T04:37:12Z")
        }

        fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
            let time = DateTime::parse_from_rfc3339(text).or_else(|_| text.parse());
            match time {
                Ok(time) => Ok(Some(time.to_utc())),
                Err(_) => Err(E::invalid_value(de::Unexpected::Str(text), &self)),
            }
        }

        fn visit_none<E: de::Error>(self) -> Result<Self::Value, E> {
            Ok(None)
        }

        fn visit_unit<E: de::Error>(self) -> Result<Self::Value, E> {
            Ok(None)
        }

        fn visit_some<D: Deserializer<'de>>(self, inner: D) -> Result<Self::Value, D::Error> {
            inner.deserialize_str(self)
        }
    }

    deserializer.deserialize_option(Time)
}

/// Deserializes a member of a request that may be absent, `null` or a value.
pub(crate) fn nullable<'de, T, D>(deserializer: D) -> Result<Option<Option<T>>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    Option::deserialize(deserializer).map(Some)
}

/// The collection of a page.
///
/// The API is written in Go, which can write an empty list as `null`. So `null` is an empty page, but only if the
/// total confirms it: a page without its rows must not look like the end of a list.
pub(crate) fn collection<T, E: serde::de::Error>(
    name: &str,
    rows: Option<Vec<T>>,
    offset: i64,
    total: i64,
) -> Result<Vec<T>, E> {
    match rows {
        Some(rows) => Ok(rows),
        None if total <= offset.max(0) => Ok(Vec::new()),
        None => Err(E::custom(format_args!(
            "`{name}` is null, but `totalCount` is {total} and the page starts at {offset}"
        ))),
    }
}

macro_rules! zero_is_default {
    ($($type:ty),*) => {
        $(impl ZeroValue for $type {
            fn zero() -> Self {
                Self::default()
            }
        })*
    };
}

// The zero of a time is the epoch, as in Smithy.
zero_is_default!(bool, i8, i16, i32, i64, u8, u16, u32, u64, f32, f64, String, DateTime<Utc>, Value, Map<String, Value>);

impl<T> ZeroValue for Option<T> {
    fn zero() -> Self {
        None
    }
}

impl<T> ZeroValue for Vec<T> {
    fn zero() -> Self {
        Self::new()
    }
}

impl<T: ZeroValue> ZeroValue for Box<T> {
    fn zero() -> Self {
        Self::new(T::zero())
    }
}

impl<K, V> ZeroValue for BTreeMap<K, V> {
    fn zero() -> Self {
        Self::new()
    }
}
