//! A `tracing` subscriber that records spans and events.

use std::{
    collections::HashMap,
    fmt::{self, Write},
    sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError},
    thread::{self, ThreadId},
};

use tracing::{
    Dispatch, Event, Id, Metadata, Subscriber,
    field::{Field, Visit},
    level_filters::LevelFilter,
    span::{Attributes, Record},
    subscriber::{self, DefaultGuard, NoSubscriber},
};
use tracing_core::span::Current;

/// Field names with their recorded values, in order.
pub type Fields = Vec<(String, String)>;

/// A span with its recorded fields.
#[derive(Clone, Debug)]
pub struct SeenSpan {
    /// The number of the span, counted from 1.
    pub id: u64,
    /// The number of the parent span.
    pub parent: Option<u64>,
    /// The metadata.
    pub metadata: &'static Metadata<'static>,
    /// The fields that have a value.
    pub fields: Fields,
}

/// An event.
#[derive(Clone, Debug)]
pub struct SeenEvent {
    /// The number of the parent span.
    pub parent: Option<u64>,
    /// The metadata.
    pub metadata: &'static Metadata<'static>,
    /// The fields that have a value, including `message`.
    pub fields: Fields,
}

impl SeenSpan {
    /// Returns the last recorded value of a field.
    pub fn field(&self, name: &str) -> Option<&str> {
        last(&self.fields, name)
    }
}

impl SeenEvent {
    /// Returns the recorded values of a field.
    pub fn field(&self, name: &str) -> Option<&str> {
        last(&self.fields, name)
    }
}

fn last<'a>(fields: &'a Fields, name: &str) -> Option<&'a str> {
    let found = fields.iter().rev().find(|(own, _)| own == name);
    found.map(|(_, value)| value.as_str())
}

/// Records every span and event, of every crate, up to a level of verbosity. Clones share the recording.
#[derive(Clone, Debug)]
pub struct Recorder {
    level: LevelFilter,
    seen: Arc<Mutex<Seen>>,
}

#[derive(Debug, Default)]
struct Seen {
    spans: Vec<SeenSpan>,
    events: Vec<SeenEvent>,
    /// The current spans of each thread.
    entered: HashMap<ThreadId, Vec<u64>>,
}

impl Default for Recorder {
    fn default() -> Self {
        Self::new(LevelFilter::TRACE)
    }
}

impl Recorder {
    /// Records this level and more severe ones.
    pub fn new(level: LevelFilter) -> Self {
        Self {
            level,
            seen: Arc::default(),
        }
    }

    /// Records this thread until the guard is dropped.
    pub fn on_this_thread(&self) -> DefaultGuard {
        // With a single subscriber, `tracing` lets the first thread that reaches a callsite decide for all threads
        // whether it is enabled, and most threads of a test program have no subscriber. With a second, permanent one,
        // it asks all of them.
        static SECOND: LazyLock<Dispatch> = LazyLock::new(|| Dispatch::new(NoSubscriber::new()));
        LazyLock::force(&SECOND);
        subscriber::set_default(self.clone())
    }

    /// Returns the spans so far, of that target and those below it.
    pub fn spans(&self, target: &str) -> Vec<SeenSpan> {
        let seen = self.lock();
        let spans = seen.spans.iter().filter(|s| is_of(s.metadata, target));
        spans.cloned().collect()
    }

    /// Returns the events so far, of that target and those below it.
    pub fn events(&self, target: &str) -> Vec<SeenEvent> {
        let seen = self.lock();
        let events = seen.events.iter().filter(|e| is_of(e.metadata, target));
        events.cloned().collect()
    }

    /// Formats the whole recording as text.
    pub fn text(&self) -> String {
        let seen = self.lock();
        let mut text = String::new();
        let mut line = |metadata: &Metadata<'_>, fields: &Fields| {
            let (level, target, name) = (metadata.level(), metadata.target(), metadata.name());
            // Writing to a `String` does not fail.
            let _ = write!(text, "{level} {target} {name}");
            for (name, value) in fields {
                let _ = write!(text, " {name}={value}");
            }
            text.push('\n');
        };
        for span in &seen.spans {
            line(span.metadata, &span.fields);
        }
        for event in &seen.events {
            line(event.metadata, &event.fields);
        }
        text
    }

    fn lock(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn is_of(metadata: &Metadata<'_>, target: &str) -> bool {
    let rest = metadata.target().strip_prefix(target);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

impl Seen {
    /// Returns the current span of this thread.
    fn current(&self) -> Option<u64> {
        self.entered.get(&thread::current().id())?.last().copied()
    }

    fn span(&mut self, id: u64) -> Option<&mut SeenSpan> {
        self.spans
            .get_mut(usize::try_from(id).ok()?.checked_sub(1)?)
    }
}

/// Records the values of fields.
struct Reader<'a>(&'a mut Fields);

impl Visit for Reader<'_> {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.push((field.name().to_owned(), value.to_owned()));
    }

    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.record_str(field, &format!("{value:?}"));
    }
}

impl Subscriber for Recorder {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        *metadata.level() <= self.level
    }

    fn max_level_hint(&self) -> Option<LevelFilter> {
        Some(self.level)
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut fields = Fields::new();
        span.record(&mut Reader(&mut fields));
        let mut seen = self.lock();
        let parent = if span.is_contextual() {
            seen.current()
        } else {
            span.parent().map(|id| id.into_u64())
        };
        let id = u64::try_from(seen.spans.len()).unwrap() + 1;
        seen.spans.push(SeenSpan {
            id,
            parent,
            metadata: span.metadata(),
            fields,
        });
        Id::from_u64(id)
    }

    fn record(&self, span: &Id, values: &Record<'_>) {
        let mut fields = Fields::new();
        values.record(&mut Reader(&mut fields));
        if let Some(span) = self.lock().span(span.into_u64()) {
            span.fields.append(&mut fields);
        }
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut fields = Fields::new();
        event.record(&mut Reader(&mut fields));
        let mut seen = self.lock();
        let parent = if event.is_contextual() {
            seen.current()
        } else {
            event.parent().map(|id| id.into_u64())
        };
        seen.events.push(SeenEvent {
            parent,
            metadata: event.metadata(),
            fields,
        });
    }

    fn enter(&self, span: &Id) {
        let mut seen = self.lock();
        let entered = seen.entered.entry(thread::current().id()).or_default();
        entered.push(span.into_u64());
    }

    fn exit(&self, span: &Id) {
        let mut seen = self.lock();
        let entered = seen.entered.entry(thread::current().id()).or_default();
        if let Some(position) = entered.iter().rposition(|id| *id == span.into_u64()) {
            entered.remove(position);
        }
    }

    fn current_span(&self) -> Current {
        let mut seen = self.lock();
        let current = seen.current();
        match current.and_then(|id| Some((id, seen.span(id)?.metadata))) {
            Some((id, metadata)) => Current::new(Id::from_u64(id), metadata),
            None => Current::none(),
        }
    }
}
