//! Writing: the trait, and the scalars of JSON.

use serde::ser::{Error, Serialize, Serializer};

/// A type that can be written as JSON, or to any self-describing format of serde.
pub trait Encode {
    /// Writes the value.
    ///
    /// # Errors
    /// Whatever the format refuses, and a number that JSON has no spelling for.
    fn encode<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;
}

/// A value as serde wants it, written through [`Encode`].
#[derive(Clone, Copy, Debug)]
pub struct Encoded<'value, T: ?Sized>(pub &'value T);

impl<T: Encode + ?Sized> Serialize for Encoded<'_, T> {
    #[inline]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.encode(serializer)
    }
}

impl<T: Encode + ?Sized> Encode for &T {
    #[inline]
    fn encode<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (**self).encode(serializer)
    }
}

macro_rules! through_serde {
    ($($scalar:ty),*) => {$(
        impl Encode for $scalar {
            #[inline]
            fn encode<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                self.serialize(serializer)
            }
        }
    )*};
}

through_serde!(bool, i8, i16, i32, i64, u8, u16, u32, u64, str, String, ());

impl Encode for f64 {
    fn encode<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        /// Below this every whole number fits an `i64`.
        const WHOLE: f64 = 9e18;
        if !self.is_finite() {
            return Err(S::Error::custom("JSON has no infinity and no NaN"));
        }
        if self.fract() == 0.0 && self.abs() < WHOLE {
            return serializer.serialize_i64(*self as i64);
        }
        serializer.serialize_f64(*self)
    }
}
