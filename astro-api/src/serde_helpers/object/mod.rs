//! Serialization and deserialization of objects, member by member.
//!
//! The code of serde's derive took more than half of the compile time of the crate, because it covers all ways in
//! which any format could write an object. Here, the common part of all objects is written once.

pub(crate) mod read;
pub(crate) mod write;

/// Implements deserialization and serialization of an object: its name, its required members, and for each field the
/// name on the wire and its kind. A kind is a function of [`read`] and a method of [`Writer`](write::Writer).
macro_rules! object {
    ($name:ident requires $required:tt { $($field:ident = $wire:literal as $kind:ident,)* } $(others in $others:ident)?) => {
        crate::serde_helpers::object::read_object! {
            $name requires $required { $($field = $wire as $kind,)* } $(others in $others)?
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let mut writer = crate::serde_helpers::object::write::Writer::new(serializer);
                $(writer.$kind($wire, &self.$field);)*
                $(self.$others.write(&mut writer);)?
                writer.end()
            }
        }
    };
}

/// Implements the deserialization of an object; see [`object!`].
macro_rules! read_object {
    ($name:ident requires [$($required:literal),*] { $($field:ident = $wire:literal as $kind:ident,)* } $(others in $others:ident)?) => {
        impl crate::serde_helpers::object::read::ReadObject for $name {
            const NAME: &'static str = stringify!($name);

            const REQUIRED: &'static [&'static str] = &[$($required),*];

            fn read<'de, A: ::serde::de::MapAccess<'de>>(
                &mut self,
                member: &str,
                map: &mut A,
            ) -> ::std::result::Result<(), A::Error> {
                match member {
                    $($wire => crate::serde_helpers::object::read::$kind(&mut self.$field, map),)*
                    $(_ if true => self.$others.read(member, map),)?
                    _ => crate::serde_helpers::object::read::skip(map),
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
                crate::serde_helpers::object::read::deserialize(deserializer)
            }
        }
    };
}

pub(crate) use {object, read_object};

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Utc};

    #[derive(Debug, PartialEq)]
    struct Book {
        id: String,
        title: String,
        lent_at: Option<DateTime<Utc>>,
        pages: Vec<u32>,
        review: Option<Option<String>>,
    }

    object! {
        Book requires ["id"] {
            id = "id" as value,
            title = "title" as value_or_zero,
            lent_at = "lentAt" as optional_time,
            pages = "pages" as collection,
            review = "review" as nullable,
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
        let json = r#"{"\u0069d":"a","chapters":[{"n":1}],"title":"Emma","title":"Persuasion"}"#;
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

    #[test]
    fn absent_members_and_empty_collections_are_omitted() {
        for (json, expected) in [
            (r#"{"id":"a"}"#, r#"{"id":"a","title":""}"#),
            (
                r#"{"id":"a","pages":[],"review":null}"#,
                r#"{"id":"a","title":"","review":null}"#,
            ),
            (
                r#"{"id":"a","pages":[1],"review":"good","lentAt":"2022-11-22T04:37:12Z"}"#,
                r#"{"id":"a","title":"","lentAt":"2022-11-22T04:37:12Z","pages":[1],"review":"good"}"#,
            ),
        ] {
            assert_eq!(
                serde_json::to_string(&book(json).unwrap()).unwrap(),
                expected
            );
        }
    }
}
