//! Operations that read one thing with a `status` get `wait_until`, and `wait_until_gone` if it can be deleted.

use quote::format_ident;
use syn::{ImplItemFn, parse_quote};

use super::Code;
use crate::{
    error::Result,
    model::{Model, Waiting},
};

pub(super) fn implement(code: &mut Code, model: &Model) -> Result<()> {
    for (response, waiting) in model.stateful() {
        let (name, state) = (
            format_ident!("{response}"),
            format_ident!("{}", waiting.state),
        );
        code.add_type_item(response, parse_quote!(impl Sealed for #name {}));
        code.add_type_item(
            response,
            parse_quote! {
                impl Stateful for #name {
                    type State = #state;
                    fn state(&self) -> &Self::State {
                        &self.status
                    }
                }
            },
        );
    }
    Ok(())
}

pub(super) fn methods(waiting: &Waiting) -> Vec<ImplItemFn> {
    let (response, state) = (
        format_ident!("{}", waiting.answer),
        format_ident!("{}", waiting.state),
    );
    let docs = super::attributes::docs(
        "Waits until the `status` is one of these; see [`Waiter`].\n\nSends nothing until it is awaited.",
    );
    let until = parse_quote! {
        #(#docs)*
        pub fn wait_until<F>(self, states: impl IntoList<types::#state, F>) -> Waiter<types::#response> {
            let mut call = self.into_call();
            let states = call.list("states", states);
            let (client, request) = call.finish();
            Waiter::new(client, request, states.unwrap_or_default())
        }
    };
    let docs = super::attributes::docs(
        "Waits until the API returns 404, as it does after a deletion; see [`Waiter`].\n\nThe API also returns 404 for a resource that the token may not see and for an unknown id. Sends nothing until it is awaited.",
    );
    let gone = waiting.can_go.then(|| {
        parse_quote! {
            #(#docs)*
            pub fn wait_until_gone(self) -> Waiter<types::#response, ()> {
                let (client, request) = self.into_call().finish();
                Waiter::until_gone(client, request)
            }
        }
    });
    [until].into_iter().chain(gone).collect()
}
