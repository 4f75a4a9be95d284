//! Which members a body has at its top, found without decoding it.

use std::{borrow::Cow, fmt};

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};

use super::super::{form, media::MediaType, parameter::Pairs};

/// Those of the wanted members that a body has: JSON, or a form by its `Content-Type`.
///
/// A body that is broken half way counts as far as it goes; whoever decodes it says what is wrong.
pub(crate) fn present_keys<'k>(
    content_type: &str,
    body: &[u8],
    wanted: &[&'k str],
) -> Vec<&'k str> {
    let mut present = Vec::new();
    let media = MediaType::parse(content_type);
    let is_form = MediaType::parse(form::MEDIA_TYPE)
        .zip(media)
        .is_some_and(|(form, media)| media.specificity(&form).is_some());
    if is_form {
        let pairs = std::str::from_utf8(body).ok().and_then(Pairs::of_query);
        let pairs = pairs.unwrap_or_default();
        let given = wanted.iter().filter(|key| pairs.all(key).next().is_some());
        present.extend(given);
        return present;
    }
    let keys = Keys {
        wanted,
        present: &mut present,
    };
    // What is broken stays for the decoder.
    let _ = keys.deserialize(&mut serde_json::Deserializer::from_slice(body));
    present
}

/// Collects the keys of an object.
struct Keys<'a, 'k> {
    wanted: &'a [&'k str],
    present: &'a mut Vec<&'k str>,
}

impl<'de> DeserializeSeed<'de> for Keys<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Keys<'_, '_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        while let Some(key) = members.next_key::<Cow<'de, str>>()? {
            if let Some(wanted) = self.wanted.iter().find(|wanted| **wanted == key)
                && !self.present.contains(wanted)
            {
                self.present.push(wanted);
            }
            members.next_value::<IgnoredAny>()?;
        }
        Ok(())
    }
}
