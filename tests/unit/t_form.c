/* SPDX-License-Identifier: MIT */
/* The form of a short line, in which what varies has no part, and what it links to. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "repeat/words/form.h"
#include "repeat/words/linked.h"

/* Lines of one form have one key, and what is none has none. */
static const struct {
    const char *a, *b;
    bool same;
} forms[] = {
    { "You have read 3 of 5 stories", "You have read 12 of 40 stories", true },
    { "Lamps counted on Friday 10 March 2025", "Lamps counted on Monday 2 June 2024", true },
    { "Heute zählten wir 12 Laternen", "Heute zählten wir 9 Laternen", true },
    { "More about \xE2\x80\x9CThe ferry sails\xE2\x80\x9D in the archive",
      "More about \xE2\x80\x9CNo bread today\xE2\x80\x9D in the archive", true },
    { "Mehr zu \xE2\x80\x9E"
      "Die F\xC3\xA4hre\xE2\x80\x9C im Archiv",
      "Mehr zu \xE2\x80\x9E"
      "Das Brot\xE2\x80\x9C im Archiv",
      true },
    { "You have read \xE2\x80\x9C\xE2\x80\x9CWe never close,\xE2\x80\x9D she said\xE2\x80\x9D with "
      "us",
      "You have read \xE2\x80\x9CThe ferry sails again\xE2\x80\x9D with us", true },
    { "You have read \xE2\x80\x9C\xE2\x80\x9CNo bread\xE2\x80\x9D with us",
      "You have read \xE2\x80\x9C\"No ferry\" he said\xE2\x80\x9D with us", true },
    { "What stood under \xE2\x80\x9CThe ferry\xE2\x80\x9D in the archive",
      "What stood under \xE2\x80\x9CThe ferry\xE2\x80\x9D at the harbour", false },
    { "You have read 3 of 5 stories", "You have saved 3 of 5 stories", false },
    { "Brackwater 2 Fenwick 1", "Brackwater 0 Fenwick 4", false },
    { "12 Herzen, 3 Anker", "1.204 Herzen, 17 Anker", true },
    { "12 Herzen, 3 Anker", "12 Herzen, 3 Laternen", false },
    { "12 Anker", "7 Anker", false },
    { "10 March 2025", "11 March 2025", false },
    { "12 likes", "13 likes", false },
    { "Contado el 10 de marzo de 2025", "Contado el 2 de junio de 2024", true },
    { "Contado el 10 de marzo de 2025", "Contado por 10 de marzo de 2025", false },
    { "Counted on 10 vlarn 2025", "Counted on 2 mikor 2024", true },
    { "Counted on 2025 vlarn 10", "Counted on 2024 mikor 2", true },
    { "Counted on 10 vlarn", "Counted on 2 mikor", false },
    { "Counted on 10 red lamps 2025", "Counted on 2 old lamps 2024", false },
    { "Counted on 100 lamps 2025", "Counted on 200 boats 2024", false },
    { "Counted on 10 lamps 9025", "Counted on 2 boats 9024", false },
    { "He asked \xE2\x80\x9Chow long", "He asked \xE2\x80\x9Chow far", false },
    { "The ferry sails again", "The ferry sails again", false },
    { "\xE4\xBB\x8A\xE6\x97\xA5\xE9\x98\x85\xE8\xAF\xBB 12 \xE6\xAC\xA1",
      "\xE4\xBB\x8A\xE6\x97\xA5\xE9\x98\x85\xE8\xAF\xBB 7 \xE6\xAC\xA1", true },
};

static void test_forms(void **state)
{
    (void)state;
    for (size_t i = 0; i < DH_LEN(forms); i++) {
        uint64_t a = dh_form_key(dh_str_c(forms[i].a)), b = dh_form_key(dh_str_c(forms[i].b));
        if ((a && a == b) != forms[i].same)
            fail_msg("%s", forms[i].a);
    }
}

/* The same of lines that are dates and hardly more. */
static const struct {
    const char *a, *b;
    bool same;
} dates[] = {
    { "10 March 2025", "2 June 2024", true },
    { "Monday, 10 March 2025", "Friday, 2 June 2024", true },
    { "10 vlarn 2025, 9:30", "2 mikor 2024, 17:05", true },
    { "10 de marzo de 2025", "2 de junio de 2024", true },
    { "2025. m\xC3\xA1rcius 10.", "2024. j\xC3\xBAnius 2.", true },
    { "\xD9\xA1\xD9\xA2 vlarn \xD9\xA2\xD9\xA0\xD9\xA2\xD9\xA4",
      "\xD9\xA3 mikor \xD9\xA2\xD9\xA0\xD9\xA2\xD9\xA3", true },
    { "10 de marzo de 2025", "2025 de marzo de 10", true },
    { "10 de marzo de 2025", "10 del marzo del 2025", false },
    { "10 March", "2 June", false },
    { "10 March 25", "2 June 24", false },
    { "The fair, 10 March 2025", "The fair, 2 June 2024", false },
    { "10 boats of the harbour since 2025", "2 boats of the harbour since 2024", false },
    { "10a March 2025", "2a June 2024", false },
    { "13 Walls (2021)", "12 Boats (2020)", false },
    { "13 Walls [2021]", "12 Boats [2020]", false },
    { "32 Walls 2021", "77 Walls 2020", false },
    { "31 Walls 2021", "30 Walls 2020", true },
    { "12 Angry 1957", "28 Weeks 2007", true }, /* told from dates by how many words there are */
};

static void test_dates(void **state)
{
    (void)state;
    for (size_t i = 0; i < DH_LEN(dates); i++) {
        uint64_t month;
        uint64_t a = dh_form_date(dh_str_c(dates[i].a), &month);
        uint64_t b = dh_form_date(dh_str_c(dates[i].b), &month);
        if ((a && a == b) != dates[i].same)
            fail_msg("%s", dates[i].a);
    }
}

static void test_months(void **state)
{
    (void)state;
    uint64_t a, b, other;
    assert_true(dh_form_date(dh_str_c("10 de March de 2025"), &a));
    assert_true(dh_form_date(dh_str_c("Monday, 2 march 2024, 17:05"), &b));
    assert_true(dh_form_date(dh_str_c("10 de June de 2025"), &other));
    assert_true(a == b);
    assert_true(a != other);
}

static const struct {
    const char *line, *label, *items; /* the items parted by a slash */
} links[] = {
    { "See also: The ferry sails again", "The ferry sails again", "" },
    { "Lesen Sie auch: Die F\xC3\xA4hre f\xC3\xA4hrt wieder",
      "Die F\xC3\xA4hre f\xC3\xA4hrt wieder", "" },
    { "More: \xE2\x80\x9CWe never close", "We never close", "" },
    { "From the shelf beside the kettle: The ferry sails again", "The ferry sails again", "" },
    { "All the pilot said was this: The ferry sails again.", "", "" },
    { "Time: noon", "", "" },
    { "Doors open at 7:30 on most days", "", "" },
    { "The mayor said what all had feared: the bridge is shut", "", "" },
    { "No label at all here", "", "" },
    { "Label:", "", "" },
    { "3. The ferry sails again", "", "The ferry sails again" },
    { "14:05 The ferry sails again", "", "The ferry sails again" },
    { "12.3.2024, 14:05 - The ferry sails again", "", "12.3.2024, 14:05/The ferry sails again" },
    { "1. 5 ferries that sail again", "", "5 ferries that sail again" },
    { "2-room flats are rare here", "", "" },
    { "The ferry sails again (12)", "", "The ferry sails again" },
    { "The ferry sails again 3 hours ago", "", "The ferry sails again" },
    { "The ferry sails again | The Lantern", "", "The ferry sails again" },
    { "Harbour life \xC2\xB7 The ferry sails again", "", "The ferry sails again" },
    { "HARBOUR LIFE The ferry sails again", "", "The ferry sails again" },
    { "THE FERRY SAILS AGAIN TODAY", "", "" },
    { "9:30 Harbour | The ferry sails again", "",
      "Harbour | The ferry sails again/The ferry sails again" },
    { "7 The ferry sails again (12)", "",
      "7 The ferry sails again/The ferry sails again (12/The ferry sails again" },
};

static void test_links(void **state)
{
    (void)state;
    for (size_t i = 0; i < DH_LEN(links); i++) {
        struct dh_str want = dh_str_c(links[i].items), piece;
        struct dh_linked got;
        unsigned n = 0;
        dh_linked_find(dh_str_c(links[i].line), &got);
        bool good = dh_str_eq(got.label, dh_str_c(links[i].label));
        while (want.n && dh_str_split(&want, '/', &piece)) {
            good &= n < got.n_items && dh_str_eq(got.item[n], piece);
            n++;
        }
        if (!good || n != got.n_items)
            fail_msg("%s: %u", links[i].line, got.n_items);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_forms), cmocka_unit_test(test_dates),
                                        cmocka_unit_test(test_months),
                                        cmocka_unit_test(test_links) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
