//! Any code in a fence has an answer, and every command in it lies in the fence.

#![no_main]

use libfuzzer_sys::fuzz_target;
use warroom_core::shell::fences;
use warroom_core::syntax::Syntax;

fuzz_target!(|code: &str| {
    let text = format!("> ~~~~~~bash\n> {}\n> ~~~~~~\n", code.replace('\n', "\n> "));
    let syntax = Syntax::parse(&text);
    for fence in fences(&text, &syntax) {
        let script = fence.script(&text, &syntax);
        for command in script.statements.iter().flat_map(|statement| script.commands(statement)) {
            assert!(text.get(command.span.range()).is_some(), "{command:#?}");
            assert!(fence.code.covers(command.span), "{command:#?}");
        }
    }
});
