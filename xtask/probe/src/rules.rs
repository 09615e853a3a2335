//! The rules, and the effect of each finding on the released client.
//!
//! The severity for released crates follows from how the client reads: an enum accepts any text, unknown members are
//! ignored, and a required member that is missing or `null` becomes the zero value of its type. A page without its
//! collection or its total, a resource without its `id`, and a value of another type are errors. Bodies of failures are
//! read regardless of their content. It is unknown how the document will be corrected, so only additions have a
//! severity for users' programs.

use astro_api_drift::report::Severity;

/// A rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rule {
    /// The id.
    pub id: &'static str,
    /// The name.
    pub name: &'static str,
    /// The description of the finding.
    pub finds: &'static str,
    /// The effect on a program that is built with the next release.
    pub source: Severity,
}

macro_rules! rules {
    ($($constant:ident $id:literal $name:literal $source:ident $finds:literal)*) => {
        $(
            #[doc = $finds]
            pub const $constant: Rule = Rule {
                id: $id,
                name: $name,
                finds: $finds,
                source: Severity::$source,
            };
        )*
        /// All rules, sorted by id.
        pub const ALL: &[Rule] = &[$($constant),*];
    };
}

rules! {
    UNKNOWN_MEMBER "P01" "unknown-member" Minor "A member that its object does not declare."
    UNKNOWN_ENUM_VALUE "P02" "unknown-enum-value" Minor "A value that its enumeration does not declare."
    REQUIRED_MEMBER_MISSING "P03" "required-member-missing" None "A required member that is missing."
    NULL_NOT_ALLOWED "P04" "null-not-allowed" None "A `null` that is not declared as nullable."
    WRONG_TYPE "P05" "wrong-type" None "A value of another type than the declared one."
    WRONG_FORMAT "P06" "wrong-format" None "A text or number that does not have its declared format."
    OUT_OF_BOUNDS "P07" "out-of-bounds" None "A value outside of its declared bounds."
    UNDECLARED_STATUS "P08" "undeclared-status" None "A status that the operation does not declare."
    UNDECLARED_CONTENT_TYPE "P09" "undeclared-content-type" None "A content type that the response does not declare."
    NOT_JSON "P10" "not-json" None "A body that is declared as JSON and is not valid JSON."
}
