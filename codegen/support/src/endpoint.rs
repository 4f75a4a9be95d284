//! What ties a request type to its operation.

use super::operation::Operation;

/// A request: what it asks for, and what comes back.
///
/// Emitted for the `Request` of each operation module.
pub trait Endpoint: Sized + Send {
    /// What the document says of it.
    const OPERATION: &'static Operation;
    /// The declared successes.
    type Response: Send;
    /// The declared failures.
    type Error: Send;
}
