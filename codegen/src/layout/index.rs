//! What stands in which module.

use std::collections::HashMap;

use crate::model::{Api, Definition, ModulePath, Operation};

/// The types and the operation of each module, looked up instead of searched for: a large API has
/// thousands of modules.
#[derive(Debug, Default)]
pub(super) struct Index<'a> {
    types: HashMap<&'a ModulePath, Vec<&'a Definition>>,
    operations: HashMap<&'a ModulePath, &'a Operation>,
}

impl<'a> Index<'a> {
    pub(super) fn new(api: &'a Api) -> Self {
        let mut index = Self::default();
        for definition in &api.types {
            index
                .types
                .entry(&definition.module)
                .or_default()
                .push(definition);
        }
        for operation in &api.operations {
            index
                .operations
                .entry(&operation.module)
                .or_insert(operation);
        }
        index
    }

    /// The types of a module, in the order of the model.
    pub(super) fn types(&self, module: &ModulePath) -> &[&'a Definition] {
        self.types.get(module).map_or(&[], Vec::as_slice)
    }

    /// The operation that a module is about.
    pub(super) fn operation(&self, module: &ModulePath) -> Option<&'a Operation> {
        self.operations.get(module).copied()
    }
}
