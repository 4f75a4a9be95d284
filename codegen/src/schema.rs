//! Schemas exactly as written: every keyword of JSON Schema 2020-12 and of the OpenAPI dialect.
//!
//! All schemas of a run stand in one arena and name each other by [`SchemaId`]. Nothing is
//! interpreted here; older spellings are upgraded while reading.

mod dialect;
mod keywords;
mod object;
mod read;
pub(crate) mod reader;
mod upgrade;

use crate::pointer::Place;

pub use dialect::Dialect;
pub use keywords::{
    Discriminator, ExternalDocs, JsonType, Keywords, MappingEntry, Reference, Xml, XmlNodeType,
};

/// Names a schema in the arena of one run. Ids follow the order of reading, which is the same for
/// the same input; they aren't stable between inputs, places are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SchemaId(u32);

impl SchemaId {
    /// Its number in the arena, from 0.
    pub(crate) fn number(self) -> u32 {
        self.0
    }

    /// The schema of a number in the arena.
    pub(crate) fn from_number(number: u32) -> Self {
        Self(number)
    }
}

/// One schema object or boolean schema (JSON Schema Core 4.3).
#[derive(Clone, Debug, PartialEq)]
pub struct Schema {
    /// Where it is written. A schema that an upgrade added has the place of the one it stands in.
    pub place: Place,
    /// The base URI for references in it (Core 8.2.1), without fragment.
    pub base: std::sync::Arc<str>,
    /// The root of the schema resource that it belongs to (Core 4.3.5); itself, if it is one.
    pub resource: SchemaId,
    /// What it says.
    pub body: SchemaBody,
}

/// The two forms of a schema.
#[derive(Clone, Debug, PartialEq)]
pub enum SchemaBody {
    /// `true` accepts every instance, `false` none (Core 4.3.2).
    Boolean(bool),
    /// An object of keywords.
    Keywords(Box<Keywords>),
}

impl Schema {
    /// The keywords; none for a boolean schema.
    pub fn keywords(&self) -> Option<&Keywords> {
        match &self.body {
            SchemaBody::Boolean(_) => None,
            SchemaBody::Keywords(keywords) => Some(keywords),
        }
    }
}

/// All schemas of a run.
#[derive(Clone, Debug, Default)]
pub struct Arena {
    schemas: Vec<Schema>,
}

impl Arena {
    /// An arena without schemas.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a schema. Once `u32` can't count them any more it is dropped, and its id leads nowhere.
    pub fn add(&mut self, schema: Schema) -> SchemaId {
        let id = self.next_id();
        if id.0 < u32::MAX {
            self.schemas.push(schema);
        }
        id
    }

    /// The id that the next added schema will have.
    pub fn next_id(&self) -> SchemaId {
        SchemaId(u32::try_from(self.schemas.len()).unwrap_or(u32::MAX))
    }

    /// The schema of an id; `None` for an id of another arena.
    pub fn get(&self, id: SchemaId) -> Option<&Schema> {
        self.schemas.get(usize::try_from(id.0).ok()?)
    }

    /// The schema of an id, to be changed; `None` for an id of another arena.
    pub fn get_mut(&mut self, id: SchemaId) -> Option<&mut Schema> {
        self.schemas.get_mut(usize::try_from(id.0).ok()?)
    }

    /// All schemas with their ids, in order of reading.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (SchemaId, &Schema)> {
        self.schemas
            .iter()
            .enumerate()
            .map(|(index, schema)| (SchemaId(u32::try_from(index).unwrap_or(u32::MAX)), schema))
    }

    /// How many schemas there are.
    pub fn len(&self) -> usize {
        self.schemas.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.schemas.is_empty()
    }
}
