//! Deserialization of objects, member by member.
//!
//! The code of serde's derive took more than half of the compile time of the crate, because it covers all ways in
//! which any format could write an object. Here, the common part of all objects is written once.

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

/// Implements deserialization for an object: its name, its required members, and for each field the name on the wire
/// and the function of this module that deserializes it.
macro_rules! object {
    ($name:ident requires [$($required:literal),*] { $($field:ident = $wire:literal as $read:ident,)* } $(others in $others:ident)?) => {
        impl crate::serde_helpers::object::ReadObject for $name {
            const NAME: &'static str = stringify!($name);

            const REQUIRED: &'static [&'static str] = &[$($required),*];

            fn read<'de, A: ::serde::de::MapAccess<'de>>(
                &mut self,
                member: &str,
                map: &mut A,
            ) -> ::std::result::Result<(), A::Error> {
                match member {
                    $($wire => crate::serde_helpers::object::$read(&mut self.$field, map),)*
                    $(_ if true => self.$others.read(member, map),)?
                    _ => crate::serde_helpers::object::skip(map),
                }
            }
        }

        impl crate::serde_helpers::lenient::ZeroValue for $name {
            #[inline]
            fn zero() -> Self {
                Self {
                    $($field: crate::serde_helpers::lenient::zero(),)*
                    $($others: crate::serde_helpers::lenient::zero(),)?
                }
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                crate::serde_helpers::object::deserialize(deserializer)
            }
        }
    };
}

pub(crate) use object;

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq)]
    struct Book {
        id: String,
        title: String,
        lent_at: Option<DateTime<Utc>>,
    }

    object! {
        Book requires ["id"] {
            id = "id" as value,
            title = "title" as value_or_zero,
            lent_at = "lentAt" as optional_time,
        }
    }

    fn book(json: &str) -> Result<Book, String> {
        let from_text = serde_json::from_str::<Book>(json).map_err(|e| e.to_string());
        // Without borrowed names, the result is the same.
        let value = serde_json::from_str::<serde_json::Value>(json).unwrap();
        let from_value = serde_json::from_value::<Book>(value);
        assert_eq!(from_text.as_ref().ok(), from_value.as_ref().ok());
        from_text
    }

    #[test]
    fn missing_or_null_is_the_default_unless_required() {
        for json in [r#"{"id":"a"}"#, r#"{"id":"a","title":null,"lentAt":null}"#] {
            let book = book(json).unwrap();
            assert_eq!((book.title.as_str(), book.lent_at), ("", None));
        }
        for json in ["{}", r#"{"title":"Emma"}"#] {
            assert!(book(json).unwrap_err().starts_with("missing field `id`"));
        }
        assert!(book(r#"{"id":null}"#).unwrap_err().contains("null"));
    }

    #[test]
    fn escaped_unknown_and_duplicate_names_are_accepted() {
        let json = r#"{"\u0069d":"a","pages":[{"n":1}],"title":"Emma","title":"Persuasion"}"#;
        let book = book(json).unwrap();
        assert_eq!((book.id.as_str(), book.title.as_str()), ("a", "Persuasion"));
    }

    #[test]
    fn non_objects_are_rejected() {
        for json in [r#"["a","Emma",null]"#, "1", "null"] {
            let reason = book(json).unwrap_err();
            assert!(reason.contains("expected struct Book"), "{reason}");
        }
    }
}
