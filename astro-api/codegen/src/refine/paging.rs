//! Operations that list get `pages` and `stream`.

use quote::{format_ident, quote};
use syn::{ImplItem, parse_quote};

use super::Code;
use crate::{
    error::Result,
    ident,
    model::{Model, Paging},
};

pub(super) fn walk(code: &mut Code, model: &Model) -> Result<()> {
    for operation in &model.operations {
        if let Some(paging) = &operation.paging {
            code.add_methods(&operation.builder, methods(paging));
        }
    }
    Ok(())
}

fn methods(paging: &Paging) -> Vec<ImplItem> {
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
        || "The API takes no order for this list, so what changes during the walk may be missed or come twice.".to_owned(),
        |(_, text)| format!("Unless `sorts` says otherwise, the order is `{text}`, so that it does not shift between two pages."),
    );
    let size = format!(
        "Pages have {} items unless `limit` says otherwise.",
        paging.largest
    );
    let all = super::attributes::docs(&format!(
        "Walks the list, item by item, from `offset` to its end.\n\n{size} {order} The walk is described at [`ItemStream`].\n\nNothing is sent until the first item is taken."
    ));
    let pages = super::attributes::docs(&format!(
        "Walks the list, page by page, from `offset` to its end.\n\n{size} {order} The walk is described at [`Pages`].\n\nNothing is sent until the first page is taken."
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
                let request = self.to_request().map_err(|e| self.call.name(e));
                Pages::new(self.call.client, request, start)
            }
        },
    ]
}
