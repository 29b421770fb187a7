//! The two ends of the connection, each with a thread of its own.
//!
//! What the server says goes into a queue without a bound: were it to wait for
//! an editor that is itself busy sending, both would wait for ever. Reading and
//! writing on plain threads also saves each message a detour over a pool.

use std::io::{self, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::pin::Pin;
use std::sync::{Arc, mpsc};
use std::task::{Context, Poll, ready};
use std::thread::{self, JoinHandle};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::sync::{Notify, mpsc as channel};

use super::framing::{self, Received};

/// How much is read at once.
const CHUNK: usize = 64 * 1024;

/// How many messages may wait to be understood before reading pauses.
const MESSAGES_WAITING: usize = 256;

/// A connection to an editor.
pub(super) struct Ends {
    /// What it says.
    pub(super) input: Input,
    /// What it hears.
    pub(super) output: Output,
    /// Ends when all that was said has been written.
    pub(super) writer: JoinHandle<()>,
}

/// Opens the connection: to a port of this machine at which the editor
/// listens, or to standard input and output.
pub(super) fn open(port: Option<u16>) -> Result<Ends, String> {
    let Some(port) = port else { return Ok(connect(io::stdin(), io::stdout())) };
    let cannot = |error: io::Error| format!("cannot reach port {port}: {error}");
    let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).map_err(cannot)?;
    stream.set_nodelay(true).map_err(cannot)?;
    Ok(connect(stream.try_clone().map_err(cannot)?, stream))
}

fn connect(from: impl Read + Send + 'static, to: impl Write + Send + 'static) -> Ends {
    let (said, messages) = channel::channel(MESSAGES_WAITING);
    let (queue, queued) = mpsc::channel();
    let gone = Arc::new(Notify::new());
    let (notify, refusals) = (Arc::clone(&gone), queue.clone());
    thread::spawn(move || {
        read_all(from, &said, &refusals);
        notify.notify_one();
    });
    let writer = thread::spawn(move || write_all(to, &queued));
    let input = Input { messages, message: Vec::new(), taken: 0, gone };
    Ends { input, output: Output { queue }, writer }
}

/// Hands on what comes until the other end is gone.
fn read_all(from: impl Read, to: &channel::Sender<Vec<u8>>, refusals: &mpsc::Sender<Order>) {
    let mut from = BufReader::with_capacity(CHUNK, from);
    while let Ok(Some(received)) = framing::next(&mut from) {
        let is_heard = match received {
            Received::Message(message) => to.blocking_send(message).is_ok(),
            Received::Refusal(refusal) => refusals.send(Order::Write(refusal)).is_ok(),
        };
        if !is_heard {
            return;
        }
    }
}

/// What the writer is to do.
enum Order {
    Write(Vec<u8>),
    End,
}

/// Writes what is queued, up to the order to end.
fn write_all(mut to: impl Write, queue: &mpsc::Receiver<Order>) {
    while let Ok(Order::Write(bytes)) = queue.recv() {
        if to.write_all(&bytes).and_then(|()| to.flush()).is_err() {
            return;
        }
    }
}

/// What the editor says; at its end when the editor is gone.
pub(super) struct Input {
    messages: channel::Receiver<Vec<u8>>,
    message: Vec<u8>,
    taken: usize,
    gone: Arc<Notify>,
}

impl Input {
    /// Hears when the editor has gone.
    pub(super) fn gone(&self) -> Arc<Notify> {
        Arc::clone(&self.gone)
    }
}

impl AsyncRead for Input {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if self.taken == self.message.len() {
            let Some(message) = ready!(self.messages.poll_recv(context)) else {
                return Poll::Ready(Ok(()));
            };
            self.message = message;
            self.taken = 0;
        }
        let rest = &self.message[self.taken..];
        let count = rest.len().min(into.remaining());
        into.put_slice(&rest[..count]);
        self.taken += count;
        Poll::Ready(Ok(()))
    }
}

/// What the editor is to hear; never waits.
pub(super) struct Output {
    queue: mpsc::Sender<Order>,
}

impl AsyncWrite for Output {
    fn poll_write(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let sent = self.queue.send(Order::Write(bytes.to_vec()));
        Poll::Ready(sent.map(|()| bytes.len()).map_err(|_| io::ErrorKind::BrokenPipe.into()))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}

impl Drop for Output {
    fn drop(&mut self) {
        // A writer that has ended before needs no order.
        let _ = self.queue.send(Order::End);
    }
}
