/* SPDX-License-Identifier: MIT */
#include "text/sight/tells.h"

#include "base/utf8.h"

/* The languages in whose list the word stands, each in its bit. */
static uint64_t langs_of(const struct dh_view *v, struct dh_str word)
{
    const struct dh_str *lists = v->cues->lists.of[DH_LIST_TELL];
    uint64_t langs = 0;
    for (int l = 0; l < DH_LANGS; l++)
        langs |= (uint64_t)dh_wordlist_has(lists[l], word) << l;
    return langs;
}

/* The languages whose lists have a letter. */
static uint64_t of_letter(const struct dh_view *v, uint32_t cp)
{
    char letter[4] = { 0 };
    size_t n = dh_utf8_put(letter, dh_utf8_lower(cp));
    return langs_of(v, (struct dh_str){ letter, n });
}

/* Those that have all letters of the word that any list has; of none: 0. */
static uint64_t by_letters(const struct dh_view *v, struct dh_str word)
{
    const uint64_t all = ((uint64_t)1 << DH_LANGS) - 1;
    uint64_t langs = all;
    for (size_t at = 0; at < word.n;) {
        uint32_t cp;
        at += dh_utf8_get(word, at, &cp);
        uint64_t has = cp < 0x80 ? 0 : of_letter(v, cp);
        langs &= has ? has : all;
    }
    return langs == all ? 0 : langs;
}

/* Whether a Cyrillic letter beyond those of Russian is in no list: it is of a language that none
 * has, whose other letters are those of its kin. */
static bool is_foreign(const struct dh_view *v, struct dh_str text)
{
    for (size_t at = 0; at < text.n;) {
        uint32_t cp;
        at += dh_utf8_get(text, at, &cp);
        if (cp > 0x451 && cp < 0x530 && !of_letter(v, cp))
            return true;
    }
    return false;
}

void dh_tells_mark(struct dh_view *v)
{
    struct dh_tokens *ws = v->words;
    bool foreign = is_foreign(v, ws->text);
    for (uint32_t i = 0; i < ws->n; i++) {
        const struct dh_token *w = &ws->w[i];
        if (w->flags & (DH_T_PUNCT | DH_T_NUMBER | DH_T_WIDE))
            continue;
        v->marks->glue[i] |= langs_of(v, dh_tokens_folded(ws, i));
        if (!foreign && !(w->flags & DH_T_CAP)) /* names have letters of other languages */
            v->marks->glue[i] |= by_letters(v, dh_str_sub(ws->text, w->at, w->n));
    }
}
