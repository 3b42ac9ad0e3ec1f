/* SPDX-License-Identifier: MIT */
#include "text/context.h"

#include "base/utf8.h"

enum { SAMPLE_FRAGMENTS = 64, SAMPLE_WORDS = 60, SAMPLE_BYTES = 400, SAMPLE_MIN = 60 };

/* Languages that a script alone tells; -1: ask the words. */
static int script_lang(uint32_t cp)
{
    static const struct {
        uint32_t first, last;
        char code[3];
    } scripts[] = {
        { 0x0370, 0x03FF, "el" }, { 0x0590, 0x05FF, "he" }, { 0x0900, 0x097F, "hi" },
        { 0x0980, 0x09FF, "bn" }, { 0x0E00, 0x0E7F, "th" }, { 0x3041, 0x30FF, "ja" },
        { 0xAC00, 0xD7A3, "ko" }, { 0x4E00, 0x9FFF, "zh" },
    };
    for (size_t i = 0; i < DH_LEN(scripts); i++)
        if (cp >= scripts[i].first && cp <= scripts[i].last)
            return dh_lang_number(dh_str_c(scripts[i].code));
    return -1;
}

struct tally {
    uint32_t words[DH_LANGS];
    uint32_t total;
};

static void tally_words(struct tally *t, const struct dh_view *v)
{
    for (uint32_t i = 0; i < v->words->n; i++) {
        const struct dh_token *w = &v->words->w[i];
        if (w->flags & DH_T_PUNCT)
            continue;
        t->total++;
        if (w->flags & DH_T_NOCASE) {
            uint32_t cp;
            dh_utf8_get(v->words->text, w->at, &cp);
            int l = script_lang(cp);
            if (l >= 0)
                t->words[l] += 2;
        }
        uint64_t langs = dh_marks_role(v->cues, v->marks, i, DH_R_GLUE);
        for (langs &= ((uint64_t)1 << DH_LANGS) - 1; langs; langs &= langs - 1)
            t->words[__builtin_ctzll(langs)]++;
    }
}

static int best(const struct tally *t)
{
    int first = -1;
    uint32_t most = 0, second = 0;
    for (int l = 0; l < DH_LANGS; l++) {
        uint32_t n = t->words[l];
        if (n > most) {
            second = most;
            most = n;
            first = l;
        } else if (n > second) {
            second = n;
        }
    }
    /* kana among the Han characters: Japanese, not Chinese */
    int ja = dh_lang_number(DH_STR("ja"));
    if (first == dh_lang_number(DH_STR("zh")) && t->words[ja] * 5 > most)
        first = ja;
    return most * 12 >= t->total && most >= 4 ? first : -1;
}

int dh_context_lang(struct dh_view *v, const struct dh_page *page)
{
    struct tally t = { 0 };
    size_t seen = 0;
    for (size_t i = 0; i < page->n_fragments && seen < SAMPLE_FRAGMENTS; i++) {
        if (page->fragments[i].n < SAMPLE_MIN)
            continue;
        struct dh_str s = dh_str_sub(dh_page_fragment(page, i), 0, SAMPLE_BYTES);
        dh_tokens_cut(v->words, &v->cues->vocab, s, SAMPLE_WORDS);
        dh_cues_mark(v->cues, v->words, v->marks);
        tally_words(&t, v);
        seen++;
    }
    return best(&t);
}
