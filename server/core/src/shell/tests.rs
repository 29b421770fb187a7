//! What is read out of fences.

use super::{Command, Fence, Language, fences};
use crate::syntax::Syntax;

fn first_fence(text: &str) -> (Syntax, Fence) {
    let syntax = Syntax::parse(text);
    let fence = fences(text, &syntax).into_iter().next().expect("a fence of shell");
    (syntax, fence)
}

fn commands(text: &str) -> Vec<Command> {
    let (syntax, fence) = first_fence(text);
    let script = fence.script(text, &syntax);
    script.statements.iter().flat_map(|statement| script.commands(statement)).collect()
}

/// The commands of a bash fence with this code, their words joined.
fn read(code: &str) -> Vec<String> {
    let text = format!("```bash\n{code}\n```\n");
    commands(&text).iter().map(joined).collect()
}

fn joined(command: &Command) -> String {
    command.words.iter().map(super::Word::text).collect::<Vec<_>>().join(" ")
}

/// The source under each command.
fn sources(text: &str) -> Vec<&str> {
    commands(text).iter().map(|command| command.span.of(text)).collect()
}

#[test]
fn quotes_are_taken_off() {
    assert_eq!(read(r#"echo 'a b' "c $D" e\ f g'h'"i""#), ["echo a b c $D e f ghi"]);
}

#[test]
fn characters_beyond_ascii_are_letters() {
    assert_eq!(
        read("rm “é” {\u{10FFFF}..2}; cat <<ÉND\na\nÉND"),
        ["rm “é” {\u{10FFFF}..2}", "cat"]
    );
}

#[test]
fn lists_pipelines_and_substitutions_are_commands_of_their_own() {
    assert_eq!(read("a 1 && b | c; d $(e f) > g"), ["a 1", "b", "c", "d $(e f)", "e f"]);
}

#[test]
fn comments_and_strings_are_none() {
    assert_eq!(read("# rm -rf /\necho \"rm -rf /\" # rm -rf /"), ["echo rm -rf /"]);
}

#[test]
fn wrappers_are_taken_off() {
    assert_eq!(read("sudo -u root A=1 nohup rm -rf x"), ["rm -rf x"]);
    assert_eq!(read("env -u B A=1 timeout -s KILL 5 rm x"), ["rm x"]);
    assert_eq!(read("time kubectl delete ns a"), ["kubectl delete ns a"]);
}

#[test]
fn what_xargs_runs_takes_more_words() {
    let text = "```sh\nls | xargs -n 1 rm -rf\n```\n";
    let commands = commands(text);
    assert_eq!(joined(&commands[1]), "rm -rf");
    assert!(commands[1].takes_more);
}

#[test]
fn scripts_in_strings_are_read() {
    assert_eq!(read("sh -c 'a; b'")[1..], ["a", "b"]);
    assert_eq!(read("ssh -p 22 host \"sudo sh -c 'rm x'\"")[1..], ["rm x"]);
    assert_eq!(read("ssh host rm -rf /srv"), ["rm -rf /srv"]);
    assert_eq!(
        read("kubectl -n x exec -it pod -c app -- psql -c 'select 1'"),
        ["psql -c select 1"]
    );
    assert_eq!(read("ssh host <<EOF\nrm x\nEOF\ndate"), ["rm x", "date"]);
    assert_eq!(read("find . -name x -exec rm -rf {} \\;")[1..], ["rm -rf {}"]);
}

#[test]
fn scripts_in_scripts_are_read_to_a_depth() {
    let deep = "sh -c \"".repeat(50);
    assert!(read(&deep).len() < 10);
}

#[test]
fn here_documents_are_no_commands() {
    let text = "```sh\npsql <<-'SQL'\nDROP TABLE a;\nSQL\ndate\n```\n";
    let commands = commands(text);
    assert_eq!(commands.iter().map(joined).collect::<Vec<_>>(), ["psql", "date"]);
    assert_eq!(commands[0].inputs[0].text, "DROP TABLE a;\n");
}

#[test]
fn a_command_that_goes_on_is_one() {
    let text = "```sh\naws s3 \\\n  rm x\n```\n";
    assert_eq!(sources(text), ["aws s3 \\\n  rm x"]);
}

#[test]
fn placeholders_are_words() {
    assert_eq!(read("kubectl delete ns <name> --now"), ["kubectl delete ns <name> --now"]);
    assert_eq!(read("echo {{ .Values.x }} | cat"), ["echo {{ .Values.x }}", "cat"]);
    assert_eq!(read("sort <in >out"), ["sort"]);
}

#[test]
fn the_marks_of_containers_are_no_code() {
    assert_eq!(sources("> ```sh\n> a \\\n>   b\n> c\n> ```\n"), ["a \\\n>   b", "c"]);
    assert_eq!(sources("1. x\n\n   ```sh\n   a 1\n   b\n   ```\n"), ["a 1", "b"]);
    assert_eq!(sources("- > ```sh\n  > a 1\n  > ```\n"), ["a 1"]);
}

#[test]
fn a_session_is_what_stands_behind_prompts() {
    let text = "```console\n$ a 1\nrm output\nroot@db-1:~# b \\\n> 2\nmore\n```\n";
    assert_eq!(sources(text), ["a 1", "b \\\n> 2"]);
}

#[test]
fn a_continuation_with_blanks_behind_it_stays_in_the_session() {
    let text = "```sh\n$ a \\ \n  b\nout\n```\n";
    let (syntax, fence) = first_fence(text);
    assert_eq!(fence.script(text, &syntax).source.text, "a \\ \n  b\n");
}

#[test]
fn a_root_prompt_is_seen_in_a_console() {
    assert_eq!(sources("```console\n# kubectl get pods\nNAME\n```\n"), ["kubectl get pods"]);
}

#[test]
fn fences_without_a_language_are_read_when_they_begin_with_a_command() {
    assert_eq!(sources("```\nkubectl get x\n```\n"), ["kubectl get x"]);
    assert_eq!(sources("```\n$ frob x\nout\n```\n"), ["frob x"]);
    let text = "```\nfind the pod, then kubectl delete it\n```\n\n```yaml\nrm: x\n```\n";
    assert!(fences(text, &Syntax::parse(text)).is_empty());
}

#[test]
fn sql_is_known_by_its_label_and_its_prompt() {
    let language = |text: &str| first_fence(text).1.language;
    assert_eq!(language("```sql\nselect 1\n```\n"), Language::Sql);
    assert_eq!(language("```\norders=# select 1\n```\n"), Language::Sql);
}

#[test]
fn an_apostrophe_ends_with_its_line() {
    assert_eq!(read("echo don't\ndate").last().map(String::as_str), Some("date"));
}

#[test]
fn line_endings_make_no_difference() {
    let text = "```sh\na \\\n  b\ncat <<E\nx\nE\nc\n```\n";
    let words = |text: &str| commands(text).iter().map(joined).collect::<Vec<_>>();
    assert_eq!(words(text), words(&text.replace('\n', "\r\n")));
}

#[test]
fn a_long_or_tangled_line_is_left_alone() {
    assert!(read(&"a | ".repeat(2000)).is_empty());
    assert!(read(&"(".repeat(100_000)).is_empty());
    assert_eq!(read(&format!("{}\ndate", "<(".repeat(5000))), ["date"]);
}
