//! The content of an archive.

use std::{
    fs,
    io::{Cursor, Read},
    path::Path,
    time::{Duration, SystemTime},
};

use astro_api::{
    ErrorKind,
    deploy::{DeployStep, Source},
};
use flate2::read::GzDecoder;

use super::{Setup, write};

/// Returns the names in an archive.
pub(super) fn names(archive: &[u8]) -> Vec<String> {
    let mut archive = tar::Archive::new(GzDecoder::new(archive));
    let entries = archive.entries().unwrap();
    entries
        .map(|entry| entry.unwrap().path().unwrap().display().to_string())
        .collect()
}

/// Returns the uploaded archive of a source.
async fn uploaded_archive(setup: &Setup, source: Source) -> Vec<u8> {
    let deploy = setup.deploy().dags(source).await.unwrap();
    setup.fake.uploaded(&deploy.id).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn caches_vcs_and_ignored_files_are_excluded() {
    let setup = Setup::new().await;
    let project = setup.folder.path();
    for file in [
        ".git/HEAD",
        "__pycache__/a.cpython-312.pyc",
        "sub/__pycache__/a.pyc",
        "old.pyc",
        ".DS_Store",
        ".airflowignore",
        "sub/helpers.py",
        "docs/a.md",
        "docs/keep.md",
        "sub/b.md",
        "secret.env",
    ] {
        write(&project.join("dags").join(file), "x");
    }
    // Relative to the project, as the Astro CLI expects. Files that Airflow does not parse may be imported.
    write(
        &project.join(".astro/deployignore"),
        "# not code\ndags/docs\n!dags/docs/keep.md\n**/*.env\n",
    );
    write(&project.join("dags/.airflowignore"), "sub/\n");
    let source = Source::path(project.join("dags")).exclude("**/b.md");
    assert_eq!(
        names(&uploaded_archive(&setup, source).await),
        [
            "dags/.airflowignore",
            "dags/docs/keep.md",
            "dags/sub/helpers.py",
            "dags/terns.py"
        ]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn same_folder_gives_the_same_archive() {
    let setup = Setup::new().await;
    let dags = setup.folder.path().join("dags");
    write(&dags.join("a/long/path").join("x".repeat(120)), "a");
    let first = uploaded_archive(&setup, Source::path(&dags)).await;
    let second = uploaded_archive(&setup, Source::path(&dags)).await;
    assert!(first == second);
    // A copy has other timestamps, unless they are set.
    let copy = setup.folder.path().join("copy/dags");
    for name in ["terns.py", &format!("a/long/path/{}", "x".repeat(120))] {
        let text = fs::read_to_string(dags.join(name)).unwrap();
        write(&copy.join(name), &text);
        let file = fs::File::options().write(true).open(copy.join(name));
        file.unwrap().set_modified(SystemTime::UNIX_EPOCH).unwrap();
    }
    let time = SystemTime::UNIX_EPOCH + Duration::from_secs(1_782_900_000);
    assert!(uploaded_archive(&setup, Source::path(&copy)).await != first);
    let one = uploaded_archive(&setup, Source::path(&dags).modified(time)).await;
    let other = uploaded_archive(&setup, Source::path(&copy).modified(time)).await;
    assert!(one == other);
}

#[tokio::test(flavor = "multi_thread")]
async fn base_folder_can_be_set() {
    let setup = Setup::new().await;
    let dags = setup.folder.path().join("dags");
    let source = || Source::path(dags.join("../dags/."));
    assert_eq!(
        names(&uploaded_archive(&setup, source()).await),
        ["dags/terns.py"]
    );
    let other = uploaded_archive(&setup, source().base_dir("flows")).await;
    assert_eq!(names(&other), ["flows/terns.py"]);
    let none = uploaded_archive(&setup, source().base_dir("")).await;
    assert_eq!(names(&none), ["terns.py"]);
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn symlinks_and_executable_bits_are_kept() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let setup = Setup::new().await;
    let dags = setup.folder.path().join("dags");
    symlink("terns.py", dags.join("birds.py")).unwrap();
    write(&dags.join("run.sh"), "#!/bin/sh");
    let executable = fs::Permissions::from_mode(0o700);
    fs::set_permissions(dags.join("run.sh"), executable).unwrap();
    let archive = uploaded_archive(&setup, Source::path(&dags)).await;
    let mut archive = tar::Archive::new(GzDecoder::new(&*archive));
    let mut seen = Vec::new();
    for entry in archive.entries().unwrap() {
        let mut entry = entry.unwrap();
        let mut text = String::new();
        entry.read_to_string(&mut text).unwrap();
        let (header, name) = (entry.header(), entry.path().unwrap().into_owned());
        assert_eq!((header.uid().unwrap(), header.gid().unwrap()), (0, 0));
        let link = entry.link_name().unwrap();
        let link = link.map(|link| link.display().to_string());
        seen.push((name, header.mode().unwrap(), link, text));
    }
    let entry = |name: &str, mode, link: Option<&str>, text: &str| {
        let name = Path::new("dags").join(name);
        (name, mode, link.map(str::to_owned), text.to_owned())
    };
    assert_eq!(
        seen,
        [
            entry("birds.py", 0o777, Some("terns.py"), ""),
            entry("run.sh", 0o755, None, "#!/bin/sh"),
            entry("terns.py", 0o644, None, "# a DAG"),
        ]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn existing_archive_or_reader_is_uploaded_unchanged() {
    let setup = Setup::new().await;
    let archive = uploaded_archive(&setup, Source::path(setup.folder.path().join("dags"))).await;
    let path = setup.folder.path().join("dags.tar.gz");
    fs::write(&path, &archive).unwrap();
    assert!(uploaded_archive(&setup, Source::path(&path)).await == archive);
    let reader = Source::reader(Cursor::new(archive.clone()));
    assert!(uploaded_archive(&setup, reader).await == archive);
}

/// Nothing is sent if the source cannot be packed.
#[tokio::test(flavor = "multi_thread")]
async fn packing_errors_are_reported_before_sending() {
    let setup = Setup::new().await;
    let folder = setup.folder.path();
    let plain = folder.join("dags.tar");
    fs::write(&plain, "not compressed").unwrap();
    let empty = folder.join("empty");
    fs::create_dir(&empty).unwrap();
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err(std::io::Error::other("it broke"))
        }
    }
    for (source, kind, text) in [
        (
            Source::path(folder.join("gone")),
            ErrorKind::Archive,
            "gone",
        ),
        (Source::path(&plain), ErrorKind::Archive, "dags.tar"),
        (
            Source::path(&empty),
            ErrorKind::InvalidRequest,
            "no files to deploy",
        ),
        (
            Source::reader(Broken),
            ErrorKind::Archive,
            "cannot read the archive",
        ),
        (
            Source::path(folder.join("dags")).exclude("a**b"),
            ErrorKind::InvalidRequest,
            "a**b",
        ),
    ] {
        let error = setup.deploy().dags(source).await.unwrap_err();
        assert_eq!(error.step(), DeployStep::Pack);
        assert_eq!(error.error().kind(), kind, "{error:?}");
        assert!(error.error().message().contains(text), "{error:?}");
        assert_eq!(error.deploy_id(), None);
    }
    assert_eq!(setup.fake.requests().len(), 0);
    let empty = Source::path(&empty).allow_empty();
    assert_eq!(names(&uploaded_archive(&setup, empty).await).len(), 0);
}
