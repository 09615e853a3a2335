//! The links of the repository's Markdown files, and the anchors of links in rustdoc. Rustdoc itself checks the paths
//! of its links, but not the anchors.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use astro_api_tests::root;

/// Returns the files below a folder with one of these extensions, except for those that Git ignores.
fn files(folder: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            let name = entry.file_name().into_string().unwrap();
            let is_ignored = ["target", "node_modules", ".git"].contains(&name.as_str());
            if entry.file_type().unwrap().is_dir() && !is_ignored {
                folders.push(entry.path());
            } else if endings.iter().any(|ending| name.ends_with(ending)) {
                found.push(entry.path());
            }
        }
    }
    found.sort();
    found
}

/// Returns the text that is rendered as Markdown: a Markdown file, or the doc comments of a Rust file, without code
/// blocks.
fn prose(file: &Path) -> String {
    let text = fs::read_to_string(file).unwrap();
    let is_rust = file.extension().is_some_and(|e| e == "rs");
    let mut prose = String::new();
    let mut is_code = false;
    for line in text.lines() {
        let comment = line.trim_start();
        let line = match is_rust {
            false => line,
            true => match comment.strip_prefix("//!").or(comment.strip_prefix("///")) {
                Some(rest) => rest.strip_prefix(' ').unwrap_or(rest),
                None => continue,
            },
        };
        if line.trim_start().starts_with("```") {
            is_code = !is_code;
        } else if !is_code {
            prose.push_str(line);
            prose.push('\n');
        }
    }
    prose
}

/// Returns the targets of the inline links of a text.
fn links(prose: &str) -> Vec<String> {
    let targets = prose.split("](").skip(1);
    targets
        .filter_map(|rest| rest.split(')').next())
        .map(|target| target.replace('\n', ""))
        .collect()
}

/// Returns the anchors of the headings of a text, as GitHub and rustdoc generate them.
fn anchors(prose: &str) -> BTreeSet<String> {
    let headings = prose.lines().filter(|l| l.starts_with('#'));
    headings
        .map(|heading| {
            let text = heading.trim_start_matches('#').trim().to_lowercase();
            let kept = text
                .chars()
                .filter(|c| c.is_alphanumeric() || " -_".contains(*c));
            kept.map(|c| if c == ' ' { '-' } else { c }).collect()
        })
        .collect()
}

#[test]
fn relative_links_resolve() {
    let files = files(&root(), &[".md"]);
    assert!(files.len() >= 10, "the files were not found: {files:?}");
    let mut checked = 0;
    for file in files {
        for link in links(&prose(&file)) {
            // Links to Rust items are checked by rustdoc.
            if link.contains("://") || link.contains("::") {
                continue;
            }
            let (path, anchor) = match link.split_once('#') {
                Some((path, anchor)) => (path, Some(anchor)),
                None => (&*link, None),
            };
            let target = match path {
                "" => file.clone(),
                path => file.parent().unwrap().join(path),
            };
            assert!(target.exists(), "{}: {link} does not exist", file.display());
            if let Some(anchor) = anchor {
                assert!(
                    anchors(&prose(&target)).contains(anchor),
                    "{}: {link} names no heading",
                    file.display()
                );
            }
            checked += 1;
        }
    }
    assert!(checked >= 5, "only {checked} links were found");
}

#[test]
fn external_links_use_https() {
    for file in files(&root(), &[".md"]) {
        for link in links(&prose(&file)) {
            assert!(!link.starts_with("http://"), "{}: {link}", file.display());
        }
    }
}

/// Headings of the guide's sections, and those of all items together, since a file has several items.
#[test]
fn rustdoc_anchors_name_headings() {
    let sources = root().join("astro-api/src");
    let files = files(&sources, &[".md", ".rs"]);
    let all: BTreeSet<String> = files
        .iter()
        .flat_map(|file| anchors(&prose(file)))
        .collect();
    let mut checked = 0;
    for file in &files {
        for link in links(&prose(file)) {
            let Some((item, anchor)) = link.split_once('#') else {
                continue;
            };
            if link.contains("://") {
                continue;
            }
            let section = item.strip_prefix("crate::guide::");
            let known = match section {
                Some(section) => {
                    anchors(&prose(&sources.join("guide").join(format!("{section}.md"))))
                }
                None => all.clone(),
            };
            assert!(
                known.contains(anchor),
                "{}: {link} names no heading",
                file.display()
            );
            checked += 1;
        }
    }
    assert!(checked >= 5, "only {checked} links were found");
}
