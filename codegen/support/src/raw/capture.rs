//! Capturing a value as JSON text from any self-describing format.
//!
//! serde_json hands out the text itself, to whoever asks for a newtype struct of a certain name.
//! Every other format answers the same request with the value, which is then transcribed.

use std::{borrow::Cow, fmt};

use serde::{
    Deserialize, Serialize, Serializer,
    de::{self, DeserializeSeed, Deserializer, EnumAccess, MapAccess, SeqAccess, Visitor},
    forward_to_deserialize_any,
};
use serde_json::value::RawValue;

use super::transcribe::{Key, Transcribe, is_json};

/// Captures a value as JSON text.
pub(crate) fn capture<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Cow<'de, str>, D::Error> {
    deserializer.deserialize_newtype_struct(token(), Capture)
}

/// The name by which serde_json knows a request for raw text: asked of it, not copied from it.
pub(super) fn token() -> &'static str {
    match <&RawValue>::deserialize(Probe) {
        Err(Found(name)) => name,
        Ok(_) => "",
    }
}

/// Fails with the name of the newtype struct that it is asked for.
struct Probe;

#[derive(Debug)]
struct Found(&'static str);

impl fmt::Display for Found {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.0)
    }
}

impl std::error::Error for Found {}

impl de::Error for Found {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self("")
    }
}

impl<'de> Deserializer<'de> for Probe {
    type Error = Found;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Found> {
        Err(Found(""))
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        _: V,
    ) -> Result<V::Value, Found> {
        Err(Found(name))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option
        unit unit_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

struct Capture;

/// Lets [`Transcribe`] visit, and keeps what it wrote.
fn transcribed<'de, E>(
    visit: impl FnOnce(Transcribe<'_>) -> Result<(), E>,
) -> Result<Cow<'de, str>, E> {
    let mut text = String::new();
    visit(Transcribe::new(&mut text))?;
    Ok(Cow::Owned(text))
}

macro_rules! transcribed_scalars {
    ($($visit:ident: $scalar:ty),*) => {$(
        fn $visit<E: de::Error>(self, value: $scalar) -> Result<Self::Value, E> {
            transcribed(|visitor| visitor.$visit(value))
        }
    )*};
}

impl<'de> Visitor<'de> for Capture {
    type Value = Cow<'de, str>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("any value")
    }

    transcribed_scalars! {
        visit_bool: bool, visit_i64: i64, visit_u64: u64, visit_i128: i128, visit_u128: u128,
        visit_f64: f64, visit_str: &str, visit_bytes: &[u8]
    }

    fn visit_unit<E: de::Error>(self) -> Result<Self::Value, E> {
        transcribed(|visitor| visitor.visit_unit())
    }

    fn visit_none<E: de::Error>(self) -> Result<Self::Value, E> {
        transcribed(|visitor| visitor.visit_unit())
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        transcribed(|visitor| deserializer.deserialize_any(visitor))
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<Self::Value, D::Error> {
        transcribed(|visitor| deserializer.deserialize_any(visitor))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<Self::Value, A::Error> {
        transcribed(|visitor| visitor.visit_seq(items))
    }

    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<Self::Value, A::Error> {
        transcribed(|visitor| visitor.visit_enum(data))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Self::Value, A::Error> {
        let token = token();
        match members.next_key_seed(Key)? {
            Some(key) if is_lent(&key, token) || key == token => {
                let text = members.next_value_seed(Text)?;
                // The very text of the constant comes from serde_json, which has parsed what it
                // hands out; an equal name in a document proves nothing.
                if is_lent(&key, token) || is_json(&text) {
                    Ok(text)
                } else {
                    Err(de::Error::custom("expected JSON text"))
                }
            }
            first => transcribed(|visitor| visitor.members(first, members)),
        }
    }
}

/// Whether a name is this very constant, and not only the same text.
fn is_lent(name: &str, constant: &'static str) -> bool {
    name.as_ptr().addr() == constant.as_ptr().addr()
}

/// Reads a string, borrowed where the format can lend it.
struct Text;

impl<'de> DeserializeSeed<'de> for Text {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Text {
    type Value = Cow<'de, str>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JSON text")
    }

    fn visit_borrowed_str<E: de::Error>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(text))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(text.to_owned()))
    }

    fn visit_string<E: de::Error>(self, text: String) -> Result<Self::Value, E> {
        Ok(Cow::Owned(text))
    }
}

/// Writes sound JSON text so that [`capture`] reads it back: as it stands to JSON, by value to a format
/// that isn't for people to read (CBOR).
pub(crate) fn write_text<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    use serde::ser::{Error, SerializeStruct};

    if serializer.is_human_readable() {
        // As `RawValue` does, which can't be had without parsing the text once more.
        let token = token();
        let mut raw = serializer.serialize_struct(token, 1)?;
        raw.serialize_field(token, text)?;
        raw.end()
    } else {
        let value: serde_json::Value = serde_json::from_str(text).map_err(S::Error::custom)?;
        value.serialize(serializer)
    }
}
