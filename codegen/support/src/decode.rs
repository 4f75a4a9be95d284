//! Reading: the trait, and the scalars of JSON.

use std::{fmt, marker::PhantomData};

use serde::de::{
    self, Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, Unexpected, Visitor,
};

use super::{
    Encode, RawError,
    decimal::Decimal,
    raw::{decode_text, number_text},
};

/// A type that can be read from JSON, or from any self-describing format of serde.
///
/// Reading is generous: it refuses only what has no place in the type.
#[diagnostic::on_unimplemented(
    note = "a type with serde's traits gets this one by `codec_through_serde!(Type);`"
)]
pub trait Decode<'de>: Sized {
    /// Reads a value.
    ///
    /// # Errors
    /// Whatever the format refuses, and a value that has no place in the type.
    fn decode<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;

    /// Reads a value from sound JSON text of at most 128 arrays and objects in each other: types
    /// that capture their text need not do it again.
    ///
    /// # Errors
    /// When the value has no place in the type; the pointer starts at the value.
    fn decode_captured(text: &'de str) -> Result<Self, RawError> {
        decode_text(text)
    }
}

/// Reads a `T` where serde asks for a seed.
pub struct Seed<T>(PhantomData<fn() -> T>);

impl<T> Seed<T> {
    /// A seed for a `T`.
    pub const fn new() -> Self {
        Self(PhantomData)
    }
}

impl<T> Default for Seed<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> Clone for Seed<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Seed<T> {}

impl<T> fmt::Debug for Seed<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Seed")
    }
}

impl<'de, T: Decode<'de>> DeserializeSeed<'de> for Seed<T> {
    type Value = T;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        T::decode(deserializer)
    }
}

/// What no JSON value fits: there is no value of this type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Never {}

impl<'de> Decode<'de> for Never {
    fn decode<D: Deserializer<'de>>(_: D) -> Result<Self, D::Error> {
        Err(D::Error::custom("nothing may stand here"))
    }
}

impl Encode for Never {
    fn encode<S: serde::Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        match *self {}
    }
}

impl<'de> Decode<'de> for bool {
    #[inline]
    fn decode<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::deserialize(deserializer)
    }
}

impl<'de> Decode<'de> for String {
    #[inline]
    fn decode<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::deserialize(deserializer)
    }
}

impl<'de> Decode<'de> for () {
    fn decode<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::deserialize(deserializer)
    }
}

/// Reads any spelling of a whole number (JSON Schema Core 6.3: `1.0` and `1e2` are integers) in the
/// range of a type.
struct IntegerVisitor<I>(PhantomData<fn() -> I>);

/// A visitor without its type, so that what is rare exists once for each format.
struct Range {
    min: i128,
    max: i128,
}

impl de::Expected for Range {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "an integer from {} to {}", self.min, self.max)
    }
}

impl Range {
    #[cold]
    fn refuse<E: Error>(&self, found: Unexpected<'_>) -> E {
        E::invalid_value(found, self)
    }

    /// The whole number that a float is. Beyond the range of i128 it saturates, and so stays out
    /// of every range.
    fn whole<E: Error>(&self, value: f64) -> Result<i128, E> {
        if value.fract() == 0.0 {
            Ok(value as i128)
        } else {
            Err(self.refuse(Unexpected::Float(value)))
        }
    }

    fn spelled<'de, A: MapAccess<'de>>(&self, map: A) -> Result<i128, A::Error> {
        let text = number_text(map, self)?;
        Decimal::parse(&text)
            .and_then(|decimal| decimal.to_integer())
            .ok_or_else(|| self.refuse(Unexpected::Other("a number")))
    }
}

/// An integer that JSON numbers are read as.
trait Integer: TryFrom<i64> + TryFrom<u64> + TryFrom<i128> + TryFrom<u128> + Sized {
    const RANGE: Range;
}

impl<'de, I: Integer> Visitor<'de> for IntegerVisitor<I> {
    type Value = I;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        de::Expected::fmt(&I::RANGE, formatter)
    }

    #[inline]
    fn visit_i64<E: Error>(self, value: i64) -> Result<I, E> {
        I::try_from(value).map_err(|_| I::RANGE.refuse(Unexpected::Signed(value)))
    }

    #[inline]
    fn visit_u64<E: Error>(self, value: u64) -> Result<I, E> {
        I::try_from(value).map_err(|_| I::RANGE.refuse(Unexpected::Unsigned(value)))
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<I, E> {
        I::try_from(value).map_err(|_| I::RANGE.refuse(Unexpected::Other("a large integer")))
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<I, E> {
        I::try_from(value).map_err(|_| I::RANGE.refuse(Unexpected::Other("a large integer")))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<I, E> {
        let whole: i128 = I::RANGE.whole(value)?;
        I::try_from(whole).map_err(|_| I::RANGE.refuse(Unexpected::Float(value)))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<I, A::Error> {
        let value: i128 = I::RANGE.spelled(map)?;
        I::try_from(value).map_err(|_| I::RANGE.refuse(Unexpected::Other("a number")))
    }
}

macro_rules! integers {
    ($($integer:ty),*) => {$(
        impl Integer for $integer {
            const RANGE: Range = Range { min: Self::MIN as i128, max: Self::MAX as i128 };
        }

        impl<'de> Decode<'de> for $integer {
            #[inline]
            fn decode<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_any(IntegerVisitor::<Self>(PhantomData))
            }
        }
    )*};
}

integers!(i8, i16, i32, i64, u8, u16, u32, u64);

struct NumberVisitor;

impl<'de> Visitor<'de> for NumberVisitor {
    type Value = f64;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a number")
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<f64, E> {
        Ok(value as f64)
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<f64, E> {
        Ok(value as f64)
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<f64, E> {
        Ok(value as f64)
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<f64, E> {
        Ok(value as f64)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<f64, E> {
        if value.is_finite() {
            Ok(value)
        } else {
            Err(E::invalid_value(Unexpected::Float(value), &self))
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<f64, A::Error> {
        let value: f64 = number_text(map, &self)?.parse().map_err(A::Error::custom)?;
        self.visit_f64(value)
    }
}

impl<'de> Decode<'de> for f64 {
    fn decode<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NumberVisitor)
    }
}
