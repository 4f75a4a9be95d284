//! Items to bodies.

use std::{
    pin::Pin,
    task::{Context, Poll},
};

use bytes::Bytes;
use http_body::Frame;

use super::{
    super::{
        Encode,
        message::{Body, BoxError},
        to_string,
    },
    Framing, Items,
    events::Event,
    read::SEPARATOR,
};

/// A body that takes its items as it is read. An item that fails ends it.
pub(crate) fn body<T: Encode + 'static>(items: Items<T>, framing: Framing) -> Body {
    Body::stream(ItemBody {
        items: Some(items),
        framing,
    })
}

struct ItemBody<T> {
    items: Option<Items<T>>,
    framing: Framing,
}

impl<T: Encode + 'static> http_body::Body for ItemBody<T> {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let framing = self.framing;
        let Some(items) = &mut self.items else {
            return Poll::Ready(None);
        };
        let frame = match items.poll_next(cx) {
            Poll::Pending => return Poll::Pending,
            Poll::Ready(None) => None,
            Poll::Ready(Some(item)) => Some(
                item.map_err(BoxError::from)
                    .and_then(|item| Ok(frame(framing, &to_string(&item)?))),
            ),
        };
        if !matches!(frame, Some(Ok(_))) {
            self.items = None;
        }
        Poll::Ready(frame)
    }
}

fn frame(framing: Framing, json: &str) -> Frame<Bytes> {
    let text = match framing {
        Framing::Lines => format!("{json}\n"),
        Framing::Sequence => format!("{}{json}\n", char::from(SEPARATOR)),
        framing => Event::write(framing, json),
    };
    Frame::data(Bytes::from(text))
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;

    use super::super::super::Json;
    use super::{
        super::{ItemError, read},
        *,
    };

    fn run<T>(future: impl Future<Output = T>) -> T {
        let runtime = tokio::runtime::Builder::new_current_thread().build();
        runtime.unwrap().block_on(future)
    }

    /// The items of a text that arrives in pieces of `size` bytes.
    fn read(framing: Framing, text: &str, size: usize) -> Vec<Result<String, String>> {
        let pieces: Vec<Bytes> = text
            .as_bytes()
            .chunks(size)
            .map(Bytes::copy_from_slice)
            .collect();
        let mut pieces = pieces.into_iter();
        let mut source = Items::poll_fn(move |_| Poll::Ready(pieces.next().map(Ok)));
        let body = Body::stream(Pieces(poll(&mut source)));
        let mut items: Items<Json> = read::items(body, framing, 64, None);
        let mut all = Vec::new();
        run(async {
            while let Some(item) = items.next().await {
                all.push(
                    item.map(|item| to_string(&item).unwrap())
                        .map_err(|error| match error {
                            ItemError::Invalid { text, .. } => text,
                            other => other.to_string(),
                        }),
                );
            }
        });
        all
    }

    fn poll(source: &mut Items<Bytes>) -> Vec<Bytes> {
        run(async {
            let mut all = Vec::new();
            while let Some(Ok(piece)) = poll_fn(|cx| source.poll_next(cx)).await {
                all.push(piece);
            }
            all.reverse();
            all
        })
    }

    struct Pieces(Vec<Bytes>);

    impl http_body::Body for Pieces {
        type Data = Bytes;
        type Error = BoxError;

        fn poll_frame(
            mut self: Pin<&mut Self>,
            _: &mut Context<'_>,
        ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
            Poll::Ready(self.0.pop().map(|piece| Ok(Frame::data(piece))))
        }
    }

    #[test]
    fn bad_items_do_not_end_the_stream() {
        for size in [1, 2, 3, 1000] {
            let lines = read(Framing::Lines, "{\"a\":1}\n\n nonsense\r\n[2]\n3", size);
            let wanted = [Ok("{\"a\":1}"), Err("nonsense"), Ok("[2]"), Ok("3")];
            let wanted = wanted.map(|item| item.map(str::to_owned).map_err(str::to_owned));
            assert_eq!(lines, wanted);
            let sequence = read(
                Framing::Sequence,
                "\u{1e}{\"a\":1}\n\u{1e}no\n\u{1e}[2,\n3]\n\u{1e}4",
                size,
            );
            let wanted = [Ok("{\"a\":1}"), Err("no"), Ok("[2,\n3]"), Ok("4")];
            let wanted = wanted.map(|item| item.map(str::to_owned).map_err(str::to_owned));
            assert_eq!(sequence, wanted);
            let text = "\u{feff}: hi\r\ndata: {\"a\":\ndata: 1}\rid: 7\r\n\r\ndata:[DONE]\n\nevent: x\n\ndata: 1\n";
            let events = read(Framing::EventData, text, size);
            assert_eq!(
                events,
                [Ok("{\"a\":\n1}".to_owned()), Err("[DONE]".to_owned())]
            );
            let events = read(
                Framing::EventsOfJson,
                "event: e\ndata: [1]\nretry: 5\n\n",
                size,
            );
            assert_eq!(
                events,
                [Ok(r#"{"data":[1],"event":"e","retry":5}"#.to_owned())]
            );
        }
    }

    #[test]
    fn an_endless_item_ends_the_stream() {
        let items = read(Framing::Lines, &"x".repeat(1000), 10);
        assert_eq!(items, [Err("an item has more than 64 bytes".to_owned())]);
        let items = read(Framing::EventData, &"data: x\n".repeat(1000), 10);
        assert_eq!(items, [Err("an item has more than 64 bytes".to_owned())]);
    }

    #[test]
    fn texts_with_line_breaks_are_several_lines() {
        let event = Event::write(Framing::EventText, r#""a\nb\rc""#);
        assert_eq!(event, "data: a\ndata: b\ndata: c\n\n");
        let event = Event::write(
            Framing::EventsOfJson,
            r#"{"event":"e","data":{"x":1},"id":null}"#,
        );
        assert_eq!(event, "data: {\"x\":1}\nevent: e\n\n");
    }

    #[test]
    fn items_are_taken_once() {
        let items: Items<i64> = [1, 2].into_iter().collect();
        let taken = items.take().unwrap();
        assert!(items.take().is_none());
        let body = run(body(taken, Framing::Lines).read(100)).unwrap();
        assert_eq!(body, "1\n2\n");
    }
}
