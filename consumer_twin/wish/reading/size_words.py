"""Units and words of size, English and German."""

from __future__ import annotations

from typing import Final

LENGTH: Final = frozenset(
    """
        m² cm² quadratmeter quadratmetern laufmeter qm m2 sqm cms mms mtr mtrs mm cm dm m meter meters
        metre metres metern meterlang inch inches
        zoll ft feet foot yd yard yards " ″ ” “ „ centimeter centimeters centimetre centimetres zentimeter
        millimeter millimetre millimeters km ''
        """.split()
)
MASS: Final = frozenset(
    """
        kgs gms ltr ltrs g kg gr gram grams gramm gramme kilo kilos kilogram kilograms kilogramm oz ounce
        ounces lb lbs pound pounds pfund mg l ml cl dl liter litre liters litres gallon gallons quart quarts
        pint pints litern milliliter millilitre centiliter tonne tonnen tonnes tons t
        """.split()
)
UNITS: Final = LENGTH | MASS
QUOTES: Final = frozenset(('"', "\u2033", "\u201d", "\u201c", "\u201e", "''"))
CLOSE: Final = frozenset(('"', "″", "”", "“", "„", "'", "l", "g", "m", "t", "in"))
"""Units that count only right behind their number, or with one space where nothing else could be meant."""

TECHNICAL: Final = frozenset(
    """
        gb tb mb kb w watt watts kw kwh wh v volt volts ah mah a hz khz mhz ghz mp megapixel megapixels
        megapixeln px pixel pixels dpi fps nits lumen lumens lm bar psi rpm db k p ° °c grad degree degrees
        celsius % percent prozent ppm tog denier den gsm carat ct karat hp ps fach teilig nm bit cores kerne
        ports port
        """.split()
)
"""Units of what a thing can do: no sizes."""

TIMES: Final = frozenset("x \u00d7".split())
LETTERS: Final = frozenset("xxs xs s m l xl xxl xxxl xxxxl 2xl 3xl 4xl 5xl".split())
WORDS: Final = frozenset(
    ("small", "medium", "large", "x-large", "x-small", "xx-large", "extra-large", "universal", "petite")
)
BEDS: Final = frozenset(("king", "queen", "twin", "double", "single", "full", "super"))
CUES: Final = frozenset(
    """
    size sizes sz größe größen groesse grösse gr grössen sizing kragenweite bundweite ringweite
    brustumfang collar mondopoint mondo
    """.split()
)
CUE_ENDS: Final = ("größe", "grösse", "groesse", "gröẞe")
COUNTRIES: Final = frozenset(("eu", "us", "uk", "de", "eur", "fr", "it", "jp", "au", "usa"))
ASIDE: Final = frozenset(
    """
        ø wide long high tall deep thick breit lang hoch tief dick diameter durchmesser width height length
        depth across breite höhe länge tiefe weit stark groß
        """.split()
)
WORN: Final = frozenset(
    """
shoe shoes boots boot sneaker sneakers trainers sandals heels loafers slippers dress skirt shirt
blouse jeans trousers pants shorts jacket coat sweater jumper pullover hoodie cardigan suit blazer
bra underwear socks gloves schuhe schuh stiefel stiefeletten sandalen pumps hose jacke mantel kleid
rock hemd bluse pulli anzug weste socken handschuhe sakko unterwäsche leggings tights chinos parka
vest swimsuit bikini gummistiefel badehose wetsuit overalls crocs clogs mokassins ballerinas
birkenstocks hosen jacken hemden dirndl lederhose strumpfhose hausschuhe pantoffeln turnschuhe
flip-flops skates inliner cleats romper bodysuit onesie strampler body pyjama pyjamas pajamas
uniform kostüm rollerblades tuxedo smoking gown polo tee top bh slip boxershorts kapuzenpullover
polohemd mule mules flops bodysuits bodysuit flip-flop cardigans dresses skirts coats jackets sweaters
jumpers hoodies blouses suits blazers bras wetsuits fleece kurta kurti kurtas sari saree sherwani kilt
glove trunks hat cap helmet beanie belt mittens helm mütze kappe hut gürtel skihelm fahrradhelm tracksuit
dressing-gown bathrobe bademantel morgenmantel nachthemd jogginghose leggins
    """.split()
)
"""What is sold by a number of its own."""
WORN_ENDS: Final = tuple(
    """
    schuhe stiefel hose jacke mantel kleid hemd bluse anzug weste socken sandalen jeans pullover shirt sneaker
    sneakers shoes boots hosen pulli shorts rock handschuhe größe höschen
    """.split()
)


def is_worn(word: str) -> bool:
    """Whether *word*, in lower case, is a garment or shoes."""
    return word in WORN or word.endswith(WORN_ENDS)
