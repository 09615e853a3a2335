//! Removes schemas that no operation uses.

use serde_json::Value;

use super::reachable::{Direction, reachable};
use crate::{document, error::Result, names::Names};

pub(super) fn remove_unreachable(document: &mut Value, _: &Names) -> Result<()> {
    let mut used = reachable(document, Direction::Requests);
    used.extend(reachable(document, Direction::Responses));
    document::schemas_mut(document)?.retain(|name, _| used.contains(name));
    Ok(())
}
