//! From a position in JSON text to the JSON Pointer of the value there.

/// The pointer of the value that ends where `target` bytes have been read, or of the array or
/// object that starts there, else of the one around. The text needn't be sound.
pub(super) fn pointer(text: &[u8], target: usize) -> String {
    let mut scan = Scan {
        text,
        next: 0,
        target,
        frames: Vec::new(),
    };
    scan.run();
    scan.path()
}

/// How many bytes have been read at serde_json's position: line from 1, and the column names the
/// last byte read.
pub(super) fn offset(text: &[u8], line: usize, column: usize) -> usize {
    let lines = line.saturating_sub(1);
    let line_feeds = text.iter().enumerate().filter(|(_, byte)| **byte == b'\n');
    let start = match lines.checked_sub(1) {
        Some(last) => line_feeds.map(|(at, _)| at.saturating_add(1)).nth(last),
        None => Some(0),
    };
    start.unwrap_or(text.len()).saturating_add(column)
}

/// The other way round: serde_json's position once so many bytes have been read.
pub(super) fn position(text: &[u8], read: usize) -> (usize, usize) {
    let read = text.get(..read).unwrap_or(text);
    let line_feeds = read.iter().filter(|byte| **byte == b'\n').count();
    let last = read.split(|byte| *byte == b'\n').next_back();
    (line_feeds.saturating_add(1), last.map_or(0, <[u8]>::len))
}

/// An array or object that is open at the position.
struct Frame {
    object: bool,
    index: usize,
    /// The name of the member that is being read.
    key: Option<String>,
    /// Whether a name may come next.
    wants_key: bool,
}

struct Scan<'text> {
    text: &'text [u8],
    next: usize,
    target: usize,
    frames: Vec<Frame>,
}

impl Scan<'_> {
    /// Reads until the target, and leaves the frames of the pointer.
    fn run(&mut self) {
        while let Some(&byte) = self.text.get(self.next) {
            let start = self.next;
            let ends =
                start == self.target && !matches!(byte, b'{' | b'[' | b' ' | b'\n' | b'\r' | b'\t');
            if start > self.target || ends {
                return self.leave_member();
            }
            self.next = self.next.saturating_add(1);
            match byte {
                b' ' | b'\n' | b'\r' | b'\t' | b':' => {}
                b',' => self.comma(),
                b'{' | b'[' if start == self.target => return,
                b'{' | b'[' => self.open(byte == b'{'),
                b'}' | b']' => {
                    self.frames.pop();
                    if self.next == self.target {
                        return;
                    }
                }
                _ => {
                    if self.scalar(byte, start) {
                        return;
                    }
                }
            }
        }
        self.leave_member();
    }

    fn open(&mut self, object: bool) {
        self.frames.push(Frame {
            object,
            index: 0,
            key: None,
            wants_key: object,
        });
    }

    fn comma(&mut self) {
        if let Some(frame) = self.frames.last_mut() {
            frame.index = frame.index.saturating_add(1);
            frame.key = None;
            frame.wants_key = frame.object;
        }
    }

    /// Reads a scalar or a name; whether it is the value that was sought.
    fn scalar(&mut self, byte: u8, start: usize) -> bool {
        if byte == b'"' {
            self.string();
        } else {
            while self.text.get(self.next).is_some_and(|byte| !is_mark(*byte)) {
                self.next = self.next.saturating_add(1);
            }
        }
        let text = self.text.get(start..self.next).unwrap_or_default();
        if let Some(frame) = self.frames.last_mut().filter(|frame| frame.wants_key) {
            if self.next >= self.target {
                self.target = 0;
                return false;
            }
            frame.wants_key = false;
            frame.key = serde_json::from_slice(text).ok();
            return false;
        }
        self.next >= self.target
    }

    fn string(&mut self) {
        let mut escaped = false;
        while let Some(&byte) = self.text.get(self.next) {
            self.next = self.next.saturating_add(1);
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'"' => return,
                _ => {}
            }
        }
    }

    /// Makes the pointer end at the array or object, not at what is in it.
    fn leave_member(&mut self) {
        self.frames.pop();
    }

    /// The pointer to what is being read in the innermost frame.
    fn path(&self) -> String {
        let mut path = String::new();
        for frame in &self.frames {
            path.push('/');
            match &frame.key {
                Some(key) => path.push_str(&key.replace('~', "~0").replace('/', "~1")),
                None => path.push_str(&frame.index.to_string()),
            }
        }
        path
    }
}

/// Whether a byte ends a scalar.
fn is_mark(byte: u8) -> bool {
    matches!(
        byte,
        b',' | b':' | b'}' | b']' | b' ' | b'\n' | b'\r' | b'\t'
    )
}
