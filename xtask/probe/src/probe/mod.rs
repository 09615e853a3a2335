//! Sends all GET requests whose ids are known, and validates the responses.

mod ids;
mod query;

use std::collections::BTreeMap;

use astro_api_drift::report::{Finding, GENERATOR_NOT_RUN, Report};
use astro_api_openapi_model::{Operation, json_content};

use crate::{
    document::Document,
    target::{ProbeRequest, ProbeResult, Target},
    validate::Validator,
};
use ids::{Ids, KnownIds};
use query::Query;

/// The number of pages to read of each list.
const PAGES: usize = 2;
/// The minimum number of rows to request per page; larger if more ids are to be followed.
const ROWS: usize = 10;

/// The limits of a probe.
#[derive(Debug, Clone)]
pub struct Options {
    /// The number of ids to follow from each list.
    pub depth: usize,
    /// The id of the only Organization to read.
    pub organization: Option<String>,
}

impl Default for Options {
    /// Follows three ids of each list, in all Organizations.
    fn default() -> Self {
        Self {
            depth: 3,
            organization: None,
        }
    }
}

/// The result of a probe.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Outcome {
    /// The findings.
    pub report: Report,
    /// The number of validated responses.
    pub responses: usize,
    /// The number of operations with a successful response.
    pub read: usize,
    /// The number of GET operations in the document.
    pub operations: usize,
}

/// Sends all GET requests whose ids are known, and validates each response against the document.
pub async fn probe(document: &Document, target: &Target, options: &Options) -> Outcome {
    let operations = document.get_operations();
    let mut probe = Probe {
        document,
        target,
        ids: KnownIds::new(
            document.model(),
            options.depth,
            options.organization.as_deref(),
        ),
        rows: ROWS.max(options.depth),
        findings: Vec::new(),
        notes: Vec::new(),
        responses: 0,
        read: 0,
    };
    for operation in &operations {
        probe.operation(operation).await;
    }
    let mut report = Report::new(probe.findings, GENERATOR_NOT_RUN);
    report.notes = probe.notes;
    Outcome {
        report,
        responses: probe.responses,
        read: probe.read,
        operations: operations.len(),
    }
}

struct Probe<'d> {
    document: &'d Document,
    target: &'d Target,
    ids: KnownIds,
    /// The number of rows to request per page.
    rows: usize,
    findings: Vec<Finding>,
    notes: Vec<String>,
    responses: usize,
    read: usize,
}

/// The result of the requests to one operation.
struct OperationResult {
    validator: Validator,
    requests: usize,
    has_succeeded: bool,
    /// The number of requests for each other outcome.
    failures: BTreeMap<String, usize>,
}

impl<'d> Probe<'d> {
    async fn operation(&mut self, operation: &Operation<'d>) {
        let path = operation.path;
        let mut known = self.ids.of(path);
        if known.is_empty() {
            let parameter = path.rsplit('{').next().and_then(|p| p.split('}').next());
            let parameter = parameter.unwrap_or_default();
            let note = format!("GET {path} was not requested: no id is known for `{parameter}`");
            self.notes.push(note);
            return;
        }
        let queries = match query::required(operation) {
            Ok(queries) => queries,
            Err(name) => {
                let note = format!(
                    "GET {path} was not requested: the document has no value for the required parameter `{name}`"
                );
                self.notes.push(note);
                return;
            }
        };
        // For bytes, only the status code and content type are validated: one response is enough, and exports have a
        // separate rate limit.
        if !is_json(operation) {
            known.truncate(1);
        }
        let mut result = OperationResult {
            validator: Validator::new(operation),
            requests: 0,
            has_succeeded: false,
            failures: BTreeMap::new(),
        };
        for ids in &known {
            for query in &queries {
                self.pages(operation, ids, query, &mut result).await;
            }
        }
        self.conclude(path, result);
    }

    /// Reads the first pages of a list, or the single response of another operation.
    async fn pages(
        &mut self,
        operation: &Operation<'d>,
        ids: &Ids,
        query: &Query,
        result: &mut OperationResult,
    ) {
        let limit = query::page_size(operation, self.rows);
        let mut offset = 0;
        for _ in 0..if limit.is_some() { PAGES } else { 1 } {
            let mut query = query.clone();
            if let Some(limit) = limit {
                query.push(("limit".to_owned(), limit.to_string()));
                query.push(("offset".to_owned(), offset.to_string()));
            }
            let rows = self.page(operation, ids, &query, result).await;
            if rows == 0 || limit.is_none_or(|limit| rows < limit) {
                return;
            }
            offset += rows;
        }
    }

    /// Reads one response, and returns its number of rows.
    async fn page(
        &mut self,
        operation: &Operation<'d>,
        ids: &Ids,
        query: &Query,
        result: &mut OperationResult,
    ) -> usize {
        let request = ProbeRequest {
            path: operation.path,
            ids,
            query,
            reads_body: is_json(operation),
        };
        result.requests += 1;
        let response = match self.target.send(&request).await {
            ProbeResult::Response(response) => response,
            ProbeResult::RateLimited => {
                result.count("returned 429: the rate limit was exceeded".to_owned());
                return 0;
            }
            ProbeResult::Failed(reason) => {
                result.count(format!("failed: {reason}"));
                return 0;
            }
        };
        self.responses += 1;
        let json = result.validator.response(operation, &response);
        let status = response.status;
        if !(200..300).contains(&status) {
            result.count(format!("returned {status}{}", meaning(status)));
            return 0;
        }
        result.has_succeeded = true;
        let Some(json) = json else { return 0 };
        let document = self.document.model();
        self.ids.collect(document, operation.path, ids, &json);
        ids::lists(&json)
            .into_iter()
            .map(Vec::len)
            .max()
            .unwrap_or(0)
    }

    fn conclude(&mut self, path: &str, result: OperationResult) {
        self.read += usize::from(result.has_succeeded);
        self.findings.extend(result.validator.findings);
        let all = result.requests;
        for (what, times) in result.failures {
            self.notes
                .push(format!("GET {path}: {times} of {all} requests {what}"));
        }
        for keyword in result.validator.unchecked {
            self.notes.push(format!(
                "GET {path}: its schemas contain {keyword}, which is not checked"
            ));
        }
    }
}

impl OperationResult {
    fn count(&mut self, what: String) {
        *self.failures.entry(what).or_default() += 1;
    }
}

/// Explains a status code that says more about the request than about the document.
fn meaning(status: u16) -> &'static str {
    match status {
        400 => ", although the request matches the document",
        401 => ": the token was rejected",
        403 => ": the token has no permission",
        404 => ": not found, or not visible to the token",
        _ => "",
    }
}

/// Returns whether an operation declares JSON, or no content, for a successful response.
fn is_json(operation: &Operation<'_>) -> bool {
    let successes = operation.successes();
    successes.iter().any(|(_, response)| {
        let content = response.object("content");
        content.is_none_or(|content| json_content(content).is_some())
    })
}
