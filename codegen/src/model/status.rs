//! Statuses of responses (*Responses Object*), and what they are called.

use serde::Serialize;

/// Which statuses a response answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// One code.
    Code(u16),
    /// A range by its first digit (`4XX` is 4).
    Range(u8),
    /// All that aren't declared.
    Default,
}

impl Status {
    /// What it is called: its standard phrase (RFC 9110 §15), or its class.
    pub fn phrase(self) -> String {
        match self {
            Self::Code(code) => {
                let phrase: Option<&str> = http::StatusCode::from_u16(code)
                    .ok()
                    .and_then(|status| status.canonical_reason());
                phrase.map_or_else(|| format!("Status {code}"), str::to_owned)
            }
            Self::Range(1) => "Informational".to_owned(),
            Self::Range(2) => "Success".to_owned(),
            Self::Range(3) => "Redirection".to_owned(),
            Self::Range(4) => "Client Error".to_owned(),
            Self::Range(5) => "Server Error".to_owned(),
            Self::Range(digit) => format!("Status {digit}XX"),
            Self::Default => "Default".to_owned(),
        }
    }
}
