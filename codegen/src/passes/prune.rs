//! Removes types that nothing needs.

use super::uses;
use crate::model::{Api, Home, Shape, Type, TypeId};

/// What stays though no operation needs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PruneOptions {
    /// Whether shared schemas and families do.
    pub keep_shared: bool,
}

impl Default for PruneOptions {
    fn default() -> Self {
        Self { keep_shared: true }
    }
}

/// Removes the types that neither an operation nor a root reaches; ids follow.
pub(super) fn run(api: &mut Api, options: PruneOptions) {
    let kept = kept(api, options);
    let mut count = 0;
    let new_ids: Vec<Option<TypeId>> = kept
        .iter()
        .map(|kept| {
            kept.then(|| {
                let id = TypeId(count);
                count += 1;
                id
            })
        })
        .collect();
    let mut kept = kept.iter();
    api.types
        .retain(|_| kept.next().copied().unwrap_or_default());
    let renumber = |ty: &mut Type| {
        if let Type::Named(id) | Type::Boxed(id) = ty
            && let Some(new) = new_ids.get(id.0).copied().flatten()
        {
            *id = new;
        }
    };
    for definition in &mut api.types {
        for ty in uses::of_shape_mut(&mut definition.shape) {
            uses::walk_mut(ty, renumber);
        }
    }
    for operation in &mut api.operations {
        for ty in uses::of_operation_mut(operation) {
            uses::walk_mut(ty, renumber);
        }
    }
}

fn kept(api: &mut Api, options: PruneOptions) -> Vec<bool> {
    let mut open: Vec<TypeId> = Vec::new();
    for operation in &mut api.operations {
        for ty in uses::of_operation_mut(operation) {
            uses::walk(ty, |ty| open.extend(uses::named(ty)));
        }
    }
    for (index, definition) in api.types.iter().enumerate() {
        let shared = matches!(
            definition.origin.home,
            Home::Shared { .. } | Home::Family { .. }
        );
        if shared && options.keep_shared {
            open.push(TypeId(index));
        }
    }
    let mut kept = vec![false; api.types.len()];
    while let Some(id) = open.pop() {
        match kept.get_mut(id.0) {
            Some(kept) if !*kept => *kept = true,
            _ => continue,
        }
        let shape = api.definition(id).map(|definition| &definition.shape);
        for ty in shape
            .into_iter()
            .flat_map(|shape: &Shape| uses::of_shape(shape))
        {
            uses::walk(ty, |ty| open.extend(uses::named(ty)));
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{api, field, inline_home, named, object, operation, shape_of};
    use super::*;
    use crate::model::Presence;

    fn field_type(api: &Api, id: usize) -> &Type {
        match shape_of(api, id) {
            Shape::Struct(object) => &object.fields[0].ty,
            other => panic!("no struct: {other:?}"),
        }
    }

    fn model() -> Api {
        let list = Type::Array(Box::new(Type::Map(
            Box::new(Type::String),
            Box::new(named(3)),
        )));
        let mut api = api(vec![
            object(vec![]),
            object(vec![]),
            object(vec![field("a", list, Presence::Optional)]),
            object(vec![]),
        ]);
        for definition in &mut api.types {
            definition.origin.home = inline_home(&["a"]);
        }
        api.operations.push(operation("get", vec![named(2)]));
        api
    }

    #[test]
    fn what_operations_reach_stays_and_is_renumbered() {
        let mut api = model();
        run(&mut api, PruneOptions::default());
        assert_eq!(api.types.len(), 2);
        assert_eq!(api.operations[0].parameters[0].ty, named(0));
        let inner = Type::Map(Box::new(Type::String), Box::new(named(1)));
        assert_eq!(*field_type(&api, 0), Type::Array(Box::new(inner)));
    }

    #[test]
    fn shared_schemas_stay_when_asked() {
        let shared = || Home::Shared { key: "a".into() };
        let mut api = model();
        api.types[0].origin.home = shared();
        run(&mut api, PruneOptions { keep_shared: true });
        assert_eq!(api.types.len(), 3);
        let mut api = model();
        api.types[0].origin.home = shared();
        run(&mut api, PruneOptions { keep_shared: false });
        assert_eq!(api.types.len(), 2);
    }

    #[test]
    fn a_cycle_that_nothing_reaches_goes() {
        let mut api = api(vec![
            object(vec![field("b", named(1), Presence::Optional)]),
            object(vec![field("a", named(0), Presence::Optional)]),
        ]);
        run(&mut api, PruneOptions { keep_shared: false });
        assert!(api.types.is_empty());
    }
}
