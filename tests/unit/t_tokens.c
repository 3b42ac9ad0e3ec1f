/* SPDX-License-Identifier: MIT */
/* Words that are kept are those that cutting again would give, and words are the same wherever they
 * stand: they are looked at sixty-four bytes at a time. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "text/words/tokens.h"

static const char *const texts[] = {
    "The harbour of the town was closed.", "12,345.67 and 18.08.2018 at 12:44, in all",
    "Der Hafen für Kähne wäre geöffnet",   "嵐で二隻のはしけが流された。",
    "“Порт города” был закрыт…",
};

/* What is kept of a text cut short at any byte is part of all of it. */
static void keeps_whole_words(void **state)
{
    static struct dh_tokens fresh, kept;
    (void)state;
    dh_tokens_init(&fresh, dh_mem_default());
    dh_tokens_init(&kept, dh_mem_default());
    for (size_t i = 0; i < DH_LEN(texts); i++) {
        struct dh_str text = dh_str_c(texts[i]);
        dh_tokens_cut(&fresh, NULL, text, DH_TOKENS_MAX);
        for (size_t n = 0; n <= text.n; n++) {
            dh_tokens_forget(&kept);
            dh_tokens_cut(&kept, NULL, dh_str_sub(text, 0, n), DH_TOKENS_MAX);
            dh_tokens_keep(&kept);
            dh_tokens_cut(&kept, NULL, text, DH_TOKENS_MAX);
            if (kept.n != fresh.n)
                fail_msg("'%s' cut at %zu: %u words, not %u", texts[i], n, kept.n, fresh.n);
            for (uint32_t k = 0; k < fresh.n; k++)
                if (kept.w[k].at != fresh.w[k].at || kept.w[k].n != fresh.w[k].n ||
                    kept.w[k].flags != fresh.w[k].flags)
                    fail_msg("'%s' cut at %zu: word %u is another", texts[i], n, k);
        }
    }
    dh_tokens_release(&fresh);
    dh_tokens_release(&kept);
}

static void same_word(const struct dh_tokens *all, uint32_t i, const struct dh_tokens *rest,
                      uint32_t k)
{
    const struct dh_token *a = &all->w[i + k], *b = &rest->w[k];
    if (a->at - all->w[i].at != b->at || a->n != b->n || a->hash != b->hash || a->cp != b->cp ||
        (k && a->flags != b->flags))
        fail_msg("'%.*s': word %u of the text from word %u on is another", (int)all->text.n,
                 all->text.p, k, i);
}

static const char *const longer[] = {
    "It takes a counterrevolutionary, an internationalist and UNCHARACTERISTICALLY long words "
    "to fill sixty-four bytes; short ones (A, I, US, Mr. O'Neil) do  not.\tTwo\u200b words.",
    "Ein Wort wie Straßenbahnhaltestelle, 3D-Druck, ÖBB, e-mail… und »Größe« - dann kamen die "
    "übrigen 12,5 % am 18.08.2018 um 12:44Uhr.",
    "Рыба и мясо, ABC и дальше по тексту: объединившиеся – 5-й раз. НАТО, США и др.",
    "Ёж я Я Їжак ÿ À×Ñ÷é Великобританией достопримечательностью ЧЕЛОВЕКонеНАВИСТничества "
    "Œuvre.",
};

/* From every word on, and behind any number of blanks, the words are those of the whole text. */
static void places_change_no_word(void **state)
{
    static struct dh_tokens all, rest;
    char text[400];
    (void)state;
    dh_tokens_init(&all, dh_mem_default());
    dh_tokens_init(&rest, dh_mem_default());
    for (size_t t = 0; t < DH_LEN(longer); t++)
        for (int blanks = 0; blanks < 66; blanks++) {
            int n = snprintf(text, sizeof text, "%*s%s", blanks, "", longer[t]);
            dh_tokens_cut(&all, NULL, (struct dh_str){ text, (size_t)n }, DH_TOKENS_MAX);
            assert_true(all.whole);
            for (uint32_t i = 0; i < all.n; i++) {
                dh_tokens_cut(&rest, NULL, dh_str_sub(all.text, all.w[i].at, all.text.n),
                              DH_TOKENS_MAX);
                assert_int_equal(rest.n, all.n - i);
                for (uint32_t k = 0; k < rest.n; k++)
                    same_word(&all, i, &rest, k);
            }
        }
    dh_tokens_release(&all);
    dh_tokens_release(&rest);
}

/* What stands behind a text that ends at any byte of a longer one, a part of a character or of a
 * word, changes none of its words. */
static void ends_are_ends(void **state)
{
    static struct dh_tokens in_place, alone;
    char text[400], copy[400];
    (void)state;
    dh_tokens_init(&in_place, dh_mem_default());
    dh_tokens_init(&alone, dh_mem_default());
    for (size_t t = 0; t < DH_LEN(longer); t++) {
        int n = snprintf(text, sizeof text, "%s%*s", longer[t], 100, "");
        dh_tokens_around(&in_place, (struct dh_str){ text, (size_t)n });
        for (size_t to = 0; to < strlen(longer[t]); to++)
            for (size_t from = to > 140 ? to - 140 : 0; from < to; from += 1 + from % 7) {
                memcpy(copy, text + from, to - from);
                dh_tokens_cut(&in_place, NULL, (struct dh_str){ text + from, to - from },
                              DH_TOKENS_MAX);
                dh_tokens_cut(&alone, NULL, (struct dh_str){ copy, to - from }, DH_TOKENS_MAX);
                assert_int_equal(in_place.n, alone.n);
                assert_memory_equal(in_place.w, alone.w, alone.n * sizeof *alone.w);
            }
    }
    dh_tokens_release(&in_place);
    dh_tokens_release(&alone);
}

/* However a word is cut, it is known by its folded form: letters of two bytes of every kind. */
static void knows_words_by_their_folded_form(void **state)
{
    static struct dh_tokens ws;
    char text[200];
    (void)state;
    dh_tokens_init(&ws, dh_mem_default());
    for (uint32_t cp = 0xC0; cp < 0x530; cp++)
        for (size_t letters = 1; letters < 20; letters += 6) {
            size_t n = 0;
            for (size_t i = 0; i < letters; i++) {
                n += dh_utf8_put(text + n, cp);
                text[n++] = i % 3 ? 'a' : 'B';
            }
            dh_tokens_cut(&ws, NULL, (struct dh_str){ text, n }, DH_TOKENS_MAX);
            for (uint32_t i = 0; i < ws.n; i++)
                if (!(ws.w[i].flags & DH_T_PUNCT) &&
                    ws.w[i].hash != dh_vocab_hash(dh_tokens_folded(&ws, i), false))
                    fail_msg("U+%04X, %zu times: word %u has another hash", cp, letters, i);
        }
    dh_tokens_release(&ws);
}

static void tells_what_a_word_is(void **state)
{
    static const struct {
        const char *text;
        uint32_t flags[4];
    } cases[] = {
        { "the Port of NATO",
          { 0, DH_T_SPACE | DH_T_CAP, DH_T_SPACE, DH_T_SPACE | DH_T_CAP | DH_T_CAPS } },
        { "A  I\tUS",
          { DH_T_CAP, DH_T_SPACE | DH_T_GAP | DH_T_CAP,
            DH_T_SPACE | DH_T_GAP | DH_T_CAP | DH_T_CAPS } },
        { "McD USa", { DH_T_CAP, DH_T_SPACE | DH_T_CAP } },
        { "a,b", { 0, DH_T_PUNCT, 0 } },
        { "\u00d6BB \u0421\u0428\u0410 \u041e\u043d",
          { DH_T_CAP | DH_T_CAPS, DH_T_SPACE | DH_T_CAP | DH_T_CAPS, DH_T_SPACE | DH_T_CAP } },
        { "\u042f \u00c9 \u0401\u0416",
          { DH_T_CAP, DH_T_SPACE | DH_T_CAP, DH_T_SPACE | DH_T_CAP | DH_T_CAPS } },
        { "x\u00a0y", { 0, DH_T_SPACE } },
    };
    static struct dh_tokens ws;
    (void)state;
    dh_tokens_init(&ws, dh_mem_default());
    for (size_t t = 0; t < DH_LEN(cases); t++) {
        dh_tokens_cut(&ws, NULL, dh_str_c(cases[t].text), DH_TOKENS_MAX);
        for (uint32_t i = 0; i < ws.n; i++)
            if (ws.w[i].flags != cases[t].flags[i])
                fail_msg("'%s': flags of word %u are %x", cases[t].text, i, ws.w[i].flags);
    }
    dh_tokens_release(&ws);
}

/* Those who ask for the copyright sign find it however it is written. */
static void tells_which_signs_there_are(void **state)
{
    static const char *const cases[] = { "\u00a9 Orla Finch", "\u24d2 Orla Finch",
                                         "Orla Finch \u24b8 2024" };
    static struct dh_tokens ws;
    (void)state;
    dh_tokens_init(&ws, dh_mem_default());
    for (size_t t = 0; t < DH_LEN(cases); t++) {
        dh_tokens_cut(&ws, NULL, dh_str_c(cases[t]), DH_TOKENS_MAX);
        assert_int_equal(ws.n_signs, 1);
        assert_true(ws.any_signs == dh_sign_bit(0xA9));
    }
    dh_tokens_release(&ws);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keeps_whole_words),    cmocka_unit_test(places_change_no_word),
        cmocka_unit_test(ends_are_ends),        cmocka_unit_test(knows_words_by_their_folded_form),
        cmocka_unit_test(tells_what_a_word_is), cmocka_unit_test(tells_which_signs_there_are),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
