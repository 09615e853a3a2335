//! A change of the document is reported until the code is generated again.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    path::Path,
    time::SystemTime,
};

use xtask::Exit;

use super::{GENERATED, SPEC, Sandbox, check_snapshot, files_below};

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
fn set_old_modification_times(folder: &Path) {
    for path in files_below(folder).into_keys() {
        let file = File::options().write(true).open(folder.join(path)).unwrap();
        file.set_modified(SystemTime::UNIX_EPOCH).unwrap();
    }
}

/// Changes the document, and follows the change through a check, the generator and another check.
fn assert_change_is_detected(name: &str, old: &str, new: &str, files: &[&str]) {
    let sandbox = Sandbox::new();
    sandbox.replace(SPEC, old, new);
    set_old_modification_times(&sandbox.path(GENERATED));
    let before = identities(&sandbox);

    let found = sandbox.output_of("generate --check", Exit::Findings);
    assert!(found.contains("Run `cargo xtask generate`"), "{found}");
    assert_eq!(identities(&sandbox), before, "a check writes");

    let written = sandbox.output_of("generate", Exit::Success);
    let after = identities(&sandbox);
    let changed: Vec<&String> = after
        .keys()
        .filter(|path| before.get(*path) != after.get(*path))
        .collect();
    assert_eq!(changed, files);
    for path in files {
        assert!(found.contains(&format!("{GENERATED}/{path}: ")), "{found}");
    }

    let fine = sandbox.output_of("generate --check", Exit::Success);
    check_snapshot(
        name,
        &format!(
            "$ cargo xtask generate --check\n{found}\n$ cargo xtask generate\n{written}\n$ cargo xtask generate --check\n{fine}"
        ),
    );
}

#[test]
fn detects_changed_enum_variant() {
    assert_change_is_detected(
        "enumeration_value",
        "          - SUSPENDED\n",
        "          - PAUSED\n",
        &["types/organization.rs"],
    );
}

#[test]
fn detects_renamed_property() {
    assert_change_is_detected(
        "property",
        "        trialExpiresAt:\n",
        "        trialEndsAt:\n",
        &["types/organization.rs"],
    );
}

#[test]
fn detects_changed_maximum() {
    assert_change_is_detected(
        "bound",
        "          example: 100\n          maximum: 1000\n",
        "          example: 100\n          maximum: 500\n",
        &["builder/organization.rs"],
    );
}

#[test]
fn detects_changed_path() {
    assert_change_is_detected(
        "path",
        "  /organizations/{organizationId}/audit-logs:\n",
        "  /organizations/{organizationId}/audit-trail:\n",
        &["builder/organization.rs"],
    );
}

/// Types and operations are in files by tag: a new tag adds files, and changes those that list them.
#[test]
fn new_tag_adds_files_and_reverting_deletes_them() {
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
    let found = sandbox.output_of("generate --check", Exit::Findings);
    check_snapshot("tag", &found);
    sandbox.output_of("generate", Exit::Success);
    sandbox.output_of("generate --check", Exit::Success);
    // After reverting, the new file is stale and is deleted.
    sandbox.write(SPEC, &text);
    sandbox.output_of("generate", Exit::Success);
    assert!(
        !sandbox
            .path(GENERATED)
            .join("builder/audit_log.rs")
            .exists()
    );
    sandbox.output_of("generate --check", Exit::Success);
}

#[test]
fn unchanged_document_writes_no_files() {
    let sandbox = Sandbox::new();
    set_old_modification_times(&sandbox.path(GENERATED));
    let before = identities(&sandbox);
    let files = before.len();
    let text = sandbox.output_of("generate", Exit::Success);
    assert_eq!(
        text,
        format!("{GENERATED}: 0 files changed, {files} unchanged\n")
    );
    assert_eq!(identities(&sandbox), before);
}

#[test]
fn stale_entry_in_the_table_of_names_is_reported() {
    let sandbox = Sandbox::new();
    sandbox.replace(
        "openapi/astro-v1.names.yaml",
        "    - Organization.paymentMethod\n",
        "    - Organization.paymentMethod\n    - Organization.payment\n",
    );
    let found = sandbox.output_of("generate --check", Exit::Findings);
    check_snapshot("name", &found);
    // The generator fails as well, not only the check: the table would otherwise keep a stale entry.
    assert_eq!(sandbox.output_of("generate", Exit::Findings), found);
}
