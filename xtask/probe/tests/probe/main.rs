//! Tests the probe against the fake of the API, over real HTTP.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on has failed"
)]

mod client;
mod command;
mod document;
mod leaks;
mod notes;
mod requests;
mod rules;

use astro_api::{Client, RateLimits, RetryPolicy};
use astro_api_drift::report::{Finding, Format, Report};
use astro_api_fake::{Fake, FakeResponse};
use astro_api_probe::{Document, Options, Outcome, Target, probe};
use serde_json::Value;

/// The document of the repository.
const SPEC: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../openapi/astro-v1.yaml");

/// The paths of Organizations.
const ORGANIZATIONS: [&str; 3] = [
    "/organizations",
    "/organizations/{organizationId}",
    "/organizations/{organizationId}/audit-logs",
];

/// Returns the document of the repository, reduced to these paths.
fn spec_with(paths: &[&str]) -> Value {
    let text = std::fs::read_to_string(SPEC).unwrap();
    let mut spec: Value = yaml_serde::from_str(&text).unwrap();
    let all = spec["paths"].as_object_mut().unwrap();
    all.retain(|path, _| paths.contains(&path.as_str()));
    assert_eq!(all.len(), paths.len());
    spec
}

fn read(spec: &Value) -> Document {
    Document::read(&spec.to_string()).unwrap()
}

/// Creates a client without retries and delays.
fn client(fake: &Fake) -> Client {
    let builder = Client::builder().base_url(fake.base_url());
    let builder = builder.token(fake.token()).retry(RetryPolicy::never());
    builder.rate_limits(RateLimits::off()).build().unwrap()
}

async fn fake(organizations: u32) -> Fake {
    let fake = Fake::builder().organizations(organizations).start();
    fake.await.unwrap()
}

async fn probe_fake(spec: &Value, fake: &Fake, options: &Options) -> Outcome {
    let builder = Client::builder().base_url(fake.base_url());
    let builder = builder.token(fake.token()).retry(RetryPolicy::never());
    let builder = builder.rate_limits(RateLimits::off());
    let target = Target::new(builder, &fake.token()).unwrap();
    probe(&read(spec), &target, options).await
}

/// Returns a document with one operation and this response schema.
fn spec_of(schema: &str, others: &str) -> Value {
    let text = format!(
        "openapi: 3.0.3
info: {{ title: Things, version: '1' }}
paths:
  /things:
    get:
      responses:
        '200': {{ description: fine, content: {{ application/json: {{ schema: {schema} }} }} }}
        '403': {{ description: no, content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/Error' }} }} }} }}
components:
  schemas:
    Error: {{ type: object, required: [message], properties: {{ message: {{ type: string }} }} }}
{others}"
    );
    yaml_serde::from_str(&text).unwrap()
}

/// Returns the findings when each request gets this response.
async fn report_of(spec: &Value, response: FakeResponse) -> Report {
    let fake = fake(0).await;
    fake.on_request(move |_| Some(response.clone()));
    probe_fake(spec, &fake, &Options::default()).await.report
}

/// Returns a report in all formats.
fn shown(report: &Report) -> String {
    let mut out = Vec::new();
    for format in [Format::Text, Format::Json, Format::Markdown, Format::Github] {
        report.write(format, "spec.yaml", &mut out).unwrap();
    }
    String::from_utf8(out).unwrap()
}

/// Formats a finding as one line.
fn line(finding: &Finding) -> String {
    let value = |v: &Option<Value>| v.as_ref().map_or("-".to_owned(), Value::to_string);
    let (old, new) = (value(&finding.old), value(&finding.new));
    let seen = finding.seen.unwrap();
    format!(
        "{} {} {} {old} {new} {seen}",
        finding.rule, finding.wire, finding.pointer
    )
}

fn lines(report: &Report) -> Vec<String> {
    report.findings.iter().map(line).collect()
}
