//! Operations that list get `pages` and `stream`.

use quote::{format_ident, quote};
use syn::{ImplItemFn, parse_quote};

use crate::{ident, model::Paging, refine::attributes};

pub(super) fn methods(paging: &Paging) -> Vec<ImplItemFn> {
    let page = format_ident!("{}", paging.page);
    let largest = proc_macro2::Literal::i64_unsuffixed(paging.largest);
    let sort = paging.sort.as_ref().map(|(enumeration, text)| {
        let (enumeration, variant) = (
            format_ident!("{enumeration}"),
            format_ident!("{}", ident::type_name(text)),
        );
        quote! {
            if self.sorts.as_ref().is_none_or(Vec::is_empty) {
                self.sorts = Some(vec![types::#enumeration::#variant]);
            }
        }
    });
    let order = paging.sort.as_ref().map_or_else(
        || "The API takes no order for this list: rows that change meanwhile may be missed or returned twice.".to_owned(),
        |(_, text)| format!("Default order: `{text}`."),
    );
    let size = format!("Default page size: {}.", paging.largest);
    let all = attributes::docs(&format!(
        "Iterates over the items of all pages, starting at `offset`; see [`ItemStream`].\n\n{size} {order}"
    ));
    let pages = attributes::docs(&format!(
        "Iterates over the pages, starting at `offset`; see [`Pages`].\n\n{size} {order}"
    ));
    vec![
        parse_quote! {
            #(#all)*
            pub fn stream(self) -> ItemStream<types::#page> {
                self.pages().into_items()
            }
        },
        parse_quote! {
            #(#pages)*
            pub fn pages(mut self) -> Pages<types::#page> {
                let start = self.offset;
                self.limit.get_or_insert(#largest);
                #sort
                let (client, request) = self.into_context().finish();
                Pages::new(client, request, start)
            }
        },
    ]
}
