//! Starts Stoplight's Prism with the checked-in document.

use std::{
    io::{BufRead, BufReader},
    net::TcpListener,
    process::{Child, Command, Stdio},
    thread,
};

use tempfile::TempDir;

use super::document;

/// The exact version of Prism. Version 5.16 requires a Node.js newer than the long-term releases.
const PACKAGE: &str = "--package=@stoplight/prism-cli@5.14.2";

/// A process that is killed on drop.
pub(super) struct Prism {
    child: Child,
    port: u16,
    _folder: TempDir,
}

impl Drop for Prism {
    fn drop(&mut self) {
        // It may have exited already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Prism {
    /// Installs Prism in the cache of npm, starts it, and waits until it listens.
    pub(super) fn start() -> Self {
        let found = Command::new("npx")
            .args(["--yes", PACKAGE, "-c", "command -v prism"])
            .stderr(Stdio::inherit())
            .output()
            .expect("this test needs Node.js");
        let program = String::from_utf8(found.stdout).unwrap();
        assert!(found.status.success(), "npm cannot install Prism");

        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("document.json");
        std::fs::write(&path, document::for_prism().to_string()).unwrap();
        // Prism does not report the port that it was assigned.
        let free = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = free.local_addr().unwrap().port();
        drop(free);
        let mut child = Command::new(program.trim())
            // Reject requests that violate the document; by default Prism only logs them.
            .args(["mock", "--errors", "--multiprocess=false", "--port"])
            .arg(port.to_string())
            .arg(path)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut log = BufReader::new(child.stdout.take().unwrap()).lines();
        let this = Self {
            child,
            port,
            _folder: folder,
        };
        let mut before = Vec::new();
        let listens = log.by_ref().map_while(Result::ok).any(|line| {
            let listens = line.contains("is listening on");
            before.push(line);
            listens
        });
        assert!(listens, "Prism did not start:\n{}", before.join("\n"));
        // It logs each request, and blocks when nobody reads.
        thread::spawn(move || log.for_each(drop));
        this
    }

    /// Returns the base URL.
    pub(super) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}
