//! Handlers that finish without their caller.

use std::{
    future::{Future, poll_fn},
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    task::{Poll, Waker},
};

use http::{Response, StatusCode};

use super::{
    super::{fault::Fault, message::Body},
    Handling,
};

/// Runs a future to its end.
pub(crate) type Spawn = Arc<dyn Fn(Pin<Box<dyn Future<Output = ()> + Send>>) + Send + Sync>;

/// Where the result waits for whoever still wants it.
#[derive(Default)]
struct Slot {
    answer: Option<Result<Response<Body>, Fault>>,
    waker: Option<Waker>,
    abandoned: bool,
}

/// Marks the slot when the task ends without an answer, so that nobody waits for ever.
struct Running(Arc<Mutex<Slot>>);

impl Running {
    fn end(&self, answer: Option<Result<Response<Body>, Fault>>) {
        let mut slot = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        slot.abandoned = true;
        if answer.is_some() {
            slot.answer = answer;
        }
        if let Some(waker) = slot.waker.take() {
            waker.wake();
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.end(None);
    }
}

/// Hands a handler to `spawn` and waits for its answer, without stopping it when dropped.
pub(crate) fn detach(handling: Handling, spawn: &Spawn) -> Handling {
    let slot = Arc::new(Mutex::new(Slot::default()));
    let running = Running(Arc::clone(&slot));
    spawn(Box::pin(async move {
        let answer = handling.await;
        running.end(Some(answer));
    }));
    Box::pin(poll_fn(move |cx| {
        let mut slot = slot.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(answer) = slot.answer.take() {
            return Poll::Ready(answer);
        }
        if slot.abandoned {
            let detail = "the handler was stopped";
            return Poll::Ready(Err(Fault::refused(StatusCode::SERVICE_UNAVAILABLE, detail)));
        }
        slot.waker = Some(cx.waker().clone());
        Poll::Pending
    }))
}
