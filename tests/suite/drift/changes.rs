//! A change of the document is reported until the code is generated again.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    path::Path,
    time::SystemTime,
};

use xtask::Exit;

use super::{GENERATED, SPEC, Sandbox, files_below, shown};

/// The state that shows whether a file was written.
type Identity = (SystemTime, u64);

fn identities(sandbox: &Sandbox) -> BTreeMap<String, Identity> {
    let folder = sandbox.path(GENERATED);
    files_below(&folder)
        .into_keys()
        .map(|path| {
            let metadata = fs::metadata(folder.join(&path)).unwrap();
            (path, (metadata.modified().unwrap(), inode(&metadata)))
        })
        .collect()
}

#[cfg(unix)]
fn inode(metadata: &fs::Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(metadata)
}

#[cfg(not(unix))]
fn inode(_: &fs::Metadata) -> u64 {
    0
}

/// Sets every file to an old modification time: a write is then visible even with a coarse file system clock.
fn age(folder: &Path) {
    for path in files_below(folder).into_keys() {
        let file = File::options().write(true).open(folder.join(path)).unwrap();
        file.set_modified(SystemTime::UNIX_EPOCH).unwrap();
    }
}

/// Changes the document, and follows the change through a check, the generator and another check.
fn change(name: &str, old: &str, new: &str, files: &[&str]) {
    let sandbox = Sandbox::new();
    sandbox.replace(SPEC, old, new);
    age(&sandbox.path(GENERATED));
    let before = identities(&sandbox);

    let found = sandbox.says("generate --check", Exit::Findings);
    assert!(found.contains("Run `cargo xtask generate`"), "{found}");
    assert_eq!(identities(&sandbox), before, "a check writes");

    let written = sandbox.says("generate", Exit::Success);
    let after = identities(&sandbox);
    let changed: Vec<&String> = after
        .keys()
        .filter(|path| before.get(*path) != after.get(*path))
        .collect();
    assert_eq!(changed, files);
    for path in files {
        assert!(found.contains(&format!("{GENERATED}/{path}: ")), "{found}");
    }

    let fine = sandbox.says("generate --check", Exit::Success);
    shown(
        name,
        &format!(
            "$ cargo xtask generate --check\n{found}\n$ cargo xtask generate\n{written}\n$ cargo xtask generate --check\n{fine}"
        ),
    );
}

#[test]
fn an_enumeration_value() {
    change(
        "enumeration_value",
        "          - SUSPENDED\n",
        "          - PAUSED\n",
        &["types/organization.rs"],
    );
}

#[test]
fn a_property() {
    change(
        "property",
        "        trialExpiresAt:\n",
        "        trialEndsAt:\n",
        &["types/organization.rs"],
    );
}

#[test]
fn a_bound() {
    change(
        "bound",
        "          example: 100\n          maximum: 1000\n",
        "          example: 100\n          maximum: 500\n",
        &["builder/organization.rs"],
    );
}

#[test]
fn a_path() {
    change(
        "path",
        "  /organizations/{organizationId}/audit-logs:\n",
        "  /organizations/{organizationId}/audit-trail:\n",
        &["builder/organization.rs"],
    );
}

/// Types and operations are in files by tag: a new tag adds files, and changes those that list them.
#[test]
fn a_tag() {
    let sandbox = Sandbox::new();
    let text = sandbox.read(SPEC);
    let (before, rest) = text
        .split_once("operationId: GetOrganizationAuditLogs\n")
        .unwrap();
    let rest = rest.replacen("- Organization\n", "- AuditLog\n", 1);
    sandbox.write(
        SPEC,
        &format!("{before}operationId: GetOrganizationAuditLogs\n{rest}"),
    );
    let found = sandbox.says("generate --check", Exit::Findings);
    shown("tag", &found);
    sandbox.says("generate", Exit::Success);
    sandbox.says("generate --check", Exit::Success);
    // After reverting, the new file is stale and is deleted.
    sandbox.write(SPEC, &text);
    sandbox.says("generate", Exit::Success);
    assert!(
        !sandbox
            .path(GENERATED)
            .join("builder/audit_log.rs")
            .exists()
    );
    sandbox.says("generate --check", Exit::Success);
}

#[test]
fn nothing_changed_and_nothing_is_written() {
    let sandbox = Sandbox::new();
    age(&sandbox.path(GENERATED));
    let before = identities(&sandbox);
    let files = before.len();
    let text = sandbox.says("generate", Exit::Success);
    assert_eq!(
        text,
        format!("{GENERATED}: 0 files changed, {files} unchanged\n")
    );
    assert_eq!(identities(&sandbox), before);
}

#[test]
fn a_name_that_names_nothing() {
    let sandbox = Sandbox::new();
    sandbox.replace(
        "openapi/astro-v1.names.yaml",
        "    - Organization.paymentMethod\n",
        "    - Organization.paymentMethod\n    - Organization.payment\n",
    );
    let found = sandbox.says("generate --check", Exit::Findings);
    shown("name", &found);
    // The generator fails as well, not only the check: the table would otherwise keep a stale entry.
    assert_eq!(sandbox.says("generate", Exit::Findings), found);
}
