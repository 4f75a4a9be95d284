//! Any value of serde's data model as JSON text, without a tree in between.

use std::{
    borrow::Cow,
    fmt::{self, Write},
};

use serde::de::{
    self, DeserializeSeed, Deserializer, EnumAccess, IgnoredAny, MapAccess, SeqAccess,
    VariantAccess, Visitor,
};

use super::{
    super::{MAX_DEPTH, decimal::Decimal},
    capture::token,
};

/// By this name serde_json hands out numbers as text when an application's crates enable its
/// feature `arbitrary_precision`.
const NUMBER: &str = "$serde_json::private::Number";

/// Whether text is one sound JSON value.
pub(super) fn is_json(text: &str) -> bool {
    serde_json::from_str::<IgnoredAny>(text).is_ok()
}

/// The text of a number that arrives as a map (`arbitrary_precision`).
///
/// # Errors
/// When the map is an object, and so not what the visitor expects.
pub(crate) fn number_text<'de, A: MapAccess<'de>>(
    mut map: A,
    expected: &dyn de::Expected,
) -> Result<String, A::Error> {
    let key = map.next_key_seed(Key)?;
    if key.is_some_and(|key| key == NUMBER) {
        return map.next_value();
    }
    Err(de::Error::invalid_type(de::Unexpected::Map, expected))
}

/// Reads a name, borrowed where the format can lend it; formats whose names may be numbers get
/// their spelling.
pub(super) struct Key;

impl<'de> DeserializeSeed<'de> for Key {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

macro_rules! spelled_keys {
    ($($visit:ident: $scalar:ty),*) => {$(
        fn $visit<E: de::Error>(self, name: $scalar) -> Result<Self::Value, E> {
            Ok(Cow::Owned(name.to_string()))
        }
    )*};
}

impl<'de> Visitor<'de> for Key {
    type Value = Cow<'de, str>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the name of a member")
    }

    spelled_keys!(visit_bool: bool, visit_i64: i64, visit_u64: u64, visit_char: char);

    fn visit_borrowed_str<E: de::Error>(self, name: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(name))
    }

    fn visit_str<E: de::Error>(self, name: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(name.to_owned()))
    }

    fn visit_string<E: de::Error>(self, name: String) -> Result<Self::Value, E> {
        Ok(Cow::Owned(name))
    }
}

/// Writes the value that it visits to the end of a text.
pub(super) struct Transcribe<'text> {
    text: &'text mut String,
    depth: usize,
}

impl<'text> Transcribe<'text> {
    pub(super) fn new(text: &'text mut String) -> Self {
        Self { text, depth: 0 }
    }

    /// The visitor for a value inside this one.
    fn inner(&mut self) -> Transcribe<'_> {
        Transcribe {
            text: self.text,
            depth: self.depth.saturating_add(1),
        }
    }

    fn check_depth<E: de::Error>(&self) -> Result<(), E> {
        if self.depth < MAX_DEPTH {
            Ok(())
        } else {
            Err(E::custom("arrays and objects stand too deep"))
        }
    }

    fn spell<E: de::Error>(self, value: impl fmt::Display) -> Result<(), E> {
        write!(self.text, "{value}").map_err(E::custom)
    }

    fn quote<E: de::Error>(&mut self, text: &str) -> Result<(), E> {
        self.text
            .push_str(&serde_json::to_string(text).map_err(E::custom)?);
        Ok(())
    }

    /// Writes an object whose first name has been read.
    pub(super) fn members<'de, A: MapAccess<'de>>(
        mut self,
        first: Option<Cow<'de, str>>,
        mut members: A,
    ) -> Result<(), A::Error> {
        self.check_depth()?;
        self.text.push('{');
        let mut next = first;
        let mut separator = "";
        while let Some(name) = next {
            self.text.push_str(separator);
            separator = ",";
            self.quote(&name)?;
            self.text.push(':');
            members.next_value_seed(self.inner())?;
            next = members.next_key_seed(Key)?;
        }
        self.text.push('}');
        Ok(())
    }

    /// Writes text that stands for itself: a number, or raw JSON.
    fn verbatim<E: de::Error>(self, text: &str, sound: bool) -> Result<(), E> {
        if !sound {
            return Err(E::custom("expected JSON text"));
        }
        self.text.push_str(text);
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for Transcribe<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

macro_rules! spelled {
    ($($visit:ident: $scalar:ty),*) => {$(
        fn $visit<E: de::Error>(self, value: $scalar) -> Result<(), E> {
            self.spell(value)
        }
    )*};
}

impl<'de> Visitor<'de> for Transcribe<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("any value")
    }

    spelled! {
        visit_bool: bool, visit_i64: i64, visit_u64: u64, visit_i128: i128, visit_u128: u128
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<(), E> {
        if !value.is_finite() {
            return Err(E::custom("JSON has no infinity and no NaN"));
        }
        let text = serde_json::to_string(&value).map_err(E::custom)?;
        self.spell(text)
    }

    fn visit_str<E: de::Error>(mut self, value: &str) -> Result<(), E> {
        self.quote(value)
    }

    /// JSON has no bytes; serde_json's own convention is an array of numbers.
    fn visit_bytes<E: de::Error>(self, value: &[u8]) -> Result<(), E> {
        let text = serde_json::to_string(value).map_err(E::custom)?;
        self.spell(text)
    }

    fn visit_unit<E: de::Error>(self) -> Result<(), E> {
        self.spell("null")
    }

    fn visit_none<E: de::Error>(self) -> Result<(), E> {
        self.spell("null")
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut items: A) -> Result<(), A::Error> {
        self.check_depth()?;
        self.text.push('[');
        let mut end = self.text.len();
        while items.next_element_seed(self.inner())?.is_some() {
            end = self.text.len();
            self.text.push(',');
        }
        self.text.truncate(end);
        self.text.push(']');
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        let Some(first) = members.next_key_seed(Key)? else {
            return self.members(None, members);
        };
        if first == NUMBER {
            let text: String = members.next_value()?;
            let sound = Decimal::parse(&text).is_some();
            return self.verbatim(&text, sound);
        }
        if first == token() {
            let text: String = members.next_value()?;
            let sound = is_json(&text);
            return self.verbatim(&text, sound);
        }
        self.members(Some(first), members)
    }

    /// A tagged value of a format that has such: the value without its tag.
    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<(), A::Error> {
        let (_, variant): (IgnoredAny, A::Variant) = data.variant()?;
        variant.newtype_variant_seed(self)
    }
}
