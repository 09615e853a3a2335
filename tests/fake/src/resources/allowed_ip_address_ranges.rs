//! The IP address ranges from which an Organization can be used.

use serde_json::{Value, json};

use crate::failure::Failure;
use crate::store::{Change, Work};

use super::generic;
use super::request_context::{Outcome, RequestContext};

const COLLECTION: &str = "allowed-ip-address-ranges";

/// Returns a conflict for an existing range.
pub(super) fn amend(
    context: &mut RequestContext<'_>,
    _id: &str,
    range: &mut Value,
    change: Change,
) -> Result<Option<Work>, Failure> {
    if change == Change::Create {
        check_free(context, &range["ipAddressRange"])?;
    }
    Ok(None)
}

fn check_free(context: &RequestContext<'_>, range: &Value) -> Result<(), Failure> {
    let mut ranges = context.content.documents(COLLECTION);
    if ranges.any(|own| own["ipAddressRange"] == *range) {
        return Err(Failure::conflict(format!(
            "The IP address range {range} exists already"
        )));
    }
    Ok(())
}

/// Adds all ranges or none.
pub(super) fn create_all(context: &mut RequestContext<'_>) -> Outcome {
    let wanted: Vec<Value> = context.body[COLLECTION_MEMBER]
        .as_array()
        .cloned()
        .unwrap_or_default();
    for (position, range) in wanted.iter().enumerate() {
        check_free(context, range)?;
        if wanted[..position].contains(range) {
            return Err(Failure::conflict(format!(
                "The IP address range {range} is given twice"
            )));
        }
    }
    let schema = context.document.named("AllowedIpAddressRange");
    let mut added = Vec::new();
    for range in wanted {
        added.push(generic::add(
            context,
            COLLECTION,
            &schema,
            &json!({ "ipAddressRange": range }),
        )?);
    }
    Ok(Some(json!({ COLLECTION_MEMBER: added })))
}

/// Deletes all, or none if one is unknown.
pub(super) fn delete_all(context: &mut RequestContext<'_>) -> Outcome {
    let given = context.body["allowedIpAddressRangeIds"]
        .as_array()
        .into_iter()
        .flatten();
    let ids: Vec<&str> = given.filter_map(Value::as_str).collect();
    if let Some(id) = ids
        .iter()
        .find(|id| context.content.get(COLLECTION, id).is_none())
    {
        return Err(Failure::unknown("allowed ip address range", id));
    }
    for id in ids {
        context.content.remove(COLLECTION, id);
    }
    Ok(None)
}

const COLLECTION_MEMBER: &str = "allowedIpAddressRanges";
