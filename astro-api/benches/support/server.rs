//! A server that costs the client's process nothing: another process, a thread for each connection, bodies made ahead.

use std::{
    io::{self, BufRead, BufReader, Write},
    net::{TcpListener, TcpStream},
    process::{Child, Command, Stdio},
    sync::Arc,
    thread,
    time::Duration,
};

use super::rows;

/// The argument that makes a benchmark serve instead of measure.
const SERVE: &str = "--serve";

/// What is served: so many rows, so many on a page at most, each answer after a wait.
#[derive(Clone, Copy)]
pub(crate) struct Plan {
    pub(crate) total: usize,
    pub(crate) page: usize,
    pub(crate) latency: Duration,
}

/// A server in a process of its own, which ends with this value.
pub(crate) struct Server {
    child: Child,
    pub(crate) base_url: String,
}

impl Server {
    /// Starts this program once more, as a server.
    pub(crate) fn start(plan: Plan) -> io::Result<Self> {
        let mut child = Command::new(std::env::current_exe()?)
            .arg(SERVE)
            .args([plan.total, plan.page].map(|n| n.to_string()))
            .arg(plan.latency.as_millis().to_string())
            .stdout(Stdio::piped())
            .spawn()?;
        let out = child
            .stdout
            .take()
            .ok_or_else(|| io::Error::other("no output"))?;
        let mut port = String::new();
        BufReader::new(out).read_line(&mut port)?;
        let base_url = format!("http://127.0.0.1:{}/v1", port.trim());
        Ok(Self { child, base_url })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Serves for ever, if the command line says so. To be called first in `main`.
#[allow(
    clippy::print_stdout,
    reason = "the port is told to whoever started the server"
)]
pub(crate) fn serve_if_asked() -> io::Result<()> {
    let args: Vec<String> = std::env::args().collect();
    let Some(at) = args.iter().position(|a| a == SERVE) else {
        return Ok(());
    };
    let number = |i: usize| args.get(at + i).and_then(|n| n.parse::<usize>().ok());
    let plan = Plan {
        total: number(1).unwrap_or(0),
        page: number(2).unwrap_or(1),
        latency: Duration::from_millis(number(3).unwrap_or(0) as u64),
    };
    let listener = TcpListener::bind(("127.0.0.1", 0))?;
    println!("{}", listener.local_addr()?.port());
    io::stdout().flush()?;
    let rows: Arc<Vec<String>> = Arc::new(
        rows::organizations(plan.page)
            .iter()
            .map(ToString::to_string)
            .collect(),
    );
    for stream in listener.incoming() {
        let (stream, rows) = (stream?, Arc::clone(&rows));
        thread::spawn(move || connection(stream, plan, &rows));
    }
    Ok(())
}

/// Answers requests until the client closes.
fn connection(stream: TcpStream, plan: Plan, rows: &[String]) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut out = stream.try_clone()?;
    let mut lines = BufReader::new(stream).lines();
    while let Some(line) = lines.next() {
        let line = line?;
        let offset = parameter(&line, "offset").unwrap_or(0);
        let limit = parameter(&line, "limit").unwrap_or(20);
        while lines.next().transpose()?.is_some_and(|l| !l.is_empty()) {}
        thread::sleep(plan.latency);
        let count = limit.min(plan.page).min(plan.total.saturating_sub(offset));
        let body = format!(
            "{{\"limit\":{limit},\"offset\":{offset},\"totalCount\":{},\"organizations\":[{}]}}",
            plan.total,
            rows[..count].join(",")
        );
        let head = format!(
            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
            body.len()
        );
        // In one piece, as a server with a buffer does.
        out.write_all([head.as_bytes(), body.as_bytes()].concat().as_slice())?;
    }
    Ok(())
}

/// A number in the query of a request line.
fn parameter(line: &str, name: &str) -> Option<usize> {
    let query = line.split(' ').nth(1)?.split_once('?')?.1;
    let mut pairs = query.split('&').filter_map(|p| p.split_once('='));
    pairs.find(|(n, _)| *n == name)?.1.parse().ok()
}
