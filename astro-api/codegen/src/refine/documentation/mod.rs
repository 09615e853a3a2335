//! The descriptions of the document as rustdoc.

mod examples;
mod hints;
mod methods;
mod samples;
mod texts;
mod update_examples;

use syn::{Attribute, Item, ItemEnum, ItemStruct};

use super::{Code, attributes, open_enums};
use crate::{
    error::Result,
    model::{Docs, Field, Kind, Model, Schema},
};
use texts::{of_docs, split_values};

pub(super) use methods::{of_method, of_request, of_send};
pub(super) use texts::{of_field, of_page_size, of_parameter};

/// The documentation of the field for members without a property.
pub(super) const OF_THE_REST: &str = "Fields that the API's document does not declare.";

pub(super) fn document(code: &mut Code, model: &Model) -> Result<()> {
    for (name, items) in &mut code.types {
        let Some(schema) = model.schemas.get(name) else {
            items
                .iter_mut()
                .for_each(|item| document_other(item, name, None));
            continue;
        };
        for item in items {
            match (item, &schema.kind) {
                (Item::Struct(item), Kind::Object(fields)) if item.ident == *name => {
                    document_struct(item, schema, fields, model);
                }
                (Item::Enum(item), Kind::Enumeration(values)) => {
                    document_enumeration(item, schema, values);
                }
                (Item::Enum(item), Kind::Union { tag, variants }) => {
                    let fallback = format!("One of several types; `{tag}` selects the variant.");
                    replace(&mut item.attrs, &of_docs(&schema.docs, &fallback));
                    mark(&mut item.attrs, &schema.docs);
                    for (variant, (text, _)) in item.variants.iter_mut().zip(variants) {
                        replace(
                            &mut variant.attrs,
                            &format!("The variant for which `{tag}` is `{text}`."),
                        );
                    }
                }
                (item, Kind::Other) => document_other(item, &schema.wire, Some(&schema.docs)),
                _ => {}
            }
        }
    }
    Ok(())
}

fn document_struct(item: &mut ItemStruct, schema: &Schema, fields: &[Field], model: &Model) {
    let fallback = format!("The schema `{}`.", schema.wire);
    replace(&mut item.attrs, &of_docs(&schema.docs, &fallback));
    mark(&mut item.attrs, &schema.docs);
    for field in &mut item.fields {
        let known = fields
            .iter()
            .find(|known| field.ident.as_ref().is_some_and(|own| *own == known.ident));
        if !matches!(field.vis, syn::Visibility::Public(_)) {
            continue;
        }
        let docs = known.map_or_else(|| OF_THE_REST.to_owned(), |f| of_field(f, model));
        replace(&mut field.attrs, &docs);
        if let Some(known) = known {
            deprecate(&mut field.attrs, &known.docs);
        }
    }
}

fn document_enumeration(item: &mut ItemEnum, schema: &Schema, values: &[String]) {
    let (docs, listed) = split_values(&schema.docs);
    let fallback = format!("The values of `{}`.", schema.wire);
    replace(&mut item.attrs, &of_docs(&docs, &fallback));
    mark(&mut item.attrs, &schema.docs);
    // The last variant is the one for unknown values.
    let values = values.iter().map(Some).chain([None]);
    for (variant, value) in item.variants.iter_mut().zip(values) {
        let Some(value) = value else {
            variant.attrs = open_enums::unknown_docs();
            continue;
        };
        let text = match listed.iter().find(|(v, _)| v == value) {
            Some((_, text)) => format!("`{value}`: {text}"),
            None => format!("`{value}`."),
        };
        replace(&mut variant.attrs, &text);
    }
}

/// Documents a type that is neither an object nor an enumeration nor a tagged union.
fn document_other(item: &mut Item, wire: &str, docs: Option<&Docs>) {
    let fallback = format!("The schema `{wire}`.");
    let text = docs.map_or_else(|| fallback.clone(), |d| of_docs(d, &fallback));
    match item {
        Item::Struct(item) => {
            replace(&mut item.attrs, &text);
            for field in &mut item.fields {
                if let Some(ident) = &field.ident {
                    replace(&mut field.attrs, &format!("`{ident}`."));
                }
            }
        }
        Item::Enum(item) => {
            replace(&mut item.attrs, &text);
            for variant in &mut item.variants {
                replace(&mut variant.attrs, &format!("`{}`.", variant.ident));
            }
        }
        Item::Type(item) => replace(&mut item.attrs, &text),
        _ => {}
    }
}

/// Replaces progenitor's documentation.
fn replace(attributes: &mut Vec<Attribute>, text: &str) {
    attributes::without_docs(attributes);
    let others = std::mem::replace(attributes, attributes::docs(text));
    attributes.extend(others);
}

/// Adds the deprecation and the aliases of an operation or a type.
pub(super) fn mark(attributes: &mut Vec<Attribute>, docs: &Docs) {
    deprecate(attributes, docs);
    let aliases = docs.aliases.iter();
    attributes
        .extend(aliases.map(|alias| -> Attribute { syn::parse_quote!(#[doc(alias = #alias)]) }));
}

pub(super) fn deprecate(attributes: &mut Vec<Attribute>, docs: &Docs) {
    if docs.deprecated {
        attributes.push(
            syn::parse_quote!(#[deprecated(note = "the API's document marks it as deprecated")]),
        );
    }
}
