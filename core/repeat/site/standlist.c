/* SPDX-License-Identifier: MIT */
/* Lines that recur and are the story's all the same: rows of its lists and tables, and the headings
 * of a kind of text. Counts know one line at a time; here they are looked at together. */
#include <string.h>

#include "repeat/site/standinside.h"

enum {
    ITEM = 11,   /* words of a row of a table; what has more is a sentence that lost its end */
    LIST = 4,    /* lines of a list that no other page has */
    TABLE = 6,   /* lines of one most of which others have */
    RUBRICS = 4, /* headings of a text of a kind */
    BOX = 3,     /* lines that go for what the page alone says */
    TURNS = 2    /* lines that come back, and how often each does */
};

uint16_t dh_stand_kin(const struct dh_standwork *w, size_t from, size_t to,
                      uint64_t (*weigh)(const struct dh_standwork *w, size_t i))
{
    uint16_t kin = 0;
    uint64_t votes = 0, all = 0, with = 0;

    for (size_t i = from; i < to; i++) {
        uint64_t n = weigh(w, i);
        bool same = w->s[i].kin == kin;
        if (!same && n > votes)
            kin = w->s[i].kin;
        votes = same ? votes + n : n > votes ? n - votes : votes - n;
        all += n;
    }
    for (size_t i = from; i < to; i++)
        with += w->s[i].kin == kin ? weigh(w, i) : 0;
    return 2 * with > all ? kin : 0;
}

bool dh_stand_item(const struct dh_standwork *w, size_t i)
{
    const struct dh_fragment *f = &w->page->fragments[i];
    return (f->looks & (DH_LOOKS_PROSE | DH_LOOKS_QUOTED)) == DH_LOOKS_QUOTED &&
           dh_stand_words(dh_page_fragment(w->page, i), ITEM) <= ITEM;
}

/* A short line that is not all over the site. */
static bool is_row(const struct dh_standwork *w, size_t i)
{
    return dh_stand_line(w, i) && !w->s[i].wide;
}

static uint64_t weigh_row(const struct dh_standwork *w, size_t i)
{
    return is_row(w, i);
}

static unsigned count_items(const struct dh_standwork *w, size_t from, size_t to)
{
    unsigned items = 0;
    for (size_t i = from; i < to; i++)
        items += is_row(w, i) && dh_stand_item(w, i);
    return items;
}

/* Whether the short lines in [from, to), between two paragraphs, are a list or a table: most of
 * them are of this page alone; or many have figures, and no other story has most of them, as it
 * would have a box of the site. That others have some ("salt and pepper") says little. */
static bool is_list(const struct dh_standwork *w, size_t from, size_t to)
{
    unsigned own = 0, shared = 0;
    for (size_t i = from; i < to; i++) {
        const struct dh_standing *s = &w->s[i];
        if (!is_row(w, i))
            continue;
        own += !s->text && !s->form && !s->figures && !s->link;
        shared += s->text != 0;
    }
    if (own >= LIST && own >= shared)
        return true;
    return own + shared >= TABLE && 3 * count_items(w, from, to) >= own + shared &&
           !dh_stand_kin(w, from, to, weigh_row);
}

/* Pictures and ads are put into stories one by one. */
static bool is_insert(const struct dh_fragment *f)
{
    return f->kind == DH_AD || f->kind == DH_CAPTION || f->kind == DH_CREDIT;
}

/* Whether what stands in [from, to), between two paragraphs of a scraped text, is a box of the
 * site: more of it goes than stays, some for what the page alone says. */
static bool is_box(const struct dh_standwork *w, size_t from, size_t to)
{
    unsigned stay = 0, gone = 0, told = 0;
    for (size_t i = from; i < to; i++) {
        const struct dh_fragment *f = &w->page->fragments[i];
        bool cut = w->cut[i].n && w->s[i].text; /* for its place, and others have it */
        bool goes = !dh_stands(f) && !is_insert(f);
        stay += dh_stands(f) && !w->cut[i].n;
        gone += goes || cut;
        told += (goes && f->kind != DH_SITE) || cut;
    }
    return w->page->unit != DH_UNIT_BLOCK && told >= BOX && gone > stay;
}

bool dh_stand_heads(const struct dh_standwork *w, size_t i)
{
    const struct dh_fragment *f = w->page->fragments;
    if (f[i].kind != DH_CROSSHEAD || f[i].waits || w->box[i])
        return false;
    for (size_t k = i + 1; k < w->own_end; k++)
        if (dh_stands(&f[k]) && !w->cut[k].n)
            return !w->s[k].wide && !w->s[k].link && !w->s[k].before;
    return false;
}

/* What is all over the site is no row, and goes. */
static void mark_lists(struct dh_standwork *w)
{
    size_t n = w->page->n_fragments;
    for (size_t i = 0, to; i < n; i = to + 1) {
        for (to = i; to < n && !dh_stands_prose(w, to);)
            to++;
        bool amid = to > i && w->slot[i] == DH_SLOT_BODY;
        bool list = amid && is_list(w, i, to), box = amid && !list && is_box(w, i, to);
        for (size_t k = i; k < to; k++) {
            w->list[k] = list;
            w->box[k] = box;
        }
    }
}

/* Whether the nearest that the reader gets up (step -1) or down is a paragraph; what is all over
 * the site is passed over. */
static bool beside_paragraph(const struct dh_standwork *w, size_t i, size_t step)
{
    for (i += step; i < w->page->n_fragments; i += step)
        if (dh_stands(&w->page->fragments[i]) && !w->cut[i].n && !w->s[i].wide)
            return w->page->fragments[i].looks & (DH_LOOKS_PROSE | DH_LOOKS_LONG | DH_LOOKS_STOP);
    return false;
}

bool dh_stand_is_rubric(const struct dh_standwork *w, size_t i)
{
    return is_row(w, i) && w->s[i].kin && w->slot[i] != DH_SLOT_TAIL && beside_paragraph(w, i, 1) &&
           (w->slot[i] == DH_SLOT_HEAD || beside_paragraph(w, i, (size_t)-1));
}

static uint64_t weigh_rubric(const struct dh_standwork *w, size_t i)
{
    return dh_stand_is_rubric(w, i);
}

/* How many different rubrics there are, up to RUBRICS; of those that come with kin, if it is not 0.
 */
static unsigned count_rubrics(const struct dh_standwork *w, uint16_t kin)
{
    uint64_t met[RUBRICS];
    unsigned n = 0;
    for (size_t i = 0; n < RUBRICS && i < w->page->n_fragments; i++) {
        uint64_t key = w->page->fragments[i].key;
        unsigned k = 0;
        if ((kin && w->s[i].kin != kin) || !dh_stand_is_rubric(w, i))
            continue;
        while (k < n && met[k] != key)
            k++;
        if (k == n)
            met[n++] = key;
    }
    return n;
}

/* Headings that come with every text of a kind: the signs of the zodiac, the times of a day, the
 * points of a test, what every candidate is asked. Each stands alone between paragraphs, and most
 * of them come with the same other stories. */
static void mark_rubrics(struct dh_standwork *w)
{
    size_t n = w->page->n_fragments;
    uint16_t kin = dh_stand_kin(w, 0, n, weigh_rubric);
    if (!kin || count_rubrics(w, kin) < RUBRICS - 1 || count_rubrics(w, 0) < RUBRICS)
        return;
    for (size_t i = 0; i < n; i++)
        w->list[i] |= dh_stand_is_rubric(w, i);
}

bool dh_stand_is_amid(const struct dh_standwork *w, size_t i)
{
    return is_row(w, i) && w->slot[i] == DH_SLOT_BODY && beside_paragraph(w, i, 1) &&
           beside_paragraph(w, i, (size_t)-1);
}

/* Who speaks in turn: "The reporter:", "Klara Sund:", "Question", "Answer", "(Applause)". At least
 * two lines stand alone between paragraphs again and again; one line alone does, too, where a site
 * puts something between all that it has. */
static void mark_turns(struct dh_standwork *w)
{
    const struct dh_fragment *f = w->page->fragments;
    size_t n = w->page->n_fragments;
    unsigned turns = 0;
    size_t copy = 0;
    while (copy < n && (f[copy].group == copy || !is_row(w, copy)))
        copy++;
    if (copy == n) /* as on most pages */
        return;
    memset(w->times, 0, n * sizeof *w->times);
    for (size_t i = 0; i < n; i++)
        turns += f[i].key && dh_stand_is_amid(w, i) && ++w->times[f[i].group] == TURNS;
    for (size_t i = 0; turns >= TURNS && i < n; i++)
        w->list[i] |= w->times[f[i].group] >= TURNS && dh_stand_is_amid(w, i);
}

void dh_stand_lists(struct dh_standwork *w)
{
    mark_lists(w);
    mark_rubrics(w);
    mark_turns(w);
}
