"""Words of number and of what things are packed in, English and German."""

from __future__ import annotations

from typing import Final

PIECES: Final = frozenset(
    """
        piece pieces pcs pc nos unit units stück stk stücke times mal teile exemplare item items ea st pieces
        stücker stueck exemplar
        """.split()
)
CONTAINERS: Final = frozenset(
    """
        bottle bottles box boxes pack packs packet packets packages package bag bags can cans jar jars roll
        rolls tin tins tub tubs tube tubes carton cartons case cases crate crates sack sacks bar bars bunch
        bunches bucket buckets sheet sheets stick sticks loaf loaves set sets flasche flaschen dose dosen
        packung packungen pack päckchen packerl karton kartons kiste kisten sack säcke tüte tüten beutel
        rolle rollen kasten kästen tafel tafeln riegel eimer tube tuben bund becher kanister bogen blatt
        sets schachtel schachteln packs bottles glas pakete paket bouquet bouquets sackerl säckli packerl
        flascherl büchse
        büchsen garnitur garnituren stiege stiegen harass cup cups tins pots ream reams ries copy
        copies satz sätze sätzen
        """.split()
)
LEAVES: Final = frozenset("sheet sheets bogen blatt".split())
GLASSES: Final = frozenset("gläser gläsern".split())
"""Containers, and things: what they are is told by what stands beside them."""
SINGLE: Final = frozenset(
    "bottle box bag can jar roll tin tub tube carton case crate bar bunch bucket sheet stick cup pot".split()
)
"""Containers of which two have an s: behind a higher number they are part of a thing, `six bar stools`."""
THINGS_TOO: Final = frozenset("pot pots cup cups bucket buckets eimer becher glas box boxes".split())
"""Containers that people want empty: they only count with something in them."""
PAIRED: Final = frozenset(
    """
        shoes boots sneakers trainers sandals slippers heels loafers socks gloves mittens jeans trousers
        pants shorts leggings tights glasses sunglasses goggles scissors headphones earphones earbuds skis
        skates rollerblades binoculars pliers tweezers pyjamas pajamas stockings flip-flops secateurs shears
        clippers schuhe stiefel sneaker sandalen hausschuhe socken handschuhe ski skier ohrringe strümpfe
        skistöcke wanderstöcke kniestrümpfe fäustlinge pantoffeln earrings chinos tongs cleats crocs
        skihandschuhe inliner schlittschuhe turnschuhe laufschuhe gummistiefel pumps ballerinas inlineskates
        clogs kopfhörer mules flats braces compasses wanderschuhe winterschuhe arbeitsschuhe
        arbeitshandschuhe joggers dungarees overalls cufflinks manschettenknöpfe poles langlaufski alpinski
        tourenski waders chopsticks knickers
        briefs boxers crutches krücken birkenstocks espadrilles moccasins slides
        """.split()
)
PAIRED_ENDS: Final = tuple(
    "ski handschuhe schuhe stiefel socken sandalen stöcke strümpfe shoes boots".split()
)
OF: Final = frozenset(("of", "von", "an"))
NO_COUNT: Final = frozenset(
    """
        people persons person personen leute kinder kids years year jahre jahren jahr months month monate
        man men women adults guests gäste players spieler days tage tagen weeks wochen hours stunden minutes
        minuten min yo year-old years-old percent prozent star stars sterne speed gang gänge ply lagig
        burner seater sitzer door doors türen drawers schubladen in-1 shelves layers zones zonen watt ports
        port speeds wheels rollen compartments fächer fächern slots keys tasten megapixel generation gen er
        way legs
        """.split()
)
PUZZLES: Final = ("puzzle", "jigsaw", "lego", "puzzles", "bausteine", "bricks")
ROLLS: Final = frozenset("rollen rolls".split())
ROLLED: Final = tuple(
    "papier paper folie foil film tapete tape band draht garn stoff vlies beutel bags küchenrolle".split()
)
"""What comes in rolls; of another thing they are its wheels."""
SERVICES: Final = ("set", "kit", "service", "besteck")
"""What has so many pieces, where they are said behind it."""
