//! Names of arguments and variables that hold what a document names.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};

use super::ident;

/// The names that clippy takes for placeholders (`disallowed_names`).
const PLACEHOLDERS: [&str; 3] = ["foo", "baz", "quux"];

/// A variable that holds a field's value: it has the field's name, unless that is a placeholder
/// or the function has another variable of that name.
pub(super) struct Local {
    field: Ident,
    name: Ident,
}

impl Local {
    /// The argument for a field.
    pub(super) fn argument(field: &str) -> Self {
        Self::beside(&[], field)
    }

    /// The variable of a field in a function that has some variables of its own.
    pub(super) fn beside(variables: &[&str], field: &str) -> Self {
        let taken = PLACEHOLDERS.contains(&field) || variables.contains(&field);
        // No field ends so: `request_` is split into words and joined again.
        let name = match taken {
            true => ident(&format!("{field}_")),
            false => ident(field),
        };
        Self {
            field: ident(field),
            name,
        }
    }

    /// The field and its variable in a struct expression or pattern.
    pub(super) fn member(&self) -> TokenStream {
        let Self { field, name } = self;
        match field == name {
            true => quote!(#field),
            false => quote!(#field: #name),
        }
    }
}

impl ToTokens for Local {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.name.to_tokens(tokens);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_give_way_to_those_of_the_function_and_to_clippy() {
        let member = |local: Local| local.member().to_string();
        assert_eq!(member(Local::argument("room")), "room");
        assert_eq!(member(Local::argument("foo")), "foo : foo_");
        assert_eq!(member(Local::argument("members")), "members");
        let beside = Local::beside(&["members"], "members");
        assert_eq!(member(beside), "members : members_");
    }
}
