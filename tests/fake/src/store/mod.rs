//! The content of Organizations: collections of JSON documents.

pub(crate) mod agents;
mod content;
mod filter;
mod order;
mod seed;
mod work;

use std::collections::HashMap;

use serde_json::{Value, json};

use crate::document::Document;
use crate::schema_values::{self, Generator};
use crate::storage::Storage;

pub(crate) use content::Content;
pub(crate) use filter::{has_member, has_value};
pub(crate) use order::sort;
pub(crate) use seed::Seeds;
pub(crate) use work::{Change, Plan, Work};

/// The content of all Organizations. The initial content of each is generated on the first request for it.
#[derive(Debug)]
pub(crate) struct Contents {
    organizations: HashMap<String, Content>,
    seeds: Seeds,
    pub(crate) stamps: Stamps,
}

impl Contents {
    pub(crate) fn new(seeds: Seeds, plan: Plan) -> Self {
        Self {
            organizations: HashMap::new(),
            seeds,
            stamps: Stamps {
                plan,
                storage: Storage::default(),
                count: 0,
                logs_until: None,
            },
        }
    }

    /// Returns whether a token was created here, and is neither rotated nor deleted.
    pub(crate) fn accept(&self, token: &str) -> bool {
        self.organizations
            .values()
            .any(|content| content.has_secret(token))
    }

    /// Stores a document in a collection, and returns its id; `None` for an unknown collection.
    pub(crate) fn put(
        &mut self,
        document: &'static Document,
        organization: &Value,
        collection: &str,
        given: &Value,
    ) -> Option<String> {
        let id = organization["id"].as_str().unwrap_or_default();
        let path = format!("organizations/{id}/{collection}");
        let (schema, ids) = document.items_of(&path)?;
        let known: Vec<(&str, String)> = ids;
        let (content, stamps) = self.of(document, organization);
        let generator = stamps.generator(&known);
        let mut stored = schema_values::convert(generator, schema, "", given);
        let member = ["id", "userId"];
        let member = member
            .into_iter()
            .find(|name| schema.property(name).is_some())?;
        let id = given[member]
            .as_str()
            .map_or_else(|| generator.id(), str::to_owned);
        stored[member] = id.clone().into();
        match content.get_mut(collection, &id) {
            Some(row) => {
                row.document = stored;
                row.work = None;
            }
            None => content.push(collection, id.clone(), stored),
        }
        Some(id)
    }

    /// Returns the content of one Organization.
    pub(crate) fn of(
        &mut self,
        document: &Document,
        organization: &Value,
    ) -> (&mut Content, &mut Stamps) {
        let id = organization["id"].as_str().unwrap_or_default();
        let content = self
            .organizations
            .entry(id.to_owned())
            .or_insert_with(|| self.seeds.content(document, organization));
        (content, &mut self.stamps)
    }
}

/// The ids and times for new documents. There is no clock: each creation or update is one second after the
/// previous one.
#[derive(Debug)]
pub(crate) struct Stamps {
    pub(crate) plan: Plan,
    pub(crate) storage: Storage,
    count: u32,
    /// The end of Deployment logs in milliseconds, if it is not the fixed time.
    pub(crate) logs_until: Option<i64>,
}

impl Stamps {
    /// Returns a time after all earlier ones.
    pub(crate) fn now(&mut self) -> String {
        self.count += 1;
        schema_values::after_newest(self.count)
    }

    /// Returns the generator of required members and unique ids.
    pub(crate) fn generator<'a>(&mut self, known: &'a [(&'a str, String)]) -> Generator<'a> {
        self.count += 1;
        Generator::new(schema_values::seed(&format!("made {}", self.count)), known).required()
    }
}

/// Returns the subject of the token, who creates and updates documents.
pub(crate) fn subject() -> Value {
    json!({
        "id": "cmfakeusr000008l2self0000",
        "subjectType": "USER",
        "fullName": "Ada Almeida",
        "username": "ada@company.example",
        "avatarUrl": "https://avatars.invalid/self",
    })
}
