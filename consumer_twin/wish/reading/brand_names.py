"""
Names of makers that people write without a capital or at the start of a text: facts, and no choice of
ours. The list decides nothing about what is bought: it tells a maker from a thing. Names that are words
as well stand in `WORDS_TOO` and count with a capital only.
"""

from __future__ import annotations

from typing import Final

from consumer_twin.wish.reading.tokens import tokens_of

_NAMES: Final = """
24bottles, 3m, 8bitdo, a.p.c., abc design, abercrombie, abus, acana, acer, adidas, aeg, aeropress,
aftershokz, agptek, aigle, akai, akg, al-ko, alcatel, aldi, alessi, alko, all-clad, allen & heath, alnatura,
alpinestars, alpro, amazfit, amd, american eagle, american tourister, amica, animonda, anker, ansmann,
anycubic, aoc, apc, apeman, aptamil, aqara, aquaphor, arc'teryx, arcteryx, ariat, ariete, arlo, armani,
artemide, arturia, asics, asos, asrock, asus, atari, audeze, audi, audio-technica, aukey, autel, aveeno,
avent, avm, avène, away luggage, babolat, babybjörn, babyliss, babyzen, bahco, bambu lab, banana republic,
bandai, bang & olufsen, baratza, barbie, barbour, barilla, bauknecht, bayer, be quiet!, behr, behringer,
beko, belkin, ben & jerry's, benjamin moore, benq, bergans, berghaus, berndes, bershka, bertolli, besafe,
bett1, beurer, beyerdynamic, bialetti, bianchi, big green egg, billabong, bioderma, birkenstock, bissell,
bitdefender, black & decker, black diamond, black+decker, blackberry, blackroll, blanco, blaupunkt,
blendtec, bloomingville, blundstone, bmw, bodum, bolia, bomann, bondex, bonprix, bosch, bose, bowers &
wilkins, bowflex, bq, brabantia, breitling, breville, bridgestone, briggs & riley, brio, brita, britax,
britax römer, brompton, brooks brothers, brooks running, brooks saddles, bugaboo, burberry, burg-wächter,
burton, busch & müller, busch-jaeger, bwt, böker, bübchen, c&a, cadbury, calgon, calida, calphalon, calvin
klein, calzedonia, cambridge audio, camelbak, campagnolo, campingaz, cannondale, canon, canson, caparol,
caran d'ache, carhartt, carhartt wip, cartier, casio, castelli, caterpillar, catit, cecil, cecotec,
celestron, cerave, chanel, char-broil, charmin, chemex, chicco, cisco, clairefontaine, clarins, clarks,
clatronic, clinique, cloer, cmp, coleman, colgate, comandante, concept2, contigo, cooler master, copic,
corsair, cosori, craftsman, crayola, creality, cricut, crocs, crumpler, cuisinart, cybex, d'addario, dahon,
daikin, dainese, dakine, dallmayr, darn tough, das keyboard, de buyer, de cecco, de longhi, de'longhi,
decathlon, dell, dell'orto, delock, delonghi, delsey, demeyere, denkmit, denon, derwent, desigual, deuter,
devolo, dewalt, dickies, dior, disney, dji, djo, doc martens, dolce & gabbana, dolce gusto, doona, dopper,
doro, dr martens, dr. brown's, dr. martens, dr. oetker, dremel, dt swiss, dualit, ducati, ducky, dulux,
dunlop, duolingo, duracell, durex, dymo, dynafit, dyson, däumling, eastpak, ecco, eckes, ecm, ecobee,
ecovacs, ecover, edding, edelrid, eduscho, eglo, ego power, eheim, einhell, el naturalista, elac,
electrolux, elefanten, elegoo, elgato, elica, elinchrom, elvie, emmaljunga, emporio armani, emsa, emu
australia, enders, energizer, engelbert strauss, epiphone, epson, ergobaby, ergobag, ergon, erima, ernie
ball, esprit, esselte, essie, eucerin, eufy, eukanuba, eva solo, everlast, evga, evoc, exped, ezviz, f.
dick, f.a.n., faber-castell, fabriano, fairphone, falke, farm to feet, farrow & ball, fatboy, febreze,
felco, fender, fenty, ferm living, ferplast, ferrari, ferrero, ferrino, festool, fila, filson,
fischer-price, fisher price, fisher-price, fiskars, fissler, fitbit, fjallraven, fjällräven, fjällräven
kanken, flir, floris van bommel, flos, fluval, focusrite, formlabs, fox racing, fractal design, fressnapf,
fritz!box, fritzbox, fuji, fujifilm, fujitsu, funko, fxd, g-star, g-star raw, g.skill, gabor, gaggia,
gardena, garmin, garnier, gastroback, geberit, gefu, geox, gerry weber, ghd, gibson, gigabyte, gigaset,
gillette, giorgio armani, gira, goki, gonso, goodyear, google, gopro, gore wear, gorenje, grado, graef,
greenworks, gretsch, grohe, groz, grundig, gucci, guerlain, güde, h&m, haba, hager, haglöfs, hahnemühle,
haibike, haier, haix, hakle, haldol, hama, hankook, hansgrohe, hanwag, hape, haribo, hario, harley-davidson,
harman kardon, hasbro, hauck, havaianas, hazet, head & shoulders, heckler, heineken, helinox, helly hansen,
helly hansen workwear, henckels, heos, herlitz, hermes, hermès, herschel, hifiman, hikvision, hilti, hipp,
hisense, hitachi, hohner, hoka, hoka one one, hollister, holzkern, home24, honda, honeywell, hoover, hori,
hotpoint, houdini sportswear, house doctor, hp, htc, huawei, hudora, huggies, hugo boss, hunkemöller,
husqvarna, hydro flask, hyperice, hyperx, hyundai, hästens, högl, hülsta, iams, ibanez, ibm, icebreaker,
icepeak, iittala, iiyama, ikea, illy, imetec, inateck, indesit, inov-8, insta360, intel, intersport,
intimissimi, ipanema, irobot, iso-tex, j.crew, jabra, jack & jones, jack daniel's, jack wolfskin,
jack&jones, jako, jansport, jbl, jbl aquaristik, jimmy choo, jing, jo malone, johnson & johnson, joie, joma,
joop, joop!, joseph joseph, josera, jotun, julius meinl, julius-k9, jura, jvc, kai shun, kalita, kalkhoff,
kamado joe, kamik, karcher, kaspersky, kawai, kawasaki, kaweco, keds, kef, kellogg's, kempa, kenda,
kensington, kenwood, kerbl, kettler, keychron, kiddy, kiehl's, kikkoman, killtec, kingston, kipling,
kitchenaid, klarstein, klean kanteen, kleen kanteen, kleenex, klickfix, klipsch, kneipp, knipex, knirps,
knog, knorr, kodak, korg, koss, krups, ktm, kuhn rikon, kunert, kurzweil, kyocera, kärcher, kästle,
l'occitane, l'oreal, l'oreal paris, l'oréal, la marzocco, la roche-posay, la sportiva, lacoste, laguiole,
lancome, lancôme, landmann, lansinoh, lavazza, lay's, le creuset, leatherman, ledvance, legero, lego,
legrand, leica, leifheit, leitz, leki, lekue, lelit, lenor, lenovo, leuchtturm, leuchtturm1917, levi's,
levis, lexmark, lezyne, lg, lian li, liebherr, lilienthal, lindt, linksys, little greene, little tikes,
loctite, logi, logitech, longchamp, longines, louis poulsen, louis vuitton, lowa, lowe alpine, lowepro,
luceplan, lululemon, lurpak, lässig, löffler, m-audio, mac cosmetics, mackie, made.com, maggi, maglite,
magura, makita, maloja, mammut, manduka, manfrotto, marantz, marc cain, marc jacobs, marc o'polo, marin,
marklin, mascot workwear, matchbox, mattel, mauviel, mavic, maxi cosi, maxi-cosi, maxxis, maybelline, mazda,
mcneill, medela, medion, meindl, melissa & doug, melitta, mercedes, mercedes-benz, merida, merrell, merten,
messmer, metabo, mexx, michael kors, michelin, micron, microsoft, miele, mikasa, milka, millet, miniland,
missoni, mitsubishi, mizuno, moccamaster, moeck, moleskine, molotow, moncler, monini, monster energy, mont
blanc, montane, montblanc, moog, morphy richards, motorola, moulinex, mountain equipment, msi, msr, muji,
mustela, muuto, my little pony, märklin, nachtmann, nacon, nalgene, namco, native instruments, naturino,
neato, neff, nescafe, nescafé, nespresso, nestle, nestlé, netatmo, netgear, neumann, neutrogena, new
balance, new era, nike, nikon, nikwax, ninja foodi, nintendo, nissan, nivea, nivona, noctua, nokia, nokian,
nolte, nordica, nordictrack, nordlux, north face, nuby, nuki, numark, nuna, nutella, nutribullet, nuxe,
nvidia, nzxt, o'neal, o'neill, oakley, oatly, odlo, ohropax, olay, old navy, olight, olympus, omron,
oneplus, onkyo, only & sons, ooni, opinel, oppo, oral b, oral-b, orbea, orijen, ortlieb, ortovox, osmo,
osprey, osram, otterbox, oura, outdoorchef, palmers, pampers, panasonic, paperblanks, patagonia, pattex,
paulmann, pedigree, peek & cloppenburg, peg perego, pelikan, peloton, penaten, pentax, pentel, pepe jeans,
pepsi, persil, persol, petzl, peugeot, philips, philips avent, philips hue, picard, pirelli, plantoys,
playmobil, playtex, polaroid, polisport, polo ralph lauren, porsche, posca, prada, presonus, pril, primark,
primus, pringles, prismacolor, pritt, pro-ject, procter & gamble, profitec, proscenic, prusa, puky, pull &
bear, puma, purina, puro, pyrex, qnap, quechua, quiksilver, rado, raleigh, ralph lauren, rancilio,
rangemaster, rapha, rapoo, ravensberger, ravensburger, ray ban, ray-ban, rayban, razer, realme, recaro, red
bull, red wing, reebok, reell, rega, reima, remington, remmers, renault, reolink, reusch, revlon, rexel,
rhodia, ricoh, ricola, ricosta, riedel, rieker, riese & müller, riese und müller, rimowa, rinti, ritter
sport, ritterwerk, rixen & kaul, roborock, roccat, rocket espresso, rolex, rolf benz, rolls-royce,
rommelsbacher, ronnefeldt, rosenthal, rossignol, rossmann, rotring, rowenta, roxy, royal canin, ruffwear,
russell hobbs, ryobi, röde, römer, rösle, s.oliver, saab, sabian, sabrent, saeco, sakura, salewa, salomon,
samsonite, samsung, sandisk, sanyo, satch, saucony, savic, scarpa, schaeff, schiesser, schlage, schlaraffia,
schleich, schmincke, schneider electric, schott zwiesel, schulte-ufer, schwalbe, schwarzkopf, schwinn,
schöffel, schöner wohnen, scotch & soda, scotch-brite, scout schulranzen, sea to summit, seagate, seasonic,
sebamed, sega, segafredo, seidensticker, seiko, selected homme, selle royal, sennheiser, sephora, sera
aquaristik, severin, sheaffer, sheba, shein, shimano, shokz, shure, siemens, sigg, sika, silit, silver
cross, simmons, skagen, skechers, skoda, sks, skullcandy, smeg, smoby, sodastream, somat, sonos, sony,
sorel, soudal, soulbottles, soundcore, spalding, speedo, spigen, spyderco, sqlab, squier, sram, stabilo,
staedtler, starbucks, starlux, staub, steba, steelseries, steiff, steinel, steinway, stiga, stihl, stokke,
stradivarius, stratic, straumann, strauss workwear, street one, strellson, subaru, superdry, superfit,
suunto, suzuki, swarovski, swiffer, syma, synology, syoss, t-fal, tado, tag heuer, tamaris, tamron, tanita,
tapo, tascam, tassimo, taylormade, tazo, tchibo, tcl, technics, tecnica, teekanne, tefal, tempur, tesa,
teufel, teutonia, teva, tezenis, the body shop, the north face, theragun, therm-a-rest, thermaltake,
thermomix, thermos, thonet, thrustmaster, thule, timberland, timbuk2, timemore, timex, tiptoi, tissot,
tizio, tom ford, tom tailor, tombow, tommee tippee, tommy hilfiger, tommy jeans, tomtom, tonies, topeak,
topo designs, tork, toshiba, toyota, tp-link, traeger, transcend, travelpro, traxxas, tribit, trigema, trio
leuchten, tristar, trunki, tubus, tumi, tupperware, turtle beach, twinings, tylko, ubiquiti, ubisoft, ugg,
ugg australia, ugreen, uhu, ultimate ears, umbro, under armour, uni-ball, uniqlo, unold, uvex, uyn, vacuvin,
van laack, vanmoof, varta, vaude, vax, velux, venum, vero moda, versace, vichy, victoria's secret,
victorinox, viewsonic, vileda, villeroy & boch, vitamix, vitra, vittoria, vivitar, vizio, volkswagen, volvo,
vorwerk, vtech, vw, völkl, wacom, wanhao, waterman, waterpik, wd-40, wedgwood, weleda, wella, wenger, wera,
wesco, western digital, westwing, whimzees, whirlpool, whiskas, wiha, wiko, wilfa, wilkinson, wilson,
windmühlenmesser, winora, winsor & newton, withings, wmf, wolf garten, wolf-garten, wolford, woll,
wolverine, woom, worx, wrangler, wusthof, wyze, wüsthof, xavax, xerox, xiaomi, xtorm, xxxlutz, yale, yamaha,
yeti, yokohama, yonex, ysl, yves rocher, yves saint laurent, zalando, zanussi, zara, zassenhaus, zeiss,
zewa, zildjian, zippo, zotac, zwilling, zyliss
"""
_WORDS_TOO: Final = """
alpina, anchor, apple, ariel, atlas, atomic, away, bear, beats, bic, boss, braun, brooks, brother, bruder,
brunnen, buff, bugatti, bulls, camper, candy, canyon, carrera, casper, champion, cherry, citizen, coach,
columbia, comma, continental, converse, cowboy, crucial, cube, dick, diesel, dm, domo, dove, duplo, ego,
elan, elo, emma, eterna, eureka, fein, felix, fellow, finish, fischer, ford, fossil, fox, frosch, gant, gap,
gazelle, gerber, ghost, giant, giro, global, gregory, guess, hackett, hay, head, heinz, hermes, honor,
hummel, hunter, jack, jacobs, jaguar, jung, juwel, kai, kappa, kinder, kong, lamy, lee, lloyd, lodge, loewe,
lotus, lush, mac, mam, mango, mars, marshall, martin, mascot, merlin, mey, molten, monster, moser, nad,
napoleon, nest, ninja, nord, nuk, olymp, omega, opel, oxo, pandora, parker, patriot, pegasus, pilot,
pioneer, poc, polar, princess, rab, replay, ring, rocket, rode, roland, scott, scout, select, sera, shark,
sharp, shell, sigma, silva, simba, singer, skil, smith, specialized, stanley, stevens, strauss, supreme,
swatch, taylor, tempo, tern, tetra, tide, tiffany, titan, trek, triumph, trixie, vanish, vans, wagner, wahl,
weber, wolf, zebra
"""


def _listed(text: str) -> frozenset[tuple[str, ...]]:
    return frozenset(
        tuple(token.low for token in tokens_of(name))
        for name in text.replace("\n", " ").split(",")
        if name.strip()
    )


WORDS_TOO: Final = _listed(_WORDS_TOO)
NAMES: Final = _listed(_NAMES) | WORDS_TOO
LONGEST: Final = max(map(len, NAMES))
FIRSTS: Final = frozenset(name[0] for name in NAMES)
