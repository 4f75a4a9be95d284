//! `text/event-stream` (WHATWG HTML §9.2.6), a piece at a time.

use serde_json::{Map, Value};

use super::Framing;

/// An event as it is collected.
#[derive(Debug, Default)]
pub(super) struct Event {
    data: Option<String>,
    event: Option<String>,
    id: Option<String>,
    retry: Option<u64>,
}

impl Event {
    /// How many bytes it holds.
    pub(super) fn len(&self) -> usize {
        let texts = [&self.data, &self.event, &self.id];
        texts.into_iter().flatten().map(String::len).sum()
    }

    /// Takes a line that isn't empty.
    pub(super) fn line(&mut self, line: &str) {
        let (name, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match name {
            "data" => match &mut self.data {
                None => self.data = Some(value.to_owned()),
                Some(data) => {
                    data.push('\n');
                    data.push_str(value);
                }
            },
            "event" => self.event = Some(value.to_owned()),
            "id" if !value.contains('\0') => self.id = Some(value.to_owned()),
            "retry" => self.retry = value.parse().ok(),
            _ => {}
        }
    }

    /// What it holds as the text of an item; none for an event without data, which is nobody's.
    pub(super) fn finish(self, framing: Framing) -> Option<String> {
        let data = self.data?;
        let json = match framing {
            Framing::EventData | Framing::Lines | Framing::Sequence => return Some(data),
            Framing::EventText => return Some(Value::String(data).to_string()),
            Framing::Events => Value::String(data),
            Framing::EventsOfJson => match serde_json::from_str(&data) {
                Ok(json) => json,
                Err(_) => Value::String(data),
            },
        };
        let mut object = Map::new();
        object.insert("data".to_owned(), json);
        let texts = [("event", self.event), ("id", self.id)];
        for (name, text) in texts {
            object.extend(text.map(|text| (name.to_owned(), Value::String(text))));
        }
        object.extend(self.retry.map(|retry| ("retry".to_owned(), retry.into())));
        Some(Value::Object(object).to_string())
    }

    /// An item's JSON as the lines of an event.
    pub(super) fn write(framing: Framing, json: &str) -> String {
        let value = || serde_json::from_str(json).ok();
        let mut text = String::new();
        match (framing, value) {
            (Framing::EventData | Framing::Lines | Framing::Sequence, _) => {
                field(&mut text, "data", json)
            }
            (Framing::EventText, value) => field(&mut text, "data", &plain(value())),
            (_, value) => {
                let event: Option<Map<String, Value>> =
                    value().and_then(|value: Value| match value {
                        Value::Object(event) => Some(event),
                        _ => None,
                    });
                for (name, value) in event.unwrap_or_default() {
                    if !value.is_null() {
                        field(&mut text, &name, &plain(Some(value)));
                    }
                }
            }
        }
        text.push('\n');
        text
    }
}

/// A string as it stands, all else as JSON.
fn plain(value: Option<Value>) -> String {
    match value {
        Some(Value::String(text)) => text,
        Some(value) => value.to_string(),
        None => String::new(),
    }
}

fn field(text: &mut String, name: &str, value: &str) {
    // Each of these ends a line of an event stream.
    let value = value.replace("\r\n", "\n").replace('\r', "\n");
    for line in value.split('\n') {
        text.push_str(name);
        text.push_str(": ");
        text.push_str(line);
        text.push('\n');
    }
}
