//! Variants of tagged unions: their types have no member for the tag, which the union has.

use std::cell::OnceCell;

use astro_api_openapi_model::Document;
use serde_json::{Map, Value};

use super::{
    comparison::Comparison, kind::SchemaKind, pair::Pair, usage::ComponentUsage, view::View,
};

impl<'a> Comparison<'a> {
    /// Returns whether variants of a tagged union have no members except their tag, in both documents. The tag may be
    /// undeclared.
    pub(super) fn has_only_tags(&self, views: &Pair<View<'a>>) -> bool {
        let is_object = |view: &View<'a>| {
            matches!(
                SchemaKind::of(view),
                SchemaKind::Object | SchemaKind::FreeObject
            )
        };
        views.all(is_object)
            && self.union_tags(views).old.is_some()
            && views.all(|view| {
                let properties = view.get("properties").and_then(Value::as_object);
                let mut names = properties.into_iter().flat_map(Map::keys);
                names.all(|name| self.is_tag(name, views))
            })
    }

    /// Returns whether a variant of a tagged union has members in only one of the documents: without any, its type is a
    /// map.
    pub(super) fn becomes_map(
        &self,
        properties: Pair<Option<&'a Map<String, Value>>>,
        owners: &Pair<View<'a>>,
    ) -> bool {
        let has_only_tag = properties.map(|p| {
            let mut names = p.into_iter().flatten().map(|(name, _)| name);
            names.all(|name| self.is_tag(name, owners))
        });
        has_only_tag.old != has_only_tag.new && self.union_tags(owners).old.is_some()
    }

    /// Returns whether a property is the tag of a union, and its owner is only used as a variant: its type has no such
    /// member.
    pub(super) fn is_tag(&self, name: &str, owners: &Pair<View<'a>>) -> bool {
        let tags = self.union_tags(owners);
        tags.old == Some(name) && tags.new == Some(name)
    }

    /// Returns the tags of the unions in which the owners are only used as variants.
    fn union_tags(&self, owners: &Pair<View<'a>>) -> Pair<Option<&'a str>> {
        let tag =
            |document: Document<'a>, usage: &'a OnceCell<ComponentUsage>, owner: &View<'a>| {
                let usage = usage.get_or_init(|| ComponentUsage::of(document));
                usage.tags.get(owner.component?).map(String::as_str)
            };
        Pair {
            old: tag(self.docs.old, self.usage.old, &owners.old),
            new: tag(self.docs.new, self.usage.new, &owners.new),
        }
    }
}
