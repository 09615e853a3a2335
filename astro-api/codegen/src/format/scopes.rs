//! The scope handles: each binds the parameters of a path prefix once.

use quote::{format_ident, quote};
use syn::{Item, parse_quote};

use crate::{
    ident,
    model::{Model, Scope},
    refine::docs,
};

pub(super) fn handles(model: &Model) -> Vec<Item> {
    model
        .scopes
        .iter()
        .flat_map(|scope| handle(scope))
        .collect()
}

fn handle(scope: &Scope) -> Vec<Item> {
    let (handle, method) = (
        format_ident!("{}", scope.handle),
        format_ident!("{}", scope.method),
    );
    let text = &scope.handle;
    let what = ident::type_name(&scope.method);
    let names: Vec<_> = scope
        .parameters
        .iter()
        .map(|p| format_ident!("{}", p.name))
        .collect();
    let texts = scope.parameters.iter().map(|p| &p.name);
    let about = docs(&format!(
        "The operations of one {what}; returned by [`Client::{method}`].\n\nEach method returns a request. The page of the request has the optional parameters, the errors of the operation and an example.\n\nCheap to clone, and `Send` and `Sync`: clones share the client."
    ));
    let make = docs(&format!(
        "Returns a handle with the operations of one {what}. Sends nothing: for an unknown id, the first request returns an error."
    ));
    let getters = names.iter().map(|name| {
        let about = docs(&format!("Returns the `{name}` of the handle."));
        quote! {
            #(#about)*
            #[inline]
            pub fn #name(&self) -> &str {
                &self.#name
            }
        }
    });
    vec![
        parse_quote! {
            impl Client {
                #(#make)*
                pub fn #method(&self, #(#names: impl AsRef<str>),*) -> #handle {
                    #handle { client: self.clone(), #(#names: Arc::from(#names.as_ref())),* }
                }
            }
        },
        parse_quote! {
            #(#about)*
            #[derive(Clone)]
            pub struct #handle { pub(crate) client: Client, #(pub(crate) #names: Arc<str>),* }
        },
        parse_quote! {
            impl #handle {
                /// Returns the client of the handle.
                #[inline]
                pub fn client(&self) -> &Client {
                    &self.client
                }
                #(#getters)*
            }
        },
        parse_quote! {
            impl ::std::fmt::Debug for #handle {
                fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                    f.debug_struct(#text)
                        #(.field(#texts, &self.#names))*
                        .field("client", &self.client)
                        .finish()
                }
            }
        },
    ]
}
