//! Documents that are hard to read, each of any size: what a fuzzer, a broken
//! export or a slip of the keyboard makes of Markdown.

/// A shape of a hard document.
#[derive(Clone, Copy)]
pub(crate) struct Shape {
    /// What it is, as a row of a table says it.
    pub(crate) name: &'static str,
    /// The document; its length grows with the number.
    pub(crate) build: fn(usize) -> String,
}

/// Every shape.
pub(crate) const SHAPES: &[Shape] = &[
    Shape {
        name: "a fence never closed",
        build: |n| {
            format!("# Runbook: x\n\n```sh\n{}", "kubectl delete pod --all # prod\n".repeat(n))
        },
    },
    Shape {
        name: "a fence a line",
        build: |n| "```sh\nkubectl -n prod delete pod x\n```\n".repeat(n),
    },
    Shape {
        name: "words on one line",
        build: |n| "The engineer should have restarted the pool ".repeat(n),
    },
    Shape { name: "times on one line", build: |n| "10:05 UTC 2026-03-02 ".repeat(n) },
    Shape { name: "digits on one line", build: |n| "1234567890".repeat(n) },
    Shape { name: "labels on one line", build: |n| "**Severity:** SEV1 ".repeat(n) },
    Shape { name: "letters on one line", build: |n| "abcdefghij".repeat(n) },
    Shape { name: "quotes in quotes", build: |n| format!("{}10:05 text\n", "> ".repeat(n)) },
    Shape { name: "lists in lists", build: |n| format!("{}10:05 text\n", "- ".repeat(n)) },
    Shape {
        name: "numbered lists in lists",
        build: |n| format!("{}10:05 text\n", "1. ".repeat(n)),
    },
    Shape {
        name: "brackets in brackets",
        build: |n| format!("{}x{}\n", "[".repeat(n), "](y)".repeat(n)),
    },
    Shape { name: "brackets that open", build: |n| "[a](".repeat(n) },
    Shape {
        name: "images in images",
        build: |n| format!("{}x{}\n", "![".repeat(n), "](y)".repeat(n)),
    },
    Shape {
        name: "emphasis in emphasis",
        build: |n| format!("{}x{}\n", "*a **b ".repeat(n), "b** a*".repeat(n)),
    },
    Shape { name: "emphasis that opens", build: |n| "*a _b **c ".repeat(n) },
    Shape {
        name: "backticks of every length",
        build: |n| (1..=(2 * n).isqrt()).map(|length| format!("{} ", "`".repeat(length))).collect(),
    },
    Shape { name: "tags in tags", build: |n| format!("{}x\n", "<div>\n".repeat(n)) },
    Shape { name: "tags that open", build: |n| "<a <!-- <? ".repeat(n) },
    Shape { name: "nothing but headings", build: |n| "## Timeline\n".repeat(n) },
    Shape { name: "headings of steps", build: |n| "### Step 3: go on\n#### 2. Look\n".repeat(n) },
    Shape { name: "nothing but bold lines", build: |n| "**Timeline**\n\n".repeat(n) },
    Shape {
        name: "a table of many rows",
        build: |n| {
            format!(
                "# Post-mortem: x\n\n## Timeline\n\n| Time | Event |\n| --- | --- |\n{}",
                "| 10:05 | @kim declared SEV1 |\n".repeat(n)
            )
        },
    },
    Shape {
        name: "a table of many columns",
        build: |n| {
            format!("|{}\n|{}\n|{}\n", " a |".repeat(n), " - |".repeat(n), " 10:05 |".repeat(n))
        },
    },
    Shape {
        name: "entries of a timeline",
        build: |n| {
            format!(
                "# Post-mortem: x\n\n## Timeline\n\n{}",
                "- 10:05 @kim declared SEV1\n- 10:01 detected\n".repeat(n)
            )
        },
    },
    Shape {
        name: "action items",
        build: |n| {
            format!(
                "# Post-mortem: x\n\n## Action items\n\n{}",
                "- [ ] Improve monitoring (@kim, 2026-01-02)\n- [ ] Look\n".repeat(n)
            )
        },
    },
    Shape { name: "lists with wrong numbers", build: |n| "1. a\n3. b\n\ntext\n\n".repeat(n) },
    Shape { name: "one list with wrong numbers", build: |n| "1. a\n3. b\n2. c\n".repeat(n) },
    Shape {
        name: "links to itself",
        build: |n| format!("[a]: #a\n\n# a\n\n{}", "[a](#a) [a] [b](a.md#a) ".repeat(n)),
    },
    Shape { name: "orders on one line", build: |n| "run: `rm -rf /srv/*` ".repeat(n) },
    Shape { name: "a list of orders", build: |n| "- run: `rm -rf /srv/*`\n".repeat(n) },
    Shape {
        name: "services stopped and started",
        build: |n| format!("```sh\n{}```\n", "systemctl stop a\nsystemctl start a\n".repeat(n)),
    },
    Shape {
        name: "definitions",
        build: |n| {
            (0..n)
                .map(|i| format!("[a{i}]: b{i}\n"))
                .chain((0..n).map(|i| format!("[a{i}] ")))
                .collect()
        },
    },
    Shape {
        name: "footnotes",
        build: |n| (0..n).map(|i| format!("x[^{i}]\n\n[^{i}]: y\n\n")).collect(),
    },
    Shape {
        name: "ignore comments",
        build: |n| "<!-- warroom-ignore timeline -->\n\n10:05 cafÃ©\n\n".repeat(n),
    },
    Shape {
        name: "ignore comments in a row",
        build: |n| "<!-- warroom-ignore timeline -->\n\n".repeat(n),
    },
    Shape {
        name: "ignore comments never closed",
        build: |n| "<!-- warroom-ignore timeline\n\n".repeat(n),
    },
    Shape {
        name: "ignored regions never ended",
        build: |n| "<!-- warroom-ignore-start document -->\n\ncafÃ©\n\n".repeat(n),
    },
    Shape { name: "blanks", build: |n| "{{ a }} HH:mm [link to x] ".repeat(n) },
    Shape {
        name: "front matter in brackets",
        build: |n| format!("---\nkind: postmortem\na: {}\n---\n# x\n", "[".repeat(n)),
    },
    Shape {
        name: "front matter in tables",
        build: |n| format!("+++\nkind = \"postmortem\"\na = {}\n+++\n# x\n", "[".repeat(n)),
    },
    Shape {
        name: "front matter of many keys",
        build: |n| {
            format!(
                "---\n{}---\n# x\n",
                (0..n).map(|i| format!("owner{i}: x\n")).collect::<String>()
            )
        },
    },
    Shape { name: "nothing but line ends", build: |n| "\n".repeat(n) },
    Shape {
        name: "accents and emoji",
        build: |n| "# é 🚑 日本\n\n- é: 🚑 “x” 10:05\n\n".repeat(n),
    },
];
