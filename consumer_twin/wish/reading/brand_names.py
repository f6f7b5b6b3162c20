"""
Names of makers that people write without a capital or at the start of a text: facts, and no choice of
ours. The list decides nothing about what is bought: it tells a maker from a thing. Names that are words
as well stand in `WORDS_TOO` and count with a capital only.
"""

from __future__ import annotations

from typing import Final

from consumer_twin.wish.reading.tokens import tokens_of

_NAMES: Final = """
& other stories, 1zpresso, 24bottles, 3m, 8bitdo, a.p.c., abc design, abercrombie, absolut, abus, acana,
acer, acne studios, adata, adidas, aeg, aeropress, aftershokz, agptek, aigle, airfix, akai, akg, al-ko,
alcatel, aldi, alessi, alko, all-clad, allbirds, allen & heath, almdudler, alnatura, alpinestars, alpro, alt
wien, alvi, amazfit, amd, american eagle, american tourister, amica, animonda, anker, ansmann, anycubic,
aoc, apc, apeman, aperol, aptamil, aqara, aquaphor, arabia finland, arc'teryx, arcteryx, ardo, ariat,
ariens, ariete, arket, arlo, armani, armedangels, aronal, artemide, arturia, aruba networks, arzberg, asa
selection, ascaso, asics, asmodee, asos, asrock, asus, asustor, atari, audeze, audi, audio technica,
audio-technica, augustiner, aukey, aulos, austrian audio, autel, autonomous, aveeno, avent, avm, avène, away
luggage, b&o, b&w, babolat, baby born, babybjörn, babyliss, babyzen, bacardi, bahco, bahlsen, baileys,
baldessarini, balenciaga, bambu lab, banana republic, bandai, bang & olufsen, baratza, barbie, barbour,
barebells, barilla, bauknecht, bayer, be quiet!, beal, beck's, becks, behr, behringer, beko, belkin, ben &
jerry's, benchmade, benetton, benjamin moore, benq, berchtesgadener, bergans, berghaus, bernardo, berndes,
bernina, bershka, bertolli, besafe, beta tools, bett1, beurer, beyerdynamic, bezzera, bialetti, bianchi, big
agnes, big green egg, billabong, bioderma, birkenstock, bissell, bitburger, bitdefender, black & decker,
black diamond, black+decker, blackberry, blackroll, blanco, blaupunkt, blend-a-med, blendtec, bloomingville,
blundstone, bmw, bodum, bolia, bomann, bombay sapphire, bondex, bonprix, bora, bosch, bose, bottega veneta,
bowers & wilkins, bowflex, bq, brabantia, breitling, breville, bridgestone, briggs & riley, brio, brita,
britax, britax römer, brompton, brooks brothers, brooks running, brooks saddles, broste, brother printers,
bruder spielwaren, budweiser, buffet crampon, bugaboo, bugatti mode, burberry, burg-wächter, burgvogel,
burton, busch & müller, busch-jaeger, bwt, bébé confort, böker, bübchen, c&a, cadbury, cafelat, calgon,
calida, calphalon, calvin klein, calzedonia, cambridge audio, camel active, camelbak, camp chef, campagnolo,
campari, camper shoes, campingaz, candy hoover, cannondale, canon, canson, caparol, captain morgan, caran
d'ache, carhartt, carhartt wip, carlsberg, carrera bahn, carter's, cartier, casio, castelli, castorland,
caterpillar, catit, cecil, cecotec, celestron, cerave, chanel, char-broil, charmin, chemex, chicco, chio,
chloé, christian louboutin, cisco, claas, clairefontaine, clarins, clarks, clatronic, clavia, clementoni,
clinique, cloer, cmp, cobble hill, coca cola, coca-cola, coccinelle, coleman, colgate, comandante, concept2,
constructa, contigo, cooler master, copic, corsair, cosori, craftsman, crayola, creality, cricut, crocs,
crumpler, cub cadet, cuisinart, cybex, céline, d'addario, d-link, dahon, daikin, dainese, dakine, dallmayr,
dammann, danone, darn tough, das keyboard, davidoff, dc shoes, de beukelaer, de buyer, de cecco, de longhi,
de'longhi, decathlon, dell, dell'orto, delock, delonghi, delsey, demeyere, denkmit, dennree, denon, derwent,
desigual, deuter, develey, devolo, dewalt, diadora, dickies, didymos, difrax, dior, disana, disney, djeco,
dji, djo, doc martens, dolce & gabbana, dolce gusto, dom perignon, dometic, doona, dopper, doro, dr martens,
dr. brown's, dr. martens, dr. oetker, dremel, drykorn, dt swiss, dual plattenspieler, dualit, ducati, ducky,
dulux, dunlop, duolingo, duracell, durex, dxracer, dymo, dynafit, dyson, däumling, eastpak, easy camp, ecco,
eckes, ecm, ecobee, ecovacs, ecover, edding, edelrid, eduard dressler, educa, eduscho, edwin, eglo, ego
power, eheim, eichhorn, einhell, el naturalista, elac, electrolux, elefanten, elegoo, element skateboards,
elgato, elica, elinchrom, elipson, elixir, elmex, elvie, emmaljunga, emporio armani, emsa, emu australia,
enders, eneloop, energizer, engel natur, engelbert strauss, epiphone, epson, erdinger, ergobaby, ergobag,
ergon, erima, ernie ball, ernsting's family, esprit, esselte, essie, etnies, eucerin, eufy, eukanuba,
eurographics, eva solo, everlast, evga, evian, evoc, evolv, exped, exquisit geräte, ezviz, f. dick, f.a.n.,
faber-castell, fabriano, facom, fairphone, falke, fanta, farm to feet, farrow & ball, fatboy, febreze, fehn,
felco, fellowes, fender, fendi, fendt, fenty, ferm living, ferplast, ferrari, ferrero, ferrero rocher,
ferrino, festool, fever-tree, fidella, fila, filco, filson, finkid, fischer-price, fischertechnik, fisher
price, fisher-price, fiskars, fissler, fitbit, five ten, fjallraven, fjällraven, fjällräven, fjällräven
kanken, fleischmann, flex tools, flexa, flexispot, flir, floris van bommel, flos, fluval, focusrite,
formlabs, fortnum & mason, fox racing, fractal design, fressnapf, frigg, fritz!box, fritzbox, fuji,
fujifilm, fujitsu, fully jarvis, funko, funny-frisch, furla, fxd, g-star, g-star raw, g.skill, gabor,
gaggenau, gaggia, gardena, garmin, garnier, gastroback, gatorade, geberit, gedore, gefu, georg jensen, geox,
gerber gear, gerolsteiner, gerry weber, gesslein, geuther, gewa, ghd, gibson, giesswein, gigabyte, gigaset,
gillette, giorgio armani, gira, givenchy, glenfiddich, glenlivet, global knives, goki, gonso, goodyear,
google, gopro, gordon's, gore wear, gorenje, gp batteries, grado, graef, granini, greenworks, gretsch,
gretsch drums, grey goose, grohe, groz, grundig, gucci, guerlain, guinness, gösser, götz, güde, h&m, h&m
kids, haba, haflinger, hag, hager, haglöfs, hahnemühle, haibike, haier, haix, hakle, haldol, hallhuber,
hama, hankook, hansgrohe, hanwag, hape, haribo, hario, harley benton, harley-davidson, harman kardon,
hartan, hartjes, hasbro, hauck, hausbrandt, havaianas, havana club, hazet, head & shoulders, heckler, heco,
heineken, helinox, hellmann's, helly hansen, helly hansen workwear, helmut sachers, henckels, hendrick's,
hengstenberg, heos, herlitz, herman miller, hermes, hermès, herschel, herschel supply, hess natur,
hessnatur, hevea, hifiman, hikvision, hilleberg, hilti, hipp, hisense, hitachi, hohes c, hohner, hoka, hoka
one one, hollister, holzkern, holzmann, home24, honda, honeywell, hoppediz, hori, hot wheels, hotpoint,
houdini sportswear, house doctor, hp, htc, huawei, hudora, huggies, hugo boss, humanscale, hunkemöller,
husqvarna, husqvarna viking, hydro flask, hyperice, hyperx, hyundai, hästens, håg, höfner, högl, hülsta,
iams, ibanez, ibm, icebreaker, icepeak, iittala, iiyama, ikea, ikea ps, illy, imetec, inateck, indesit,
inglesina, inov-8, insta360, intel, intersport, interstuhl, intimissimi, ipanema, irobot, iso-tex, isostar,
italeri, j.crew, ja! natürlich, jabra, jacadi, jack & jones, jack daniel's, jack daniels, jack wolfskin,
jack&jones, jako, jako-o, jameson, janod, janome, jansport, jbl, jbl aquaristik, jetboil, jim beam, jimmy
choo, jing, jo malone, john deere, johnnie walker, johnson & johnson, joie, joma, joolz, joop, joop!, josef
seibel, joseph joseph, josera, jotun, juki, julius meinl, julius-k9, jura, jvc, jägermeister, kai shun,
kalita, kalkhoff, kamado joe, kamik, kanken, karcher, karhu, kaspersky, kate spade, kathrein, katjes, kawai,
kawasaki, kaweco, keds, keen footwear, kef, kellogg's, kelly's, kempa, kenda, kensington, kenwood, kerbl,
kerrygold, kettler, keychron, kiddy, kiehl's, kikkoman, killtec, kindermann, kingston, kipling, kitchenaid,
klarstein, klean kanteen, kleen kanteen, kleenex, klickfix, klipsch, kneipp, knipex, knirps, knog, knoll,
knorr, knorr baby, kodak, konica minolta, korg, koss, krombacher, krups, kryptonite, ktm, kuhn rikon,
kunert, kurzweil, kusmi, kyocera, kärcher, kästle, käthe kruse, küchenprofi, kühne, l'occitane, l'oreal,
l'oreal paris, l'oréal, la marzocco, la pavoni, la roche-posay, la sportiva, lacoste, lagavulin, laguiole,
lancel, lancome, lancôme, landmann, lansinoh, laphroaig, larsen strings, lavazza, lay's, le coq sportif, le
creuset, leatherman, ledvance, legero, lego, lego duplo, legrand, leibniz, leica, leifheit, leitz, leki,
lekue, lelit, lenco, lenor, lenovo, leonardo glas, leopold, leuchtturm, leuchtturm1917, levi's, levis,
lexar, lexmark, lezyne, lg, lian li, libratone, liebherr, lifetime kidsrooms, lilienthal, lindor, lindt,
line 6, linksys, little greene, little tikes, liu jo, living crafts, loacker, lobmeyr, loctite, loewe bags,
loewe tv, logi, logitech, logitech g, longchamp, longines, louboutin, louis poulsen, louis vuitton, lowa,
lowe alpine, lowepro, luceplan, lululemon, lurpak, lässig, löffler, m-audio, mac cosmetics, macallan,
mackie, made.com, maggi, maglite, magnat, magura, mahlkönig, makita, maloja, mammut, manduca, manduka,
manfrotto, manolo blahnik, mapex, marantz, marc cain, marc jacobs, marc o polo, marc o'polo, marella,
mariage frères, marimekko, marin, marklin, mascot workwear, massimo dutti, matchbox, mattel, mattel games,
mauviel, mavic, max mara, maxi cosi, maxi-cosi, maxnomic, maxxis, maybelline, mazda, mcneill, medela,
medion, mega bloks, meindl, meinl, meissen, melissa & doug, melitta, mercedes, mercedes-benz, merida,
meridol, merrell, merten, messmer, metabo, mexx, michael kors, michelin, microplane, microsoft,
miele, mikasa, mikrotik, milka, millet, milwaukee, miniland, missoni, mitsubishi, miu miu, miyabi, mizuno,
moccamaster, moeck, moet, moleskine, mollenhauer, molotow, moncler, monini, monkey 47, monki, monster
energy, mont blanc, montane, montblanc, mooer, moog, morphy richards, motorola, moulin roty, moulinex,
mountain equipment, mozartkugeln reber, moët & chandon, msi, msr, mtd, muji, music man, mustela, mutsy,
muuto, my little pony, märklin, müllermilch, nachtmann, nacon, nalgene, namco, native instruments, naturino,
neato, neff, nemo equipment, nescafe, nescafé, nespresso, nestle, nestlé, netatmo, netgear, neumann,
neutrogena, new balance, new era, nike, nikon, nikwax, nilfisk, nimm2, ninja foodi, nintendo, nissan, nivea,
nivona, noblechairs, noctua, nokia, nokian, nolte, nord keyboards, nordica, nordictrack, nordisk, nordlux,
north face, nubert, nuby, nudie, nudie jeans, nuki, numark, nuna, nuphy, nutella, nutribullet, nuxe, nvidia,
nzxt, o'neal, o'neill, oakley, oatly, ocun, odenwälder, odlo, odol, ohropax, olay, old navy, olight,
olympus, omron, on cloud, oneplus, onitsuka tiger, onkyo, only & sons, ooni, opinel, oppo, oral b, oral-b,
orange amps, orbea, orijen, ortlieb, ortovox, oshkosh, osmo, osprey, osram, ostmann, ottakringer, otterbox,
oura, outdoorchef, outwell, oysho, paidi, paiste, palmers, pampers, panasonic, paperblanks, parkside,
patagonia, patrizia pepe, pattex, paul green, paulaner, paulmann, pearl drums, pedigree, peek & cloppenburg,
peg perego, pegasus spiele, pelikan, peloton, penaten, pentax, pentel, pepe jeans, pepsi, perrier, persil,
persol, petit bateau, petromax, petzl, peugeot, pfaff, pfanner, philadelphia, philips, philips avent,
philips hue, piatnik, picard, pierre cardin, pinolino, pirastro, pirelli, plan toys, plantoys, playmobil,
playtex, polaroid, polisport, polly pocket, polo ralph lauren, porsche, posca, powell peralta, powerbar,
prada, prana, presonus, pril, primark, primus, pringles, prismacolor, pritt, privileg geräte, pro-ject,
procter & gamble, profitec, promark, proscenic, proxxon, prs, prusa, pukka, puky, pull & bear, puma, purina,
puro, pyrex, qnap, quadral, quechua, quickmill, quiksilver, quinny, rado, raleigh, ralph lauren, ramazzotti,
rancilio, rangemaster, rapha, rapoo, ravensberger, ravensburger, ray ban, ray-ban, rayban, razer, realme,
recaro, red bull, red wing, reebok, reell, rega, reima, remington, remmers, remo, remonte, renault, reolink,
reusch, revell, revlon, rexel, rhodia, ricoh, ricola, ricosta, riedel, rieker, riese & müller, riese und
müller, riess, rimowa, rinti, ritter sport, ritterwerk, ritzenhoff, rixen & kaul, robens, roberts radio,
roborock, roccat, rocket espresso, rolex, rolf benz, rolls-royce, rommelsbacher, ronnefeldt, rosenthal,
rossignol, rossmann, rotring, rowenta, roxy, roy robson, royal canin, ruark, ruffwear, russell hobbs, ryobi,
röde, römer, römerquelle, rösle, røde, s oliver, s.oliver, saab, sabian, sabo, sabrent, saeco, saint
laurent, sakura, salewa, salomon, samsonite, samsung, san pellegrino, sandberg, sandisk, sangean, santa
cruz, sanyo, satch, saucony, savic, scarpa, schaeff, scheppach, schiesser, schlage, schlaraffia, schleich,
schmidt spiele, schmincke, schneider electric, schott zwiesel, schulte-ufer, schwalbe, schwarzkopf,
schweppes, schwinn, schöffel, schöner wohnen, scotch & soda, scotch-brite, scout schulranzen, sea to summit,
seagate, seasonic, sebamed, secretlab, sedus, sega, segafredo, seidensticker, seiko, selected homme, selle
royal, selmer, seltmann weiden, sennheiser, sensodyne, sephora, sera aquaristik, severin, sharp geräte,
sheaffer, sheba, shein, shimano, shokz, shure, siemens, sigg, sigikid, sika, siku, silit, silver cross,
simmons, skagen, skechers, skeppshult, skip hop, skoda, sks, skullcandy, smeg, smirnoff, smoby, sodastream,
somat, sonnentor, sonos, sony, sophie la girafe, sorel, soudal, soulbottles, soundcore, spalding, speedo,
spiegelau, spigen, spin master, sprite, spyderco, sqlab, squier, sram, sriracha huy fong, stabilo,
staedtler, stahlwille, stanley fatmax, starbucks, starlux, staub, steba, steelcase, steelseries, stefanel,
steiff, steinberg, steinel, steinway, stella artois, stella mccartney, stelton, stentor, sterntaler, steve
madden, stiegl, stiga, stihl, stokke, stradivarius, stratic, straumann, strauss workwear, street one,
strellson, strymon, stölzle, subaru, superdry, superfit, suunto, suzuki, swarovski, swiffer, syma, synology,
syoss, t-fal, tabasco, tado, tag heuer, talisker, tamaris, tamiya, tamron, tanita,
tanqueray, tapo, tascam, tassimo, tatonka, taylormade, tazo, tc electronic, tchibo, tcl, technics,
technisat, technivorm, tecnica, teehaus ronnefeldt, tefal, telefunken, tempur, tesa, teufel,
teutonia, teva, tezenis, the body shop, the north face, theragun, therm-a-rest, thermaltake, thomann, thomas
henry, thomas porzellan, thomastik, thomy, thonet, thorens, thrustmaster, thule, timberland, timbuk2,
timemore, timex, tiny love, tiptoi, tissot, tizio, toblerone, tom ford, tom tailor, tombow, tommee tippee,
tommy hilfiger, tommy jeans, tomtom, tonies, topeak, topo designs, tork, tory burch, toshiba, toyota, tp
link, tp-link, traeger, trangia, trango, transcend, travelpro, traxxas, trefl, tribit, trigema, trio
leuchten, tristar, trolli, truma, trunki, träumeland, tuborg, tubus, tumi, tupperware, turtle beach,
twinings, twinset, tylko, ubiquiti, ubisoft, ugg, ugg australia, ugreen, uhu, ultimate ears, umbro, under
armour, uni-ball, uniqlo, united colors of benetton, unold, uppababy, uterqué, uvex, uyn, v-zug, vacuvin,
van laack, vango, vanmoof, vans old skool, varidesk, varmilo, varta, vater, vaude, vax, veja, velux, venum,
vero moda, versace, vertbaudet, veuve clicquot, vic firth, vichy, victoria's secret, victorinox, viewsonic,
vilac, vileda, villeroy & boch, vitamix, vitra, vittoria, vivitar, vizio, volkswagen, volvic, volvo,
vorwerk, vtech, vw, völkl, vöslauer, wacom, waldviertler, wanhao, warsteiner, warwick, waterman, waterpik,
wd-40, wedgwood, weleda, wella, wenger, wera, werther's, wesco, western digital, westwing, whimzees,
whirlpool, whiskas, wiha, wiko, wilfa, wilkhahn, wilkinson, wilson, windmühle, windmühlenmesser, windsor
mode, winora, winsor & newton, withings, wmf, wolf garten, wolf-garten, wolford, woll, wolverine, woom,
worx, wrangler, wusthof, wyze, wüsthof, xavax, xerox, xiaomi, xoro, xtorm, xxxlutz, yale, yamaha,
yanagisawa, yeti, yogi tea, yokohama, yonex, ysl, yves rocher, yves saint laurent, zalando, zalto, zanussi,
zapf, zara, zassenhaus, zebra technologies, zeiss, zewa, zewi, zildjian, zipfer, zippo, zoch, zoom recorder,
zotac, zwergenwiese, zwiesel glas, zwilling, zyliss, zyxel, amigo spiele, aqua sphere, aqualisa, augarten,
b'twin, babboe, babylove, bajaj, barum, baseus, bata, bauerfeind, ben sherman, bestway, betty barclay,
biohort, blue yeti, bormioli, borosil, broil king, bruno banani, bryton, btwin, callaway, cath kidston,
catrice, claber, coros, cressi, crompton, croozer, cullmann, cuprinol, curver, cuxin, dahle, denby, dimplex,
donic, dr. hauschka, drive medical, duravit, dynabook, dänisches bettenlager, early rider, elho, elna, emile
henry, emma bridgewater, eskadron, estée lauder, fabindia, falken, fatface, festina, finn comfort,
firestone, floragard, flymo, fred perry, gaiam, games workshop, garofalo, gmundner, gmundner keramik, godox,
godrej, gozney, gütermann, hailo, hamax, hamilton beach, hanro, havells, hawkins, hayter, hill's, hiplok,
hofner, hozelock, huion, ideal standard, innr, intenso, invacare, joby, joola, joules, junghans, jysk,
kaercher, kahla, karen millen, kartell, kela, keter, kinto, kludi, knauf, knitpro, kumho, lana grossa, laura
ashley, lavera, lechuza, life fitness, liforme, lillydoo, loreal, lotuscrafts, luminarc, m&s, marks &
spencer, mazzer, medisana, mesa boogie, meßmer, miracle-gro, morakniv, mountfield, neudorff, norrona,
norrøna, numatic, nyx, olfa, peak design, perixx, pg tips, pikeur, plantronics, portmeirion, preethi,
privileg, prym, qualcast, rayovac, rico design, ridgid, rimmel, rip curl, rockrider, roeckl, rollei,
ronseal, rotho, royal copenhagen, rummo, sadolin, schachenmayr, schardt, scheurich, scubapro, seasalt,
semperit, seramis, simplehuman, sirdar, sistema, skiny, smartwool, soehnle, sonor, srixon, stiebel eltron,
stylecraft, stöckli, substral, sunrise medical, sylvanian families, tecnifibre, terraillon, tetley, texas
instruments, theraband, thermarest, thomas sabo, thuasne, tibhar, titleist, tokina, tom's, topro, topshop,
trionic, uhlsport, uniroyal, urban arrow, usm, vaillant, verbatim, villeroy, voltas, vredestein,
waddingtons, wahoo, westmark, white stuff, wild country, wolf of wilderness, xp-pen, yongnuo, yorkshire tea,
zarges, zotter, zwiesel, möve, marcato, imperia, castrol, motul, liqui moly, emporia, doro, footjoy, silver
cross,
komperdell, vornado, zojirushi, hikoki, alfi, scanpan, tramontina, beaba, frigidaire, maytag, tojiro,
ledlenser, led lenser, nitecore, tacx, kleber, nexen, ziener, maui jim, julbo, bolle, dalbello, lacie,
hasselblad, gitzo, billingham, 1more, rosti, mepal, chilly's, cassina, fritz hansen, dunlopillo, billerbeck,
toniebox, days of wonder, batavus, dr hauschka, bechstein, fritz-kola, zweckform, daler-rowney, malabrigo,
chiaogoo, crock-pot, corelle, travelite, devold, dilling, vivobarefoot, superga, urban decay, too faced,
huda beauty, alverde, balea, isana, dettol, domestos, o.b., tampax, milupa, bebivita, nûby, thule chariot,
axkid, bergsteiger, prophete, fischer e-bikes, rose bikes, pinarello, colnago, wilier, cervélo, zipp,
tektro, brooks england, fizik, selle italia, sq-lab, busch+müller, trelock, bontrager, elops, kalenji,
kipsta, tribord, wedze, nabaiji, roberts radio,
neewer, bresser, regatta, craghoppers, trespass, berghaus, schmidt spiele, steinbach
"""
_WORDS_TOO: Final = """
teekanne, vespa, dual, kiko, rituals, essence, always, holle, concord, focus, hope, look, mutti, micro,
alpina, anchor, apple, ariel, astro, atlas, atomic, away, bear, beats, bic,
boss,
braun, brooks, brother,
bruder, brunnen, buff, bugatti, bulls, camper, candy, canton, canyon, carrera, casper, celine, champion,
cherry, citizen, coach, columbia, comma, continental, converse, corona, cos, cowboy, crucial, cube, dali,
dick, diesel, dm, domo, dove, duplo, ego, elan, elo, emma, esp, eterna, eureka, evans, faller, fein, felix,
fellow, finish, fischer, flair, focal, ford, fossil, fox, frosch, gant, gap, gazelle, gerber, ghost, giant,
giro, global, gregory, guess, hackett, hay, head, heinz, hermes, honor, hoover, hummel, hunter, jack,
jackson, jacobs, jaguar, jung, jupiter, juwel, kai, kappa, kinder, kong, kosmos, lag, lamy, lee, lloyd,
lodge, loewe, lorenz, lotus, lush, mac, mam, mango, manner, mars, marshall, martin, mascot, merci, merlin,
metz, mey, molten, monster, moon, moser, nad, napoleon, nest, niche, ninja, nord, nuk, oki, olymp, omega,
opel, opus, oregon, oxo, pandora, parker, patriot, pegasus, piko, pilot, pioneer, poc, polar, princess,
pure, rab, rauch, replay, ring, rocket, roco, rode, roland, scott, scout, select, sera, shark, sharp, shell,
sigma, silva, simba, singer, sisley, skil, smith, specialized, stanley, stevens, storck, strauss, supreme,
swatch, tama, taylor, tempo, tern, tetra, thermos, thomson, tide, tiffany, titan, tivoli, toro, trek,
triumph, trixie, trust, tula, valentino, vanish, vans, viking, vox, wagner, wahl, wd, weber, wolf, zebra,
arena, boden, burley, compo, elixir, gibsons, keen, krause, leonardo, ludwig, monsoon, next, parrot, pearl,
prestige, schmidt, silhouette, steiner, triton, vanguard, salter, selecta, kern, sage
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
