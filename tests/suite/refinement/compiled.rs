//! Compiles the code that is snapshotted.

use std::{path::Path, process::Command};

use astro_api_codegen::generate;
use astro_api_tests::root;

use crate::documents;

/// The files of the library's code that are reviewed as text: one module with its types and requests, whose names clash
/// with those used by the generated code, one with a page that has few required members, and the shared types. The rest
/// is similar, and too long for a review.
const SHOWN: [&str; 5] = [
    "builder/mistakes.rs",
    "builder/words.rs",
    "types/mistakes.rs",
    "types/shared.rs",
    "types/words.rs",
];

#[test]
fn code_of_the_library_matches() {
    let code = generate(documents::plain(&documents::library())).unwrap();
    for path in SHOWN {
        let name = path.trim_end_matches(".rs").replace('/', "-");
        insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false, snapshot_path => "../snapshots/library" }, {
            insta::assert_snapshot!(name, code.files[path]);
        });
    }
}

/// The whole crate builds with the code of another document: hand-written code depends on none of its types.
#[test]
#[ignore = "slow: compiles the crate"]
fn slow_crate_compiles_with_the_library() {
    compile_with_code_of(&root().join("tests/fixtures/generator/library.yaml"));
}

/// Compiles the crate with the code of a document, and expects no warning.
pub(crate) fn compile_with_code_of(document: &Path) {
    let output = Command::new(env!("CARGO"))
        .args([
            "check",
            "--offline",
            "--quiet",
            "--package",
            "astro-api",
            "--lib",
            "--features",
            "codegen,deploy,schemars",
        ])
        .current_dir(root())
        .env("ASTRO_OPENAPI_SPEC", document)
        .output()
        .unwrap();
    let diagnostics = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success(),
        "the code of {} does not compile:\n{diagnostics}",
        document.display()
    );
    assert!(
        !diagnostics.contains("warning"),
        "the code of {} does not compile cleanly:\n{diagnostics}",
        document.display()
    );
}
