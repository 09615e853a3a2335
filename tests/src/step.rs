//! The handling of one request by a server.

use std::{sync::Arc, time::Duration};

use tokio::sync::Semaphore;

/// One step of the script of a [`ScriptedServer`](crate::ScriptedServer): how it handles one request. The connection is
/// closed at the end.
#[derive(Clone, Debug)]
#[must_use = "give it to a `ScriptedServer`"]
pub struct Step {
    pub(crate) actions: Vec<Action>,
    /// Whether the request is read.
    pub(crate) reads: bool,
}

#[derive(Clone, Debug)]
pub(crate) enum Action {
    Send(Arc<[u8]>),
    Pause(Duration),
    Gate(Arc<Semaphore>),
    Repeat(Arc<[u8]>),
    Stall,
    Reset,
}

impl Step {
    /// Reads the request and closes the connection.
    pub fn hang_up() -> Self {
        Self {
            actions: Vec::new(),
            reads: true,
        }
    }

    /// Closes the connection without reading the request.
    pub fn close_unread() -> Self {
        Self {
            actions: Vec::new(),
            reads: false,
        }
    }

    /// Sends these bytes.
    pub fn send(bytes: impl AsRef<[u8]>) -> Self {
        Self::hang_up().then(bytes)
    }

    /// Sends a response with these headers in addition to its length.
    ///
    /// It sends `Connection: close`, so that the next request cannot use a half-closed connection.
    pub fn response(status: u16, headers: &[(&str, &str)], body: impl AsRef<[u8]>) -> Self {
        let body = body.as_ref();
        let mut head = format!("HTTP/1.1 {status} Reason\r\nConnection: close\r\n");
        for (name, value) in headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        // A response with this status has no body, and therefore no length.
        if status != 204 && status != 304 {
            head.push_str(&format!("Content-Length: {}\r\n", body.len()));
        }
        Self::send(format!("{head}\r\n")).then(body)
    }

    /// Also sends these bytes.
    pub fn then(mut self, bytes: impl AsRef<[u8]>) -> Self {
        self.actions.push(Action::Send(bytes.as_ref().into()));
        self
    }

    /// Pauses in the middle, like a slow server.
    pub fn pause(mut self, duration: Duration) -> Self {
        self.actions.push(Action::Pause(duration));
        self
    }

    /// Waits for a permit, which it consumes.
    pub fn gate(mut self, permits: &Arc<Semaphore>) -> Self {
        self.actions.push(Action::Gate(Arc::clone(permits)));
        self
    }

    /// Sends these bytes until the client closes the connection.
    pub fn repeat(mut self, bytes: impl AsRef<[u8]>) -> Self {
        self.actions.push(Action::Repeat(bytes.as_ref().into()));
        self
    }

    /// Sends nothing more, and keeps the connection open until the client closes it.
    pub fn stall(mut self) -> Self {
        self.actions.push(Action::Stall);
        self
    }

    /// Resets the connection instead of closing it.
    pub fn reset(mut self) -> Self {
        self.actions.push(Action::Reset);
        self
    }

    /// Replaces a text in everything that is sent, such as an address that is known only later.
    pub fn replacing(mut self, placeholder: &str, text: &str) -> Self {
        for action in &mut self.actions {
            if let Action::Send(bytes) = action
                && let Ok(sent) = std::str::from_utf8(bytes)
                && sent.contains(placeholder)
            {
                *bytes = sent.replace(placeholder, text).into_bytes().into();
            }
        }
        self
    }
}
