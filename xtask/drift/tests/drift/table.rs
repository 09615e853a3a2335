//! `RULES.md` is written from the rules in the code, and every rule of oasdiff is mapped to them.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    fs,
};

use astro_api_drift::rules::{self, Rule};

/// The reason why a rule of oasdiff has no equivalent, by its keyword in `oasdiff.txt`.
const REASONS: &[(&str, &str)] = &[
    ("3.1", "the keyword exists in OpenAPI 3.1 only"),
    ("3.2", "`itemSchema` exists in OpenAPI 3.2 only"),
    (
        "sunset",
        "reads a sunset date from an extension of oasdiff; the API has none, and the generator ignores one (N02)",
    ),
    (
        "stability",
        "reads a stability level from an extension of oasdiff; the API has none, and the generator ignores one (N02)",
    ),
    (
        "extensible-enum",
        "reads an extension that marks an enum as open; all enums of the client are open (N02)",
    ),
    (
        "version-policy",
        "checks whether `info.version` was increased; the report states the version bump of the crate instead, and D64 reports a change of `info.version`",
    ),
    (
        "text-media-type",
        "concerns XML and other text formats; the client sends and parses JSON",
    ),
    (
        "header-object",
        "concerns members of a header that is an object; the generator accepts plain headers only",
    ),
];

/// The entry of `oasdiff.txt` for one rule of oasdiff.
enum Mapping {
    /// Our rules; more than one if ours distinguish cases that oasdiff does not.
    Rules(Vec<String>),
    /// The keyword of the reason.
    None(String),
}

fn mappings() -> BTreeMap<String, Mapping> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/oasdiff.txt");
    let text = fs::read_to_string(path).unwrap();
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let mut all = BTreeMap::new();
    for line in lines {
        let (id, mapping) = line.split_once(' ').unwrap_or_else(|| panic!("{line}"));
        let mapping = match mapping.strip_prefix("none: ") {
            Some(reason) => Mapping::None(reason.to_owned()),
            None => Mapping::Rules(mapping.split(',').map(str::to_owned).collect()),
        };
        let known = all.insert(id.to_owned(), mapping);
        assert!(known.is_none(), "{id} is listed twice");
    }
    all
}

#[test]
fn every_id_of_oasdiff_has_rules_or_a_reason() {
    let known: BTreeSet<&str> = rules::all().iter().map(|rule| rule.id).collect();
    let reasons: BTreeSet<&str> = REASONS.iter().map(|(word, _)| *word).collect();
    let mut used = BTreeSet::new();
    for (id, mapping) in mappings() {
        match mapping {
            Mapping::Rules(rules) => {
                for rule in rules {
                    assert!(
                        known.contains(rule.as_str()),
                        "{id}: there is no rule {rule}"
                    );
                }
            }
            Mapping::None(reason) => {
                assert!(
                    reasons.contains(reason.as_str()),
                    "{id}: no reason {reason}"
                );
                used.insert(reason);
            }
        }
    }
    assert_eq!(used.len(), reasons.len(), "a reason that no id has");
}

#[test]
fn rules_md_matches_the_rules_in_the_code() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/RULES.md");
    let expected = table();
    if std::env::var_os("UPDATE_RULES").is_some() {
        fs::write(path, &expected).unwrap();
    }
    let text = fs::read_to_string(path).unwrap_or_default();
    assert!(
        text == expected,
        "RULES.md is out of date; run `UPDATE_RULES=1 cargo test -p astro-api-drift table` and review the change"
    );
}

fn table() -> String {
    let mut out = String::from(HEAD);
    for (title, group) in rules::groups() {
        write!(out, "\n## {title}\n\n{COLUMNS}").unwrap();
        group.iter().for_each(|rule| row(rule, &mut out));
    }
    let mappings = mappings();
    let mut without: BTreeMap<&str, usize> = BTreeMap::new();
    for mapping in mappings.values() {
        if let Mapping::None(reason) = mapping {
            *without.entry(reason).or_default() += 1;
        }
    }
    let none: usize = without.values().sum();
    writeln!(
        out,
        "\n## oasdiff\n\n`tests/oasdiff.txt` maps the {} rule ids of [oasdiff](https://github.com/oasdiff/oasdiff) to these rules: {} have at least one, and {none} have no equivalent:\n",
        mappings.len(),
        mappings.len() - none,
    )
    .unwrap();
    for (word, reason) in REASONS {
        writeln!(out, "- {}: {reason}.", without[word]).unwrap();
    }
    out.push_str(DIFFERENCES);
    out
}

fn row(rule: &Rule, out: &mut String) {
    let mut source = rule.source.to_string();
    if rule.is_behavioral {
        source.push_str(" (by behavior)");
    }
    if let Some(bump) = rule.bump {
        source.push_str(&format!(" (bump: {bump})"));
    }
    let (id, name, change, wire, reason) =
        (rule.id, rule.name, rule.change, rule.wire, rule.reason);
    writeln!(
        out,
        "| {id} | {name} | {change} | {wire} | {source} | {reason} |"
    )
    .unwrap();
}

const HEAD: &str = "\
# Effects of a change of the document

Written from `src/rules/` by `UPDATE_RULES=1 cargo test -p astro-api-drift table`. Each rule has its smallest pair
of documents in `tests/cases/`.

- **wire**: does a released client keep working with a server of the new document? In requests, the released client sends
  and the new server reads. In responses, the new server sends and the released client reads.
- **source**: does a user's program compile, and mean the same, with the next release?

`break`, `risk` (may break; a person must decide), `minor` (an addition, worth a line in the changelog), `none`. The version bump follows
from *source*: a break is major, a risk or minor is minor; if only *wire* is affected, it is a patch. A finding can be
milder than its rule if its location decides.

## How the source verdict is measured

The code of both documents is generated, and its public items are compared: types, members and variants with their types,
methods with their signatures, and implemented traits. The verdict is the result of that comparison. The rules explain it:
a finding that predicts more is corrected, and a change that no rule predicts is reported as S09 or S10. Tests compare the
predictions with the public items over thousands of pairs of documents (`tests/source.rs`). If the generator refuses one
of the documents, the predictions stand.

- **break**: an item is removed, or its type or signature differs. That includes a new parameter of a method, a member that a
  builder newly requires, and a new member or variant of an exhaustive type.
- **minor**: an item is new, such as an optional setter, or a member or variant of a `#[non_exhaustive]` type; or it becomes
  deprecated, or no longer is; or a method accepts more: `IntoList` accepts what `IntoOption` and `IntoValue` accept.
- **none**: the items are the same. Names of method parameters, the order of members and private items are not API.

Rules marked *by behavior* concern programs that compile as before but behave differently. They keep their verdict.
";

const COLUMNS: &str = "\
| id | name | change | wire | source | reason |
|---|---|---|---|---|---|
";

const DIFFERENCES: &str = "
## Where the verdict differs on purpose

oasdiff asks whether a client of the old contract breaks. A generated client has two questions, and its code is known.

- Response: a new enum value (D35), a success status with the same response (D43), an undeclared error status (D44) and a
  limit (D46) break nothing: enums are open, every 2xx and every error is parsed in the same way, and limits of responses
  are not checked.
- Response: a property that becomes optional or nullable, or is removed (D30, D31, D32), is a risk and not a break: the
  released client uses the zero value. For a list or a map, that is the empty one, which is correct. Only an `id`, the list
  and the total of a page, and a union have no zero value (D54).
- Response: some changes that oasdiff considers safe break users' programs: the variant of a removed enum value is removed
  (D36), a property that becomes required loses its `Option` (D33), and a narrower type is another type (D38).
- Request: a widened type, and a property that becomes optional or nullable (D15, D24), are safe on the wire and break
  programs. In a parameter, a single value is a valid string and a valid list.
- Request: `required` of a read-only property applies to responses only, so a new one (D06) is safe on the wire.
- Request: a tighter limit (D12) is a risk. A new required member with a default (D07) breaks programs all the same, because
  the client leaves defaults to the server.
- A new `operationId` (D03) renames a method. A renamed path parameter (D22) changes nothing.
- The removal of a deprecated operation (D01) is a break, whatever was announced.
- A change that no rule covers is unclassified (N01); oasdiff does not report it.
";
