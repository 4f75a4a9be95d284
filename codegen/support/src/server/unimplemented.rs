//! Methods that a server author hasn't written.

use std::{
    future::Future,
    marker::PhantomData,
    pin::Pin,
    task::{Context, Poll},
};

use super::super::fault::Fault;

/// The answer of a method that isn't written: a future without size, by which
/// the router knows it and answers 501 before it looks at credentials.
pub struct Unimplemented<T>(PhantomData<fn() -> T>);

impl<T> Unimplemented<T> {
    /// The default body of a server trait's method: takes the arguments and does nothing.
    pub fn of<A>(arguments: A) -> Self {
        drop(arguments);
        Self(PhantomData)
    }
}

impl<T, E: From<Fault>> Future for Unimplemented<Result<T, E>> {
    type Output = Result<T, E>;

    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Self::Output> {
        Poll::Ready(Err(E::from(Fault::unimplemented())))
    }
}

impl<T> std::fmt::Debug for Unimplemented<T> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Unimplemented")
    }
}

/// Whether a server's method is the default one. A written method keeps at least `&self`, so
/// its future has a size.
pub const fn is_unimplemented<'server, 'context, S, C, R, F>(
    _: &impl Fn(&'server S, &'context mut C, R) -> F,
) -> bool
where
    S: 'server,
    C: 'context,
{
    size_of::<F>() == 0
}
