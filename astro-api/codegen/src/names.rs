//! The table of names: what the types of inline enumerations are called, which places share one, and which schemas are
//! called otherwise than in the document.

use std::collections::BTreeMap;

use crate::{Error, error::Result, ident, normalize::is_reserved};

/// The table, read from YAML: a type name, and the places whose values it holds.
///
/// ```yaml
/// Product:
///   - Organization.product
///   - ListOrganizations.product
/// ```
///
/// A place is the name of a schema, which gets another name by that, or one of an inline enumeration: `Schema.property` or `Operation.parameter`, with `[]` behind it for the items of a list and `{}` for the
/// values of a map.
#[derive(Debug, Clone, Default)]
pub(crate) struct Names {
    /// The name of each place, and how early the place stands among those of its name.
    by_place: BTreeMap<String, (String, usize)>,
}

impl Names {
    /// Reads the table.
    ///
    /// # Errors
    /// When the text is no such table, a name is no type name, or a place stands in it twice.
    pub(crate) fn parse(text: &str) -> Result<Self> {
        // By way of a value, which does not take the same name twice; a map would keep the last one only.
        let table: Option<BTreeMap<String, Vec<String>>> = yaml_serde::from_str(text)
            .and_then(|value: yaml_serde::Value| yaml_serde::from_value(value))
            .map_err(|e| Error::names("/", format!("is not a table of names: {e}")))?;
        let mut by_place = BTreeMap::new();
        for (name, places) in table.unwrap_or_default() {
            if ident::type_name(&name) != name {
                return Err(Error::names(
                    &name,
                    format!("is no type name; write `{}`", ident::type_name(&name)),
                ));
            }
            if is_reserved(&name) {
                return Err(Error::names(
                    &name,
                    "is a name that the generated code needs for itself; choose another",
                ));
            }
            for (rank, place) in places.into_iter().enumerate() {
                if let Some((other, _)) = by_place.insert(place.clone(), (name.clone(), rank)) {
                    return Err(Error::names(
                        &name,
                        format!("lists {place}, which already belongs to `{other}`"),
                    ));
                }
            }
        }
        Ok(Self { by_place })
    }

    /// The name for a place, if the table has one.
    pub(crate) fn of(&self, place: &str) -> Option<&str> {
        self.by_place.get(place).map(|(name, _)| name.as_str())
    }

    /// How early the table lists a place: the first one of a name lends the type its description.
    pub(crate) fn rank(&self, place: &str) -> usize {
        self.by_place
            .get(place)
            .map_or(usize::MAX, |(_, rank)| *rank)
    }

    /// Whether the table gives this name to anything.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.by_place.values().any(|(n, _)| n == name)
    }

    /// The places of the table that are not among `present`, each with its name.
    pub(crate) fn unused(&self, present: &[String]) -> Vec<String> {
        self.by_place
            .iter()
            .filter(|(place, _)| !present.contains(place))
            .map(|(place, (name, _))| format!("{name}: {place}"))
            .collect()
    }
}
