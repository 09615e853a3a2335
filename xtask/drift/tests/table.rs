//! `RULES.md` is what the table in the code says, and answers for every rule of oasdiff.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on has failed"
)]

use std::{fmt::Write as _, fs};

use astro_api_drift::rules::{self, Rule};

/// The rules of oasdiff that mean nothing here, by the first pattern that fits, with the reason.
const MEANINGLESS: &[(&str, &str)] = &[
    (
        "*sunset*",
        "a date of removal that an extension of oasdiff's own holds; the API has none, and one that comes is N02",
    ),
    (
        "*stability*",
        "a level of stability that an extension of oasdiff's own holds; the API has none, and one that comes is N02",
    ),
    (
        "*x-extensible-enum*",
        "an extension that opens an enumeration; here all are open, and one that comes is N02",
    ),
    (
        "request-header-property-*",
        "members of a header that is an object; the generator takes plain headers only",
    ),
    (
        "new-required-request-header-property",
        "members of a header that is an object; the generator takes plain headers only",
    ),
];

fn ids() -> Vec<String> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/oasdiff.txt");
    let text = fs::read_to_string(path).unwrap();
    let lines = text.lines().filter(|l| !l.starts_with('#'));
    lines.map(str::to_owned).collect()
}

/// Whether a pattern fits an id; `*` stands for any text.
fn fits(pattern: &str, id: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == id,
        Some((start, rest)) => id.strip_prefix(start).is_some_and(|id| {
            (0..=id.len()).any(|at| id.is_char_boundary(at) && fits(rest, &id[at..]))
        }),
    }
}

fn reason(id: &str) -> Option<&'static str> {
    let found = MEANINGLESS.iter().find(|(pattern, _)| fits(pattern, id));
    found.map(|(_, reason)| *reason)
}

/// The ids that a rule answers to.
fn answered<'a>(rule: &Rule, ids: &'a [String]) -> Vec<&'a str> {
    let is_answered =
        |id: &&str| reason(id).is_none() && rule.oasdiff.iter().any(|pattern| fits(pattern, id));
    ids.iter().map(String::as_str).filter(is_answered).collect()
}

#[test]
fn every_id_of_oasdiff_is_answered_for() {
    let ids = ids();
    let rules = rules::all();
    let open: Vec<&String> = ids
        .iter()
        .filter(|id| reason(id).is_none())
        .filter(|id| !rules.iter().any(|r| r.oasdiff.iter().any(|p| fits(p, id))))
        .collect();
    assert!(open.is_empty(), "{open:#?}");
    let useless: Vec<String> = rules
        .iter()
        .flat_map(|r| r.oasdiff.iter().map(move |p| (r.id, *p)))
        .chain(MEANINGLESS.iter().map(|(p, _)| ("none", *p)))
        .filter(|(_, p)| !ids.iter().any(|id| fits(p, id)))
        .map(|(rule, pattern)| format!("{rule}: {pattern}"))
        .collect();
    assert!(useless.is_empty(), "fit nothing: {useless:#?}");
}

#[test]
fn the_file_says_what_the_code_says() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/RULES.md");
    let expected = table();
    if std::env::var_os("UPDATE_RULES").is_some() {
        fs::write(path, &expected).unwrap();
    }
    let text = fs::read_to_string(path).unwrap_or_default();
    assert!(
        text == expected,
        "RULES.md is out of date; run `UPDATE_RULES=1 cargo test -p astro-api-drift --test table` and review the change"
    );
}

fn table() -> String {
    let ids = ids();
    let mut out = String::from(HEAD);
    for (title, group) in rules::groups() {
        write!(out, "\n## {title}\n\n{COLUMNS}").unwrap();
        group.iter().for_each(|rule| row(rule, &ids, &mut out));
    }
    let meaningless = ids.iter().filter(|id| reason(id).is_some()).count();
    writeln!(
        out,
        "\n## oasdiff\n\nOf the {} rule ids of [oasdiff](https://github.com/oasdiff/oasdiff) for OpenAPI 3.0 (`tests/oasdiff.txt`), {} are answered by the rules above.\nThe other {meaningless} mean nothing to this client:\n",
        ids.len(),
        ids.len() - meaningless,
    )
    .unwrap();
    for (pattern, reason) in MEANINGLESS {
        let fitting = ids.iter().filter(|id| {
            MEANINGLESS
                .iter()
                .find(|(p, _)| fits(p, id))
                .map(|(p, _)| p)
                == Some(pattern)
        });
        writeln!(out, "- `{pattern}` ({}): {reason}.", fitting.count()).unwrap();
    }
    out.push_str(DIFFERENCES);
    out
}

fn row(rule: &Rule, ids: &[String], out: &mut String) {
    let answers = answered(rule, ids);
    let patterns: Vec<String> = rule
        .oasdiff
        .iter()
        .filter(|p| answers.iter().any(|id| fits(p, id)))
        .map(|p| format!("`{p}`"))
        .collect();
    let mut source = rule.source.to_string();
    if rule.by_meaning {
        source.push_str(" (by meaning)");
    }
    if let Some(bump) = rule.bump {
        source.push_str(&format!(" (bump: {bump})"));
    }
    let (id, name, what, wire, why) = (rule.id, rule.name, rule.what, rule.wire, rule.why);
    let patterns = patterns.join(" ");
    writeln!(
        out,
        "| {id} | {name} | {what} | {wire} | {source} | {why} | {patterns} |"
    )
    .unwrap();
}

const HEAD: &str = "\
# What a change of the document does

Written from `src/rules/` by `UPDATE_RULES=1 cargo test -p astro-api-drift --test table`. Each rule has its smallest pair
of documents in `tests/cases/`.

- **wire**: does a released client keep working with a server of the new document? In requests, the released client sends
  and the new server reads. In responses, the new server sends and the released client reads.
- **source**: does a user's program compile, and mean the same, with the next release?

`break`, `risk` (it may hurt; a person must look), `minor` (worth a line in the changelog), `none`. The version bump follows
from *source*: a break is major, a risk or minor is minor; where only *wire* says something, it is a patch. A finding can be
milder than its rule, where the place decides.

## How the source verdict is measured

The code of both documents is generated, and its public items are compared: types, members and variants with their types,
methods with their signatures, and implemented traits. The verdict is the result of that comparison. The rules explain it:
a finding that predicts more is corrected, and a change that no rule predicts is reported as S09 or S10. Tests compare the
predictions with the public items over thousands of pairs of documents (`tests/source.rs`). Where the generator refuses one
of the documents, the predictions stand.

- **break**: an item is gone, or its type or signature differs, be it only more general. That includes a parameter that a
  method gains, a member that a builder comes to require, and a member or variant that an exhaustive type gains.
- **minor**: an item is new, such as an optional setter, or a member or variant of a `#[non_exhaustive]` type; or it becomes
  deprecated or is no longer.
- **none**: the items are the same. Names of method parameters, the order of members and private items are not API.

Rules marked *by meaning* speak of programs that compile as before and do something else. They keep their verdict.
";

const COLUMNS: &str = "\
| id | name | what | wire | source | why | oasdiff |
|---|---|---|---|---|---|---|
";

const DIFFERENCES: &str = "
## Where the verdict differs on purpose

oasdiff asks whether a user of the old contract breaks; a generated client asks two questions, and knows itself.

- Response: a new value of an enumeration (D35), a status of success with the same answer (D43), an undeclared status of
  failure (D44), a limit (D46) break nothing: enumerations are open, every 2xx is read alike, every failure is read the
  same way, and no limit of an answer is checked.
- Response: what becomes optional or `null`, or goes (D30, D31, D32), is a risk and no break: the released client puts the
  zero value in its place. For a list or a map, that is the empty one, and nothing is wrong. Only an `id`, the list and the total of a page, and a union have none (D54).
- Response: what oasdiff calls safe breaks users' programs: a value of an enumeration that goes takes its variant along
  (D36), what is always there loses its `Option` (D33), and a narrower type is another type (D38).
- Request: a widened type, what becomes optional or nullable (D15, D24) is safe on the wire and breaks programs. In a
  parameter, any one value is a valid text, and one value is a valid list.
- Request: `required` of a read-only property applies to responses only, so that a new one (D06) is safe on the wire.
- Request: a tighter limit (D12) is a risk, and a new default for something required (D07) breaks programs all the same,
  because the client leaves defaults to the server.
- A new `operationId` (D03) is the name of a method. A renamed path parameter (D22) changes nothing.
- A deprecated operation that goes (D01) goes, whatever was announced.
- Anything that no rule speaks of is N01, where oasdiff is silent.
";
