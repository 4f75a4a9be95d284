use quote::format_ident;

use super::*;
use crate::{model::rules::Matcher, pointer::Place};

fn shown(rules: RulesRef) -> (String, Vec<&'static str>) {
    let shared = SharedRules {
        place: Place::root("api.yaml").child("A"),
        direction: crate::model::rules::Direction::Both,
        scope: Vec::new(),
        rules,
    };
    let paths = |id: RulesId| {
        let name = format_ident!("RULES_{}", id.0);
        quote!(#name)
    };
    let code = item(&format_ident!("PET"), &shared, &paths);
    let mut imports = Vec::new();
    let code = qualify(code, &mut |name| {
        imports.push(name);
        let name = format_ident!("{name}");
        quote!(#name)
    });
    let file = syn::parse2(code).unwrap();
    (prettyplease::unparse(&file), imports)
}

#[test]
fn each_keyword_is_one_call() {
    let rules = Rules {
        types: Some(BTreeSet::from([JsonKind::Null, JsonKind::Object])),
        required: vec!["a\"b".to_owned()],
        properties: vec![
            ("a\"b".to_owned(), RulesRef::Shared(RulesId(3))),
            (
                "size".to_owned(),
                RulesRef::Inline(Box::new(Rules {
                    types: Some(BTreeSet::from([JsonKind::Integer])),
                    minimum: Some("-5".to_owned()),
                    maximum: Some("1e300".to_owned()),
                    ..Rules::default()
                })),
            ),
            (
                "name".to_owned(),
                RulesRef::Inline(Box::new(Rules {
                    types: Some(BTreeSet::from([JsonKind::String])),
                    ..Rules::default()
                })),
            ),
        ],
        additional_properties: Some(RulesRef::Never),
        ..Rules::default()
    };
    let (code, imports) = shown(RulesRef::Inline(Box::new(rules)));
    assert_eq!(imports, ["Rules", "Types"]);
    insta::assert_snapshot!(code, @r#"
    pub(crate) static PET: Rules = Rules::new()
        .place("api.yaml#/A")
        .types(Types::NULL.or(Types::OBJECT))
        .properties(
            &[
                ("a\"b", &RULES_3),
                (
                    "size",
                    &Rules::new().types(Types::INTEGER).minimum(-5).maximum_decimal("1e300"),
                ),
                ("name", &Rules::STRING),
            ],
        )
        .additional_properties(&Rules::FORBIDDEN)
        .required(&["a\"b"]);
    "#);
}

#[test]
fn values_and_patterns_are_tables_too() {
    let rules = Rules {
        enumeration: Some(vec![
            Literal::Array(vec![Literal::Number("1.5".to_owned())]),
            Literal::Null,
        ]),
        constant: Some(Literal::Object(vec![(
            "a".to_owned(),
            Literal::Boolean(true),
        )])),
        pattern: Some(Pattern {
            source: "^[a-z]+$".to_owned(),
            matcher: Matcher::Chars {
                ranges: vec![('a', 'z')],
                min: 1,
                max: u32::MAX,
            },
        }),
        ..Rules::default()
    };
    let (code, imports) = shown(RulesRef::Inline(Box::new(rules)));
    assert_eq!(imports, ["Literal", "Pattern", "Rules"]);
    insta::assert_snapshot!(code, @r#"
    pub(crate) static PET: Rules = Rules::new()
        .place("api.yaml#/A")
        .enumeration(&[Literal::Array(&[Literal::Number("1.5")]), Literal::Null])
        .constant(&Literal::Object(&[("a", Literal::Boolean(true))]))
        .pattern({
            static PATTERN: Pattern = Pattern::chars("^[a-z]+$", &[('a', 'z')], 1, u32::MAX);
            &PATTERN
        });
    "#);
}

#[test]
fn a_type_of_the_documents_keeps_its_name() {
    let code = qualify(quote!(&Rules::new().items(&Rules::STRING)), &mut |name| {
        let name = format_ident!("{name}");
        quote!(crate::support::rules::#name)
    });
    let expected =
        quote!(&crate::support::rules::Rules::new().items(&crate::support::rules::Rules::STRING));
    assert_eq!(code.to_string(), expected.to_string());
}
