//! Decompresses a body, which may be gzipped once or twice, step by step.

use std::{
    io::{self, Write},
    mem,
};

use bytes::Bytes;
use flate2::write::MultiGzDecoder;

use super::gzip;

/// The size of the input of a step. Deflate expands its input by at most 1032 times, so a step needs at most about 8
/// MiB, even for a hostile body.
const STEP: usize = 8 * 1024;

/// The result of one step.
pub(crate) enum Step {
    /// Text, which may be empty, and the error after it.
    Text(Bytes, io::Result<()>),
    /// Needs more of the body.
    Starved,
    /// The end.
    Over,
}

/// Each layer decompresses the output of the previous one; the last one is not compressed.
pub(crate) struct Unpacker {
    layers: Vec<Layer>,
    /// Whether the whole body was received.
    complete: bool,
}

struct Layer {
    /// Received data that is not decompressed yet.
    pending: Bytes,
    form: Form,
}

enum Form {
    /// The first bytes are incomplete.
    Undecided,
    Plain,
    Gzip(Box<MultiGzDecoder<Vec<u8>>>),
    /// Decompressed completely.
    Over,
}

impl Unpacker {
    pub(crate) fn new() -> Self {
        Self {
            layers: vec![Layer::new(Form::Undecided)],
            complete: false,
        }
    }

    /// Adds a part of the body, or its end.
    pub(crate) fn feed(&mut self, part: Option<Bytes>) {
        match (part, self.layers.first_mut()) {
            (Some(part), Some(layer)) => layer.push(part),
            _ => self.complete = true,
        }
    }

    /// Decompresses a part, the innermost layer first, so that little is in memory.
    pub(crate) fn step(&mut self) -> Step {
        for index in (0..self.layers.len()).rev() {
            let layer = &mut self.layers[index];
            layer.decide();
            let step = layer.pending.len().min(STEP);
            match &mut layer.form {
                Form::Plain if step > 0 => {
                    return Step::Text(layer.pending.split_to(step), Ok(()));
                }
                Form::Gzip(decoder) if step > 0 => {
                    let packed = layer.pending.split_to(step);
                    // Without the flush, the decoder would keep the end of its output until more input arrives.
                    let result = decoder.write_all(&packed).and_then(|()| decoder.flush());
                    let unpacked = mem::take(decoder.get_mut());
                    return self.pass_on(index, unpacked, result);
                }
                _ => {}
            }
        }
        if !self.complete {
            return Step::Starved;
        }
        self.finish()
    }

    /// Ends the outermost layer that has not ended. No layer has pending data.
    fn finish(&mut self) -> Step {
        for index in 0..self.layers.len() {
            let layer = &mut self.layers[index];
            match mem::replace(&mut layer.form, Form::Over) {
                Form::Over => {}
                Form::Plain => return Step::Text(Bytes::new(), Ok(())),
                // Too short for gzip.
                Form::Undecided => {
                    return Step::Text(mem::take(&mut layer.pending), Ok(()));
                }
                Form::Gzip(mut decoder) => {
                    let result = decoder.try_finish();
                    let rest = mem::take(decoder.get_mut());
                    return self.pass_on(index, rest, result);
                }
            }
        }
        Step::Over
    }

    /// Passes the output of a layer to the next one, or to the caller.
    fn pass_on(&mut self, index: usize, unpacked: Vec<u8>, result: io::Result<()>) -> Step {
        if self.layers.len() == index + 1 {
            let form = if index + 1 < gzip::LAYERS {
                Form::Undecided
            } else {
                Form::Plain
            };
            self.layers.push(Layer::new(form));
        }
        let next = &mut self.layers[index + 1];
        next.push(unpacked.into());
        if result.is_ok() {
            return Step::Text(Bytes::new(), Ok(()));
        }
        next.decide();
        let text = match next.form {
            Form::Gzip(_) => Bytes::new(),
            _ => mem::take(&mut next.pending),
        };
        Step::Text(text, result)
    }
}

impl Layer {
    fn new(form: Form) -> Self {
        Self {
            pending: Bytes::new(),
            form,
        }
    }

    fn push(&mut self, part: Bytes) {
        if self.pending.is_empty() {
            self.pending = part;
        } else {
            self.pending = [&self.pending[..], &part[..]].concat().into();
        }
    }

    /// Detects compression by the first bytes.
    fn decide(&mut self) {
        if matches!(self.form, Form::Undecided) && self.pending.len() >= gzip::MAGIC.len() {
            self.form = if gzip::is_packed(&self.pending) {
                Form::Gzip(Box::new(MultiGzDecoder::new(Vec::new())))
            } else {
                Form::Plain
            };
        }
    }
}
