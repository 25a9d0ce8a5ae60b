//! A stream of bytes to text, for what reads text and no pages.

use encoding_rs::Encoding;

use super::encoding::{SNIFF, detect};

/// Decodes a stream that comes in pieces of any size. Bytes that its encoding does not have become U+FFFD.
///
/// ```
/// let mut decoder = copydesk::Decoder::new(None);
/// let mut text = String::new();
/// for piece in encoding_rs::GB18030.encode("第一页在此，第二页在后。").0.chunks(3) {
///     decoder.push(piece, &mut text);
/// }
/// decoder.finish(&mut text);
/// assert_eq!(text, "第一页在此，第二页在后。");
/// ```
#[derive(Debug)]
pub struct Decoder {
    encoding: Option<&'static Encoding>,
    /// The start of the stream, until its encoding is known.
    head: Vec<u8>,
    state: Option<State>,
}

struct State(encoding_rs::Decoder);

impl std::fmt::Debug for State {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0.encoding().name())
    }
}

impl Decoder {
    /// A decoder of this encoding, or of the one that the first 64 KiB show. A byte order mark says more than either.
    pub fn new(encoding: Option<&'static Encoding>) -> Self {
        Self { encoding, head: Vec::new(), state: None }
    }

    /// Takes bytes, and appends the text that is complete.
    pub fn push(&mut self, bytes: &[u8], out: &mut String) {
        match &mut self.state {
            Some(state) => state.decode(bytes, false, out),
            None => {
                self.head.extend_from_slice(bytes);
                if self.head.len() >= SNIFF {
                    self.begin(out);
                }
            }
        }
    }

    /// Ends the stream, and appends the rest of the text.
    pub fn finish(mut self, out: &mut String) {
        if self.state.is_none() {
            self.begin(out);
        }
        if let Some(state) = &mut self.state {
            state.decode(&[], true, out);
        }
    }

    fn begin(&mut self, out: &mut String) {
        let head = std::mem::take(&mut self.head);
        // However the bytes came, the same ones tell the encoding.
        let (encoding, mark) = detect(head.get(..SNIFF).unwrap_or(&head), self.encoding);
        let state = self.state.insert(State(encoding.new_decoder_without_bom_handling()));
        state.decode(head.get(mark..).unwrap_or_default(), false, out);
    }
}

impl State {
    fn decode(&mut self, mut bytes: &[u8], last: bool, out: &mut String) {
        loop {
            // More than enough for all of it but where numbers overflow.
            out.reserve(self.0.max_utf8_buffer_length(bytes.len()).unwrap_or(bytes.len()));
            let (result, read, _) = self.0.decode_to_string(bytes, out, last);
            bytes = bytes.get(read..).unwrap_or_default();
            if result == encoding_rs::CoderResult::InputEmpty {
                return;
            }
        }
    }
}
