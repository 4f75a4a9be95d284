//! Events as somebody would write them with serde's derive.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, value::RawValue};

/// The answer of `roomInitialSync` with typed events.
#[derive(Debug, Deserialize, Serialize)]
#[expect(missing_docs, reason = "as in the description")]
pub struct RoomInfo<E> {
    pub room_id: String,
    pub membership: Option<Membership>,
    pub messages: Option<PaginationChunk<E>>,
    pub state: Option<Vec<E>>,
    pub visibility: Option<String>,
    pub account_data: Option<Vec<Box<RawValue>>>,
}

/// A page of the timeline.
#[derive(Debug, Deserialize, Serialize)]
#[expect(missing_docs, reason = "as in the description")]
pub struct PaginationChunk<E> {
    pub start: Option<String>,
    pub end: String,
    pub chunk: Vec<E>,
}

macro_rules! family {
    (#[$doc:meta] $name:ident, #[$tag:meta], $room:ident, $state:ident) => {
        #[$doc]
        #[derive(Debug, Deserialize, Serialize)]
        #[$tag]
        #[expect(missing_docs, reason = "called after their tags")]
        pub enum $name {
            #[serde(rename = "m.room.member")]
            Member(Box<$state<MemberContent>>),
            #[serde(rename = "m.room.message")]
            Message(Box<$room<MessageContent>>),
            #[serde(rename = "m.room.name")]
            Name(Box<$state<NameContent>>),
            #[serde(rename = "m.room.power_levels")]
            PowerLevels(Box<$state<PowerLevelsContent>>),
            #[serde(rename = "m.room.topic")]
            Topic(Box<$state<TopicContent>>),
            #[serde(other)]
            Unknown,
        }
    };
}

family!(
    /// Told apart by the tag; members that the structs don't know are lost.
    TaggedEvent, #[serde(tag = "type")], RoomEvent, StateEvent
);
family!(
    /// Told apart by the tag; members that the structs don't know are kept.
    FlattenedEvent, #[serde(tag = "type")], KeptRoomEvent, KeptStateEvent
);

/// Told apart by trial.
#[derive(Debug, Deserialize, Serialize)]
#[serde(untagged)]
#[expect(missing_docs, reason = "called after their contents")]
pub enum UntaggedEvent {
    Member(Box<StateEvent<MemberContent>>),
    Message(Box<RoomEvent<MessageContent>>),
    Name(Box<StateEvent<NameContent>>),
    Topic(Box<StateEvent<TopicContent>>),
    PowerLevels(Box<StateEvent<PowerLevelsContent>>),
    Unknown(Value),
}

macro_rules! event {
    (#[$doc:meta] $name:ident, $($key:ident,)? {$($extra:tt)*}) => {
        #[$doc]
        #[derive(Debug, Deserialize, Serialize)]
        #[expect(missing_docs, reason = "as in the description")]
        pub struct $name<C> {
            pub content: C,
            pub event_id: String,
            pub sender: String,
            pub origin_server_ts: i64,
            #[serde(skip_serializing_if = "Option::is_none")]
            pub unsigned: Option<Unsigned>,
            pub room_id: String,
            $(pub $key: String,)?
            $($extra)*
        }
    };
}

event!(
    /// An event of the timeline.
    RoomEvent, {}
);
event!(
    /// An event of the state.
    StateEvent, state_key, {}
);
event!(
    /// An event of the timeline with whatever else it has.
    KeptRoomEvent, {#[serde(flatten)] pub extra: Map<String, Value>}
);
event!(
    /// An event of the state with whatever else it has.
    KeptStateEvent, state_key, {#[serde(flatten)] pub extra: Map<String, Value>}
);

macro_rules! content {
    (#[$doc:meta] $name:ident {$($field:ident: $ty:ty,)*}) => {
        #[$doc]
        #[derive(Debug, Deserialize, Serialize)]
        #[expect(missing_docs, reason = "as in the description")]
        pub struct $name {
            $(pub $field: $ty,)*
        }
    };
}

content!(
    /// What the server adds.
    Unsigned { age: Option<i64>, }
);
content!(
    /// `m.room.name`
    NameContent { name: String, }
);
content!(
    /// `m.room.topic`
    TopicContent { topic: String, }
);
content!(
    /// `m.room.power_levels`
    PowerLevelsContent {
        ban: Option<i64>,
        events: Option<BTreeMap<String, i64>>,
        events_default: Option<i64>,
        invite: Option<i64>,
        kick: Option<i64>,
        redact: Option<i64>,
        state_default: Option<i64>,
        users: Option<BTreeMap<String, i64>>,
        users_default: Option<i64>,
        notifications: Option<BTreeMap<String, i64>>,
    }
);
content!(
    /// `m.image`
    ImageInfo {
        h: Option<i64>,
        w: Option<i64>,
        mimetype: Option<String>,
        size: Option<i64>,
        thumbnail_url: Option<String>,
        is_animated: Option<bool>,
    }
);

/// `m.room.member`
#[derive(Debug, Deserialize, Serialize)]
#[expect(missing_docs, reason = "as in the description")]
pub struct MemberContent {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub avatar_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub displayname: Option<String>,
    pub membership: Membership,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_direct: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub join_authorised_via_users_server: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// How a user relates to a room.
#[derive(Debug, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "called after their values")]
pub enum Membership {
    Invite,
    Join,
    Knock,
    Leave,
    Ban,
}

/// `m.room.message`
#[derive(Debug, Deserialize, Serialize)]
#[serde(tag = "msgtype")]
#[expect(missing_docs, reason = "called after their tags")]
pub enum MessageContent {
    #[serde(rename = "m.text")]
    Text(TextContent),
    #[serde(rename = "m.image")]
    Image(ImageContent),
}

/// `m.text`
#[derive(Debug, Deserialize, Serialize)]
#[expect(missing_docs, reason = "as in the description")]
pub struct TextContent {
    pub body: String,
    pub format: Option<String>,
    pub formatted_body: Option<String>,
}

/// `m.image`
#[derive(Debug, Deserialize, Serialize)]
#[expect(missing_docs, reason = "as in the description")]
pub struct ImageContent {
    pub body: String,
    pub filename: Option<String>,
    pub info: Option<ImageInfo>,
    pub url: Option<String>,
}
