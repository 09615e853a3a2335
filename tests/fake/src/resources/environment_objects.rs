//! Environment objects: connections, variables and exports for Deployments.

use serde_json::{Value, json};

use crate::failure::Failure;
use crate::query::Query;
use crate::schema_values::{Generator, convert, seed};
use crate::store::{Change, Work};

use super::items::list_of;
use super::replace::SECRETS;
use super::request_context::{Outcome, RequestContext};

/// The members with the values of an object, by its type.
const MEMBERS: [&str; 4] = [
    "airflowVariable",
    "connection",
    "environmentVariable",
    "metricsExport",
];
/// The members that have an `isSecret` flag.
const VARIABLES: [&str; 2] = ["airflowVariable", "environmentVariable"];
/// The overrides of a linked Deployment.
const OVERRIDES: [(&str, &str); 4] = [
    ("airflowVariable", "airflowVariableOverrides"),
    ("connection", "connectionOverrides"),
    ("environmentVariable", "environmentVariableOverrides"),
    ("metricsExport", "metricsExportOverrides"),
];

pub(super) fn amend(
    context: &mut RequestContext<'_>,
    id: &str,
    object: &mut Value,
    _change: Change,
) -> Result<Option<Work>, Failure> {
    object["id"] = id.into();
    let former = context.content.document("environment-objects", id);
    for member in VARIABLES {
        if object[member].is_object() {
            // An update has no such member; it keeps its value.
            let is_secret = &former.unwrap_or(context.body)[member]["isSecret"];
            object[member]["isSecret"] = is_secret.as_bool().unwrap_or_default().into();
        }
    }
    override_links(context.body, former, object);
    let auth_type = &context.body["connection"]["authTypeId"];
    if let (Some(connection), Some(auth_type)) = (object.get_mut("connection"), auth_type.as_str())
    {
        let known = former.map(|former| &former["connection"]["connectionAuthType"]);
        let known = known.filter(|known| known["id"] == auth_type).cloned();
        let schema = context.document.named("ConnectionAuthType");
        let generator = Generator::new(seed(auth_type), &[]).required();
        let made = || convert(generator, &schema, "", &json!({ "id": auth_type }));
        connection["connectionAuthType"] = known.unwrap_or_else(made);
    } else if let Some(connection) = object.get_mut("connection").and_then(Value::as_object_mut) {
        connection.remove("connectionAuthType");
    }
    let set: Vec<String> = MEMBERS
        .iter()
        .filter_map(|member| object[*member].as_object())
        .flat_map(|values| values.keys().cloned())
        .filter(|name| name != "isSecret")
        .collect();
    object["setFields"] = set.into();
    Ok(None)
}

/// Applies the overrides of the request to links. Omitted secrets are kept.
fn override_links(body: &Value, former: Option<&Value>, object: &mut Value) {
    let is_secret = VARIABLES
        .iter()
        .any(|name| object[*name]["isSecret"] == true);
    let former_links = former.and_then(|former| former["links"].as_array());
    for link in list_of(object, "links") {
        let is_same = |other: &&Value| other["scopeEntityId"] == link["scopeEntityId"];
        let given = body["links"].as_array().into_iter().flatten().find(is_same);
        let before = former_links.into_iter().flatten().find(is_same);
        let mut set = Vec::new();
        for (name, kept) in OVERRIDES {
            let Some(mut values) = given
                .and_then(|given| given["overrides"][name].as_object())
                .cloned()
            else {
                if let Some(link) = link.as_object_mut() {
                    link.remove(kept);
                }
                continue;
            };
            let secrets = SECRETS.iter().chain(is_secret.then_some(&"value"));
            for secret in secrets {
                let stays = before.and_then(|before| before[kept].get(*secret));
                if let (None, Some(stays)) = (values.get(*secret), stays) {
                    values.insert((*secret).to_owned(), stays.clone());
                }
            }
            set.extend(values.keys().cloned());
            link[kept] = values.into();
        }
        link["setFields"] = set.into();
    }
}

/// Excludes a Deployment from the links of an object.
pub(super) fn exclude(context: &mut RequestContext<'_>) -> Outcome {
    let (collection, id) = context.item();
    let link =
        json!({ "scope": context.body["scope"], "scopeEntityId": context.body["scopeEntityId"] });
    let row = context.content.get_mut(&collection, &id);
    let row = row.ok_or_else(|| Failure::unknown("environment object", &id))?;
    let links = &mut row.document["excludeLinks"];
    match links.as_array_mut() {
        Some(links) if links.contains(&link) => {}
        Some(links) => links.push(link),
        None => *links = json!([link]),
    }
    Ok(None)
}

/// Removes secrets unless they were requested.
pub(super) fn hide_secrets(query: &Query<'_>, object: &mut Value) {
    if query.first("showSecrets") == Some("true") {
        return;
    }
    let mut is_secret = false;
    for member in MEMBERS {
        if let Some(values) = object.get_mut(member) {
            is_secret |= values["isSecret"] == true;
            hide(values, is_secret);
        }
    }
    for link in list_of(object, "links") {
        for (_, member) in OVERRIDES {
            if let Some(values) = link.get_mut(member) {
                hide(values, is_secret);
            }
        }
    }
}

fn hide(values: &mut Value, is_secret: bool) {
    let Some(values) = values.as_object_mut() else {
        return;
    };
    if is_secret && values.contains_key("value") {
        values.insert("value".to_owned(), "".into());
    }
    for secret in SECRETS {
        values.remove(secret);
    }
}
