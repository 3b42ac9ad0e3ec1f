/* SPDX-License-Identifier: MIT */
/* The words of texts that are cut more than once: of tokens.h. */
#include <string.h>

#include "text/words/tokens.h"

enum { CUT_SHORT = 4 }; /* bytes: a sign in a number, a part of a character */

void dh_tokens_forget(struct dh_tokens *ws)
{
    ws->kept.n_texts = ws->kept.n_words = 0;
    ws->around = DH_STR_NONE;
}

void dh_tokens_keep(struct dh_tokens *ws)
{
    struct dh_kept *k = &ws->kept;
    if (k->n_texts == DH_KEPT_TEXTS || (k->n_texts && k->texts[k->n_texts - 1].p >= ws->text.p))
        return;
    /* the end may cut a word, a number or a character short */
    uint32_t n = ws->n;
    while (n && (size_t)ws->w[n - 1].at + ws->w[n - 1].n + CUT_SHORT > ws->text.n)
        n--;
    if (n == 0)
        return;
    if (k->n_words + n > k->room) {
        size_t room = k->room * 2 + DH_TOKENS_MAX;
        void *p = dh_mem_resize(ws->fold.mem, k->words, room * sizeof *k->words);
        if (!p)
            return;
        k->words = p;
        k->room = room;
    }
    memcpy(k->words + k->n_words, ws->w, n * sizeof *ws->w);
    k->texts[k->n_texts].p = ws->text.p;
    k->texts[k->n_texts].first = k->n_words;
    k->texts[k->n_texts++].n = n;
    k->n_words += n;
}

/* A word that ends inside text is the same in it, however much more there was. */
uint32_t dh_tokens_recall(const struct dh_kept *k, struct dh_str text, struct dh_token *w,
                          uint32_t max)
{
    uint32_t low = 0, n = k->n_texts;
    while (n > 1) {
        uint32_t half = n / 2;
        low += k->texts[low + half].p <= text.p ? half : 0;
        n -= half;
    }
    if (n == 0 || k->texts[low].p != text.p)
        return 0;
    const struct dh_token *from = k->words + k->texts[low].first;
    n = k->texts[low].n < max ? k->texts[low].n : max;
    while (n && (size_t)from[n - 1].at + from[n - 1].n > text.n)
        n--;
    memcpy(w, from, n * sizeof *w);
    return n;
}
