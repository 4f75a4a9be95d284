//! What every generated type says of itself in one line. The paths start at `crate::support`,
//! which is this module where it is part of the generated crate, and a name for this crate where
//! several share it.

// On one line: the copy in a generated crate leaves such lines out.
#![allow(clippy::crate_in_macro_def)]

/// serde's traits for a type that has `Decode` and `Encode`.
#[doc(hidden)]
#[macro_export]
macro_rules! serde_through_codec {
    ($name:ty) => {
        impl<'de> crate::support::serde::Deserialize<'de> for $name {
            fn deserialize<D: crate::support::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                crate::support::Decode::decode(deserializer)
            }
        }

        impl crate::support::serde::Serialize for $name {
            fn serialize<S: crate::support::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                crate::support::Encode::encode(self, serializer)
            }
        }
    };
}

/// The codec of a type that has serde's traits from elsewhere.
#[doc(hidden)]
#[macro_export]
macro_rules! codec_through_serde {
    ($name:ty) => {
        impl<'de> crate::support::Decode<'de> for $name {
            fn decode<D: crate::support::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                crate::support::serde::Deserialize::deserialize(deserializer)
            }
        }

        impl crate::support::Encode for $name {
            fn encode<S: crate::support::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                crate::support::serde::Serialize::serialize(self, serializer)
            }
        }
    };
}

/// The codec of a struct that implements `Object`.
#[doc(hidden)]
#[macro_export]
macro_rules! object {
    ($name:ident) => {
        object!(@ $name, decode_object);
    };
    ($name:ident, flattened) => {
        object!(@ $name, decode_flattened);
    };
    (@ $name:ident, $decode:ident) => {
        impl<'de> crate::support::Decode<'de> for $name {
            fn decode<D: crate::support::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                crate::support::$decode(deserializer)
            }
        }

        impl crate::support::Encode for $name {
            fn encode<S: crate::support::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                crate::support::encode_object(self, serializer)
            }
        }

        serde_through_codec!($name);
    };
}

/// The codec of an enum that implements `Union`.
#[doc(hidden)]
#[macro_export]
macro_rules! union {
    ($name:ident) => {
        impl<'de> crate::support::Decode<'de> for $name {
            fn decode<D: crate::support::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                crate::support::decode_union(deserializer)
            }

            fn decode_captured(
                text: &'de str,
            ) -> ::core::result::Result<Self, crate::support::RawError> {
                crate::support::Union::read(&crate::support::Raw::captured(text))
            }
        }

        impl crate::support::Encode for $name {
            fn encode<S: crate::support::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                crate::support::Union::write(self, serializer)
            }
        }

        serde_through_codec!($name);
    };
}

/// The codec and the text traits of a type that has `as_str` and `From<&str>`.
#[doc(hidden)]
#[macro_export]
macro_rules! text {
    ($name:ident) => {
        impl<'de> crate::support::Decode<'de> for $name {
            fn decode<D: crate::support::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                crate::support::decode_text(deserializer, |text| Self::from(text))
            }
        }

        impl ::core::str::FromStr for $name {
            type Err = ::core::convert::Infallible;

            // `Self::Err` may be a variant.
            fn from_str(text: &str) -> ::core::result::Result<Self, ::core::convert::Infallible> {
                ::core::result::Result::Ok(Self::from(text))
            }
        }

        impl ::core::convert::From<::std::string::String> for $name {
            fn from(text: ::std::string::String) -> Self {
                Self::from(text.as_str())
            }
        }

        impl crate::support::MapKey for $name {
            fn from_name(name: ::std::string::String) -> Self {
                Self::from(name)
            }

            fn as_name(&self) -> &str {
                self.as_str()
            }
        }

        encode_text!($name);
    };
}

/// The codec and the text traits of a struct around a `String`: read as it stands.
#[doc(hidden)]
#[macro_export]
macro_rules! text_newtype {
    ($name:ident) => {
        impl<'de> crate::support::Decode<'de> for $name {
            fn decode<D: crate::support::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                crate::support::decode_text(deserializer, |text| Self(text.into()))
            }
        }

        impl ::core::str::FromStr for $name {
            type Err = crate::support::InvalidText;

            fn from_str(text: &str) -> ::core::result::Result<Self, Self::Err> {
                Self::try_from(::std::string::String::from(text))
            }
        }

        impl ::core::convert::TryFrom<::std::string::String> for $name {
            type Error = crate::support::InvalidText;

            fn try_from(text: ::std::string::String) -> ::core::result::Result<Self, Self::Error> {
                let text = Self(text);
                if text.is_valid() {
                    ::core::result::Result::Ok(text)
                } else {
                    ::core::result::Result::Err(crate::support::InvalidText::new(stringify!($name)))
                }
            }
        }

        impl ::core::convert::TryFrom<&str> for $name {
            type Error = crate::support::InvalidText;

            fn try_from(text: &str) -> ::core::result::Result<Self, Self::Error> {
                Self::try_from(::std::string::String::from(text))
            }
        }

        impl ::core::convert::From<$name> for ::std::string::String {
            fn from(text: $name) -> Self {
                text.0
            }
        }

        impl crate::support::MapKey for $name {
            fn from_name(name: ::std::string::String) -> Self {
                Self(name)
            }

            fn as_name(&self) -> &str {
                self.as_str()
            }
        }

        encode_text!($name);
    };
}

/// What text has in common: `Encode`, serde's traits, `Display` and `AsRef<str>`.
#[doc(hidden)]
#[macro_export]
macro_rules! encode_text {
    ($name:ident) => {
        impl crate::support::Encode for $name {
            fn encode<S: crate::support::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                formatter.pad(self.as_str())
            }
        }

        impl ::core::convert::AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        serde_through_codec!($name);
    };
}

/// The codec of an enum of values that aren't all strings, which has `value` and `From` of the
/// type that is named behind it.
#[doc(hidden)]
#[macro_export]
macro_rules! scalar {
    ($name:ident, $value:ty) => {
        impl<'de> crate::support::Decode<'de> for $name {
            fn decode<D: crate::support::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                <$value as crate::support::Decode<'de>>::decode(deserializer).map(Self::from)
            }
        }

        impl crate::support::Encode for $name {
            fn encode<S: crate::support::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                crate::support::Encode::encode(&self.value(), serializer)
            }
        }

        serde_through_codec!($name);
    };
}

/// The codec of an enum of strings that takes no others, which has `as_str` and `TryFrom<&str>`.
#[doc(hidden)]
#[macro_export]
macro_rules! closed_text {
    ($name:ident) => {
        impl<'de> crate::support::Decode<'de> for $name {
            fn decode<D: crate::support::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                crate::support::decode_listed_text(deserializer, |text| Self::try_from(text).ok())
            }
        }

        impl ::core::str::FromStr for $name {
            type Err = crate::support::UnlistedValue;

            // `Self::Err` may be a variant.
            fn from_str(text: &str) -> ::core::result::Result<Self, crate::support::UnlistedValue> {
                Self::try_from(text)
            }
        }

        encode_text!($name);
    };
}

/// The codec of an enum of other values that takes no others, which has `value` and `TryFrom` of
/// the type that is named behind it.
#[doc(hidden)]
#[macro_export]
macro_rules! closed_scalar {
    ($name:ident, $value:ty) => {
        impl<'de> crate::support::Decode<'de> for $name {
            fn decode<D: crate::support::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                let value = <$value as crate::support::Decode<'de>>::decode(deserializer)?;
                Self::try_from(value).map_err(crate::support::serde::de::Error::custom)
            }
        }

        impl crate::support::Encode for $name {
            fn encode<S: crate::support::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                crate::support::Encode::encode(&self.value(), serializer)
            }
        }

        serde_through_codec!($name);
    };
}

/// The codec of a struct that implements `Positions`.
#[doc(hidden)]
#[macro_export]
macro_rules! positions {
    ($name:ident) => {
        impl<'de> crate::support::Decode<'de> for $name {
            fn decode<D: crate::support::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                crate::support::decode_positions(deserializer)
            }
        }

        impl crate::support::Encode for $name {
            fn encode<S: crate::support::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                crate::support::encode_positions(self, serializer)
            }
        }

        serde_through_codec!($name);
    };
}

/// The codec of a struct around one value, which is written as that value.
#[doc(hidden)]
#[macro_export]
macro_rules! newtype {
    ($name:ident) => {
        impl<'de> crate::support::Decode<'de> for $name {
            fn decode<D: crate::support::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                crate::support::Decode::decode(deserializer).map(Self)
            }
        }

        impl crate::support::Encode for $name {
            fn encode<S: crate::support::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                crate::support::Encode::encode(&self.0, serializer)
            }
        }

        serde_through_codec!($name);
    };
}
