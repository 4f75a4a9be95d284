//! The JSON Schema of a config.

use super::Config;

/// The schema (2020-12) as JSON, keys of objects in the order of the config's own fields.
pub(super) fn json_schema() -> serde_json::Value {
    schemars::schema_for!(Config).to_value()
}
