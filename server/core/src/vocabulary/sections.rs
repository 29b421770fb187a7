//! What people call the sections of an incident document.
//!
//! The words are folded (see `fold.rs`): lower case, without articles,
//! apostrophes, numbering and the like.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::SectionKind;
use super::fold::{fold, head, without_subject};

/// The words of each kind of section, the usual name first.
const WORDS: &[(SectionKind, &[&str])] = &[
    (
        SectionKind::Summary,
        &[
            "summary",
            "executive summary",
            "issue summary",
            "problem",
            "problem statement",
            "problem summary",
            "overview",
            "description",
            "synopsis",
            "tldr",
            "tl dr",
            "abstract",
            "high level summary",
            "what happened",
        ],
    ),
    (
        SectionKind::Impact,
        &[
            "impact",
            "customer impact",
            "user impact",
            "business impact",
            "end user impact",
            "summary impact",
            "impact summary",
            "affected users",
            "affected services",
            "who was affected",
            "what was affected",
            "scope",
            "scope impact",
            "blast radius",
            "effect",
        ],
    ),
    (
        SectionKind::Timeline,
        &[
            "timeline",
            "timeline events",
            "timeline incident",
            "timeline summary",
            "detailed timeline",
            "chain events",
            "key events",
            "sequence events",
            "course events",
            "event log",
            "events",
            "chronology",
            "context",
            "log",
        ],
    ),
    (
        SectionKind::Detection,
        &[
            "detection",
            "how was it detected",
            "how we found out",
            "how did we find out",
            "discovery",
            "identified",
        ],
    ),
    (
        SectionKind::Trigger,
        &["trigger", "triggers", "trigger scenarios", "when use", "when use runbook"],
    ),
    (
        SectionKind::Background,
        &[
            "background",
            "lead up",
            "leadup",
            "prior events",
            "what came before",
            "technical background",
        ],
    ),
    (
        SectionKind::RootCause,
        &[
            "root cause",
            "root causes",
            "root cause analysis",
            "root cause identification",
            "root cause mitigation",
            "cause",
            "causes",
            "identified cause",
            "fault",
            "faults",
            "why",
            "whys",
            "five whys",
            "root cause identification five whys",
            "what caused incident",
            "what caused it",
            "why did it happen",
            "how did it happen",
            "rca",
        ],
    ),
    (
        SectionKind::ContributingFactors,
        &[
            "contributing factors",
            "contributing factor",
            "contributing causes",
            "contributing conditions",
            "contributing conditions analysis",
            "contributory factors",
            "causal factors",
            "mitigating contributing factors",
        ],
    ),
    (
        SectionKind::Resolution,
        &[
            "resolution",
            "recovery",
            "resolution recovery",
            "mitigation resolution",
            "mitigations",
            "possible resolution",
            "possible resolutions",
            "response",
            "how was it resolved",
            "how we fixed it",
            "how did we fix it",
            "fix",
            "workaround",
        ],
    ),
    (
        SectionKind::ActionItems,
        &[
            "action items",
            "action item",
            "actions",
            "action points",
            "action items followups",
            "action items follow ups",
            "review actions",
            "corrective actions",
            "corrective action",
            "corrective measures",
            "corrective preventative measures",
            "corrective preventive measures",
            "corrective preventative actions",
            "corrective preventive actions",
            "preventative measures",
            "preventive measures",
            "preventative actions",
            "preventive actions",
            "prevention",
            "remediation",
            "remediations",
            "remediation items",
            "remediation actions",
            "follow up actions",
            "followup actions",
            "follow up items",
            "follow up tasks",
            "follow ups",
            "followups",
            "next steps",
            "recommendations",
            "recommended actions",
            "future actions",
            "planned actions",
            "further actions",
            "outstanding actions",
            "how are we preventing it from happening again",
            "how will we prevent it from happening again",
            "how do we prevent it from happening again",
            "what are we doing prevent it",
            "process improvements",
            "technical improvements",
            "documentation improvements",
            "improvements",
            "todo",
            "todos",
        ],
    ),
    (
        SectionKind::Lessons,
        &[
            "lessons",
            "lessons learned",
            "lessons learnt",
            "lesson learned",
            "learnings",
            "key learnings",
            "key takeaways",
            "takeaways",
            "what we learned",
            "what did we learn",
            "insights",
            "conclusion",
            "conclusions",
            "reflections",
            "how did we do",
            "howd we do",
        ],
    ),
    (
        SectionKind::WentWell,
        &[
            "what went well",
            "went well",
            "what worked",
            "what worked well",
            "things that went well",
            "what did go well",
            "what we did well",
            "positives",
        ],
    ),
    (
        SectionKind::WentWrong,
        &[
            "what went wrong",
            "went wrong",
            "what went badly",
            "what went poorly",
            "what went less well",
            "what didnt go well",
            "what did not go well",
            "what didnt go so well",
            "what did not go so well",
            "what could have gone better",
            "what could be improved",
            "what can be improved",
            "what can we improve",
            "what needs improvement",
            "what didnt work",
            "things that went wrong",
            "things that went poorly",
            "areas improvement",
            "negatives",
        ],
    ),
    (
        SectionKind::GotLucky,
        &[
            "where we got lucky",
            "where did we get lucky",
            "got lucky",
            "what we got lucky with",
            "luck",
            "how we got lucky",
        ],
    ),
    (
        SectionKind::Participants,
        &[
            "participants",
            "attendees",
            "atendees",
            "responders",
            "people involved",
            "names people involved",
            "who was involved",
            "who took part",
            "roles",
            "team",
            "response team",
        ],
    ),
    (SectionKind::FollowUp, &["follow up", "followup", "questions follow up", "review"]),
    (
        SectionKind::References,
        &[
            "references",
            "reference",
            "links",
            "appendix",
            "appendices",
            "supporting information",
            "supporting documents",
            "supporting material",
            "related issues prs",
            "related links",
            "further reading",
            "additional information",
            "additional resources",
            "see also",
        ],
    ),
    (SectionKind::Meaning, &["meaning", "alert meaning", "what does it mean", "what it means"]),
    (
        SectionKind::Diagnosis,
        &[
            "diagnosis",
            "diagnose",
            "diagnostics",
            "diagnostic steps",
            "investigation",
            "triage",
            "possible checks",
            "symptoms",
        ],
    ),
    (
        SectionKind::Mitigation,
        &[
            "mitigation",
            "mitigate",
            "mitigating",
            "mitigation steps",
            "how fix",
            "how fix it",
            "possible fixes",
        ],
    ),
    (
        SectionKind::Prerequisites,
        &[
            "prerequisites",
            "prerequisite",
            "pre requisites",
            "pre requisite",
            "requirements",
            "before you start",
            "before you begin",
            "preconditions",
            "what you need",
        ],
    ),
    (
        SectionKind::Steps,
        &[
            "steps",
            "procedure",
            "procedures",
            "process steps",
            "instructions",
            "execution",
            "resolution steps",
            "remediation steps",
        ],
    ),
    (
        SectionKind::Verification,
        &[
            "verification",
            "verify",
            "validation",
            "validate",
            "post checks",
            "how verify",
            "confirm recovery",
        ],
    ),
    (
        SectionKind::Rollback,
        &[
            "rollback",
            "roll back",
            "rolling back",
            "rollback plan",
            "rollback procedure",
            "rollback steps",
            "back out",
            "back out plan",
            "backout plan",
            "undo",
        ],
    ),
    (
        SectionKind::Troubleshooting,
        &["troubleshooting", "known issues", "common problems", "common issues"],
    ),
    (
        SectionKind::Escalation,
        &[
            "escalation",
            "escalations",
            "escalation path",
            "escalate",
            "contacts",
            "contact",
            "whom call",
            "who call",
        ],
    ),
    (SectionKind::Objectives, &["objectives", "objective", "goals", "goal", "aims"]),
    (SectionKind::Scenario, &["scenario", "scenarios", "failure scenario", "hypothesis"]),
    (SectionKind::Setup, &["setup", "set up", "preparation", "pre drill"]),
    (
        SectionKind::SuccessCriteria,
        &[
            "success criteria",
            "success criterion",
            "acceptance criteria",
            "exit criteria",
            "expected results",
            "expected outcome",
        ],
    ),
    (
        SectionKind::AbortConditions,
        &[
            "abort conditions",
            "abort condition",
            "abort criteria",
            "stop conditions",
            "stop criteria",
            "halt conditions",
            "kill switch",
            "when stop",
        ],
    ),
    (
        SectionKind::Debrief,
        &["debrief", "debrief questions", "debriefing", "retrospective", "post game day"],
    ),
    (
        SectionKind::Communication,
        &[
            "communication",
            "communications",
            "messaging",
            "customer communication",
            "external communication",
            "internal communication",
            "status updates",
            "external message",
            "internal email",
        ],
    ),
];

static BY_WORDS: LazyLock<FxHashMap<&'static str, SectionKind>> = LazyLock::new(|| {
    WORDS.iter().flat_map(|&(kind, words)| words.iter().map(move |&word| (word, kind))).collect()
});

impl SectionKind {
    /// What a section of that heading is about. `folded` is room to work in.
    #[must_use]
    pub fn of_heading(heading: &str, folded: &mut String) -> Option<Self> {
        // No known heading is longer, and a sentence is not worth folding.
        if heading.len() > 72 {
            return None;
        }
        of_words(heading, folded).or_else(|| {
            let head = head(heading);
            if head.len() < heading.len() { of_words(head, folded) } else { None }
        })
    }
}

fn of_words(heading: &str, folded: &mut String) -> Option<SectionKind> {
    fold(heading, folded);
    let known = |words: &str| BY_WORDS.get(words).copied();
    known(folded).or_else(|| known(without_subject(folded)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_has_many_names() {
        let kind = |heading| SectionKind::of_heading(heading, &mut String::new());
        assert_eq!(kind("Timeline (All times PST)"), Some(SectionKind::Timeline));
        assert_eq!(kind("Root Cause (5 Whys)"), Some(SectionKind::RootCause));
        assert_eq!(kind("What Went Wrong ❌"), Some(SectionKind::WentWrong));
        assert_eq!(kind("Action Items & Followups"), Some(SectionKind::ActionItems));
        assert_eq!(kind("Timeline: all times in UTC"), Some(SectionKind::Timeline));
        assert_eq!(kind("10:05 AM"), None);
    }

    #[test]
    fn the_words_are_folded_and_each_has_one_kind() {
        let mut folded = String::new();
        for (kind, words) in WORDS {
            for word in *words {
                fold(word, &mut folded);
                assert_eq!(folded, *word);
                assert_eq!(BY_WORDS.get(word), Some(kind), "{word}");
            }
        }
    }
}
