/* SPDX-License-Identifier: MIT */
/* Lines of a site in words of no table, put into stories among what a page holds besides: what goes
 * for whom it speaks to and for the words that it does not share, what stays, and that a text of
 * which nothing else goes keeps all. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "barlines.h"
#include "cleantext.h"
#include "text/words/langs.h"

/* The parts of a page: what stands above the story, its first half, its second, what stands below.
 */
static const struct page {
    const char *lang, *above, *first, *second, *below;
} pages[] = {
    { "en", "Ferry landing to open again\nBy Owen Marsh\n4 March 2024, 12:44\nShare this article\n",
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "Jan Holm, who runs the bakery at the mole, had no flour until noon and sold buns instead.\n",
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend.\n"
      "The master of the port wants new ropes, and the council will talk of them in a week.\n",
      "Subscribe to our newsletter\nRelated stories\nBakers want a mill of their own\n"
      "Comments (12)\nAll rights reserved.\n" },
    { "de", "Anleger geht wieder auf\nVon Otto Marsch\n4. März 2024, 12:44 Uhr\nArtikel teilen\n",
      "Der Hafen der Stadt blieb am Montag zu, nachdem ein Sturm zwei Kähne losgerissen hatte.\n"
      "Der Bäcker an der Mole hatte bis mittags kein Mehl und verkaufte Brötchen vom Vortag.\n",
      "Verletzt wurde niemand, und die Fähre zu den Inseln soll am Wochenende wieder fahren.\n"
      "Der Hafenmeister will neue Taue, und der Rat wird in einer Woche darüber sprechen.\n",
      "Newsletter abonnieren\nLesen Sie auch\nBäcker wollen eine eigene Mühle\nKommentare (12)\n"
      "Alle Rechte vorbehalten.\n" },
};

/* INSERTED, BELOW: amid and behind the story, and some of it goes by itself. */
enum place { TOP, AMID, INSERTED, BEHIND, BELOW };

static const struct row {
    const char *what, *lang;
    enum place place;
    const char *box; /* barlines.h */
} rows[] = {
    { "asks and tells where", "en", AMID,
      "-Paper late or soaked? Ring us before ten and you get another" },
    { "a question and an offer, to nobody", "en", AMID,
      "-Fancy a puzzle? The grid of the day is out" },
    { "politely", "de", AMID, "-Nasse Zeitung im Kasten? Rufen Sie an" },
    { "what is at the beginning of a sentence is 'they'", "de", AMID, "Sie kamen aus dem Norden" },
    { "of those who wrote it", "en", BEHIND, "-Calendars with our best pictures" },
    { "a question between two sentences is an interview's", "en", AMID, "Did you see the barges?" },
    { "a sentence is the story's", "en", AMID, "You need two ropes." },
    { "a sentence on what is ours, below an ad", "en", INSERTED,
      "-Advertisement|The historian finds that our harbour has forgotten those who fished in it." },
    { "on all our country", "de", INSERTED,
      "-Anzeige|Der Historiker findet, dass unser Land die Fischer nicht vergessen darf." },
    { "a list of what a recipe asks for, above its first sentence", "en", TOP,
      "2 eggs|1 tsp salt|Honey|50 g butter|Rye flour|1 pinch mace|Cream|3 apples|Yeast|Oil|Milk" },
    { "what the story is about", "en", AMID, "Would you buy buns at the bakery? Holm did" },
    { "what somebody said", "en", AMID, "\"Your flour is on the barge\"" },
    { "one who tells of himself", "en", AMID, "What I would tell you on any pier" },
    { "a story that speaks to its reader", "en", AMID,
      "Fancy a trip? Lace up your boots|If you go by train, leave your car at the depot in the "
      "north "
      "of the valley.|You should bring a coat, since snow may fall on the passes even in the "
      "spring.|"
      "Your guide waits at the gate of the castle, from where you walk uphill for an hour." },
    { "buttons behind it", "en", TOP,
      "-Would your neighbour like this? Tell her|-Yes, gladly|-Rather not"
      "|Torn loose" },
    { "neither buttons nor those who wrote it are told of", "en", AMID,
      "Would your neighbour like this? Tell her|Yes, gladly|Rather not|Torn loose" },
    { "of those who wrote it, in words of buttons", "en", AMID,
      "-Would your neighbour like this? Send us a picture|-Yes, gladly|-Rather not|Torn loose" },
    { "advice without a stop", "en", AMID, "Whisk the eggs until your arm aches" },
    { "what the police ask", "en", BEHIND, "If you saw anything, knock at any harbour office" },
    { "a poem", "de", AMID, "Unten brennt dein kleines Licht" },
    { "of those who wrote it, to the reader of a story that speaks to one", "de", BELOW,
      "Stellen Sie Ihr Rad im Herbst in den Keller, denn Nässe schadet der Kette.|"
      "Prüfen Sie vor der Fahrt Ihre Bremsen, denn das Laub auf den Wegen ist glatt.|"
      "-Artikel teilen|-Sind Sie gestürzt? Erzählen Sie uns davon" },
    { "below who wrote the text", "en", TOP, "-Spoken by a robot|-0:00 of 4:12" },
    { "a crosshead below them", "en", TOP, "-Spoken by a robot|Torn loose" },
    { "behind the last sentence", "en", BEHIND, "Gifts for gardeners" },
    { "behind what goes there", "en", BELOW, "-Subscribe to our newsletter|-Gifts for gardeners" },
    { "its last word", "en", BEHIND, "Amen" },
    { "what there is to know", "en", BEHIND, "Doors 6 pm" },
    { "words of buttons there", "en", BEHIND, "-Zoom photo" },
    { "with a word of the story", "en", TOP, "Ropes for gardeners" },
    { "a list behind it", "en", BEHIND, "Nine|Twelve|Forty|Sixty|Eighty" },
    { "a crosshead", "en", AMID, "Torn loose" },
    { "numbers are no buttons", "en", TOP,
      "-Would your neighbour like this? Tell her|Gate at 6|Benches 4|Stalls 3|Ovens 2" },
    { "words of the story behind it", "en", BEHIND, "Tie up your barges by night on any river" },
    { "none of them, and none of a site", "en", BEHIND,
      "Tie up your hammocks by dusk under any palm" },
    { "none of them, of those who wrote it", "en", BEHIND,
      "-Tie up your hammocks by dusk under our palm" },
    { "a sentence behind it", "en", BEHIND, "You should never trust ropes on a calm evening." },
    { "one without a word of the story", "en", BEHIND, "You should never miss a calm evening." },
    { "whom to call", "en", BEHIND, "Did you see anybody? Ring 01555 010 222." },
    { "of those who wrote it", "en", BEHIND, "-You should never miss one of our calm evenings." },
    { "one of many words", "en", BEHIND,
      "-You should never trust ropes when a calm evening is over and you are far from any home." },
    { "a sentence below what goes", "en", BEHIND,
      "-Subscribe to our newsletter|-You should never miss ropes on a calm evening." },
    { "a question between what goes and an answer, of an interview", "en", AMID,
      "Were nets lost?|Not one, since all had been mended in the spring and hung in sheds.|"
      "Did you ever sleep?|-Subscribe to our newsletter|"
      "Hardly, and the wind would have woken a stone in any case." },
    { "beside a short line with words of the story", "en", BEHIND, "Low tide by night|Ropes" },
};

enum { TEXT = BARLINES_ROOM };

/* The page with the box; all: or what is to stay of it, without the lines around the story. */
static void make(const struct row *r, bool page, bool all, char *text)
{
    const struct page *p = pages;
    while (strcmp(p->lang, r->lang) != 0)
        p++;
    text[0] = '\0';
    if (page && all)
        barlines_put(text, p->above, strlen(p->above));
    else
        barlines_put(text, p->above, strcspn(p->above, "\n") + 1);
    if (r->place == TOP)
        barlines_add(text, r->box, all);
    barlines_put(text, p->first, strlen(p->first));
    if (r->place == AMID || r->place == INSERTED)
        barlines_add(text, r->box, all);
    barlines_put(text, p->second, strlen(p->second));
    if (r->place == BEHIND || r->place == BELOW)
        barlines_add(text, r->box, all);
    if (page && all)
        barlines_put(text, p->below, strlen(p->below));
}

static int compare(struct cleaner *c, const char *what, const char *text, const char *want)
{
    assert_int_equal(cleaner_run(c, dh_str_c(text)), DH_OK);
    struct dh_str got = dh_str_trim(c->page.text);
    if (dh_str_eq(got, dh_str_trim(dh_str_c(want))))
        return 0;
    print_error("%s: '%.*s'\n", what, (int)got.n, got.p);
    return 1;
}

static void strays(void **state)
{
    static char text[TEXT], want[TEXT];
    struct cleaner c;
    int bad = 0;
    (void)state;
    assert_int_equal(cleaner_init(&c, ""), DH_OK);
    for (size_t i = 0; i < DH_LEN(rows); i++) {
        make(&rows[i], true, true, text);
        make(&rows[i], true, false, want);
        bad += compare(&c, rows[i].what, text, want);
        bad += compare(&c, "again", want, want);
    }
    cleaner_release(&c);
    assert_int_equal(bad, 0);
}

/* A button alone opens a story as well as who wrote it. */
static void opened_by_tools(void **state)
{
    static char text[TEXT], want[TEXT];
    const struct page *p = &pages[0];
    struct cleaner c;
    (void)state;
    assert_int_equal(cleaner_init(&c, ""), DH_OK);
    snprintf(want, sizeof want, "Ferry landing to open again\n%s%s", p->first, p->second);
    snprintf(
        text, sizeof text,
        "Ferry landing to open again\nPrint this page\nSpoken by a robot\n0:00 of 4:12\n%s%s%s",
        p->first, p->second, p->below);
    assert_int_equal(compare(&c, "tools", text, want), 0);
    cleaner_release(&c);
}

/* Nothing else goes. */
static void clean(void **state)
{
    static char text[TEXT];
    struct cleaner c;
    int bad = 0;
    (void)state;
    assert_int_equal(cleaner_init(&c, ""), DH_OK);
    for (size_t i = 0; i < DH_LEN(rows); i++) {
        make(&rows[i], false, true, text);
        if (rows[i].place != BELOW && rows[i].place != INSERTED)
            bad += compare(&c, rows[i].what, text, text);
    }
    cleaner_release(&c);
    assert_int_equal(bad, 0);
}

static void switched_off(void **state)
{
    static const struct row r = { "", "en", AMID, "Fancy a puzzle? The grid of the day is out" };
    static char text[TEXT], want[TEXT];
    struct cleaner c;
    (void)state;
    assert_int_equal(cleaner_init(&c, "context.reader"), DH_OK);
    make(&r, true, true, text);
    make(&r, true, false, want);
    assert_int_equal(compare(&c, "off", text, want), 0);
    cleaner_release(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strays),
        cmocka_unit_test(opened_by_tools),
        cmocka_unit_test(clean),
        cmocka_unit_test(switched_off),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
