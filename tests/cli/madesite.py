# SPDX-License-Identifier: MIT
"""Made sites of scraped pages, with labels: what is chrome, what is story, what only looks like chrome.

site(language, seed) is a list of pages {"text", "title", "chrome", "story", "keep", "captions"}: lines of the page
by what they are. The wording is of nobody: each language has words for its stories, and its chrome is drawn anew for
every site from parts no table of cues can know. How often a line of chrome stands on the site is in its label.
"""
import random

PAGES = 24
TWIN = 11  # the page whose story another page has, too

# For each language: who, did, what, where, when, because; labels of the site; lines that recur and stay.
WORDS = {
    "en": dict(
        who=["The lock keeper", "A retired glazier", "The parish clerk", "Her youngest apprentice", "The night nurse",
             "A cousin of the miller", "The harbour pilot", "His former tutor", "The choir leader", "A beekeeper"],
        did=["repainted", "lost", "measured", "gave away", "auctioned", "photographed", "found again", "insured",
             "drew", "borrowed", "returned", "described"],
        what=["the brass compass", "two crates of lemons", "a map of the marsh", "the spare bell", "an unsigned letter",
              "the oldest rowing boat", "a set of weights", "the chapel clock", "forty metres of rope", "a stuffed heron"],
        where=["behind the grain store", "near the eastern weir", "at the tram terminus", "under the viaduct",
               "in the vestry", "on the shingle bank", "beside the bandstand", "above the cooperage"],
        when=["before the frost came", "while the ferry was late", "during the second interval", "after the long drought",
              "on the eve of the fair", "when the lamps failed", "between two tides", "as soon as the ice broke"],
        because=["because nobody else had asked for it", "although the council had advised against it",
                 "which surprised even the neighbours", "and kept quiet about it for a year",
                 "so that the choir could rehearse in peace", "to the relief of the whole street"],
        said="“It was never about the money,” said {who}, “it was about {what}.”",
        credit="Photo: {name} / Reuters",
        by="By {name}", nav=["Home", "News", "Sport", "Opinion", "Culture", "Weather"],
        share=["Share on Facebook", "Copy link", "Print"], ad="Advertisement", more="Most read", see="See also: {title}",
        legal=["Terms of use", "Privacy policy", "Contact us"], news=["Subscribe", "Enter your email address"],
        note="Editor’s note: The author is a member of the rowing club described here.",
        heads=["What happens next", "The background"], score="Spectators: {n}.",
        column="In this series, people show us what they keep in the lowest drawer.",
        parts=[["Lantern", "Thimble", "Pepper", "Anchor", "Willow"], ["hours", "letters", "errands", "crumbs"],
               ["from the attic", "for slow readers", "by the kettle", "without a hat"]],
        slogan="{a} {b} {c}", sentence="Every member of the {a} circle brings {b} {c} and leaves with a smile.",
        count="{n} {b} were read {c}", dated="{b} of {day} {n} March {c}", quoted="You came for “{title}” {c}",
        bio="{name} has written about {b} {c} since the day the paper opened.",
        day=["Monday", "Tuesday", "Friday", "Sunday"]),
    "de": dict(
        who=["Der Schleusenwärter", "Eine pensionierte Glaserin", "Der Küster", "Ihr jüngster Lehrling",
             "Die Nachtschwester", "Ein Vetter des Müllers", "Der Hafenlotse", "Sein früherer Hauslehrer", "Eine Imkerin"],
        did=["verlor", "verschenkte", "versteigerte", "fotografierte", "versicherte", "zeichnete", "suchte", "vermaß",
             "beschrieb"],
        what=["den Messingkompass", "zwei Kisten Zitronen", "eine Karte des Moores", "die Ersatzglocke",
              "einen Brief ohne Absender", "das älteste Ruderboot", "die Kirchenuhr", "vierzig Meter Seil"],
        where=["hinter dem Kornspeicher", "am östlichen Wehr", "an der Endhaltestelle", "unter dem Viadukt",
               "in der Sakristei", "auf der Kiesbank", "neben dem Musikpavillon"],
        when=["vor dem ersten Frost", "in der zweiten Pause", "nach der langen Dürre", "am Vorabend des Jahrmarkts",
              "bei Stromausfall", "zwischen zwei Fluten", "kurz nach dem Eisgang"],
        because=["weil sonst niemand danach gefragt hatte", "obwohl der Rat davon abgeraten hatte",
                 "was selbst die Nachbarn überraschte", "und sprach ein Jahr lang nicht darüber"],
        said="„Es ging nie um das Geld“, sagte {who}, „es ging um {what}.“",
        credit="Foto: {name} / dpa",
        by="Von {name}", nav=["Startseite", "Politik", "Sport", "Meinung", "Kultur", "Wetter"],
        share=["Auf Facebook teilen", "Link kopieren", "Drucken"], ad="Anzeige", more="Meistgelesen",
        see="Lesen Sie auch: {title}", legal=["Impressum", "Datenschutz", "Kontakt"],
        news=["Jetzt anmelden", "E-Mail-Adresse eingeben"],
        note="Anmerkung der Redaktion: Der Autor gehört dem beschriebenen Ruderverein an.",
        heads=["Wie es weitergeht", "Hintergrund"], score="Zuschauer: {n}.",
        column="In dieser Reihe zeigen Menschen, was in ihrer untersten Schublade liegt.",
        parts=[["Laterne", "Fingerhut", "Pfeffer", "Anker", "Weide"], ["stunden", "briefe", "wege", "krumen"],
               ["vom Dachboden", "für langsame Leser", "am Wasserkessel", "ganz ohne Hut"]],
        slogan="{a} {b} {c}", sentence="Wer zum Kreis {a} gehört, bringt {b} {c} mit und geht mit einem Lächeln.",
        count="heute wurden {n} {b} {c} gelesen", dated="{b} am {day} {n}. März {c}", quoted="Sie kamen wegen „{title}“ {c}",
        bio="{name} schreibt über {b} {c}, seit es diese Zeitung gibt.",
        day=["Montag", "Dienstag", "Freitag", "Sonntag"]),
    "fr": dict(
        who=["L’éclusier", "Une vitrière à la retraite", "Le sacristain", "Sa plus jeune apprentie", "L’infirmière de nuit",
             "Un cousin du meunier", "Le pilote du port", "La cheffe de chœur"],
        did=["a perdu", "a donné", "a vendu aux enchères", "a photographié", "a retrouvé", "a réparé", "a dessiné",
             "a emprunté"],
        what=["la boussole en laiton", "deux caisses de citrons", "une carte du marais", "la cloche de rechange",
              "une lettre sans signature", "la plus vieille barque", "l’horloge de la chapelle"],
        where=["derrière le grenier à blé", "près du barrage de l’est", "au terminus du tramway", "sous le viaduc",
               "dans la sacristie", "sur le banc de galets"],
        when=["avant les premières gelées", "pendant le second entracte", "après la longue sécheresse",
              "la veille de la foire", "entre deux marées", "dès la fonte des glaces"],
        because=["parce que personne d’autre ne l’avait demandé", "bien que le conseil l’ait déconseillé",
                 "ce qui a surpris jusqu’aux voisins", "et n’en a rien dit pendant un an"],
        said="« Ce n’était pas une question d’argent, dit {who}, il s’agissait de {what}. »",
        credit="Photo : {name} / AFP",
        by="Par {name}", nav=["Accueil", "Politique", "Sport", "Opinions", "Culture", "Météo"],
        share=["Partager sur Facebook", "Copier le lien", "Imprimer"], ad="Publicité", more="Les plus lus",
        see="Lire aussi : {title}", legal=["Mentions légales", "Confidentialité", "Contact"],
        news=["S’inscrire", "Votre adresse e-mail"],
        note="Note de la rédaction : l’auteur est membre du club d’aviron dont il est question.",
        heads=["Contexte", "Et maintenant ?"], score="Spectateurs : {n}.",
        column="Dans cette série, des gens nous montrent ce qui dort au fond de leur tiroir.",
        parts=[["Lanterne", "Dé à coudre", "Poivre", "Ancre", "Saule"], ["heures", "lettres", "courses", "miettes"],
               ["du grenier", "pour lecteurs lents", "près de la bouilloire", "sans chapeau"]],
        slogan="{a} {b} {c}", sentence="Chaque membre du cercle {a} apporte des {b} {c} et repart avec le sourire.",
        count="on a lu {n} {b} {c}", dated="{b} du {n} mars {c}", quoted="Vous êtes venus pour « {title} » {c}",
        bio="{name} écrit sur les {b} {c} depuis que ce journal existe.",
        day=["lundi", "mardi", "vendredi", "dimanche"]),
    "es": dict(
        who=["El guardián de la esclusa", "Una vidriera jubilada", "El sacristán", "Su aprendiz más joven",
             "La enfermera de noche", "Un primo del molinero", "El práctico del puerto", "Una apicultora"],
        did=["perdió", "regaló", "subastó", "fotografió", "encontró", "reparó", "dibujó", "describió"],
        what=["la brújula de latón", "dos cajas de limones", "un mapa del pantano", "la campana de repuesto",
              "una carta sin firma", "la barca más vieja", "el reloj de la capilla"],
        where=["detrás del granero", "junto a la presa del este", "en el final del tranvía", "bajo el viaducto",
               "en la sacristía", "en el banco de grava"],
        when=["antes de la primera helada", "durante el segundo entreacto", "después de la larga sequía",
              "la víspera de la feria", "entre dos mareas", "en cuanto se rompió el hielo"],
        because=["porque nadie más lo había pedido", "aunque el concejo lo había desaconsejado",
                 "lo que sorprendió hasta a los vecinos", "y no dijo nada durante un año"],
        said="«Nunca fue por el dinero», dijo {who}, «se trataba de {what}».",
        credit="Foto: {name} / EFE",
        by="Por {name}", nav=["Inicio", "Política", "Deportes", "Opinión", "Cultura", "El tiempo"],
        share=["Compartir en Facebook", "Copiar enlace", "Imprimir"], ad="Publicidad", more="Lo más leído",
        see="Lea también: {title}", legal=["Aviso legal", "Privacidad", "Contacto"],
        news=["Suscribirse", "Introduzca su correo electrónico"],
        note="Nota de la redacción: el autor es miembro del club de remo del que trata el texto.",
        heads=["Contexto", "Reacciones"], score="Espectadores: {n}.",
        column="En esta serie, la gente nos enseña lo que guarda en el último cajón.",
        parts=[["Farol", "Dedal", "Pimienta", "Ancla", "Sauce"], ["horas", "cartas", "recados", "migas"],
               ["del desván", "para lectores lentos", "junto a la tetera", "sin sombrero"]],
        slogan="{a} {b} {c}", sentence="Cada miembro del círculo {a} trae {b} {c} y se marcha con una sonrisa.",
        count="hoy se leyeron {n} {b} {c}", dated="{b} del {n} de marzo {c}", quoted="Usted vino por «{title}» {c}",
        bio="{name} escribe sobre {b} {c} desde que existe este diario.",
        day=["lunes", "martes", "viernes", "domingo"]),
    "pl": dict(
        who=["Śluzowy", "Emerytowana szklarka", "Kościelny", "Jej najmłodszy uczeń", "Nocna pielęgniarka",
             "Kuzyn młynarza", "Pilot portowy", "Pszczelarka z sąsiedztwa"],
        did=["zgubił", "oddał", "zmierzył", "sfotografował", "odnalazł", "ubezpieczył", "narysował", "opisał"],
        what=["mosiężny kompas", "dwie skrzynki cytryn", "mapę bagien", "zapasowy dzwon", "list bez podpisu",
              "najstarszą łódź wiosłową", "zegar z kaplicy"],
        where=["za spichlerzem", "przy wschodnim jazie", "na pętli tramwajowej", "pod wiaduktem", "w zakrystii",
               "na żwirowej łasze"],
        when=["przed pierwszym mrozem", "w czasie drugiego antraktu", "po długiej suszy", "w przeddzień jarmarku",
              "między dwoma przypływami", "zaraz po ruszeniu lodów"],
        because=["bo nikt inny o to nie prosił", "choć rada to odradzała", "co zdziwiło nawet sąsiadów",
                 "i przez rok o tym nie mówił"],
        said="„Nigdy nie chodziło o pieniądze”, mówi {who}, „chodziło o {what}”.",
        credit="Fot. {name} / PAP",
        by="Autor: {name}", nav=["Strona główna", "Polityka", "Sport", "Opinie", "Kultura", "Pogoda"],
        share=["Udostępnij na Facebooku", "Kopiuj link", "Drukuj"], ad="Reklama", more="Najczęściej czytane",
        see="Czytaj także: {title}", legal=["Regulamin", "Polityka prywatności", "Kontakt"],
        news=["Zapisz się", "Podaj adres e-mail"],
        note="Sprostowanie: autor należy do opisanego tu klubu wioślarskiego.",
        heads=["Kontekst", "Co dalej"], score="Widzów: {n}.",
        column="W tej serii ludzie pokazują nam, co trzymają w najniższej szufladzie.",
        parts=[["Latarnia", "Naparstek", "Pieprz", "Kotwica", "Wierzba"], ["godziny", "listy", "sprawunki", "okruchy"],
               ["ze strychu", "dla powolnych czytelników", "przy czajniku", "bez kapelusza"]],
        slogan="{a} {b} {c}", sentence="Każdy członek kręgu {a} przynosi {b} {c} i wychodzi z uśmiechem na twarzy.",
        count="dziś przeczytano {n} {b} {c}", dated="{b} z {n} marca {c}", quoted="Przyszli państwo po „{title}” {c}",
        bio="{name} pisze o {b} {c}, odkąd istnieje ta gazeta.",
        day=["poniedziałek", "wtorek", "piątek", "niedziela"]),
}

NAMES = ["Mira Holst", "Tom Varga", "Ines Kovar", "Paul Lindt", "Olga Brandt"]


class Page:
    def __init__(self):
        self.lines, self.label = [], []  # label: None for the story, "keep", "headline", or (class, pages with it)
        self.title = self.credit = ""  # credit: of the photograph that stands in several stories

    def add(self, line, label=None):
        self.lines.append(line)
        self.label.append(label)

    def insert(self, at, line, label):
        self.lines.insert(at, line)
        self.label.insert(at, label)

    def text(self):
        return "\n\n".join(self.lines) + "\n"


def name_of(r):
    """A name that hardly comes twice: the stories are told apart by them."""
    parts = [r.choice("bdfgklmnprstvz") + r.choice("aeiou") for _ in range(r.randint(2, 3))]
    return ("".join(parts) + r.choice("lmnrst")).capitalize()


def number(r):
    n = r.randint(3, 99999)
    return f"{n:,}" if r.random() < .5 else str(n)


class Site:
    """One site: its chrome, drawn once, and what each of its pages gets of it."""

    def __init__(self, language, seed):
        self.r = random.Random(f"{language} {seed}")
        self.w = WORDS[language]
        self.used = set()
        self.titles = []

    def draw(self, form, **more):
        """A wording that the site does not have yet; names, figures and titles stay open."""
        while True:
            a, b, c = (self.r.choice(p) for p in self.w["parts"])
            line = self.w[form].replace("{a}", a).replace("{b}", b).replace("{c}", c)
            if line not in self.used:
                self.used.add(line)
                return line

    def sentence(self, r):
        w = self.w
        who, did, what, where, when, because = (r.choice(w[k]) for k in ("who", "did", "what", "where", "when", "because"))
        return f"{who} {name_of(r)} {did} {what} {where} {name_of(r)} {when} {because}, {name_of(r)} {r.randint(1900, 2024)}."

    def body(self, r):
        """A headline, whose words come back in the first paragraph, and paragraphs of which no two are alike."""
        paragraphs = []
        for _ in range(r.randint(5, 9)):
            p = " ".join(self.sentence(r) for _ in range(r.randint(1, 3)))
            if r.random() < .2:
                p += " " + self.w["said"].format(who=r.choice(self.w["who"]), what=r.choice(self.w["what"]))
            paragraphs.append(p)
        who, what = r.choice(self.w["who"]), r.choice(self.w["what"])
        town = name_of(r)
        paragraphs.insert(0, f"{who} {r.choice(self.w['did'])} {what} {r.choice(self.w['where'])} {town} "
                          f"{r.choice(self.w['when'])} {r.choice(self.w['because'])}, {name_of(r)} {r.randint(1900, 2024)}.")
        return f"{town}: {who} {r.choice(self.w['did'])} {what}", paragraphs

    def on(self, k):
        """k of the pages; of the two with one story, which count once, at most one unless it is all."""
        return set(range(PAGES)) if k == PAGES else set(self.r.sample([i for i in range(PAGES) if i != TWIN], k))

    def pages(self):
        r, w = self.r, self.w
        stories = [self.body(r) for _ in range(PAGES)]
        stories[5] = stories[TWIN]  # one story stands there twice
        self.titles = [s[0] for s in stories]
        head = [(self.draw("slogan"), k, self.on(k)) for k in (PAGES, 10, 3)]
        inside = [(self.draw("sentence"), k, self.on(k)) for k in (PAGES, PAGES, 10, 5, 3, 2)]
        inside += [(self.draw("slogan"), k, self.on(k)) for k in (5, 3)]
        foot = [(self.draw("slogan"), k, self.on(k)) for k in (PAGES, 10, 5, 3, 2)]
        foot += [(self.draw(f), k, self.on(k)) for f, k in (("count", PAGES), ("count", 5), ("dated", 10), ("quoted", PAGES))]
        bios = {n: self.draw("bio").replace("{name}", n) for n in NAMES}
        keep = [(w["note"], self.on(5)), (w["column"], self.on(3)), (w["heads"][0], self.on(4)), (w["heads"][1], self.on(3)),
                (w["score"], self.on(5))]
        quote = self.sentence(r)
        keep.append((quote, self.on(2)))
        pages = [self.page(i, stories[i], head, inside, foot, bios, keep) for i in range(PAGES)]
        self.picture(pages)
        return pages

    def picture(self, pages):
        """The same photograph in six stories: with its credit, bare, and cropped."""
        r, w = self.r, self.w
        words = [r.choice(w["who"]), name_of(r), r.choice(w["did"]), r.choice(w["what"]), r.choice(w["where"]), name_of(r)]
        whole, cropped = " ".join(words + [r.choice(w["when"])]), " ".join(words)
        credit = w["credit"].format(name=r.choice(NAMES))
        for n, i in enumerate(sorted(self.on(6))):
            line = [f"{whole}. {credit}", f"{whole}.", f"{cropped}."][n % 3]
            pages[i].credit = credit
            pages[i].insert(pages[i].label.index(None) + 1, line, ("caption", 6))

    def fill(self, line, r, title):
        return line.replace("{n}", number(r)).replace("{title}", title).replace("{day}", r.choice(self.w["day"]))

    def page(self, i, story, head, inside, foot, bios, keep):
        r, w, p = random.Random(f"{self.titles[i]} {i}"), self.w, Page()
        name = r.choice(NAMES)
        p.title = story[0]
        for line in w["nav"]:
            p.add(line, ("nav", PAGES))
        p.add(story[0], "headline")
        p.add(w["by"].format(name=name), "free")
        for line in w["share"]:
            p.add(line, ("share", PAGES))
        for line, k, on in head:
            if i in on:
                p.add(line, ("novel", k))
        first = len(p.lines)
        for line in story[1]:
            p.add(line)
        others = [t for t in self.titles if t != story[0]]
        inserts = [(line, ("novel", k)) for line, k, on in inside if i in on]
        inserts += [(w["ad"], ("ad", PAGES))] * r.randint(0, 2)
        if r.random() < .5:
            inserts.append((w["see"].format(title=r.choice(others)), ("link", PAGES // 2)))
        inserts += [(self.fill(line, r, ""), "keep") for line, on in keep if i in on]
        for line, label in inserts:
            p.insert(r.randint(first + 1, len(p.lines) - 1), line, label)
        p.add(w["more"], ("label", PAGES))
        for t in r.sample(sorted(set(others)), 4):
            p.add(t, ("related", 4))
        for line, k, on in foot:
            if i in on:
                p.add(self.fill(line, r, story[0]), ("vary" if "{" in line else "novel", k))
        for line in w["legal"] + w["news"]:
            p.add(line, ("legal", PAGES))
        p.add(bios[name], ("bio", PAGES // len(NAMES)))
        return p


def site(language, seed):
    return Site(language, seed).pages()
