//! The life of the server: it begins, it serves, and it ends with its editor.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::thread;
use std::time::Duration;

use tokio::runtime::Builder;
use tokio::time;
use tower_lsp_server::LspService;
use tower_lsp_server::Server as Transport;

use super::clock::Clock;
use super::log::Log;
use super::outbox;
use super::server::Server;
use super::state::State;
use super::transport::Ends;

/// How many messages are at work at once. The library's own bound would leave a
/// cancellation unread behind the requests that it is to cancel.
const AT_ONCE: usize = 1 << 20;

/// How often the editor is looked for.
const LOOK: Duration = Duration::from_secs(2);

/// How long the last words may take on their way out.
const FAREWELL: Duration = Duration::from_secs(1);

/// Serves one editor to its end; whether it has said `shutdown`.
pub(super) fn serve(ends: Ends, log: Log, clock: Clock) -> Result<bool, String> {
    let threads = thread::available_parallelism().map_or(2, |count| count.get().max(2));
    let runtime = Builder::new_current_thread()
        .max_blocking_threads(threads)
        .thread_keep_alive(Duration::from_secs(3600))
        .enable_time()
        .build()
        .map_err(|error| format!("cannot begin to serve: {error}"))?;
    let is_shut_down = runtime.block_on(talk(ends, log, clock));
    // Work that is still under way has nobody left to answer.
    runtime.shutdown_background();
    Ok(is_shut_down)
}

async fn talk(ends: Ends, log: Log, clock: Clock) -> bool {
    let mut state = None;
    let (service, socket) = LspService::build(|client| {
        let made = Arc::new(State::new(client, clock, log));
        outbox::start(&made);
        state = Some(Arc::clone(&made));
        Server::new(made)
    })
    .custom_method("$/setTrace", Server::set_trace)
    .custom_method("window/workDoneProgress/cancel", Server::cancel_progress)
    .custom_method("warroom/text", Server::text)
    .finish();
    let Ends { input, output, writer } = ends;
    let gone = input.gone();
    tokio::select! {
        () = Transport::new(input, output, socket).concurrency_level(AT_ONCE).serve(service) => {}
        // Nobody will read what is still being worked on.
        () = async { gone.notified().await; time::sleep(FAREWELL).await } => {}
    }
    let _ = time::timeout(FAREWELL, tokio::task::spawn_blocking(|| writer.join())).await;
    state.is_some_and(|state| state.is_shut_down.load(Ordering::Relaxed))
}

/// Ends the process when the editor that began it is gone, even if it left the
/// pipe open. A process that cannot be seen from here, as from inside a
/// container, is not looked for.
pub(super) fn follow_parent(state: Arc<State>, parent: u32) {
    if !is_alive(parent) {
        return;
    }
    tokio::spawn(async move {
        while is_alive(parent) {
            time::sleep(LOOK).await;
        }
        state.log.note("the editor is gone");
        std::process::exit(1);
    });
}

#[cfg(unix)]
fn is_alive(process: u32) -> bool {
    use rustix::io::Errno;
    use rustix::process::{Pid, test_kill_process};
    let pid = i32::try_from(process).ok().and_then(Pid::from_raw);
    pid.is_some_and(|pid| test_kill_process(pid) != Err(Errno::SRCH))
}

#[cfg(not(unix))]
fn is_alive(_: u32) -> bool {
    // The pipe ends with the process there.
    false
}
