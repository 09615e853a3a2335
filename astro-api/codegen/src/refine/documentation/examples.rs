//! An example of each operation: a call that compiles, and a use of its result.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    samples::{id, sent, text_for, variable},
    update_examples,
};
use crate::{
    ident::{self, Namer},
    model::{Field, Form, Kind, Model, Operation, Returns},
};

/// The maximum depth of a body.
const MAX_DEPTH: usize = 4;
/// The members that an example prints, in order of preference.
const PRINTED: [&str; 7] = [
    "id",
    "name",
    "username",
    "email",
    "status",
    "entity_id",
    "key",
];

/// The member with a secret that the API returns only once, and the function of the reader that saves it.
const TOKEN: &str = "token";
const SAVE: &str = "save_secret";

/// An optional member that the API requires.
const NEEDED: &str = "connection";
/// The members to set if none is required, in order of preference.
const OPTIONAL: [&str; 3] = ["dag_tarball_version", "organization_role", "description"];
/// The preferred values of enumerations: they fit each other, and grant little.
const PREFERRED: [&str; 2] = ["ORGANIZATION", "ORGANIZATION_MEMBER"];

/// The section with the example, if the model has enough information.
pub(super) fn of(
    operation: &Operation,
    model: &Model,
    updates: &BTreeMap<String, String>,
) -> Option<String> {
    let mut sketch = Sketch {
        model,
        types: BTreeSet::new(),
    };
    let (receiver, ty) = match &operation.scope {
        Some(scope) => (scope.method.as_str(), scope.handle.as_str()),
        None => ("client", "Client"),
    };
    let mut passed = Vec::new();
    let mut before = String::new();
    for parameter in operation.arguments() {
        passed.push(match &parameter.enumeration {
            Some(enumeration) => sketch.value_of(enumeration)?,
            None if parameter.is_integer => "1".to_owned(),
            None if parameter.is_text => format!("{:?}", id(&parameter.wire)),
            // The model does not have its type.
            None => return None,
        });
    }
    if let Some(body) = operation.body.as_ref().filter(|b| b.required) {
        let schema = body.schema.as_ref()?;
        let update = update_examples::of(operation, model, updates, receiver, &passed);
        if let Some(text) = update {
            sketch.types.insert(schema.clone());
            before = text;
            passed.push("update".to_owned());
        } else {
            before = format!("let body = {};\n", sketch.built(schema, MAX_DEPTH)?);
            passed.push("body".to_owned());
        }
    }
    let call = format!("{receiver}.{}({})", operation.function, passed.join(", "));
    let used = sketch.used(operation, &call);
    let hidden = if used.contains(&format!("{SAVE}(")) {
        format!("# fn {SAVE}(_secret: &str) {{}}\n")
    } else {
        String::new()
    };
    let uses = match sketch.types.iter().cloned().collect::<Vec<_>>().as_slice() {
        [] => String::new(),
        [one] => format!("use astro_api::types::{one};\n\n"),
        all => format!("use astro_api::types::{{{}}};\n\n", all.join(", ")),
    };
    Some(format!(
        "\n\n# Example\n```no_run\n{hidden}# async fn example({receiver}: astro_api::{ty}) -> Result<(), astro_api::Error> {{\n{uses}{before}{used}\n# Ok(())\n# }}\n```"
    ))
}

struct Sketch<'a> {
    model: &'a Model,
    /// The types that the example names.
    types: BTreeSet<String>,
}

impl Sketch<'_> {
    /// The call, and the use of its result.
    fn used(&self, operation: &Operation, call: &str) -> String {
        if operation.paging.is_some() || operation.searching.is_some() {
            let entry = match (&operation.searching, &operation.paging) {
                (Some(searching), _) => Some(searching.entry.as_str()),
                (None, Some(paging)) => self.item_of(&paging.page),
                _ => None,
            };
            let item = variable(entry.unwrap_or("item"));
            let print = self.print(&item, entry);
            return format!(
                "let mut stream = {call}.stream();\nwhile let Some({item}) = stream.try_next().await? {{\n    {print}\n}}"
            );
        }
        match &operation.returns {
            Returns::Nothing => sent("", call),
            Returns::Bytes => format!(
                "let logs = {call}.send().await?;\nlet mut records = logs.into_inner().into_records::<serde_json::Value>();\nwhile let Some(record) = records.try_next().await? {{\n    println!(\"{{record}}\");\n}}"
            ),
            Returns::List => format!(
                "let response = {call}.send().await?;\nfor item in response.iter() {{\n    println!(\"{{item:?}}\");\n}}"
            ),
            Returns::Json => {
                let ty = operation.response.as_deref();
                let name = variable(ty.unwrap_or("response"));
                let print = match self.new_secret(operation) {
                    Some(field) => save(&name, field),
                    None => self.print(&name, ty),
                };
                format!("{}\n{print}", sent(&format!("let {name} = "), call))
            }
        }
    }

    /// The type of the items of a page.
    fn item_of(&self, page: &str) -> Option<&str> {
        let schema = self.model.schemas.get(page)?;
        let list = schema.page.as_ref()?;
        let Kind::Object(fields) = &schema.kind else {
            return None;
        };
        let field = fields.iter().find(|f| f.wire == list.wire)?;
        field.refers_to.iter().next().map(String::as_str)
    }

    /// Prints the first two of the preferred members, or everything.
    fn print(&self, variable: &str, ty: Option<&str>) -> String {
        let schema = ty.and_then(|ty| self.model.schemas.get(ty));
        let fields: &[Field] = match schema.map(|s| &s.kind) {
            Some(Kind::Object(fields)) => fields,
            _ => &[],
        };
        let printed: Vec<String> = PRINTED
            .iter()
            .filter(|name| {
                fields
                    .iter()
                    .any(|f| f.ident == **name && f.required && self.is_printable(f))
            })
            .map(|name| format!("{variable}.{name}"))
            .take(2)
            .collect();
        if printed.is_empty() {
            return format!("println!(\"{{{variable}:?}}\");");
        }
        let places = vec!["{}"; printed.len()].join(" ");
        format!("println!(\"{places}\", {});", printed.join(", "))
    }

    /// Whether a member is a text or an enumeration, and no secret.
    fn is_printable(&self, field: &Field) -> bool {
        let is_text = match &field.form {
            Form::Text => true,
            Form::Named(name) => self.model.enumeration(name).is_some(),
            _ => false,
        };
        is_text && !field.secret && !field.nullable
    }

    /// The secret that the API returns only once, when it is created.
    fn new_secret(&self, operation: &Operation) -> Option<&Field> {
        let fields = self.model.object(operation.response.as_ref()?)?;
        let is_it = |f: &&Field| f.secret && f.ident == TOKEN && matches!(f.form, Form::Text);
        fields
            .iter()
            .find(is_it)
            .filter(|_| !operation.is_idempotent)
    }

    /// A value of an enumeration.
    fn value_of(&mut self, name: &str) -> Option<String> {
        let values = self.model.enumeration(name)?;
        let preferred = values
            .iter()
            .find(|value| PREFERRED.contains(&value.as_str()));
        let variant = ident::type_name(preferred.or_else(|| values.first())?);
        self.types.insert(name.to_owned());
        Some(format!("{name}::{variant}"))
    }

    /// A builder with the required members.
    fn built(&mut self, name: &str, depth: usize) -> Option<String> {
        let depth = depth.checked_sub(1)?;
        let model = self.model;
        match &model.schemas.get(name)?.kind {
            Kind::Union { tag, variants } => {
                let (_, variant) = variants.first()?;
                let Kind::Object(fields) = &model.schemas.get(variant)?.kind else {
                    return None;
                };
                self.builder(variant, fields, Some(tag), depth)
            }
            Kind::Object(fields) => self.builder(name, fields, None, depth),
            _ => None,
        }
    }

    fn builder(
        &mut self,
        name: &str,
        fields: &[Field],
        tag: Option<&String>,
        depth: usize,
    ) -> Option<String> {
        let mut namer = Namer::with(["build", "clone"]);
        let mut text = format!("{name}::builder()");
        let mut set = Vec::new();
        let is_empty = !fields.iter().any(|f| f.required || f.ident == NEEDED);
        let mut optional = OPTIONAL.iter().filter(|_| is_empty);
        let chosen = optional.find(|name| fields.iter().any(|f| f.ident == **name));
        for field in fields.iter().filter(|f| Some(&f.wire) != tag) {
            let setter = namer.setter(field.ident.trim_start_matches("r#"));
            let is_chosen = field.ident == NEEDED || chosen.is_some_and(|c| field.ident == *c);
            if !field.required && !is_chosen {
                continue;
            }
            let value = match (&field.form, field.nullable) {
                (Form::Text, true) => Some(format!("{:?}.to_owned()", text_for(&field.wire))),
                (_, true) if is_chosen => field.refers_to.iter().find_map(|ty| self.value_of(ty)),
                (Form::Boolean | Form::Integer, _) | (_, false) => {
                    self.value(field, &field.form, depth)
                }
                (_, true) => Some("None".to_owned()),
            };
            match value {
                Some(value) => set.push(format!(".{setter}({value})")),
                None if field.required => return None,
                None => {}
            }
        }
        match set.as_slice() {
            [one] => text.push_str(one),
            all => text.extend(all.iter().map(|one| format!("\n    {one}"))),
        }
        self.types.insert(name.to_owned());
        Some(text)
    }

    fn value(&mut self, field: &Field, form: &Form, depth: usize) -> Option<String> {
        Some(match form {
            Form::Text => format!("{:?}", text_for(&field.wire)),
            Form::Integer => field.bounds.minimum.unwrap_or(1).max(1).to_string(),
            Form::Boolean => "true".to_owned(),
            Form::Named(name) if self.model.enumeration(name).is_some() => self.value_of(name)?,
            Form::Named(name) => self.built(name, depth)?.replace('\n', "\n    "),
            Form::List(items) => format!("[{}]", self.value(field, items, depth)?),
            Form::Other => return None,
        })
    }
}

/// Saves a secret that a response contains.
fn save(variable: &str, field: &Field) -> String {
    let comment = "// The API does not return the secret again.";
    let member = format!("{variable}.{}", field.ident);
    if field.required && !field.nullable {
        format!("{comment}\n{SAVE}(&{member});")
    } else {
        format!("{comment}\nif let Some(secret) = &{member} {{\n    {SAVE}(secret);\n}}")
    }
}
