/* SPDX-License-Identifier: MIT */
/* What a page has of other stories and is its own all the same: passages of one that it carries on,
 * and of many that it sums up, each below its headline. */
#include "repeat/site/standinside.h"

enum {
    PASSAGE = 2, /* paragraphs of another story: a teaser has one */
    ITEMS = 3,   /* stories that a page sums up */
    SAID = 2     /* content words of a headline that come back below it */
};

/* Whether line i parts nothing: it is gone already, or all over the site. */
static bool is_no_line(const struct dh_standwork *w, size_t i)
{
    return !dh_stands(&w->page->fragments[i]) || w->cut[i].n || w->s[i].wide;
}

size_t dh_stand_below(const struct dh_standwork *w, size_t i)
{
    size_t n = w->page->n_fragments;
    do
        i++;
    while (i < n && is_no_line(w, i));
    return i < n && w->page->fragments[i].looks & DH_LOOKS_PROSE ? i : n;
}

/* What the counts say of lines beside it that come with the same other story. */
struct passage {
    size_t from;
    unsigned prose; /* paragraphs of it */
    bool firm;      /* one of these is no chrome, whatever stands beside it */
    uint16_t kin;   /* 0: there is none */
};

/* A line that others have, too, alone above a paragraph. */
static bool is_head(const struct dh_standwork *w, size_t i)
{
    /* What most lines are not is asked first. */
    return w->s[i].kin && !(w->page->fragments[i].looks & (DH_LOOKS_PROSE | DH_LOOKS_STOP)) &&
           !w->s[i].boxed && dh_stand_is_rubric(w, i);
}

/* The headline of another story stays right above a passage with which that one opens. */
static void hold_head(struct dh_standwork *w, size_t from)
{
    size_t i = from;
    while (i-- > 0 && is_no_line(w, i))
        ;
    if (w->s[from].lead && i < from && is_head(w, i))
        w->held[i] = true;
}

static void end_passage(struct dh_standwork *w, const struct passage *p, size_t to)
{
    if (!p->firm || p->prose < PASSAGE)
        return;
    for (size_t i = p->from; i < to; i++)
        w->held[i] |= w->s[i].rare && w->s[i].kin == p->kin && !w->s[i].link;
    hold_head(w, p->from);
}

/* Whether line i, that others have too, heads an item: what stands below says the same, or opens
 * the other story. */
static bool is_item_head(const struct dh_standwork *w, size_t i)
{
    if (!is_head(w, i) || i == w->headline)
        return false;
    size_t below = dh_stand_below(w, i);
    return below < w->page->n_fragments && (w->s[below].lead || dh_stand_says(w, below, i, SAID));
}

/* A page that sums up many: below a few words of its own it has the headline of one after the
 * other, and what that one says. The same below a longer story are teasers. */
static void hold_items(struct dh_standwork *w)
{
    const struct dh_fragment *f = w->page->fragments;
    uint64_t own = 0, of_items = 0;
    size_t n = w->page->n_fragments, first = n;
    unsigned items = 0;

    for (size_t i = 0; i < n; i++) {
        bool item = is_item_head(w, i);
        items += item;
        first = item && first == n ? i : first;
        if (dh_stands_prose(w, i) && !w->s[i].wide)
            *(first == n ? &own : &of_items) += f[i].n;
    }
    if (items < ITEMS || of_items <= own)
        return;
    for (size_t i = first; i < n; i++)
        w->held[i] |=
            !w->s[i].wide && !w->s[i].boxed && w->s[i].kin &&
            (f[i].looks & DH_LOOKS_PROSE ? w->s[i].lead || w->s[i].scarce : is_head(w, i));
}

/* A page that sums up others has their headlines and first paragraphs, a report that is carried on
 * most of the day before: what stands there between paragraphs of the one other story goes with
 * them. Chrome stands between paragraphs that come with other stories, or with none. */
void dh_stand_passages(struct dh_standwork *w)
{
    const struct dh_fragment *f = w->page->fragments;
    struct passage p = { 0 };
    size_t n = w->page->n_fragments;

    for (size_t i = 0; i < n; i++) {
        const struct dh_standing *s = &w->s[i];
        if (!dh_stands(&f[i]) || w->cut[i].n || (s->text && !s->rare))
            continue;
        if (!s->rare || s->kin != p.kin) {
            end_passage(w, &p, i);
            p = (struct passage){ .from = i, .kin = s->rare ? s->kin : 0 };
        }
        p.prose += (f[i].looks & DH_LOOKS_PROSE) != 0;
        p.firm |= f[i].looks & DH_LOOKS_PROSE && !s->text;
    }
    end_passage(w, &p, n);
    hold_items(w);
}
