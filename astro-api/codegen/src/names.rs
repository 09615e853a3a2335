//! The table of names: names in the client that cannot be derived from the document.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use crate::{Error, error::Result, ident, imports::is_reserved};

/// The table, read from YAML.
///
/// ```yaml
/// types:
///   Product: [Organization.product, ListOrganizations.product]
/// parameters:
///   GetClusterOptions.type: cluster_type
/// scopes:
///   organization: /organizations/{organizationId}
/// groups: [Organization, Workspace]
/// aliases:
///   borrow: [CreateLoan, Loan]
/// updates:
///   from: { UpdateClusterRequest.k8sTags: tags }
/// ```
///
/// - `types`: a name, and the places that have it. A place is the name of a schema, which is renamed, or an inline
///   enumeration: `Schema.property` or `Operation.parameter`, with `[]` for the items of a list and `{}` for the values
///   of a map.
/// - `parameters`: the name of the setter or argument of a parameter.
/// - `scopes`: a method of the client that binds the parameters of a path prefix.
/// - `groups`: tags, in the order in which their operations are documented.
/// - `aliases`: words by which rustdoc's search finds operations and schemas.
/// - `updates`: see [`UpdateRules`].
#[derive(Debug, Clone, Default)]
pub(crate) struct Names {
    /// The name of each place, and the index of the place among those with the same name.
    by_place: BTreeMap<String, (String, usize)>,
    parameters: BTreeMap<String, String>,
    pub(crate) scopes: BTreeMap<String, String>,
    pub(crate) groups: Vec<String>,
    aliases: BTreeMap<String, Vec<String>>,
    pub(crate) updates: UpdateRules,
}

/// The sources of an update's values that names and types do not determine. A place is `Schema.property` of a request.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct UpdateRules {
    /// The source of a place: a path of properties, or `.` for an object whose properties are properties of the resource
    /// itself. For a union (`Schema`), the property that selects the variant.
    pub(crate) from: BTreeMap<String, String>,
    /// Places that are omitted, because the resource has no value for them.
    pub(crate) omit: BTreeSet<String>,
    /// Places that are omitted if a property of the resource has a value: `executor=KUBERNETES`.
    pub(crate) omit_if: BTreeMap<String, String>,
    /// Required places that are empty if the resource lacks the property.
    pub(crate) absent_is_empty: BTreeSet<String>,
}

impl UpdateRules {
    fn places(&self) -> impl Iterator<Item = &String> {
        let named = self.from.keys().chain(self.omit_if.keys());
        named.chain(&self.omit).chain(&self.absent_is_empty)
    }
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Table {
    types: BTreeMap<String, Vec<String>>,
    parameters: BTreeMap<String, String>,
    scopes: BTreeMap<String, String>,
    groups: Vec<String>,
    aliases: BTreeMap<String, Vec<String>>,
    updates: UpdateRules,
}

/// The places of a document that a table can name.
#[derive(Debug, Default)]
pub(crate) struct Present {
    /// Schemas and inline enumerations.
    pub(crate) places: BTreeSet<String>,
    pub(crate) operations: BTreeSet<String>,
    /// `Operation.parameter`.
    pub(crate) parameters: BTreeSet<String>,
    pub(crate) paths: BTreeSet<String>,
    /// `Schema.property`.
    pub(crate) properties: BTreeSet<String>,
}

impl Names {
    /// Reads the table.
    ///
    /// # Errors
    /// If the text is not such a table, a name is not a valid Rust name, or a place is listed twice.
    pub(crate) fn parse(text: &str) -> Result<Self> {
        // A `Value` rejects duplicate names. A map would keep the last one.
        let table: Option<Table> = yaml_serde::from_str(text)
            .and_then(|value: yaml_serde::Value| yaml_serde::from_value(value))
            .map_err(|e| Error::names("/", format!("is not a table of names: {e}")))?;
        let table = table.unwrap_or_default();
        for (place, name) in &table.parameters {
            expect_name(place, name, ident::function)?;
        }
        for (name, prefix) in &table.scopes {
            expect_name(name, name, ident::function)?;
            if !(prefix.starts_with('/') && prefix.ends_with('}')) {
                return Err(Error::names(
                    name,
                    format!(
                        "is `{prefix}`; write a path that ends in a parameter, such as `/books/{{bookId}}`"
                    ),
                ));
            }
        }
        for alias in table.aliases.keys() {
            // Rustdoc requires this.
            let is_valid = |c: char| c == ' ' || !(c.is_whitespace() || matches!(c, '"' | '\''));
            if alias.is_empty() || alias.trim() != alias || !alias.chars().all(is_valid) {
                return Err(Error::names(
                    alias,
                    "is not an alias; write words without quotes, separated by single spaces",
                ));
            }
        }
        Ok(Self {
            by_place: by_place(table.types)?,
            parameters: table.parameters,
            scopes: table.scopes,
            groups: table.groups,
            aliases: table.aliases,
            updates: table.updates,
        })
    }

    /// Returns the name for a place, if the table has one.
    pub(crate) fn of(&self, place: &str) -> Option<&str> {
        self.by_place.get(place).map(|(name, _)| name.as_str())
    }

    /// Returns the name for a parameter, if the table has one.
    pub(crate) fn of_parameter(&self, operation: &str, parameter: &str) -> Option<&str> {
        let place = format!("{operation}.{parameter}");
        self.parameters.get(&place).map(String::as_str)
    }

    /// Returns the aliases of an operation or a schema.
    pub(crate) fn aliases_of(&self, place: &str) -> Vec<String> {
        let of_it = |places: &Vec<String>| places.iter().any(|p| p == place);
        let all = self.aliases.iter().filter(|(_, places)| of_it(places));
        all.map(|(alias, _)| alias.clone()).collect()
    }

    /// Returns the position of a place in the table: the type gets the description of the first place with its name.
    pub(crate) fn rank(&self, place: &str) -> usize {
        self.by_place
            .get(place)
            .map_or(usize::MAX, |(_, rank)| *rank)
    }

    /// Returns whether the table gives this name to a place.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.by_place.values().any(|(n, _)| n == name)
    }

    /// Returns the entries of the table whose place is not in the document. A group may be missing.
    pub(crate) fn unused(&self, present: &Present) -> Vec<String> {
        let types = self
            .by_place
            .iter()
            .filter(|(place, _)| !present.places.contains(*place))
            .map(|(place, (name, _))| format!("{name}: {place}"));
        let parameters = self
            .parameters
            .iter()
            .filter(|(place, _)| !present.parameters.contains(*place))
            .map(|(place, name)| format!("{name}: {place}"));
        let scopes = self
            .scopes
            .iter()
            .filter(|(_, prefix)| !present.paths.iter().any(|p| p.starts_with(*prefix)))
            .map(|(name, prefix)| format!("{name}: {prefix}"));
        let exists =
            |place: &String| present.operations.contains(place) || present.places.contains(place);
        let aliases = self.aliases.iter().flat_map(|(alias, places)| {
            let missing = places.iter().filter(|place| !exists(place));
            missing.map(move |place| format!("{alias}: {place}"))
        });
        let is_present =
            |place: &String| present.properties.contains(place) || present.places.contains(place);
        let updates = self.updates.places().filter(|place| !is_present(place));
        types
            .chain(parameters)
            .chain(scopes)
            .chain(aliases)
            .chain(updates.map(|place| format!("updates: {place}")))
            .collect()
    }
}

fn by_place(types: BTreeMap<String, Vec<String>>) -> Result<BTreeMap<String, (String, usize)>> {
    let mut by_place = BTreeMap::new();
    for (name, places) in types {
        expect_name(&name, &name, ident::type_name)?;
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
    Ok(by_place)
}

/// Returns an error for a name that does not follow Rust's conventions.
fn expect_name(entry: &str, name: &str, spelled: fn(&str) -> String) -> Result<()> {
    let expected = spelled(name);
    if expected == name {
        return Ok(());
    }
    Err(Error::names(
        entry,
        format!("gives the name `{name}`; write `{expected}`"),
    ))
}
