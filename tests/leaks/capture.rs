//! Captures all output of this process: traces, logs and panics.

use std::sync::{LazyLock, Mutex, PoisonError};

use astro_api_tests::Recorder;
use log::{LevelFilter, Log, Metadata, Record};

use crate::secrets;

/// Logs and panics.
static LINES: Mutex<String> = Mutex::new(String::new());

/// Traces.
static RECORDER: LazyLock<Recorder> = LazyLock::new(|| {
    let recorder = Recorder::default();
    tracing::subscriber::set_global_default(recorder.clone()).unwrap();
    log::set_logger(&Logger).unwrap();
    log::set_max_level(LevelFilter::Trace);
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        push(&format!("panic: {panic}"));
        before(panic);
    }));
    recorder
});

struct Logger;

impl Log for Logger {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &Record<'_>) {
        let (level, target, text) = (record.level(), record.target(), record.args());
        push(&format!("{level} {target} {text}"));
    }

    fn flush(&self) {}
}

fn push(line: &str) {
    let mut lines = LINES.lock().unwrap_or_else(PoisonError::into_inner);
    lines.push_str(line);
    lines.push('\n');
}

/// Starts capturing. Each test calls it first; the output of other tests is captured as well.
pub(crate) fn start() {
    LazyLock::force(&RECORDER);
}

/// Returns all output so far.
pub(crate) fn text() -> String {
    start();
    let lines = LINES.lock().unwrap_or_else(PoisonError::into_inner).clone();
    RECORDER.text() + &lines
}

/// Checks all output so far.
#[track_caller]
pub(crate) fn assert_clean(what: &str) {
    secrets::assert_clean(&text(), &format!("a trace, a log or a panic during {what}"));
}
