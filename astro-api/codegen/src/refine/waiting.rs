//! Operations that read one thing get `wait_until` if it has a `status`, and `wait_until_gone` if it can be deleted.

use proc_macro2::Literal;
use quote::{format_ident, quote};
use syn::{ImplItemFn, parse_quote};

use super::Code;
use crate::{
    error::Result,
    model::{Model, Waiting},
};

pub(super) fn implement(code: &mut Code, model: &Model) -> Result<()> {
    for (response, waiting) in model.stateful() {
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
    Ok(())
}

pub(super) fn methods(waiting: &Waiting) -> Vec<ImplItemFn> {
    let response = format_ident!("{}", waiting.answer);
    let until: Option<ImplItemFn> = waiting.state.as_ref().map(|state| {
        let state = format_ident!("{state}");
        let docs = super::attributes::docs(
            "Waits until `status` is one of `states`; see [`Waiter`].\n\nSends nothing until it is awaited.",
        );
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
    let docs = super::attributes::docs(
        "Waits for status 404, which means that the resource was deleted; see [`Waiter`].\n\nStatus 404 can also mean a wrong id or missing access. Sends nothing until it is awaited.",
    );
    let gone = waiting.can_go.then(|| {
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
