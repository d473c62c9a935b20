"""What is said of all goods, of a word, of others or of the past accuses nobody; what a company says of itself does."""

from __future__ import annotations

import pytest

import claimcheck
from claimcheck.model.context import Context

AUDITORS = [claimcheck.Auditor(context=Context(audience=audience)) for audience in ("consumer", "investor")]

# By class: sentences that are no claim of the company, and sentences that look like them and are one.
CLASSES = {
    "definition": (
        [
            "Climate neutral means that no more gases go out than come in.",
            "A tariff is defined as eco-friendly where its power is wind power.",
            "Carbon neutrality exists when sinks take up all that is emitted.",
            "Recycled content means the share of waste in a new product.",
            "Carbon neutral means emitting no more than is removed.",
            "Zero waste means that nothing goes to landfill.",
            "Climate neutrality describes a state in which emissions and sinks are equal.",
            "Net zero is achieved once the last emissions are removed from the air.",
        ],
        [
            "Our eco-friendly range means the world to us.",
            # What is thought of goods defines no word.
            "Willow is considered a sustainable material and makes eco-friendly baskets.",
            "Our willow is considered a sustainable and eco-friendly material.",
            "Net zero means everything to us: our plant is net zero.",
            "For us, climate neutral means that we offset every parcel.",
            "Our eco-friendly bottle means a cleaner planet.",
            "Carbon neutral since 2020: that means a lot to our team.",
            "Our carbon neutral hotel is the one that families choose.",
            "Our climate-neutral tariff means that you heat without a bad conscience.",
            "Eco-friendly packaging means a lot to us, so ours is eco-friendly.",
            "Our boxes are carbon neutral when they leave the plant.",
        ],
    ),
    "law": (
        [
            "From 2026, traders may not call goods eco-friendly without proof.",
            "Only goods with a certificate may be called carbon neutral.",
            "Biodegradable plastics must break down within six months.",
            "Recyclable packaging must be collected separately.",
            "Under EU law, a product may be called compostable only if it passes a test.",
            "A company must not advertise offsets as climate neutral.",
            "No trader may sell a flight as carbon neutral any more.",
            "The law allows no generic claims such as eco-friendly.",
            "Sustainable funds have to publish a pre-contractual annex.",
            "Green claims must be backed by evidence under the new directive.",
        ],
        [
            "Nobody makes greener shoes than we do.",
            "Nobody may doubt it: our shoes are climate neutral.",
            "Our eco-friendly sofas must be seen to be believed.",
            "You may call us crazy, but our soap is climate neutral.",
            "This climate-neutral tent may be returned within 30 days.",
            "A product must be eco-friendly, and ours is.",
            "Our compostable bags meet EN 13432.",
            "Our carbon neutral beer must be kept cool.",
            "Under the new EU rules, our bottle is still climate neutral.",
            "Eco-friendly shoes you must have!",
        ],
    ),
    "mention": (
        [
            '"Climate neutral" is a term that we avoid.',
            'We have stopped using the word "eco-friendly".',
            'We do not use the label "climate neutral" any more.',
            'You will not find the word "sustainable" on our packs.',
            'The claim "carbon neutral" no longer appears on our bottles.',
            'We have removed the words "eco-friendly" from our labels.',
            'We gave up the slogan "climate neutral to your door" last year.',
            "Why do we not call our soap climate neutral?",
            'We dropped the term "climate positive" in 2023.',
            '"Biodegradable" is a label we never print.',
        ],
        [
            '"Eco-friendly" is a word we wear with pride.',
            "We no longer use plastic: our bottles are eco-friendly.",
            'Our soap carries the label "climate neutral".',
            'We use the claim "climate neutral" because we offset everything.',
            "Eco-friendly is not just a word to us: our soap is eco-friendly.",
            'You will find the word "eco-friendly" on all our packs.',
            'Our "climate neutral" beer never gets a label.',
        ],
    ),
    "generic": (
        [
            "Many companies say that they are climate neutral.",
            "Some brands call their soap eco-friendly.",
            "Most airlines claim that flights are carbon neutral.",
            "Other makers advertise their bags as biodegradable.",
            "Some say that bamboo is eco-friendly.",
            "More and more firms claim to be climate neutral.",
            "Others call themselves climate neutral because they buy certificates.",
        ],
        [
            "Many customers say that our bottle is eco-friendly.",
            "Many of our bottles are climate neutral.",
            "Some of our hotels say it out loud: we are climate neutral.",
            "Many brands talk; our bottles are climate neutral.",
            "Most of our flights are carbon neutral.",
            "Unlike other brands, we sell eco-friendly soap.",
            "More and more people choose our eco-friendly soap.",
            "Some call it luck; we call our soap climate neutral.",
            "All our brands say that their bottles are climate neutral.",
        ],
    ),
    "until": (
        [
            "Until 2022 our coffee was labelled climate neutral; the label is gone.",
            "Up to 2021 we called our flights carbon neutral.",
            "Our bottle used to be sold as climate neutral.",
            "Until last year we sold our soap as eco-friendly.",
            "We once called our bags biodegradable; that was wrong.",
            "A court banned us from calling our bags biodegradable.",
            "In the past we described our gas as climate neutral.",
            "We formerly marketed this detergent as eco-friendly.",
        ],
        [
            "Until 2030 our bottle will be sold as climate neutral.",
            "Since 2023 our bottle has been sold as climate neutral.",
            "Until 2023 our bottle was made of glass; today it is climate neutral.",
            "Used to be sold out in hours: our climate-neutral bottle.",
            "Our climate-neutral bottle is on sale until 2027.",
            "Until today our soap is eco-friendly and cheap.",
            "We once had a dream, and now our soap is climate neutral.",
            "Our bottle is sold as climate neutral.",
            "Before 2023 we burned gas; now our hotel is climate neutral.",
            "Our coffee was climate neutral in 2023.",
        ],
    ),
    "would": (
        [
            "Our flights would be carbon neutral if enough clean fuel existed.",
            "If all our guests came by train, our hotel would be climate neutral.",
            "Our bags would be compostable if plants accepted them.",
            "We would call our soap eco-friendly if we had proof.",
            "Our boxes would be recyclable if the film came off.",
            "Our emissions would have fallen by 20 % if we had changed fuel.",
            "We would save 30 % of our energy if we closed the pool.",
        ],
        [
            "We would love to show you our climate-neutral hotel.",
            "Our soap is eco-friendly, as you would expect.",
            "Our boxes can be recycled if you remove the film.",
            "Our hotel is climate neutral even if it rains.",
            "We are climate neutral, and we would do it again.",
        ],
    ),
    "rival": (
        [
            "The court ordered a rival to stop calling its soap eco-friendly.",
            "In 2021 an airline was fined for describing its flights as carbon neutral.",
            "The watchdog sued a bottler for advertising its bottles as climate neutral.",
            "A judge stopped Norrsten from selling its gas as climate neutral.",
            "The regulator warned two brands for calling jeans sustainable.",
            "A consumer group took Norrsten to court over its climate-neutral cement.",
            "Last year our competitor had to stop calling its bags compostable.",
            "Authorities criticised a shop for calling its clothes green.",
            "The agency fined a maker of nappies for calling them biodegradable.",
            "Our rival sells its milk as climate neutral.",
        ],
        [
            "The regulator praised us for our eco-friendly soap.",
            "Our rival was fined; our bags are biodegradable.",
            "A judge of the contest liked our climate-neutral beer.",
            "We won a prize for our biodegradable bags.",
            "We are proud of calling our bags biodegradable.",
            "Our regulator valve makes heating eco-friendly.",
            "We call our bags biodegradable.",
            "Unlike our rival, we sell biodegradable bags.",
            "Thank you for calling our eco-friendly hotel.",
            "We were never fined, because our soap is eco-friendly.",
        ],
    ),
    "bodies": (
        [
            "The Science Based Targets initiative checks the targets of firms.",
            "The Carbon Trust certifies the footprints of products.",
            "Fairtrade supports farmers in poor countries.",
            "The Paris Agreement aims to limit warming to 1.5 degrees.",
            "The EU wants to cut emissions by 55% by 2030.",
            "Governments want to be climate neutral by 2050.",
            "Companies set science-based targets to cut emissions.",
            "Manufacturers use recycled plastic to save oil.",
        ],
        [
            "The Science Based Targets initiative has validated our targets.",
            "The Science Based Targets initiative validated our target of cutting emissions by 50% by 2030.",
            "The Carbon Trust has certified our soap as carbon neutral.",
            "The FSC certifies our sustainable paper.",
            "Like few companies, we cut emissions by 50% in 2024.",
            "Companies of our group cut emissions by 20% in 2024.",
            "Our companies set science-based targets.",
            "The group wants to cut emissions by 55% by 2030.",
            "The company aims to be climate neutral by 2040.",
            "Manufacturers trust our carbon neutral steel.",
        ],
    ),
    "jobs": (
        [
            "Join us and help us become climate neutral!",
            "Would you like to help us become carbon neutral? Send your CV.",
            "Your task: help us to become carbon neutral.",
            "Help us to become climate neutral: apply by 3 May.",
            "As an engineer you will help us get to net zero.",
            "Send us your ideas on how we can become climate neutral.",
        ],
        [
            "Apply now for our climate-neutral current account!",
            "Apply our eco-friendly polish and wipe it off.",
            "Join us in our climate-neutral hotel.",
            "Apply now and work for a climate-neutral company!",
            "We have become climate neutral.",
            "Help yourself to our eco-friendly soap.",
            "Join the team of a carbon neutral brewery.",
            "We became climate neutral in 2021.",
            "You help us and we stay climate neutral.",
        ],
    ),
}


@pytest.mark.parametrize("text", [text for silent, _ in CLASSES.values() for text in silent])
def test_what_is_no_claim_of_the_company_accuses_nobody(text: str) -> None:
    for auditor in AUDITORS:
        claims = auditor.audit_text(text).documents[0].claims
        assert not [one for one in claims if one.claimant == "company" and one.findings]


@pytest.mark.parametrize("text", [text for _, said in CLASSES.values() for text in said])
def test_what_a_company_says_of_itself_stays_a_claim(text: str) -> None:
    for auditor in AUDITORS:
        assert any(one.claimant == "company" for one in auditor.audit_text(text).documents[0].claims)


@pytest.mark.parametrize(
    ("text", "guarded"),
    [
        # A rule for what is ours leaves open what stands behind "must", and not what it is.
        ("Our carbon neutral beer must be kept cool.", False),
        ("Carbon neutral beer must be labelled.", True),
        # A colon tells what a word means of the writer's own goods.
        ("Better means: a climate neutral coat in each tin.", False),
        ("Carbon neutral means", True),
        # A rule ends with its phrase.
        ("Renewable power has to come from somewhere, and ours comes from our own wind farm.", False),
        # What follows a wording denies it only where the wording is the subject.
        ('Our soap bears the label "climate neutral", and we do not cheat.', False),
        ('The label "climate neutral" does not stand on our soap.', True),
        # An aim has a date.
        ("Scope 1 emissions must fall by 30 % by 2031.", False),
        # A figure is somebody's own.
        ("Companies with a carbon neutral depot: 80 %.", False),
        ("Companies like a carbon neutral depot.", True),
        # What was sold until a year, and what will be.
        ("Until 2023 the beer was sold as climate neutral.", True),
        ("Until 2033 the beer will be sold as climate neutral.", False),
        ("The beer used to be labelled climate neutral.", True),
        # Who asks for help is not there yet; a plan that helps is hedged.
        ("Apply now and help us become climate neutral!", True),
        ("Our plan could help us to reach net zero.", False),
    ],
)
def test_a_guard_of_what_is_said_in_general_reaches_so_far(text: str, guarded: bool) -> None:
    claims = AUDITORS[0].audit_text(text).documents[0].claims
    assert bool(claims) is not guarded


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("That said, hemp has its drawbacks but eliminates toxic chemicals.", "asserted"),
        ("That said hemp eliminates toxic chemicals.", "asserted"),
        ("The mill said that hemp eliminates toxic chemicals.", "reported"),
    ],
)
def test_words_that_turn_to_the_next_thought_report_nobody(text: str, stance: str) -> None:
    assert {one.stance for one in AUDITORS[0].audit_text(text).documents[0].claims} == {stance}
