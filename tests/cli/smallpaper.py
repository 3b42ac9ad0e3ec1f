# SPDX-License-Identifier: MIT
"""A paper of eight stories that share sentences, as briefs, follow-ups and reports of one kind do, and what it prints
under all of them: smallpaper.FORMS makes rows of it, as lines, as one line, as pages. listing() makes rows of the same
paper with a listing that stands there twice and lines of the paper's own between its lines."""

STORIES = [
    ["Ferry stays in port after rudder fault",
     "The ferry Halvard stayed in the harbour of Ostrup on Monday after its rudder jammed during the morning check.",
     "Captain Mirjam Toft said the fault was found before passengers had boarded.",
     "Around two hundred commuters were put on buses to the mainland instead.",
     "The shipping company Nordlink expects the repair to take three days.",
     "Police are not involved in the matter."],
    ["Halvard sails again after rudder repair",
     "The ferry Halvard left Ostrup on Thursday morning with a new rudder and a full car deck.",
     "The shipping company Nordlink expects the repair to take three days.",
     "Captain Mirjam Toft said the fault was found before passengers had boarded.",
     "Commuters had been taken to the mainland by bus since Monday.",
     "The council wants Nordlink to keep a second vessel in reserve."],
    ["School roof to be replaced this summer",
     "The roof of Linden school will be replaced during the summer holidays, the council decided on Tuesday evening.",
     "Head teacher Orla Finch said buckets had stood in the corridors for two winters.",
     "The work costs about three million crowns and is paid from reserves.",
     "Pupils will return to dry classrooms in August."],
    ["Linden school moves into the gym",
     "Pupils of Linden school will be taught in the gym from Monday because rain came through the roof again.",
     "Head teacher Orla Finch said buckets had stood in the corridors for two winters.",
     "The new roof was to come in the summer holidays, but the tiles are late.",
     "Parents have collected signatures against lessons in the gym."],
    ["Barn burns down near Ostrup",
     "Firefighters had a short night.",
     "A barn full of straw burned down near Ostrup in the night to Sunday.",
     "Nobody was hurt.",
     "Firefighters from four villages were on the scene until noon.",
     "The cause of the fire is not known yet.",
     "Police are asking witnesses to come forward."],
    ["Car catches fire on coast road",
     "Firefighters had a short night.",
     "A car caught fire on the coast road between Ostrup and Vig on Wednesday afternoon.",
     "Nobody was hurt.",
     "The driver, a man of sixty from Vig, saw smoke under the bonnet and got out in time.",
     "The cause of the fire is not known yet.",
     "Police are asking witnesses to come forward."],
    ["Choir sings in the old brewery",
     "The women's choir of Vig gives a concert in the old brewery on Saturday, with songs by Danish composers.",
     "Tickets cost ninety crowns and can be had at the library.",
     "The brewery has stood empty since the company moved to the mainland."],
    ["Bees on the roof of the library",
     "Two hives stand on the roof of the library in Vig since last week, and the first honey is expected in July.",
     "Librarian Jon Madsen keeps the bees himself and has been stung twice.",
     "Readers will be able to buy the honey at the counter."],
]
CHROME = ["Keep Ostrup reading.", "Our lamp stays lit for everybody who walks home along the quay at night."]
BOXED = "A subscription keeps the presses of this small paper warm through the whole long winter."  # on three pages
WITH_BOX = (0, 3, 6)
DATED, DATE = 4, "12 May 2024"  # one page has a date between its story and what goes; as lines only


def page(i, title, lines):
    box = f'<div class="box">{BOXED}</div>' if i in WITH_BOX else ""
    paragraphs = [f"<p>{x}</p>" for x in lines + CHROME]
    return (f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{''.join(paragraphs[:2])}{box}"
            f"{''.join(paragraphs[2:])}</article></body></html>")


FORMS = {
    "lines": lambda i, title, lines: {"text": "\n".join([title, *lines, *[DATE] * (i == DATED), *CHROME])},
    "one line": lambda i, title, lines: {"text": " ".join([*lines, *CHROME])},
    "pages": lambda i, title, lines: {"html": page(i, title, lines)},
}


def rows(form):
    return [{"id": str(i), "site": "ostrup.example", **FORMS[form](i, title, lines)}
            for i, (title, *lines) in enumerate(STORIES)]


SIGNS = ["Ram", "Bull", "Twins", "Crab", "Lion"]
LARDER = ["salt and pepper", "2 eggs", "200 g flour", "1 onion", "50 g butter", "3 tbsp oil"]
# Weeks of stars, a sentence a sign, and recipes, with what only one of them takes.
WEEKS = [
    ["Somebody you lent a ladder to in spring will bring it back, and stay for supper as well.",
     "Do not sign anything on Wednesday that was printed on both sides of yellow paper.",
     "A quarrel over parking ends when the other driver turns out to be your dentist.",
     "Your neighbours notice the new curtains sooner than the hole in the fence behind them.",
     "Money you had forgotten waits in the pocket of a coat that no longer fits."],
    ["An invitation to a christening arrives late, but the cake alone is worth the journey north.",
     "Keep the receipt for the kettle, whatever the young man at the counter tells you.",
     "Colleagues praise a speech of yours of which you remember nothing but the first word.",
     "Somewhere in the cellar a jar of plums has been open since the week before Easter.",
     "Walk home along the canal on Friday and you will hear a choir rehearse for nothing."],
    ["Patience with a slow cashier is rewarded by a seat on the only bus that still runs.",
     "Old photographs show your aunt beside a man nobody in the family admits to knowing.",
     "Leave the bicycle where it is until the thunderstorm over the brickworks has passed.",
     "Your idea for the summer fair is laughed at on Monday and copied on Thursday.",
     "A letter with a foreign stamp was meant for the people who lived there before."],
    ["Whoever rings at seven in the morning sells brushes, and they are rather good ones.",
     "Trust the map less than the woman with the dog when you look for the chapel.",
     "Two tickets for the puppet theatre lie under the telephone, valid until the ninth.",
     "Sleep longer, argue shorter, and let somebody else carry the piano up the stairs.",
     "The tomatoes ripen all at once, so be kind to everybody who owns a large pot."],
]
DISHES = [
    ("Pike in a clay pot", ["1 pike of two pounds", "4 bay leaves"],
     "Fishermen of Vig bake their pike in clay from the brickworks, and swear that no oven at home does as well.",
     "Break the clay at the table with a small hammer, and mind the bones of the back."),
    ("Nettle pie from the dike", ["500 g young nettles", "1 goat cheese"],
     "When nothing else is green yet, nettles from the landward side of the dike fill a pie for eight.",
     "Gloves are needed for the picking only; after a minute in boiling water nothing stings."),
    ("Plum soup with dumplings", ["2 kg plums", "1 stick of cinnamon"],
     "Soup of plums was what harvest hands got at noon, cold from the well and with dumplings in it.",
     "It keeps for three days in the larder, and some people like it best on the third."),
]


def kinds(html):
    """The paper with four weeks of stars and three recipes, whose headings and items recur; rows, and by id the lines
    that have to stay."""
    out, stay = rows("pages" if html else "lines"), {}
    for week, lines in enumerate(WEEKS):
        pairs = [x for pair in zip(SIGNS, lines) for x in pair]
        body = "".join(f"<h3>{x}</h3>" if x in SIGNS else f"<p>{x}</p>" for x in pairs)
        stay[f"stars {week}"] = (f"Stars of week {week + 9}", pairs, body)
    for dish, (title, own, first, last) in enumerate(DISHES):
        items = [x for k, x in enumerate(LARDER) if k % 3 != dish] + own
        body = f"<p>{first}</p><ul>{''.join(f'<li>{x}</li>' for x in items)}</ul><p>{last}</p>"
        stay[f"dish {dish}"] = (title, [first, *items, last], body)
    for name, (title, lines, body) in stay.items():
        chrome = "".join(f"<p>{x}</p>" for x in CHROME)
        page_of = f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{body}{chrome}</article></body></html>"
        form = {"html": page_of} if html else {"text": "\n".join([title, *lines, *CHROME])}
        out.append({"id": name, "site": "ostrup.example", **form})
    return out, {name: lines for name, (_, lines, _) in stay.items()}


LIVE = [
    ("Bridge at the weir closed", "The council closed the bridge at the weir at six because water had reached the railings on both sides."),
    ("Trains end at Ostrup", "Trains from the mainland turn back at Ostrup until divers have looked at the pillars of the viaduct."),
    ("School stays shut", "Linden school sent its pupils home at ten and keeps the gym open for those whose streets are under water."),
    ("Sandbags run out", "At noon the last of four thousand sandbags went to the chandlery, and lorries are on their way from Vig."),
    ("Peak expected at dusk", "Hydrologists expect the highest water shortly before dusk, a hand lower than in the winter of the great ice."),
    ("Water falls again", "Since eight in the evening the gauge at the quay falls by a finger an hour, said the harbour master."),
]


def rolling():
    """Versions of one page, each with three of what happened, among the other pages of the paper; rows, and by id the
    lines that have to stay."""
    out, stay = kinds(False)[0], {}
    for row in out:
        row["url"] = "https://ostrup.example/" + row["id"].replace(" ", "-")
    for version in range(4):
        lines = [x for entry in LIVE[version:version + 3] for x in entry]
        stay[f"live {version}"] = lines
        out.append({"id": f"live {version}", "site": "ostrup.example", "url": "https://ostrup.example/flood",
                    "text": "\n".join(["High water in Ostrup, hour by hour", *lines, *CHROME])})
    return out, stay


SUMMED = [
    ["Keeper leaves the lighthouse after 41 years",
     "Ivo Marten climbed the 212 steps of the lighthouse on Sunday evening and put out the lamp for the last time.",
     "A switch in Vig does it now.",
     "What becomes of the tower",
     "The pilots' guild wants to let the upper room to couples who marry.",
     "Swallows have nested under the gallery since the war and may stay there."],
    ["Herring market moves under a roof",
     "The herring market is held in the old rope works from October, since 14 of the 20 stalls lost their awnings in the gale.",
     "Nothing smells of rope there any more.",
     "Prices stay as they were",
     "Buyers from the mainland are let in an hour after those with a cart of their own.",
     "The auctioneer keeps his bell, though the new hall carries every whisper."],
]


def digest():
    """The paper with two more stories, and a page that sums up the week with most of what both say; rows, and by id the
    lines that have to stay."""
    out, stay = rows("lines"), {}
    for i, lines in enumerate(SUMMED):
        stay[f"summed {i}"] = lines
    stay["week"] = ["The week on the island", *SUMMED[0][:5], *SUMMED[1][:5]]
    for name, lines in stay.items():
        lines = [*lines[:3], CHROME[0], *lines[3:], *CHROME]
        out.append({"id": name, "site": "ostrup.example", "text": "\n".join(lines)})
    return out, stay


HOURS = [["8:05", "9:10", "10:32"], ["8:40", "9:10", "11:15"], ["8:05", "10:32", "12:20"], ["7:55", "8:40", "12:20"]]


def hours():
    """The paper with four reports by the hour, each of which has times of two others by chance."""
    out, stay = rows("lines"), {}
    for day, (times, said) in enumerate(zip(HOURS, WEEKS)):
        stay[f"day {day}"] = [said[3], *[x for pair in zip(times, said) for x in pair]]
    for name, lines in stay.items():
        out.append({"id": name, "site": "ostrup.example", "text": "\n".join([f"The regatta, {name}", *lines, *CHROME])})
    return out, stay


LISTS = ["{n} {title}", "{n}. {title}", "{n}:07 {title}", "{n}/6/2024 {n}:07 - {title}", "{title} ({n})", "{title} {n} min",
         "{title} | Ostrup Lantern", "QUAY LIFE {title}", "Quay life | {title}", "Quay \u00b7 {title}",
         "Also from the third drawer: {title}"]


def lists(form):
    """The paper with the headlines of five other stories under each, as one of LISTS has them; and a report that heads a
    post with such a line, which stays there."""
    out, line = [], form.format
    for i, (title, *lines) in enumerate(STORIES):
        others = [line(title=STORIES[(i + k) % 8][0], n=k + i + 7) for k in range(1, 6)]
        out.append({"id": title, "site": "ostrup.example", "text": "\n\n".join([title, *lines, *CHROME, *others])})
    post = f"10:07 {STORIES[0][0]}"
    report = ["The day in the harbour of Ostrup", "All that happened between the piers of Ostrup on this long Monday, post by post.",
              post, "The rudder jammed while the mate was still counting the life jackets, and everybody had to go ashore again."]
    out.append({"id": "report", "site": "ostrup.example", "text": "\n\n".join(report + CHROME)})
    return out, post


DATES = ["{d} {m} {y}", "{w}, {d} {m} {y}", "{d} de {m} de {y}", "{y} {m} {d}", "{d} {m} {y}, {d}:30", "Tolvar {d} {m} {y}",
         "Tolvar erim {d} {m} {y}"]
FIGURES = ["0123456789", "\u0660\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668\u0669",
           "\u09e6\u09e7\u09e8\u09e9\u09ea\u09eb\u09ec\u09ed\u09ee\u09ef"]


def dates(form, figures):
    """The paper with the day under each headline, in months and figures that may be of no language; and two chronicles
    with a date above each of their paragraphs, which stay."""
    months = "vlarn mikor tessa ondul prenn havik solder quimma".split()

    def number(n):
        return "".join(figures[int(c)] for c in str(n))

    def day(n, like=form):
        return like.format(d=number(11 + n), m=months[n % 8], y=number(2024), w=months[7 - n % 8][::-1])

    out, stay = [], {}
    for i, (title, *lines) in enumerate(STORIES):
        out.append({"id": title, "site": "ostrup.example", "text": "\n".join([title, day(i), *lines, *CHROME])})
        stay[title] = [title, *lines]
    for week in range(2):
        lines = [x for k, said in enumerate(WEEKS) for x in (day(8 + 5 * week + k, DATES[0]), said[1 + week])]
        stay[f"chronicle {week}"] = [f"The quay, week {week}", WEEKS[week][0], *lines]
        out.append({"id": f"chronicle {week}", "site": "ostrup.example",
                    "text": "\n".join([f"The quay, week {week}", day(7 - week), WEEKS[week][0], *lines, *CHROME])})
    return out, stay, [day(i) for i in range(8)]


FILMS = ["{n} {t} ({y})", "{n} {t} {y}", "{y}: {t} {n}"]
SPRING = ["vlarn", "mikor", "tessa"]


def films(form, last):
    """The paper with a film's name under each headline, or at the end and a date there: (rows, names, days)."""
    words = "Walls Angry Weeks Sisters Lanterns Candles Monkeys Brides".split()
    names = {title: form.format(n=9 + i, t=words[i], y=1957 + 5 * i) for i, (title, *_) in enumerate(STORIES)}
    days = {title: f"{11 + i} {SPRING[i % 3]} 2024" for i, (title, *_) in enumerate(STORIES)}
    return [{"id": title, "site": "ostrup.example",
             "text": "\n".join([title, days[title], *lines, names[title]] if last else [title, names[title], *lines])}
            for title, *lines in STORIES], names, days


def teasers():
    """The paper with the headline and the first paragraph of another story under each: (rows, teased), what each page has of
    others. One story opens with a line that ends as no sentence, and is teased with it."""
    out, teased, first = [], {}, {}
    for title, *lines in STORIES:
        first[title] = max(lines[:2], key=len)  # two have a short sentence above it
    brewery = STORIES[6][0]
    first[brewery] = "[Songs by Danish composers can be heard on Saturday in the old brewery of Vig, which has a new roof at last]"
    for i, (title, *lines) in enumerate(STORIES):
        lines = [first[title], *lines] if title == brewery else lines
        others = [STORIES[(i + 2) % 8][0]]
        below = [x for other in others for x in (other, first[other])]
        out.append({"id": title, "site": "ostrup.example", "text": "\n\n".join([title, *lines, *CHROME, *below])})
        teased[title] = below
    return out, teased


LISTING = ["Guest evening at the Lantern stage", "Doors open at seven", "Seats are not numbered", "Cast", "Ivar: Tilde Roe",
           "Greta: Pim Saare", "The miller: Ole Quist", "Lights: Runa Beck", "Songs from the salt road", "No latecomers",
           "Wheelchairs by the yard door", "Box office in the chandlery"]
SLOGANS = ["Words that smell of tar", "Where the tide reads first", "Penned between two piers", "Ink from the ninth barrel",
           "A chair by the stove for everybody", "News that walks on planks", "The lamp at the end of Nordlink quay",
           "All ropes lead to our door", "Paper for wet hands", "Eight pages and a herring"]


def counter(i):
    return f"{17 * i + 3} lamps lit along the quay"


def listing():
    """Each slogan stands in three stories or four, and half of them in each copy of the listing. A counter stands on all
    pages, on the choir's between lines with figures."""
    out = []
    for i, (title, first, *lines) in enumerate(STORIES):
        slogans = [s for k, s in enumerate(SLOGANS) if (3 * k + i) % 8 in (0, 3, 5)]
        beside = ["12 songs, one of them new", "90 crowns a seat"] if i == 6 else []
        out.append([title, first, *slogans[:2], *beside[:1], counter(i), *beside[1:], *lines, *slogans[2:]])
    for copy in (0, 1):
        out.append(LISTING[:2 + copy])
        for k, line in enumerate(LISTING[2 + copy:]):
            out[-1] += [line, SLOGANS[2 * k + copy]] if k < 5 else [line]
        out[-1].insert(2, counter(len(out)))
    return [{"id": str(i), "site": "ostrup.example", "text": "\n".join(lines)} for i, lines in enumerate(out)]
