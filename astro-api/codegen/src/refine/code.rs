//! The parts of progenitor's file that the steps use, and the modules of the code.

use std::collections::{BTreeMap, BTreeSet};

use syn::{ImplItem, ImplItemFn, Item, ItemImpl, Signature};

use super::type_paths::type_name;
use crate::{Error, error::Result, model::Model};

/// The code during refinement.
#[derive(Debug)]
pub(crate) struct Code {
    /// The types and their impls, by the name of the type.
    pub(crate) types: BTreeMap<String, Vec<Item>>,
    /// The builders of types and their impls, by the name of the type.
    pub(crate) type_builders: BTreeMap<String, Vec<Item>>,
    /// The signatures of progenitor's methods, by name.
    pub(crate) signatures: BTreeMap<String, Signature>,
    /// The builders of the operations and their impls, by the name of the builder.
    pub(crate) builders: BTreeMap<String, Vec<Item>>,
    /// The methods of the client and the handles, by name.
    pub(crate) methods: BTreeMap<String, ImplItemFn>,
    /// The requests that can be created from a resource, each with the type of the resource.
    pub(crate) updates: BTreeMap<String, String>,
    /// The members that prevent other updates, as `Request.member: reason`.
    pub(crate) not_carried: BTreeSet<String>,
    /// The files of the code.
    pub(crate) modules: BTreeMap<String, Module>,
}

/// The contents of `types/<name>.rs`, `types/builder/<name>.rs` and `builder/<name>.rs`.
#[derive(Debug, Default)]
pub(crate) struct Module {
    /// The tag.
    pub(crate) title: String,
    /// The description of the tag.
    pub(crate) about: String,
    /// Names of types, in order.
    pub(crate) types: Vec<String>,
    /// Names of builders and methods, in document order.
    pub(crate) operations: Vec<(String, String)>,
    /// The handle that has the method of each operation; `None` for the client.
    pub(crate) handles: BTreeMap<String, Option<String>>,
}

impl Code {
    /// Reads the types and the signatures from progenitor's file. Progenitor's client is not used.
    pub(crate) fn read(file: syn::File) -> Result<Self> {
        let mut code = Self {
            types: BTreeMap::new(),
            type_builders: BTreeMap::new(),
            signatures: BTreeMap::new(),
            builders: BTreeMap::new(),
            methods: BTreeMap::new(),
            updates: BTreeMap::new(),
            not_carried: BTreeSet::new(),
            modules: BTreeMap::new(),
        };
        for item in file.items {
            match item {
                Item::Mod(module) if module.ident == "types" => {
                    let items = module.content.map(|(_, items)| items).unwrap_or_default();
                    // The modules `error` and `defaults` are not used.
                    group(items, &mut code.types)?;
                }
                Item::Impl(client)
                    if client.trait_.is_none()
                        && type_name(&client.self_ty).as_deref() == Some("Client") =>
                {
                    let methods = client.items.into_iter().filter_map(|item| match item {
                        ImplItem::Fn(method) => Some(method.sig),
                        _ => None,
                    });
                    let by_name = methods.map(|method| (method.ident.to_string(), method));
                    // An operation may have the same name as a constructor, which comes first.
                    code.signatures.extend(by_name);
                }
                _ => {}
            }
        }
        Ok(code)
    }

    /// Returns the struct of that name among the types.
    pub(crate) fn struct_mut(&mut self, name: &str) -> Option<&mut syn::ItemStruct> {
        self.types
            .get_mut(name)?
            .iter_mut()
            .find_map(|item| match item {
                Item::Struct(found) => Some(found),
                _ => None,
            })
    }

    /// Returns the struct of that name among the types.
    pub(crate) fn struct_of(&self, name: &str) -> Option<&syn::ItemStruct> {
        self.types.get(name)?.iter().find_map(|item| match item {
            Item::Struct(found) => Some(found),
            _ => None,
        })
    }

    /// Returns whether the crate's macro `object!` serializes and deserializes the type of that name.
    pub(crate) fn has_members(&self, name: &str) -> bool {
        let items = self.types.get(name).into_iter().flatten();
        items.into_iter().any(|item| match item {
            Item::Macro(item) if item.mac.path.is_ident("object") => {
                let first = item.mac.tokens.clone().into_iter().next();
                first.is_some_and(|first| first.to_string() == name)
            }
            _ => false,
        })
    }

    /// Adds an item after a type.
    pub(crate) fn add_type_item(&mut self, name: &str, item: Item) {
        self.types.entry(name.to_owned()).or_default().push(item);
    }

    /// Makes the macro `object!` keep the members of a type that are not in the document.
    pub(crate) fn read_extra_members(&mut self, name: &str, field: &syn::Ident) {
        for item in self.types.get_mut(name).into_iter().flatten() {
            if let Item::Macro(item) = item
                && item.mac.path.is_ident("object")
            {
                item.mac.tokens.extend(quote::quote!(others in #field));
            }
        }
    }

    /// Iterates over the items of the types and of their builders.
    pub(crate) fn type_items(&mut self) -> impl Iterator<Item = (&String, &mut Vec<Item>)> {
        self.types.iter_mut().chain(&mut self.type_builders)
    }

    /// Assigns everything to the modules of the model.
    pub(crate) fn assign_modules(&mut self, model: &Model) {
        for name in self.types.keys() {
            let module = model
                .schemas
                .get(name)
                .map_or(crate::model::SHARED, |s| s.module.as_str());
            self.modules
                .entry(module.to_owned())
                .or_default()
                .types
                .push(name.clone());
        }
        for operation in &model.operations {
            let module = self.modules.entry(operation.module.clone()).or_default();
            module.title.clone_from(&operation.tag);
            module.about = model.tags.get(&operation.tag).cloned().unwrap_or_default();
            module
                .operations
                .push((operation.builder.clone(), operation.function.clone()));
            module.handles.insert(
                operation.function.clone(),
                operation.scope.as_ref().map(|scope| scope.handle.clone()),
            );
        }
    }
}

/// Groups items by the type that they define or implement something for.
fn group(items: Vec<Item>, into: &mut BTreeMap<String, Vec<Item>>) -> Result<()> {
    let own: BTreeSet<String> = items.iter().filter_map(defined).collect();
    for item in items {
        let name = match (defined(&item), &item) {
            (Some(name), _) => name,
            (None, Item::Impl(i)) => match implemented(i, &own) {
                Some(name) => name,
                None => continue,
            },
            (None, Item::Use(_) | Item::Mod(_)) => continue,
            (None, other) => {
                return Err(Error::generator(format!(
                    "progenitor wrote an item of a kind that is not expected: {}",
                    quote::ToTokens::to_token_stream(other)
                )));
            }
        };
        into.entry(name).or_default().push(item);
    }
    Ok(())
}

/// Returns the name of the type that an item defines.
fn defined(item: &Item) -> Option<String> {
    match item {
        Item::Struct(i) => Some(i.ident.to_string()),
        Item::Enum(i) => Some(i.ident.to_string()),
        Item::Type(i) => Some(i.ident.to_string()),
        _ => None,
    }
}

/// Returns the type of an impl: its own, or the source type of a conversion into a foreign type.
fn implemented(item: &ItemImpl, types: &BTreeSet<String>) -> Option<String> {
    let own = type_name(&item.self_ty)?;
    if let (false, Some((trait_path, _))) = (types.contains(&own), &item.trait_) {
        let segment = trait_path.segments.last()?;
        if let syn::PathArguments::AngleBracketed(arguments) = &segment.arguments {
            return arguments.args.iter().find_map(|a| match a {
                syn::GenericArgument::Type(t) => type_name(t),
                _ => None,
            });
        }
    }
    Some(own)
}
