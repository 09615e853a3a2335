//! Operations that search for logs get `stream` and `follow`.

use quote::format_ident;
use syn::{ImplItemFn, parse_quote};

use super::Code;
use crate::{
    error::Result,
    model::{Model, Searching},
};

pub(super) fn implement(code: &mut Code, model: &Model) -> Result<()> {
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
                impl SearchPage for #name {
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

pub(super) fn methods(searching: &Searching) -> Vec<ImplItemFn> {
    let answer = format_ident!("{}", searching.answer);
    let range = proc_macro2::Literal::u64_unsuffixed(searching.range);
    let to_end = super::attributes::docs(
        "Iterates over the entries that the search finds, starting at `offset`; see [`SearchStream`].\n\nSends nothing until the first entry is taken.",
    );
    let on = super::attributes::docs(
        "Iterates over the entries that the search finds, then polls for new ones; see [`LogTail`].\n\nSends nothing until the first entry is taken.",
    );
    vec![
        parse_quote! {
            #(#to_end)*
            pub fn stream(self) -> SearchStream<types::#answer> {
                let start = self.offset;
                let (client, request) = self.into_context().finish();
                SearchStream::new(client, request, start)
            }
        },
        parse_quote! {
            #(#on)*
            pub fn follow(self) -> LogTail<types::#answer> {
                let start = self.offset;
                let (client, request) = self.into_context().finish();
                LogTail::new(client, request, start, #range)
            }
        },
    ]
}
