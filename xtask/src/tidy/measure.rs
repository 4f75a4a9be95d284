//! Lengths, panics and documentation of sources.

use std::io::{self, Write};

use proc_macro2::Span;
use syn::{
    Attribute, ImplItemFn, Item, ItemFn, Macro, TraitItemFn, Visibility,
    spanned::Spanned as _,
    visit::{self, Visit},
};

use super::Source;

/// A function from which on one counts as long.
const LONG_FUNCTION: usize = 50;

/// Something in a file, with its length.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Named {
    /// The file.
    pub(crate) file: String,
    /// Its name; none for a file.
    pub(crate) name: String,
    /// The line that it begins on.
    pub(crate) line: usize,
    /// How many lines it has.
    pub(crate) lines: usize,
}

/// What was measured in one package.
#[derive(Debug, Default)]
pub(crate) struct Measures {
    /// The files, tests not counted.
    pub(crate) files: Vec<Named>,
    /// The functions.
    pub(crate) functions: Vec<Named>,
    /// The `quote!` blocks.
    pub(crate) quotes: Vec<Named>,
    /// Calls that panic.
    pub(crate) panics: Vec<Named>,
    /// How many public items there are.
    pub(crate) public: usize,
    /// Those of them without documentation.
    pub(crate) undocumented: Vec<Named>,
}

/// Whether an item is only there for tests.
pub(crate) fn is_test(item: &Item) -> bool {
    let attributes: &[Attribute] = match item {
        Item::Mod(module) => &module.attrs,
        Item::Fn(function) => &function.attrs,
        Item::Use(import) => &import.attrs,
        Item::Impl(block) => &block.attrs,
        Item::Const(constant) => &constant.attrs,
        Item::Struct(structure) => &structure.attrs,
        _ => return false,
    };
    attributes.iter().any(|attribute| {
        let is_word = |word: &str| {
            attribute
                .parse_args::<syn::Ident>()
                .is_ok_and(|found| found == word)
        };
        attribute.path().is_ident("test") || attribute.path().is_ident("cfg") && is_word("test")
    })
}

/// Measures the sources of a package.
pub(crate) fn measure(sources: &[Source]) -> Measures {
    let mut measures: Measures = Measures::default();
    for source in sources {
        let whole: usize = source.text.lines().count();
        let tests: usize = lines_of_tests(&source.text);
        measures.files.push(Named {
            file: source.path.clone(),
            name: String::new(),
            line: 1,
            lines: whole.saturating_sub(tests),
        });
        let mut visitor: Visitor<'_> = Visitor {
            file: &source.path,
            measures: &mut measures,
        };
        visitor.visit_file(&source.file);
    }
    measures
}

/// How many lines of a file are only there for tests.
fn lines_of_tests(text: &str) -> usize {
    let Ok(file) = syn::parse_file(text) else {
        return 0;
    };
    let tests = file.items.iter().filter(|item| is_test(item));
    tests.map(|item| lines(item.span())).sum()
}

fn lines(span: Span) -> usize {
    span.end().line + 1 - span.start().line
}

/// Collects what is measured in one file.
struct Visitor<'m> {
    file: &'m str,
    measures: &'m mut Measures,
}

impl Visitor<'_> {
    fn named(&self, name: impl ToString, span: Span) -> Named {
        Named {
            file: self.file.to_owned(),
            name: name.to_string(),
            line: span.start().line,
            lines: lines(span),
        }
    }

    fn function(&mut self, signature: &syn::Signature, end: Span) {
        let mut named: Named = self.named(&signature.ident, signature.span());
        named.lines = end.end().line + 1 - named.line;
        self.measures.functions.push(named);
    }

    fn public(&mut self, attributes: &[Attribute], name: impl ToString, span: Span) {
        self.measures.public += 1;
        if !attributes
            .iter()
            .any(|attribute| attribute.path().is_ident("doc"))
        {
            let named: Named = self.named(name, span);
            self.measures.undocumented.push(named);
        }
    }

    fn panic(&mut self, name: impl ToString, span: Span) {
        let named: Named = self.named(name, span);
        self.measures.panics.push(named);
    }
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// Name, visibility and attributes of an item that can be public and documented.
fn described(item: &Item) -> Option<(&syn::Ident, &Visibility, &[Attribute])> {
    Some(match item {
        Item::Const(item) => (&item.ident, &item.vis, &item.attrs),
        Item::Enum(item) => (&item.ident, &item.vis, &item.attrs),
        Item::Fn(item) => (&item.sig.ident, &item.vis, &item.attrs),
        Item::Static(item) => (&item.ident, &item.vis, &item.attrs),
        Item::Struct(item) => (&item.ident, &item.vis, &item.attrs),
        Item::Trait(item) => (&item.ident, &item.vis, &item.attrs),
        Item::Type(item) => (&item.ident, &item.vis, &item.attrs),
        Item::Union(item) => (&item.ident, &item.vis, &item.attrs),
        _ => return None,
    })
}

impl<'ast> Visit<'ast> for Visitor<'_> {
    fn visit_item(&mut self, item: &'ast Item) {
        if let Some((name, visibility, attributes)) = described(item)
            && is_public(visibility)
        {
            self.public(attributes, name, item.span());
            match item {
                Item::Enum(item) => {
                    for variant in &item.variants {
                        self.public(&variant.attrs, &variant.ident, variant.span());
                    }
                }
                Item::Trait(item) => {
                    for member in &item.items {
                        if let syn::TraitItem::Fn(function) = member {
                            self.public(&function.attrs, &function.sig.ident, function.span());
                        }
                    }
                }
                _ => {}
            }
        }
        visit::visit_item(self, item);
    }

    fn visit_field(&mut self, field: &'ast syn::Field) {
        if let Some(name) = &field.ident
            && is_public(&field.vis)
        {
            self.public(&field.attrs, name, field.span());
        }
        visit::visit_field(self, field);
    }

    fn visit_item_fn(&mut self, function: &'ast ItemFn) {
        self.function(&function.sig, function.block.span());
        visit::visit_item_fn(self, function);
    }

    fn visit_impl_item_fn(&mut self, function: &'ast ImplItemFn) {
        if is_public(&function.vis) {
            self.public(&function.attrs, &function.sig.ident, function.span());
        }
        self.function(&function.sig, function.block.span());
        visit::visit_impl_item_fn(self, function);
    }

    fn visit_trait_item_fn(&mut self, function: &'ast TraitItemFn) {
        if let Some(block) = &function.default {
            self.function(&function.sig, block.span());
        }
        visit::visit_trait_item_fn(self, function);
    }

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        let name: String = call.method.to_string();
        if matches!(
            name.as_str(),
            "unwrap" | "expect" | "unwrap_err" | "expect_err"
        ) {
            self.panic(name, call.method.span());
        }
        visit::visit_expr_method_call(self, call);
    }

    fn visit_macro(&mut self, call: &'ast Macro) {
        let name: String = call
            .path
            .segments
            .last()
            .map_or_else(String::new, |last| last.ident.to_string());
        match name.as_str() {
            "quote" | "quote_spanned" => {
                let named: Named = self.named(name, call.span());
                self.measures.quotes.push(named);
            }
            "panic" | "unreachable" | "todo" | "unimplemented" | "assert" | "assert_eq"
            | "assert_ne" => {
                self.panic(name, call.span());
            }
            _ => {}
        }
        visit::visit_macro(self, call);
    }
}

/// Prints the measures of packages side by side, each as a block.
pub(crate) fn print(measured: &[(String, Measures)], out: &mut dyn Write) -> io::Result<()> {
    for (name, measures) in measured {
        let functions: usize = measures.functions.len();
        let long: usize = measures
            .functions
            .iter()
            .filter(|f| f.lines > LONG_FUNCTION)
            .count();
        let lines: usize = measures
            .functions
            .iter()
            .map(|function| function.lines)
            .sum();
        let documented: usize = measures.public - measures.undocumented.len();
        writeln!(out, "{name}")?;
        writeln!(
            out,
            "  functions over {LONG_FUNCTION} lines     {:>6} of {functions}",
            share(long, functions)
        )?;
        writeln!(
            out,
            "  longest function            {}",
            longest(&measures.functions)
        )?;
        writeln!(
            out,
            "  mean function               {:>6.1} lines",
            ratio(lines, functions)
        )?;
        writeln!(
            out,
            "  longest file without tests  {}",
            longest(&measures.files)
        )?;
        writeln!(
            out,
            "  longest `quote!`            {}",
            longest(&measures.quotes)
        )?;
        writeln!(
            out,
            "  panics outside tests        {:>6}",
            measures.panics.len()
        )?;
        for panic in &measures.panics {
            writeln!(out, "    {}:{}: {}", panic.file, panic.line, panic.name)?;
        }
        writeln!(
            out,
            "  public items documented     {:>6} of {}",
            share(documented, measures.public),
            measures.public
        )?;
    }
    Ok(())
}

/// A ratio of two counts; the counts are far below where a double loses digits.
#[allow(
    clippy::cast_precision_loss,
    reason = "counts of lines and items are small"
)]
fn ratio(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

fn share(part: usize, whole: usize) -> String {
    if whole == 0 {
        "-".to_owned()
    } else {
        format!("{:.1} %", ratio(part, whole) * 100.0)
    }
}

fn longest(all: &[Named]) -> String {
    match all.iter().max_by_key(|named| named.lines) {
        Some(named) if named.name.is_empty() => format!("{:>6}  {}", named.lines, named.file),
        Some(named) => format!(
            "{:>6}  `{}` in {}:{}",
            named.lines, named.name, named.file, named.line
        ),
        None => format!("{:>6}", "-"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measured(text: &str) -> Measures {
        measure(&[Source::parse("a.rs".to_owned(), text.to_owned()).unwrap()])
    }

    #[test]
    fn lengths_leave_out_tests_and_attributes() {
        let text: &str = "/// Doc.\n/// Doc.\npub fn f() {\n    g();\n}\n\n#[cfg(test)]\nmod tests {\n    fn h() {}\n}\n";
        let measures: Measures = measured(text);
        assert_eq!(measures.files[0].lines, 6);
        let function: &Named = &measures.functions[0];
        assert_eq!(
            (function.name.as_str(), function.line, function.lines),
            ("f", 3, 3)
        );
        assert_eq!(measures.functions.len(), 1);
    }

    #[test]
    fn panics_and_quotes_are_found_in_any_position() {
        let text: &str = "fn f() -> u8 {\n    if x() { panic!(\"no\") }\n    quote! {\n        a\n    };\n    y().unwrap().expect(\"z\")\n}\n";
        let measures: Measures = measured(text);
        let names: Vec<&str> = measures
            .panics
            .iter()
            .map(|panic| panic.name.as_str())
            .collect();
        assert_eq!(names, ["panic", "expect", "unwrap"]);
        assert_eq!(measures.quotes[0].lines, 3);
    }

    #[test]
    fn public_items_fields_variants_and_methods_need_documentation() {
        let text: &str = "/// A.\npub struct A { /// B.\n pub b: u8, pub c: u8, d: u8 }\n\
            pub enum E { F }\n impl A { pub fn g() {} fn h() {} pub(crate) fn i() {} }\n\
            pub(crate) struct J { k: u8 }\npub use x::y;\n";
        let measures: Measures = measured(text);
        let names: Vec<&str> = measures
            .undocumented
            .iter()
            .map(|item| item.name.as_str())
            .collect();
        assert_eq!(names, ["c", "E", "F", "g"]);
        assert_eq!(measures.public, 6);
    }
}
