//! Deserializes objects, member by member. The functions of the members have the names that `object!` takes.

use std::{borrow::Cow, fmt, marker::PhantomData};

use chrono::{DateTime, Utc};
use serde::{
    Deserialize, Deserializer,
    de::{self, IgnoredAny, MapAccess, Visitor},
};

use crate::serde_helpers::lenient::{self, ZeroValue};

/// An object that is deserialized by filling its zero value.
pub(crate) trait ReadObject: ZeroValue {
    /// Its name in errors.
    const NAME: &'static str;

    /// The required members, by their names on the wire.
    const REQUIRED: &'static [&'static str];

    /// Deserializes the value of a member. Unknown members are ignored.
    fn read<'de, A: MapAccess<'de>>(&mut self, member: &str, map: &mut A) -> Result<(), A::Error>;
}

/// Deserializes an object. If a member is repeated, the last one counts.
pub(crate) fn deserialize<'de, T: ReadObject, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    struct Object<T>(PhantomData<T>);

    impl<'de, T: ReadObject> Visitor<'de> for Object<T> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(f, "struct {}", T::NAME)
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<T, A::Error> {
            const { assert!(T::REQUIRED.len() <= u64::BITS as usize) };
            let mut object = T::zero();
            let mut seen = 0_u64;
            while let Some(Member(name)) = map.next_key()? {
                if let Some(place) = T::REQUIRED.iter().position(|r| *r == name) {
                    seen |= 1 << place;
                }
                object.read(&name, &mut map)?;
            }
            let missing =
                (T::REQUIRED.iter().enumerate()).find(|(place, _)| seen & (1 << place) == 0);
            match missing {
                None => Ok(object),
                Some((_, name)) => Err(de::Error::missing_field(name)),
            }
        }
    }

    deserializer.deserialize_map(Object(PhantomData))
}

/// The name of a member, copied only if it is escaped on the wire.
struct Member<'de>(Cow<'de, str>);

impl<'de> Deserialize<'de> for Member<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Name;

        impl<'de> Visitor<'de> for Name {
            type Value = Member<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the name of a member")
            }

            fn visit_borrowed_str<E: de::Error>(self, name: &'de str) -> Result<Self::Value, E> {
                Ok(Member(Cow::Borrowed(name)))
            }

            fn visit_str<E: de::Error>(self, name: &str) -> Result<Self::Value, E> {
                Ok(Member(Cow::Owned(name.to_owned())))
            }
        }

        deserializer.deserialize_identifier(Name)
    }
}

/// Ignores a value.
pub(crate) fn skip<'de, A: MapAccess<'de>>(map: &mut A) -> Result<(), A::Error> {
    map.next_value::<IgnoredAny>().map(drop)
}

/// Deserializes a value.
pub(crate) fn value<'de, T, A>(to: &mut T, map: &mut A) -> Result<(), A::Error>
where
    T: Deserialize<'de>,
    A: MapAccess<'de>,
{
    *to = map.next_value()?;
    Ok(())
}

/// Deserializes an optional value.
pub(crate) fn optional<'de, T, A>(to: &mut Option<T>, map: &mut A) -> Result<(), A::Error>
where
    T: Deserialize<'de>,
    A: MapAccess<'de>,
{
    value(to, map)
}

/// Deserializes a collection that may be absent, and `null` as an empty one.
pub(crate) fn collection<'de, T, A>(to: &mut T, map: &mut A) -> Result<(), A::Error>
where
    T: ZeroValue + Deserialize<'de>,
    A: MapAccess<'de>,
{
    value_or_zero(to, map)
}

/// Deserializes a value, and `null` as the zero value.
pub(crate) fn value_or_zero<'de, T, A>(to: &mut T, map: &mut A) -> Result<(), A::Error>
where
    T: ZeroValue + Deserialize<'de>,
    A: MapAccess<'de>,
{
    *to = map.next_value::<OrZero<T>>()?.0;
    Ok(())
}

struct OrZero<T>(T);

impl<'de, T: ZeroValue + Deserialize<'de>> Deserialize<'de> for OrZero<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        lenient::null_as_zero(deserializer).map(Self)
    }
}

/// Deserializes a timestamp, and `null` as the epoch.
pub(crate) fn time_or_zero<'de, A: MapAccess<'de>>(
    to: &mut DateTime<Utc>,
    map: &mut A,
) -> Result<(), A::Error> {
    *to = map.next_value::<Time>()?.0.unwrap_or_default();
    Ok(())
}

/// Deserializes a timestamp that may be `null`.
pub(crate) fn optional_time<'de, A: MapAccess<'de>>(
    to: &mut Option<DateTime<Utc>>,
    map: &mut A,
) -> Result<(), A::Error> {
    *to = map.next_value::<Time>()?.0;
    Ok(())
}

/// Deserializes a member of a request that may be absent, `null` or a value.
pub(crate) fn nullable<'de, T, A>(to: &mut Option<Option<T>>, map: &mut A) -> Result<(), A::Error>
where
    T: Deserialize<'de>,
    A: MapAccess<'de>,
{
    *to = map.next_value::<Nullable<T>>()?.0;
    Ok(())
}

struct Nullable<T>(Option<Option<T>>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Nullable<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        lenient::nullable(deserializer).map(Self)
    }
}

struct Time(Option<DateTime<Utc>>);

impl<'de> Deserialize<'de> for Time {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        lenient::optional_time(deserializer).map(Self)
    }
}
