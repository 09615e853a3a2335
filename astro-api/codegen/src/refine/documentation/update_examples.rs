//! The example of an update: read, change one member, and send the whole back.

use std::collections::BTreeMap;

use heck::ToSnakeCase;

use super::samples::{sent, text_for, variable};
use crate::{
    ident::type_name,
    model::{Field, Form, Kind, Model, Operation, is_same_path},
};

/// The members to change, in order of preference.
const CHANGED: [&str; 2] = ["description", "name"];

/// The lines that make the variable `update`, if the request can be made from what is read at the same path.
pub(super) fn of(
    operation: &Operation,
    model: &Model,
    updates: &BTreeMap<String, String>,
    receiver: &str,
    passed: &[String],
) -> Option<String> {
    let request = operation.body.as_ref()?.schema.as_ref()?;
    let resource = updates.get(request)?;
    let read = model.operations.iter().find(|read| {
        read.method == "GET"
            && is_same_path(&read.path, &operation.path)
            && read.response.as_ref() == Some(resource)
            && read.arguments().len() == passed.len()
    })?;
    let change = change(request, model)?;
    // The resource of a handle has the name of the handle.
    let name = Some(variable(resource)).filter(|name| name != receiver);
    let name = name.unwrap_or_else(|| "current".to_owned());
    let call = format!("{receiver}.{}({})", read.function, passed.join(", "));
    let read = sent(&format!("let {name} = "), &call);
    let from = resource.to_snake_case();
    Some(format!(
        "{read}\nlet mut update = {request}::from_{from}(&{name})?;\n{change}\n"
    ))
}

/// A call of a setter that every variant of the request has, or a change of one variant.
fn change(request: &str, model: &Model) -> Option<String> {
    let variants: Vec<&[Field]> = match &model.schemas.get(request)?.kind {
        Kind::Object(fields) => vec![fields.as_slice()],
        Kind::Union { variants, .. } => variants
            .iter()
            .map(|(_, ty)| match &model.schemas.get(ty)?.kind {
                Kind::Object(fields) => Some(fields.as_slice()),
                _ => None,
            })
            .collect::<Option<_>>()?,
        _ => return None,
    };
    let in_all = |ident: &str, fits: fn(&Form) -> bool| {
        let has = |fields: &&[Field]| {
            (fields.iter()).any(|f| f.ident == ident && !f.nullable && fits(&f.form))
        };
        variants.iter().all(has)
    };
    let setter = |ident: &str| format!("set_{}", ident.trim_start_matches("r#"));
    let is_text = |form: &Form| matches!(form, Form::Text);
    if let Some(ident) = CHANGED.iter().find(|ident| in_all(ident, is_text)) {
        return Some(format!("update.{}({:?});", setter(ident), text_for(ident)));
    }
    if let Some(change) = change_of_variant(request, model) {
        return Some(change);
    }
    let is_list = |form: &Form| matches!(form, Form::List(items) if matches!(**items, Form::Text));
    let list = variants
        .first()?
        .iter()
        .find(|f| in_all(&f.ident, is_list))?;
    let value = text_for(&list.wire);
    Some(format!("update.{}([{value:?}]);", setter(&list.ident)))
}

/// An assignment in the first variant that has one of the members to change.
fn change_of_variant(request: &str, model: &Model) -> Option<String> {
    let Kind::Union { variants, .. } = &model.schemas.get(request)?.kind else {
        return None;
    };
    variants.iter().find_map(|(tag, ty)| {
        let Kind::Object(fields) = &model.schemas.get(ty)?.kind else {
            return None;
        };
        let is_text = |f: &&Field| f.required && !f.nullable && matches!(f.form, Form::Text);
        let field = CHANGED
            .iter()
            .find_map(|name| fields.iter().filter(is_text).find(|f| f.ident == *name))?;
        let (variant, ident) = (type_name(tag), &field.ident);
        let value = text_for(ident);
        let name = variant.to_snake_case();
        Some(format!(
            "if let {request}::{variant}({name}) = &mut update {{\n    {name}.{ident} = {value:?}.to_owned();\n}}"
        ))
    })
}
