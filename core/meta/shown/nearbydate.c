/* SPDX-License-Identifier: MIT */
/* Dates that stand alone near the headline. */
#include "base/utf8.h"
#include "meta/date/date.h"
#include "meta/shown/changed.h"
#include "meta/shown/nearbyinside.h"

/* Whether the text before run i in its box says that the story was changed, and nothing else:
 * "Updated", and the date in a span. */
static bool is_labelled_change(const struct dh_nearby *n, uint32_t i)
{
    enum { LABEL_MAX = 40 };
    uint32_t before = dh_nearby_text(n->t, i, -1);
    struct dh_str label = before ? n->t->nodes[before].raw : DH_STR_NONE;
    bool digits = false; /* what it says may have a date of its own */
    for (size_t k = 0; k < label.n && k <= LABEL_MAX; k++)
        digits |= dh_is_digit((unsigned char)label.p[k]);
    return label.n <= LABEL_MAX && !digits && dh_changed_tells(label);
}

/* Adds the dates of a line, part of which tells of a change: that one may come first. told: when it
 * was published is known. */
static void take_dates(struct dh_facts *f, struct dh_str line, struct dh_str part, bool told)
{
    char unused[DH_DATE_MAX];
    struct dh_str front = dh_str_sub(line, 0, line.n - part.n), first = line;
    if (part.n && !dh_date_parse(front, f->value[DH_FACT_LANG], unused))
        first = dh_published_part(part);
    if (part.n && first.n < part.n)
        part = dh_str_sub(part, 0, part.n - first.n);
    if (part.n)
        dh_facts_add(f, DH_FACT_MODIFIED, DH_RANK_ALONE, part, true);
    if (!told && first.n)
        dh_facts_add(f, DH_FACT_PUBLISHED, DH_RANK_ALONE, first, true);
    else if (!told)
        dh_facts_add(f, DH_FACT_PUBLISHED, DH_RANK_CHANGED, line, true);
}

void dh_nearby_dateline(struct dh_nearby *n, uint32_t headline)
{
    struct dh_facts *f = n->f;
    const struct dh_tree *t = n->t;
    uint32_t from = headline ? t->nodes[headline].end : t->n;
    for (uint32_t i = from; i < t->n && i < from + DH_NEARBY_BEFORE; i++) {
        bool told = f->rank[DH_FACT_PUBLISHED] <= DH_RANK_ALONE;
        if (f->rank[DH_FACT_PUBLISHED] < DH_RANK_SHOWN ||
            (told && f->rank[DH_FACT_MODIFIED] != DH_RANK_NONE) || f->err)
            return;
        if (!dh_nearby_may_be_date(n, i))
            continue;
        struct dh_str line = t->nodes[i].raw, part = dh_changed_part(line);
        if (part.n == 0 && is_labelled_change(n, i))
            part = line;
        take_dates(f, line, part, told);
    }
}

void dh_nearby_overline(struct dh_nearby *n, uint32_t headline)
{
    struct dh_facts *f = n->f;
    const struct dh_tree *t = n->t;
    enum { LEVELS = 3, LETTERS_MAX = 16 };
    uint32_t box = headline;
    for (int level = 0; level < LEVELS; level++)
        box = t->nodes[box].parent;
    for (uint32_t i = headline; i-- > box + 1 && headline - i <= DH_NEARBY_BEFORE;) {
        if (f->rank[DH_FACT_PUBLISHED] <= DH_RANK_ALONE + 1 || f->err)
            return;
        if (!dh_nearby_may_be_date(n, i))
            continue;
        if (dh_nearby_letters(t->nodes[i].raw) <= LETTERS_MAX)
            dh_facts_add(f, DH_FACT_PUBLISHED, DH_RANK_ALONE + 1, t->nodes[i].raw, true);
    }
}
