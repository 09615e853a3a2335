//! Methods for operations beyond one request: `stream` and `pages` of a list, `stream` and `follow` of a log search,
//! `wait_until` and `wait_until_gone` of a resource.

use proc_macro2::Literal;
use quote::{format_ident, quote};
use syn::{ImplItemFn, parse_quote};

use super::{attributes, code::Code};
use crate::{
    error::Result,
    ident,
    model::{Model, Operation, Paging, Searching, Waiting},
};

/// Implements the traits that the streams and waiters need. `pages` implements those of pages.
pub(super) fn implement(code: &mut Code, model: &Model) -> Result<()> {
    for (response, searching) in model.search_pages() {
        implement_search_page(code, response, searching);
    }
    for (response, waiting) in model.resources() {
        implement_has_status(code, response, waiting);
    }
    Ok(())
}

/// Returns the methods of the builder of an operation.
pub(super) fn methods(operation: &Operation) -> Vec<ImplItemFn> {
    let paging = operation.paging.iter().flat_map(of_paging);
    let searching = operation.searching.iter().flat_map(of_searching);
    let waiting = operation.waiting.iter().flat_map(of_waiting);
    paging.chain(searching).chain(waiting).collect()
}

fn implement_search_page(code: &mut Code, response: &str, searching: &Searching) {
    let (name, entry, entries) = (
        format_ident!("{response}"),
        format_ident!("{}", searching.entry),
        format_ident!("{}", searching.entries),
    );
    code.add_type_item(response, parse_quote!(impl Sealed for #name {}));
    code.add_type_item(
        response,
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

fn implement_has_status(code: &mut Code, response: &str, waiting: &Waiting) {
    let name = format_ident!("{response}");
    let (state, value) = match &waiting.state {
        Some(state) => {
            let state = format_ident!("{state}");
            (quote!(#state), quote!(Some(&self.status)))
        }
        None => (quote!(crate::polling::NoStatus), quote!(None)),
    };
    let timeout = waiting.timeout.map(|seconds| {
        let seconds = Literal::u64_unsuffixed(seconds);
        quote!(const TIMEOUT: u64 = #seconds;)
    });
    code.add_type_item(response, parse_quote!(impl Sealed for #name {}));
    code.add_type_item(
        response,
        parse_quote! {
            impl HasStatus for #name {
                type State = #state;
                #timeout
                fn state(&self) -> Option<&Self::State> {
                    #value
                }
            }
        },
    );
}

fn of_paging(paging: &Paging) -> [ImplItemFn; 2] {
    let page = format_ident!("{}", paging.page);
    let largest = Literal::i64_unsuffixed(paging.largest);
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
        || "The API takes no order for this list: items that change meanwhile may be missed or returned twice.".to_owned(),
        |(_, text)| format!("Default order: `{text}`."),
    );
    let size = format!("Default page size: {}.", paging.largest);
    let stream = attributes::docs(&format!(
        "Iterates over the items of all pages, starting at `offset`; see [`ItemStream`].\n\n{size} {order}"
    ));
    let pages = attributes::docs(&format!(
        "Iterates over the pages, starting at `offset`; see [`Pages`].\n\n{size} {order}"
    ));
    [
        parse_quote! {
            #(#stream)*
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

fn of_searching(searching: &Searching) -> [ImplItemFn; 2] {
    let response = format_ident!("{}", searching.response);
    let range = Literal::u64_unsuffixed(searching.range);
    let stream = attributes::docs(
        "Iterates over the entries that the search finds, starting at `offset`; see [`SearchStream`].\n\nSends nothing until the first entry is taken.",
    );
    let follow = attributes::docs(
        "Iterates over the entries that the search finds, then polls for new ones; see [`LogTail`].\n\nSends nothing until the first entry is taken.",
    );
    [
        parse_quote! {
            #(#stream)*
            pub fn stream(self) -> SearchStream<types::#response> {
                let start = self.offset;
                let (client, request) = self.into_context().finish();
                SearchStream::new(client, request, start)
            }
        },
        parse_quote! {
            #(#follow)*
            pub fn follow(self) -> LogTail<types::#response> {
                let start = self.offset;
                let (client, request) = self.into_context().finish();
                LogTail::new(client, request, start, #range)
            }
        },
    ]
}

fn of_waiting(waiting: &Waiting) -> Vec<ImplItemFn> {
    let response = format_ident!("{}", waiting.response);
    let default = waiting
        .timeout
        .map_or_else(String::new, |seconds| match seconds {
            3600 => " Default timeout: 1 hour.".to_owned(),
            _ if seconds % 3600 == 0 => format!(" Default timeout: {} hours.", seconds / 3600),
            _ => format!(" Default timeout: {seconds} s."),
        });
    let until: Option<ImplItemFn> = waiting.state.as_ref().map(|state| {
        let state = format_ident!("{state}");
        let docs = attributes::docs(&format!(
            "Waits until `status` is one of `states`; see [`Waiter`].{default}\n\nNothing is sent until the waiter is awaited."
        ));
        parse_quote! {
            #(#docs)*
            pub fn wait_until<F>(self, states: impl IntoList<types::#state, F>) -> Waiter<types::#response> {
                let mut context = self.into_context();
                let states = context.list("states", states);
                let (client, request) = context.finish();
                Waiter::new(client, request, states.unwrap_or_default())
            }
        }
    });
    let docs = attributes::docs(&format!(
        "Waits until the API returns status 404; see [`Waiter`].{default}\n\nA wrong id or missing access also gives 404, so pass the id of an existing resource. Nothing is sent until the waiter is awaited."
    ));
    let gone = waiting.is_deletable.then(|| {
        parse_quote! {
            #(#docs)*
            pub fn wait_until_gone(self) -> Waiter<types::#response, ()> {
                let (client, request) = self.into_context().finish();
                Waiter::until_gone(client, request)
            }
        }
    });
    until.into_iter().chain(gone).collect()
}
