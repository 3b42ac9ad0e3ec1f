/* SPDX-License-Identifier: MIT */
/* Boxes of several lines between two paragraphs of a story with an ad in it: what goes, what stays,
 * and that a text of which nothing else goes keeps them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "barlines.h"
#include "cleantext.h"

static const char head[] = "Ferry landing to open again\n";
static const char before[] =
    "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
    "Owen Marsh, who runs the bakery at the mole, had no flour until noon and sold buns instead.\n";
static const char behind[] =
    "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend.\n"
    "The master of the port wants new ropes, and the council will talk of them in a week.";

static const struct row {
    const char *what, *box; /* barlines.h */
} rows[] = {
    { "a poll", "-Should the landing open?|-Yes 64%|-No 31%|-Don't know 5%" },
    { "in other words and signs", "-Faut-il rouvrir le bac ?|-Oui : 64,4 %|-Non : 35,6 %" },
    { "figures of other scripts", "-آیا اسکله باز شود؟|-بله ۶۴٪|-خیر ۳۶٪" },
    { "shares before the answers", "-Should the landing open?|-64 % yes|-36 % no" },
    { "that are no hundred", "Who has a boat?|Harrow 64%|Elmouth 71%" },
    { "that the story speaks of",
      "Should the landing open?|Yes 64%|No 36%|Some 64% of those asked want the landing back." },
    { "the same in another language",
      "Faut-il rouvrir le bac?|Oui 64 %|Non 36 %|Soixante pour cent des habitants en rêvent." },
    { "a survey of several questions",
      "Should the landing open?|Yes 64%|No 36%|Who should pay?|The town 55%|The county 45%" },
    { "a poll without shares", "-Poll|-Should the landing open?|-Yes.|-No, never.|-Vote" },
    { "its button says more", "-Soll die Fähre fahren?|-Ja|-Nein|-Jetzt abstimmen" },
    { "questions and answers", "Should the landing open?|Yes.|No, never." },
    { "one answer above a button", "Should the landing open?|Yes.|Vote" },
    { "one answer", "Should the landing open?|Yes 100%" },
    { "the weather", "-Weather in Elmouth|-14\xC2\xB0"
                     "C|-Light rain|-Wind 18 mph" },
    { "in a script without spaces", "-エルマの天気|-14℃|-小雨" },
    { "a table of it", "Elmouth|14\xC2\xB0|Harrow|12\xC2\xB0|Dunmere|9\xC2\xB0" },
    { "how often each button was pressed", "-Share|-12|-Tweet|-38" },
    { "the same above the buttons", "-214|-Shares|-Facebook|-5|-Twitter|-3" },
    { "figures of a table by a button", "Elmouth|12|Harrow|38|-Share" },
    { "rates", "-FTSE 100 8,214.31 +0.42%|-GBP/USD 1.2713 -0.10%" },
    { "the sign before the figure", "-Dolar 32,1234 %0,42" },
    { "a result", "Elmouth 2 Harrow 1" },
    { "a story on rates",
      "FTSE 100 8,214.31 +0.42%|Prices rose by 3% in the spring of that year." },
    { "places of a list", "-Most read|-1|-2|-3" },
    { "figures behind nothing that goes", "1|2|3" },
    { "a count behind a button", "-Share this article|-27" },
    { "the length of a film", "-Play video|-1:12" },
    { "times of posts", "-Play video|9:12|The first barge is back.|9:40|The mole holds." },
    { "an episode and its length", "-Episode 42: The last ferryman|-28 min" },
    { "with a stop behind the unit", "-Folge 42: Der letzte Fährmann|-28 Min." },
    { "in a script without spaces", "-第42期：最后的摆渡人|-28分钟" },
    { "an episode alone", "Episode 42: The last ferryman" },
    { "whose a post is", "-A post of the harbour watch (@elmwatch)" },
    { "the author of one", "\xE2\x80\x94 Orla Finch (@orlafinch) March 4, 2024" },
    { "a list of them", "Orla Finch of the mole (@orla)|Owen Marsh of the mole (@owen)|Jan Wrona "
                        "of the mole (@jan)" },
    { "what an offer costs", "-Subscribe to our newsletter|-4 marks to begin with, then 9 "
                             "marks|-Cancel your subscription" },
    { "a button between two", "-Accept all cookies|-Tweak them|-Cookie settings" },
    { "a crosshead behind one", "-Accept all cookies|Torn loose" },
};

enum { TEXT = BARLINES_ROOM };

/* The text with the box, and what is to be left of it; ad: with more that goes. */
static void make(const struct row *r, bool ad, char *text, char *want)
{
    text[0] = want[0] = '\0';
    for (int all = 0; all <= 1; all++) {
        char *to = all ? text : want;
        barlines_put(to, head, strlen(head));
        barlines_put(to, before, strlen(before));
        barlines_add(to, r->box, all);
        barlines_put(to, behind, strlen(behind));
    }
    if (ad)
        barlines_put(text, "\nAdvertisement", strlen("\nAdvertisement"));
}

static void boxes(void **state)
{
    static char text[TEXT], want[TEXT];
    struct cleaner c;
    int bad = 0;
    (void)state;
    assert_int_equal(cleaner_init(&c, ""), DH_OK);
    for (size_t i = 0; i < DH_LEN(rows); i++) {
        make(&rows[i], true, text, want);
        assert_int_equal(cleaner_run(&c, dh_str_c(text)), DH_OK);
        struct dh_str got = c.page.text;
        if (!dh_str_eq(got, dh_str_c(want))) {
            print_error("%s: '%.*s'\n", rows[i].what, (int)got.n, got.p);
            bad++;
        }
    }
    cleaner_release(&c);
    assert_int_equal(bad, 0);
}

static void switched_off(void **state)
{
    static char text[TEXT], want[TEXT];
    struct cleaner c;
    (void)state;
    assert_int_equal(cleaner_init(&c, "grammar.box"), DH_OK);
    make(&(struct row){ "", "Should the landing open?|Yes 64%|No 36%" }, true, text, want);
    assert_int_equal(cleaner_run(&c, dh_str_c(text)), DH_OK);
    assert_true(dh_str_eq(c.page.text, dh_str_c(want)));
    cleaner_release(&c);
}

static void clean(void **state)
{
    static char text[TEXT], want[TEXT];
    struct cleaner c;
    (void)state;
    assert_int_equal(cleaner_init(&c, ""), DH_OK);
    make(&(struct row){ "", "Should the landing open?|Yes 64%|No 36%" }, false, text, want);
    assert_int_equal(cleaner_run(&c, dh_str_c(text)), DH_OK);
    assert_true(dh_str_eq(c.page.text, dh_str_c(want)));
    cleaner_release(&c);
}

/* A story of few sentences may be of nothing but the poll. */
static void brief(void **state)
{
    static const char text[] =
        "What the town wants\n"
        "A thousand people of Elmouth were asked about the landing in the week after the storm.\n"
        "Should the landing open?\nYes 64%\nNo 36%\n"
        "The council wants to hear them again in the spring, when the barges are mended.\n";
    struct cleaner c;
    (void)state;
    assert_int_equal(cleaner_init(&c, ""), DH_OK);
    char all[TEXT] = "";
    barlines_put(all, text, strlen(text));
    barlines_put(all, "Advertisement", strlen("Advertisement"));
    assert_int_equal(cleaner_run(&c, dh_str_c(all)), DH_OK);
    assert_true(dh_str_eq(c.page.text, dh_str_trim(dh_str_c(text))));
    cleaner_release(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(boxes),
        cmocka_unit_test(switched_off),
        cmocka_unit_test(clean),
        cmocka_unit_test(brief),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
