"""Names of colours, English and German, and the words that make one of them the name of a kind."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

_ENGLISH: Final = (
    """
        red blue green yellow orange purple violet pink brown black white grey gray beige turquoise teal
        cyan magenta maroon burgundy navy olive khaki gold golden silver ivory cream tan taupe lilac
        lavender mauve indigo crimson scarlet ochre mustard charcoal anthracite bronze copper coral peach
        apricot salmon rose fuchsia mint aqua azure cobalt emerald ruby sapphire camel caramel chocolate
        terracotta rust sand ecru off-white offwhite multicolour multicolored multicoloured colourful
        multicolor transparent clear champagne denim petrol plum amber bordeaux greenish nude blush ebony
        sage lime graphite slate titanium cognac aubergine eggplant
        """
).split()
_GERMAN: Final = (
    """
        roségold rosegold weißgold gelbgold sandbeige jeansblau mittelgrau nachtschwarz mauve rot blau grün
        gelb orange lila violett pink rosa braun schwarz weiß weiss grau beige türkis petrol anthrazit creme
        cremeweiß cremefarben bordeaux bordeauxrot weinrot ocker khaki oliv olivgrün silber silbern gold
        golden goldfarben silberfarben kupfer kupferfarben bronze mint mintgrün marine marineblau navy bunt
        mehrfarbig durchsichtig transparent natur naturfarben sand sandfarben taupe mauve flieder lavendel
        lachs koralle aprikose senfgelb senf rostrot rost karamell cognac camel magenta cyan purpur
        aubergine smaragdgrün königsblau himmelblau nachtblau tiefschwarz schneeweiß blaugrau graublau
        graugrün blaugrün altrosa rosé altweiß wollweiß offwhite elfenbein ecru champagner schokobraun
        nussbraun kastanienbraun kirschrot feuerrot zitronengelb sonnengelb tannengrün waldgrün salbeigrün
        grasgrün moosgrün apfelgrün flaschengrün stahlblau taubenblau eisblau royalblau kobaltblau mausgrau
        silbergrau steingrau schiefergrau perlweiß reinweiß mokka terrakotta graphit limette salbei
        """
).split()
_SHADES: Final = "hell dunkel mittel knall matt pastell neon tief kräftig zart blass leucht grell".split()
_PLAIN: Final = (
    "rot blau grün gelb orange lila violett pink rosa braun schwarz weiß weiss grau beige türkis".split()
)

ENGLISH: Final = frozenset(_ENGLISH)
GERMAN: Final = frozenset(_GERMAN) | {f"{shade}{plain}" for shade in _SHADES for plain in _PLAIN}
ENDINGS: Final = ("er", "es", "en", "em", "e", "s", "n")
FRUITS: Final = frozenset("orangen oliven lachse sande aprikosen limetten koralle".split())
"""Inflected colours that are things with a capital."""
INFLECTED: Final = (
    {f"{word}{end}": word for word in GERMAN for end in ("e", "er", "es", "en", "em")}
    | {f"{word}s": word for word in ("rosa", "lila", "pink", "orange", "beige", "creme")}
    | {f"{word}n{end}": word for word in ("rosa", "lila") for end in ("e", "er", "es", "en", "em")}
    | {
        f"{word}{end}": word
        for word in ("orange", "beige")
        for end in ("r", "s", "n", "m", "ne", "nes", "nen", "ner")
    }
    | {"silberne": "silbern", "goldene": "golden", "türkise": "türkis", "buntes": "bunt"}
)

COLOURS: Final = ENGLISH | GERMAN | INFLECTED.keys()

SHADES: Final = frozenset(
    """
        space stone pearl ocean gunmetal dark light bright pale deep navy royal sky baby hot pastel neon
        forest lime olive midnight off rose wine cherry steel ice sea mint army hunter burnt dusty soft
        powder electric cobalt emerald blood brick slate ash jet snow chocolate charcoal teal petrol mustard
        sage moss bottle hell dunkel helles dunkles dunkler dunkle dunklen heller hellen helle kräftiges
        knalliges
        """.split()
)
"""Words that make one colour of themselves and the colour after them: dark green, navy blue."""
FINISHES: Final = frozenset("matte matt glossy metallic satin glänzend shiny".split())

WEAK: Final = frozenset(
    """
        gold golden silver silber silbern bronze copper kupfer cream creme orange rose olive mint peach plum
        chocolate caramel camel lavender lavendel lilac tan sand rust coral salmon mustard senf charcoal
        denim amber ruby sapphire emerald champagne clear transparent natur graphite slate titanium cognac
        apricot lime sage ebony nude champagner lachs koralle aprikose flieder rost karamell marine limette
        salbei mokka terracotta terrakotta petrol aubergine plum eggplant multicolour mauve blush
        """.split()
)
"""Colours that are things as well: they count beside another word of colour, after `in`, in a list, or before
a noun that is not made of them."""


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    """Return the pairs of a table: a word with a colon, then those that go with it."""
    colour = ""
    for word in text.split():
        if word.endswith(":"):
            colour = word[:-1]
        else:
            yield colour, word


_KINDS: Final = """
    grün: veltliner grüner: veltliner black: tea coffee pepper friday beans garlic bean tahini rice
    pudding forest green: tea screen
    beans coffee olives curry onions card lentils lentil bean peas white: wine chocolate noise rum vinegar
    rice bread tea pepper board spirit beans elephant gold red: wine bull pepper peppers meat onion onions
    cabbage lentils beans light bean kidney bush blue: cheese light ray berries whale brown: sugar rice
    bread paper sauce pink: salt gin grapefruit noise himalayan yellow: pages cake orange: juice marmalade
    jam tree oil marmelade peel soda squash blossom tea saft grey: goose olive: oil tree wood oils soap
    bread trees rose: bush water oil bushes wine quartz plant petals garden bouquet hip hips lavender: oil
    plant soap tea pillow sachets bag honey plants candle chocolate: bar cake bars box cookies truffles milk
    spread eggs fountain advent chip mould coffee: table mint: tea plant leaves toothpaste oil sauce
    charcoal: grill barbecue bbq mask pencils soap sticks filter briquettes drawing copper: pan pot wire
    pipe pans pots kettle tube mug mugs cable bronze: statue medal sculpture figure silver: ring necklace
    bracelet earrings chain coin coins cutlery polish jewellery jewelry spoon cleaner bar pendant gold: ring
    necklace bracelet earrings chain coin coins jewellery jewelry bar leaf pendant wedding plated-ring kette
    schmuck armband münze barren golden: syrup retriever delicious oldies ehering amber: necklace ring
    bracelet ale glass lime: juice tree squeezer denim: jacket jeans shirt skirt shorts dress vest trousers
    dungarees overalls camel: hair wool coat-hanger milk peach: jam tree juice tea plum: jam tree pudding
    cake sage: tea plant seeds mustard: seeds powder jar oil cream: cheese cake soap maker crackers charger
    sand: paper box toys bag castle pit blaster timer shoes salmon: fillet fillets oil rod fishing coral:
    reef necklace champagne: glasses flutes bottle cooler glass bucket brut clear: coat varnish tape nail
    tan: lotion caramel: sauce syrup popcorn candy titanium: ring watch bike mug frame glasses case marine:
    battery radio paint rope grade natur: joghurt rot: wein kohl linsen zwiebeln paprika bohnen bete tee
    grütze grün: tee spargel bohnen curry linsen smoothie oliven schwarz: tee pfeffer bohnen oliven veltliner
    johannisbeeren brett knoblauch kaffee sesam weiß: wein schokolade spargel bohnen tee rum weiss: wein
    schokolade spargel bohnen tee braun: zucker reis gelb: seiten erbsen paprika rosa: salz pfeffer silber:
    kette ring schmuck armband münze besteck barren kupfer: pfanne topf rohr kabel draht blau: käse
    """
_THINGS: Final = """
    coffee: table tables machine maker mug mugs cup cups grinder pot tea: towel towels pot cup cups set
    kettle bread: bin box knife rice: cooker pepper: mill mills grinder wine: rack cooler fridge cheese:
    board knife grater paper: lamp shredder juice: extractor glass glasses sugar: bowl
    """
THINGS: Final = frozenset(_pairs(_THINGS))
"""Two words that are one thing, so that a colour before them is one: a black coffee table."""
KINDS: Final = frozenset(_pairs(_KINDS))
"""A colour and the word after it that are one kind: black tea is no black."""

JEWELS: Final = frozenset(
    """
    ring rings earrings earring necklace bracelet chain pendant brooch anklet studs hoops cufflinks kette
    ohrringe ohrstecker armband halskette anhänger brosche armreif
    """.split()
)
"""What is made of gold or silver, and not coloured so."""
_AFTER: Final = """
cream: hand face ice sun shaving night day eye foot body skin whipped sour cold
grey: earl jane
gray: earl
rose: compass english climbing potted
chocolate: dark milk hot white
camel: toy
salmon: smoked fresh
mustard: dijon hot
sand: play quartz cat
lavender: dried potted
denim: japanese raw selvedge
"""
AFTER_KIND: Final = frozenset((kind, colour) for colour, kind in _pairs(_AFTER))
"""A word before a colour that makes it a thing."""
