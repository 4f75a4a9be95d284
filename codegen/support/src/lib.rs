//! The runtime of generated crates.
//!
//! Types are read and written through [`Decode`] and [`Encode`], which stand on serde: reading is
//! generous (`1.0` is an integer, `null` may stand for an absent member, unknown members pass),
//! writing is exact. [`from_slice`], [`from_str`], [`to_vec`] and [`to_string`] are the doors for
//! JSON text; every generated type has serde's traits too.

#[macro_use]
#[allow(unused_macros, reason = "not every document has every kind of type")]
mod macros;
#[macro_use]
#[allow(unused_macros, reason = "a crate without webhooks has no sender")]
mod side_macros;

mod base64;
mod containers;
mod decimal;
mod decode;
mod door;
mod encode;
mod equality;
mod error;
mod field;
#[allow(dead_code, reason = "a crate without multipart bodies moves no files")]
mod file;
mod json;
mod json_object;
mod json_text;
mod key;
mod number;
mod object;
mod positions;
mod raw;
pub mod rules;
mod scalar;
mod text;
mod union;
mod words;

#[cfg(feature = "client")]
pub mod client;
pub mod endpoint;
pub mod fault;
#[cfg(any(feature = "client", feature = "server"))]
#[cfg_attr(
    not(all(feature = "client", feature = "server")),
    allow(dead_code, unused_imports, reason = "each side uses its part")
)]
pub mod form;
#[cfg(any(feature = "client", feature = "server"))]
#[cfg_attr(
    not(all(feature = "client", feature = "server")),
    allow(dead_code, unused_imports, reason = "each side uses its part")
)]
pub mod media;
#[cfg(any(feature = "client", feature = "server"))]
#[cfg_attr(
    not(all(feature = "client", feature = "server")),
    allow(dead_code, unused_imports, reason = "each side uses its part")
)]
pub mod message;
#[cfg(any(feature = "client", feature = "server"))]
#[cfg_attr(
    not(all(feature = "client", feature = "server")),
    allow(dead_code, unused_imports, reason = "each side uses its part")
)]
pub mod multipart;
pub mod operation;
#[cfg(any(feature = "client", feature = "server"))]
#[allow(
    dead_code,
    unused_imports,
    reason = "each side and each document uses its part"
)]
pub mod parameter;
#[cfg(any(feature = "client", feature = "server"))]
#[cfg_attr(
    not(all(feature = "client", feature = "server")),
    allow(dead_code, unused_imports, reason = "each side uses its part")
)]
mod percent;
#[cfg(feature = "reqwest")]
pub mod reqwest;
pub mod response;
#[cfg(feature = "server")]
pub mod router;
#[cfg(feature = "server")]
pub mod server;
pub mod stream;
#[cfg(any(feature = "client", feature = "server"))]
#[cfg_attr(
    not(all(feature = "client", feature = "server")),
    allow(dead_code, unused_imports, reason = "each side uses its part")
)]
mod wire;

pub use self::base64::{Base64, InvalidBase64};
pub use self::decode::{Decode, Never, Seed};
pub use self::door::{from_slice, from_str, to_string, to_vec};
pub use self::encode::{Encode, Encoded};
pub use self::error::{DecodeError, RawError};
pub use self::field::Field;
pub use self::file::File;
pub use self::json::{Any, Json};
pub use self::json_object::JsonObject;
pub use self::json_text::JsonText;
pub use self::key::MapKey;
pub use self::number::{InvalidNumber, Number};
pub use self::object::{Constant, Extra, Members, Object, Writer, decode_object, encode_object};
pub use self::positions::{ItemWriter, Items, Positions, decode_positions, encode_positions};
pub use self::raw::{Arm, Kind, Raw};
pub use self::rules::{Rules, Validate};
pub use self::scalar::{Scalar, UnknownValue};
pub use self::text::{InvalidText, UnlistedValue, decode_listed_text, decode_text};
pub use self::union::{Union, decode_flattened, decode_union};

/// For the macros, so that they name serde in one way everywhere.
#[doc(hidden)]
pub use serde;

/// How deep arrays and objects may stand in each other wherever this module recurses itself; the
/// limit of serde_json.
pub(crate) const MAX_DEPTH: usize = 128;
