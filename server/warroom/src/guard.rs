//! Keeps a fault in one piece of work from ending the others.
//!
//! It knows nothing of documents; who asked for the work says what a fault in
//! it means.

use std::cell::{Cell, RefCell};
use std::panic::{self, AssertUnwindSafe};

thread_local! {
    /// Whether this thread's next panic is caught by [`guarded`].
    static IS_GUARDED: Cell<bool> = const { Cell::new(false) };
    /// Where and why the last guarded panic of this thread happened.
    static FAULT: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Runs `work`.
///
/// # Errors
/// When it panics: a sentence for whoever reads the report.
pub(crate) fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    let was_guarded = IS_GUARDED.replace(true);
    let outcome = panic::catch_unwind(AssertUnwindSafe(work));
    IS_GUARDED.set(was_guarded);
    outcome.map_err(|_| format!("a fault in warroom itself, please report it: {}", FAULT.take()))
}

/// Keeps guarded panics for the report, where the usual message would stand in
/// the middle of other output.
pub(crate) fn keep_panics() {
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |panic| match IS_GUARDED.get() {
        true => FAULT.set(panic.to_string().replace('\n', " ")),
        false => usual(panic),
    }));
}

#[cfg(test)]
mod tests {
    use super::{guarded, keep_panics};

    #[test]
    fn a_fault_becomes_an_error() {
        keep_panics();
        let outcome: Result<(), String> = guarded(|| panic!("no such block"));
        assert!(outcome.expect_err("a fault").contains("no such block"));
    }

    #[test]
    fn work_inside_guarded_work_leaves_the_guard_up() {
        keep_panics();
        let outcome = guarded(|| {
            let inner: Result<(), String> = guarded(|| panic!("first"));
            inner.expect_err("a fault");
            panic!("second");
        });
        let reason: Result<(), String> = outcome;
        assert!(reason.expect_err("a fault").contains("second"));
    }
}
