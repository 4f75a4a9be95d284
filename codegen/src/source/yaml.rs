//! The YAML reader, and the visitor that both readers drive.

use std::fmt;

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, EnumAccess, Error, IgnoredAny, MapAccess,
    SeqAccess, VariantAccess, Visitor,
};

use super::read::{DEPTH, Finding, FindingKind, Limits, Read, SyntaxError};
use crate::{
    pointer::Pointer,
    value::{Mapping, Node, Number},
};

/// Reads YAML text (1.2, core schema).
pub(super) fn read(text: &str, limits: &Limits) -> Result<Read, SyntaxError> {
    let mut state = State::new(limits.nodes, true);
    let reader = serde_yaml::Deserializer::from_str(text);
    let node = NodeSeed::root(&mut state)
        .deserialize(reader)
        .map_err(|error| {
            let at = error.location().map(|at| (at.line(), at.column()));
            SyntaxError {
                message: without_position(&error.to_string()),
                at,
            }
        })?;
    Ok(Read {
        node,
        findings: state.findings,
    })
}

/// The message without the position that the reader appends; ours is shown with an excerpt.
fn without_position(message: &str) -> String {
    let end = message.find(" at line ").unwrap_or(message.len());
    message.get(..end).unwrap_or(message).to_owned()
}

/// What one reading keeps count of.
pub(super) struct State {
    nodes_left: usize,
    merges: bool,
    depth: usize,
    pointer: Vec<String>,
    pub(super) findings: Vec<Finding>,
    pub(super) rounded: bool,
}

impl State {
    /// `merges` says whether a key `<<` is a merge key.
    pub(super) fn new(nodes: usize, merges: bool) -> Self {
        Self {
            nodes_left: nodes,
            merges,
            depth: 0,
            pointer: Vec::new(),
            findings: Vec::new(),
            rounded: false,
        }
    }

    fn find(&mut self, kind: FindingKind) {
        let pointer = Pointer::from_tokens(self.pointer.iter().map(String::as_str));
        self.findings.push(Finding { pointer, kind });
    }

    fn find_at(&mut self, token: &str, kind: FindingKind) {
        let pointer = Pointer::from_tokens(self.pointer.iter().map(String::as_str)).child(token);
        self.findings.push(Finding { pointer, kind });
    }
}

/// Reads one node.
pub(super) struct NodeSeed<'s> {
    state: &'s mut State,
    token: Option<String>,
}

impl<'s> NodeSeed<'s> {
    /// Reads the root of a document.
    pub(super) fn root(state: &'s mut State) -> Self {
        Self { state, token: None }
    }

    fn child(state: &'s mut State, token: String) -> Self {
        Self {
            state,
            token: Some(token),
        }
    }
}

impl<'de> DeserializeSeed<'de> for NodeSeed<'_> {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        let Some(left) = self.state.nodes_left.checked_sub(1) else {
            return Err(D::Error::custom(
                "the document has more nodes than are read at most",
            ));
        };
        self.state.nodes_left = left;
        let nested = self.token.is_some();
        self.state.pointer.extend(self.token);
        let node = deserializer.deserialize_any(NodeVisitor {
            state: &mut *self.state,
        })?;
        if nested {
            self.state.pointer.pop();
        }
        Ok(node)
    }
}

struct NodeVisitor<'s> {
    state: &'s mut State,
}

impl NodeVisitor<'_> {
    fn enter<E: Error>(&mut self) -> Result<(), E> {
        self.state.depth += 1;
        if self.state.depth > DEPTH {
            return Err(E::custom(format!("there are more than {DEPTH} levels")));
        }
        Ok(())
    }
}

impl<'de> Visitor<'de> for NodeVisitor<'_> {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E: Error>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Node, E> {
        Ok(Node::Boolean(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Node, E> {
        Ok(Node::Number(Number::Integer(value.into())))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Node, E> {
        Ok(Node::Number(Number::Integer(value.into())))
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<Node, E> {
        Ok(Node::Number(Number::Integer(value)))
    }

    #[allow(
        clippy::cast_precision_loss,
        reason = "beyond 127 bits the nearest double is kept"
    )]
    fn visit_u128<E: Error>(self, value: u128) -> Result<Node, E> {
        Ok(Node::Number(match i128::try_from(value) {
            Ok(value) => Number::Integer(value),
            Err(_) => Number::Float(value as f64),
        }))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Node, E> {
        if !value.is_finite() {
            self.state.find(FindingKind::NotFinite);
            return Ok(Node::Null);
        }
        // 2^63: from here on a JSON reader gives doubles for what may have been an integer.
        self.state.rounded |= value.abs() >= 9_223_372_036_854_775_808.0;
        Ok(Node::Number(Number::Float(value)))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Node, E> {
        Ok(Node::String(value.to_owned()))
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Node, E> {
        Ok(Node::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut access: A) -> Result<Node, A::Error> {
        self.enter()?;
        let mut items = Vec::new();
        while let Some(item) =
            access.next_element_seed(NodeSeed::child(self.state, items.len().to_string()))?
        {
            items.push(item);
        }
        self.state.depth -= 1;
        Ok(Node::Sequence(items))
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut access: A) -> Result<Node, A::Error> {
        self.enter()?;
        let mut entries: Vec<(String, Node)> = Vec::new();
        while let Some(key) = access.next_key::<String>()? {
            if key.is_empty() {
                self.state.find_at(&key, FindingKind::EmptyKey);
            }
            let value = access.next_value_seed(NodeSeed::child(self.state, key.clone()))?;
            entries.push((key, value));
        }
        self.state.depth -= 1;
        if self.state.merges && entries.iter().any(|(key, _)| is_merge(key)) {
            self.state.find(FindingKind::MergeKey);
            entries = merge(entries);
        }
        let mapping = Mapping::new(entries);
        for key in mapping.duplicates() {
            self.state.find_at(key, FindingKind::DuplicateKey);
        }
        Ok(Node::Mapping(mapping))
    }

    fn visit_enum<A: EnumAccess<'de>>(self, access: A) -> Result<Node, A::Error> {
        let (tag, value) = access.variant::<String>()?;
        // The reader takes the mark of a tag off.
        let tag = tag.strip_prefix('!').unwrap_or(&tag);
        self.state.find(FindingKind::Tag(format!("!{tag}")));
        value.newtype_variant_seed(NodeSeed::root(self.state))
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, value: D) -> Result<Node, D::Error> {
        IgnoredAny::deserialize(value)?;
        Err(D::Error::custom("this kind of node is unknown"))
    }
}

fn is_merge(key: &str) -> bool {
    key == "<<"
}

/// Puts the members of merged mappings behind the mapping's own, which win (the YAML 1.1 merge
/// key, which 1.2 dropped); of several merged mappings the first one wins.
fn merge(entries: Vec<(String, Node)>) -> Vec<(String, Node)> {
    let (merges, mut own): (Vec<_>, Vec<_>) =
        entries.into_iter().partition(|(key, _)| is_merge(key));
    let sources = merges.into_iter().flat_map(|(_, value)| match value {
        Node::Sequence(items) => items,
        other => vec![other],
    });
    let mut known: std::collections::BTreeSet<String> =
        own.iter().map(|(key, _)| key.clone()).collect();
    for source in sources {
        let Node::Mapping(mapping) = source else {
            continue;
        };
        for (key, value) in mapping.unique() {
            if known.insert(key.to_owned()) {
                own.push((key.to_owned(), value.clone()));
            }
        }
    }
    own
}
