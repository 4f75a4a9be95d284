//! What a server author meets: contexts, credentials, and methods that aren't written yet.

mod answer;
mod authenticate;
mod context;
mod credentials;
mod error_members;
mod errors;
mod exchange;
mod given;
mod reader;
mod unimplemented;

pub use answer::Answer;
pub use authenticate::{Authenticate, Unauthenticated};
pub use context::Context;
pub use credentials::Credentials;
pub use error_members::{ErrorMember, ErrorMembers};
pub use errors::{Errcode, ErrorStyle, ProblemDetails};
pub use exchange::Exchange;
pub use given::Given;
pub use reader::RequestReader;
pub use unimplemented::{Unimplemented, is_unimplemented};

pub(crate) use errors::finish;
pub(crate) use exchange::{Unread, fault_of};

use std::future::Future;

use super::{endpoint::Endpoint, fault::Fault};

/// How a server reads a request and writes its answer. Emitted.
pub trait Incoming: Endpoint {
    /// Reads it. None where something was wrong, which the reader has noted.
    fn read(reader: &mut RequestReader<'_>) -> impl Future<Output = Option<Self>> + Send;

    /// Writes what the handler returned.
    ///
    /// # Errors
    ///
    /// With the fault that the handler returned, or if the answer can't be encoded.
    fn answer(answer: Result<Self::Response, Self::Error>) -> Result<Answer, Fault>;

    /// Whether a request fits what tells this operation from others on its route: the types and
    /// patterns of its parameters.
    fn accepts(given: &Given<'_>) -> bool {
        let _ = given;
        true
    }
}
