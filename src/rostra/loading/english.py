"""English by lists: enough to tell a statement from an instruction and a fragment, without a language model."""

from __future__ import annotations


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


AUXILIARIES = _set(
    """
    am are aren't can can't cannot could couldn't did didn't do does doesn't don't had hadn't has hasn't have haven't
    he's here's i'd i'll i'm i've is isn't it's may might must mustn't ought shall she's should shouldn't that's there's
    they'd they'll they're they've was wasn't we'd we'll we're we've were weren't what's will won't would wouldn't
    you'll you're you've
    """
)
"""Verbs that are finite wherever they stand."""

PASTS = _set(
    """
    became began bought broke brought built came caught chose cost died drew drove ended failed fell felt found gave got
    grew heard held kept knew learned led left lent lost made meant met moved paid put ran rose said sat saw sent showed
    shown sold spent stood stuck taught thought threw told took turned understood went woke won worked wrote
    """
)
"""Past forms that no rule makes."""

VERBS = _set(
    """
    accelerate accept accumulate achieve act adapt add admit affect afford agree allow amount appear apply argue arise
    ask assume attract avoid beat become begin behave believe belong benefit blame break bring build buy call capture
    care carry cause challenge change choose claim collapse come compete confuse consider consist contain continue
    contribute control converge cost count create cut damage decide define degrade deliver demand depend deserve destroy
    determine develop die differ disagree disappear distract distrust doubt drive drop earn eat embody emerge enable
    encode encourage end enjoy ensure evolve exceed exist expect explain exploit express extend face fail fall favor
    favour fear feel fight find fit follow forget form gain generalise generalize generate get give go govern grow
    handle happen harm hate help hide hinder hold hurt ignore imply improve include increase indicate insist inspire
    invite involve justify keep kill know lack last lead learn leave let lie like limit live look lose love make matter
    mean measure miss move multiply need notice obey occur offer open oppose outlive outperform outweigh overstate own
    pay permit persist play point pose possess predict prefer prevent produce promise protect prove provide punish
    pursue push put raise reach read realise realize reason receive recognise recognize reduce reflect refuse reject
    rely remain remember remove replace require resemble resist respect respond rest retain reveal reward rise run
    satisfy save say scale see seek seem sell serve shape share show shrink solve speak spend spread stand start stay
    stop strengthen struggle suffer suggest support suppose survive take talk teach tell tend think threaten tolerate
    transfer trust turn underestimate undermine understand unify use vanish vary violate want waste weaken win wish work
    worry write yield
    """
)
"""What a claim says of its subject."""

ORDERS = _set(
    """
    acknowledge address adjust adopt advise aim allocate always analyse analyze anchor anticipate approach assess assign
    attempt audit automate backup balance base batch be blend calculate catch categorize check cite clarify classify
    collaborate collect combine communicate compare complete compose conduct configure confirm connect convert
    coordinate cover craft critique customise customize debug deduce delegate deploy describe design detect diagnose
    disable discuss display document don't draw embrace emphasise emphasize enforce engage enumerate establish estimate
    evaluate examine execute explore expose extract fetch fix flag focus format formulate foster gate gather ground
    guide hand highlight hunt identify illustrate implement import inform initialize inject inspect install integrate
    interact introduce invest investigate invoke isolate iterate join launch leverage list load log maintain manage map
    mark match mention minimize mirror mitigate mock model monitor name navigate never note notify observe only optimise
    optimize orchestrate organise organize orient outline overuse parse pass pause perform pick ping plan please
    position practice prepare present preserve prioritise prioritize process propose provision publish question quote
    rank recommend reconcile record refer refine reframe reply report research reset resolve restate retrieve retry
    return reuse revert review rewrite rotate route sanitize scan search secure select sequence set ship sign simplify
    skip specify spot stick store stress structure study submit summarise summarize surface switch sync synthesize tag
    target test tie track transform translate treat trigger troubleshoot try tune update upload utilize validate verify
    visit visualize wait warn watch weigh wrap zoom
    """
)
"""Verbs that instructions begin with, besides VERBS."""

NOUNS_TOO = _set(
    """
    act amount answer appeal balance benefit break call care cause challenge change choice claim control cost count
    cover cut damage demand distrust doubt drive drop end express face fall favor favour fear feel fight fit form gain
    harm hate help hold hurt increase kill lack leave lie like limit live look love matter mean measure move need notice
    offer pay permit place play point produce promise push reach reason respect rest return reveal reward rise run sale
    scale shape share show shrink speed spread stand start stop struggle support talk transfer trust turn use vary view
    waste win wish work worry yield
    """
)
"""Verbs that are nouns as often."""

SUBJECTS = _set(
    """
    already also always governments humans i just markets models mostly never not often only people rarely really still
    systems then they usually we who you
    """
)
"""Before one of NOUNS_TOO, these make it a verb."""

OBJECTS = _set(
    """
    a all an and anything as better either every everybody everyone everything his how it its less me more most my
    neither no nobody not nothing only our someone that the their them these this those to us what worse your
    """
)
"""After one of NOUNS_TOO, these make it a verb."""

AFTER_PAST = _set(
    """
    a all an every her his how it its more my no our that the their them these this those us what your
    """
)
"""After a word in -ed, these make it a past and no participle."""

BEFORE_CLAUSE = _set(
    """
    because how if that to when where which while who whom whose why
    """
)
"""After these, a verb belongs to a clause inside the sentence."""

DETERMINERS = _set(
    """
    a an and for her his in its my of or our the their to your
    """
)
"""After these stands no verb."""

ORDINARY = _set(
    """
    a all an any anyone because bigger companies each every everyone he her his if intelligence it its language less
    machines many models more most my no nobody not now one open our people regulation research risk safety scale
    scaling she since some systems that the their there these they this those today two we when you your
    """
)
"""Words that begin with a capital only where a sentence begins."""
