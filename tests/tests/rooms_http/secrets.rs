//! Where credentials go, and when they are fetched anew.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicUsize, Ordering},
};

use http::{Request, Response};
use matrix_rooms::{
    client::Client,
    room_initial_sync,
    support::{
        client::{CallError, CredentialsProvider, Provider, Secrets, Transport},
        message::{Body, BoxError},
        operation::Operation,
        reqwest::Reqwest,
    },
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};

use super::{
    home::{Home, TOKEN},
    way::both,
};

/// Knows the right token only after so many refreshes.
struct Expiring {
    refreshed: Arc<AtomicUsize>,
    good_after: usize,
}

impl CredentialsProvider for Expiring {
    async fn credentials(&self, _: &'static Operation) -> Result<Secrets, BoxError> {
        let good = self.refreshed.load(Ordering::SeqCst) >= self.good_after;
        Ok(Secrets::token(if good { TOKEN } else { "expired" }))
    }

    async fn refresh(&self, _: &'static Operation) -> Result<bool, BoxError> {
        self.refreshed.fetch_add(1, Ordering::SeqCst);
        Ok(true)
    }
}

#[tokio::test]
async fn credentials_are_fetched_anew_once_after_a_401() {
    for way in both(&Home::default()).await {
        for (good_after, works) in [(0, true), (1, true), (2, false)] {
            let refreshed = Arc::new(AtomicUsize::new(0));
            let provider = Expiring {
                refreshed: Arc::clone(&refreshed),
                good_after,
            };
            let client = way.client().with_credentials(Provider::new(provider));
            let answer = client.room_initial_sync("!a:x.org".to_owned()).await;
            assert_eq!(answer.is_ok(), works, "{good_after}: {answer:?}");
            assert_eq!(refreshed.load(Ordering::SeqCst), good_after.min(1));
        }
    }
}

/// A server that answers every request with one text, and what it was sent.
async fn canned(answer: String) -> (String, Arc<Mutex<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let heard = Arc::new(Mutex::new(String::new()));
    let written = Arc::clone(&heard);
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut head = vec![0; 8_192];
            let length = stream.read(&mut head).await.unwrap();
            let text = String::from_utf8_lossy(&head[..length]).into_owned();
            written.lock().unwrap().push_str(&text);
            stream.write_all(answer.as_bytes()).await.unwrap();
        }
    });
    (format!("http://{address}"), heard)
}

#[tokio::test]
async fn a_redirect_leads_the_token_nowhere() {
    let empty = "HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
    let (elsewhere, overheard) = canned(empty.to_owned()).await;
    for status in [301, 302, 303, 307, 308] {
        let answer = format!(
            "HTTP/1.1 {status} Moved\r\nlocation: {elsewhere}/x\r\ncontent-length: 0\r\n\
             connection: close\r\n\r\n"
        );
        let (base, heard) = canned(answer).await;
        let client: Client = Client::new(Reqwest::new().unwrap(), base.parse().unwrap());
        let call = client.room_initial_sync("!a:x.org".to_owned());
        let error = call.credentials(TOKEN).await.unwrap_err();
        assert!(
            heard.lock().unwrap().contains(TOKEN),
            "the right server has it"
        );
        let CallError::Api {
            error: room_initial_sync::Error::Other(answer),
            ..
        } = error
        else {
            panic!("{error:?}");
        };
        assert_eq!(answer.status.as_u16(), status);
    }
    assert_eq!(*overheard.lock().unwrap(), "");
}

/// Keeps what it should have sent.
#[derive(Clone, Default)]
struct Recording(Arc<Mutex<Vec<Request<()>>>>);

impl Transport for Recording {
    async fn send(&self, request: Request<Body>) -> Result<Response<Body>, BoxError> {
        self.0.lock().unwrap().push(request.map(drop));
        Err("nothing is sent".into())
    }
}

#[tokio::test]
async fn no_room_id_leads_the_token_to_another_origin() {
    let recording = Recording::default();
    let base = "https://home.example:8448/base".parse().unwrap();
    let client = Client::new(recording.clone(), base).with_credentials(TOKEN);
    let ids = [
        "@evil.example",
        "//evil.example/",
        "/..//evil.example",
        "\\\\evil",
        ":80",
        "?@e",
        "#@e",
    ];
    for id in ids {
        let error = client.room_initial_sync(id.to_owned()).await.unwrap_err();
        assert!(matches!(error, CallError::Transport(_)), "{error:?}");
        assert!(error.is_retryable());
    }
    let sent = recording.0.lock().unwrap();
    assert_eq!(sent.len(), ids.len());
    for request in sent.iter() {
        assert_eq!(request.uri().authority().unwrap(), "home.example:8448");
        assert_eq!(request.uri().scheme_str(), Some("https"));
        let path = request.uri().path();
        assert!(path.starts_with("/base/_matrix/client/v3/rooms/"), "{path}");
        assert_eq!(path.matches('/').count(), 7, "{path}");
        assert_eq!(
            request.headers()["authorization"],
            format!("Bearer {TOKEN}")
        );
        assert_eq!(request.uri().query(), None, "a token is kept out of URLs");
    }
}
