//! Irregular forms and their base, so that "rewritten" meets "rewrites" and "built" meets "building". Forms that are common
//! words of their own ("left", "bases") are not here.

use std::borrow::Cow;

/// Sorted by the irregular form.
const FORMS: &[(&str, &str)] = &[
    ("analyses", "analysis"),
    ("ate", "eat"),
    ("bacteria", "bacterium"),
    ("began", "begin"),
    ("begun", "begin"),
    ("bent", "bend"),
    ("bitten", "bite"),
    ("blew", "blow"),
    ("blown", "blow"),
    ("bought", "buy"),
    ("broke", "break"),
    ("broken", "break"),
    ("brought", "bring"),
    ("built", "build"),
    ("came", "come"),
    ("caught", "catch"),
    ("children", "child"),
    ("chose", "choose"),
    ("chosen", "choose"),
    ("crises", "crisis"),
    ("criteria", "criterion"),
    ("dealt", "deal"),
    ("drawn", "draw"),
    ("drew", "draw"),
    ("driven", "drive"),
    ("drove", "drive"),
    ("eaten", "eat"),
    ("fallen", "fall"),
    ("fed", "feed"),
    ("feet", "foot"),
    ("fell", "fall"),
    ("felt", "feel"),
    ("flew", "fly"),
    ("flown", "fly"),
    ("forgot", "forget"),
    ("forgotten", "forget"),
    ("fought", "fight"),
    ("found", "find"),
    ("froze", "freeze"),
    ("frozen", "freeze"),
    ("gave", "give"),
    ("given", "give"),
    ("gone", "go"),
    ("grew", "grow"),
    ("grown", "grow"),
    ("halves", "half"),
    ("heard", "hear"),
    ("held", "hold"),
    ("hid", "hide"),
    ("hidden", "hide"),
    ("hung", "hang"),
    ("hypotheses", "hypothesis"),
    ("indices", "index"),
    ("kept", "keep"),
    ("knew", "know"),
    ("known", "know"),
    ("learnt", "learn"),
    ("led", "lead"),
    ("lent", "lend"),
    ("lost", "lose"),
    ("matrices", "matrix"),
    ("meant", "mean"),
    ("men", "man"),
    ("met", "meet"),
    ("mice", "mouse"),
    ("paid", "pay"),
    ("phenomena", "phenomenon"),
    ("ran", "run"),
    ("rang", "ring"),
    ("ridden", "ride"),
    ("risen", "rise"),
    ("rode", "ride"),
    ("said", "say"),
    ("sang", "sing"),
    ("sank", "sink"),
    ("seen", "see"),
    ("sent", "send"),
    ("shaken", "shake"),
    ("shook", "shake"),
    ("shot", "shoot"),
    ("shown", "show"),
    ("shrank", "shrink"),
    ("shrunk", "shrink"),
    ("slept", "sleep"),
    ("sold", "sell"),
    ("sought", "seek"),
    ("sped", "speed"),
    ("spelt", "spell"),
    ("spent", "spend"),
    ("spoke", "speak"),
    ("spoken", "speak"),
    ("spun", "spin"),
    ("stole", "steal"),
    ("stolen", "steal"),
    ("stood", "stand"),
    ("struck", "strike"),
    ("stuck", "stick"),
    ("sung", "sing"),
    ("sunk", "sink"),
    ("swam", "swim"),
    ("swore", "swear"),
    ("sworn", "swear"),
    ("swum", "swim"),
    ("swung", "swing"),
    ("taken", "take"),
    ("taught", "teach"),
    ("teeth", "tooth"),
    ("thought", "think"),
    ("threw", "throw"),
    ("thrown", "throw"),
    ("told", "tell"),
    ("took", "take"),
    ("tore", "tear"),
    ("torn", "tear"),
    ("understood", "understand"),
    ("vertices", "vertex"),
    ("wept", "weep"),
    ("withdrawn", "withdraw"),
    ("withdrew", "withdraw"),
    ("woke", "wake"),
    ("woken", "wake"),
    ("women", "woman"),
    ("won", "win"),
    ("wore", "wear"),
    ("worn", "wear"),
    ("written", "write"),
    ("wrote", "write"),
];

/// Words that the stemmer would take for another: "important" is no "import", "production" no "product". Sorted.
const APART: &[(&str, &str)] = &[
    ("authorities", "authority"),
    ("authority", "authority"),
    ("container", "container"),
    ("containers", "container"),
    ("customer", "customer"),
    ("customers", "customer"),
    ("executive", "executive"),
    ("executives", "executive"),
    ("experiment", "experiment"),
    ("experimental", "experiment"),
    ("experimented", "experiment"),
    ("experimenting", "experiment"),
    ("experiments", "experiment"),
    ("generic", "generic"),
    ("importance", "important"),
    ("important", "important"),
    ("importantly", "important"),
    ("international", "international"),
    ("objective", "objective"),
    ("objectives", "objective"),
    ("operator", "operator"),
    ("operators", "operator"),
    ("positive", "positive"),
    ("production", "production"),
    ("productions", "production"),
    ("productive", "productive"),
    ("productivity", "productive"),
    ("relative", "relative"),
    ("relatively", "relative"),
    ("relatives", "relative"),
    ("several", "several"),
    ("universities", "university"),
    ("university", "university"),
];

/// What stands for a word that the stemmer would take for another.
pub(super) fn apart(word: &str) -> Option<&'static str> {
    APART.binary_search_by_key(&word, |f| f.0).ok().map(|at| APART[at].1)
}

/// What may stand before a verb: "rewritten", "overridden".
const PREFIXES: &[&str] = &["mis", "out", "over", "re", "un", "under"];

/// The base form of a normalised word; the word itself if it is regular.
pub(super) fn base(word: &str) -> Cow<'_, str> {
    let known = |form: &str| FORMS.binary_search_by_key(&form, |f| f.0).ok().map(|at| FORMS[at].1);
    if let Some(base) = known(word) {
        return Cow::Borrowed(base);
    }
    let prefixed = |prefix: &&str| word.strip_prefix(*prefix).and_then(known).map(|base| format!("{prefix}{base}"));
    PREFIXES.iter().find_map(prefixed).map_or(Cow::Borrowed(word), Cow::Owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn irregular_forms_meet_their_base() {
        assert!(FORMS.is_sorted_by_key(|f| f.0) && APART.is_sorted_by_key(|f| f.0));
        for (form, want) in [
            ("written", "write"),
            ("rewritten", "rewrite"),
            ("rebuilt", "rebuild"),
            ("deployed", "deployed"),
            ("re", "re"),
        ] {
            assert_eq!(base(form), want);
        }
    }
}
