//! Operations that search get `stream` and `follow`.

use quote::{format_ident, quote};
use syn::{ImplItem, parse_quote};

use super::Code;
use crate::{
    error::Result,
    model::{Model, Searching},
};

pub(super) fn search(code: &mut Code, model: &Model) -> Result<()> {
    for operation in &model.operations {
        if let Some(searching) = &operation.searching {
            code.add_methods(&operation.builder, methods(searching));
        }
    }
    for (answer, searching) in model.found() {
        let (name, entry, entries) = (
            format_ident!("{answer}"),
            format_ident!("{}", searching.entry),
            format_ident!("{}", searching.entries),
        );
        code.add_type_item(answer, parse_quote!(impl Sealed for #name {}));
        code.add_type_item(
            answer,
            parse_quote! {
                impl Found for #name {
                    type Entry = #entry;
                    fn search_id(&self) -> &str {
                        &self.search_id
                    }
                    fn max_num_results(&self) -> i64 {
                        self.max_num_results
                    }
                    fn into_entries(self) -> Vec<Self::Entry> {
                        self.#entries
                    }
                    fn timestamp(entry: &Self::Entry) -> f64 {
                        entry.timestamp
                    }
                }
            },
        );
    }
    Ok(())
}

fn methods(searching: &Searching) -> Vec<ImplItem> {
    let answer = format_ident!("{}", searching.answer);
    let range = proc_macro2::Literal::u64_unsuffixed(searching.range);
    let to_end = super::attributes::docs(
        "Walks what the search finds, entry by entry, from `offset` to its end; see [`SearchStream`].\n\nNothing is sent until the first entry is taken.",
    );
    let on = super::attributes::docs(
        "Walks what the search finds, and then what is written from now on; see [`Follower`].\n\nNothing is sent until the first entry is taken.",
    );
    let request = quote!(self.to_request().map_err(|e| self.call.name(e)));
    vec![
        parse_quote! {
            #(#to_end)*
            pub fn stream(self) -> SearchStream<types::#answer> {
                let request = #request;
                SearchStream::new(self.call.client, request, self.offset)
            }
        },
        parse_quote! {
            #(#on)*
            pub fn follow(self) -> Follower<types::#answer> {
                let request = #request;
                Follower::new(self.call.client, request, self.offset, #range)
            }
        },
    ]
}
