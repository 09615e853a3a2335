//! `cargo xtask prism`: sends the client's requests to an independent server that validates them.

mod document;

use std::{
    fs,
    io::Write,
    net::{Ipv4Addr, TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use crate::{Exit, while_doing};

/// The exact version of Prism. Version 5.16 requires a Node.js newer than the long-term releases.
const PRISM: &str = "@stoplight/prism-cli@5.14.2";

/// The script that Node.js runs, below the folder that npm installs to.
const PROGRAM: &str = "node_modules/@stoplight/prism-cli/dist/index.js";

/// Timeout for Prism to read the document and to listen.
const PATIENCE: Duration = Duration::from_secs(60);

/// A child process that is killed on drop.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // It may have exited already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

pub(crate) fn run(root: &Path, out: &mut dyn Write) -> Result<Exit, String> {
    let folder = crate::target(root).join("prism");
    let program = install(&folder)?;
    let document = folder.join("document.json");
    write_document(root, &document)?;
    let port = free_port()?;
    let log = folder.join("prism.log");
    let _prism = start(&program, &document, port, &log)?;
    let status = Command::new("cargo")
        // Use the features of the step `tests`, so that nothing is built twice.
        .args(["test", "--workspace", "--test", "suite"])
        .args(["wire::prism::", "--", "--ignored"])
        .env("ASTRO_PRISM_URL", format!("http://127.0.0.1:{port}"))
        .current_dir(root)
        .status()
        .map_err(while_doing("run cargo"))?;
    if status.success() {
        return Ok(Exit::Success);
    }
    writeln!(out, "the output of Prism is in {}", log.display()).map_err(while_doing("print"))?;
    Ok(Exit::Findings)
}

/// Installs Prism, unless it is installed.
fn install(folder: &Path) -> Result<PathBuf, String> {
    let program = folder.join(PROGRAM);
    let mark = folder.join("installed");
    if fs::read_to_string(&mark).is_ok_and(|installed| installed == PRISM) {
        return Ok(program);
    }
    fs::create_dir_all(folder).map_err(while_doing(format!("make {}", folder.display())))?;
    let status = Command::new("npm")
        .args(["install", "--no-save", "--no-audit", "--no-fund"])
        .args(["--loglevel", "error", "--prefix"])
        .arg(folder)
        .arg(PRISM)
        .status()
        .map_err(while_doing("run npm, which comes with Node.js"))?;
    if !status.success() {
        return Err(format!("npm could not install {PRISM}; see above"));
    }
    // Create this last, so that an interrupted installation is repeated.
    fs::write(&mark, PRISM).map_err(while_doing(format!("write {}", mark.display())))?;
    Ok(program)
}

/// Writes the document for Prism.
fn write_document(root: &Path, to: &Path) -> Result<(), String> {
    let from = root.join("openapi/astro-v1.yaml");
    let text =
        fs::read_to_string(&from).map_err(while_doing(format!("read {}", from.display())))?;
    let mut document: serde_json::Value =
        yaml_serde::from_str(&text).map_err(while_doing(format!("read {}", from.display())))?;
    document::mend(&mut document);
    fs::write(to, document.to_string()).map_err(while_doing(format!("write {}", to.display())))
}

/// Returns a free port. Prism does not report the port that it was assigned.
fn free_port() -> Result<u16, String> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
        .and_then(|listener| listener.local_addr())
        .map(|address| address.port())
        .map_err(while_doing("find a free port"))
}

/// Starts Prism, and waits until it listens.
fn start(program: &Path, document: &Path, port: u16, log: &Path) -> Result<Running, String> {
    let file = fs::File::create(log).map_err(while_doing(format!("write {}", log.display())))?;
    let errors = file.try_clone().map_err(while_doing("share a file"))?;
    let child = Command::new("node")
        .arg(program)
        // Reject requests that violate the document; by default Prism only logs them.
        .args(["mock", "--errors", "--multiprocess=false", "--port"])
        .arg(port.to_string())
        .arg(document)
        .stdin(Stdio::null())
        .stdout(file)
        .stderr(errors)
        .spawn()
        .map_err(while_doing("run node"))?;
    let mut prism = Running(child);
    let begin = Instant::now();
    while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
        let end = prism.0.try_wait().map_err(while_doing("look at Prism"))?;
        if let Some(status) = end {
            return Err(format!("Prism ended with {status}; see {}", log.display()));
        }
        if begin.elapsed() > PATIENCE {
            return Err(format!(
                "Prism did not listen within {PATIENCE:?}; see {}",
                log.display()
            ));
        }
        thread::sleep(Duration::from_millis(50));
    }
    Ok(prism)
}
