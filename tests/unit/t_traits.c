/* SPDX-License-Identifier: MIT */
/* What the traits of the line model count: what words and signs a fragment holds, and which words
 * the story has elsewhere. Both are found in two ways, by blocks of bytes and, where a script
 * without spaces is in the fragment, character by character: the two must agree. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "text/model/traits.h"
#include "text/text.h"
#include "text/words/counts.h"

#define THAI "\xE0\xB8\x81"

static const struct row {
    const char *text;
    struct dh_counts want;
} rows[] = {
    { "", { 0 } },
    { "The ferry sails.", { .words = 3, .capitals = 1, .letters = 13, .signs = 1 } },
    { "It sank. \"It did,\" he said",
      { .words = 6,
        .capitals = 2,
        .letters = 17,
        .signs = 4,
        .sentences = 1,
        .commas = 1,
        .quotes = 2 } },
    { "It sank... Who knew?",
      { .words = 4, .capitals = 2, .letters = 13, .signs = 4, .sentences = 1 } },
    { "12:44 | AFP and dpa",
      { .words = 5,
        .capitals = 1,
        .upper = 1,
        .letters = 9,
        .signs = 2,
        .numbers = 2,
        .clocks = 1,
        .colons = 1,
        .bars = 1 } },
    { "In 1987, 20199 or 2031",
      { .words = 5,
        .capitals = 1,
        .letters = 4,
        .signs = 1,
        .numbers = 3,
        .years = 2,
        .commas = 1 } },
    { "theEnd 3Comments Monday12",
      { .words = 3, .capitals = 1, .letters = 20, .numbers = 2, .glued = 3 } },
    { "a@b [https://x]",
      { .words = 4,
        .letters = 8,
        .signs = 6,
        .brackets = 1,
        .colons = 1,
        .bars = 2,
        .address = true } },
    { "\xC3\x89t\xC3\xA9 \xE2\x80\x9C\xD0\x9C\xD0\xB8\xD1\x80\xE2\x80\x9D \xE2\x80\x93 \xC3\x84R",
      { .words = 3, .capitals = 3, .upper = 1, .letters = 8, .signs = 3, .quotes = 2 } },
    { "\xE6\xB1\x89\xE5\xAD\x97", { .words = 1, .wide = 2 } },
};

static void same_counts(const struct dh_counts *a, const struct dh_counts *b, const char *text)
{
    bool same = a->words == b->words && a->capitals == b->capitals && a->upper == b->upper &&
                a->numbers == b->numbers && a->years == b->years && a->clocks == b->clocks &&
                a->commas == b->commas && a->bars == b->bars && a->colons == b->colons &&
                a->quotes == b->quotes && a->brackets == b->brackets && a->signs == b->signs &&
                a->sentences == b->sentences && a->glued == b->glued && a->letters == b->letters &&
                a->address == b->address;
    if (!same)
        fail_msg("'%s' is counted in another way", text);
}

static void count(struct dh_str s, struct dh_counts *n)
{
    dh_counts_words(s, s.p + s.n, n, NULL);
}

static void counted(void **state)
{
    (void)state;
    for (size_t i = 0; i < DH_LEN(rows); i++) {
        struct dh_counts n;
        count(dh_str_c(rows[i].text), &n);
        same_counts(&n, &rows[i].want, rows[i].text);
        assert_int_equal(n.wide, rows[i].want.wide);
    }
}

static unsigned below(uint64_t *state, unsigned n)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(*state >> 33) % n;
}

/* Texts of all lengths up to some blocks, from pieces that meet in every way. */
static void put_together(struct dh_buf *b, uint64_t *state)
{
    static const char *const pieces[] = {
        "a",
        "Z",
        "the",
        "Storm",
        "USA",
        "7",
        "2019",
        " ",
        "  ",
        ". ",
        ".",
        "!",
        ", ",
        ":",
        "\"",
        ")",
        "(",
        "/",
        "//",
        "@",
        "|",
        "-",
        "\t",
        "\xC3\xA9",
        "\xD0\x9C",
        "\xD1\x80",
        "\xE2\x80\x9C",
        "x9",
        "9xA",
        "McCa",
        "\v",
        "'",
        "\xC2\xA0",
        "\xE2\x80\x99",
        "\xD7\x90",
        "\xCC\x81",
    };
    dh_buf_reset(b);
    for (unsigned n = below(state, 90); n > 0; n--)
        dh_buf_add(b, dh_str_c(pieces[below(state, DH_LEN(pieces) - (below(state, 8) > 0))]));
}

static void counted_both_ways(void **state)
{
    struct dh_buf b;
    uint64_t random = 5;
    (void)state;
    dh_buf_init(&b, dh_mem_default(), 1 << 16);
    for (int i = 0; i < 20000; i++) {
        struct dh_counts plain, other;
        put_together(&b, &random);
        dh_buf_byte(&b, ' ');
        count(dh_buf_str(&b), &plain);
        dh_buf_add(&b, DH_STR(THAI));
        count(dh_buf_str(&b), &other);
        assert_int_equal(other.wide, plain.wide + 1);
        dh_buf_byte(&b, '\0');
        same_counts(&plain, &other, b.p);
    }
    dh_buf_release(&b);
}

/* What stands behind a text that ends at any byte of a longer one is not counted. */
static void counted_to_the_end(void **state)
{
    struct dh_buf b;
    uint64_t random = 9;
    (void)state;
    dh_buf_init(&b, dh_mem_default(), 1 << 16);
    for (int i = 0; i < 200; i++) {
        put_together(&b, &random);
        size_t n = b.n;
        for (int k = 0; k < 70; k++)
            dh_buf_byte(&b, k % 2 ? '\x80' : 'A');
        for (size_t to = 0; to <= n; to++) {
            struct dh_str s = dh_str_sub(dh_buf_str(&b), 0, to);
            struct dh_counts alone, in_place;
            uint64_t words[2][64];
            bool plain = dh_counts_words(s, s.p + s.n, &alone, words[0]);
            assert_int_equal(dh_counts_words(s, b.p + b.n, &in_place, words[1]), plain);
            assert_memory_equal(&alone, &in_place, sizeof alone);
            if (plain && s.n)
                assert_memory_equal(words[0], words[1], (s.n - 1) / 64 * 8 + 8);
        }
    }
    dh_buf_release(&b);
}

/* What the last line's words are to those above it; behind: what stands behind each of these. */
static struct dh_line_common in_common(const char *behind)
{
    static const char *const lines[] = {
        "Two barges were torn loose from the mole of Elmouth on Monday night, and the harbour, "
        "closed for hours, opened again.",
        "The harbourmasters\xE2\x80\x99 office said that the storm had come up faster than pilots "
        "are told on Monday mornings in D\xC3\xBCnmer.",
        "Nobody was hurt in D\xC3\xBCnmer but the ferry to Elmouth will not sail before a diver "
        "has looked at its extraordinarily old pier.",
    };
    struct dh_view view = { .lang = -1 };
    struct dh_sight sights[8] = { { 0 } };
    struct dh_traits t;
    struct dh_buf in;
    struct dh_page page;
    dh_buf_init(&in, dh_mem_default(), 1 << 16);
    dh_page_init(&page, dh_mem_default(), 1 << 22);
    for (size_t i = 0; i < DH_LEN(lines); i++) {
        dh_buf_add(&in, dh_str_c(lines[i]));
        dh_buf_add(&in, dh_str_c(behind));
        dh_buf_byte(&in, '\n');
    }
    dh_buf_add(&in,
               DH_STR("Extraordinarily Elmouth D\xC3\xBCnmer harbour ferry the for on harbours"));
    page.input = dh_buf_str(&in);
    assert_int_equal(dh_text_split(&page), DH_OK);
    assert_int_equal(dh_text_normal(&page), DH_OK);
    assert_int_equal(page.n_fragments, DH_LEN(lines) + 1);
    assert_int_equal(dh_traits_read(&t, NULL, &view, &page, sights), DH_OK);
    assert_int_equal(dh_traits_place(&t, true), DH_OK);
    float x[DH_TRAITS];
    dh_traits_of(&t, DH_LEN(lines), x);
    struct dh_line_common c = t.near[DH_LEN(lines)].words;
    dh_page_release(&page);
    dh_buf_release(&in);
    return c;
}

static void words_both_ways(void **state)
{
    struct dh_line_common plain = in_common("."), other = in_common(" " THAI ".");
    (void)state;
    assert_int_equal(plain.content, 6);
    assert_int_equal(plain.common, 5);
    assert_int_equal(plain.rare, 1);
    assert_memory_equal(&plain, &other, sizeof plain);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counted),
        cmocka_unit_test(counted_both_ways),
        cmocka_unit_test(counted_to_the_end),
        cmocka_unit_test(words_both_ways),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
