//! The README's content other than its Rust code, which is a doctest of this package, and the map of the repository.

use std::fs;

use astro_api_tests::root;

fn readme() -> String {
    fs::read_to_string(root().join("README.md")).unwrap()
}

/// The file with the map of the repository.
fn contributing() -> String {
    fs::read_to_string(root().join(".github/CONTRIBUTING.md")).unwrap()
}

#[test]
fn readme_is_short() {
    let lines = readme().lines().count();
    assert!(lines <= 200, "the README has {lines} lines");
}

/// GitHub and the registry show hidden lines of doctests.
#[test]
fn programs_have_no_hidden_lines() {
    let programs = [blocks("rust,no_run"), blocks("rust")].concat();
    assert!(programs.len() >= 3);
    for program in programs {
        assert!(program.contains("async fn main()"), "{program}");
        let is_hidden =
            |line: &str| line.trim_start() == "#" || line.trim_start().starts_with("# ");
        assert!(!program.lines().any(is_hidden), "{program}");
    }
}

/// Returns the code blocks in the given language.
fn blocks(language: &str) -> Vec<String> {
    let text = readme();
    let mut found = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if let Some(info) = line.strip_prefix("```") {
            let block: Vec<&str> = lines.by_ref().take_while(|l| *l != "```").collect();
            if info == language {
                found.push(block.join("\n"));
            }
        }
    }
    found
}

#[test]
fn every_code_block_is_tested() {
    let text = readme();
    let fences: Vec<&str> = text
        .lines()
        .filter_map(|l| l.strip_prefix("```"))
        .filter(|l| !l.is_empty())
        .collect();
    for info in fences {
        assert!(
            ["rust", "rust,no_run", "sh"].contains(&info),
            "a block of `{info}` is neither a doctest nor one of the commands below"
        );
    }
}

#[test]
fn commands_are_those_of_the_checks() {
    let commands = blocks("sh");
    assert_eq!(
        commands,
        [
            // Typed by the user.
            "cargo add astro-api\ncargo add tokio --features macros,rt-multi-thread",
            // Run by the tests of the examples.
            "cargo run -p astro-api --example list_organizations",
            // Run by `cargo xtask ci`.
            "cargo test --workspace",
        ]
    );
    let ci = fs::read_to_string(root().join("xtask/src/ci/steps.rs")).unwrap();
    assert!(
        ci.contains("\"cargo test --workspace\","),
        "`cargo xtask ci` does not run the test command of the README"
    );
    let script = fs::read_to_string(root().join(".ci/run")).unwrap();
    assert!(
        script.contains("/xtask\" ci"),
        ".ci/run does not run `cargo xtask ci`"
    );
}

#[test]
fn map_names_existing_paths() {
    let text = contributing();
    let (_, map) = text.split_once("| where | what |").unwrap();
    let rows = map.lines().skip(2).take_while(|l| l.starts_with('|'));
    let mut places = 0;
    for row in rows {
        let cell = row.split('|').nth(1).unwrap();
        for place in cell.split('`').skip(1).step_by(2) {
            assert!(
                root().join(place).exists(),
                "{place} is on the map of CONTRIBUTING.md and not in the repository"
            );
            places += 1;
        }
    }
    assert!(places >= 10, "the map was not read");
}

#[test]
fn map_names_every_top_level_folder() {
    let text = contributing();
    for entry in fs::read_dir(root()).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        let is_ours =
            entry.file_type().unwrap().is_dir() && !name.starts_with('.') && name != "target";
        assert!(
            !is_ours || text.contains(&format!("`{name}/")),
            "{name} is not on the map of CONTRIBUTING.md"
        );
    }
}

#[test]
fn features_match_the_manifest() {
    let manifest = fs::read_to_string(root().join("astro-api/Cargo.toml")).unwrap();
    let (_, rest) = manifest.split_once("[features]\n").unwrap();
    let declared: Vec<&str> = rest
        .lines()
        .take_while(|l| !l.is_empty())
        .filter_map(|l| l.split_once(" = ").map(|(name, _)| name))
        .filter(|name| *name != "default")
        .collect();
    let text = readme();
    let (_, table) = text.split_once("| feature | default |").unwrap();
    let expected: Vec<&str> = table
        .lines()
        .skip(2)
        .take_while(|l| l.starts_with('|'))
        .filter_map(|l| l.split('`').nth(1))
        .collect();
    assert_eq!(expected, declared);
}

/// The default values in the table are tested where they are set.
#[test]
fn table_of_settings_names_existing_methods() {
    let text = readme();
    let (_, table) = text.split_once("| what | default | set with |").unwrap();
    let rows = table.lines().skip(2).take_while(|l| l.starts_with('|'));
    let sources = ["config/mod.rs", "request/options.rs", "pagination/items.rs"]
        .map(|file| fs::read_to_string(root().join("astro-api/src").join(file)).unwrap());
    let mut methods = 0;
    for row in rows {
        let cell = row.trim_end_matches(" |").rsplit("| ").next().unwrap();
        for method in cell.split('`').skip(1).step_by(2) {
            let declared = format!("pub fn {method}(");
            assert!(
                sources.iter().any(|s| s.contains(&declared)),
                "there is no `{method}`"
            );
            methods += 1;
        }
    }
    assert!(methods >= 15, "the table was not read");
}

#[test]
fn first_program_has_at_most_15_lines() {
    let program = blocks("rust,no_run")
        .into_iter()
        .find(|b| b.contains("async fn main"))
        .unwrap();
    let lines = program.lines().filter(|l| !l.trim().is_empty()).count();
    assert!(lines <= 15, "the program has {lines} lines");
}

/// The registry shows the README without the repository's files.
#[test]
fn links_are_absolute() {
    let text = readme();
    let links: Vec<&str> = text
        .split("](")
        .skip(1)
        .filter_map(|rest| rest.split(')').next())
        .collect();
    assert!(links.len() >= 4);
    for link in links {
        assert!(link.starts_with("https://"), "{link} is not absolute");
    }
}
