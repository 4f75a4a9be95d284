//! How [`create_room`](super)'s types stand in JSON.

use super::Room;
use crate::support::{
    Members, Object, Writer,
    rules::{Rules, Types},
    serde::{
        de::{Error, MapAccess},
        ser::SerializeMap,
    },
};

impl Object for Room {
    const NAME: &'static str = "Room";
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
            name: name.ok_or_else(|| A::Error::missing_field("name"))?,
        })
    }

    fn write<S: SerializeMap>(&self, members: &mut Writer<S>) {
        members.member("name", &self.name);
    }
}

object!(Room);

pub(super) static ROOM: Rules = Rules::new()
    .types(Types::OBJECT)
    .properties(&[(
        "name",
        &Rules::new()
            .types(Types::STRING)
            .min_length(1)
            .max_length(20),
    )])
    .required(&["name"]);
