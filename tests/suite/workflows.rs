//! The GitHub workflows and the maintainers' guide: the commands in them exist, and their scripts work.
#![cfg(unix)]

mod commands;
mod comment;
mod drift;
mod rules;
mod script;
mod scripts;
mod sync;

use std::{collections::BTreeMap, fs};

use astro_api_tests::root;
use yaml_serde::Value;

const FOLDER: &str = ".github/workflows";

/// Returns the texts of all workflows, by file name.
fn texts() -> BTreeMap<String, String> {
    let texts = crate::drift::files_below(&root().join(FOLDER));
    assert!(texts.contains_key("ci.yml") && texts.contains_key("sync.yml"));
    texts
}

fn parsed(name: &str) -> Value {
    let text = fs::read_to_string(root().join(FOLDER).join(name)).unwrap();
    yaml_serde::from_str(&text).unwrap()
}

/// Returns a job of a workflow by its name.
fn jobs(workflow: &Value) -> Vec<(&str, &Value)> {
    let jobs = workflow["jobs"].as_mapping().unwrap().iter();
    jobs.map(|(name, job)| (name.as_str().unwrap(), job))
        .collect()
}

fn steps(job: &Value) -> &Vec<Value> {
    job["steps"].as_sequence().unwrap()
}

/// Returns the scripts of a job.
fn scripts(job: &Value) -> impl Iterator<Item = &str> {
    steps(job).iter().filter_map(|step| step["run"].as_str())
}
