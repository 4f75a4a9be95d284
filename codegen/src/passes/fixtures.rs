//! Small models for the tests of passes and names.

use crate::{
    model::{
        Api, AreaId, Arm, Definition, Distinction, Docs, EnumValue, Enumeration, Field, Home,
        Location, ModulePath, Name, Operation, OperationId, Origin, Parameter, PathTemplate,
        Presence, Receiver, Scalar, Shape, Struct, Style, Styling, Traits, Type, TypeId, Union,
        rules::{DirectedRules, Direction},
    },
    pointer::Place,
};

pub(crate) fn api(shapes: Vec<Shape>) -> Api {
    let types = shapes.into_iter().enumerate().map(|(index, shape)| {
        let key = format!("T{index}");
        definition(
            Place::root(format!("{key}.yaml")),
            Home::Shared { key },
            shape,
        )
    });
    Api {
        types: types.collect(),
        ..Api::default()
    }
}

pub(crate) fn definition(place: Place, home: Home, shape: Shape) -> Definition {
    Definition {
        origin: Origin {
            place,
            title: None,
            home,
        },
        module: ModulePath::default(),
        ident: String::new(),
        docs: Docs::default(),
        deprecated: false,
        shape,
        rules: None,
        directed: DirectedRules::default(),
        traits: Traits::default(),
        attributes: Vec::new(),
    }
}

pub(crate) fn inline_home(roles: &[&str]) -> Home {
    Home::Inline {
        root: Place::root("root.yaml"),
        key: "root".to_owned(),
        roles: roles.iter().map(ToString::to_string).collect(),
    }
}

pub(crate) fn operation_home(operation: usize, roles: &[&str]) -> Home {
    Home::Operation {
        operation: OperationId(operation),
        roles: roles.iter().map(ToString::to_string).collect(),
    }
}

pub(crate) fn named(id: usize) -> Type {
    Type::Named(TypeId(id))
}

pub(crate) fn shape_of(api: &Api, id: usize) -> &Shape {
    &api.types[id].shape
}

pub(crate) fn object(fields: Vec<Field>) -> Shape {
    Shape::Struct(Struct {
        fields,
        ..Struct::default()
    })
}

pub(crate) fn field(wire: &str, ty: Type, presence: Presence) -> Field {
    Field {
        name: Name::new(wire),
        ty,
        presence,
        docs: Docs::default(),
        deprecated: false,
        default: None,
        direction: Direction::Both,
        place: Place::root("fields.yaml").child("properties").child(wire),
    }
}

pub(crate) fn enumeration(values: &[&str], open: bool) -> Shape {
    let values = values.iter().map(|value| EnumValue {
        name: Name::new(*value),
        value: Scalar::String((*value).to_owned()),
        docs: Docs::default(),
        deprecated: false,
    });
    Shape::Enumeration(Enumeration {
        values: values.collect(),
        text: true,
        open,
        unknown: Name::default(),
    })
}

pub(crate) fn union(arms: Vec<(&str, Type)>) -> Shape {
    let arms = arms.into_iter().map(|(wire, ty)| Arm {
        name: Name::new(wire),
        ty,
        docs: Docs::default(),
        kinds: Vec::new(),
        tags: Vec::new(),
        keys: Vec::new(),
        rules: None,
        directed: DirectedRules::default(),
    });
    Shape::Union(Union {
        arms: arms.collect(),
        by: Distinction::Trial,
        unknown: Name::default(),
        keeps_error: false,
    })
}

pub(crate) fn tagged_union(path: &[&str], arms: &[(usize, &[&str])]) -> Shape {
    let Shape::Union(mut union) = union(arms.iter().map(|(id, _)| ("", named(*id))).collect())
    else {
        panic!("no union");
    };
    for (arm, (_, tags)) in union.arms.iter_mut().zip(arms) {
        arm.tags = tags
            .iter()
            .map(|tag| Scalar::String((*tag).to_owned()))
            .collect();
    }
    union.by = Distinction::Tag {
        path: path.iter().map(ToString::to_string).collect(),
        closed: true,
    };
    Shape::Union(union)
}

pub(crate) fn operation(id: &str, parameters: Vec<Type>) -> Operation {
    let parameters = parameters.into_iter().map(|ty| parameter("id", ty));
    Operation {
        place: Place::root("api.yaml").child("paths").child(id),
        name: Name::new(id),
        module: ModulePath::default(),
        docs: Docs::default(),
        deprecated: false,
        area: AreaId(0),
        receiver: Receiver::Server,
        method: "GET".to_owned(),
        path: PathTemplate::default(),
        template: String::new(),
        servers: None,
        parameters: parameters.collect(),
        body: None,
        responses: Vec::new(),
        security: Vec::new(),
        required_query: Vec::new(),
        tags: Vec::new(),
        told_by: Vec::new(),
        required_body_keys: Vec::new(),
        extensions: Vec::new(),
    }
}

pub(crate) fn parameter(wire: &str, ty: Type) -> Parameter {
    Parameter {
        name: Name::new(wire),
        place: Place::root("api.yaml").child("parameters").child(wire),
        location: Location::Query,
        required: true,
        ty,
        styling: Styling::Style {
            style: Style::Form,
            explode: true,
            allow_reserved: false,
        },
        parts: Vec::new(),
        allow_empty: false,
        docs: Docs::default(),
        deprecated: false,
        default: None,
        rules: None,
    }
}
