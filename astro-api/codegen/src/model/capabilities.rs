//! The capabilities of an operation beyond one request: pagination, log search, waiting.

use serde_json::Value;

use super::{Field, Location, Model, Paging, Parameter, Searching, Waiting};

/// The page size of a list without a declared maximum: the maximum of other lists, and the number that the API's
/// Terraform provider sends for the same lists.
const UNDECLARED_LARGEST_PAGE: i64 = 1000;

impl Model {
    /// Returns the properties of an object that is not a page.
    fn object_without_page(&self, name: &str) -> Option<&[Field]> {
        let is_page = self.schemas.get(name)?.page.is_some();
        self.object(name).filter(|_| !is_page)
    }

    /// Waiting requires a resource that has a required `status` of an enumeration type, or that can be deleted.
    pub(super) fn read_waiting(
        &self,
        response: &str,
        operation: &Value,
        is_deletable: bool,
    ) -> Option<Waiting> {
        let fields = self.object_without_page(response)?;
        let status = fields.iter().find(|f| f.wire == "status" && f.required);
        let is_enumeration = |name: &&String| self.enumeration(name).is_some();
        let state = status.and_then(|s| s.refers_to.iter().find(is_enumeration));
        (state.is_some() || is_deletable).then(|| Waiting {
            response: response.to_owned(),
            state: state.cloned(),
            is_deletable,
            timeout: operation.get("x-wait-timeout").and_then(Value::as_u64),
        })
    }

    /// A log search has a time `range`, and returns pages of entries with a timestamp under one search id.
    pub(super) fn read_searching(
        &self,
        response: &str,
        parameters: &[Parameter],
    ) -> Option<Searching> {
        let fields = self.object_without_page(response)?;
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
        let mut members = self.object(entry)?.iter();
        let is_search = has("searchId")
            && has("maxNumResults")
            && entries.required
            && members.any(|f| f.wire == "timestamp" && f.required);
        is_search.then_some(Searching {
            response: response.to_owned(),
            entry: entry.clone(),
            entries: entries.ident.clone(),
            range: range.docs.default.as_ref()?.parse().ok()?,
        })
    }

    /// An operation that returns a page can be paginated if its query has `offset` and `limit`.
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
            let values = self.enumeration(&enumeration)?;
            // Ordered by age, oldest first: new resources are appended at the end and do not shift pages.
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
