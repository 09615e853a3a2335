//! The ranges of IP addresses that an Organization can be used from.

use serde_json::{Value, json};

use crate::failure::Failure;
use crate::store::{Change, Work};

use super::{Outcome, Scene, generic};

const COLLECTION: &str = "allowed-ip-address-ranges";

/// A range that exists already is a conflict.
pub(super) fn amend(
    scene: &mut Scene<'_>,
    _id: &str,
    range: &mut Value,
    change: Change,
) -> Result<Option<Work>, Failure> {
    if change == Change::Create {
        check_free(scene, &range["ipAddressRange"])?;
    }
    Ok(None)
}

fn check_free(scene: &Scene<'_>, range: &Value) -> Result<(), Failure> {
    let mut ranges = scene.content.documents(COLLECTION);
    if ranges.any(|own| own["ipAddressRange"] == *range) {
        return Err(generic::conflict(format!(
            "The IP address range {range} exists already"
        )));
    }
    Ok(())
}

/// Adds all ranges or none.
pub(super) fn create_all(scene: &mut Scene<'_>) -> Outcome {
    let wanted: Vec<Value> = scene.body[COLLECTION_MEMBER]
        .as_array()
        .cloned()
        .unwrap_or_default();
    for (position, range) in wanted.iter().enumerate() {
        check_free(scene, range)?;
        if wanted[..position].contains(range) {
            return Err(generic::conflict(format!(
                "The IP address range {range} is given twice"
            )));
        }
    }
    let schema = scene.document.named("AllowedIpAddressRange");
    let mut added = Vec::new();
    for range in wanted {
        added.push(generic::add(
            scene,
            COLLECTION,
            schema,
            &json!({ "ipAddressRange": range }),
        )?);
    }
    Ok(Some(json!({ COLLECTION_MEMBER: added })))
}

/// Deletes all or, when one is unknown, none.
pub(super) fn delete_all(scene: &mut Scene<'_>) -> Outcome {
    let given = scene.body["allowedIpAddressRangeIds"]
        .as_array()
        .into_iter()
        .flatten();
    let ids: Vec<&str> = given.filter_map(Value::as_str).collect();
    if let Some(id) = ids
        .iter()
        .find(|id| scene.content.get(COLLECTION, id).is_none())
    {
        return Err(Failure::unknown("allowed ip address range", id));
    }
    for id in ids {
        scene.content.remove(COLLECTION, id);
    }
    Ok(None)
}

const COLLECTION_MEMBER: &str = "allowedIpAddressRanges";
