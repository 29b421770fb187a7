//! `runbook/broken-link`: a link to a file that is not there.

use crate::rules::{Check, Findings, FixKind, Neighbourhood, Rule};
use crate::vocabulary::{Kind, Level};
use crate::workspace::{Links, Target};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "runbook/broken-link",
    level: Level::Error,
    default: true,
    kinds: Kind::FILLED_IN,
    summary: "A link to a file that is not there",
    fix: FixKind::None,
    page: include_str!("broken_link.md"),
    check: Check::Across(check),
};

fn check(neighbourhood: &Neighbourhood<'_>, findings: &mut Findings) {
    let file = neighbourhood.file;
    for link in file.links.iter() {
        let target = neighbourhood.workspace.target(file, link, neighbourhood.exists);
        let Target::Missing { instead } = target else { continue };
        let mut message = format!("There is no file `{}`", link.path());
        // A picture `a.png` that is gone from `a.md` is not that document.
        if let Some(instead) = instead.filter(|instead| **instead != *file.location.path) {
            message += &format!("; is `{}` meant?", file.location.relative_to(&instead));
        }
        findings.report(link.span, message);
    }
}

/// Reports the links to the web for which `gone` knows a status.
pub(crate) fn check_web(
    links: &Links,
    gone: &dyn Fn(&str) -> Option<u16>,
    findings: &mut Findings,
) {
    for link in links.iter() {
        if let Some(status) = gone(link.destination) {
            let message = format!("The server says {status}: there is nothing at this address");
            findings.report(link.span, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::check_files;

    #[test]
    fn a_link_to_nothing_is_found() {
        check_files(
            &RULE,
            "
//- path=runbooks/a.md
See [b](b.md), [c](../c.md) and ![d](img/d.png).
                   ^^^^^^^ no file `../c.md`
                                     ^^^^^^^^^ no file `img/d.png`

//- path=runbooks/b.md
Here.
",
        );
    }

    #[test]
    fn a_file_that_moved_is_named() {
        check_files(
            &RULE,
            "
//- path=runbooks/a.md
See [b](cache-down.md#fix).
        ^^^^^^^^^^^^^^^^^ is `../old/cache-down.md` meant?

//- path=old/cache-down.md kind=other
Here.
",
        );
    }

    #[test]
    fn links_are_read_as_github_reads_them() {
        check_files(
            &RULE,
            "
//- path=runbooks/a.md
[self](#there), [dot](./b.md?plain=1#L3), [root](/docs/c%20d.md), [angle](<../docs/c d.md>),
[directory](../docs), [again](../docs/), [reference] and <a href='b.md'>html</a>.

[reference]: b.md#x

//- path=runbooks/b.md
Here.

//- path=docs/c%20d.md
Here.
",
        );
    }

    #[test]
    fn what_lies_outside_the_repository_is_not_judged() {
        check_files(&RULE, "\n//- path=runbooks/a.md\n[b](../../other/b.md)\n");
    }

    #[test]
    fn without_a_site_an_ending_is_needed() {
        check_files(
            &RULE,
            "
//- path=runbooks/a.md
See [b](b).
        ^ is `b.md` meant?

//- path=runbooks/b.md
Here.
",
        );
    }

    #[test]
    fn a_file_shows_that_a_tree_is_a_site() {
        check_files(
            &RULE,
            "
//- path=docs/runbooks/a.md kind=runbook
[b](b), [c](b.html), [d](../b/), [e](/runbooks/b/), [f](/img/x.png), [g](gone.md)
                                                                         ^^^^^^^ no file

//- path=docs/runbooks/b.md kind=runbook
Here.

//- path=static/img/x.png kind=other

//- path=mkdocs.yml kind=other
",
        );
    }

    #[test]
    fn several_links_show_that_a_tree_is_a_site() {
        let site = "
//- path=runbooks/a.md
[b](b), [c](c), [d](d.html)

//- path=runbooks/b.md
Here.

//- path=runbooks/c.md
Here.

//- path=runbooks/d.md
Here.
";
        check_files(&RULE, site);
    }

    #[test]
    fn pages_of_middleman_are_called_by_their_address() {
        check_files(
            &RULE,
            "
//- path=source/a.html.md.erb kind=runbook
[b](b.html), [c](/b.html#x), [d](gone.html)
                                 ^^^^^^^^^ no file
![e](../images/e.png)

//- path=source/b.html.md.erb kind=runbook
Here.

//- path=source/images/e.png kind=other
",
        );
    }

    #[test]
    fn references_of_hugo_are_followed() {
        check_files(
            &RULE,
            "
//- path=content/runbooks/a.md kind=runbook
[b]({{< ref \"./b.md\" >}}), [c]({{< relref \"node/c\" >}}), [d]({{< ref \"c.md#x\" >}}),
[e]({{< ref \"gone.md\" >}})
             ^^^^^^^ no file `gone.md`

//- path=content/runbooks/b.md kind=runbook
Here.

//- path=content/node/c.md kind=runbook
Here.
",
        );
    }

    #[test]
    fn addresses_of_another_site_are_not_judged() {
        check_files(&RULE, "\n//- path=runbooks/a.md\n[profile](/community/profiles/3)\n");
    }
}
