//! The files in the package are equal to those of the repository.

use std::{fs, path::PathBuf};

use serde_json::Value;

/// The members that are prose.
const PROSE: [&str; 6] = [
    "description",
    "example",
    "examples",
    "externalDocs",
    "summary",
    "title",
];

fn path(file: &str) -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), file].iter().collect()
}

/// Returns the document without its prose, which the fake does not need.
fn structure(mut document: Value) -> Value {
    fn strip(value: &mut Value, has_names: bool) {
        match value {
            Value::Array(items) => items.iter_mut().for_each(|item| strip(item, false)),
            Value::Object(members) => {
                members.retain(|key, _| has_names || !PROSE.contains(&key.as_str()));
                for (key, member) in members {
                    // A property may be called `description`.
                    strip(member, !has_names && key == "properties");
                }
            }
            _ => {}
        }
    }
    strip(&mut document, false);
    document
}

/// The copy is compared by content, regardless of formatting.
#[test]
fn document_copy_matches_the_repository() -> Result<(), Box<dyn std::error::Error>> {
    let whole = fs::read_to_string(path("../../openapi/astro-v1.yaml"))?;
    let expected = structure(yaml_serde::from_str(&whole)?);
    let copy = path("src/document/v1.json");
    if std::env::var_os("UPDATE_DOCUMENT").is_some() {
        fs::write(&copy, format!("{expected:#}\n"))?;
    }
    let actual: Value = serde_json::from_str(&fs::read_to_string(&copy)?)?;
    assert!(
        actual == expected,
        "tests/fake/src/document/v1.json is not openapi/astro-v1.yaml without prose; run `UPDATE_DOCUMENT=1 cargo test -p astro-api-fake --test http carried`"
    );
    Ok(())
}

#[test]
fn properties_named_like_prose_are_kept() {
    let document = serde_json::json!({
        "title": "words",
        "properties": { "title": { "type": "string", "title": "words" } },
    });
    let expected = serde_json::json!({ "properties": { "title": { "type": "string" } } });
    assert_eq!(structure(document), expected);
}

#[test]
fn license_copies_match_the_repository() -> std::io::Result<()> {
    for name in ["LICENSE-MIT", "LICENSE-APACHE"] {
        let [copy, original] =
            [name.to_owned(), format!("../../{name}")].map(|f| fs::read(path(&f)));
        assert!(copy? == original?, "run `cargo xtask compose`");
    }
    Ok(())
}
