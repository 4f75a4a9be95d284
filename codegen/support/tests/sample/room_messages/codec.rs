//! How [`room_messages`](super)'s types stand in JSON.

use super::Messages;
use crate::support::{
    Members, Object, Writer,
    serde::{
        de::{Error, MapAccess},
        ser::SerializeMap,
    },
};

impl Object for Messages {
    const NAME: &'static str = "Messages";
    const PROPERTIES: &'static [&'static str] = &["chunk", "next"];

    fn read<'de, A: MapAccess<'de>>(members: &mut Members<'de, A>) -> Result<Self, A::Error> {
        let mut chunk = None;
        let mut next = None;
        while let Some(property) = members.next(Self::PROPERTIES)? {
            match property {
                0 => members.value(&mut chunk),
                1 => members.optional(&mut next),
                _ => members.skip(),
            }?;
        }
        Ok(Self {
            chunk: chunk.ok_or_else(|| A::Error::missing_field("chunk"))?,
            next,
        })
    }

    fn write<S: SerializeMap>(&self, members: &mut Writer<S>) {
        members.member("chunk", &self.chunk);
        members.optional("next", &self.next);
    }
}

object!(Messages);
