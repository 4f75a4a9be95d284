//! What completes a model after lowering and before it gets its names.
//!
//! 1. `constants`: members that tell the arms of a union apart become constants.
//! 2. `direction`: types that requests and answers don't agree on become two.
//! 3. `prune`: types that nothing needs are removed.
//! 4. `arms`: structs that are arms of unions get a box.
//! 5. `recursion`: types that contain themselves get theirs.
//! 6. `traits`: what each type can derive.
//!
//! All of them walk graphs of any depth without recursion, in time that grows with their edges.

mod arms;
mod components;
mod constants;
mod direction;
mod finite;
mod prune;
mod recursion;
mod traits;
mod uses;

pub use prune::PruneOptions;

use crate::{diagnostic::Diagnostics, model::Api};

/// Runs all passes over a lowered model.
///
/// Types of which no value can be finite are reported ([`lint::INFINITE_TYPE`]).
///
/// [`lint::INFINITE_TYPE`]: crate::diagnostic::lint::INFINITE_TYPE
pub fn run(api: &mut Api, options: PruneOptions, diagnostics: &mut Diagnostics) {
    constants::run(api);
    direction::run(api);
    prune::run(api, options);
    finite::check(api, diagnostics);
    arms::run(api);
    recursion::run(api);
    traits::run(api);
}

#[cfg(test)]
pub(crate) mod fixtures;

#[cfg(test)]
mod tests {
    use super::{
        fixtures::{api, enumeration, field, inline_home, named, object, tagged_union},
        *,
    };
    use crate::model::{Presence, Shape, Type, TypeId};

    #[test]
    fn passes_build_on_each_other() {
        let tree = vec![
            field("type", named(1), Presence::Required),
            field("parent", named(0), Presence::Optional),
        ];
        let mut api = api(vec![
            object(tree),
            enumeration(&["tree"], true),
            tagged_union(&["type"], &[(0, &["tree"])]),
        ]);
        api.types[1].origin.home = inline_home(&["type"]);
        let mut diagnostics = Diagnostics::new();
        run(&mut api, PruneOptions::default(), &mut diagnostics);
        assert_eq!(diagnostics.iter().len(), 0);
        assert_eq!(api.types.len(), 2, "the constant's enumeration is gone");
        let Shape::Struct(tree) = &api.types[0].shape else {
            panic!("no struct");
        };
        assert_eq!(tree.constants[0].wire, "type");
        assert_eq!(tree.fields[0].ty, Type::Boxed(TypeId(0)));
        assert!(api.types[0].traits.default && api.types[0].traits.eq);
    }
}
