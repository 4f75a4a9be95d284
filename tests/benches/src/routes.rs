//! An API with many routes.

use std::sync::Arc;

use typewright_support::{
    fault::Fault,
    operation::Operation,
    router::{Handling, Route, Routes},
    server::Exchange,
};

/// Its routes, for a router over anything.
#[derive(Debug)]
pub enum Many {}

macro_rules! routes {
    ($($base:literal [$($rest:literal)*])*) => {
        &[$($(Route::new(
            {
                static OPERATION: Operation = Operation::new($rest, "GET", concat!($base, $rest));
                &OPERATION
            },
            unhandled,
        ),)*)*]
    };
}

impl Routes<()> for Many {
    const ROUTES: &'static [Route<()>] = routes! {
        "/_matrix/client/v3/rooms/{roomId}" [
            "/aliases" "/ban" "/context/{eventId}" "/event/{eventId}" "/forget" "/invite" "/join"
            "/joined_members" "/kick" "/leave" "/members" "/messages" "/read_markers" "/report"
            "/receipt/{receiptType}/{eventId}" "/redact/{eventId}/{txnId}" "/report/{eventId}"
            "/send/{eventType}/{txnId}" "/state" "/state/{eventType}/{stateKey}"
            "/typing/{userId}" "/unban" "/upgrade" "/initialSync"
        ]
        "/_matrix/client/v1/rooms/{roomId}" [
            "/hierarchy" "/threads" "/timestamp_to_event" "/relations/{eventId}"
            "/relations/{eventId}/{relType}" "/relations/{eventId}/{relType}/{eventType}"
        ]
        "/_matrix/client/v3/user/{userId}" [
            "/account_data/{type}" "/filter" "/filter/{filterId}" "/openid/request_token"
            "/rooms/{roomId}/account_data/{type}" "/rooms/{roomId}/tags"
            "/rooms/{roomId}/tags/{tag}"
        ]
        "/_matrix/client/v3/pushrules" [
            "/" "/global/" "/global/{kind}/{ruleId}" "/global/{kind}/{ruleId}/actions"
            "/global/{kind}/{ruleId}/enabled"
        ]
        "/_matrix/client/v3/account" [
            "/3pid" "/3pid/add" "/3pid/bind" "/3pid/delete" "/3pid/unbind" "/deactivate"
            "/3pid/email/requestToken" "/3pid/msisdn/requestToken" "/password" "/whoami"
            "/password/email/requestToken" "/password/msisdn/requestToken"
        ]
        "/_matrix/client/v3" [
            "/capabilities" "/createRoom" "/delete_devices" "/devices" "/devices/{deviceId}"
            "/directory/list/room/{roomId}" "/directory/room/{roomAlias}" "/events" "/initialSync"
            "/join/{roomIdOrAlias}" "/joined_rooms" "/keys/changes" "/keys/claim" "/keys/query"
            "/keys/device_signing/upload" "/keys/signatures/upload" "/keys/upload"
            "/knock/{roomIdOrAlias}" "/login" "/logout" "/logout/all" "/notifications" "/presence/{userId}/status"
            "/profile/{userId}" "/profile/{userId}/{keyName}" "/publicRooms" "/pushers"
            "/pushers/set" "/refresh" "/register" "/register/available" "/search"
            "/sendToDevice/{eventType}/{txnId}" "/sync" "/user_directory/search"
            "/thirdparty/location" "/thirdparty/location/{protocol}" "/thirdparty/protocols"
            "/thirdparty/protocol/{protocol}" "/thirdparty/user" "/thirdparty/user/{protocol}"
            "/room_keys/keys" "/room_keys/keys/{roomId}" "/room_keys/keys/{roomId}/{sessionId}"
            "/room_keys/version" "/room_keys/version/{version}" "/voip/turnServer"
        ]
        "/_matrix/media/v3" [
            "/config" "/download/{serverName}/{mediaId}" "/preview_url" "/upload"
            "/download/{serverName}/{mediaId}/{fileName}" "/thumbnail/{serverName}/{mediaId}"
        ]
        "/_matrix/client/v1/media" [
            "/config" "/download/{serverName}/{mediaId}" "/preview_url"
            "/download/{serverName}/{mediaId}/{fileName}" "/thumbnail/{serverName}/{mediaId}"
        ]
        "/_matrix/federation/v1" [
            "/backfill/{roomId}" "/event/{eventId}" "/event_auth/{roomId}/{eventId}"
            "/get_missing_events/{roomId}" "/make_join/{roomId}/{userId}" "/publicRooms"
            "/make_knock/{roomId}/{userId}" "/make_leave/{roomId}/{userId}" "/query/{queryType}"
            "/query/directory" "/query/profile" "/send/{txnId}" "/state/{roomId}"
            "/state_ids/{roomId}" "/user/devices/{userId}" "/user/keys/claim" "/user/keys/query"
        ]
        "" ["/.well-known/matrix/client" "/_matrix/client/versions" "/_matrix/key/v2/server"]
    };
}

fn unhandled(_: Arc<()>, _: Exchange) -> Handling {
    Box::pin(async { Err(Fault::unimplemented()) })
}

/// Paths of requests: short and long, with and without parameters.
pub const PATHS: [&str; 8] = [
    "/_matrix/client/v3/sync",
    "/_matrix/client/v3/rooms/!meadow:example.org/messages",
    "/_matrix/client/v3/rooms/!meadow:example.org/send/m.room.message/txn17",
    "/_matrix/client/v3/rooms/!meadow:example.org/state/m.room.member/@a:example.org",
    "/_matrix/client/v3/profile/@gardener:example.org/displayname",
    "/_matrix/client/v3/user/@gardener:example.org/account_data/m.direct",
    "/_matrix/federation/v1/event_auth/!meadow:example.org/$Zb3kN1cQ7vYpLr9sXwT2mHdG5fJ8",
    "/_matrix/client/versions",
];
