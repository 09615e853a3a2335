//! Reads everything that GET can reach.

mod query;
mod scopes;

use std::collections::BTreeMap;

use astro_api_drift::report::{Finding, GENERATOR_NOT_RUN, Report};

use crate::{
    ask::{Asked, Question, Target},
    document::{Document, Operation},
    hold::Held,
};
use query::Query;
use scopes::{Ids, Scopes};

/// The number of pages to read of each list.
const PAGES: usize = 2;
/// The minimum number of rows to request per page; larger if more ids are to be followed.
const ROWS: usize = 10;

/// The limits of the walk.
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

/// The result of a walk.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Outcome {
    /// The findings.
    pub report: Report,
    /// The number of validated responses.
    pub answers: usize,
    /// The number of operations with a successful response.
    pub read: usize,
    /// The number of GET operations in the document.
    pub operations: usize,
}

/// Reads everything that GET can reach, and validates each response against the document.
pub async fn probe(document: &Document, target: &Target, options: &Options) -> Outcome {
    let operations = document.reading_operations();
    let mut walk = Walk {
        document,
        target,
        scopes: Scopes::new(document, options.depth, options.organization.as_deref()),
        rows: ROWS.max(options.depth),
        findings: Vec::new(),
        notes: Vec::new(),
        answers: 0,
        read: 0,
    };
    for operation in &operations {
        walk.operation(operation).await;
    }
    let mut report = Report::new(walk.findings, GENERATOR_NOT_RUN);
    report.notes = walk.notes;
    Outcome {
        report,
        answers: walk.answers,
        read: walk.read,
        operations: operations.len(),
    }
}

struct Walk<'d> {
    document: &'d Document,
    target: &'d Target,
    scopes: Scopes,
    /// The number of rows to request per page.
    rows: usize,
    findings: Vec<Finding>,
    notes: Vec<String>,
    answers: usize,
    read: usize,
}

/// The result of the requests to one operation.
struct Visit<'d> {
    held: Held<'d>,
    requests: usize,
    has_succeeded: bool,
    /// The other outcomes than successful responses, with their counts.
    trouble: BTreeMap<String, usize>,
}

impl<'d> Walk<'d> {
    async fn operation(&mut self, operation: &Operation<'d>) {
        let path = operation.path;
        let mut filling = self.scopes.filling(path);
        if filling.is_empty() {
            let parameter = path.rsplit('{').next().and_then(|p| p.split('}').next());
            let parameter = parameter.unwrap_or_default();
            let note = format!("GET {path} was not reached: no id is known for `{parameter}`");
            self.notes.push(note);
            return;
        }
        let queries = match query::required(self.document, operation) {
            Ok(queries) => queries,
            Err(name) => {
                let note = format!(
                    "GET {path} was not reached: its query needs `{name}`, and the document tells no value for it"
                );
                self.notes.push(note);
                return;
            }
        };
        // For bytes, only the status code and content type are validated: one response is enough, and exports have a
        // separate rate limit.
        if !is_json(operation) {
            filling.truncate(1);
        }
        let mut visit = Visit {
            held: Held::new(self.document, operation),
            requests: 0,
            has_succeeded: false,
            trouble: BTreeMap::new(),
        };
        for ids in &filling {
            for query in &queries {
                self.pages(operation, ids, query, &mut visit).await;
            }
        }
        self.conclude(path, visit);
    }

    /// Reads the first pages of a list, or the single response of another operation.
    async fn pages(
        &mut self,
        operation: &Operation<'d>,
        ids: &Ids,
        query: &Query,
        visit: &mut Visit<'d>,
    ) {
        let limit = query::rows_of_page(self.document, operation, self.rows);
        let mut offset = 0;
        for _ in 0..if limit.is_some() { PAGES } else { 1 } {
            let mut query = query.clone();
            if let Some(limit) = limit {
                query.push(("limit".to_owned(), limit.to_string()));
                query.push(("offset".to_owned(), offset.to_string()));
            }
            let rows = self.page(operation, ids, &query, visit).await;
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
        visit: &mut Visit<'d>,
    ) -> usize {
        let question = Question {
            path: operation.path,
            ids,
            query,
            whole: is_json(operation),
        };
        visit.requests += 1;
        let answer = match self.target.ask(&question).await {
            Asked::Answer(answer) => answer,
            Asked::RateLimited => {
                visit.note("answered 429, too many requests".to_owned());
                return 0;
            }
            Asked::Nothing(why) => {
                visit.note(format!("not answered: {why}"));
                return 0;
            }
        };
        self.answers += 1;
        let json = visit.held.answer(operation, &answer);
        if !(200..300).contains(&answer.status) {
            visit.note(format!(
                "answered {}{}",
                answer.status,
                meaning(answer.status)
            ));
            return 0;
        }
        visit.has_succeeded = true;
        let Some(json) = json else { return 0 };
        self.scopes.learn(self.document, operation.path, ids, &json);
        scopes::lists(&json)
            .into_iter()
            .map(Vec::len)
            .max()
            .unwrap_or(0)
    }

    fn conclude(&mut self, path: &str, visit: Visit<'_>) {
        self.read += usize::from(visit.has_succeeded);
        self.findings.extend(visit.held.findings);
        let all = visit.requests;
        for (what, times) in visit.trouble {
            self.notes
                .push(format!("GET {path}: {times} of {all} requests {what}"));
        }
        for what in visit.held.not_held {
            self.notes
                .push(format!("GET {path}: {what} in its schemas was not held"));
        }
    }
}

impl Visit<'_> {
    fn note(&mut self, what: String) {
        *self.trouble.entry(what).or_default() += 1;
    }
}

/// Describes a status code that concerns the walk rather than the document.
fn meaning(status: u16) -> &'static str {
    match status {
        400 => ", though they were as declared",
        401 => ": the token is not accepted",
        403 => ": the token may not read it",
        404 => ": it is not there, or not for this token",
        _ => "",
    }
}

/// Returns whether an operation declares JSON for a successful response.
fn is_json(operation: &Operation<'_>) -> bool {
    let responses = operation.node.map("responses").into_iter().flatten();
    let mut successes =
        responses.filter(|(status, _)| status.starts_with('2') || *status == "default");
    successes.any(|(_, response)| {
        // Assume JSON behind a reference, as nearly all responses are.
        let content = response.get("content").and_then(|c| c.as_object());
        content.is_none_or(|content| content.keys().any(|name| name.contains("json")))
    })
}
