//! The socket: accepts connections, reads requests and sends responses.

use std::future::{self, poll_fn};
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex};
use std::task::Poll;

use http_body_util::BodyExt as _;
use hyper::body::Incoming;
use hyper::header::HeaderValue;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{AbortHandle, JoinSet};

use crate::payload::Payload;
use crate::response::{FakeResponse, Source};
use crate::shared::{Shared, lock};
use crate::{RecordedRequest, routes, uploads};

/// The running server. Dropping it closes the port at once, and the connections when the runtime next runs.
///
/// The listener is shared with the accepting task rather than owned by it: an aborted task drops what it owns only when
/// the runtime next polls it, but the port must be free before that.
#[derive(Debug)]
pub(crate) struct Server {
    address: SocketAddr,
    listener: Arc<Mutex<Option<TcpListener>>>,
    accepting: AbortHandle,
}

/// The state served by a server.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Service {
    Api,
    /// The storage for uploads of deploys.
    Storage,
}

impl Server {
    pub(crate) async fn start(
        shared: Arc<Shared>,
        port: u16,
        service: Service,
    ) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
        let address = listener.local_addr()?;
        let listener = Arc::new(Mutex::new(Some(listener)));
        let accepting = tokio::spawn(accept(Arc::clone(&listener), shared, service)).abort_handle();
        Ok(Self {
            address,
            listener,
            accepting,
        })
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        lock(&self.listener).take();
        self.accepting.abort();
    }
}

/// Accepts connections until the listener is removed. The connections belong to this task, and end with it.
async fn accept(listener: Arc<Mutex<Option<TcpListener>>>, shared: Arc<Shared>, service: Service) {
    let mut connections = JoinSet::new();
    loop {
        let accepted = poll_fn(|context| match lock(&listener).as_ref() {
            Some(listener) => listener.poll_accept(context).map(Some),
            None => Poll::Ready(None),
        });
        match accepted.await {
            None => return,
            Some(Ok((stream, _))) => connections.spawn(serve(stream, Arc::clone(&shared), service)),
            // The client disconnected before it was accepted.
            Some(Err(_)) => continue,
        };
        while connections.try_join_next().is_some() {}
    }
}

async fn serve(stream: TcpStream, shared: Arc<Shared>, service: Service) {
    // A response is written in several segments, which must not wait for acknowledgements (Nagle's algorithm).
    let _ = stream.set_nodelay(true);
    let service = service_fn(move |request| {
        let shared = Arc::clone(&shared);
        async move {
            match service {
                Service::Api => respond(shared, request).await,
                Service::Storage => uploads::receive(shared, request).await,
            }
        }
    });
    // Connections that are dropped or truncated on purpose end with an error, which is ignored.
    let _ = http1::Builder::new()
        .serve_connection(TokioIo::new(stream), service)
        .await;
}

/// Responds to one request. An error closes the connection without a response.
async fn respond(shared: Arc<Shared>, request: Request<Incoming>) -> io::Result<Response<Payload>> {
    let (head, body) = request.into_parts();
    let body = body.collect().await.map_err(io::Error::other)?.to_bytes();
    let request = RecordedRequest::new(&head, &body);
    let request_id = shared.request_id();
    lock(&shared.requests).push(request.clone());

    let canned = shared
        .canned_response(&request)
        .unwrap_or_else(FakeResponse::regular);
    let delay = shared.delay.saturating_add(canned.delay);
    if !delay.is_zero() {
        tokio::time::sleep(delay).await;
    }
    match canned.source {
        Source::HangUp => return Err(io::Error::other("closed by a queued response")),
        Source::Silence => future::pending().await,
        Source::Regular | Source::Empty | Source::Error(..) => {}
    }
    let mut response = canned
        .unchanged(&request_id)
        .unwrap_or_else(|| routes::respond(&shared, &request, &request_id));
    if let Ok(id) = HeaderValue::from_str(&request_id) {
        response.headers_mut().insert("x-request-id", id);
    }
    Ok(canned.change(response))
}
