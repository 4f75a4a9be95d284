//! Looking up routes, the server's layer, and building requests of clients.

use std::{convert::Infallible, hint::black_box};

use benches::{
    Result,
    contest::{self, Contender},
    routes::{Many, PATHS},
    table::{self, Goal, Time},
};
use bytes::Bytes;
use http::{Method, Request, Response, StatusCode, Uri, header};
use http_body_util::Full;
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::{rt::TokioIo, service::TowerToHyperService};
use matrix_rooms::{
    client::Client,
    room_initial_sync::{self, Membership, RoomInfo},
    router,
    server::Rooms,
    support::{
        self,
        client::Transport,
        fault::Fault,
        message::{Body, BoxError},
        server::{Authenticate, Context, Credentials, Unauthenticated},
    },
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::UnixStream,
    runtime::{Builder, Runtime},
};
use typewright_support::router::{Router, Routes};

const ROUNDS: usize = 25;
const TOKEN: &str = "Bearer secret";
const PATH: &str = "/_matrix/client/v3/rooms/!meadow:example.org/initialSync";

fn main() -> Result<()> {
    route()?;
    server()?;
    client()
}

fn race<const N: usize>(contenders: [Contender<'_>; N]) -> Result<[f64; N]> {
    let mut contenders: Vec<Contender<'_>> = contenders.into_iter().collect();
    let times: Vec<f64> = contest::calls(ROUNDS, &mut contenders)?;
    times.try_into().map_err(|_| "a time for each".into())
}

fn route() -> Result<()> {
    table::title(&format!("looking up a route among {}", Many::ROUTES.len()))?;
    let router: Router<(), Many> = Router::new(());
    let mut other: matchit::Router<usize> = matchit::Router::new();
    for (index, route) in Many::ROUTES.iter().enumerate() {
        other.insert(route.operation().path, index)?;
    }
    let mut requests: Vec<Request<()>> = Vec::new();
    for path in PATHS {
        requests.push(Request::get(path).body(())?);
    }
    let mut ours = || {
        for request in &requests {
            let found = router.operation(black_box(request));
            black_box(found.ok_or("a route")?);
        }
        Ok(())
    };
    let mut matchit = || {
        for request in &requests {
            black_box(other.at(black_box(request).uri().path())?);
        }
        Ok(())
    };
    let [ours, matchit] = race([&mut ours, &mut matchit])?;
    let each: f64 = PATHS.len() as f64;
    table::ratio(
        "route / matchit",
        ours / each,
        matchit / each,
        Goal::AtMost(0.5),
    )?;
    Ok(())
}

/// A server with one room.
struct Home;

impl Authenticate for Home {
    type Session = ();

    async fn authenticate(
        &self,
        _: &Unauthenticated<'_>,
        credentials: Credentials,
    ) -> std::result::Result<(), Fault> {
        match credentials
            .secret()
            .is_some_and(|secret| secret.reveal() == "secret")
        {
            true => Ok(()),
            false => Err(Fault::unauthorized("a token is needed")),
        }
    }
}

impl Rooms for Home {
    async fn room_initial_sync(
        &self,
        _: &mut Context<()>,
        request: room_initial_sync::Request,
    ) -> std::result::Result<RoomInfo, room_initial_sync::Error> {
        Ok(info(request.room_id))
    }
}

fn info(room_id: String) -> RoomInfo {
    RoomInfo::new(room_id).with_membership(Membership::Join)
}

/// What somebody would write by hand on hyper.
async fn bare(
    request: Request<Incoming>,
) -> std::result::Result<Response<Full<Bytes>>, Infallible> {
    let answer = |status: StatusCode, body: Vec<u8>| {
        let mut response = Response::new(Full::new(Bytes::from(body)));
        *response.status_mut() = status;
        let json = header::HeaderValue::from_static("application/json");
        response.headers_mut().insert(header::CONTENT_TYPE, json);
        Ok(response)
    };
    let token = request.headers().get(header::AUTHORIZATION);
    let room = request
        .uri()
        .path()
        .strip_prefix("/_matrix/client/v3/rooms/");
    let room = room.and_then(|rest| rest.strip_suffix("/initialSync"));
    match (request.method(), room) {
        (&Method::GET, Some(room)) if token.is_some_and(|token| token == TOKEN) => {
            match support::to_vec(&info(room.to_owned())) {
                Ok(body) => answer(StatusCode::OK, body),
                Err(_) => answer(StatusCode::INTERNAL_SERVER_ERROR, Vec::new()),
            }
        }
        _ => answer(StatusCode::NOT_FOUND, Vec::new()),
    }
}

/// A connection within the process: the cheapest client there is.
struct Connection {
    stream: UnixStream,
    answer: Vec<u8>,
}

impl Connection {
    /// A connection whose first answer is `200`; its length is that of all later ones.
    async fn open(stream: UnixStream) -> Result<Self> {
        let mut connection: Self = Self {
            stream,
            answer: vec![0; 4096],
        };
        connection.stream.write_all(request().as_bytes()).await?;
        let mut length: usize = 0;
        while !connection.answer.get(..length).is_some_and(is_whole) {
            let rest: &mut [u8] = connection
                .answer
                .get_mut(length..)
                .ok_or("a short answer")?;
            length += connection.stream.read(rest).await?;
        }
        connection.answer.truncate(length);
        match connection.answer.starts_with(b"HTTP/1.1 200") {
            true => Ok(connection),
            false => Err(String::from_utf8(connection.answer)?.into()),
        }
    }

    async fn exchange(&mut self, request: &str) -> Result<()> {
        self.stream.write_all(request.as_bytes()).await?;
        self.stream.read_exact(&mut self.answer).await?;
        black_box(&self.answer);
        Ok(())
    }
}

fn request() -> String {
    format!(
        "GET {PATH} HTTP/1.1\r\nhost: example.org\r\nauthorization: {TOKEN}\r\naccept: application/json\r\n\r\n"
    )
}

/// Whether an answer ends with the object that is its body.
fn is_whole(answer: &[u8]) -> bool {
    answer.ends_with(b"}")
}

fn server() -> Result<()> {
    table::title("one request over HTTP/1.1 and a local socket, both ends")?;
    let runtime: Runtime = Builder::new_current_thread().enable_io().build()?;
    let _inside = runtime.enter();
    let (client, stream) = UnixStream::pair()?;
    runtime.spawn(async move {
        let service = TowerToHyperService::new(router::Router::new(Home));
        http1::Builder::new()
            .serve_connection(TokioIo::new(stream), service)
            .await
    });
    let mut ours: Connection = runtime.block_on(Connection::open(client))?;
    let (client, stream) = UnixStream::pair()?;
    runtime.spawn(async move {
        http1::Builder::new()
            .serve_connection(TokioIo::new(stream), service_fn(bare))
            .await
    });
    let mut theirs: Connection = runtime.block_on(Connection::open(client))?;
    let request: String = request();
    let [ours, theirs] = race([
        &mut || runtime.block_on(ours.exchange(&request)),
        &mut || runtime.block_on(theirs.exchange(&request)),
    ])?;
    table::ratio("server / bare hyper", ours, theirs, Goal::AtMost(1.10))?;
    Ok(())
}

/// Sends nothing.
struct Nowhere;

impl Transport for Nowhere {
    async fn send(&self, request: Request<Body>) -> std::result::Result<Response<Body>, BoxError> {
        black_box(request);
        let mut response: Response<Body> = Response::new(Body::empty());
        *response.status_mut() = StatusCode::FORBIDDEN;
        Ok(response)
    }
}

fn client() -> Result<()> {
    table::title("a request of a client, from its arguments to the transport and back")?;
    let base: Uri = Uri::from_static("https://example.org");
    let client: Client = Client::new(Nowhere, base).with_credentials("secret");
    let runtime: Runtime = Builder::new_current_thread().build()?;
    let room: &str = "!meadow:example.org";
    let mut ours = || {
        let call = client.room_initial_sync(black_box(room).to_owned());
        black_box(runtime.block_on(async { call.await }).is_err());
        Ok(())
    };
    let mut by_hand = || {
        let room: String = black_box(room).replace('!', "%21").replace(':', "%3A");
        let uri = format!("https://example.org/_matrix/client/v3/rooms/{room}/initialSync");
        let request = Request::get(uri)
            .header(header::ACCEPT, "application/json")
            .header(header::AUTHORIZATION, TOKEN)
            .body(Body::empty())?;
        black_box(runtime.block_on(Nowhere.send(request)).is_err());
        Ok(())
    };
    let mut empty = || {
        black_box(runtime.block_on(async { black_box(1) }));
        Ok(())
    };
    let [ours, by_hand, empty] = race([&mut ours, &mut by_hand, &mut empty])?;
    table::ratio(
        "request / by hand",
        ours - empty,
        by_hand - empty,
        Goal::Open,
    )?;
    table::row(
        "a call, of it the runtime",
        Time(empty),
        (ours - empty) * 1e6,
        Goal::Open,
    )?;
    Ok(())
}
