/* SPDX-License-Identifier: MIT */
/* Words of a text: each is the XXH3 of its lower case, however near the end of the text it stands.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <string.h>

#include "base/hash.h"
#include "repeat/words/words.h"

#define LONG_63 "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijk"

/* A word, its lower case, its characters. */
static const struct {
    const char *word, *lower;
    uint32_t chars;
    bool digit, upper, wide;
} rows[] = {
    { "a", "a", 1, false, false, false },
    { "Storm", "storm", 5, false, true, false },
    { "7", "7", 1, true, false, false },
    { "B2B", "b2b", 3, true, true, false },
    { "fourteenletters", "fourteenletters", 15, false, false, false },
    { "Sixteenlettersin", "sixteenlettersin", 16, false, true, false },
    { "Constitutionalism9", "constitutionalism9", 18, true, true, false },
    { "Übergröße", "übergröße", 9, false, true, false },
    { "garçon", "garçon", 6, false, false, false },
    { "ЁЛКА", "ёлка", 4, false, true, false },
    { "Ђорђе", "ђорђе", 5, false, true, false },
    { "ҐАНОК", "ґанок", 5, false, true, false },
    { "Ødegård", "ødegård", 7, false, true, false },
    { "ÿ", "ÿ", 1, false, false, false },
    { "ΜΈΡΑ", "μέρα", 4, false, true, false },
    { "字", "字", 1, false, false, true },
    { LONG_63, LONG_63, 63, false, false, false },
};

static void same(struct dh_str text, size_t i, uint32_t at)
{
    struct dh_words w = { .s = text };
    struct dh_word one;
    struct dh_str lower = dh_str_c(rows[i].lower);

    assert_true(dh_words_next(&w, &one));
    if (one.hash != dh_hash64(lower) || one.n != strlen(rows[i].word) || one.at != at ||
        one.chars != rows[i].chars || one.digit != rows[i].digit || one.upper != rows[i].upper ||
        one.wide != rows[i].wide)
        fail_msg("'%s' is read as another word", rows[i].word);
    while (dh_words_next(&w, &one))
        assert_int_not_equal(one.n, 0);
}

/* Behind each row stand so many blanks, or another word, or nothing. */
static void words(void **state)
{
    static const char *const before[] = { "", " ", "  ", ", \"", "× ", "\xC2\xA0" };
    static const char *const behind[] = {
        "",   " ",    ".",    "                    ", " and so on, as it were", "×", "÷ 2", "“",
        "'s", "\xD0", "\xC3",
    };
    char text[256];
    (void)state;
    for (size_t i = 0; i < DH_LEN(rows); i++)
        for (size_t k = 0; k < DH_LEN(before); k++)
            for (size_t m = 0; m < DH_LEN(behind); m++) {
                snprintf(text, sizeof text, "%s%s%s", before[k], rows[i].word, behind[m]);
                /* a copy of that size, so that a read past its end is noticed */
                char *copy = test_malloc(strlen(text));
                memcpy(copy, text, strlen(text));
                same((struct dh_str){ copy, strlen(text) }, i, (uint32_t)strlen(before[k]));
                test_free(copy);
            }
}

static void none(void **state)
{
    static const char *const texts[] = { "", " ", "...", "× ÷", "— – …                        " };
    struct dh_word one;
    (void)state;
    for (size_t i = 0; i < DH_LEN(texts); i++) {
        struct dh_words w = { .s = dh_str_c(texts[i]) };
        assert_false(dh_words_next(&w, &one));
    }
}

/* Words cut together are those cut one by one, wherever blocks of bytes end and whatever room there
 * is. */
static void together(void **state)
{
    static const char *const pieces[] = {
        " ",
        "a",
        "Storm",
        "7",
        "B2B",
        "fourteenletter",
        "Sixteenlettersin",
        ", \"",
        "Übergröße",
        "l\xC3\xA9t\xC3\xA9",
        "’",
        "字",
        "字x",
        "한글",
        "ЁЛКА",
        "\n",
        LONG_63,
        "\xD0",
        "\xE2\x80",
        "l’Été",
        "×",
        ".",
        "1,234",
        "               ",
    };
    uint64_t seed = 1;
    (void)state;
    for (int round = 0; round < 4000; round++) {
        char text[1024];
        size_t n = 0, of = dh_hash_mix(seed++) % 40;
        for (size_t i = 0; i < of; i++) {
            const char *piece = pieces[dh_hash_mix(seed++) % DH_LEN(pieces)];
            memcpy(text + n, piece, strlen(piece));
            n += strlen(piece);
        }
        char *copy = test_malloc(n + 1);
        struct dh_words one = { .s = { memcpy(copy + 1, text, n), n } }, many = one;
        struct dh_word want, got[64];
        for (size_t room = 1 + dh_hash_mix(seed++) % DH_LEN(got), cut = room; cut == room;) {
            cut = dh_words_cut(&many, got, room);
            for (size_t i = 0; i < cut; i++)
                if (!dh_words_next(&one, &want) || got[i].hash != want.hash ||
                    got[i].at != want.at || got[i].n != want.n || got[i].chars != want.chars ||
                    got[i].digit != want.digit || got[i].upper != want.upper ||
                    got[i].wide != want.wide)
                    fail_msg("another word in '%.*s'", (int)n, text);
        }
        assert_false(dh_words_next(&one, &want));
        test_free(copy);
    }
}

/* Words that carry what a text says, by how long they are in their script. */
static void content(void **state)
{
    static const struct {
        const char *text;
        uint32_t n;
    } texts[] = {
        { "The old ferry sank", 2 }, { "В порту стоит паром", 3 },
        { "At 7 we go", 1 },         { "항구에 배가 온 날", 2 },
        { "पुलिस ने और मंत्री", 2 },     { "পুলিশ ও আর মন্ত্রী", 2 },
        { "መንግስት እና ላይ ፖሊስ", 2 },    { "港に船", 2 },
    };
    uint64_t hash[8];
    (void)state;
    for (size_t i = 0; i < DH_LEN(texts); i++)
        if (dh_words_content(dh_str_c(texts[i].text), hash, DH_LEN(hash)) != texts[i].n)
            fail_msg("%s: %u", texts[i].text,
                     dh_words_content(dh_str_c(texts[i].text), hash, DH_LEN(hash)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words),
        cmocka_unit_test(none),
        cmocka_unit_test(together),
        cmocka_unit_test(content),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
