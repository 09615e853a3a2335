//! A server that follows a script, request by request, and records the requests.

use std::{
    net::{Ipv4Addr, SocketAddr},
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpSocket, TcpStream},
    task::{AbortHandle, JoinSet},
};

use crate::step::{Action, Step};

/// A request as received.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeenRequest {
    /// Request line and headers.
    pub head: String,
    /// The body; may be empty.
    pub body: Vec<u8>,
}

impl SeenRequest {
    /// Returns the request line.
    pub fn line(&self) -> &str {
        self.head.lines().next().unwrap_or_default()
    }

    /// Returns the first value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().skip(1).find_map(|line| {
            let (own, value) = line.split_once(':')?;
            own.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }
}

/// A server on a loopback port that accepts one request per connection and responds to the n-th one with the n-th step
/// of its script; the last step is repeated. Dropping it closes the port and the connections.
#[derive(Debug)]
pub struct ScriptedServer {
    address: SocketAddr,
    /// A bound port that refuses connections until the server listens.
    socket: Mutex<Option<TcpSocket>>,
    steps: Arc<[Step]>,
    connections: Arc<AtomicUsize>,
    seen: Arc<Mutex<Vec<SeenRequest>>>,
    accepting: Mutex<Option<AbortHandle>>,
}

impl ScriptedServer {
    /// Starts serving.
    pub async fn start(steps: impl IntoIterator<Item = Step>) -> Self {
        let server = Self::bind(steps);
        server.listen();
        server
    }

    /// Binds a port that refuses connections until [`listen`](Self::listen) is called.
    pub fn bind(steps: impl IntoIterator<Item = Step>) -> Self {
        let socket = TcpSocket::new_v4().unwrap();
        socket.bind((Ipv4Addr::LOCALHOST, 0).into()).unwrap();
        Self {
            address: socket.local_addr().unwrap(),
            socket: Mutex::new(Some(socket)),
            steps: steps.into_iter().collect(),
            connections: Arc::default(),
            seen: Arc::default(),
            accepting: Mutex::default(),
        }
    }

    /// Starts serving. Must be called on a runtime.
    pub fn listen(&self) {
        let Some(socket) = self.socket.lock().unwrap().take() else {
            return;
        };
        let listener = socket.listen(256).unwrap();
        let accepting = accept(
            listener,
            Arc::clone(&self.steps),
            Arc::clone(&self.connections),
            Arc::clone(&self.seen),
        );
        *self.accepting.lock().unwrap() = Some(tokio::spawn(accepting).abort_handle());
    }

    /// Returns the address.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Returns the base URL.
    pub fn base_url(&self) -> String {
        format!("http://{}/v1", self.address)
    }

    /// Returns the number of accepted connections.
    pub fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }

    /// Returns the requests so far, in the order in which they were complete.
    pub fn seen(&self) -> Vec<SeenRequest> {
        self.seen.lock().unwrap().clone()
    }
}

impl Drop for ScriptedServer {
    fn drop(&mut self) {
        if let Some(accepting) = self.accepting.lock().unwrap().take() {
            accepting.abort();
        }
    }
}

async fn accept(
    listener: TcpListener,
    steps: Arc<[Step]>,
    connections: Arc<AtomicUsize>,
    seen: Arc<Mutex<Vec<SeenRequest>>>,
) {
    let mut open = JoinSet::new();
    while let Ok((mut stream, _)) = listener.accept().await {
        let number = connections.fetch_add(1, Ordering::SeqCst);
        let Some(step) = steps.get(number).or(steps.last()).cloned() else {
            continue;
        };
        let seen = Arc::clone(&seen);
        open.spawn(async move {
            if step.reads {
                let Some(request) = read_request(&mut stream).await else {
                    return;
                };
                seen.lock().unwrap().push(request);
            }
            perform(stream, &step).await;
        });
    }
}

/// Reads one request; `None` if the client disconnected during it.
pub(crate) async fn read_request(stream: &mut TcpStream) -> Option<SeenRequest> {
    let mut bytes = Vec::new();
    let end = loop {
        if let Some(end) = bytes.windows(4).position(|w| w == b"\r\n\r\n") {
            break end + 4;
        }
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    };
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let mut request = SeenRequest {
        head,
        body: bytes.split_off(end),
    };
    let length = request.header("content-length").map_or(0, |text| {
        text.parse().expect("a length that the client wrote")
    });
    while request.body.len() < length {
        if stream.read_buf(&mut request.body).await.ok()? == 0 {
            return None;
        }
    }
    Some(request)
}

/// Executes a step, and closes the connection at its end.
async fn perform(mut stream: TcpStream, step: &Step) {
    for action in &step.actions {
        match action {
            // A client that has read enough closes first; the rest of the script is then skipped.
            Action::Send(bytes) => {
                if stream.write_all(bytes).await.is_err() {
                    return;
                }
            }
            Action::Repeat(bytes) => while stream.write_all(bytes).await.is_ok() {},
            Action::Gate(permits) => permits.acquire().await.unwrap().forget(),
            Action::Pause(duration) => tokio::time::sleep(*duration).await,
            Action::Stall => {
                let mut nothing = Vec::new();
                let _ = stream.read_to_end(&mut nothing).await;
                return;
            }
            Action::Reset => {
                let _ = stream.set_zero_linger();
                return;
            }
        }
    }
    let _ = stream.shutdown().await;
}
