//! Bodies to items.

use std::{
    collections::VecDeque,
    pin::Pin,
    task::{Context, Poll},
};

use bytes::{Bytes, BytesMut};

use super::{
    super::{
        Decode,
        message::{Body, BoxError},
        rules::{Policy, Rules},
        wire::{check, decode},
    },
    Framing, ItemError, Items,
    events::Event,
};

/// What stands before each item of a sequence (RFC 7464 §2.2).
pub(super) const SEPARATOR: u8 = 0x1e;

/// The items of a body, each checked by rules where there are any and at most `limit` bytes long.
pub(crate) fn items<T: for<'de> Decode<'de> + 'static>(
    body: Body,
    framing: Framing,
    limit: usize,
    rules: Option<(&'static Rules, Policy)>,
) -> Items<T> {
    let mut frames = Frames::new(body, framing, limit);
    Items::poll_fn(move |cx| {
        frames.poll(cx).map(|text| {
            Some(match text? {
                Ok(text) => item(text, rules.as_ref()),
                Err(error) => Err(error),
            })
        })
    })
}

fn item<T: for<'de> Decode<'de>>(
    text: String,
    rules: Option<&(&'static Rules, Policy)>,
) -> Result<T, ItemError> {
    let found = rules.map(|(rules, policy)| check(Some(rules), text.as_bytes(), policy));
    let first = found.and_then(|found| found.iter().next().cloned());
    let value = match first {
        Some(violation) => Err(violation),
        None => decode(text.as_bytes()),
    };
    value.map_err(|violation| ItemError::Invalid {
        pointer: violation.pointer,
        message: violation.message,
        text,
    })
}

/// Cuts a body into the texts of items.
struct Frames {
    body: Option<Body>,
    framing: Framing,
    limit: usize,
    /// A line that isn't over yet.
    line: BytesMut,
    /// The last byte was a CR, so that a LF belongs to it.
    after_cr: bool,
    first: bool,
    event: Event,
    ready: VecDeque<Result<String, ItemError>>,
}

impl Frames {
    fn new(body: Body, framing: Framing, limit: usize) -> Self {
        Self {
            body: Some(body),
            framing,
            limit,
            line: BytesMut::new(),
            after_cr: false,
            first: true,
            event: Event::default(),
            ready: VecDeque::new(),
        }
    }

    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<String, ItemError>>> {
        loop {
            if let Some(item) = self.ready.pop_front() {
                return Poll::Ready(Some(item));
            }
            let Some(body) = &mut self.body else {
                return Poll::Ready(None);
            };
            match http_body::Body::poll_frame(Pin::new(body), cx) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(Some(Ok(frame))) => {
                    if let Ok(bytes) = frame.into_data() {
                        self.bytes(&bytes);
                    }
                }
                Poll::Ready(Some(Err(error))) => self.fail(error),
                Poll::Ready(None) => self.end(),
            }
        }
    }

    /// Whether items stand alone, without the fields of events.
    fn is_plain(&self) -> bool {
        matches!(self.framing, Framing::Lines | Framing::Sequence)
    }

    fn fail(&mut self, error: BoxError) {
        self.body = None;
        self.ready.push_back(Err(ItemError::Failed(error)));
    }

    /// A line without its end counts, an event without its empty line doesn't (WHATWG HTML
    /// §9.2.6).
    fn end(&mut self) {
        self.body = None;
        if self.is_plain() && !self.line.is_empty() {
            self.end_line();
        }
    }

    fn bytes(&mut self, bytes: &Bytes) {
        let mut rest: &[u8] = bytes;
        while let Some((&first, after)) = rest.split_first() {
            if self.after_cr && first == b'\n' {
                self.after_cr = false;
                rest = after;
                continue;
            }
            self.after_cr = false;
            let ends = |byte: &u8| match self.framing {
                Framing::Lines => *byte == b'\n',
                Framing::Sequence => *byte == SEPARATOR,
                _ => matches!(byte, b'\n' | b'\r'),
            };
            let Some(end) = rest.iter().position(ends) else {
                self.line.extend_from_slice(rest);
                break;
            };
            let (line, after) = rest.split_at(end);
            self.line.extend_from_slice(line);
            self.after_cr = after.first() == Some(&b'\r');
            rest = after.get(1..).unwrap_or_default();
            self.end_line();
        }
        if self.line.len().saturating_add(self.event.len()) > self.limit {
            self.body = None;
            let limit = self.limit;
            self.ready.push_back(Err(ItemError::TooLarge { limit }));
        }
    }

    fn end_line(&mut self) {
        let line = self.line.split();
        let line = String::from_utf8_lossy(&line);
        let mut line: &str = &line;
        if std::mem::take(&mut self.first) {
            line = line.strip_prefix('\u{feff}').unwrap_or(line);
        }
        if self.is_plain() {
            let line = line.trim();
            if !line.is_empty() {
                self.ready.push_back(Ok(line.to_owned()));
            }
        } else if line.is_empty() {
            let event = std::mem::take(&mut self.event);
            self.ready.extend(event.finish(self.framing).map(Ok));
        } else {
            self.event.line(line);
        }
    }
}
