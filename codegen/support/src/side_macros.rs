//! The client and the sender of a crate, under names of its own.

// On one line: the copy in a generated crate leaves such lines out.
#![allow(clippy::crate_in_macro_def)]

/// The client of a crate: `support`'s client under a name of the crate's own, so that the crate
/// can give it a method for each operation.
#[doc(hidden)]
#[macro_export]
macro_rules! client {
    () => {
        /// Calls the operations of this API at one base URL.
        #[derive(Clone, Debug)]
        pub struct Client<T = crate::support::client::BoxTransport>(
            crate::support::client::Client<T>,
        );

        impl Client {
            /// A client over a transport. The base URL stands for the root server of the
            /// document, its path included.
            pub fn new(
                transport: impl crate::support::client::Transport,
                base: crate::support::client::Uri,
            ) -> Self {
                Self(crate::support::client::Client::new(transport, base))
            }
        }

        impl<T: crate::support::client::Transport> Client<T> {
            /// A client whose transport keeps its type.
            pub fn with_transport(transport: T, base: crate::support::client::Uri) -> Self {
                Self(crate::support::client::Client::with_transport(
                    transport, base,
                ))
            }

            /// With credentials: a token, secrets by scheme, or a provider that fetches them and
            /// is asked for new ones once after a 401.
            ///
            /// They are sent to the base URLs of this client only, and only to operations that
            /// ask for them.
            #[must_use]
            pub fn with_credentials(
                self,
                credentials: impl ::core::convert::Into<crate::support::client::Provider>,
            ) -> Self {
                Self(self.0.with_credentials(credentials))
            }

            /// With the base URL for operations that have these servers instead of the root's.
            /// Until it is given, calls of such operations fail. Credentials go there too.
            #[must_use]
            pub fn with_server(
                self,
                group: &'static crate::support::operation::ServerGroup,
                base: crate::support::client::Uri,
            ) -> Self {
                Self(self.0.with_server(group, base))
            }

            /// With a hook that gets each finished request, to sign it.
            #[must_use]
            pub fn with_signer<F>(self, sign: F) -> Self
            where
                F: Fn(
                        &mut crate::support::client::HttpRequest,
                    ) -> ::core::result::Result<(), crate::support::client::BoxError>
                    + Send
                    + Sync
                    + 'static,
            {
                Self(self.0.with_signer(sign))
            }

            /// With a header on every request.
            #[must_use]
            pub fn with_header(
                self,
                name: crate::support::client::HeaderName,
                value: crate::support::client::HeaderValue,
            ) -> Self {
                Self(self.0.with_header(name, value))
            }

            /// With a time limit for every call, which the transport keeps.
            #[must_use]
            pub fn with_timeout(self, timeout: ::core::time::Duration) -> Self {
                Self(self.0.with_timeout(timeout))
            }

            /// With another limit for answers that are read whole, in bytes; 64 MiB without it.
            #[must_use]
            pub fn with_body_limit(self, bytes: usize) -> Self {
                Self(self.0.with_body_limit(bytes))
            }

            /// The base URL.
            pub fn base_url(&self) -> &crate::support::client::Uri {
                self.0.base_url()
            }

            /// A call of any operation by its request.
            pub fn call<R: crate::support::client::Outgoing>(
                &self,
                request: R,
            ) -> crate::support::client::Call<'_, R> {
                self.0.call(request)
            }
        }

        /// With whatever else a client can be set up for.
        impl<T> ::core::convert::From<crate::support::client::Client<T>> for Client<T> {
            fn from(client: crate::support::client::Client<T>) -> Self {
                Self(client)
            }
        }
    };
}

/// The sender of a crate's webhooks and callbacks, under a name of the crate's own.
#[doc(hidden)]
#[macro_export]
macro_rules! sender {
    () => {
        /// Sends the webhooks and callbacks of this API, each to a URL of its own.
        ///
        /// The URL comes from whoever registered, and a request to it comes from here: unchecked,
        /// it reaches hosts that only this machine can (server-side request forgery). Check it
        /// before it is used. No credentials are ever added.
        #[derive(Clone, Debug)]
        pub struct Sender<T = crate::support::client::BoxTransport>(
            crate::support::client::Sender<T>,
        );

        impl Sender {
            /// A sender over a transport, which must not follow redirects.
            pub fn new(transport: impl crate::support::client::Transport) -> Self {
                Self(crate::support::client::Sender::new(transport))
            }
        }

        impl<T: crate::support::client::Transport> Sender<T> {
            /// A sender whose transport keeps its type.
            pub fn with_transport(transport: T) -> Self {
                Self(crate::support::client::Sender::with_transport(transport))
            }

            /// With a hook that gets each finished request, to sign it.
            #[must_use]
            pub fn with_signer<F>(self, sign: F) -> Self
            where
                F: Fn(
                        &mut crate::support::client::HttpRequest,
                    ) -> ::core::result::Result<(), crate::support::client::BoxError>
                    + Send
                    + Sync
                    + 'static,
            {
                Self(self.0.with_signer(sign))
            }

            /// With a header on every request.
            #[must_use]
            pub fn with_header(
                self,
                name: crate::support::client::HeaderName,
                value: crate::support::client::HeaderValue,
            ) -> Self {
                Self(self.0.with_header(name, value))
            }

            /// With a time limit for every request, which the transport keeps.
            #[must_use]
            pub fn with_timeout(self, timeout: ::core::time::Duration) -> Self {
                Self(self.0.with_timeout(timeout))
            }

            /// With another limit for answers that are read whole, in bytes; 64 MiB without it.
            #[must_use]
            pub fn with_body_limit(self, bytes: usize) -> Self {
                Self(self.0.with_body_limit(bytes))
            }

            /// A request to a URL, which is taken whole.
            pub fn call<R: crate::support::client::Outgoing>(
                &self,
                target: crate::support::client::Uri,
                request: R,
            ) -> crate::support::client::Call<'_, R> {
                self.0.call(target, request)
            }
        }

        /// With whatever else a sender can be set up for.
        impl<T> ::core::convert::From<crate::support::client::Sender<T>> for Sender<T> {
            fn from(sender: crate::support::client::Sender<T>) -> Self {
                Self(sender)
            }
        }
    };
}
