//! What a description says that can't be meant: it can be read and modelled, but contradicts
//! itself.
//!
//! Nothing here changes what is generated. Only what is certain is reported: a value that was
//! tried, a name that stands twice.

mod bundle;
mod cost;
mod exampled;
mod examples;
mod one_of;
mod operation_ids;
mod refusal;

use crate::{
    config::{Config, OneOf},
    diagnostic::Diagnostics,
    resolve::Description,
};

/// Looks for contradictions in a description.
pub(crate) fn check(description: &Description, config: &Config) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    operation_ids::check(description, &mut diagnostics);
    examples::check(description, &mut diagnostics);
    if config.types.one_of != OneOf::Any {
        one_of::check(description, &config.types.overlapping, &mut diagnostics);
    }
    diagnostics
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        diagnostic::Diagnostic,
        resolve::{ReadOptions, load},
        source::MapSource,
    };

    /// The findings of a document with these components.
    fn found(components: &str) -> Vec<Diagnostic> {
        let head = "openapi: 3.1.0\ninfo: {title: A, version: '1'}\ncomponents:\n  schemas:\n";
        let source = MapSource::new().with("a.yaml", format!("{head}{components}"));
        let entries = ["a.yaml".to_owned()];
        let (description, read) = load(&source, &entries, &[], &ReadOptions::default());
        assert_eq!(read.sorted(), []);
        check(&description, &Config::default()).sorted()
    }

    fn messages(components: &str) -> Vec<String> {
        let found = found(components).into_iter();
        found.map(|one| one.message).collect()
    }

    #[test]
    fn what_counts_in_one_direction_is_not_missed_in_an_example() {
        let pet = "    Pet: {type: object, required: [id, name], example: {EXAMPLE}, \
            properties: {id: {type: integer, readOnly: true}, name: {type: string}}}\n";
        let complete = pet.replace("EXAMPLE", "name: Rex");
        assert_eq!(messages(&complete), [""; 0]);
        let lacking = pet.replace("EXAMPLE", "id: 1");
        assert_eq!(
            messages(&lacking),
            ["the schema refuses this example: it lacks `name`"]
        );
    }

    #[test]
    fn an_example_may_be_the_text_of_its_json() {
        let text = "    Pet: {type: object, example: '{\"name\": 1}'}\n";
        assert_eq!(messages(text), [""; 0]);
        assert_eq!(
            messages("    Pet: {type: object, example: 'name'}\n").len(),
            1
        );
    }

    #[test]
    fn a_list_of_items_is_told_from_a_list_of_examples() {
        let list = "    Tags: {type: array, items: {type: string}, examples: [a, b]}\n";
        assert_eq!(
            messages(list),
            ["this list is one example of the array, not a list of examples"]
        );
    }

    #[test]
    fn schemas_that_no_linear_engine_can_match_are_left_unchecked() {
        let name = "    Name: {type: string, example: 5, pattern: '^(?!a)b'}\n";
        assert_eq!(messages(name), [""; 0]);
        assert_eq!(messages(&name.replace("(?!a)", "")).len(), 1);
    }

    #[test]
    fn arms_overlap_only_where_a_value_shows_it() {
        let union = "    Id:\n      oneOf:\n        - {type: string, ONE}\n        \
            - {type: string, OTHER}\n";
        let apart = union
            .replace("ONE", "const: a")
            .replace("OTHER", "const: b");
        assert_eq!(messages(&apart), [""; 0]);
        let lengths = union
            .replace("ONE", "maxLength: 2")
            .replace("OTHER", "minLength: 3");
        assert_eq!(messages(&lengths), [""; 0]);
        let same = union
            .replace("ONE", "maxLength: 3")
            .replace("OTHER", "minLength: 2");
        assert_eq!(
            messages(&same),
            ["more than one arm of this `oneOf` accepts `\"xx\"`"]
        );
    }

    #[test]
    fn schemas_that_name_each_other_again_and_again_take_no_time() {
        let mut twice = String::new();
        let mut nested = String::new();
        let mut chain = String::new();
        for index in 0..60 {
            let next = format!("{{$ref: '#/components/schemas/S{}'}}", index + 1);
            twice += &format!("    S{index}: {{example: 5, allOf: [{next}, {next}]}}\n");
            let arm = format!("{{properties: {{a: {next}}}}}");
            nested +=
                &format!("    S{index}: {{example: {{a: {{a: 5}}}}, anyOf: [{arm}, {arm}]}}\n");
        }
        for index in 0..3000 {
            let next = format!("{{$ref: '#/components/schemas/S{}'}}", index + 1);
            chain += &format!("    S{index}: {{default: 5, items: {next}}}\n");
        }
        twice += "    S60: {type: string}\n";
        nested += "    S60: {type: string}\n";
        chain += "    S3000: {type: string}\n";
        assert!(!found(&twice).is_empty());
        // Only at the end of the chain the value meets what refuses it.
        assert_eq!(messages(&nested).len(), 2);
        assert_eq!(messages(&chain), [""; 0]);
    }
}
