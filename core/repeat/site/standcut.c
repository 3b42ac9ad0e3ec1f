/* SPDX-License-Identifier: MIT */
/* What place and line model had cut: asked once more, by what other pages have. */
#include "base/utf8.h"
#include "repeat/site/standinside.h"

enum { FRAME = 3 }; /* lines that were cut and other pages have: their template is known */

static const struct dh_str place_rules[] = { { "context.", 8 }, { "model.line", 10 } };

bool dh_standing_outside(const struct dh_page *page, size_t i)
{
    const struct dh_fragment *f = &page->fragments[i];
    return f->kind == DH_OTHER && page->unit != DH_UNIT_BLOCK &&
           (dh_str_starts(f->rule, place_rules[0]) || dh_str_starts(f->rule, place_rules[1]));
}

/* Whether others have it too: in this form or with other figures. */
static bool is_known(const struct dh_standing *s)
{
    return s->text || s->form || s->figures || s->before;
}

/* Whether most of what was cut in [from, to) is known of other pages. Only then is what is not
 * known there of this page: texts that share no template have nothing to be told apart by. */
static bool knows_frame(const struct dh_standwork *w, size_t from, size_t to)
{
    size_t known = 0, fresh = 0;
    for (size_t i = from; i < to; i++) {
        known += w->cut[i].n && is_known(&w->s[i]);
        fresh += w->cut[i].n && !is_known(&w->s[i]);
    }
    return known >= FRAME && known >= fresh;
}

/* Whether the line model had cut the line, no other page has it, and it is shaped as a crosshead of
 * so many words: no sentence, no caption, no date; a question may hold figures. */
static bool is_cut_brief(const struct dh_standwork *w, size_t i, unsigned words)
{
    struct dh_str s = dh_page_fragment(w->page, i);
    unsigned looks = w->page->fragments[i].looks;
    if (!dh_str_starts(w->cut[i], place_rules[1]) || is_known(&w->s[i]) || w->s[i].link ||
        w->s[i].linked || looks & (DH_LOOKS_CAPTION | DH_LOOKS_SIGNS))
        return false;
    bool plain = !(looks & (DH_LOOKS_STOP | DH_LOOKS_QUOTED));
    return (plain || dh_utf8_is_question(s)) && dh_stand_words(s, words) <= words;
}

/* A crosshead that the line model had cut, since what stood beside it was strange: a few words
 * between two paragraphs, some more right above one. */
static bool is_crosshead(const struct dh_standwork *w, size_t i, bool above_prose)
{
    enum { FEW = 4, WORDS = 8 };
    return w->slot[i] == DH_SLOT_BODY && is_cut_brief(w, i, above_prose ? WORDS : FEW);
}

/* The nearest fragment above that the reader gets, or that no other page has; n_fragments: none. */
static size_t above(const struct dh_standwork *w, size_t i)
{
    while (i-- > 0)
        if (w->cut[i].n ? !is_known(&w->s[i]) : dh_stands(&w->page->fragments[i]))
            return i;
    return w->page->n_fragments;
}

/* The same above the first paragraph, where who wrote the story stands as well: one right below the
 * headline, that is no name. */
static enum dh_err keep_first_crosshead(struct dh_standwork *w, size_t first)
{
    enum { WORDS = 8 };
    size_t i = above(w, first), n = w->page->n_fragments;
    bool tells = false;
    if (i == n || !is_cut_brief(w, i, WORDS) || w->headline == n || above(w, i) != w->headline)
        return DH_OK;
    enum dh_err e = dh_stand_tells(w, i, &tells);
    if (tells)
        w->cut[i] = DH_STR_NONE;
    return e;
}

/* Whether counts know nearly all that is strange on this page, and some of it from a good part of
 * the site: then the model took the rest for its kind. */
static bool knows_rest(const struct dh_standwork *w)
{
    enum { TIMES = 4 };
    size_t known = 0, wide = 0, fresh = 0;
    for (size_t i = 0; i < w->page->n_fragments; i++) {
        bool site = w->page->fragments[i].kind == DH_SITE;
        bool cut = w->cut[i].n && i != w->headline;
        known += site || (cut && is_known(&w->s[i]));
        wide += (site || cut) && w->s[i].wide;
        fresh += cut && !is_known(&w->s[i]);
    }
    return wide >= FRAME && known >= TIMES * fresh;
}

/* Whether the reader gets the same line in another place: it was cut as the second of two. */
static bool has_copy(const struct dh_standwork *w, size_t i)
{
    const struct dh_fragment *f = w->page->fragments;
    size_t k = 0;
    while (k < w->page->n_fragments &&
           (k == i || w->cut[k].n || !dh_stands(&f[k]) || f[k].key != f[i].key))
        k++;
    return f[i].key && k < w->page->n_fragments;
}

enum dh_err dh_stand_cut_again(struct dh_standwork *w)
{
    struct dh_page *p = w->page;
    size_t n = p->n_fragments, first = 0;

    while (first < n && !dh_stands_prose(w, first))
        first++;
    if (w->headline < first && first < n && !has_copy(w, w->headline) &&
        (w->told || w->s[w->headline].linked || knows_frame(w, 0, first)))
        w->cut[w->headline] = DH_STR_NONE;
    bool rest = knows_rest(w), above_prose = false;
    enum dh_err e = rest && first < n ? keep_first_crosshead(w, first) : DH_OK;
    for (size_t i = n; i-- > 0;) { /* upwards, so that what stands below is known */
        bool cut = w->cut[i].n;
        if (cut && !(rest && is_crosshead(w, i, above_prose)))
            dh_page_strike(p, i, DH_OTHER, w->cut[i]);
        if (cut ? !is_known(&w->s[i]) : dh_stands(&p->fragments[i]))
            above_prose = dh_stands_prose(w, i);
    }
    return e;
}
