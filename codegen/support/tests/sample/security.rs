//! The security schemes of the description.

use crate::support::operation::{Scheme, SchemeKind};

/// `accessToken`: a token in the `Authorization` header.
pub static ACCESS_TOKEN: Scheme = Scheme::new("accessToken", SchemeKind::Bearer { urls: &[] });

/// `accessTokenQuery`: a token in the query.
pub static ACCESS_TOKEN_QUERY: Scheme =
    Scheme::new("accessTokenQuery", SchemeKind::QueryKey("access_token"));
