"""The closed vocabularies of the tables: every code, with what it means."""

from __future__ import annotations

from summitdata.model import Code, Vocabulary


def _vocabulary(name: str, meaning: str, /, **codes: str) -> Vocabulary:
    return Vocabulary(
        name, meaning, tuple(Code(code.rstrip("_").replace("_", "-"), text) for code, text in codes.items())
    )


SOURCE_KIND = _vocabulary(
    "source_kind",
    "What sort of document a source is.",
    wire="A report of a news agency, or a text that carries one.",
    report="A news report written by the publisher's own staff, or whose agency is not named.",
    editorial="A leading article: the publisher's opinion.",
    interview="An interview, broadcast or printed.",
    readout="An announcement in which a government or office tells of a meeting.",
    statement="An official statement or set of remarks other than a readout.",
    post="A post on a social network.",
    reference="A work of reference, cited for a fact that no article gives.",
)

BASIS = _vocabulary(
    "basis",
    "Whether something is said or concluded.",
    explicit="The source says it.",
    inferred="It is our inference; the row gives the reasoning.",
)

DERIVATION = _vocabulary(
    "derivation",
    "How one document comes from another.",
    syndicated="The same text, carried under licence or by subscription.",
    rewritten="The same report in other words.",
    translated="The same text in another language.",
    excerpted="Parts of the text, word for word.",
)

EXTENT = _vocabulary(
    "extent",
    "How much of a document was read.",
    full="All of it.",
    partial="A part of it.",
    none="None of it: another source tells of the document, or it is cited as a reference.",
)

RIGHTS = _vocabulary(
    "rights",
    "What may be kept from a source.",
    quotation="Protected text: quoted speech, names, titles and facts are kept, prose is not.",
    facts="Only facts are taken.",
    open_="Free to copy: an open licence, an official text or the public domain.",
)

EVENT_KIND = _vocabulary(
    "event_kind",
    "What sort of event it is.",
    summit="A formal meeting of heads of state or government.",
    meeting="Any other meeting.",
    visit="A journey of a leader to another country or region.",
    arrival="An arrival or a departure.",
    meal="A dinner or another shared meal.",
    tour="A visit to a site together.",
    interview="An interview given, recorded or broadcast.",
    remark="A remark or statement that itself became an event.",
    announcement="A publication of a statement, readout or post by a government or leader.",
    agreement="An agreement that was reached or declared.",
    offer="An offer, a proposal or an invitation.",
    application="A step towards joining an organisation or treaty.",
    measure="A sanction, an export control, a ban, a tariff or another act of policy.",
    dispute="A quarrel between governments.",
    practice="A practice or arrangement that lasts, such as shuttle diplomacy.",
    election="An election.",
    tenure="A taking, holding or leaving of office.",
    decree="An act of domestic government, such as martial law.",
    rule="The rule of one country over another.",
    war="A war or a campaign in one.",
    disaster="An accident or a disaster.",
    recovery="Work on the consequences of a disaster or a war.",
    construction="A building or founding.",
)

STATUS = _vocabulary(
    "status",
    "Whether an event took place, as far as the sources in the dataset tell.",
    occurred="A source says that it happened.",
    under_way="A source says that it goes on.",
    planned="A source says that the parties have arranged it.",
    expected="A source expects it, without saying that it is arranged.",
    feared="A source says that somebody fears it.",
    denied="A source says that it did not happen.",
    cancelled="A source says that it was called off.",
)

STANCE = _vocabulary(
    "stance",
    "How a source or account stands to an event or an utterance.",
    stated="It says so.",
    denied="It says that it is not so.",
    not_mentioned="It is said to be silent about it; silence is not a denial.",
)

CHANNEL = _vocabulary(
    "channel",
    "The way by which an utterance was made.",
    opening="Remarks at the start of a meeting.",
    talks="Said inside a meeting, and told of afterwards.",
    press="Remarks to reporters, at a press conference or a joint announcement.",
    interview="An interview, broadcast or printed.",
    parliament="A debate or an answer in a parliament.",
    post="A post on a social network.",
    readout="A written announcement by a government or an office.",
    comment="A comment given to a news organisation by somebody who is not a party.",
    print="A published text, such as an article or an advertisement.",
    unknown="The sources do not tell.",
)

ATTRIBUTION = _vocabulary(
    "attribution",
    "How firmly an utterance belongs to its speaker.",
    undisputed="Nobody in the sources disputes it, and it does not rest on another party's account alone.",
    disputed="Sources name different speakers, and the disagreement is recorded.",
    denied="The speaker's side is said to deny it.",
    one_sided="Every wording rests on the account of a party other than the speaker.",
)

PROPERTY = _vocabulary(
    "property",
    "What a claim tells about its subject; the kind of its value follows from the property.",
    date="When it happened or was said: an EDTF value.",
    place="Where it happened: the key of a place.",
    status="Whether it happened: a code of the vocabulary status.",
    stance="How the source or account stands to it: a code of the vocabulary stance.",
    participant="Who took part: the key of an actor. An event may have many.",
    host="Who was the host: the key of an actor.",
    proposer="Who proposed it: the key of an actor.",
    speaker="Who said it: the key of an actor. One source may name several, who then spoke jointly.",
    occasion="At which event it was said: the key of an event.",
    channel="By which way it was said: a code of the vocabulary channel.",
    previous="The meeting of the same kind and scope before this one: the key of an event.",
    ordinal="Which one in a row this is: a whole number, with the scope that is counted.",
    number="How many or how much: a number, with the scope that is counted.",
    duration="How long it lasted or how long between: minutes, with the scope where it is not the event itself.",
    topic="What was to be, or was, spoken about: words of ours.",
    outcome="What came of it: words of ours.",
    purpose="What it was meant to do: words of ours.",
    cause="Why it came about: words of ours.",
    effect="What followed, or is expected to follow, from it: words of ours.",
    manner="How it went: words of ours.",
    background="A circumstance that the source tells along with it: words of ours.",
)

FORM = _vocabulary(
    "form",
    "How a source gives an utterance.",
    direct="Whole sentences or clauses between quotation marks.",
    partial="Words of the utterance between quotation marks inside a sentence of the source.",
    indirect="Reported without quotation marks.",
    transcript="The full wording, as published by the speaker's side or a parliament.",
)

TRANSLATION = _vocabulary(
    "translation",
    "Whether a wording is in the language in which it was said.",
    original="It is.",
    translated="The source, or a general fact, shows that it is a translation.",
    unknown="Nothing shows it.",
)

LINK = _vocabulary(
    "link",
    "How sure it is that a rendering gives this utterance.",
    stated="The source names speaker and occasion so that no other utterance fits.",
    inferred="The wording or the circumstances show it; the row gives the reasoning.",
    doubtful="It may be another utterance; the rendering is left out of counts.",
)

USE = _vocabulary(
    "use",
    "What a stretch of a source's text is.",
    speech="Quoted speech: words of an utterance between quotation marks.",
    reported="Reported statement or fact in the source's own prose: proved by its digest, its words are not kept.",
    term="A term, name or phrase between quotation marks that is nobody's utterance.",
    title="A title or heading.",
)

DISCREPANCY_KIND = _vocabulary(
    "discrepancy_kind",
    "What sort of disagreement it is.",
    conflict="Two sources give values of one property that cannot both be true.",
    disputed_attribution="Sources name different speakers for one utterance.",
    wording="Sources give one utterance in words that differ in meaning.",
    granularity="One source is more exact than another.",
    omission="One account leaves out what another tells.",
    suspected_error="A source says what is probably wrong.",
)

DISCREPANCY_STATUS = _vocabulary(
    "discrepancy_status",
    "How far a disagreement is settled.",
    open_="Not settled.",
    explained="We know why the sources differ.",
    resolved="One value is preferred, with a reason.",
)

ACTOR_KIND = _vocabulary(
    "actor_kind",
    "What sort of actor it is.",
    person="A human being.",
    office="An office or department that speaks as such.",
    government="A government or a state as an actor.",
    party="A political party.",
    media="A news organisation or broadcaster.",
    organisation="Any other named organisation or treaty body.",
    group="People who are spoken of together and not named.",
)

PLACE_KIND = _vocabulary(
    "place_kind",
    "What sort of place it is.",
    country="A country or a territory.",
    region="A region of one country or of several.",
    prefecture="A prefecture, a province or a state.",
    city="A city or a town.",
    site="A building, a temple, a mine or another single site.",
    islands="Islands.",
)

ROLE = _vocabulary(
    "role",
    "The part that an actor has in an event.",
    host="Receives the others.",
    guest="Is received.",
    participant="Takes part.",
    actor="Does what the event consists of.",
    target="Is what the act is aimed at.",
    mediator="Mediates, or offers to.",
    affected="Is affected by it.",
    interviewer="Asks the questions or broadcasts the answers.",
)

RUN_NATURE = _vocabulary(
    "run_nature",
    "What a run of words that two sources share consists of.",
    speech="Quoted speech, which independent witnesses may share.",
    name="Names, titles and set phrases, which prove nothing.",
    prose="The writers' own prose, which speaks for a common origin.",
)

VOCABULARIES: tuple[Vocabulary, ...] = (
    SOURCE_KIND, BASIS, DERIVATION, EXTENT, RIGHTS, EVENT_KIND, STATUS, STANCE, CHANNEL, ATTRIBUTION, PROPERTY, FORM,
    TRANSLATION, LINK, USE, DISCREPANCY_KIND, DISCREPANCY_STATUS, ACTOR_KIND, PLACE_KIND, ROLE, RUN_NATURE,
)  # fmt: skip
"""Every vocabulary, in the order of the documentation."""
