//! The form of emitted code, pinned: what the emitters write must look like this.

use std::collections::BTreeMap;

use serde::{
    de::MapAccess,
    ser::{SerializeMap, Serializer},
};

use crate::support::{
    Arm, Encode, Field, Json, JsonObject, Kind, Members, Object, Raw, RawError, Rules, Scalar,
    Union, UnknownValue, Writer, rules::Types,
};

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct RoomInfo {
    pub(crate) room_id: RoomId,
    pub(crate) membership: Option<Membership>,
    pub(crate) state: Option<Vec<Json<AnyStateEvent>>>,
    pub(crate) topic: Field<String>,
    pub(crate) extra: JsonObject,
}

impl Object for RoomInfo {
    const NAME: &'static str = "RoomInfo";
    const PROPERTIES: &'static [&'static str] = &["room_id", "membership", "state", "topic"];

    fn read<'de, A: MapAccess<'de>>(members: &mut Members<'de, A>) -> Result<Self, A::Error> {
        let mut room_id = None;
        let mut membership = None;
        let mut state = None;
        let mut topic = Field::Absent;
        let mut extra = JsonObject::new();
        while let Some(property) = members.next(Self::PROPERTIES)? {
            match property {
                0 => members.value(&mut room_id),
                1 => members.optional(&mut membership),
                2 => members.optional(&mut state),
                3 => members.field(&mut topic),
                _ => members.keep(&mut extra),
            }?;
        }
        Ok(Self {
            room_id: members.required(room_id, "room_id")?,
            membership,
            state,
            topic,
            extra,
        })
    }

    fn write<S: SerializeMap>(&self, members: &mut Writer<S>) {
        members.member("room_id", &self.room_id);
        members.optional("membership", &self.membership);
        members.optional("state", &self.state);
        members.field("topic", &self.topic);
        members.extra(&self.extra, Self::PROPERTIES);
    }
}

object!(RoomInfo);

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct RoomId(String);

impl RoomId {
    pub(crate) fn is_valid(&self) -> bool {
        self.0.starts_with('!')
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

text_newtype!(RoomId);

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Membership {
    Join,
    Leave,
    Unknown(UnknownValue),
}

impl Membership {
    pub(crate) fn as_str(&self) -> &str {
        match self {
            Self::Join => "join",
            Self::Leave => "leave",
            Self::Unknown(value) => value.as_str(),
        }
    }
}

impl From<&str> for Membership {
    fn from(text: &str) -> Self {
        match text {
            "join" => Self::Join,
            "leave" => Self::Leave,
            _ => Self::Unknown(UnknownValue::text(text)),
        }
    }
}

text!(Membership);

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct MemberEvent {
    pub(crate) content: MemberContent,
    pub(crate) event_id: Option<String>,
}

impl Object for MemberEvent {
    const NAME: &'static str = "MemberEvent";
    const PROPERTIES: &'static [&'static str] = &["type", "content", "event_id"];

    fn read<'de, A: MapAccess<'de>>(members: &mut Members<'de, A>) -> Result<Self, A::Error> {
        let mut kind = None;
        let mut content = None;
        let mut event_id = None;
        while let Some(property) = members.next(Self::PROPERTIES)? {
            match property {
                0 => members.constant("m.room.member", &mut kind),
                1 => members.value(&mut content),
                2 => members.optional(&mut event_id),
                _ => members.skip(),
            }?;
        }
        members.required(kind, "type")?;
        Ok(Self {
            content: members.required(content, "content")?,
            event_id,
        })
    }

    fn write<S: SerializeMap>(&self, members: &mut Writer<S>) {
        members.member("type", "m.room.member");
        members.member("content", &self.content);
        members.optional("event_id", &self.event_id);
    }
}

object!(MemberEvent);

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct MemberContent {
    pub(crate) membership: Option<Membership>,
    pub(crate) power: Option<f64>,
    pub(crate) age: Option<i64>,
}

impl Object for MemberContent {
    const NAME: &'static str = "MemberContent";
    const PROPERTIES: &'static [&'static str] = &["membership", "power", "age"];

    fn read<'de, A: MapAccess<'de>>(members: &mut Members<'de, A>) -> Result<Self, A::Error> {
        let mut membership = None;
        let mut power = None;
        let mut age = None;
        while let Some(property) = members.next(Self::PROPERTIES)? {
            match property {
                0 => members.optional(&mut membership),
                1 => members.optional(&mut power),
                2 => members.optional(&mut age),
                _ => members.skip(),
            }?;
        }
        Ok(Self {
            membership,
            power,
            age,
        })
    }

    fn write<S: SerializeMap>(&self, members: &mut Writer<S>) {
        members.optional("membership", &self.membership);
        members.optional("power", &self.power);
        members.optional("age", &self.age);
    }
}

object!(MemberContent);

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum AnyStateEvent {
    Member(Box<MemberEvent>),
    Unknown(Json),
}

impl Union for AnyStateEvent {
    const NAME: &'static str = "AnyStateEvent";

    fn read(raw: &Raw<'_>) -> Result<Self, RawError> {
        match raw.tag(&["type"]).as_deref() {
            Some("m.room.member") => raw.decode().map(Self::Member),
            _ => Ok(Self::Unknown(raw.to_json())),
        }
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Member(event) => event.encode(serializer),
            Self::Unknown(json) => json.encode(serializer),
        }
    }
}

union!(AnyStateEvent);

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Id {
    Text(String),
    Count(i64),
    Unknown(Json),
}

impl Union for Id {
    const NAME: &'static str = "Id";

    fn read(raw: &Raw<'_>) -> Result<Self, RawError> {
        match raw.kind() {
            Kind::String => raw.decode().map(Self::Text),
            Kind::Integer => raw.decode().map(Self::Count),
            _ => Ok(Self::Unknown(raw.to_json())),
        }
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => text.encode(serializer),
            Self::Count(count) => count.encode(serializer),
            Self::Unknown(json) => json.encode(serializer),
        }
    }
}

union!(Id);

/// What the schema of a circle asserts.
static CIRCLE: Rules = Rules::new().types(Types::OBJECT).required(&["power"]);

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Shape {
    Circle(MemberContent),
    Tree(BTreeMap<String, Shape>),
    Unknown(Json),
}

impl Union for Shape {
    const NAME: &'static str = "Shape";

    fn read(raw: &Raw<'_>) -> Result<Self, RawError> {
        raw.trial(&[
            Arm::new(&CIRCLE, |raw| raw.decode().map(Self::Circle)),
            Arm::unruled(|raw| raw.decode().map(Self::Tree)),
        ])
        .or_else(|_| Ok(Self::Unknown(raw.to_json())))
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Circle(value) => value.encode(serializer),
            Self::Tree(value) => value.encode(serializer),
            Self::Unknown(json) => json.encode(serializer),
        }
    }
}

union!(Shape);

/// A struct with a union's members among its own.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Drawing {
    pub(crate) name: String,
    pub(crate) event: AnyStateEvent,
}

impl Object for Drawing {
    const NAME: &'static str = "Drawing";
    const PROPERTIES: &'static [&'static str] = &["name"];

    fn read<'de, A: MapAccess<'de>>(members: &mut Members<'de, A>) -> Result<Self, A::Error> {
        let mut name = None;
        while let Some(property) = members.next(Self::PROPERTIES)? {
            match property {
                0 => members.value(&mut name),
                _ => members.skip(),
            }?;
        }
        Ok(Self {
            name: members.required(name, "name")?,
            event: members.flatten()?,
        })
    }

    fn write<S: SerializeMap>(&self, members: &mut Writer<S>) {
        members.member("name", &self.name);
        members.flatten(&self.event, Self::PROPERTIES);
    }
}

object!(Drawing, flattened);

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Level {
    Auto,
    One,
    Unknown(UnknownValue<Scalar>),
}

impl Level {
    pub(crate) fn value(&self) -> Scalar {
        match self {
            Self::Auto => Scalar::from("auto"),
            Self::One => Scalar::from(1),
            Self::Unknown(value) => value.get().clone(),
        }
    }
}

impl From<Scalar> for Level {
    fn from(value: Scalar) -> Self {
        match &value {
            Scalar::String(text) if text == "auto" => Self::Auto,
            Scalar::Integer(1) => Self::One,
            _ => Self::Unknown(UnknownValue::new(value)),
        }
    }
}

scalar!(Level, Scalar);

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Matrix(pub(crate) [[f64; 2]; 2]);

newtype!(Matrix);
