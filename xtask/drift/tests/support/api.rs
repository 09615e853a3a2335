//! The public API of generated code, as a set of signatures.

use std::collections::BTreeSet;

use quote::{ToTokens, quote};
use syn::{Fields, ImplItem, Item, Visibility};

use super::{case::Side, source};

/// Everything of the code that a program can name: fields with their types, variants, methods, traits of types.
pub(crate) fn of(side: &Side) -> Result<BTreeSet<String>, String> {
    let code = astro_api_codegen::generate(source(side)).map_err(|e| e.to_string())?;
    let mut api = BTreeSet::new();
    for text in code.files.values() {
        let file = syn::parse_file(text).unwrap();
        file.items.iter().for_each(|item| add(item, &mut api));
    }
    Ok(api)
}

fn add(item: &Item, api: &mut BTreeSet<String>) {
    match item {
        Item::Struct(item) => {
            api.insert(format!("struct {}", item.ident));
            for field in item.fields.iter().filter(|f| is_public(&f.vis)) {
                let (name, ty) = (&field.ident, &field.ty);
                api.insert(format!("{}.{}: {}", item.ident, quote!(#name), quote!(#ty)));
            }
        }
        Item::Enum(item) => {
            api.insert(format!("enum {}", item.ident));
            for variant in &item.variants {
                let (name, fields) = (&variant.ident, &variant.fields);
                let fields = match fields {
                    Fields::Unit => String::new(),
                    fields => fields.to_token_stream().to_string(),
                };
                api.insert(format!("{}::{name} {fields}", item.ident));
            }
        }
        Item::Type(item) => {
            let ty = &item.ty;
            api.insert(format!("type {} = {}", item.ident, quote!(#ty)));
        }
        Item::Impl(item) => {
            let owner = &item.self_ty;
            if let Some((name, _)) = &item.trait_ {
                api.insert(format!("impl {} for {}", quote!(#name), quote!(#owner)));
                return;
            }
            for method in &item.items {
                if let ImplItem::Fn(method) = method
                    && is_public(&method.vis)
                {
                    let signature = &method.sig;
                    api.insert(format!("{}::{}", quote!(#owner), quote!(#signature)));
                }
            }
        }
        _ => {}
    }
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}
