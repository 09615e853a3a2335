//! Operations that read one thing get `wait_until` if it has a `status`, and `wait_until_gone` if it can be deleted.

use proc_macro2::Literal;
use quote::{format_ident, quote};
use syn::{ImplItem, parse_quote};

use super::Code;
use crate::{
    error::Result,
    model::{Model, Waiting},
};

pub(super) fn wait(code: &mut Code, model: &Model) -> Result<()> {
    for operation in &model.operations {
        let Some(waiting) = &operation.waiting else {
            continue;
        };
        code.add_methods(&operation.builder, methods(waiting));
    }
    for (answer, waiting) in model.stateful() {
        let name = format_ident!("{answer}");
        let (state, value) = match &waiting.state {
            Some(state) => {
                let state = format_ident!("{state}");
                (quote!(#state), quote!(Some(&self.status)))
            }
            None => (quote!(crate::wait::NoStatus), quote!(None)),
        };
        let timeout = waiting.timeout.map(|seconds| {
            let seconds = Literal::u64_unsuffixed(seconds);
            quote!(const TIMEOUT: u64 = #seconds;)
        });
        code.add_type_item(answer, parse_quote!(impl Sealed for #name {}));
        code.add_type_item(
            answer,
            parse_quote! {
                impl Stateful for #name {
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

fn methods(waiting: &Waiting) -> Vec<ImplItem> {
    let answer = format_ident!("{}", waiting.answer);
    let request = quote!(self.to_request().map_err(|e| self.call.name(e)));
    let until: Option<ImplItem> = waiting.state.as_ref().map(|state| {
        let state = format_ident!("{state}");
        let docs = super::attributes::docs(
            "Waits until the `status` is one of these. `.await` what it returns; see [`Waiter`].\n\nNothing is sent until then.",
        );
        parse_quote! {
            #(#docs)*
            pub fn wait_until(self, states: impl Into<Vec<types::#state>>) -> Waiter<types::#answer> {
                let request = #request;
                Waiter::new(self.call.client, request, states.into())
            }
        }
    });
    let docs = super::attributes::docs(
        "Waits until it is not found any more, as after it was deleted. `.await` what it returns; see [`Waiter`].\n\nThe API answers 404 as well for what the token must not see, and for an id that never was one. Nothing is sent until then.",
    );
    let gone = waiting.can_go.then(|| {
        parse_quote! {
            #(#docs)*
            pub fn wait_until_gone(self) -> Waiter<types::#answer, ()> {
                let request = #request;
                Waiter::until_gone(self.call.client, request)
            }
        }
    });
    until.into_iter().chain(gone).collect()
}
