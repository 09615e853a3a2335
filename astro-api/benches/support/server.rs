//! A server that costs the client's process nothing: a separate process, a thread per connection, pre-generated rows.

use std::{
    io::{self, BufRead, BufReader, Write},
    net::{TcpListener, TcpStream},
    process::{Child, Command, Stdio},
    sync::Arc,
    thread,
    time::Duration,
};

use super::{
    faults::{Fault, Faults},
    rows,
};

/// The argument that makes a benchmark serve instead of measure.
const SERVE: &str = "--serve";

/// The number of distinct rows. Larger lists repeat them, so that the server stays small.
const DISTINCT: usize = 10_000;

/// The server's settings.
#[derive(Clone, Copy)]
pub struct Plan {
    /// Total number of rows.
    pub total: usize,
    /// Maximum number of rows per page.
    pub page: usize,
    /// Delay before each response.
    pub latency: Duration,
    /// One request in this many fails; 0 for none.
    pub one_fails_in: usize,
}

/// A server in a separate process, which is stopped when this value is dropped.
pub struct Server {
    child: Child,
    /// The base URL for clients.
    pub base_url: String,
}

impl Server {
    /// Starts this program again, as a server.
    pub fn start(plan: Plan) -> io::Result<Self> {
        let mut child = Command::new(std::env::current_exe()?)
            .arg(SERVE)
            .args([plan.total, plan.page].map(|n| n.to_string()))
            .arg(plan.latency.as_millis().to_string())
            .arg(plan.one_fails_in.to_string())
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

/// Serves until killed, if the command line selects it. Must be called first in `main`.
#[allow(
    clippy::print_stdout,
    reason = "the process that started the server reads the port"
)]
pub fn serve_if_requested() -> io::Result<()> {
    let args: Vec<String> = std::env::args().collect();
    let Some(at) = args.iter().position(|a| a == SERVE) else {
        return Ok(());
    };
    let number = |i: usize| args.get(at + i).and_then(|n| n.parse::<usize>().ok());
    let plan = Plan {
        total: number(1).unwrap_or(0),
        page: number(2).unwrap_or(1),
        latency: Duration::from_millis(number(3).unwrap_or(0) as u64),
        one_fails_in: number(4).unwrap_or(0),
    };
    let rows = rows::organizations(plan.total.min(DISTINCT));
    let state = Arc::new(ServerState {
        plan,
        rows: rows.iter().map(ToString::to_string).collect(),
        faults: Faults::new(plan.one_fails_in),
    });
    let listener = TcpListener::bind(("127.0.0.1", 0))?;
    println!("{}", listener.local_addr()?.port());
    io::stdout().flush()?;
    for stream in listener.incoming() {
        let (stream, state) = (stream?, Arc::clone(&state));
        thread::spawn(move || state.connection(stream));
    }
    Ok(())
}

/// State shared by all connections.
struct ServerState {
    plan: Plan,
    rows: Vec<String>,
    faults: Faults,
}

impl ServerState {
    /// Responds to requests until the client or a fault closes the connection.
    fn connection(&self, stream: TcpStream) -> io::Result<()> {
        stream.set_nodelay(true)?;
        let mut out = stream.try_clone()?;
        let mut lines = BufReader::new(stream).lines();
        loop {
            // Not read yet: closing with unread bytes resets the connection.
            if out.peek(&mut [0])? == 0 {
                return Ok(());
            }
            let fault = self.faults.draw();
            if fault == Some(Fault::Reset) {
                return Ok(());
            }
            let Some(line) = lines.next().transpose()? else {
                return Ok(());
            };
            while lines.next().transpose()?.is_some_and(|l| !l.is_empty()) {}
            thread::sleep(self.plan.latency);
            let http_response = if line.starts_with("GET /v1/faults ") {
                http_response("200 OK", "", &self.faults.counts_json())
            } else {
                http_response("200 OK", "", &self.page(&line))
            };
            // In one write, like a buffering server.
            match fault {
                None => out.write_all(http_response.as_bytes())?,
                Some(fault) => match fault.instead_of(&http_response) {
                    (bytes, true) => out.write_all(bytes.as_bytes())?,
                    (bytes, false) => return out.write_all(bytes.as_bytes()),
                },
            }
        }
    }

    /// Returns the page that a request line selects.
    fn page(&self, line: &str) -> String {
        let offset = parameter(line, "offset").unwrap_or(0);
        let limit = parameter(line, "limit").unwrap_or(20);
        let total = self.plan.total;
        let count = limit.min(self.plan.page).min(total.saturating_sub(offset));
        let mut body = format!(
            "{{\"limit\":{limit},\"offset\":{offset},\"totalCount\":{total},\"organizations\":["
        );
        for i in offset..offset + count {
            if i > offset {
                body.push(',');
            }
            body.push_str(&self.rows[i % self.rows.len()]);
        }
        body.push_str("]}");
        body
    }
}

/// Formats a response as sent over the wire.
pub(crate) fn http_response(status: &str, headers: &str, body: &str) -> String {
    format!(
        "HTTP/1.1 {status}\r\ncontent-type: application/json\r\n{headers}content-length: {}\r\n\r\n{body}",
        body.len()
    )
}

/// Parses a number from the query of a request line.
fn parameter(line: &str, name: &str) -> Option<usize> {
    let query = line.split(' ').nth(1)?.split_once('?')?.1;
    let mut pairs = query.split('&').filter_map(|p| p.split_once('='));
    pairs.find(|(n, _)| *n == name)?.1.parse().ok()
}
