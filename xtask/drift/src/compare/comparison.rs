//! The state of a comparison, and the steps that all rules share.

use std::{
    cell::OnceCell,
    collections::{BTreeMap, BTreeSet},
};

use astro_api_openapi_model::is_extension;
use serde_json::Value;

use super::{
    direction::{Direction, NullableIn},
    equality::are_equal,
    pair::{DocumentPair, LocationPair, Pair, ValuePair, keys},
    usage::ComponentUsage,
    view::{MergedSchemas, View},
};
use crate::{
    report::Finding,
    rules::{self, Rule},
};

/// The owner of findings.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Owner {
    Document,
    Operation(String),
    /// A pair of schemas, by its position in the list.
    SchemaPair(usize),
}

/// Two schemas, at least one of which is a component, so that several locations can refer to them.
#[derive(Debug)]
struct SchemaPair<'a> {
    name: String,
    views: Pair<View<'a>>,
    direction: Direction,
    nullable_in: NullableIn,
}

pub(super) struct Comparison<'a> {
    pub(super) docs: DocumentPair<'a>,
    /// Created for the first `allOf` that needs it: few documents have one.
    pub(super) merged: Pair<&'a OnceCell<MergedSchemas>>,
    /// Created when a property changes.
    pub(super) usage: Pair<&'a OnceCell<ComponentUsage>>,
    pub(super) findings: Vec<(Owner, Finding)>,
    /// The current owner of findings.
    pub(super) owner: Owner,
    schema_pairs: Vec<SchemaPair<'a>>,
    /// The index of each pair, by the pointers to both schemas and the direction.
    by_key: BTreeMap<(String, String, Direction), usize>,
    /// The pairs that an operation refers to directly.
    roots: BTreeMap<String, BTreeSet<usize>>,
    /// The pairs that a pair refers to directly.
    inner: BTreeMap<usize, BTreeSet<usize>>,
}

impl<'a> Comparison<'a> {
    pub(super) fn new(
        docs: DocumentPair<'a>,
        merged: Pair<&'a OnceCell<MergedSchemas>>,
        usage: Pair<&'a OnceCell<ComponentUsage>>,
    ) -> Self {
        Self {
            docs,
            merged,
            usage,
            findings: Vec::new(),
            owner: Owner::Document,
            schema_pairs: Vec::new(),
            by_key: BTreeMap::new(),
            roots: BTreeMap::new(),
            inner: BTreeMap::new(),
        }
    }

    /// Adds a finding.
    pub(super) fn report(&mut self, rule: &Rule, at: &LocationPair, values: ValuePair<'_>) {
        let is_removed = values.old.is_some() && values.new.is_none();
        let location = if is_removed { &at.old } else { &at.new };
        let finding = rule.finding(location, values.old.cloned(), values.new.cloned());
        self.findings.push((self.owner.clone(), finding));
    }

    /// Adds a finding if the values differ.
    pub(super) fn compare_value(&mut self, rule: &Rule, at: &LocationPair, values: ValuePair<'_>) {
        if !are_equal(values) {
            self.report(rule, at, values);
        }
    }

    /// Like [`compare_value`](Self::compare_value), but a missing value is equal to `default`.
    pub(super) fn compare_value_or(
        &mut self,
        rule: &Rule,
        at: &LocationPair,
        values: ValuePair<'_>,
        default: Value,
    ) {
        let filled = values.map(|v| Some(v.unwrap_or(&default)));
        if !are_equal(filled) {
            self.report(rule, at, values);
        }
    }

    /// Reports a member without a rule as unclassified if it differs. Vendor extensions have no effect here: those that
    /// the generator reads have rules of their own.
    pub(super) fn unclassified(&mut self, key: &str, at: &LocationPair, values: ValuePair<'_>) {
        let rule = if is_extension(key) {
            &rules::N02
        } else {
            &rules::N01
        };
        self.compare_value(rule, at, values);
    }

    /// Calls `each` with every member of either object. Anything else than two objects is unclassified.
    pub(super) fn compare_members(
        &mut self,
        at: &LocationPair,
        values: ValuePair<'a>,
        mut each: impl FnMut(&mut Self, &'a str, &LocationPair, ValuePair<'a>),
    ) {
        match values.map(|v| v.map_or(Some(None), |v| v.as_object().map(Some))) {
            Pair {
                old: Some(old),
                new: Some(new),
            } => {
                let objects = Pair { old, new };
                for key in keys(objects) {
                    let values = objects.map(|m| m.and_then(|m| m.get(key)));
                    each(self, key, &at.child(key), values);
                }
            }
            _ => self.compare_value(&rules::N01, at, values),
        }
    }

    /// Queues two schemas for comparison, once for all references to them.
    pub(super) fn queue(
        &mut self,
        direction: Direction,
        nullable_in: NullableIn,
        views: Pair<View<'a>>,
    ) {
        let pointers = views.map_ref(|v| v.location.pointer());
        let key = (pointers.old, pointers.new, direction);
        let index = match self.by_key.get(&key) {
            Some(index) => *index,
            None => {
                let name = views.new.component.or(views.old.component);
                self.schema_pairs.push(SchemaPair {
                    name: name.unwrap_or_default().to_owned(),
                    views,
                    direction,
                    nullable_in,
                });
                self.by_key.insert(key, self.schema_pairs.len() - 1);
                self.schema_pairs.len() - 1
            }
        };
        match &self.owner {
            Owner::Document => {}
            Owner::Operation(operation) => {
                let roots = self.roots.entry(operation.clone()).or_default();
                roots.insert(index);
            }
            Owner::SchemaPair(outer) => {
                self.inner.entry(*outer).or_default().insert(index);
            }
        }
    }

    /// Compares each queued pair once. That may queue further ones.
    pub(super) fn compare_queued(&mut self) {
        let mut next = 0;
        while let Some(pair) = self.schema_pairs.get(next) {
            let (direction, nullable_in, views) =
                (pair.direction, pair.nullable_in, pair.views.clone());
            self.owner = Owner::SchemaPair(next);
            self.compare_bodies(direction, nullable_in, &views);
            next += 1;
        }
        self.owner = Owner::Document;
    }

    /// Sets the owner of each finding, and the operations that use it.
    pub(super) fn finish(self) -> Vec<Finding> {
        let mut users: BTreeMap<usize, BTreeSet<&String>> = BTreeMap::new();
        for (operation, roots) in &self.roots {
            let mut open: Vec<usize> = roots.iter().copied().collect();
            while let Some(pair) = open.pop() {
                if users.entry(pair).or_default().insert(operation) {
                    open.extend(self.inner.get(&pair).into_iter().flatten());
                }
            }
        }
        let finished = self.findings.into_iter().map(|(owner, mut finding)| {
            match owner {
                Owner::Document => {}
                Owner::Operation(operation) => {
                    finding.used_by = vec![operation.clone()];
                    finding.operation = Some(operation);
                }
                Owner::SchemaPair(pair) => {
                    finding.schema = self.schema_pairs.get(pair).map(|p| p.name.clone());
                    let users = users.get(&pair).into_iter().flatten();
                    finding.used_by = users.map(|u| (*u).clone()).collect();
                }
            }
            finding
        });
        finished.collect()
    }
}
