//! How fast a megabyte of events is read, checked and written, against serde's derive and against
//! `Value`.

use std::hint::black_box;

use benches::{
    Result,
    contest::{self, Contender},
    events,
    table::{self, Goal},
    twins::{self, FlattenedEvent, TaggedEvent, UntaggedEvent},
};
use matrix_rooms::{
    events::{
        room_member::RoomMemberContent, room_message_text::TextMessageContent,
        room_power_levels::RoomPowerLevelsContent,
    },
    families::{AnyStateEvent, AnyTimelineEvent},
    room_initial_sync::RoomInfo,
    support::{
        self,
        rules::{Policy, Validate},
    },
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, value::RawValue};

const BYTES: usize = 1 << 20;
const ROUNDS: usize = 15;

fn main() -> Result<()> {
    plain()?;
    family()?;
    answer()?;
    rules()?;
    encode()?;
    encode_plain()
}

/// Decodes with our door.
fn ours<T: for<'de> support::Decode<'de>>(text: &str) -> impl FnMut() -> Result<()> {
    move || {
        black_box(support::from_slice::<T>(black_box(text).as_bytes())?);
        Ok(())
    }
}

/// Decodes with serde_json's.
fn theirs<T: DeserializeOwned>(text: &str) -> impl FnMut() -> Result<()> {
    move || {
        black_box(serde_json::from_slice::<T>(black_box(text).as_bytes())?);
        Ok(())
    }
}

fn race<const N: usize>(contenders: [Contender<'_>; N]) -> Result<[f64; N]> {
    let mut contenders: Vec<Contender<'_>> = contenders.into_iter().collect();
    let times: Vec<f64> = contest::calls(ROUNDS, &mut contenders)?;
    times.try_into().map_err(|_| "a time for each".into())
}

/// Structs without extra members.
fn plain() -> Result<()> {
    table::title("decoding plain structs, against serde's derive and Value")?;
    let text: String = content("m.text")?;
    plain_row::<TextMessageContent, twins::TextContent>("texts of messages", &text)?;
    let text: String = content("m.room.member")?;
    plain_row::<RoomMemberContent, twins::MemberContent>("memberships", &text)?;
    let text: String = content("m.room.power_levels")?;
    plain_row::<RoomPowerLevelsContent, twins::PowerLevelsContent>("power levels", &text)
}

/// The contents of the events of a kind, as an array.
fn content(kind: &str) -> Result<String> {
    let events: Vec<Value> = events::timeline(BYTES * 4);
    let of_kind = events.into_iter().filter(|event| {
        event.pointer("/content/msgtype").or(event.get("type")) == Some(&Value::from(kind))
    });
    let contents: Vec<Value> = of_kind
        .filter_map(|event| event.get("content").cloned())
        .collect();
    Ok(serde_json::to_string(&contents)?)
}

fn plain_row<Ours, Theirs>(name: &str, text: &str) -> Result<()>
where
    Ours: for<'de> support::Decode<'de>,
    Theirs: DeserializeOwned,
{
    let [ours, derive, value] = race([
        &mut ours::<Vec<Ours>>(text),
        &mut theirs::<Vec<Theirs>>(text),
        &mut theirs::<Value>(text),
    ])?;
    table::speed(
        &format!("{name} / derive"),
        text.len(),
        ours,
        derive,
        Goal::AtLeast(1.0),
    )?;
    table::speed(
        &format!("{name} / Value"),
        text.len(),
        ours,
        value,
        Goal::AtLeast(1.0),
    )?;
    Ok(())
}

/// Events that are told apart by `type` and `content.msgtype`.
fn family() -> Result<()> {
    table::title("decoding a family of events")?;
    let text: String = serde_json::to_string(&events::timeline(BYTES))?;
    let [ours, flattened, tagged, untagged, value] = race([
        &mut ours::<Vec<AnyTimelineEvent>>(&text),
        &mut theirs::<Vec<FlattenedEvent>>(&text),
        &mut theirs::<Vec<TaggedEvent>>(&text),
        &mut theirs::<Vec<UntaggedEvent>>(&text),
        &mut theirs::<Value>(&text),
    ])?;
    for (name, other) in [
        ("family / derive with tag and flatten", flattened),
        ("family / derive with tag", tagged),
        ("family / derive untagged", untagged),
        ("family / Value", value),
    ] {
        table::speed(name, text.len(), ours, other, Goal::AtLeast(1.0))?;
    }
    Ok(())
}

/// A whole answer, its events as lazy JSON and all typed.
fn answer() -> Result<()> {
    table::title("decoding the answer of roomInitialSync")?;
    let text: String = events::initial_sync(BYTES);
    let [lazy, raw, typed, flattened, tagged, value] = race([
        &mut ours::<RoomInfo>(&text),
        &mut theirs::<twins::RoomInfo<Box<RawValue>>>(&text),
        &mut || typed(&text),
        &mut theirs::<twins::RoomInfo<FlattenedEvent>>(&text),
        &mut theirs::<twins::RoomInfo<TaggedEvent>>(&text),
        &mut theirs::<Value>(&text),
    ])?;
    let goal: Goal = Goal::AtLeast(1.0);
    table::speed("lazy / derive with RawValue", text.len(), lazy, raw, goal)?;
    table::speed("lazy / Value", text.len(), lazy, value, goal)?;
    table::speed(
        "lazy, then all got / derive, flatten",
        text.len(),
        typed,
        flattened,
        goal,
    )?;
    table::speed(
        "lazy, then all got / derive, tag",
        text.len(),
        typed,
        tagged,
        goal,
    )?;
    table::speed("lazy, then all got / Value", text.len(), typed, value, goal)?;
    Ok(())
}

fn typed(text: &str) -> Result<()> {
    let info: RoomInfo = support::from_slice(black_box(text).as_bytes())?;
    for event in info.messages.iter().flat_map(|page| &page.chunk) {
        black_box::<AnyTimelineEvent>(event.get()?);
    }
    for event in info.state.iter().flatten() {
        black_box::<AnyStateEvent>(event.get()?);
    }
    black_box(&info);
    Ok(())
}

/// What a server does with a body before it decodes it.
fn rules() -> Result<()> {
    table::title("checking the rules of roomInitialSync's answer")?;
    let text: String = events::initial_sync(BYTES);
    let check = || -> Result<()> {
        let text: &str = black_box(&text);
        let found = RoomInfo::rules().check_text(text, &Policy::STRICT);
        found.map_err(|violations| format!("{violations:?}").into())
    };
    let [alone, decoded, typed, value] = race([
        &mut || check(),
        &mut || {
            check()?;
            ours::<RoomInfo>(&text)()
        },
        &mut || typed(&text),
        &mut theirs::<Value>(&text),
    ])?;
    let goal: Goal = Goal::AtLeast(1.0);
    table::speed("rules / Value", text.len(), alone, value, goal)?;
    table::speed("rules, then lazy / Value", text.len(), decoded, value, goal)?;
    table::speed(
        "rules / lazy, then all got",
        text.len(),
        alone,
        typed,
        Goal::Open,
    )?;
    Ok(())
}

/// Structs whose absent members are left out by both.
fn encode_plain() -> Result<()> {
    table::title("encoding plain structs, against serde's derive")?;
    encode_row::<RoomMemberContent, twins::MemberContent>("memberships", "m.room.member")?;
    encode_row::<RoomPowerLevelsContent, twins::PowerLevelsContent>(
        "power levels",
        "m.room.power_levels",
    )
}

fn encode_row<Ours, Theirs>(name: &str, kind: &str) -> Result<()>
where
    Ours: for<'de> support::Decode<'de> + support::Encode,
    Theirs: DeserializeOwned + Serialize,
{
    let text: String = content(kind)?;
    let (ours, theirs): (Vec<Ours>, Vec<Theirs>) =
        (support::from_str(&text)?, serde_json::from_str(&text)?);
    if support::to_vec(&ours)?.len() != serde_json::to_vec(&theirs)?.len() {
        return Err("both should write the same".into());
    }
    let [ours, derive] = race([
        &mut || {
            black_box(support::to_vec(black_box(&ours))?);
            Ok(())
        },
        &mut || {
            black_box(serde_json::to_vec(black_box(&theirs))?);
            Ok(())
        },
    ])?;
    let name: String = format!("{name} / derive");
    table::speed(&name, text.len(), ours, derive, Goal::AtLeast(1.0))?;
    Ok(())
}

/// The family.
fn encode() -> Result<()> {
    table::title("encoding a family of events")?;
    let text: String = serde_json::to_string(&events::timeline(BYTES))?;
    let events: Vec<AnyTimelineEvent> = support::from_str(&text)?;
    let tagged: Vec<TaggedEvent> = serde_json::from_str(&text)?;
    let flattened: Vec<FlattenedEvent> = serde_json::from_str(&text)?;
    let [ours, flattened, tagged] = race([
        &mut || {
            black_box(support::to_vec(black_box(&events))?);
            Ok(())
        },
        &mut || {
            black_box(serde_json::to_vec(black_box(&flattened))?);
            Ok(())
        },
        &mut || {
            black_box(serde_json::to_vec(black_box(&tagged))?);
            Ok(())
        },
    ])?;
    table::speed(
        "family / derive with tag and flatten",
        text.len(),
        ours,
        flattened,
        Goal::AtLeast(1.0),
    )?;
    table::speed(
        "family / derive with tag",
        text.len(),
        ours,
        tagged,
        Goal::AtLeast(1.0),
    )?;
    Ok(())
}
