//! Readable names of fields, and their order by importance.

use quote::format_ident;
use syn::{Field, Fields};

use super::code::Code;
use crate::{
    error::Result,
    ident,
    model::{Kind, Model},
};

/// The members that come first in a type, in this order.
const FIRST: [&str; 3] = ["id", "name", "status"];

pub(super) fn arrange(code: &mut Code, model: &Model) -> Result<()> {
    for (name, schema) in &model.schemas {
        let (Kind::Object(known), Some(item)) = (&schema.kind, code.struct_mut(name)) else {
            continue;
        };
        let Fields::Named(fields) = &mut item.fields else {
            continue;
        };
        for field in &mut fields.named {
            let written = field.ident.as_ref().map(ToString::to_string);
            let known = known
                .iter()
                .find(|k| Some(ident::field(&k.wire)) == written);
            if let Some(known) = known {
                field.ident = Some(format_ident!("{}", known.ident));
            }
        }
        let mut all: Vec<Field> = std::mem::take(&mut fields.named).into_iter().collect();
        all.sort_by_key(rank);
        fields.named = all.into_iter().collect();
    }
    Ok(())
}

fn rank(field: &Field) -> usize {
    let name = field.ident.as_ref().map(ToString::to_string);
    let first = FIRST
        .iter()
        .position(|first| name.as_deref() == Some(first));
    first.unwrap_or(FIRST.len())
}
