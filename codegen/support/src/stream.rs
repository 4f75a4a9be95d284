//! Bodies that are items, one after another: event streams and lines of JSON.

#[cfg(any(feature = "client", feature = "server"))]
mod events;
#[cfg(any(feature = "client", feature = "server"))]
mod read;
#[cfg(any(feature = "client", feature = "server"))]
mod write;

#[cfg(any(feature = "client", feature = "server"))]
pub(crate) use read::items;
#[cfg(any(feature = "client", feature = "server"))]
pub(crate) use write::body;

use std::{
    error::Error,
    fmt,
    future::{Future, poll_fn},
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll},
};

/// Where items come from.
type Source<T> = Box<dyn FnMut(&mut Context<'_>) -> Poll<Option<Result<T, ItemError>>> + Send>;

/// Items that come one after another: an answer or request that is an event stream
/// (`text/event-stream`) or lines of JSON.
///
/// A client takes them with [`next`](Self::next); a handler makes them with
/// [`unfold`](Self::unfold), [`poll_fn`](Self::poll_fn) or `collect()`. An item that can't be read
/// is an error of its own, and the next one follows. Clones share one source: each item comes out
/// once.
pub struct Items<T>(Arc<Mutex<Option<Source<T>>>>);

impl<T: 'static> Items<T> {
    /// Items of a function that is polled, as a `Stream` of futures would be.
    pub fn poll_fn<F>(poll: F) -> Self
    where
        F: FnMut(&mut Context<'_>) -> Poll<Option<Result<T, ItemError>>> + Send + 'static,
    {
        Self(Arc::new(Mutex::new(Some(Box::new(poll)))))
    }

    /// Items of a state: `next` gives each with the state for the one after it.
    pub fn unfold<S, F, N>(state: S, mut next: N) -> Self
    where
        S: Send + 'static,
        F: Future<Output = Option<(T, S)>> + Send + 'static,
        N: FnMut(S) -> F + Send + 'static,
    {
        let mut state = Some(state);
        let mut waiting: Option<Pin<Box<F>>> = None;
        Self::poll_fn(move |cx| {
            if let Some(state) = state.take() {
                waiting = Some(Box::pin(next(state)));
            }
            let Some(future) = &mut waiting else {
                return Poll::Ready(None);
            };
            future.as_mut().poll(cx).map(|item| {
                waiting = None;
                let (item, after) = item?;
                state = Some(after);
                Some(Ok(item))
            })
        })
    }

    /// The next item; none at the end.
    ///
    /// # Errors
    ///
    /// An item that can't be read, after which others may follow, or a connection that failed,
    /// after which none does.
    pub async fn next(&mut self) -> Option<Result<T, ItemError>> {
        poll_fn(|cx| self.poll_next(cx)).await
    }

    /// Polls for the next item; none at the end.
    ///
    /// # Errors
    ///
    /// As [`next`](Self::next).
    pub fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<T, ItemError>>> {
        let mut slot = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(source) = slot.as_mut() else {
            return Poll::Ready(None);
        };
        let item = source(cx);
        if let Poll::Ready(None) = item {
            *slot = None;
        }
        item
    }

    /// Takes the source away, from clones too; none where it is gone already.
    #[cfg(any(feature = "client", feature = "server"))]
    #[allow(dead_code, reason = "only clients send items")]
    pub(crate) fn take(&self) -> Option<Self> {
        let mut slot = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let source = slot.take()?;
        Some(Self(Arc::new(Mutex::new(Some(source)))))
    }
}

/// Items that are there already.
impl<T: Send + 'static> FromIterator<T> for Items<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        let items: Vec<T> = items.into_iter().collect();
        let mut items = items.into_iter();
        Self::poll_fn(move |_| Poll::Ready(items.next().map(Ok)))
    }
}

impl<T> Clone for Items<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

/// Whether both have one source.
impl<T> PartialEq for Items<T> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl<T> fmt::Debug for Items<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Items")
    }
}

/// Why there is no item where one should be.
#[derive(Debug)]
#[non_exhaustive]
pub enum ItemError {
    /// The item isn't what the document says. Others may follow.
    Invalid {
        /// The JSON Pointer to what is wrong in it.
        pointer: String,
        /// What is wrong.
        message: String,
        /// The item as it came.
        text: String,
    },
    /// An item has more bytes than were allowed. It is the last one.
    TooLarge {
        /// How many were.
        limit: usize,
    },
    /// The connection failed, or whoever makes the items did. It is the last one.
    Failed(Box<dyn Error + Send + Sync>),
}

impl fmt::Display for ItemError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Invalid {
                pointer, message, ..
            } => write!(
                formatter,
                "an item is not as declared: at `{pointer}`: {message}"
            ),
            Self::TooLarge { limit } => write!(formatter, "an item has more than {limit} bytes"),
            Self::Failed(error) => write!(formatter, "the items ended early: {error}"),
        }
    }
}

impl Error for ItemError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Failed(error) => Some(error.as_ref()),
            _ => None,
        }
    }
}

/// How items stand in a body. Emitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Framing {
    /// Each is a line of JSON.
    Lines,
    /// Each is JSON between a record separator and a line feed (RFC 7464).
    Sequence,
    /// Each is the `data` of an event, as JSON.
    EventData,
    /// Each is the `data` of an event, as it stands.
    EventText,
    /// Each is an event: an object of `event`, `id`, `retry` and `data`, `data` as text.
    Events,
    /// The same, with JSON in `data` wherever it can be read as JSON.
    EventsOfJson,
}
