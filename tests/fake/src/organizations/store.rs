//! The collection behind the operations.

use std::collections::HashMap;
use std::sync::Arc;

use serde_json::Value;

use super::fixtures::Fixture;
use super::sort_keys::{Selection, SortKeys};

/// One Organization: the number to generate it from until it is changed, then the document itself.
#[derive(Debug)]
enum Row {
    Fixture(Fixture),
    Given(Box<Value>),
}

impl Row {
    fn sort_keys(&self) -> SortKeys<'_> {
        match self {
            Self::Fixture(made) => made.sort_keys(),
            Self::Given(organization) => SortKeys::of(organization),
        }
    }

    fn id(&self) -> String {
        match self {
            Self::Fixture(made) => made.id(),
            Self::Given(organization) => organization["id"].as_str().unwrap_or_default().to_owned(),
        }
    }

    fn to_json(&self) -> Value {
        match self {
            Self::Fixture(made) => made.to_json(),
            Self::Given(organization) => (**organization).clone(),
        }
    }
}

/// The Organizations. Sort keys are cached until a change: iterating over a hundred thousand would otherwise sort them
/// again for each page.
#[derive(Debug)]
pub(crate) struct Store {
    rows: Vec<Row>,
    selected: HashMap<Selection, Arc<[usize]>>,
    positions: HashMap<String, usize>,
}

impl Store {
    pub(crate) fn new(made: u32, given: Vec<Value>) -> Self {
        let made = (0..made).map(|index| Row::Fixture(Fixture::new(index)));
        let given = given
            .into_iter()
            .map(|organization| Row::Given(Box::new(organization)));
        Self {
            rows: made.chain(given).collect(),
            selected: HashMap::new(),
            positions: HashMap::new(),
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    pub(crate) fn at(&self, position: usize) -> Option<Value> {
        self.rows.get(position).map(Row::to_json)
    }

    pub(crate) fn get(&mut self, id: &str) -> Option<Value> {
        let position = self.position(id)?;
        self.at(position)
    }

    /// Replaces the Organization with this id; does nothing for an unknown id.
    pub(crate) fn replace(&mut self, id: &str, organization: Value) {
        if let Some(position) = self.position(id) {
            self.rows[position] = Row::Given(Box::new(organization));
            self.forget();
        }
    }

    pub(crate) fn add(&mut self, organization: Value) {
        self.rows.push(Row::Given(Box::new(organization)));
        self.forget();
    }

    pub(crate) fn remove(&mut self, id: &str) -> Option<Value> {
        let position = self.position(id)?;
        let row = self.rows.remove(position);
        self.forget();
        Some(row.to_json())
    }

    /// Returns the positions of the selected ones, in order; ties keep the order of creation.
    pub(crate) fn select(&mut self, selection: &Selection) -> Arc<[usize]> {
        if let Some(known) = self.selected.get(selection) {
            return Arc::clone(known);
        }
        let mut found: Vec<(usize, SortKeys<'_>)> = self
            .rows
            .iter()
            .map(Row::sort_keys)
            .enumerate()
            .filter(|(_, sort_keys)| selection.admits(sort_keys))
            .collect();
        found.sort_by(|(_, left), (_, right)| selection.compare(left, right));
        let positions: Arc<[usize]> = found.into_iter().map(|(position, _)| position).collect();
        self.selected
            .insert(selection.clone(), Arc::clone(&positions));
        positions
    }

    /// Returns the position of an Organization. If several have the same id, the first wins.
    fn position(&mut self, id: &str) -> Option<usize> {
        if self.positions.is_empty() {
            let last_to_first = self.rows.iter().map(Row::id).enumerate().rev();
            self.positions = last_to_first.map(|(position, id)| (id, position)).collect();
        }
        self.positions.get(id).copied()
    }

    fn forget(&mut self) {
        self.selected.clear();
        self.positions.clear();
    }
}
