/* SPDX-License-Identifier: MIT */
/* Sites with what was cut there, and those that stand out. */
#include <string.h>

#include "base/err.h"
#include "base/hash.h"
#include "report/reportinside.h"

enum { PERMILLE = 1000, NEAR = 100 };

/* Two counts that go side by side: pages by site, and changes by site and rule. */
struct walk {
    struct dh_report *r;
    uint64_t page[4], pair[2]; /* the next of each */
    bool pages_end, pairs_end;
    uint64_t shares[PERMILLE + 1]; /* sites with enough pages, by what was cut */
};

static enum dh_err step(struct dh_count *c, uint64_t *record, bool *end, struct dh_detail *d)
{
    enum dh_err e = dh_count_next(c, record, d);
    *end = e == DH_END;
    return e == DH_END ? DH_OK : e;
}

/* ---- One site */

static enum dh_err add_pages(struct walk *w, uint64_t site, struct dh_topmost_item *item,
                             struct dh_detail *d)
{
    enum dh_err e = DH_OK;
    item->note[DH_SITE_SCRAP] = w->page[3];
    while (e == DH_OK && !w->pages_end && w->page[0] == site) {
        item->note[DH_SITE_PAGES]++;
        item->note[DH_SITE_NOTHING] += w->page[1] == DH_EMPTY || w->page[1] == DH_FAILED;
        item->note[DH_SITE_IN] += w->page[2] >> 32;
        item->note[DH_SITE_CUT] += w->page[2] & UINT32_MAX;
        e = step(w->r->pages, w->page, &w->pages_end, d);
    }
    return e;
}

/* The changes of the site: how many, and the rule that made the most. */
static enum dh_err add_pairs(struct walk *w, uint64_t site, struct dh_topmost_item *item,
                             struct dh_detail *d)
{
    enum dh_err e = DH_OK;
    uint64_t most = 0;
    while (e == DH_OK && !w->pairs_end && w->pair[0] == site) {
        uint64_t rule = w->pair[1], n = 0;
        for (; e == DH_OK && !w->pairs_end && w->pair[0] == site && w->pair[1] == rule; n++)
            e = step(w->r->pairs, w->pair, &w->pairs_end, d);
        struct dh_rule_sum *sum = dh_ruletable_find(&w->r->rules, rule);
        sum->sites += site != 0;
        item->note[DH_SITE_CHANGES] += n;
        if (n > most && sum->kind.n) {
            most = n;
            item->note[DH_SITE_RULE] = rule;
        }
    }
    return e;
}

static uint64_t share(const struct dh_topmost_item *i)
{
    return i->note[DH_SITE_IN] ? i->note[DH_SITE_CUT] * PERMILLE / i->note[DH_SITE_IN] : 0;
}

static void offer(struct dh_topmost *t, struct dh_topmost_item item, uint64_t first,
                  uint64_t second, uint64_t site)
{
    item.rank[0] = first;
    item.rank[1] = second;
    item.rank[2] = site;
    dh_topmost_offer(t, &item);
}

static enum dh_err add_site(struct walk *w, struct dh_detail *d)
{
    struct dh_report *r = w->r;
    uint64_t site = w->page[0];
    struct dh_topmost_item item = { .rank = { 0 } };
    enum dh_err e = add_pages(w, site, &item, d);

    if (e == DH_OK)
        e = add_pairs(w, site, &item, d);
    if (e)
        return e;
    uint64_t pages = item.note[DH_SITE_PAGES], in = item.note[DH_SITE_IN];
    r->n_sites += site != 0;
    r->siteless += site ? 0 : pages - item.note[DH_SITE_NOTHING];
    offer(&r->sites, item, pages, in, site);
    if (!site || pages < DH_REPORT_SITE_PAGES || !in)
        return DH_OK;
    w->shares[share(&item)]++;
    if (item.note[DH_SITE_CUT] == 0)
        offer(&r->uncut, item, pages, in, site);
    else
        offer(&r->most_cut, item, share(&item), pages, site);
    return DH_OK;
}

/* ---- All */

/* The share of which `part` quarters of the sites have no more. */
static uint64_t quartile(const struct walk *w, unsigned part)
{
    uint64_t all = 0, n = 0;
    size_t i = 0;
    for (size_t k = 0; k <= PERMILLE; k++)
        all += w->shares[k];
    while (i < PERMILLE && 4 * (n += w->shares[i]) < part * all)
        i++;
    return i;
}

/* Tukey's fence (Exploratory Data Analysis, 1977): above the third quartile by one and a half of
 * what lies between it and the first; and where all sites are much the same, not near their middle.
 * Sites below it do not stand out. */
static void keep_outliers(struct walk *w)
{
    struct dh_report *r = w->r;
    uint64_t low = quartile(w, 1), high = quartile(w, 3);
    r->median = quartile(w, 2);
    r->fence = high + 3 * (high - low) / 2;
    r->fence = r->fence > r->median + NEAR ? r->fence : r->median + NEAR;
    while (r->most_cut.n && r->most_cut.items[r->most_cut.n - 1].rank[0] <= r->fence)
        r->most_cut.n--;
}

static enum dh_err make_lists(struct dh_report *r, struct dh_detail *d)
{
    enum dh_err e = dh_topmost_init(&r->sites, r->mem, DH_REPORT_SITES);
    if (e == DH_OK)
        e = dh_topmost_init(&r->most_cut, r->mem, DH_REPORT_OUTLIERS);
    if (e == DH_OK)
        e = dh_topmost_init(&r->uncut, r->mem, DH_REPORT_OUTLIERS);
    return e ? dh_no_memory(d) : DH_OK;
}

enum dh_err dh_report_by_site(struct dh_report *r, struct dh_detail *d)
{
    struct walk w = { .r = r };
    enum dh_err e = make_lists(r, d);

    if (e == DH_OK)
        e = dh_count_sort(r->pages, d);
    if (e == DH_OK)
        e = dh_count_sort(r->pairs, d);
    if (e == DH_OK)
        e = step(r->pages, w.page, &w.pages_end, d);
    if (e == DH_OK)
        e = step(r->pairs, w.pair, &w.pairs_end, d);
    while (e == DH_OK && !w.pages_end)
        e = add_site(&w, d);
    if (e)
        return e;
    dh_topmost_sort(&r->sites);
    dh_topmost_sort(&r->most_cut);
    dh_topmost_sort(&r->uncut);
    keep_outliers(&w);
    return DH_OK;
}
