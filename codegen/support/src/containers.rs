//! Values made of values: options, boxes, arrays, tuples and maps.

use std::{collections::BTreeMap, fmt, marker::PhantomData};

use serde::{
    de::{Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor},
    ser::{SerializeMap, SerializeSeq, Serializer},
};

use super::{Decode, Encode, Encoded, MapKey, RawError, Seed};

/// A first capacity that input can't inflate.
fn capacity(hint: Option<usize>) -> usize {
    hint.unwrap_or(0).min(1024)
}

struct OptionVisitor<T>(PhantomData<T>);

impl<'de, T: Decode<'de>> Visitor<'de> for OptionVisitor<T> {
    type Value = Option<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value or null")
    }

    #[inline]
    fn visit_none<E: Error>(self) -> Result<Option<T>, E> {
        Ok(None)
    }

    #[inline]
    fn visit_unit<E: Error>(self) -> Result<Option<T>, E> {
        Ok(None)
    }

    #[inline]
    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<T>, D::Error> {
        T::decode(deserializer).map(Some)
    }
}

impl<'de, T: Decode<'de>> Decode<'de> for Option<T> {
    #[inline]
    fn decode<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_option(OptionVisitor(PhantomData))
    }
}

impl<T: Encode> Encode for Option<T> {
    #[inline]
    fn encode<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Some(value) => serializer.serialize_some(&Encoded(value)),
            None => serializer.serialize_none(),
        }
    }
}

impl<'de, T: Decode<'de>> Decode<'de> for Box<T> {
    #[inline]
    fn decode<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::decode(deserializer).map(Self::new)
    }

    fn decode_captured(text: &'de str) -> Result<Self, RawError> {
        T::decode_captured(text).map(Self::new)
    }
}

impl<T: Encode + ?Sized> Encode for Box<T> {
    #[inline]
    fn encode<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (**self).encode(serializer)
    }
}

struct ArrayVisitor<T>(PhantomData<T>);

impl<'de, T: Decode<'de>> Visitor<'de> for ArrayVisitor<T> {
    type Value = Vec<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Vec<T>, A::Error> {
        let mut array = Vec::with_capacity(capacity(items.size_hint()));
        while let Some(item) = items.next_element_seed(Seed::new())? {
            array.push(item);
        }
        Ok(array)
    }
}

impl<'de, T: Decode<'de>> Decode<'de> for Vec<T> {
    fn decode<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(ArrayVisitor(PhantomData))
    }
}

impl<T: Encode> Encode for [T] {
    fn encode<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut array = serializer.serialize_seq(Some(self.len()))?;
        for item in self {
            array.serialize_element(&Encoded(item))?;
        }
        array.end()
    }
}

impl<T: Encode> Encode for Vec<T> {
    #[inline]
    fn encode<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.as_slice().encode(serializer)
    }
}

/// Reads the rest of an array whose length is fixed, and refuses one that isn't this long. The
/// rest is read first so that the error names the array and not an item.
fn finish<'de, A: SeqAccess<'de>>(mut items: A, count: usize, read: usize) -> Result<(), A::Error> {
    let mut found = read;
    while items.next_element::<IgnoredAny>()?.is_some() {
        found = found.saturating_add(1);
    }
    if found == count {
        return Ok(());
    }
    Err(A::Error::custom(format_args!(
        "expected an array of {count} items, found {found}"
    )))
}

struct FixedVisitor<T, const N: usize>(PhantomData<T>);

impl<'de, T: Decode<'de>, const N: usize> Visitor<'de> for FixedVisitor<T, N> {
    type Value = Vec<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "an array of {N} items")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Vec<T>, A::Error> {
        let mut array = Vec::with_capacity(N);
        while array.len() < N {
            match items.next_element_seed(Seed::new())? {
                Some(item) => array.push(item),
                None => break,
            }
        }
        finish(items, N, array.len())?;
        Ok(array)
    }
}

impl<'de, T: Decode<'de>, const N: usize> Decode<'de> for [T; N] {
    fn decode<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let items = deserializer.deserialize_seq(FixedVisitor::<T, N>(PhantomData))?;
        Self::try_from(items).map_err(|_| D::Error::custom("an array of another length"))
    }
}

impl<T: Encode, const N: usize> Encode for [T; N] {
    fn encode<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.as_slice().encode(serializer)
    }
}

struct MapVisitor<K, V>(PhantomData<(K, V)>);

impl<'de, K: MapKey + Ord, V: Decode<'de>> Visitor<'de> for MapVisitor<K, V> {
    type Value = BTreeMap<K, V>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Self::Value, A::Error> {
        let mut map = BTreeMap::new();
        while let Some(name) = members.next_key_seed(Seed::<String>::new())? {
            map.insert(K::from_name(name), members.next_value_seed(Seed::new())?);
        }
        Ok(map)
    }
}

impl<'de, K: MapKey + Ord, V: Decode<'de>> Decode<'de> for BTreeMap<K, V> {
    fn decode<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(MapVisitor(PhantomData))
    }
}

impl<K: MapKey, V: Encode> Encode for BTreeMap<K, V> {
    fn encode<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.len()))?;
        for (name, value) in self {
            map.serialize_entry(name.as_name(), &Encoded(value))?;
        }
        map.end()
    }
}

macro_rules! tuples {
    ($($count:literal => $($item:ident)+;)*) => {$(
        impl<'de, $($item: Decode<'de>),+> Decode<'de> for ($($item,)+) {
            #[allow(non_snake_case, reason = "an item is named like its type")]
            fn decode<De: Deserializer<'de>>(deserializer: De) -> Result<Self, De::Error> {
                struct Tuple<T>(PhantomData<T>);

                impl<'de, $($item: Decode<'de>),+> Visitor<'de> for Tuple<($($item,)+)> {
                    type Value = ($($item,)+);

                    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                        write!(formatter, "an array of {} items", $count)
                    }

                    fn visit_seq<Ac: SeqAccess<'de>>(
                        self,
                        mut items: Ac,
                    ) -> Result<Self::Value, Ac::Error> {
                        let mut read = 0;
                        $(
                            let Some($item) = items.next_element_seed(Seed::<$item>::new())? else {
                                return Err(Ac::Error::custom(format_args!(
                                    "expected an array of {} items, found {read}", $count
                                )));
                            };
                            read += 1;
                        )+
                        finish(items, $count, read)?;
                        Ok(($($item,)+))
                    }
                }

                deserializer.deserialize_seq(Tuple(PhantomData))
            }
        }

        impl<$($item: Encode),+> Encode for ($($item,)+) {
            #[allow(non_snake_case, reason = "an item is named like its type")]
            fn encode<Se: Serializer>(&self, serializer: Se) -> Result<Se::Ok, Se::Error> {
                let ($($item,)+) = self;
                let mut array = serializer.serialize_seq(Some($count))?;
                $(array.serialize_element(&Encoded($item))?;)+
                array.end()
            }
        }
    )*};
}

tuples! {
    1 => A;
    2 => A B;
    3 => A B C;
    4 => A B C D;
    5 => A B C D E;
    6 => A B C D E F;
    7 => A B C D E F G;
    8 => A B C D E F G H;
    9 => A B C D E F G H I;
    10 => A B C D E F G H I J;
    11 => A B C D E F G H I J K;
    12 => A B C D E F G H I J K L;
}
