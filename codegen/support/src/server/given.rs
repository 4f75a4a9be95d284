//! What a request says before its operation is known.

use serde_json::Value;

use super::super::{
    parameter::{Location, Pairs, Parameter, read_pairs, read_path},
    router::Template,
    rules::{Policy, Rules},
    wire::check,
};

/// Path and query of a request whose route several operations share.
#[derive(Debug)]
pub struct Given<'a> {
    template: &'a Template,
    path: &'a str,
    query: Option<&'a str>,
}

impl<'a> Given<'a> {
    pub(crate) fn new(template: &'a Template, path: &'a str, query: Option<&'a str>) -> Self {
        Self {
            template,
            path,
            query,
        }
    }

    /// Whether the text that is there for a parameter can be one of its values. One that isn't
    /// there fits nothing.
    pub fn fits(&self, parameter: &Parameter, rules: Option<&'static Rules>) -> bool {
        let value = self.value(parameter);
        value.is_some_and(|value| {
            check(rules, value.to_string().as_bytes(), &Policy::STRICT).is_empty()
        })
    }

    fn value(&self, parameter: &Parameter) -> Option<Value> {
        match parameter.location {
            Location::Path => {
                let raw = self.template.value(self.path, parameter.name)?;
                read_path(parameter, &raw).ok()
            }
            Location::Query => {
                let pairs = Pairs::of_query(self.query?)?;
                read_pairs(parameter, &pairs).ok().flatten()
            }
            Location::Header | Location::Cookie => None,
        }
    }
}
