//! Structs: objects with known properties.

use std::{borrow::Cow, collections::BTreeMap, fmt, marker::PhantomData};

use serde::{
    de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor},
    ser::{Error as _, SerializeMap, Serializer},
};

use super::{Decode, Encode, Encoded, Field, JsonObject, MapKey, Raw, Seed};

/// A struct that is an object in JSON. The macro `object!` makes its codec of this.
pub trait Object: Sized {
    /// The name of the type, for messages.
    const NAME: &'static str;

    /// The names of the properties that the struct knows.
    const PROPERTIES: &'static [&'static str];

    /// Reads the members.
    ///
    /// # Errors
    /// Whatever the format refuses, a value that has no place in its field, and a missing member.
    fn read<'de, A: MapAccess<'de>>(members: &mut Members<'de, A>) -> Result<Self, A::Error>;

    /// Writes the members. The writer remembers what the format refuses.
    fn write<S: SerializeMap>(&self, members: &mut Writer<S>);
}

/// The members of an object while it is read.
pub struct Members<'de, A> {
    access: A,
    /// The name of the member that is read now, where the struct doesn't know it.
    name: Cow<'de, str>,
    /// Where the next name is looked for first: documents mostly keep the schema's order.
    hint: usize,
    /// The whole object, for what is flattened into it.
    raw: Option<&'de Raw<'de>>,
}

impl<'de, A: MapAccess<'de>> Members<'de, A> {
    /// The index of the next member's name among the properties; the number of properties for a
    /// name that isn't among them. None at the end.
    ///
    /// # Errors
    /// Whatever the format refuses.
    pub fn next(&mut self, properties: &'static [&'static str]) -> Result<Option<usize>, A::Error> {
        let index = self.access.next_key_seed(Property {
            properties,
            hint: self.hint,
            name: &mut self.name,
        })?;
        if let Some(known) = index.filter(|index| *index < properties.len()) {
            self.hint = known.saturating_add(1);
        }
        Ok(index)
    }

    /// Reads the value of the member. Slots instead of results keep what is emitted for a member
    /// short, which halves the time that the compiler takes for it.
    ///
    /// # Errors
    /// When it has no place in the type.
    pub fn value<T: Decode<'de>>(&mut self, slot: &mut Option<T>) -> Result<(), A::Error> {
        *slot = Some(self.take()?);
        Ok(())
    }

    /// Reads the value of a member that may be absent: `null` reads as absent.
    ///
    /// # Errors
    /// When it has no place in the type.
    pub fn optional<T: Decode<'de>>(&mut self, slot: &mut Option<T>) -> Result<(), A::Error> {
        *slot = self.take()?;
        Ok(())
    }

    /// Reads the value of a member that may be absent, and may be `null`.
    ///
    /// # Errors
    /// When it has no place in the type.
    pub fn field<T: Decode<'de>>(&mut self, slot: &mut Field<T>) -> Result<(), A::Error> {
        *slot = self.take()?;
        Ok(())
    }

    /// Reads a member that can have one value only.
    ///
    /// # Errors
    /// When it has another one: then the object is of another type.
    pub fn constant<C: Constant + ?Sized>(
        &mut self,
        expected: &C,
        slot: &mut Option<()>,
    ) -> Result<(), A::Error> {
        *slot = self.access.next_value_seed(Expected(expected))?;
        Ok(())
    }

    /// Passes over the member.
    ///
    /// # Errors
    /// Whatever the format refuses.
    pub fn skip(&mut self) -> Result<(), A::Error> {
        self.access.next_value::<IgnoredAny>().map(|_| ())
    }

    /// Keeps a member that the struct doesn't know.
    ///
    /// # Errors
    /// When it has no place in the map.
    pub fn keep<X: Extra<'de>>(&mut self, extra: &mut X) -> Result<(), A::Error> {
        let value = self.take()?;
        let name = std::mem::take(&mut self.name);
        extra.insert_member(name.into_owned(), value);
        Ok(())
    }

    /// The value of a member that must be there.
    ///
    /// # Errors
    /// When it was not.
    #[inline]
    pub fn required<T>(&self, value: Option<T>, name: &'static str) -> Result<T, A::Error> {
        value.ok_or_else(|| missing(name))
    }

    /// Reads a value whose members stand beside those of the struct. Only for a struct whose codec
    /// is `object!(Type, flattened)`.
    ///
    /// # Errors
    /// When the object has no place in the type.
    pub fn flatten<T: Decode<'de>>(&self) -> Result<T, A::Error> {
        match self.raw {
            Some(raw) => raw.decode().map_err(|error| error.raise(raw.as_str())),
            None => Err(A::Error::custom("the object was not captured")),
        }
    }

    fn take<T: Decode<'de>>(&mut self) -> Result<T, A::Error> {
        self.access.next_value_seed(Seed::new())
    }
}

impl<A> fmt::Debug for Members<'_, A> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Members")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

/// A value that a member has in every instance.
pub trait Constant: fmt::Debug {
    /// Whether JSON text is this value.
    fn is(&self, text: &str) -> bool;

    /// Reads a value and says whether it is this one.
    ///
    /// # Errors
    /// Whatever the format refuses.
    fn meets<'de, D: Deserializer<'de>>(&self, deserializer: D) -> Result<bool, D::Error> {
        Raw::capture(deserializer).map(|raw| self.is(raw.as_str()))
    }
}

impl Constant for str {
    fn is(&self, text: &str) -> bool {
        serde_json::from_str::<Cow<'_, Self>>(text).is_ok_and(|found| found == *self)
    }

    fn meets<'de, D: Deserializer<'de>>(&self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_str(Same(self))
    }
}

/// Compares a string without keeping it.
struct Same<'text>(&'text str);

impl Visitor<'_> for Same<'_> {
    type Value = bool;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:?}", self.0)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<bool, E> {
        Ok(text == self.0)
    }
}

/// Reads the only value that a member can have.
struct Expected<'value, C: ?Sized>(&'value C);

impl<'de, C: Constant + ?Sized> DeserializeSeed<'de> for Expected<'_, C> {
    type Value = Option<()>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<()>, D::Error> {
        if self.0.meets(deserializer)? {
            Ok(Some(()))
        } else {
            Err(D::Error::custom(format_args!("expected {:?}", self.0)))
        }
    }
}

impl Constant for bool {
    fn is(&self, text: &str) -> bool {
        serde_json::from_str::<Self>(text).is_ok_and(|found| found == *self)
    }
}

impl Constant for i64 {
    fn is(&self, text: &str) -> bool {
        super::from_str::<Self>(text).is_ok_and(|found| found == *self)
    }
}

impl Constant for f64 {
    fn is(&self, text: &str) -> bool {
        super::from_str::<Self>(text).is_ok_and(|found| found == *self)
    }
}

/// A map that takes the members that a struct doesn't know.
pub trait Extra<'de> {
    /// What it holds.
    type Value: Decode<'de>;

    /// Puts a member in; the last one of a name stays.
    fn insert_member(&mut self, name: String, value: Self::Value);
}

impl<'de, K: MapKey + Ord, V: Decode<'de>> Extra<'de> for BTreeMap<K, V> {
    type Value = V;

    fn insert_member(&mut self, name: String, value: V) {
        self.insert(K::from_name(name), value);
    }
}

/// The members of an object while it is written. It remembers the first thing that the format
/// refuses, and writes nothing after that.
pub struct Writer<S: SerializeMap> {
    map: S,
    failed: Option<S::Error>,
}

impl<S: SerializeMap> Writer<S> {
    /// Writes a member.
    #[inline]
    pub fn member<T: Encode + ?Sized>(&mut self, name: &str, value: &T) {
        if self.failed.is_none()
            && let Err(error) = self.map.serialize_entry(name, &Encoded(value))
        {
            self.fail(error);
        }
    }

    #[cold]
    fn fail(&mut self, error: S::Error) {
        self.failed = Some(error);
    }

    /// Writes a member if there is a value.
    #[inline]
    pub fn optional<T: Encode>(&mut self, name: &str, value: &Option<T>) {
        if let Some(value) = value {
            self.member(name, value);
        }
    }

    /// Writes a member that is `null` or has a value, and nothing for an absent one.
    pub fn field<T: Encode>(&mut self, name: &str, value: &Field<T>) {
        if !value.is_absent() {
            self.member(name, value);
        }
    }

    /// Writes the members that the struct doesn't know; those of its own names are left out, so
    /// that no object has a member twice.
    #[inline]
    pub fn extra<K: MapKey, V: Encode>(&mut self, extra: &BTreeMap<K, V>, own: &[&str]) {
        for (name, value) in extra {
            if !own.contains(&name.as_name()) {
                self.member(name.as_name(), value);
            }
        }
    }

    /// Writes the members of another object beside those of this one, except those that this one
    /// writes itself. Refuses a value that is neither an object nor nothing.
    pub fn flatten<T: Encode>(&mut self, value: &T, own: &[&str]) {
        let object = match super::to_string(value) {
            Ok(text) if text == "null" => return,
            Ok(text) => super::from_str::<JsonObject>(&text).map_err(S::Error::custom),
            Err(error) => Err(S::Error::custom(error)),
        };
        match object {
            Ok(object) => {
                let members = object.iter();
                for (name, value) in members.filter(|(name, _)| !own.contains(&name.as_str())) {
                    self.member(name, value);
                }
            }
            Err(error) => self.failed = self.failed.take().or(Some(error)),
        }
    }

    fn finish(self) -> Result<S::Ok, S::Error> {
        match self.failed {
            Some(error) => Err(error),
            None => self.map.end(),
        }
    }
}

impl<S: SerializeMap> fmt::Debug for Writer<S> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Writer")
            .field("failed", &self.failed.is_some())
            .finish_non_exhaustive()
    }
}

/// Reads a struct member by member.
///
/// # Errors
/// As [`Object::read`].
pub fn decode_object<'de, T: Object, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_map(ObjectVisitor {
        raw: None,
        object: PhantomData,
    })
}

/// Reads a struct from captured text.
pub(crate) fn read_captured<T: Object>(raw: &Raw<'_>) -> Result<T, super::RawError> {
    let visitor = ObjectVisitor {
        raw: Some(raw),
        object: PhantomData,
    };
    serde_json::Deserializer::from_str(raw.as_str())
        .deserialize_map(visitor)
        .map_err(|error| super::RawError::locate(raw.as_str(), &error))
}

/// Writes a struct as an object.
///
/// # Errors
/// As [`Object::write`].
pub fn encode_object<T: Object, S: Serializer>(
    value: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut members = Writer {
        map: serializer.serialize_map(None)?,
        failed: None,
    };
    value.write(&mut members);
    members.finish()
}

struct ObjectVisitor<'de, T> {
    raw: Option<&'de Raw<'de>>,
    object: PhantomData<T>,
}

impl<'de, T: Object> Visitor<'de> for ObjectVisitor<'de, T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "an object ({})", T::NAME)
    }

    fn visit_map<A: MapAccess<'de>>(self, access: A) -> Result<T, A::Error> {
        T::read(&mut Members {
            access,
            name: Cow::Borrowed(""),
            hint: 0,
            raw: self.raw,
        })
    }
}

#[cold]
fn missing<E: Error>(name: &str) -> E {
    E::custom(format_args!("missing property `{name}`"))
}

/// Looks a name up among properties. Not generic over the struct, so that it exists once for each
/// format.
struct Property<'name, 'de> {
    properties: &'static [&'static str],
    hint: usize,
    name: &'name mut Cow<'de, str>,
}

impl Property<'_, '_> {
    /// The index of a name that is known.
    fn find(&self, name: &str) -> Option<usize> {
        if self.is(self.hint, name) {
            return Some(self.hint);
        }
        // Optional members are left out more often than members change places.
        let count = self.properties.len();
        let mut indices = (self.hint.saturating_add(1)..count).chain(0..self.hint.min(count));
        indices.find(|index| self.is(*index, name))
    }

    /// Whether a property has this name. Most of the others differ in their length or end.
    fn is(&self, index: usize, name: &str) -> bool {
        self.properties.get(index).is_some_and(|property| {
            property.len() == name.len()
                && property.as_bytes().last() == name.as_bytes().last()
                && *property == name
        })
    }
}

impl<'de> DeserializeSeed<'de> for Property<'_, 'de> {
    type Value = usize;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<usize, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl<'de> Visitor<'de> for Property<'_, 'de> {
    type Value = usize;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the name of a member")
    }

    #[inline]
    fn visit_borrowed_str<E: Error>(self, name: &'de str) -> Result<usize, E> {
        Ok(self.find(name).unwrap_or_else(|| {
            *self.name = Cow::Borrowed(name);
            self.properties.len()
        }))
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<usize, E> {
        Ok(self.find(name).unwrap_or_else(|| {
            *self.name = Cow::Owned(name.to_owned());
            self.properties.len()
        }))
    }
}
