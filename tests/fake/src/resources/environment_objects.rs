//! Environment objects: connections, variables and exports that Deployments are given.

use serde_json::{Value, json};

use crate::failure::Failure;
use crate::query::Query;
use crate::store::{Change, Work};

use super::{Outcome, Scene};

/// The members that an object has its values in, by its type.
const MEMBERS: [&str; 4] = [
    "airflowVariable",
    "connection",
    "environmentVariable",
    "metricsExport",
];
/// Those of them that say whether they are secret.
const VARIABLES: [&str; 2] = ["airflowVariable", "environmentVariable"];
/// Members whose values are secret in any case.
const SECRETS: [&str; 2] = ["password", "basicToken"];

pub(super) fn amend(
    scene: &mut Scene<'_>,
    id: &str,
    object: &mut Value,
    _change: Change,
) -> Result<Option<Work>, Failure> {
    object["id"] = id.into();
    let former = scene.content.document("environment-objects", id);
    for member in VARIABLES {
        if object[member].is_object() {
            // An update does not say it; it stays what it was.
            let is_secret = &former.unwrap_or(scene.body)[member]["isSecret"];
            object[member]["isSecret"] = is_secret.as_bool().unwrap_or_default().into();
        }
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

/// Leaves one Deployment out of those that an object is linked to.
pub(super) fn exclude(scene: &mut Scene<'_>) -> Outcome {
    let (collection, id) = scene.item();
    let link =
        json!({ "scope": scene.body["scope"], "scopeEntityId": scene.body["scopeEntityId"] });
    let row = scene.content.get_mut(&collection, &id);
    let row = row.ok_or_else(|| Failure::unknown("environment object", &id))?;
    let links = &mut row.document["excludeLinks"];
    match links.as_array_mut() {
        Some(links) if links.contains(&link) => {}
        Some(links) => links.push(link),
        None => *links = json!([link]),
    }
    Ok(None)
}

/// Secrets are shown only when they are asked for.
pub(super) fn hide_secrets(query: &Query<'_>, object: &mut Value) {
    if query.first("showSecrets") == Some("true") {
        return;
    }
    for member in MEMBERS {
        let Some(values) = object.get_mut(member).and_then(Value::as_object_mut) else {
            continue;
        };
        if values
            .get("isSecret")
            .is_some_and(|is_secret| is_secret == true)
        {
            values.insert("value".to_owned(), "".into());
        }
        for secret in SECRETS {
            values.remove(secret);
        }
    }
}
