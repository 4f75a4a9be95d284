//! Arrays whose first items have their own types and may be missing.

use std::{fmt, marker::PhantomData};

use serde::{
    de::{Deserializer, IgnoredAny, SeqAccess, Visitor},
    ser::{SerializeSeq, Serializer},
};

use super::{Decode, Encode, Encoded, Seed};

/// A struct that is an array in JSON (`prefixItems`, JSON Schema Core 10.3.1.1). The macro
/// `positions!` makes its codec of this.
pub trait Positions: Sized {
    /// The name of the type, for messages.
    const NAME: &'static str;

    /// Reads the items.
    ///
    /// # Errors
    /// When an item has no place in its type.
    fn read<'de, A: SeqAccess<'de>>(items: &mut Items<A>) -> Result<Self, A::Error>;

    /// Writes the items.
    ///
    /// # Errors
    /// Whatever the format refuses.
    fn write<S: SerializeSeq>(&self, items: &mut ItemWriter<S>) -> Result<(), S::Error>;
}

/// The items of an array while it is read.
#[derive(Debug)]
pub struct Items<A> {
    access: A,
    ended: bool,
}

impl<'de, A: SeqAccess<'de>> Items<A> {
    /// The next item; none after the end.
    ///
    /// # Errors
    /// When it has no place in the type.
    pub fn item<T: Decode<'de>>(&mut self) -> Result<Option<T>, A::Error> {
        if self.ended {
            return Ok(None);
        }
        let item = self.access.next_element_seed(Seed::new())?;
        self.ended = item.is_none();
        Ok(item)
    }

    /// All items that are left.
    ///
    /// # Errors
    /// When one has no place in the type.
    pub fn rest<T: Decode<'de>>(&mut self) -> Result<Vec<T>, A::Error> {
        let mut rest = Vec::new();
        while let Some(item) = self.item()? {
            rest.push(item);
        }
        Ok(rest)
    }

    fn skip(&mut self) -> Result<(), A::Error> {
        while !self.ended {
            self.ended = self.access.next_element::<IgnoredAny>()?.is_none();
        }
        Ok(())
    }
}

/// The items of an array while it is written: those after a missing one can't stand in their
/// place, and are an error.
#[derive(Debug)]
pub struct ItemWriter<S> {
    array: S,
    ended: bool,
}

impl<S: SerializeSeq> ItemWriter<S> {
    /// Writes the next item if it is there.
    ///
    /// # Errors
    /// Whatever the format refuses, and an item after a missing one.
    pub fn item<T: Encode>(&mut self, item: &Option<T>) -> Result<(), S::Error> {
        match item {
            Some(item) => self.push(item),
            None => {
                self.ended = true;
                Ok(())
            }
        }
    }

    /// Writes the items after those.
    ///
    /// # Errors
    /// As [`item`](Self::item).
    pub fn rest<T: Encode>(&mut self, rest: &[T]) -> Result<(), S::Error> {
        rest.iter().try_for_each(|item| self.push(item))
    }

    fn push<T: Encode>(&mut self, item: &T) -> Result<(), S::Error> {
        use serde::ser::Error;

        if self.ended {
            return Err(S::Error::custom("an item stands after a missing one"));
        }
        self.array.serialize_element(&Encoded(item))
    }
}

/// Reads an array by positions.
///
/// # Errors
/// As [`Positions::read`].
pub fn decode_positions<'de, T: Positions, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    deserializer.deserialize_seq(PositionsVisitor(PhantomData))
}

/// Writes an array by positions.
///
/// # Errors
/// As [`Positions::write`].
pub fn encode_positions<T: Positions, S: Serializer>(
    value: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut items = ItemWriter {
        array: serializer.serialize_seq(None)?,
        ended: false,
    };
    value.write(&mut items)?;
    items.array.end()
}

struct PositionsVisitor<T>(PhantomData<T>);

impl<'de, T: Positions> Visitor<'de> for PositionsVisitor<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "an array ({})", T::NAME)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, access: A) -> Result<T, A::Error> {
        let mut items = Items {
            access,
            ended: false,
        };
        let value = T::read(&mut items)?;
        items.skip()?;
        Ok(value)
    }
}
