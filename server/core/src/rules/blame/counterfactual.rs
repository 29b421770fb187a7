//! `blame/counterfactual`: what somebody did not do.

use super::sentence::Sentence;
use super::undone::{Found, find};
use super::{KINDS, looks_ahead, prose, rewrite};
use crate::rules::{Check, Context, Findings, FixKind, Rule};
use crate::vocabulary::Level;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "blame/counterfactual",
    level: Level::Warning,
    default: true,
    kinds: KINDS,
    summary: "A person measured against something that was not done",
    fix: FixKind::Unsafe,
    page: include_str!("counterfactual.md"),
    check: Check::Document(check),
};

const MESSAGE: &str = "This measures people against something that did not happen, which hides why \
what they did made sense. Say what they could see at the time, and what would have prompted more.";

fn check(context: &Context<'_>, findings: &mut Findings) {
    for sentence in prose(context).watched_by(&RULE).filter(|sentence| !sentence.is_question()) {
        if looks_ahead(context, &sentence) {
            continue;
        }
        // One finding a sentence: a second would ask for the same rewrite.
        if let Some(found) = sentence.places().find_map(|at| find(&sentence, at)) {
            report(context, &sentence, &found, findings);
        }
    }
}

fn report(context: &Context<'_>, sentence: &Sentence<'_>, found: &Found, findings: &mut Findings) {
    let words = match &found.subject {
        Some(subject) => subject.words_with(found.verb.clone()),
        None => found.verb.clone(),
    };
    let finding = findings.report(sentence.span(words), MESSAGE);
    let Some(subject) = &found.subject else { return };
    finding.at(subject.level(Level::Warning));
    if subject.is_nobody(sentence) || !subject.touches(sentence, found.verb.start) {
        return;
    }
    if let Some(instead) = &found.instead {
        let words = subject.words.start..found.verb.end;
        finding.fix = rewrite::clause(context, sentence, words, instead);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::blame::testing::{finds, is_silent, proposes};
    use crate::vocabulary::Level;

    #[test]
    fn what_a_person_should_have_done_is_found() {
        finds(
            &RULE,
            Level::Warning,
            &[
                "«The on-call engineer should have checked» the queue.",
                "«@kim could have escalated» sooner.",
                "«She should’ve read» the runbook.",
                "«Alice shouldn't have deployed» on a Friday.",
                "After the page, «the operator would have noticed» the queue.",
                "«One of the engineers should really have asked» first.",
                "«The engineer who deployed the change should have tested» it.",
                "«Somebody should have been watching» the dashboard.",
            ],
        );
    }

    #[test]
    fn what_a_person_left_undone_is_found() {
        finds(
            &RULE,
            Level::Warning,
            &[
                "«@kim failed to notify» support.",
                "«The developer forgot to run» the migration.",
                "«He had forgotten» the flag.",
                "After the reconciliation, «the operator neglected» the valve.",
                "«The reviewer didn’t notice» the typo.",
                "«The author of the change did not verify» the backup.",
                "«The on-call engineer missed» the alert.",
                "«@kim restarted the queue but did not escalate».",
                "«The technician, however, neglected to document» it.",
                "«Alice had not tested» the restore.",
                "«@kim deployed the change without testing» it.",
                "«Had the engineer checked» the logs, it was plain.",
                "«The duty manager wasn't watching» the board.",
                "«The consultant never asked» for the plan.",
                "«The trainee did not follow» the checklist.",
            ],
        );
    }

    #[test]
    fn a_passive_with_a_person_behind_it_is_found() {
        finds(
            &RULE,
            Level::Warning,
            &[
                "The alert «was not noticed by» the on-call engineer.",
                "The queue «wasn't checked by» @kim.",
                "The page was «missed by» an engineer on call.",
                "It «should have been caught» in code review.",
                "It «should have been escalated» by the on-call engineer.",
            ],
        );
    }

    #[test]
    fn nobody_is_a_person() {
        finds(
            &RULE,
            Level::Warning,
            &[
                "«Nobody noticed» the missing backups.",
                "«No one was watching» the dashboard.",
                "«None of us noticed» the hole.",
                "For a week «nobody thought» to try the restore.",
                "«Nobody on the ward checked» the pump.",
                "«Nobody checked» the backups since March.",
            ],
        );
    }

    #[test]
    fn a_team_is_only_told() {
        finds(
            &RULE,
            Level::Info,
            &[
                "«We should have tested» the restore.",
                "The restart helped, but «we should have tested» it.",
                "«We forgot to renew» the certificate.",
                "«The platform team failed to communicate» the change.",
                "«If we had noticed» the retirement, the nodes were easy to drain.",
                "«If only we had known».",
            ],
        );
    }

    #[test]
    fn systems_fail_without_blame() {
        is_silent(
            &RULE,
            &[
                "DNS failed to resolve the host.",
                "The restart did not resolve it.",
                "The alert should have fired at 10:05.",
                "The pod that the engineer restarted failed to start.",
                "A message from the engineer failed to send.",
                "The engineer's laptop failed to boot.",
                "The package manager failed to resolve the version.",
                "The replicas recovered but they failed to rejoin.",
                "It should have been replaced automatically.",
                "The change could have been reverted.",
                "@acme/sdk failed to load.",
                "When the operator was upgraded, the job failed to start.",
            ],
        );
    }

    #[test]
    fn plain_statements_are_left_alone() {
        is_silent(
            &RULE,
            &[
                "Each repository should have clear rules.",
                "We should have a talk with the platform team.",
                "We should have automated tests.",
                "We did not notice any errors after the change.",
                "The on-call engineer should have been paged.",
                "We missed our SLO for the month.",
                "We could have lost data.",
                "We failed to reproduce it at first.",
                "We failed to serve the image.",
                "Staging has no such route, so we didn't catch it there.",
                "We discussed what we could have done better.",
                "There are other fields we could have set.",
                "Paging an engineer would have helped.",
                "We told them, so they could have tested it.",
                "We have not yet tested it.",
                "The engineer could not have known about the limit.",
                "If only one replica is left, writes stop.",
                "Should the engineer have checked it?",
            ],
        );
    }

    #[test]
    fn a_sentence_that_says_why_is_left_alone() {
        is_silent(
            &RULE,
            &[
                "The engineer did not look at the graph because nothing linked to it.",
                "The pharmacist did not notice the change, since both labels are white.",
                "Because the rule had been silenced, nobody noticed the queue.",
                "The team did not test this path because staging has no such feed.",
                "Nobody noticed the gap due to a hole in the alerts.",
            ],
        );
        finds(
            &RULE,
            Level::Warning,
            &["The queue grew because «the operator failed to check» it."],
        );
    }

    #[test]
    fn luck_and_thanks_are_left_alone() {
        is_silent(
            &RULE,
            &[
                "If the engineer had not been awake, it would have lasted longer.",
                "It would have been worse if the nurse hadn't noticed the spike.",
                "Nobody tried to deploy it until last week.",
                "We were not monitoring the disk.",
                "We had not tested a restore since March.",
            ],
        );
    }

    #[test]
    fn what_is_no_prose_is_left_alone() {
        is_silent(
            &RULE,
            &[
                "# The engineer should have checked",
                "> The engineer should have checked it.",
                "```\nThe engineer should have checked it.\n```",
                "Kim wrote “the engineer should have checked it” in chat.",
                "`the engineer should have checked`",
            ],
        );
    }

    #[test]
    fn the_proposal_says_what_was_visible() {
        proposes(
            &RULE,
            &[
                (
                    "@kim forgot to run the migration.",
                    "Nothing prompted anyone to run the migration.",
                ),
                ("The engineer did not notice the alert.", "Nothing drew attention to the alert."),
                (
                    "At night, the engineer should have checked the queue.",
                    "At night, nothing prompted anyone to check the queue.",
                ),
                ("She should have noticed the lag.", "Nothing drew attention to the lag."),
                ("She did not notice the lag was back.", "She did not notice the lag was back."),
                ("Nobody noticed the alert.", "Nobody noticed the alert."),
                ("**@kim** forgot to run it.", "**@kim** forgot to run it."),
            ],
        );
    }
}
