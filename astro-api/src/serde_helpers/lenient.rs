//! Client error correction: what an answer lacks gets the zero value of its type, instead of failing the whole answer.
//!
//! Astronomer adds required members to answers within a version, and has left some out. [Smithy] calls the remedy
//! client error correction, and the values here are the ones that it lists.
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

/// The zero value, as serde wants it named.
pub(crate) fn zero<T: ZeroValue>() -> T {
    T::zero()
}

/// Reads `null` as the zero value.
#[allow(
    dead_code,
    reason = "used where a type without a zero value has such a member"
)]
pub(crate) fn null_as_zero<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: ZeroValue + Deserialize<'de>,
    D: Deserializer<'de>,
{
    Ok(Option::deserialize(deserializer)?.unwrap_or_else(T::zero))
}

/// Reads a time, and `null` as the epoch.
#[allow(
    dead_code,
    reason = "used where a type without a zero value has such a member"
)]
pub(crate) fn time_or_zero<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<DateTime<Utc>, D::Error> {
    Ok(optional_time(deserializer)?.unwrap_or_default())
}

/// Reads a time that may be `null`.
///
/// chrono's own reader takes many ways of writing a time, and is the slowest part of decoding a page. The API writes
/// times by [RFC 3339](https://www.rfc-editor.org/rfc/rfc3339), so that is tried first.
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

/// Reads a member of a request that may be absent, `null` or a value; absent is the default.
#[allow(dead_code, reason = "used where the document has such members")]
pub(crate) fn nullable<'de, T, D>(deserializer: D) -> Result<Option<Option<T>>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    Option::deserialize(deserializer).map(Some)
}

/// The collection of a page.
///
/// The API is written in a language that writes an empty list as `null`, so `null` is an empty page; but only where the
/// total agrees that nothing is there. A page that lost its rows must not pass for the end of a list.
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
            "`{name}` is null, though `totalCount` promises {total} rows and the page starts at {offset}"
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
