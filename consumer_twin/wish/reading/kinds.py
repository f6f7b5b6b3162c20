"""
Words that are no makers though they carry a capital, words of material, and the small words of both
languages.
"""

from __future__ import annotations

from typing import Final

NO_BRANDS: Final = frozenset(
    """
        london paris berlin vienna wien graz linz salzburg innsbruck zürich zurich basel bern genf geneva
        luzern munich münchen hamburg cologne köln frankfurt stuttgart leipzig dresden hannover bremen
        dublin cork manchester leeds bristol bath oxford cambridge edinburgh glasgow liverpool birmingham
        amsterdam utrecht rotterdam brussels antwerp madrid barcelona lisbon porto rome milan prague
        budapest warsaw krakow copenhagen stockholm oslo helsinki boston chicago austin dallas houston
        seattle denver portland toronto montreal vancouver sydney melbourne brisbane auckland singapore
        tokyo greek italian french german swiss austrian spanish portuguese english british irish scottish
        dutch belgian danish swedish norwegian finnish polish czech hungarian turkish japanese chinese
        korean thai indian mexican american canadian australian african asian european scandinavian nordic
        mediterranean persian moroccan egyptian arabic russian ukrainian brazilian argentinian colombian
        ethiopian kenyan peruvian cuban icelandic vietnamese nepalese tibetan himalayan welsh icelandic
        bavarian tuscan sicilian parisian viennese greece italy france germany switzerland austria spain
        portugal england britain ireland scotland netherlands holland belgium denmark sweden norway finland
        poland hungary turkey japan china korea thailand india mexico america usa canada australia africa
        asia europe europa deutschland österreich schweiz italien frankreich spanien griechenland japan
        england holland polen dänemark schweden norwegen finnland türkei indien brasilien uk eu us bluetooth
        wifi wi-fi usb usb-c usb-a hdmi led lcd oled qled dslr ssd hdd ram cpu gpu pc mac laptop tv hd uhd
        nfc gps dab aa aaa ipad iphone imac macbook airpods airpod watch kindle playstation xbox switch
        galaxy thinkpad chromebook ultrabook android ios windows linux surface pixel alexa siri chromecast
        raspberry pi arduino dvd cd vinyl lp blu-ray nvme sata ddr4 ddr5 vga ethernet lan wlan christmas
        easter halloween xmas valentine valentine's thanksgiving hanukkah diwali eid ramadan silvester
        weihnachten ostern advent chelsea oxford derby panama bermuda hawaiian adirondack windsor
        chesterfield allen phillips torx dutch persian bermudas jersey berber norway kilim chinos bluetooth
        victorian edwardian georgian bauhaus vintage retro gothic art deco zen yoga pilates jacuzzi velcro
        gore-tex goretex teflon kevlar cordura lycra spandex merino alpaca cashmere tencel vibram polartec
        primaloft thinsulate arabica robusta merlot chardonnay riesling pinot noir cabernet sauvignon
        prosecco champagne rioja chianti bordeaux malbec shiraz earl grey assam darjeeling matcha sencha
        oolong rooibos chai cheddar gouda parmesan brie camembert feta mozzarella basmati jasmine labrador
        beagle poodle dachshund shepherd retriever bulldog persian siamese husky terrier corgi dad mum mom
        mother father grandma grandpa granny sister brother wife husband son daughter aunt uncle friend
        boyfriend girlfriend mr mrs ms i'm i'd i've ill asap ok hi hello hey thanks thank please dear god
        gift present birthday diy braille english spanish german french italian latin kanji harry potter
        star wars marvel frozen pokemon pokémon minecraft disney's barbie's santa claus xl xs xxl vegan bio
        organic fair trade fairtrade ce din iso tüv euro dollar franken pound eur usd gbp chf nepali levant
        turkish kurdish cuban
        """.split()
)
MATERIALS: Final = frozenset(
    """
        wool cotton linen silk leather suede denim velvet cashmere merino polyester nylon fleece oak pine
        walnut beech birch bamboo teak mahogany maple cherry ash wood wooden glass ceramic porcelain steel
        stainless aluminium aluminum iron cast copper brass bronze marble granite plastic rubber silicone
        cork paper cardboard canvas rattan wicker concrete stone acrylic resin titanium carbon felt wolle
        baumwolle leinen seide leder wildleder samt kaschmir polyester nylon vlies eiche kiefer nussbaum
        buche birke bambus teak ahorn esche holz massivholz glas keramik porzellan stahl edelstahl aluminium
        eisen gusseisen kupfer messing marmor granit plastik kunststoff gummi silikon kork papier pappe
        karton rattan beton stein acryl titan filz fichte lärche akazie mango walnuss kunstleder jersey
        frottee flanell terrakotta terracotta daunen daune loden viskose tencel modal zink emaille
        schiefer naturstein ton lehm
        """.split()
)
SMALL_WORDS: Final = frozenset(
    """
        a an the and or of for with without in on at to from by under over below above up is are was be been
        it its this that these those i you he she we they me my your our their his her not no nor but if so
        as than too also please very more most less least any some all each every both size colour color
        brand new used nothing anything something everything would could should must may can max min about
        around between before after until within next by today tomorrow need needs want wants looking like
        just only ich du er sie es wir ihr mich mir dir uns mein meine meinen meinem meiner dein sein seine
        ihre unser und oder aber für mit ohne in im an am auf aus bei beim bis von vom vor nach zu zum zur
        unter über um durch gegen der die das den dem des ein eine einen einem einer eines kein keine keinen
        keinem keiner nicht nichts noch nur auch sehr mehr als wie wenn dass ist sind war wird soll sollte
        darf kann muss möchte suche suchen brauche brauchen hätte gern gerne bitte größe gr farbe marke neu
        gebraucht alles was etwas höchstens maximal mindestens etwa ca circa ungefähr rund spätestens heute
        morgen hallo danke guten tag lieferung stück egal hauptsache preis budget euro lieber bloß am
        liebsten ideal idealerweise wenns wenn möglich schön
        """.split()
)
DRIVEN: Final = frozenset("akku elektro benzin".split())
"""What a German machine runs on, behind its noun: Rasenmäher Akku."""
TRAILING: Final = frozenset(
    """
        aluminium aluminum stainless oak walnut leather cotton wool linen silk suede polyester nylon
        cashmere merino bamboo teak plastic ceramic porcelain denim velvet canvas brass beech birch rattan
        wicker tweed corduroy mahogany
        """.split()
)
"""Materials that are no head of a noun: `laptop stand aluminium`, and not `pizza stone`."""
