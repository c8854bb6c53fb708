"""What can be known of an English sentence from its words alone: where it ends, whether it is whole, whether it dangles."""

from __future__ import annotations

import re

_BREAK = re.compile(r"(?<=[.!?…])([\"”’)]?)\s+(?=[\"“‘(]?[A-Z0-9])")
_NO_BREAK = re.compile(
    r"\b(?:[Ee]\.g|[Ii]\.e|vs|etc|Dr|Mr|Mrs|Ms|Prof|St|Jr|No|Fig|cf|approx|U\.S|U\.K|Inc|Ltd|[A-HJ-Z])\.$"
)
_WORD = re.compile(r"[A-Za-zÀ-ÿ0-9][\w’'.%-]*")

_AUXILIARIES = set(
    """am is are was were isn't aren't wasn't weren't has have had hasn't haven't hadn't do does did don't doesn't didn't can
    cannot can't could couldn't will won't would wouldn't shall should shouldn't may might must mustn't ought i'm i've i'd i'll
    we're we've we'd we'll you're you've you'll they're they've they'd they'll it's he's she's that's there's what's here's
    """.split()
)
_PASTS = set(
    """became began bought brought broke built came caught chose cost drew drove fell felt found gave got grew heard held kept
    knew led left lent lost made meant met paid put ran rose said sat saw sent shown showed sold spent stood stuck taught thought
    threw told took understood went woke won wrote learned turned moved worked failed died ended
    """.split()
)
_VERBS = set(
    """accelerate accept accumulate achieve act add adapt admit affect afford agree allow amount appear apply argue arise ask
    assume attract avoid become beat begin behave believe belong benefit blame break bring build buy call capture care carry cause
    challenge change choose claim collapse come compete confuse consider consist contain continue contribute control converge cost
    count create cut damage decide define degrade deliver demand depend deserve destroy determine develop die differ disagree
    disappear distract distrust doubt drive drop earn eat embody emerge enable encode encourage end enjoy ensure evolve exceed
    exist expect explain exploit express extend face fail fall favor favour fear feel fight find fit follow forget form gain
    generalise generalize generate get give go govern grow handle happen harm hate help hide hinder hold hurt ignore imply improve
    include increase indicate inspire insist invite involve justify keep kill know lack last lead learn leave let lie like limit
    live look lose love make matter mean measure miss move multiply need notice obey occur offer open oppose outlive outperform
    outweigh overstate own pay permit persist play point pose possess predict prefer prevent produce promise protect prove
    provide punish pursue push put raise reach read realise realize reason receive recognise recognize reduce reflect refuse
    reject rely remain remember remove replace require resemble resist respect respond rest retain reveal reward rise run satisfy
    save say scale see seek seem sell serve shape share show shrink solve speak spend spread stand start stay stop strengthen
    struggle suffer suggest support suppose survive take talk teach tell tend think threaten tolerate transfer trust turn undermine
    understand underestimate unify use vanish vary violate want waste weaken win wish work worry write yield
    """.split()
)
_IMPERATIVES = _VERBS | set(
    """adopt address adjust advise aim always analyse analyze anchor anticipate approach assess assign attempt audit balance base
    be blend categorize check cite clarify classify collaborate collect combine communicate compare complete compose conduct
    configure confirm connect convert coordinate cover craft critique debug deduce deploy describe design detect diagnose discuss
    display document don't draw emphasise emphasize encourage engage enforce ensure establish estimate evaluate examine execute
    explore extract fetch focus format formulate foster gather ground guide highlight hunt identify illustrate implement inform
    initialize inspect install integrate interact introduce investigate invoke iterate join leverage list load log maintain manage
    map match mention minimize mirror model monitor name never note observe only optimise optimize orchestrate organise organize
    outline perform pick plan please practice prepare present preserve prioritise prioritize process propose question quote rank
    recommend record refer refine reframe reply report research resolve restate retrieve return reuse review rewrite route scan
    search select set simplify specify stick store stress structure study submit summarise summarize surface synthesize target
    acknowledge allocate automate backup batch calculate catch customise customize delegate disable embrace enumerate
    expose fix flag gate handle hand import inject invest isolate launch mark mitigate mock navigate notify orient overuse parse
    pass pause ping position provision publish reconcile record reset retry revert rotate sanitize secure sequence ship sign skip
    spot store switch sync tag trigger troubleshoot tune upload utilize visit zoom test tie track transform translate treat try update validate verify visualize wait warn watch weigh wrap
    """.split()
)
_NOUNS_TOO = set(
    """act amount answer appeal balance benefit break call care cause challenge change choice claim control cost count cut damage
    demand distrust doubt drive drop end express face fall favor favour fear feel fight fit form gain harm hate help hold hurt
    increase kill lack leave lie like limit live look love matter mean measure move need notice offer pay permit place play point
    produce promise push reach reason respect rest return reveal reward rise run sale scale share shape show shrink speed spread
    stand start stop struggle support talk trust turn use vary waste win wish work worry yield transfer cover view
    """.split()
)
_SUBJECTS = set(
    """i we you they people who humans not also often rarely never always still only usually mostly already just really then
    systems models governments markets""".split()
)
_OBJECT = set(
    """the a an my our your their his its it them us me more most less every all what how that this these those no nothing
    everything anything to not only nobody everyone everybody someone and either neither as better worse""".split()
)
_BEFORE_CLAUSE = {"that", "which", "who", "whom", "whose", "where", "when", "if", "how", "why", "because", "while", "to"}
_AFTER_PAST = set("the a an my our your their his her its it them us more every all what how that this these those no".split())

_DANGLING = re.compile(
    r"(?:they|it|this|that|these|those|he|she|both|such|his|her|its|their|theirs|one|here|the same|the latter|the former)\b"
    r"|(?:it|that|this|he|she|they|there)['’](?:s|re|d|ll|ve)\b",
    re.IGNORECASE,
)
_CONNECTIVE = re.compile(r"(?:however|but|and|so|also|therefore|thus|instead|hence|then|yet|moreover|otherwise|or)\b[, ]", re.I)
_CONDITION = re.compile(r"(?:if|when|whenever|before|after|while|once|for|unless)\b[^,]*,\s*([\w’']+)", re.IGNORECASE)
_EXPLETIVE = re.compile(
    r"it(?:['’]s| is| was| will be| would be| may be| takes| seems| follows| matters| makes| remains| has been) (?!.*\bwhat\b)"
    r"(?=.*\b(?:that|to|whether|how|when|who|time)\b)|it takes |those who\b|that (?:a|an|the|we|i|people|some|many)\b.+"
    r"\b(?:is|does|proves|means|tells|makes|says|was)\b|one (?:of|thing|reason|can|cannot|must|has)\b|both .+ and\b"
    r"|this (?:century|decade|year|generation|field|country|world)\b|his(?:tory|torical)",
    re.IGNORECASE,
)


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a paragraph; a closing quotation mark stays with what it closes."""
    found: list[str] = []
    start = 0
    for gap in _BREAK.finditer(text):
        if _NO_BREAK.search(text, max(start, gap.start() - 10), gap.end(1)):
            continue
        found.append(text[start : gap.end(1)].strip())
        start = gap.end()
    found.append(text[start:].strip())
    return tuple(sentence for sentence in found if sentence)


def words(text: str) -> list[str]:
    """Its words, in small letters."""
    return [word.strip(".'’-").replace("’", "'").lower() for word in _WORD.findall(text)]


def is_imperative(sentence: str) -> bool:
    """Whether it begins like an order: `Design networks that …`, `When it fails, check …`."""
    spoken = words(sentence)
    if len(spoken) > 1 and spoken[1] in _AUXILIARIES and spoken[0] != "always":
        return False
    ordered = _CONDITION.match(sentence)
    return bool(spoken) and (spoken[0] in _IMPERATIVES or bool(ordered and ordered.group(1).lower() in _IMPERATIVES))


def has_finite_verb(sentence: str) -> bool:
    """Whether a main clause says something: `Networks that learn` does not, `Networks that learn win` does."""
    spoken = words(re.sub(r"\([^()]*\)", " ", sentence))
    for at, word in enumerate(spoken):
        before = spoken[at - 1] if at else ""
        after = spoken[at + 1] if at + 1 < len(spoken) else ""
        if before in _BEFORE_CLAUSE and at > 0 and spoken[0] != before:
            continue
        if word in _AUXILIARIES or (at and word in _PASTS):
            return True
        if at and (_is_present(before, word, after) or (word.endswith("ed") and after in _AFTER_PAST)):
            return True
    return False


def dangles(sentence: str) -> bool:
    """Whether it needs the sentence before it: `They never did.`, `That is why …`, `However, …`."""
    text = sentence.lstrip("\"“‘' ")
    if _CONNECTIVE.match(text):
        return True
    return bool(_DANGLING.match(text)) and not _EXPLETIVE.match(text)


def _is_present(before: str, word: str, after: str) -> bool:
    stem = next((stem for stem in _stems(word) if stem in _VERBS), "")
    if stem in _NOUNS_TOO:
        return after in _OBJECT or (word == stem and before in _SUBJECTS)
    return bool(stem)


def _stems(word: str) -> tuple[str, ...]:
    """`carries` -> carries, carry, carrie, carri: whichever of them is a verb."""
    if word.endswith("s"):
        return (word, f"{word[:-3]}y" if word.endswith("ies") else word[:-1], word[:-1], word[:-2])
    return (word,)
