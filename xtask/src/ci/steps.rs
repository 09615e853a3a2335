//! The checks, cheap ones first.

/// One check.
pub(super) struct Step {
    pub(super) name: &'static str,
    /// The command line, split at spaces.
    pub(super) command: &'static str,
    /// What to do if it fails.
    pub(super) remedy: &'static str,
    pub(super) env: &'static [(&'static str, &'static str)],
    pub(super) needs: Needs,
}

/// What may be missing for a check.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Needs {
    Nothing,
    /// Node.js.
    Node,
    /// Time: it compiles the dependencies again.
    Time,
    /// An optional program. In CI, the check fails without it.
    Program(&'static str),
}

/// The file in which the tests record the snapshots that they reference.
pub(super) const REFERENCES: &str = "target/snapshot-references.txt";

pub(super) const STEPS: &[Step] = &[
    Step::new(
        "formatting",
        "cargo fmt --all --check",
        "run `cargo fmt --all`",
    ),
    Step::new(
        "composed document",
        "cargo xtask compose --check",
        "fix the overlays in openapi/overlay as listed above, then run `cargo xtask compose`",
    ),
    Step::new(
        "document composed by a second implementation",
        "cargo xtask compose --independent",
        "fix xtask/src/overlay.rs or the overlay; without Node.js, pass --without-node",
    )
    .needs(Needs::Node),
    Step::new(
        "lint of the document",
        // The exact version of the linter.
        "npx --yes @redocly/cli@2.77.0 lint --config .redocly/redocly.yaml openapi/astro-v1.yaml",
        "fix the overlay in openapi/overlay as reported above; without Node.js, pass --without-node",
    )
    .env(&[
        ("REDOCLY_TELEMETRY", "off"),
        ("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true"),
    ])
    .needs(Needs::Node),
    Step::new(
        "generated code",
        "cargo xtask generate --check",
        "run `cargo xtask generate`",
    ),
    Step::new(
        "clippy",
        "cargo clippy --workspace --all-targets --features astro-api/schemars -- -D warnings",
        "fix the findings above",
    ),
    Step::new(
        "tests",
        "cargo test --workspace",
        "fix the code, or review the snapshots with `cargo insta review`",
    ),
    Step::new(
        "unreferenced snapshots",
        "cargo xtask snapshots target/snapshot-references.txt",
        "fix failed tests first, because they did not reach all their snapshots; then remove the snapshots above",
    ),
    Step::new(
        "slow tests",
        "cargo test --workspace --test suite slow_ -- --ignored",
        "fix the generator, or what the generated code uses",
    ),
    Step::new(
        "requests validated by Prism",
        "cargo test --workspace --test suite wire::prism -- --ignored",
        "fix the document or the generator as reported above; without Node.js, pass --without-node",
    )
    .needs(Needs::Node),
    Step::new(
        "documentation",
        "cargo doc --workspace --no-deps --features astro-api/schemars",
        "fix the findings above",
    )
    .env(&[("RUSTDOCFLAGS", "-D warnings")]),
    Step::new(
        "examples of the last release",
        "bash .ci/compat",
        "see the output of `.ci/compat`",
    ),
    Step::new(
        "build with each feature alone, and with all",
        "bash .ci/features",
        "fix the code behind the features",
    ),
    Step::new(
        "dependencies at their lowest versions",
        "bash .ci/minimal",
        "increase the minimum version of the dependency in the Cargo.toml of the package",
    )
    .needs(Needs::Time),
    Step::new(
        "each TLS feature (slow at first)",
        "bash .ci/tls",
        "fix astro-api/src/transport/tls.rs; see the output of `.ci/tls`",
    )
    .needs(Needs::Time),
    Step::new(
        "licences and sources of the dependencies",
        "cargo deny --all-features check licenses bans sources",
        "see deny.toml",
    )
    .needs(Needs::Program("cargo-deny")),
    Step::new(
        "packaged form",
        "bash .ci/package",
        "see the output of `.ci/package`",
    ),
];

impl Step {
    const fn new(name: &'static str, command: &'static str, remedy: &'static str) -> Self {
        Self {
            name,
            command,
            remedy,
            env: &[],
            needs: Needs::Nothing,
        }
    }

    const fn env(self, env: &'static [(&'static str, &'static str)]) -> Self {
        Self { env, ..self }
    }

    const fn needs(self, needs: Needs) -> Self {
        Self { needs, ..self }
    }
}
