//! The common part of the generated open enums.

use std::{fmt, marker::PhantomData};

use serde::de::{self, Deserializer, Visitor};

/// An enum value that this version of the crate does not know.
///
/// It can only be created by deserializing or parsing, so a typo cannot create one.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UnknownValue(Box<str>);

impl UnknownValue {
    pub(crate) fn new(text: &str) -> Self {
        Self(text.into())
    }

    /// Returns the value as returned by the API.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for UnknownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An enum that accepts any text.
pub(crate) trait OpenEnum: Sized {
    /// Returns the value of a text.
    fn from_text(text: &str) -> Self;
}

/// Deserializes an enum without copying its text.
pub(crate) fn deserialize<'de, T: OpenEnum, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    struct Text<T>(PhantomData<T>);

    impl<T: OpenEnum> Visitor<'_> for Text<T> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a text")
        }

        fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
            Ok(T::from_text(text))
        }
    }

    deserializer.deserialize_str(Text(PhantomData))
}

/// Returns the JSON Schema of an enum.
#[cfg(feature = "schemars")]
pub(crate) fn json_schema(values: &[&str]) -> schemars::Schema {
    schemars::json_schema!({ "type": "string", "enum": values })
}

/// Implements the conversions of an enum whose last variant is `UnknownValue(UnknownValue)`. They are inline, so that
/// only those that a program calls are compiled.
macro_rules! open_enum {
    ($name:ident { $($variant:ident = $text:literal,)* }) => {
        impl $name {
            /// All values that this version of the crate knows, in document order.
            pub const VALUES: &[&str] = &[$($text),*];

            /// Returns the value as in the API.
            #[inline]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)*
                    Self::UnknownValue(value) => value.as_str(),
                }
            }

            /// Returns whether this version of the crate knows the value.
            #[inline]
            pub fn is_known(&self) -> bool {
                !matches!(self, Self::UnknownValue(_))
            }
        }

        impl crate::serde_helpers::open_enum::OpenEnum for $name {
            #[inline]
            fn from_text(text: &str) -> Self {
                match text {
                    $($text => Self::$variant,)*
                    _ => Self::UnknownValue(crate::serde_helpers::open_enum::UnknownValue::new(text)),
                }
            }
        }

        impl crate::serde_helpers::lenient::ZeroValue for $name {
            #[inline]
            fn zero() -> Self {
                Self::UnknownValue(crate::serde_helpers::open_enum::UnknownValue::new(""))
            }
        }

        impl ::std::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl AsRef<str> for $name {
            #[inline]
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl ::std::convert::From<&str> for $name {
            /// Converts a text that is not in [`Self::VALUES`] to `UnknownValue`.
            #[inline]
            fn from(text: &str) -> Self {
                crate::serde_helpers::open_enum::OpenEnum::from_text(text)
            }
        }

        impl ::std::convert::From<::std::string::String> for $name {
            /// Converts a text that is not in [`Self::VALUES`] to `UnknownValue`.
            #[inline]
            fn from(text: ::std::string::String) -> Self {
                crate::serde_helpers::open_enum::OpenEnum::from_text(&text)
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = ::std::convert::Infallible;

            /// Never fails: a text that is not in [`Self::VALUES`] becomes `UnknownValue`.
            #[inline]
            fn from_str(
                text: &str,
            ) -> ::std::result::Result<Self, ::std::convert::Infallible> {
                Ok(crate::serde_helpers::open_enum::OpenEnum::from_text(text))
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                crate::serde_helpers::open_enum::deserialize(deserializer)
            }
        }

        #[cfg(feature = "schemars")]
        impl ::schemars::JsonSchema for $name {
            fn schema_name() -> ::std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut ::schemars::SchemaGenerator) -> ::schemars::Schema {
                crate::serde_helpers::open_enum::json_schema(Self::VALUES)
            }
        }
    };
}

pub(crate) use open_enum;
