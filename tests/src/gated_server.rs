//! A server of pages that holds each response until the test releases it.

use std::{
    collections::BTreeSet,
    net::{Ipv4Addr, SocketAddr},
    sync::Arc,
    time::Duration,
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::watch,
    task::{AbortHandle, JoinSet},
};

use crate::scripted_server::read_request;

/// The requests and responses so far.
#[derive(Clone, Debug, Default)]
pub struct GateState {
    /// The requested offsets, in the order of the requests.
    pub requested: Vec<i64>,
    /// The offsets whose responses are currently held.
    pub held: BTreeSet<i64>,
    /// The maximum number of responses held at the same time.
    pub max_held: usize,
    /// The offsets whose clients disconnected before the response.
    pub disconnected: Vec<i64>,
    release: BTreeSet<i64>,
}

/// A server that responds to `?offset=N` with the result of a function of N, once it is released. Dropping it closes
/// the port and the connections.
#[derive(Debug)]
pub struct GatedServer {
    address: SocketAddr,
    state: Arc<watch::Sender<GateState>>,
    accepting: AbortHandle,
}

impl GatedServer {
    /// Starts serving, with the status and JSON body of each page by its offset.
    pub async fn start(response: impl Fn(i64) -> (u16, String) + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let state = Arc::new(watch::Sender::new(GateState::default()));
        let shared = Arc::clone(&state);
        let response = Arc::new(response);
        let accepting = tokio::spawn(async move {
            let mut open = JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                let (state, response) = (Arc::clone(&shared), Arc::clone(&response));
                open.spawn(async move { serve(stream, &state, &*response).await });
            }
        })
        .abort_handle();
        Self {
            address,
            state,
            accepting,
        }
    }

    /// Returns the base URL.
    pub fn base_url(&self) -> String {
        format!("http://{}/v1", self.address)
    }

    /// Returns the requests and responses so far.
    pub fn state(&self) -> GateState {
        self.state.borrow().clone()
    }

    /// Waits until a condition on them is true. It panics after a minute, so that a failing test does not hang.
    pub async fn until(&self, condition: impl FnMut(&GateState) -> bool) -> GateState {
        let mut states = self.state.subscribe();
        let result =
            tokio::time::timeout(Duration::from_secs(60), states.wait_for(condition)).await;
        match result {
            Ok(state) => state.unwrap().clone(),
            Err(_) => panic!("the condition did not become true: {:?}", self.state()),
        }
    }

    /// Releases the responses at these offsets, now or when they are requested.
    pub fn release(&self, offsets: impl IntoIterator<Item = i64>) {
        self.state
            .send_modify(|state| state.release.extend(offsets));
    }
}

impl Drop for GatedServer {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

async fn serve(
    mut stream: TcpStream,
    state: &watch::Sender<GateState>,
    response: &(impl Fn(i64) -> (u16, String) + Send + Sync),
) {
    let Some(request) = read_request(&mut stream).await else {
        return;
    };
    let offset = offset(request.line());
    state.send_modify(|state| {
        state.requested.push(offset);
        state.held.insert(offset);
        state.max_held = state.max_held.max(state.held.len());
    });
    let mut states = state.subscribe();
    let mut nothing = [0];
    let disconnected = tokio::select! {
        _ = states.wait_for(|state| state.release.contains(&offset)) => false,
        // A client that waits for its response sends nothing more; the only readable event is the end of the
        // connection.
        _ = stream.read(&mut nothing) => true,
    };
    state.send_modify(|state| {
        state.held.remove(&offset);
        if disconnected {
            state.disconnected.push(offset);
        }
    });
    if !disconnected {
        let (status, body) = response(offset);
        let head = format!(
            "HTTP/1.1 {status} Reason\r\nConnection: close\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        // The client may disconnect during the response.
        let _ = stream.write_all((head + &body).as_bytes()).await;
        let _ = stream.shutdown().await;
    }
}

fn offset(line: &str) -> i64 {
    let (_, rest) = line
        .split_once("offset=")
        .expect("the request has an offset");
    let end = rest.find(|c: char| !c.is_ascii_digit());
    rest[..end.unwrap_or(rest.len())].parse().unwrap()
}
