/* SPDX-License-Identifier: MIT */
#include "text/around/zone.h"

/* Weights in hundredths. Set by hand on whole classes of lines: what counts is their order. */
enum {
    W_WORD = 10, /* a word of prose, up to W_WORDS of them */
    W_WORDS = 60,
    W_SHORT = 20,    /* a sentence of few words */
    W_NOTE = 50,     /* corrections and notes */
    W_SIGNS = -10,   /* no sentence, but figures or signs in it: an item of a list in the story */
    W_MENU = -100,   /* up to four words without figures or signs */
    W_TITLE = -70,   /* up to thirteen: a teaser's headline */
    W_LONG = -30,    /* more words without a stop */
    W_INSIDE = -30,  /* struck, of a kind that stands inside stories: ads, captions */
    W_STRUCK = -150, /* struck, of another kind */

    LEAST = 100,    /* a zone weighs at least so much, or there is none */
    OUTSIDE = 1500, /* what goes outside weighs at most minus this */
    BEFORE = 3,     /* so many struck fragments before the zone prove that chrome stands there, */
    BEHIND = 5,     /* and behind it, */
    BEFORE_PERCENT = 4, /* and this is their share of all */
    BEHIND_PERCENT = 8
};

static bool is_chrome(const struct dh_page *p, size_t i)
{
    enum dh_kind k = (enum dh_kind)p->fragments[i].kind;
    return dh_page_goes(p, i) && k != DH_AD && k != DH_CAPTION && k != DH_CREDIT;
}

int dh_zone_weight(const struct dh_page *p, const struct dh_sight *sights, size_t i)
{
    const struct dh_sight *s = &sights[i];
    int words = s->flags & DH_S_WIDE ? s->words / 2 : s->words;
    if (is_chrome(p, i))
        return W_STRUCK;
    if (p->fragments[i].kind == DH_NOTE)
        return W_NOTE;
    if (p->fragments[i].kind != DH_STORY)
        return W_INSIDE;
    if (s->flags & DH_S_EMPTY)
        return 0;
    if (s->flags & (DH_S_STOP | DH_S_LONG | DH_S_QUOTED))
        return words < 8 ? W_SHORT : W_WORD * (words < W_WORDS ? words : W_WORDS);
    if (s->flags & (DH_S_NUMBER | DH_S_COLON | DH_S_SIGNS))
        return W_SIGNS;
    return words <= 4 ? W_MENU : words <= 13 ? W_TITLE : W_LONG;
}

/* Whether enough chrome was found in fragments [from, to). */
static bool proves(const struct dh_page *p, size_t from, size_t to, size_t least, size_t percent)
{
    size_t chrome = 0;
    for (size_t i = from; i < to; i++)
        chrome += is_chrome(p, i);
    return chrome >= least && chrome * 100 >= (to - from) * percent;
}

struct dh_zone dh_zone_find(const struct dh_page *page, const struct dh_sight *sights)
{
    size_t n = page->n_fragments, from = 0;
    struct dh_zone z = { 0, n };
    int64_t sum = 0, total = 0, most = 0, start = 0; /* start: total where the run at hand began */
    int64_t before = 0;                              /* the same of the best run */

    for (size_t i = 0; i < n; i++) {
        if (sum <= 0) {
            sum = 0;
            from = i;
            start = total;
        }
        int w = dh_zone_weight(page, sights, i);
        sum += w;
        total += w;
        if (sum > most) {
            most = sum;
            before = start;
            z = (struct dh_zone){ from, i + 1 };
        }
    }
    if (most < LEAST)
        return (struct dh_zone){ 0, n };
    int64_t behind = total - before - most;
    if (-before < OUTSIDE || !proves(page, 0, z.from, BEFORE, BEFORE_PERCENT))
        z.from = 0;
    if (-behind < OUTSIDE || !proves(page, z.to, n, BEHIND, BEHIND_PERCENT))
        z.to = n;
    return z;
}
