//! The walk through all that GET can reach.

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

/// How many pages of a list are read.
const PAGES: usize = 2;
/// How many rows a page has, unless more ids are to be followed than that.
const ROWS: usize = 10;

/// How far to go.
#[derive(Debug, Clone)]
pub struct Options {
    /// How many ids of each list are followed.
    pub depth: usize,
    /// The only Organization to look at, by its id.
    pub organization: Option<String>,
}

impl Default for Options {
    /// Three ids of each list, in all Organizations.
    fn default() -> Self {
        Self {
            depth: 3,
            organization: None,
        }
    }
}

/// What came of a walk.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Outcome {
    /// What was found.
    pub report: Report,
    /// How many answers were held.
    pub answers: usize,
    /// How many operations gave an answer of success.
    pub read: usize,
    /// How many operations of the document read.
    pub operations: usize,
}

/// Reads all that GET can reach, and holds each answer against the document.
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
    /// How many rows of a page to ask for.
    rows: usize,
    findings: Vec<Finding>,
    notes: Vec<String>,
    answers: usize,
    read: usize,
}

/// What came of the requests to one operation.
struct Visit<'d> {
    held: Held<'d>,
    requests: usize,
    has_succeeded: bool,
    /// What else there was than answers of success, and how often.
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
        // Of bytes, only status and content type are held; one answer tells them, and exports have a limit of their own.
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

    /// Reads the first pages of a list, or the one answer of what is none.
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

    /// Reads one answer, and returns how many rows it has.
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

/// What a status says of the walk, and not of the document.
fn meaning(status: u16) -> &'static str {
    match status {
        400 => ", though they were as declared",
        401 => ": the token is not accepted",
        403 => ": the token may not read it",
        404 => ": it is not there, or not for this token",
        _ => "",
    }
}

/// Whether an operation declares JSON for an answer of success.
fn is_json(operation: &Operation<'_>) -> bool {
    let responses = operation.node.map("responses").into_iter().flatten();
    let mut successes =
        responses.filter(|(status, _)| status.starts_with('2') || *status == "default");
    successes.any(|(_, response)| {
        // What is behind a reference is taken for JSON, as nearly all is.
        let content = response.get("content").and_then(|c| c.as_object());
        content.is_none_or(|content| content.keys().any(|name| name.contains("json")))
    })
}
