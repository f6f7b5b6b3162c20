"""
The words with which people ask, praise, and tie one thing to another: none of them is what they look
for.
"""

from __future__ import annotations

from typing import Final

INTROS: Final = frozenset(
    """
        use need needs want wanted looking searching seeking get find buy order suche suchen brauche brauchen
        benötige benötigen möchte möchten bräuchte bräuchten hätte hätten wünsche wünscht will gesucht
        besorg besorge bestelle bestellen kaufe kaufen require wish wishes hunting shopping after like love
        brauch such bräucht wollen brauchst sucht wünschen finde finden
        """.split()
)
"""A clause with one of these says what is looked for."""

ARTICLES: Final = frozenset(
    """
        a an the some any ein eine einen einem einer eines der die das den dem des ne nen nem ner 'n 'ne
        'nen n these those this dieses diese diesen dieser paar another ein/e mal
        """.split()
)
FILLERS: Final = (
    INTROS
    | ARTICLES
    | frozenset(
        """
            wer who jemand has zusammen wollte fragen frage hope hoping wonder wondering ask asking thought
            question too more than older younger years old jünger älter gibt irgendwo existiert there exists
            produkte products artikel produkt i we you he she they it me us him them i'm i'd i've i'll we're
            we'd we've we'll it's ich wir du er sie es mir uns ihm ihr ihnen mich dich sich my our your his
            her their mein meine meinen meinem meiner unser unsere unseren euer would could can will shall
            do does did please pls thanks thank thx cheers hi hello hey hallo servus moin grüezi grüß gott
            guten tag morgen liebe lieber liebes bitte danke dankeschön to have had got 've am is are be
            been being was were going trying help also just really currently maybe perhaps already someone
            somebody anyone for-me urgently quickly soon asap desperately dringend schnell bald sofort noch
            gern gerne auch nur doch wohl eigentlich mal einmal kurz würde würden könnte könnten kannst
            könnt kann haben hab habe sein ist sind war werden wird soll sollen sollte so dear folks team
            there today's one ones kindly dann und and then in-need show give send bring gebt gib zeig zeige
            zeigt schick schicke besorgen holen hol up out new-one now jetzt gleich aktuell gerade yes ja ok
            okay well anyway well, also von-mir price preis budget kosten cost costs total insgesamt
            delivered delivery lieferung geliefert shipping shipped versand size größe gr colour color farbe
            quantity menge anzahl brand marke condition zustand needed benötigt required arrive arrives
            arriving here ankommen kommt kommen possible möglich available verfügbar wenns geht wenn if
            falls egal ob hauptsache mainly only alone u ur selling sell sells spare got verkauft verkaufen
            offering wtb wts iso lf recs rec recommendations recommendation suggestions suggestion tips
            ideas advice requesting requiring enquiring inquiring purchasing sourcing quotation enquiry
            inquiry rfq wanting needing anybody attached request requests sir madam purchase swap tausche
            tausch gimme lemme wanna gonna gotta still make bestellung anfrage
            gesuch einkaufsliste angebot offerte erbitte erbitten bitten ersuchen
            kostenvoranschlag wants bin bist seid know knows empfehlungen empfehlung tipps
            vorschläge grateful quote arrange supply provide
            source procure recommend suggest y'all guys folks hiya yo um uh er äh ähm abzugeben thanks! lg
            vg mfg gruß grüße regards vielen dank max maximal min höchstens mindestens about around
            """.split()
    )
)
"""Words before and after what is looked for that say nothing about it."""

SEEKING: Final = frozenset(
    """
    angebot angebote anfrage offerte bestellung lieferung kostenvoranschlag offer grateful market quote
    recs rec recommendations recommendation suggestions looking searching hunting
        shopping search asking wish seeking
    """.split()
)
"""Words whose `for` stands before what is looked for."""
GERMAN_FILLERS: Final = frozenset("hat den da bald war dann din".split())
"""Words that are things in English."""

PRONOUNS: Final = frozenset("something anything was etwas irgendwas irgendetwas sth stuff".split())

STOPS: Final = frozenset(
    """
        ausgeben zahlen bezahlen weder neither
        for with without in on at from by to under over above below of-the that which who whose whom where
        when while because since as than like-a but or if so until till before after between within into
        onto against per via about around up made compatible suitable fits fit fitting designed intended
        capable able including incl inkl inklusive plus minus except excluding not no nothing never nor w w/
        ideally preferably must should shall needs has have having comes matching working instead rather
        though although can may might it i we you they he she für mit ohne im in an am auf aus bei beim bis
        von vom vor nach zu zum zur unter über um durch gegen ab als wie wo der die das den dem des welche
        welcher welches dass weil damit denn aber sondern oder falls wenn sofern ob kein keine keinen nicht
        nichts nie außer ausser passend geeignet kompatibel gemacht hergestellt soll sollte sollten muss
        müssen darf dürfen kann können möglichst gern gerne idealerweise vorzugsweise bevorzugt bloß am
        nebst samt inklusive sowie ich wir er sie es mir hauptsache lieber is are was were will would and/or
        ist sind wird werden wäre wären ein eine einen einem einer a an the my our his her their your mein
        meine meinen meinem meiner please bitte thanks thank danke gesucht kaufen bestellen haben asap
        urgently dringend available preferred required wanted needed delivered shipped broke broken
        kaputt died
        stopped leaks leaking undicht defekt verloren gestohlen
        size größe
        """.split()
)
"""Words that end what is looked for: what follows says what it is for, where, or how."""

PERSONS: Final = frozenset(
    """
        boy girl man woman junge jungen mädchen brother sister mum mom mother dad father son daughter wife
        husband girlfriend boyfriend friend grandma grandpa granny aunt uncle niece nephew boss colleague
        teacher kid kids baby cat dog bruder schwester mutter mama vater papa sohn tochter frau mann
        freundin freund oma opa tante onkel nichte neffe chef kollegin kollege lehrerin hund katze
        """.split()
)
"""For whom it is, where a word of asking and a possessive stand before: `get my brother a wallet`."""

GIFTS: Final = frozenset("gift present geschenk surprise überraschung mitbringsel".split())
"""What is looked for only if nothing else is."""

PRAISE: Final = frozenset(
    """
        nice good great cheap affordable inexpensive decent beautiful lovely pretty cool fancy best perfect
        awesome amazing excellent fine quality high-quality top-quality good-quality special favourite
        favorite proper reasonable reasonably really very super big large small tiny huge little bigger
        larger smaller cheaper cheapest better nicer well-made gorgeous cute stylish elegant trendy
        fashionable budget low-cost bargain reliable sturdy solid durable robust warm cosy cozy comfy
        comfortable soft simple basic plain ordinary regular standard normal schön schöne schöner schönes
        schönen gut gute guter gutes guten günstig günstige günstiger günstiges günstigen billig billige
        billiger billiges billigen toll tolle toller tolles tollen hübsch hübsche hübscher hübsches hübschen
        preiswert preiswerte preiswerter preiswertes preiswerten hochwertig hochwertige hochwertiger
        hochwertiges hochwertigen grosse grosser grosses grossen groß große großer großes großen klein
        kleine kleiner kleines kleinen ordentlich ordentliche ordentlicher ordentliches ordentlichen
        vernünftig vernünftige vernünftiger vernünftiges vernünftigen passende passender passendes passenden
        nett nette netter nettes netten super preisgünstig preisgünstige preisgünstiger preisgünstiges
        preisgünstigen stabil stabile stabiler stabiles stabilen robust robuste robuster robustes robusten
        warme  warmes warmen gemütlich gemütliche gemütlicher gemütliches gemütlichen bequem bequeme
        bequemer bequemes bequemen schick schicke schicker schickes schicken cool coole  cooles coolen
        einfach einfache einfacher einfaches einfachen weich weiche weicher weiches weichen edel edle edler
        edles edlen elegant elegante eleganter elegantes eleganten zuverlässige zuverlässiger zuverlässiges
        zuverlässigen besonderes besondere besonderen besonders ganz sehr richtig richtige richtiger
        richtiges richtigen halbwegs solide solider solides soliden schönes gutes leckere lecker leckeren
        leckerer gepflegt gepflegte gepflegter gepflegtes gepflegten erhalten erhaltene erhaltener erhaltenes
        erhaltenen alt alte alten alter altes delicious tasty premium
        """.split()
)
"""Praise, thrift, and sizes without a measure."""

TELLS: Final = frozenset(
    """
    he she they it's er sie es likes loves mag liebt broke kaputt thanks danke deliver delivery lieferung
    """.split()
)
"""Words that begin a clause which only tells."""

FEATURES: Final = frozenset(
    """
        wireless cordless waterproof water-resistant foldable folding portable rechargeable washable
        adjustable organic unscented insulated ergonomic lightweight left-handed right-handed dimmable
        stackable vegan gluten-free sugar-free decaf cordless breathable quiet silent kabellos wasserdicht
        klappbar faltbar tragbar waschbar verstellbar höhenverstellbar bio leise leicht unbehandelt ungesüßt
        dimmbar stapelbar wasserfest winddicht atmungsaktiv spülmaschinenfest loose unisex mens womens
        ladies vintage retro mini natural portable men women boys girls kids herren damen kinder
        """.split()
)
"""Words that follow a noun to say how it must be; before it they are part of its kind."""

ADJECTIVE_ENDS: Final = tuple("less proof ing ed ic al ous able ible ful ive -free -style en 's".split())
