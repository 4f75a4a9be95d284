//! The two ways to a server: a call in process, and bytes on a socket.

use std::net::SocketAddr;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Request, StatusCode};
use matrix_rooms::{
    client::Client,
    router::Router,
    server::Server,
    support::{
        client::{Client as Unnamed, Tower},
        reqwest::Reqwest,
    },
};
use serde_json::Value;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};
use tower_service::Service;

/// A way to a server.
pub enum Way<S: Server> {
    InProcess(Router<S>),
    Socket(SocketAddr),
}

/// An answer, as it came.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Answer {
    /// The body as JSON; null where it is empty.
    pub fn json(&self) -> Value {
        match self.body.is_empty() {
            true => Value::Null,
            false => serde_json::from_slice(&self.body).unwrap(),
        }
    }

    /// The member `errcode` of the body, which is Matrix's shape of errors and nothing else.
    pub fn errcode(&self) -> String {
        assert_eq!(self.headers["content-type"], "application/json", "{self:?}");
        let body = self.json();
        assert!(body["error"].is_string(), "{body}");
        assert_eq!(body.as_object().unwrap().len(), 2, "{body}");
        body["errcode"].as_str().unwrap().to_owned()
    }

    /// A header as text.
    pub fn header(&self, name: &str) -> Vec<&str> {
        let values = self.headers.get_all(name).iter();
        values.map(|value| value.to_str().unwrap()).collect()
    }
}

/// Both ways to one server.
pub async fn both<S: Server + Clone>(server: &S) -> [Way<S>; 2] {
    let router: Router<S> = Router::new(server.clone());
    [Way::InProcess(router.clone()), socket(router).await]
}

/// A router on a port of its own.
pub async fn socket<S: Server>(router: Router<S>) -> Way<S> {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let service = axum::Router::new().fallback_service(router);
    tokio::spawn(async move { axum::serve(listener, service).await });
    Way::Socket(address)
}

impl<S: Server> Way<S> {
    /// A client that goes this way.
    pub fn client(&self) -> Client {
        self.client_with(|client| client)
    }

    /// A client that goes this way, set up further.
    pub fn client_with(&self, change: impl FnOnce(Unnamed) -> Unnamed) -> Client {
        match self {
            Self::InProcess(router) => {
                let base = "http://home.example".parse().unwrap();
                change(Unnamed::new(Tower(router.clone()), base)).into()
            }
            Self::Socket(address) => {
                let base = format!("http://{address}").parse().unwrap();
                change(Unnamed::new(Reqwest::new().unwrap(), base)).into()
            }
        }
    }

    /// Sends a request without a body, its target written as it is.
    pub async fn ask(&self, method: &str, target: &str, headers: &[(&str, &str)]) -> Answer {
        match self {
            Self::InProcess(router) => called(router.clone(), method, target, headers).await,
            Self::Socket(address) => sent(*address, method, target, headers).await,
        }
    }
}

async fn called<S: Server>(
    mut router: Router<S>,
    method: &str,
    target: &str,
    headers: &[(&str, &str)],
) -> Answer {
    let mut request = Request::builder().method(method).uri(target);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(String::new()).unwrap();
    let (parts, body) = router.call(request).await.unwrap().into_parts();
    Answer {
        status: parts.status,
        headers: parts.headers,
        body: body.read(1 << 20).await.unwrap(),
    }
}

async fn sent(address: SocketAddr, method: &str, target: &str, headers: &[(&str, &str)]) -> Answer {
    let mut stream = begun(address, method, target, headers).await;
    let mut bytes: Vec<u8> = Vec::new();
    stream.read_to_end(&mut bytes).await.unwrap();
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n");
    let end = end.expect("an answer has a head");
    let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
    let mut lines = head.split("\r\n");
    let status = lines.next().unwrap().split(' ').nth(1).unwrap();
    let mut headers = HeaderMap::new();
    for line in lines {
        let (name, value) = line.split_once(": ").unwrap();
        let name: HeaderName = name.parse().unwrap();
        headers.append(name, HeaderValue::from_str(value).unwrap());
    }
    assert!(!headers.contains_key("transfer-encoding"), "{headers:?}");
    Answer {
        status: status.parse().unwrap(),
        headers,
        body: Bytes::from(bytes.split_off(end + 4)),
    }
}

/// A connection on which a request has been sent.
pub async fn begun(
    address: SocketAddr,
    method: &str,
    target: &str,
    headers: &[(&str, &str)],
) -> TcpStream {
    let mut text = format!("{method} {target} HTTP/1.1\r\nhost: {address}\r\n");
    for (name, value) in headers {
        text += &format!("{name}: {value}\r\n");
    }
    text += "connection: close\r\n\r\n";
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(text.as_bytes()).await.unwrap();
    stream
}
