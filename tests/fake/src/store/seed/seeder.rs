//! Generated documents with given members.

use serde_json::Value;

use crate::document::Document;
use crate::schema_values::{self, Generator};
use crate::store::Content;

/// Adds documents to the content of an Organization.
pub(super) struct Seeder<'a> {
    document: &'a Document,
    pub(super) organization: &'a Value,
    pub(super) content: Content,
}

impl<'a> Seeder<'a> {
    pub(super) fn new(document: &'a Document, organization: &'a Value) -> Self {
        Self {
            document,
            organization,
            content: Content::default(),
        }
    }

    /// Adds a document with all members of its schema: the given ones, without those that are `null`, and generated
    /// ones. Returns its id.
    pub(super) fn add(
        &mut self,
        collection: &str,
        schema: &str,
        number: u32,
        own: Value,
    ) -> String {
        let text = |name: &str| {
            self.organization[name]
                .as_str()
                .unwrap_or_default()
                .to_owned()
        };
        let known = [
            ("organizationId", text("id")),
            ("organizationName", text("name")),
        ];
        let seed = schema_values::seed(&format!("{}/{collection}/{number}", text("id")));
        let generator = Generator::new(seed, &known);
        let mut document = generator.value(&self.document.named(schema), schema);
        let id = generator.id();
        document["id"] = id.clone().into();
        // The update time is the creation time, so that no update precedes the creation.
        document["updatedAt"] = document["createdAt"].clone();
        if let (Some(members), Value::Object(own)) = (document.as_object_mut(), own) {
            members.extend(own);
            members.retain(|_, value| !value.is_null());
        }
        self.content.push(collection, id.clone(), document);
        id
    }
}

/// Returns one of these names, with a number when they are used up.
pub(super) fn numbered(names: &[&str], number: u32) -> String {
    let count = u32::try_from(names.len()).unwrap_or(u32::MAX);
    let name = names[(number % count) as usize];
    match number / count {
        0 => name.to_owned(),
        round => format!("{name} {}", round + 1),
    }
}
