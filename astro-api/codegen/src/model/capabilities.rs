//! What can be done with an operation beyond one call: paginate, wait, search.

use serde_json::Value;

use super::{Kind, Location, Model, Paging, Parameter, Searching, Waiting};

/// The page to ask for where the API declares no maximum: the maximum that it declares elsewhere, and the number that
/// its Terraform provider sends to the same lists.
const UNDECLARED_LARGEST_PAGE: i64 = 1000;

impl Model {
    /// What is read can be waited for when it always has a `status`, which is an enumeration, or when it can be deleted.
    pub(super) fn read_waiting(
        &self,
        answer: &str,
        operation: &Value,
        can_go: bool,
    ) -> Option<Waiting> {
        let schema = self.schemas.get(answer).filter(|s| s.page.is_none())?;
        let Kind::Object(fields) = &schema.kind else {
            return None;
        };
        let status = fields.iter().find(|f| f.wire == "status" && f.required);
        let is_enumeration = |name: &&String| {
            self.schemas
                .get(*name)
                .is_some_and(|s| matches!(s.kind, Kind::Enumeration(_)))
        };
        let state = status.and_then(|s| s.refers_to.iter().find(is_enumeration));
        (state.is_some() || can_go).then(|| Waiting {
            answer: answer.to_owned(),
            state: state.cloned(),
            can_go,
            timeout: operation.get("x-wait-timeout").and_then(Value::as_u64),
        })
    }

    /// A search reaches back by a `range` and finds, page by page under one id, things with a time.
    pub(super) fn read_searching(
        &self,
        answer: &str,
        parameters: &[Parameter],
    ) -> Option<Searching> {
        let fields_of = |name: &str| match &self.schemas.get(name)?.kind {
            Kind::Object(fields) => Some(fields),
            _ => None,
        };
        let fields = fields_of(answer).filter(|_| self.schemas[answer].page.is_none())?;
        let has = |wire: &str| fields.iter().any(|f| f.wire == wire && f.required);
        let query = |wire: &str| {
            let mut all = parameters.iter();
            all.find(|p| p.wire == wire && p.location == Location::Query)
        };
        query("offset").filter(|p| p.is_integer)?;
        query("searchId").filter(|p| p.is_text)?;
        let range = query("range").filter(|p| p.is_integer)?;
        let mut lists = fields.iter().filter(|f| f.is_collection);
        let (entries, None) = (lists.next()?, lists.next()) else {
            return None;
        };
        let entry = entries.refers_to.iter().next()?;
        let mut members = fields_of(entry)?.iter();
        let is_search = has("searchId")
            && has("maxNumResults")
            && entries.required
            && members.any(|f| f.wire == "timestamp" && f.required);
        is_search.then_some(Searching {
            answer: answer.to_owned(),
            entry: entry.clone(),
            entries: entries.ident.clone(),
            range: range.docs.default.as_ref()?.parse().ok()?,
        })
    }

    /// An operation can be walked when its query takes `offset` and `limit` (its answer being a page).
    pub(super) fn read_paging(&self, page: String, parameters: &[Parameter]) -> Option<Paging> {
        let query = |name: &str| {
            parameters
                .iter()
                .find(|p| p.wire == name && p.location == Location::Query)
        };
        let limit = query("limit").filter(|p| p.is_integer)?;
        query("offset").filter(|p| p.is_integer)?;
        let sort = query("sorts").filter(|p| p.is_list).and_then(|p| {
            let enumeration = p.enumeration.clone()?;
            let Kind::Enumeration(values) = &self.schemas.get(&enumeration)?.kind else {
                return None;
            };
            // By age, oldest first: what is created during the walk then comes last and shifts nothing.
            let value = values
                .iter()
                .find(|v| *v == "createdAt:asc")
                .or_else(|| values.iter().find(|v| v.ends_with(":asc")))
                .or_else(|| values.first())?;
            Some((enumeration, value.clone()))
        });
        Some(Paging {
            page,
            largest: limit.bounds.maximum.unwrap_or(UNDECLARED_LARGEST_PAGE),
            sort,
        })
    }
}
