/* SPDX-License-Identifier: MIT */
/* When a fragment that recurs over a site is chrome: the rule as a table, and the sample that
 * merges. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/hash.h"
#include "base/wire.h"
#include "repeat/count/sighting.h"
#include "repeat/site/site.h"
#include "repeat/story/story.h"
#include "repeat/words/form.h"
#include "repeat/words/linked.h"
#include "spread.h"
#include "state/entries.h"

#define B DH_SLOT_BODY
#define H DH_SLOT_HEAD
#define T DH_SLOT_TAIL

static const struct {
    const char *name;
    struct dh_site_case c;
    bool want;
} rows[] = {
    { "a label behind the story, on two of thirty",
      { .stories = 30, .total = 2, .here = 2, .slot = T },
      true },
    { "once is nothing", { .stories = 30, .total = 1, .here = 1, .slot = T }, false },
    { "a site of one page", { .stories = 1, .total = 1, .here = 1, .slot = B }, false },
    { "two of a thousand may be chance",
      { .stories = 1000, .total = 3, .here = 3, .slot = T },
      false },
    { "four of a thousand", { .stories = 1000, .total = 4, .here = 4, .slot = T }, true },
    { "its own headline, linked from others",
      { .stories = 30, .total = 9, .here = 1, .head = 1, .slot = H },
      false },
    { "the link to that headline",
      { .stories = 30, .total = 2, .here = 1, .head = 1, .slot = T },
      true },
    { "before the prose, on three",
      { .stories = 30, .total = 3, .here = 3, .head = 3, .slot = H },
      true },
    { "before the prose, on two: one headline twice",
      { .stories = 30, .total = 2, .here = 2, .head = 2, .slot = H },
      false },
    { "before the prose, on two, and not the title",
      { .stories = 30, .total = 2, .here = 2, .head = 2, .slot = H, .titled = true },
      true },
    { "a slogan of one sentence",
      { .stories = 30, .total = 2, .here = 2, .slot = B, .prose = true },
      true },
    { "a quotation in two stories",
      { .stories = 30, .total = 2, .here = 2, .slot = B, .prose = true, .quoted = true },
      false },
    { "agency background in three",
      { .stories = 30, .total = 3, .here = 3, .slot = B, .prose = true, .lengthy = true },
      false },
    { "about the publisher, on all",
      { .stories = 30, .total = 30, .here = 30, .slot = B, .prose = true, .lengthy = true },
      true },
    { "a crosshead in six of thirty",
      { .stories = 30, .total = 6, .here = 6, .slot = B, .heading = true },
      false },
    { "a heading in the body of most",
      { .stories = 30, .total = 20, .here = 20, .slot = B, .heading = true },
      true },
    { "among the paragraphs of both stories of a site",
      { .stories = 2, .total = 2, .here = 2, .slot = B },
      false },
    { "the same of all three", { .stories = 3, .total = 3, .here = 3, .slot = B }, true },
    { "of two of four", { .stories = 4, .total = 2, .here = 2, .slot = B }, true },
    { "behind the last paragraph of both",
      { .stories = 2, .total = 2, .here = 2, .slot = T },
      true },
    { "behind both stories of a site, among their paragraphs' tags, as markup tells",
      { .stories = 2, .total = 2, .here = 2, .near = 2, .fixed = 2, .path = 2, .slot = T },
      false },
    { "in a box there",
      { .stories = 2,
        .total = 2,
        .here = 2,
        .near = 2,
        .fixed = 2,
        .path = 2,
        .slot = T,
        .apart = true },
      true },
    { "a line that moves once", { .stories = 30, .total = 2, .here = 1, .slot = B }, false },
    { "below the last paragraph here, among them there",
      { .stories = 30, .total = 2, .here = 1, .near = 2, .slot = T },
      true },
    { "above the first, and it may be the headline",
      { .stories = 30, .total = 2, .here = 1, .near = 2, .slot = H },
      false },
    { "above the first, and another is the headline",
      { .stories = 30, .total = 2, .here = 1, .near = 2, .slot = H, .titled = true },
      true },
    { "a crosshead that ends one story and parts another",
      { .stories = 30, .total = 2, .here = 1, .near = 2, .slot = T, .heading = true },
      false },
    { "it moves, but it is on four",
      { .stories = 30, .total = 4, .here = 1, .near = 1, .slot = H, .titled = true },
      true },
    { "struck elsewhere by its markup",
      { .stories = 30, .total = 4, .here = 1, .struck = 3, .slot = B },
      true },
    { "a line in a box of its own, after another paragraph each time",
      { .stories = 30,
        .total = 2,
        .here = 2,
        .near = 2,
        .fixed = 1,
        .path = 2,
        .slot = B,
        .apart = true },
      true },
    { "a line among paragraphs of its kind that moves",
      { .stories = 30, .total = 2, .here = 2, .near = 2, .fixed = 1, .path = 2, .slot = B },
      false },
    { "the same after the same paragraph",
      { .stories = 30, .total = 2, .here = 2, .near = 2, .fixed = 2, .path = 2, .slot = B },
      true },
    { "a line that moves, on three",
      { .stories = 30, .total = 3, .here = 3, .near = 3, .fixed = 1, .path = 3, .slot = B },
      true },
    { "a line that moves and is a headline elsewhere",
      { .stories = 30,
        .total = 2,
        .here = 2,
        .near = 2,
        .head = 1,
        .fixed = 1,
        .path = 1,
        .slot = B },
      true },
    { "a sentence with figures in a box, on two",
      { .stories = 30,
        .total = 2,
        .here = 2,
        .path = 2,
        .slot = B,
        .prose = true,
        .quoted = true,
        .apart = true },
      true },
    { "a long one in a box, on three",
      { .stories = 30,
        .total = 3,
        .here = 3,
        .path = 3,
        .slot = B,
        .prose = true,
        .lengthy = true,
        .apart = true },
      true },
    { "a long one in another box each time",
      { .stories = 30,
        .total = 3,
        .here = 3,
        .path = 1,
        .slot = B,
        .prose = true,
        .lengthy = true,
        .apart = true },
      false },
    { "a form in a box among paragraphs, on three",
      { .stories = 30,
        .total = 3,
        .here = 3,
        .path = 3,
        .slot = B,
        .by = DH_KEY_FORM,
        .apart = true },
      true },
    { "a counter in a box among paragraphs, on a third",
      { .stories = 30,
        .total = 10,
        .here = 10,
        .path = 10,
        .slot = B,
        .by = DH_KEY_FIGURES,
        .apart = true },
      true },
    { "scores in six of thirty",
      { .stories = 30, .total = 6, .here = 6, .slot = B, .by = DH_KEY_FIGURES },
      false },
    { "a counter on all pages",
      { .stories = 30, .total = 30, .here = 30, .slot = T, .by = DH_KEY_FIGURES },
      true },
    { "a counter among paragraphs, on all",
      { .stories = 30, .total = 30, .here = 30, .slot = B, .by = DH_KEY_FIGURES },
      true },
    { "prose is never counted without its figures",
      { .stories = 30, .total = 30, .here = 30, .slot = B, .by = DH_KEY_FIGURES, .prose = true },
      false },
    { "a form in a box on three",
      { .stories = 30, .total = 3, .here = 3, .slot = T, .by = DH_KEY_FORM },
      true },
    { "a form on two: figures alone told them apart",
      { .stories = 30, .total = 2, .here = 2, .slot = T, .by = DH_KEY_FORM },
      false },
    { "a form among paragraphs on three",
      { .stories = 30, .total = 3, .here = 3, .slot = B, .by = DH_KEY_FORM },
      false },
    { "a form among paragraphs on five",
      { .stories = 30, .total = 5, .here = 5, .slot = B, .by = DH_KEY_FORM },
      true },
    { "the gate at a match, in six reports",
      { .stories = 30, .total = 6, .here = 6, .slot = B, .by = DH_KEY_FORM, .stop = true },
      false },
    { "a sentence with a figure on all",
      { .stories = 30, .total = 30, .here = 20, .slot = B, .by = DH_KEY_FORM, .stop = true },
      true },
    { "the same on a site of five",
      { .stories = 5, .total = 5, .here = 5, .slot = B, .by = DH_KEY_FORM, .stop = true },
      false },
    { "prose has no form",
      { .stories = 30, .total = 30, .here = 30, .slot = T, .by = DH_KEY_FORM, .prose = true },
      false },
    { "a label with another page's headline behind it",
      { .stories = 30, .total = 2, .here = 1, .head = 1, .slot = B, .by = DH_KEY_LINK },
      true },
    { "a label with the same words behind it on two pages",
      { .stories = 30, .total = 2, .here = 2, .slot = B, .by = DH_KEY_LINK },
      false },
    { "a heading above the first paragraph of a third of the pages, as markup says",
      { .stories = 30,
        .total = 10,
        .here = 10,
        .path = 10,
        .slot = H,
        .heading = true,
        .titled = true },
      false },
    { "the same in scraped text",
      { .stories = 30, .total = 10, .here = 10, .slot = H, .heading = true, .titled = true },
      true },
    { "a heading in a third of the pages, as markup says",
      { .stories = 30, .total = 10, .here = 10, .path = 10, .slot = B, .heading = true },
      false },
    { "one of the story's own paragraphs, on ten",
      { .stories = 30,
        .total = 10,
        .here = 10,
        .path = 10,
        .fixed = 10,
        .slot = B,
        .prose = true,
        .alike = true },
      false },
    { "the same behind the last of some length",
      { .stories = 30, .total = 10, .here = 10, .path = 10, .slot = T, .alike = true },
      false },
    { "one of its own paragraphs, on half of all pages",
      { .stories = 30, .total = 15, .here = 15, .path = 15, .slot = B, .alike = true },
      true },
    { "one on three of four: too few to tell",
      { .stories = 4, .total = 3, .here = 3, .path = 3, .slot = B, .alike = true },
      false },
    { "a form that is one of its own paragraphs, on ten",
      { .stories = 30,
        .total = 10,
        .here = 10,
        .path = 10,
        .slot = T,
        .by = DH_KEY_FORM,
        .alike = true },
      false },
    { "results behind its last sentence, on a third",
      { .stories = 30,
        .total = 10,
        .here = 10,
        .path = 10,
        .slot = T,
        .by = DH_KEY_FIGURES,
        .alike = true },
      false },
    { "a crosshead in a fiftieth of a large site",
      { .stories = 10000, .total = 200, .here = 200, .slot = B, .heading = true },
      false },
};

static void test_rule(void **state)
{
    (void)state;
    for (size_t i = 0; i < DH_LEN(rows); i++)
        if (dh_site_is_chrome(&rows[i].c) != rows[i].want)
            fail_msg("%s", rows[i].name);
}

/* More stories with the line never make it less chrome. */
static void test_monotone(void **state)
{
    (void)state;
    for (uint64_t n = 2; n < 3000; n = n * 3 / 2 + 1)
        for (unsigned traits = 0; traits < 32; traits++) {
            bool was = false;
            for (unsigned k = 1; k <= 32 && k <= n; k++) {
                struct dh_site_case c = { .stories = n,
                                          .total = k,
                                          .here = k,
                                          .slot = traits & 1 ? B : T,
                                          .prose = traits & 2,
                                          .lengthy = traits & 4,
                                          .quoted = traits & 8,
                                          .heading = traits & 16 };
                bool is = dh_site_is_chrome(&c);
                assert_true(is || !was);
                was = is;
            }
        }
}

/* When a sentence's own page has a say, when one copy stays whatever is counted, and when it may be
 * of a passage that two stories share. */
static const struct {
    const char *name;
    struct dh_site_case c;
    bool few, one, rare;
} sentences[] = {
    { "on two of thirty", { .stories = 30, .total = 2 }, true, true, true },
    { "on three of thirty", { .stories = 30, .total = 3 }, true, false, false },
    { "on a quarter of thirty", { .stories = 30, .total = 8 }, false, false, false },
    { "on two of two", { .stories = 2, .total = 2 }, true, true, false },
    { "on four of five", { .stories = 5, .total = 4 }, false, false, false },
    { "on three of five", { .stories = 5, .total = 3 }, true, false, false },
    { "on three of three hundred", { .stories = 300, .total = 3 }, true, true, true },
    { "on twenty of a thousand", { .stories = 1000, .total = 20 }, true, false, false },
    { "on thirty of a thousand", { .stories = 1000, .total = 30 }, false, false, false },
    { "a long one on as many",
      { .stories = 1000, .total = 30, .lengthy = true },
      true,
      false,
      false },
    { "on a quarter of a thousand",
      { .stories = 1000, .total = 250, .quoted = true },
      false,
      false,
      false },
    { "on two, struck by its markup on a third",
      { .stories = 30, .total = 2, .struck = 1 },
      true,
      false,
      false },
    { "on two, in one box",
      { .stories = 30, .total = 2, .apart = true, .path = 2 },
      true,
      false,
      false },
};

static void test_sentences(void **state)
{
    (void)state;
    for (size_t i = 0; i < DH_LEN(sentences); i++)
        if (dh_site_is_few(&sentences[i].c) != sentences[i].few ||
            dh_site_keeps_one(&sentences[i].c) != sentences[i].one ||
            dh_site_is_rare(&sentences[i].c) != sentences[i].rare)
            fail_msg("%s", sentences[i].name);
}

/* What an entry says of a place comes back, beside the page's identity. */
static void test_sightings(void **state)
{
    static const struct dh_sighting seen[] = {
        { B, 0, 0, 0 },
        { H, 0, 0, 7 },
        { T, 0, 0, DH_PATHS },
        { B, 3, 1, 512 },
        { DH_SEEN_STRUCK, 0, 0, 1 },
    };
    (void)state;
    for (size_t i = 0; i < DH_LEN(seen); i++) {
        uint64_t entry = dh_sighting_pack(0x0123456789ABCDEF, seen[i]);
        struct dh_sighting back = dh_sighting_unpack(entry);
        assert_int_equal(entry >> DH_ENTRY_SPARE, 0x0123456789AB);
        assert_true(back.slot == seen[i].slot && back.front == seen[i].front &&
                    back.back == seen[i].back && back.path == seen[i].path);
    }
    assert_true(
        dh_sighting_fixed((struct dh_sighting){ H, 0, 0, 1 }, (struct dh_sighting){ H, 0, 0, 2 }));
    assert_true(
        dh_sighting_fixed((struct dh_sighting){ B, 2, 0, 1 }, (struct dh_sighting){ B, 2, 3, 2 }));
    assert_true(
        dh_sighting_fixed((struct dh_sighting){ B, 2, 1, 1 }, (struct dh_sighting){ B, 0, 1, 1 }));
    assert_false(
        dh_sighting_fixed((struct dh_sighting){ B, 0, 0, 1 }, (struct dh_sighting){ B, 0, 0, 1 }));
    assert_false(
        dh_sighting_fixed((struct dh_sighting){ H, 0, 0, 1 }, (struct dh_sighting){ T, 0, 0, 1 }));
}

/* Union is commutative, associative and idempotent, and keeps the smallest; a page that has
 * something twice in one slot is there once. */
static void test_union(void **state)
{
    uint64_t a[DH_ENTRIES_MAX], b[DH_ENTRIES_MAX], c[DH_ENTRIES_MAX];
    (void)state;
    for (unsigned i = 0; i < DH_ENTRIES_MAX; i++) {
        a[i] = (3ull * i << DH_ENTRY_DETAIL) + i;
        b[i] = (2ull * i << DH_ENTRY_DETAIL) + 5;
        c[i] = (5ull * i << DH_ENTRY_DETAIL) + i % 3;
    }
    uint64_t x[DH_ENTRIES_MAX], y[DH_ENTRIES_MAX];
    memcpy(x, a, sizeof x);
    unsigned n = dh_entries_union(x, DH_ENTRIES_MAX, b, DH_ENTRIES_MAX);
    n = dh_entries_union(x, n, c, DH_ENTRIES_MAX);
    memcpy(y, c, sizeof y);
    unsigned m = dh_entries_union(y, DH_ENTRIES_MAX, b, DH_ENTRIES_MAX);
    m = dh_entries_union(y, m, a, DH_ENTRIES_MAX);
    assert_int_equal(n, DH_ENTRIES_MAX);
    assert_int_equal(m, n);
    assert_memory_equal(x, y, sizeof x);
    assert_int_equal(dh_entries_union(x, n, y, m), n);
    assert_memory_equal(x, y, sizeof x);
    assert_int_equal(dh_entries_union(x, 0, a, 3), 3);
    assert_int_equal(dh_entries_union(x, 3, NULL, 0), 3);
    uint64_t once[DH_ENTRIES_MAX] = { 7, 1 << DH_ENTRY_DETAIL }, twice = 3;
    assert_int_equal(dh_entries_union(once, 2, &twice, 1), 2);
    assert_int_equal(once[0], 3);
    assert_int_equal(once[1], 1 << DH_ENTRY_DETAIL);
}

/* A form that is everywhere needs no place of its own; a small site does not tell. */
static void test_everywhere(void **state)
{
    (void)state;
    for (uint64_t stories = 2; stories <= 100; stories++)
        for (uint64_t total = 1; total <= stories; total++) {
            struct dh_site_case c = { .stories = stories, .total = total, .by = DH_KEY_FORM };
            assert_int_equal(dh_site_is_wide(&c), (total >= 8 && 4 * total >= stories) ||
                                                      (stories >= 5 && total >= stories));
            assert_int_equal(dh_site_is_everywhere(&c), stories >= 8 && 4 * total >= 3 * stories);
        }
}

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

/* ---- Processes */

enum { PAGES = 3000, USES = 30, KEYS = 4000 }; /* USES of each page; KEYS of all */

/* Some keys of many, and some that are everywhere. */
static void count_page(uint32_t page, struct dh_buf *uses)
{
    dh_buf_reset(uses);
    for (uint32_t i = 0; i < USES; i++) {
        uint64_t x = dh_hash_mix(page * USES + i);
        dh_wire_put64(uses, dh_hash_mix(x % (x % 7 ? KEYS : 3)));
        dh_wire_put32(uses, i);
        dh_wire_put32(uses, (uint32_t)(x >> 40) % DH_SLOTS << 16);
    }
}

/* What the counts say of all pages. */
static void judge_many(const struct dh_spread *spread, size_t max_bytes, struct dh_buf *told)
{
    struct dh_sites *s = NULL;
    struct dh_stories *stories = NULL;
    struct dh_buf uses;
    struct dh_detail d;

    dh_buf_init(&uses, dh_mem_default(), SIZE_MAX);
    dh_buf_reset(told);
    assert_int_equal(dh_stories_new(&stories, dh_mem_default(), 1 << 20, NULL), DH_OK);
    assert_int_equal(dh_stories_settle(stories, &d), DH_OK);
    assert_int_equal(dh_sites_new(&s, dh_mem_default(), max_bytes, NULL), DH_OK);
    dh_sites_spread(s, spread);
    for (uint32_t page = 0; page < PAGES; page++) {
        struct dh_hash128 id = { dh_hash_mix(~(uint64_t)page), page };
        count_page(page, &uses);
        assert_int_equal(dh_sites_take(s, id, 1 + page % 3, dh_buf_str(&uses), page, &d), DH_OK);
    }
    assert_int_equal(dh_sites_settle(s, stories, NULL, &d), DH_OK);
    for (uint32_t page = 0; page < PAGES; page++) {
        assert_int_equal(dh_sites_tell(s, page, told, &d), DH_OK);
        dh_buf_byte(told, '\n');
    }
    dh_sites_free(s);
    dh_stories_free(stories);
    dh_buf_release(&uses);
}

/* The same is told where one process judges, where several do, with little memory too, and where
 * one of them dies. */
static void test_processes(void **state)
{
    static const struct dh_spread none = { 0, NULL, NULL },
                                  ways[] = { { 3, in_processes, NULL },
                                             { DH_SPREAD_MAX, in_processes, NULL },
                                             { 3, in_processes_that_die, NULL } };
    struct dh_buf one, other;
    (void)state;
    dh_buf_init(&one, dh_mem_default(), SIZE_MAX);
    dh_buf_init(&other, dh_mem_default(), SIZE_MAX);
    judge_many(&none, 1 << 26, &one);
    assert_true(one.n > PAGES * USES);
    for (size_t i = 0; i < DH_LEN(ways); i++)
        for (size_t max_bytes = 0; max_bytes <= 1 << 26; max_bytes += 1 << 26) {
            asked = 0;
            judge_many(&ways[i], max_bytes, &other);
            assert_int_equal(asked, 1);
            assert_true(dh_str_eq(dh_buf_str(&one), dh_buf_str(&other)));
        }
    dh_buf_release(&one);
    dh_buf_release(&other);
}

/* What one page has more often than memory should hold is told of every place. */
static void test_places(void **state)
{
    enum { PLACES = 100000 };
    struct dh_sites *s = NULL;
    struct dh_stories *stories = NULL;
    struct dh_buf uses, told;
    struct dh_detail d;

    (void)state;
    dh_buf_init(&uses, dh_mem_default(), SIZE_MAX);
    dh_buf_init(&told, dh_mem_default(), SIZE_MAX);
    assert_int_equal(dh_stories_new(&stories, dh_mem_default(), 1 << 20, NULL), DH_OK);
    assert_int_equal(dh_stories_settle(stories, &d), DH_OK);
    assert_int_equal(dh_sites_new(&s, dh_mem_default(), 1 << 20, NULL), DH_OK);
    for (uint32_t i = 0; i < PLACES; i++) {
        dh_wire_put64(&uses, 1);
        dh_wire_put32(&uses, i);
        dh_wire_put32(&uses, 0);
    }
    for (uint32_t page = 0; page < 2; page++) {
        struct dh_hash128 id = { dh_hash_mix(page), page };
        struct dh_str some = dh_str_sub(dh_buf_str(&uses), 0, page ? DH_SITE_COUNTED : SIZE_MAX);
        assert_int_equal(dh_sites_take(s, id, 1, some, page, &d), DH_OK);
    }
    assert_int_equal(dh_sites_settle(s, stories, NULL, &d), DH_OK);
    assert_int_equal(dh_sites_tell(s, 0, &told, &d), DH_OK);
    struct dh_wire w = { dh_buf_str(&told), false };
    for (uint32_t i = 0; i < PLACES; i++) {
        assert_int_equal(dh_wire_get32(&w), i);
        assert_true(dh_wire_get64(&w) != 0);
    }
    assert_true(w.rest.n == 0 && !w.bad);
    dh_sites_free(s);
    dh_stories_free(stories);
    dh_buf_release(&uses);
    dh_buf_release(&told);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rule),       cmocka_unit_test(test_forms),
        cmocka_unit_test(test_everywhere), cmocka_unit_test(test_links),
        cmocka_unit_test(test_monotone),   cmocka_unit_test(test_sentences),
        cmocka_unit_test(test_sightings),  cmocka_unit_test(test_union),
        cmocka_unit_test(test_processes),  cmocka_unit_test(test_places)
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
