//! The table of lints: every kind of finding, with its name, code and default level.

use serde::{Serialize, Serializer};

use super::Level;

/// One kind of finding. Names and codes never change once released.
#[derive(Debug, PartialEq, Eq)]
pub struct Lint {
    /// `TW` and four digits.
    pub code: &'static str,
    /// The name that `[lints]` in a config uses.
    pub name: &'static str,
    /// The level where the config doesn't say.
    pub default: Level,
    /// What it finds and why that matters, in Markdown.
    pub about: &'static str,
}

impl Serialize for Lint {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name)
    }
}

macro_rules! lints {
    ($($(#[doc = $about:literal])+ $constant:ident = $code:literal $name:literal $level:ident;)+) => {
        $(
            $(#[doc = $about])+
            pub static $constant: Lint = Lint {
                code: $code,
                name: $name,
                default: Level::$level,
                about: concat!($($about, "\n"),+),
            };
        )+

        /// All lints, by code.
        pub static ALL: &[&Lint] = &[$(&$constant),+];
    };
}

lints! {
    /// The file isn't YAML or JSON that can be read. Nothing of it is generated, and references
    /// into it lead nowhere.
    SYNTAX = "TW0001" "syntax" Deny;
    /// A document that the config or a reference names can't be read: it isn't there, or it is no
    /// text in UTF-8. What it holds is missing from the output.
    UNREADABLE = "TW0002" "unreadable" Deny;
    /// The document is no OpenAPI description of version 3.0, 3.1 or 3.2. Documents of 2.0
    /// (Swagger) have to be converted first, and files of bare schemas belong under `schemas` in
    /// the config's `[input]`.
    NOT_OPENAPI = "TW0003" "not-openapi" Deny;
    /// A key stands more than once in one mapping, which is mostly left over from copying. JSON
    /// leaves open which entry counts, so that two tools may see two documents; here it is the last
    /// one, and of two spellings of a range of statuses the standard's.
    DUPLICATE_KEY = "TW0004" "duplicate-key" Deny;
    /// The value of a keyword has a type or a word that the standard doesn't allow there. The
    /// keyword is left out, so that what it was to say or to forbid is lost.
    WRONG_TYPE = "TW0005" "wrong-type" Deny;
    /// A member that no standard knows, close to a keyword that exists. The standards allow other
    /// members, which is why a misspelled one has no effect at all.
    UNKNOWN_KEYWORD = "TW0006" "unknown-keyword" Warn;
    /// An object lacks a field without which it means nothing, such as the `name` of a parameter.
    /// The whole object is left out.
    MISSING_FIELD = "TW0007" "missing-field" Deny;
    /// There is more than a run reads at most: documents, nodes of a document, or nodes of an
    /// example after its references are followed. Such input is hostile, or the limit is too low
    /// for it.
    LIMIT = "TW0008" "limit" Deny;
    /// A member of an OpenAPI object that no version of the standard knows, and whose name begins
    /// with no `x-`. It has no effect, whatever its author meant by it.
    UNKNOWN_MEMBER = "TW0009" "unknown-member" Note;
    /// A `$ref` leads nowhere.
    /// A `$ref`, or a name that stands for one, leads nowhere: there is no such file, no such node
    /// in it, or no file is known for a URI. What refers is generated as if it said nothing there.
    UNRESOLVED_REFERENCE = "TW0010" "unresolved-reference" Deny;
    /// A `$ref` leads out of the folder that the run may read. It isn't followed: a document from
    /// somewhere else could pull any file of the machine into the output.
    OUTSIDE_ROOT = "TW0011" "outside-root" Deny;
    /// References, or `allOf`, that lead only to each other never reach anything that has a type.
    /// Recursion by way of a property or of `items` is fine, because each step has a smaller value.
    REFERENCE_CYCLE = "TW0012" "reference-cycle" Deny;
    /// References use one node as two kinds of object, a schema and a parameter for example. It can
    /// be at most one of them, so the second use is left out.
    TWO_KINDS = "TW0013" "two-kinds" Deny;
    /// The pointer of a reference goes on into a schema that has an `$id`, and so begins a resource
    /// of its own. JSON Schema Core 9.2.1 leaves open whether that works; here it does, elsewhere
    /// it may not.
    POINTER_THROUGH_ID = "TW0014" "pointer-through-id" Warn;
    /// A `$ref` stands where the standard has no Reference Object. It was followed, because that is
    /// what is meant, but other tools may ignore it.
    ODD_REFERENCE = "TW0015" "odd-reference" Warn;
    /// A `$ref` stands in a map of objects, as if it could stand for the whole map. There it is
    /// only the name of one object, so that nothing of the map is read.
    MISPLACED_REFERENCE = "TW0016" "misplaced-reference" Deny;
    /// Members beside a `$ref` that the standard has ignored: in a Reference Object all but
    /// `summary` and `description`, in schemas of OpenAPI 3.0 and of old drafts everything that
    /// asserts. Whoever wrote them expected an effect that they don't have.
    IGNORED_SIBLING = "TW0017" "ignored-sibling" Warn;
    /// A path item has a `$ref` and fields of its own. The standard leaves open which of them
    /// count; here its own fields win, and the others are added.
    PATH_ITEM_SIBLING = "TW0018" "path-item-sibling" Warn;
    /// An example holds `$ref`. By the standard examples are literal data, so it ends as it stands
    /// in the docs; a config can have it followed instead.
    REFERENCE_IN_EXAMPLE = "TW0019" "reference-in-example" Note;
    /// A discriminator names a schema that the entry document doesn't have. It was found in another
    /// document; by the standard names are looked up from the entry document only.
    NAME_ELSEWHERE = "TW0020" "name-elsewhere" Warn;
    /// Two schemas of one resource have the same anchor, or two resources the same URI. References
    /// by that name lead to the first one, whichever was meant.
    DUPLICATE_IDENTIFIER = "TW0021" "duplicate-identifier" Deny;
    /// A key of a YAML mapping is a number, a boolean or null, most often a status such as `200`.
    /// JSON has only strings as keys; the spelling in the document is used.
    KEY_NOT_STRING = "TW0030" "key-not-string" Note;
    /// A key is the empty string. JSON allows that, but it is mostly a forgotten name, and no field
    /// can be called after it.
    EMPTY_KEY = "TW0031" "empty-key" Warn;
    /// A `<<` key was merged as YAML 1.1 says. YAML 1.2, on which OpenAPI is built, knows no merge
    /// keys, so that other tools may read an ordinary member of that name.
    MERGE_KEY = "TW0032" "merge-key" Warn;
    /// A YAML tag that isn't one of JSON's types, such as `!!binary`. OpenAPI documents have to be
    /// representable as JSON, and what the tag means can't be.
    FOREIGN_TAG = "TW0033" "foreign-tag" Deny;
    /// A plain scalar that is a number for YAML in a spelling that JSON doesn't have, such as
    /// `0x1F` or `+1`. Other tools may take it for a string.
    NUMBER_SPELLING = "TW0034" "number-spelling" Warn;
    /// `.nan` or `.inf`, which JSON can't express. The value is read as null, and a keyword that
    /// needs a number there is left out.
    NOT_FINITE = "TW0035" "not-finite" Deny;
    /// A value where only strings are allowed isn't quoted, so that YAML makes a boolean, a number
    /// or null of it. Its spelling is used, which is what authors mean; taken literally, it would
    /// match nothing.
    UNQUOTED_STRING = "TW0036" "unquoted-string" Warn;
    /// `openapi` is a number. It has to be a string: as a number, version 3.10 would be 3.1.
    VERSION_NOT_STRING = "TW0040" "version-not-string" Warn;
    /// A document of OpenAPI 3.0 was read as its upgrade to 3.1. `nullable`, boolean exclusive
    /// bounds and siblings of `$ref` keep the meaning that 3.0 gives them.
    OLDER_VERSION = "TW0041" "older-version" Note;
    /// A document of OpenAPI 3.2 was read. Everything that would change the meaning of the rest is
    /// honoured, but not all that is new there shapes the output.
    NEWER_VERSION = "TW0042" "newer-version" Note;
    /// A JSON Schema dialect other than those of OpenAPI 3.1 and of 2020-12. Schemas of older
    /// drafts are upgraded; those of an unknown dialect are read as OpenAPI's.
    FOREIGN_DIALECT = "TW0043" "foreign-dialect" Warn;
    /// A dialect requires a vocabulary that is unknown here. By JSON Schema Core 8.1.2 its schemas
    /// must not be processed by whoever doesn't know what it asserts.
    UNKNOWN_VOCABULARY = "TW0044" "unknown-vocabulary" Deny;
    /// `nullable` stands where the version, or the place, gives it no meaning: anywhere in 3.1,
    /// without `type` in 3.0. Null was allowed all the same, because that is what authors mean.
    NULLABLE = "TW0045" "nullable" Warn;
    /// A keyword in the spelling of another version or draft, such as a boolean `exclusiveMinimum`
    /// in 3.1 or `definitions`. It was upgraded; tools that don't do so ignore or refuse it.
    OTHER_SPELLING = "TW0046" "other-spelling" Warn;
    /// `format: byte` or `format: binary` in a document of 3.1, which says the same with
    /// `contentEncoding` and `contentMediaType`. Both are understood.
    BINARY_FORMAT = "TW0047" "binary-format" Note;
    /// `examples` is a map where it should be an array, or the other way round: it is an array of
    /// values in schemas, and a map of Example Objects everywhere else. The examples were found all
    /// the same.
    EXAMPLES_SHAPE = "TW0048" "examples-shape" Warn;
    /// A range of statuses in a spelling that the standard doesn't have, such as `4xx` for `4XX`.
    /// It was read as meant, but other tools may take it for something else.
    STATUS_SPELLING = "TW0049" "status-spelling" Warn;
    /// `x-webhooks`, which documents of 3.0 have because that version knows no `webhooks`. No
    /// standard says what it means, so nothing is generated from it unless the config asks for it.
    UNREAD_WEBHOOKS = "TW0050" "unread-webhooks" Note;
    /// One list has two parameters with the same name and location, which together are what makes a
    /// parameter. The first one counts; the other is left out.
    DUPLICATE_PARAMETER = "TW0051" "duplicate-parameter" Deny;
    /// A regular expression isn't one of ECMA-262, the syntax that JSON Schema Core 6.4 names.
    /// Nothing checks values against it, so that what it was to keep out comes in.
    INVALID_PATTERN = "TW0060" "invalid-pattern" Deny;
    /// A regular expression is one of ECMA-262 only without the flag `u`, with which JSON Schema
    /// has patterns read. It works here, but strict tools refuse the whole schema.
    LEGACY_PATTERN = "TW0061" "legacy-pattern" Warn;
    /// A regular expression with lookaround or back-references needs an engine that backtracks,
    /// which a short text can keep busy for minutes. It is tried only on texts up to the config's
    /// `pattern_limit`; longer ones count as violations.
    BACKTRACKING_PATTERN = "TW0062" "backtracking-pattern" Note;
    /// Schemas combine to so many rules, or nest so deeply, that the rest isn't checked by
    /// `validate()`. Types and decoding aren't touched by that.
    TOO_MANY_RULES = "TW0063" "too-many-rules" Warn;
    /// `enum` or `const` leaves no value that the rest of the schema allows: the list is empty,
    /// `type` excludes what it holds, or two lists share nothing. Such a schema refuses every
    /// instance.
    EMPTY_ENUM = "TW0100" "empty-enum" Warn;
    /// `required` names a property that no part of the schema declares, which is often a misspelled
    /// name. The property becomes an optional field of any JSON, which only `validate()` demands.
    UNDECLARED_REQUIRED = "TW0101" "undeclared-required" Warn;
    /// A `[[family]]` of the config matches no schema, so that no type comes of it. Members have to
    /// fix the first of its `tags` to a constant.
    EMPTY_FAMILY = "TW0102" "empty-family" Warn;
    /// Two members of a `[[family]]` have the same values in all its tags, so that nothing tells
    /// them apart. Values with those tags are decoded as the first one.
    SAME_TAGS = "TW0103" "same-tags" Warn;
    /// Parts of an `allOf` that no value can satisfy together: they allow no common type, or one
    /// requires a property that another forbids. The type exists, but every value of it is refused.
    UNSATISFIABLE_ALL_OF = "TW0104" "unsatisfiable-all-of" Deny;
    /// An optional property that no value can have, because another part of the schema forbids it
    /// or gives it a type that excludes the first. It stays in the type, where setting it always
    /// ends in a violation.
    IMPOSSIBLE_PROPERTY = "TW0105" "impossible-property" Warn;
    /// A value that several arms of one `oneOf` accept, found by trying one. `oneOf` demands exactly
    /// one, so that such a value is refused although each of the arms was meant to allow it.
    OVERLAPPING_ONE_OF = "TW0106" "overlapping-one-of" Note;
    /// An example that the schema beside it refuses. Examples end in the docs of generated code,
    /// where people copy them; either it is wrong or the schema is.
    REFUSED_EXAMPLE = "TW0107" "refused-example" Warn;
    /// A `default` that its own schema refuses, such as the string `'false'` for a boolean. It is
    /// documented, but no code is made from it.
    REFUSED_DEFAULT = "TW0108" "refused-default" Warn;
    /// The `members` of a `[[family]]` match schemas that don't fix the first of its `tags` to a
    /// constant. Nothing tells their values from others, so they are no arms of the family.
    UNTAGGED_MEMBER = "TW0109" "untagged-member" Note;
    /// A callback of a callback declares callbacks again. They may lead in a circle, so only two
    /// levels are generated.
    NESTED_CALLBACK = "TW0200" "nested-callback" Warn;
    /// A key of `paths` holds a query or a fragment, which the standard doesn't allow.
    /// `?name=value` is taken as a query member that the operation demands, `#...` only as part of
    /// its name.
    PATH_KEY = "TW0201" "path-key" Warn;
    /// The path and the declared path parameters disagree: one names a parameter that the other
    /// doesn't have. What only the path has becomes a string; what only the list has is left out,
    /// because there is no place to put it.
    TEMPLATE_MISMATCH = "TW0202" "template-mismatch" Deny;
    /// Two parameters stand in one path segment with nothing between them. A server can't tell
    /// where the first ends and the second begins.
    ADJACENT_PARAMETERS = "TW0203" "adjacent-parameters" Deny;
    /// A parameter stands for `Accept`, `Content-Type` or `Authorization`. The standard has such
    /// parameters ignored, because `content` and `security` speak of these headers.
    RESERVED_HEADER = "TW0204" "reserved-header" Note;
    /// A query parameter, or another whole query string, beside a parameter that is the whole query
    /// string (OpenAPI 3.2). The standard forbids it; the other one is left out.
    QUERYSTRING_NOT_ALONE = "TW0205" "querystring-not-alone" Deny;
    /// A path parameter isn't marked with `required: true`, which the standard demands. A path
    /// without it would be another path, so it is required all the same.
    OPTIONAL_PATH_PARAMETER = "TW0206" "optional-path-parameter" Warn;
    /// A `style` that the standard doesn't define for the parameter's location or type. There is no
    /// way to write such a value, so the nearest style that exists is used.
    STYLE_NOT_APPLICABLE = "TW0207" "style-not-applicable" Deny;
    /// A response with a status that never has a body (1xx, 204, 205, 304), or one to HEAD, declares
    /// `content`. Clients and servers pass over it, as HTTP demands.
    BODY_NOT_ALLOWED = "TW0208" "body-not-allowed" Warn;
    /// Two operations answer the same requests: same method, same path but for the names of
    /// parameters, and nothing in query or body that tells them apart. The client has both, the
    /// router can only call the first.
    CONFLICTING_ROUTES = "TW0209" "conflicting-routes" Deny;
    /// `security` names a scheme that is declared nowhere. The operation counts as protected by
    /// something unknown, never as public: the other way round, a misspelled name would open it.
    UNDECLARED_SCHEME = "TW0210" "undeclared-scheme" Warn;
    /// Two operations of one description have the same `operationId`, which has to be unique. Each
    /// takes a name by its place, and links by that id can't tell which one is meant.
    DUPLICATE_OPERATION_ID = "TW0211" "duplicate-operation-id" Warn;
    /// `headers` of a part in a form whose value is text or JSON. Such a value has no place for
    /// headers, so that they are neither sent nor read; a file has one.
    PART_HEADERS = "TW0212" "part-headers" Warn;
    /// `encoding`, `prefixEncoding` or `itemEncoding` inside of an Encoding Object (OpenAPI 3.2): a
    /// form in a part of a form. The part is taken as a whole.
    NESTED_ENCODING = "TW0213" "nested-encoding" Warn;
    /// A link names no operation, or one that isn't there: an `operationId` that none of the
    /// description has, or a place where none is. There is nothing to call, so that at most the
    /// documentation tells of it.
    UNKNOWN_LINK = "TW0214" "unknown-link" Warn;
    /// A request with GET, HEAD, DELETE or TRACE has a body. HTTP gives it no meaning (RFC 9110
    /// §9.3); it is generated, but proxies and libraries may drop it.
    MEANINGLESS_BODY = "TW0215" "meaningless-body" Note;
    /// XML in a body, a response or a part. Nothing reads or writes it, so that its bytes are passed
    /// on as they are and the schema beside them has no effect.
    XML_CONTENT = "TW0216" "xml-content" Note;
    /// A key of `content` is no media type: it has no slash, or characters that none has. No
    /// `Content-Type` ever matches it.
    INVALID_MEDIA_TYPE = "TW0217" "invalid-media-type" Warn;
    /// Two query parameters of one operation are exploded objects with properties of any name. Both
    /// take each member of the query that no other parameter has, which one can't be told.
    TWO_OPEN_OBJECTS = "TW0218" "two-open-objects" Deny;
    /// `style: deepObject` for an array, or for an object whose properties aren't all scalars. The
    /// standard leaves open how that is written, so that other tools may write it differently.
    BEYOND_DEEP_OBJECT = "TW0219" "beyond-deep-object" Warn;
    /// `content` of a parameter or header names several media types. The standard allows one,
    /// because nothing in a message says which one was taken; the first counts.
    SEVERAL_MEDIA_TYPES = "TW0220" "several-media-types" Warn;
    /// A parameter is the API key of a security scheme that the operation names. It is no parameter
    /// of the generated code, because the credentials of the client bring it.
    KEY_PARAMETER = "TW0221" "key-parameter" Note;
    /// Several parts of the documents would have one Rust name. Each takes a longer name by its
    /// place, so that no name depends on the order of reading; `[rename]` can give better ones.
    NAME_COLLISION = "TW0300" "name-collision" Note;
    /// A place in the config's `[rename]` names nothing that has a Rust name. Mostly the document
    /// has changed since, and the name would silently be the old one again.
    UNMATCHED_RENAME = "TW0301" "unmatched-rename" Deny;
    /// A name in the config's `[rename]` is no identifier of Rust, or one that something else has.
    /// The config has no second choice, so that the output wouldn't compile.
    UNUSABLE_RENAME = "TW0302" "unusable-rename" Deny;
    /// Several parts have one Rust name, and their places don't tell them apart. Only `[rename]`
    /// can: without it the output wouldn't compile.
    NAME_CONFLICT = "TW0303" "name-conflict" Deny;
    /// The name of a module is so long that file systems refuse it. Only `[rename]` can shorten it,
    /// because a cut name could be another one's.
    NAME_TOO_LONG = "TW0304" "name-too-long" Deny;
    /// A place in the config names no schema. Mostly the document has changed since, and what the
    /// config asks for would silently not happen.
    UNMATCHED_PLACE = "TW0306" "unmatched-place" Deny;
    /// A config isn't TOML, or has a key or a value that it can't have. Nothing is generated from
    /// what is only half understood, because it might be what keeps the rest from being wrong.
    UNUSABLE_CONFIG = "TW0307" "unusable-config" Deny;
    /// A type requires itself, directly or by way of others, so that no value of it is finite. Such
    /// a value can be neither sent nor received; one of the properties on the way has to be
    /// optional or nullable.
    INFINITE_TYPE = "TW0310" "infinite-type" Deny;
    /// The generator wrote something that is no Rust, which is a mistake of its own and not one of
    /// the documents. The file is left out; please report it with the document.
    EMISSION = "TW0900" "emission" Deny;
}

/// The lint of a name or a code.
pub fn find(name_or_code: &str) -> Option<&'static Lint> {
    let wanted = |lint: &&&'static Lint| {
        lint.name == name_or_code || lint.code.eq_ignore_ascii_case(name_or_code)
    };
    ALL.iter().find(wanted).copied()
}
