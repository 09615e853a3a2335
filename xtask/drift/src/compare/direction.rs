//! The use of a schema, on which the rules depend.

use crate::rules::{self, Rule};

/// The direction in which a schema is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Direction {
    Request,
    /// In a parameter, whose values are written as text.
    Parameter,
    /// In a parameter of the path, which has one text.
    PathParameter,
    Response,
    ErrorResponse,
    /// In a response that is returned as bytes, which the client does not parse.
    Unparsed,
}

impl Direction {
    /// Returns the same for parts that the client does not parse.
    pub(super) fn unparsed(self) -> Self {
        match self {
            Self::ErrorResponse => Self::ErrorResponse,
            _ => Self::Unparsed,
        }
    }

    pub(super) fn is_request(self) -> bool {
        self == Self::Request || self.is_parameter()
    }

    pub(super) fn is_parameter(self) -> bool {
        matches!(self, Self::Parameter | Self::PathParameter)
    }

    /// Returns the rule for this direction.
    pub(super) fn choose(self, request: &'static Rule, response: &'static Rule) -> &'static Rule {
        match self {
            Self::Request | Self::Parameter | Self::PathParameter => request,
            Self::Response => response,
            Self::ErrorResponse => &rules::D48,
            Self::Unparsed => &rules::N02,
        }
    }
}

/// The schema in which `nullable` is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NullableIn {
    /// In the object that has the property.
    Property,
    /// In the schema itself, which is a list item or stands alone.
    Schema,
    /// Nowhere: the generator drops it from components.
    Component,
}
