/* SPDX-License-Identifier: MIT */
/* Sketches: what they say of two texts, and that a packed one is the same or refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "repeat/story/sketchfile.h"

/* Texts of some length, of our own writing. */
#define HARBOUR \
    "The harbour board of Tarn voted on Tuesday to deepen the eastern basin before winter. " \
    "Engineers had warned since spring that larger ferries scrape the sill at low water, and two " \
    "captains refused to enter after dark. The work will cost 4.2 million crowns and close the " \
    "basin for 11 weeks. Fishermen fear for their autumn season, since 37 boats must move to " \
    "Wintle quay, which has no ice plant. Mayor Ada Holm promised them free transport, lower " \
    "fees and a second crane by the first of March 2031."
#define SCHOOL \
    "Parents in Corran have collected eight hundred signatures against the merger of two village " \
    "schools. The county wants pupils from Elm Hill to ride a bus for forty minutes each way, " \
    "because the older building needs a new roof and nobody wishes to pay for it. Teachers say " \
    "the younger children would be asleep before lessons begin. A hearing is planned in the old " \
    "town hall next month, and the minister has asked for quiet until then, which nobody gave."
#define WEATHER(day, town, high, low, wind, gust, rain, index, rise, set) \
    day " in " town " will be partly cloudy with a high of " high " degrees and a low of " low \
        " degrees. Winds will blow from the south at " wind " kilometres an hour, with gusts up " \
        "to " gust " kilometres in exposed places. The chance of rain is " rain " per cent, the " \
        "ultraviolet index will reach " index ", and humidity stays moderate all afternoon. The " \
        "sun rises at " rise " and sets at " set " behind broken clouds, forecasters say."
#define BOX "Our readers in the north meet every other Thursday to talk about boats and trains."
#define CJK \
    "市议会星期二投票决定在冬天之前加深东港池。工程师从春天起就警告说，" \
    "较大的渡船在低潮时会擦到门槛，两位船长拒绝在天黑后进港。" \
    "这项工程将耗资四百二十万克朗，港池将关闭十一个星期。" \
    "渔民担心他们的秋季。" \
    "三十七条船必须搬到没有制冰厂的码头。"

enum same { SAME, OTHER, UNRELATED };

static const struct {
    const char *name, *a, *b;
    enum same want;
} rows[] = {
    { "the same text", HARBOUR, HARBOUR, SAME },
    { "other typography", "Ada said: \"No.\" " HARBOUR, "ADA SAID — “no” … " HARBOUR, SAME },
    { "a dateline more", HARBOUR, "TARN, May 4 (AP) - " HARBOUR, SAME },
    { "another story", HARBOUR, SCHOOL, UNRELATED },
    { "another story with a sentence of the same box", HARBOUR " " BOX, SCHOOL " " BOX, UNRELATED },
    { "both in one page", HARBOUR, HARBOUR " " SCHOOL, SAME },
    { "one template, other facts",
      WEATHER("Monday", "Corran", "21", "9", "13", "44", "85", "6", "5:37", "21:02"),
      WEATHER("Friday", "Bexley", "28", "12", "31", "70", "15", "8", "5:51", "20:33"), OTHER },
    { "a brief with another street",
      "Firefighters were called to Mill Road at 11.47 on Sunday after reports of smoke.",
      "Firefighters were called to Mill Lane at 11.47 on Sunday after reports of smoke.", OTHER },
    { "a brief, the same", "Nobody was hurt in the fire on Mill Road.",
      "Nobody was hurt in the fire on Mill Road!", SAME },
    { "a script without spaces", CJK, "（本报讯）" CJK "。", SAME },
    { "no words at all", "— * —", "* * *", SAME },
};

static void sketch(struct dh_arena *a, const char *text, struct dh_sketch *out)
{
    struct dh_sketcher *k = dh_sketcher_new(a);
    assert_non_null(k);
    dh_sketcher_add(k, dh_str_c(text));
    dh_sketcher_done(k, out);
}

static void test_rows(void **state)
{
    struct dh_arena a;
    struct dh_sketch x, y;
    struct dh_relation r, back;
    (void)state;
    dh_arena_init(&a, dh_mem_default(), (size_t)1 << 24);
    for (size_t i = 0; i < DH_LEN(rows); i++) {
        sketch(&a, rows[i].a, &x);
        sketch(&a, rows[i].b, &y);
        dh_sketch_compare(&x, &y, &r);
        dh_sketch_compare(&y, &x, &back);
        assert_int_equal(dh_sketch_same_story(&r), dh_sketch_same_story(&back));
        if (dh_sketch_same_story(&r) != (rows[i].want == SAME))
            fail_msg("%s: containment %u, content %u of %u, figures %u of %u", rows[i].name,
                     r.containment, r.content, r.n_content, r.figures, r.n_figures);
        if (rows[i].want != SAME && dh_sketch_unrelated(&r) != (rows[i].want == UNRELATED))
            fail_msg("%s: unrelated or not", rows[i].name);
        dh_arena_reset(&a);
    }
    dh_arena_release(&a);
}

/* A page with two stories holds one of them, whatever the site says about that one elsewhere. */
static void test_holds(void **state)
{
    struct dh_arena a;
    struct dh_sketch both, one;
    struct dh_relation r;
    (void)state;
    dh_arena_init(&a, dh_mem_default(), (size_t)1 << 24);
    sketch(&a, SCHOOL " " HARBOUR, &both);
    sketch(&a,
           HARBOUR " " BOX " Send pictures, riddles, recipes: whoever wins gets a kettle, three "
                   "lemons, garden gloves, some postcards plus tickets to our lantern evening.",
           &one);
    dh_sketch_compare(&both, &one, &r);
    assert_true(dh_sketch_holds_part(&r) && !dh_sketch_same_story(&r));
    dh_arena_release(&a);
}

/* What two pages of a small site have in common may be its chrome: more is asked of them. */
static void test_bare(void **state)
{
    static const struct {
        uint32_t a, b; /* their sites */
        unsigned containment, content;
        bool same;
    } pairs[] = {
        { 0, 0, 350, 750, true },  { 1, 0, 350, 750, true },  { 1, 3, 350, 750, true },
        { 1, 1, 350, 750, false }, { 1, 1, 350, 820, true },  { 1, 1, 600, 780, true },
        { 1, 1, 590, 780, false }, { 1, 1, 200, 800, false },
    };
    struct dh_sketch a = { .words = 300 }, b = { .words = 310, .body = 1 };
    struct dh_relation r;
    (void)state;
    for (size_t i = 0; i < DH_LEN(pairs); i++) {
        a.bare = pairs[i].a;
        b.bare = pairs[i].b;
        dh_sketch_compare(&a, &b, &r);
        r.n_content = 100;
        r.containment = r.resemblance = pairs[i].containment;
        r.content = pairs[i].content;
        if (dh_sketch_same_story(&r) != pairs[i].same)
            fail_msg("row %u", (unsigned)i);
    }
}

/* How much of a shorter text has to be in the longer one, by how long both are. */
static void test_parts(void **state)
{
    static const struct {
        uint32_t a, b; /* words */
        unsigned containment;
        bool same;
    } pairs[] = {
        { 400, 250, 500, true },  { 400, 250, 490, false }, { 400, 190, 690, false },
        { 190, 400, 690, false }, { 400, 190, 700, true },
    };
    struct dh_sketch a = { .body = 1 }, b = { .body = 2 };
    struct dh_relation r;
    (void)state;
    for (size_t i = 0; i < DH_LEN(pairs); i++) {
        a.words = pairs[i].a;
        b.words = pairs[i].b;
        dh_sketch_compare(&a, &b, &r);
        r.n_content = 100;
        r.containment = r.resemblance = pairs[i].containment;
        r.content = 850;
        if (dh_sketch_same_story(&r) != pairs[i].same)
            fail_msg("row %u", (unsigned)i);
    }
}

/* Borders between the texts given do not count. */
static void test_borders(void **state)
{
    struct dh_arena a;
    struct dh_sketch whole, parts;
    struct dh_relation r;
    (void)state;
    dh_arena_init(&a, dh_mem_default(), (size_t)1 << 24);
    sketch(&a, HARBOUR " " SCHOOL, &whole);
    struct dh_sketcher *k = dh_sketcher_new(&a);
    assert_non_null(k);
    dh_sketcher_add(k, DH_STR(HARBOUR));
    dh_sketcher_add(k, DH_STR(SCHOOL));
    dh_sketcher_done(k, &parts);
    dh_sketch_compare(&whole, &parts, &r);
    assert_true(r.same_body && r.resemblance == 1000);
    dh_arena_release(&a);
}

/* Packed and back; cut, grown or shuffled bytes are refused, never read past. */
static void test_pack(void **state)
{
    struct dh_arena a;
    struct dh_buf b, again;
    struct dh_sketch x, y;
    struct dh_relation r;
    (void)state;
    dh_arena_init(&a, dh_mem_default(), (size_t)1 << 24);
    dh_buf_init(&b, dh_mem_default(), 2 * DH_SKETCH_BYTES);
    dh_buf_init(&again, dh_mem_default(), 2 * DH_SKETCH_BYTES);
    sketch(&a, HARBOUR, &x);
    dh_sketch_pack(&x, &b);
    assert_int_equal(b.err, DH_OK);
    assert_int_equal(dh_sketch_unpack(dh_buf_str(&b), &y), DH_OK);
    dh_sketch_compare(&x, &y, &r);
    assert_true(r.same_body && r.resemblance == 1000 && r.content == 1000);
    for (size_t n = 0; n < b.n; n++)
        assert_int_equal(dh_sketch_unpack((struct dh_str){ b.p, n }, &y), DH_EDATA);
    dh_buf_byte(&b, 'x');
    assert_int_equal(dh_sketch_unpack(dh_buf_str(&b), &y), DH_EDATA);
    b.n--;
    for (size_t i = 0; i < b.n; i++) {
        b.p[i] ^= (char)0xA5;
        enum dh_err e = dh_sketch_unpack(dh_buf_str(&b), &y); /* any answer, no crash; */
        assert_true(e == DH_OK || e == DH_EDATA);
        dh_buf_reset(&again);
        if (e == DH_OK)
            dh_sketch_pack(&y, &again);
        assert_true(e || dh_str_eq(dh_buf_str(&again), dh_buf_str(&b))); /* nothing passed over */
        b.p[i] ^= (char)0xA5;
    }
    dh_buf_release(&again);
    dh_buf_release(&b);
    dh_arena_release(&a);
}

/* ---- Made sketches */

/* Number i of a sequence without order. */
static uint64_t made(uint64_t i)
{
    return dh_hash_mix(i + 1);
}

/* n ascending numbers out of 2 * n, of which another with a seed near has most. */
static uint32_t pick32(uint32_t *v, uint32_t n, uint32_t most, uint64_t seed)
{
    uint32_t kept = 0, step = UINT32_MAX / (2 * most);
    for (uint32_t i = 0; i < 2 * n && kept < n; i++)
        if (made(seed * 1000 + i) % 100 < 70)
            v[kept++] = i * step + 1;
    return kept;
}

static void make(struct dh_sketch *k, uint64_t seed)
{
    uint64_t x = made(seed);
    memset(k, 0, sizeof *k);
    k->body = made(seed % 60); /* some are copies of one text */
    k->words = (uint32_t)(k->body % 700);
    k->n_content = (uint16_t)pick32(k->content, (uint32_t)(x >> 10) % (DH_SKETCH_CONTENT + 1),
                                    DH_SKETCH_CONTENT, seed / 4);
    k->n_figures = (uint16_t)pick32(k->figure, (uint32_t)(x >> 20) % (DH_SKETCH_FIGURES + 1),
                                    DH_SKETCH_FIGURES, seed / 3);
    k->n_shingles = (uint16_t)((x >> 30) % (DH_SKETCH_SHINGLES + 1));
    for (uint16_t i = 0; i < k->n_shingles; i++)
        k->shingle[i] = (i + 1u) * (1 + seed % 3);
    k->all_shingles = x >> 40 & 1;
    k->all_content = x >> 41 & 1;
    k->all_figures = x >> 42 & 1;
}

/* What may be told without shingles never speaks against what they say. */
static void test_words_first(void **state)
{
    enum { MANY = 250 };
    struct dh_sketch a, b;
    struct dh_relation r;
    struct dh_sketch_grid g, h;
    unsigned hold = 0, passed_over = 0, told = 0;
    (void)state;
    for (uint64_t i = 0; i < MANY; i++)
        for (uint64_t j = i; j < MANY; j++) {
            make(&a, i);
            make(&b, j);
            dh_sketch_compare(&a, &b, &r);
            bool holds = dh_sketch_holds_part(&r), may = dh_sketch_may_hold_part(&a, &b);
            hold += holds;
            passed_over += !may;
            bool apart = dh_sketch_signs_part(dh_sketch_sign(&a), dh_sketch_sign(&b));
            told += apart;
            dh_sketch_grid_set(&g, &a);
            dh_sketch_grid_set(&h, &b);
            bool parted = dh_sketch_grids_part(&g, &h);
            if ((holds && !may) || (may && (apart || parted)) ||
                may != dh_sketch_may_hold_part(&b, &a) || parted != dh_sketch_grids_part(&h, &g))
                fail_msg("%u and %u", (unsigned)i, (unsigned)j);
        }
    assert_true(hold > MANY && passed_over > MANY && told > MANY);
}

static int by_size(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* n words without order, the first `same` of them those of every such sketch; the smallest are
 * kept. */
static void make_words(struct dh_sketch *k, uint32_t n, uint32_t same, uint64_t seed)
{
    static uint32_t all[4 * DH_SKETCH_CONTENT];
    memset(k, 0, sizeof *k);
    for (uint32_t i = 0; i < n; i++)
        all[i] = (uint32_t)made(i < same ? i : seed << 20 | i);
    qsort(all, n, sizeof *all, by_size);
    k->body = k->words = n;
    k->all_content = n <= DH_SKETCH_CONTENT;
    k->n_content = (uint16_t)(k->all_content ? n : DH_SKETCH_CONTENT);
    k->all_shingles = k->all_figures = true;
    memcpy(k->content, all, k->n_content * sizeof *all);
}

/* Where words lie tells of stories that meet by chance, and never against the words. */
static void test_grids(void **state)
{
    static const uint32_t sizes[] = { 0, 1, 30, 60, 120, 250, 256, 257, 300, 420, 700, 1000 };
    struct dh_sketch a, b;
    struct dh_sketch_grid g, h;
    unsigned met = 0, told = 0;
    (void)state;
    for (size_t i = 0; i < DH_LEN(sizes); i++)
        for (size_t j = 0; j < DH_LEN(sizes); j++)
            for (uint32_t percent = 0; percent <= 100; percent += 2) {
                uint32_t least = sizes[i] < sizes[j] ? sizes[i] : sizes[j];
                make_words(&a, sizes[i], least * percent / 100, 1 + percent);
                make_words(&b, sizes[j], least * percent / 100, 1000 + percent);
                b.body++; /* another text */
                dh_sketch_grid_set(&g, &a);
                dh_sketch_grid_set(&h, &b);
                bool may = dh_sketch_may_hold_part(&a, &b);
                bool parted = dh_sketch_grids_part(&g, &h);
                if (parted && may)
                    fail_msg("%u and %u words, %u %%", sizes[i], sizes[j], percent);
                bool chance = percent <= 20 && least >= 60 && sizes[i] + sizes[j] <= 2 * 420;
                met += chance;
                told += chance && parted;
            }
    if (met < 100 || 10 * told < 9 * met)
        fail_msg("told of %u of %u", told, met);
}

/* Sketch i as it was, and what was left of it. */
static void make_stripped(uint32_t i, struct dh_sketch *whole, struct dh_sketch *k)
{
    make(whole, i);
    *k = *whole;
    k->n_shingles = 0;
    for (uint16_t at = 0; at < whole->n_shingles; at++)
        if ((at + i) % 3)
            k->shingle[k->n_shingles++] = whole->shingle[at];
}

enum { MANY = 300 };
struct seen_grids {
    unsigned times[MANY];
    struct dh_sketch_grid grid[MANY];
};

/* Every seventh is passed over. */
static struct dh_sketch_grid *see_grid(void *self, uint32_t number)
{
    struct seen_grids *seen = self;
    seen->times[number]++;
    return number % 7 ? &seen->grid[number] : NULL;
}

/* Sketches come back from a file as they were, in any order and of any size. */
static void test_file(void **state)
{
    struct dh_sketchfile *f = NULL;
    static struct seen_grids seen;
    struct dh_sketch_grid want;
    struct dh_sketch whole, k, back;
    struct dh_detail d;
    (void)state;
    assert_int_equal(dh_sketchfile_new(&f, dh_mem_default(), MANY, NULL), DH_OK);
    for (uint32_t i = 0; i < MANY; i++) {
        make_stripped(i * 7 % MANY, &whole, &k);
        if (i == MANY - 1) /* the last one, which nothing stands behind */
            k.n_content = k.n_figures = k.n_shingles = 0;
        assert_int_equal(dh_sketchfile_add(f, i * 7 % MANY, &k, &whole, &d), DH_OK);
    }
    assert_int_equal(dh_sketchfile_done(f, &d), DH_OK);
    for (uint32_t i = 0; i < MANY; i++) {
        make_stripped(i, &whole, &k);
        if (i == (MANY - 1) * 7 % MANY)
            k.n_content = k.n_figures = k.n_shingles = 0;
        assert_int_equal(dh_sketchfile_words(f, i, &back, &d), DH_OK);
        assert_int_equal(dh_sketchfile_shingles(f, i, &whole, &back, &d), DH_OK);
        assert_true(back.body == k.body && back.words == k.words && back.n_content == k.n_content &&
                    back.n_figures == k.n_figures && back.n_shingles == k.n_shingles &&
                    back.all_content == k.all_content && back.all_figures == k.all_figures &&
                    back.all_shingles == k.all_shingles);
        assert_memory_equal(back.content, k.content, k.n_content * sizeof *k.content);
        assert_memory_equal(back.figure, k.figure, k.n_figures * sizeof *k.figure);
        assert_memory_equal(back.shingle, k.shingle, k.n_shingles * sizeof *k.shingle);
    }
    memset(&seen, 0, sizeof seen);
    assert_int_equal(dh_sketchfile_grids(f, see_grid, &seen, &d), DH_OK);
    for (uint32_t i = 0; i < MANY; i++) {
        make_stripped(i, &whole, &k);
        if (i == (MANY - 1) * 7 % MANY)
            k.n_content = k.n_figures = k.n_shingles = 0;
        memset(&want, 0, sizeof want);
        if (i % 7)
            dh_sketch_grid_set(&want, &k);
        assert_int_equal(seen.times[i], 1);
        assert_memory_equal(&seen.grid[i], &want, offsetof(struct dh_sketch_grid, all_content));
        assert_int_equal(seen.grid[i].all_content, want.all_content);
    }
    dh_sketchfile_free(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),    cmocka_unit_test(test_holds),
        cmocka_unit_test(test_bare),    cmocka_unit_test(test_parts),
        cmocka_unit_test(test_borders), cmocka_unit_test(test_pack),
        cmocka_unit_test(test_file),    cmocka_unit_test(test_words_first),
        cmocka_unit_test(test_grids),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
