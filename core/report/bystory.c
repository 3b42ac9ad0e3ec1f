/* SPDX-License-Identifier: MIT */
/* Stories with several copies, and pages that failed: groups of pages with one key. */
#include "base/err.h"
#include "report/reportinside.h"

/* ---- Copies */

static enum dh_err next(struct dh_count *c, uint64_t *record, struct dh_detail *d)
{
    enum dh_err e = dh_count_next(c, record, d);
    if (e == DH_END)
        record[0] = 0; /* of no group */
    return e;
}

/* What is shown of a group, before any of its records. */
static struct dh_topmost_item item_of(uint64_t key)
{
    struct dh_topmost_item item = { .rank = { 0, 0, key } };
    for (size_t i = 0; i < DH_TOPMOST_NOTES; i++)
        item.note[i] = DH_NO_SCRAP;
    return item;
}

/* A story: its survivor, where it is among the records, and then its copies. */
static enum dh_err add_story(struct dh_report *r, uint64_t record[4], struct dh_detail *d)
{
    uint64_t story = record[0], copies = 0;
    struct dh_topmost_item item = item_of(story);
    enum dh_err e = DH_OK;

    do {
        if (!record[1])
            item.note[DH_CLUSTER_SURVIVOR] = record[3];
        else if (copies++ < DH_REPORT_COPIES)
            item.note[DH_CLUSTER_COPY + copies - 1] = record[3];
        e = next(r->stories, record, d);
    } while (e == DH_OK && record[0] == story);
    item.rank[0] = copies;
    r->n_clusters += copies != 0;
    if (copies)
        dh_topmost_offer(&r->clusters, &item);
    return e;
}

/* ---- Errors */

static enum dh_err add_error(struct dh_report *r, uint64_t record[3], struct dh_detail *d)
{
    uint64_t key = record[0], pages = 0;
    struct dh_topmost_item item = item_of(key);
    enum dh_err e = DH_OK;

    do {
        if (pages++ < DH_REPORT_FAILED)
            item.note[DH_FAILURE_SCRAP + pages - 1] = record[2];
        e = next(r->errors, record, d);
    } while (e == DH_OK && record[0] == key);
    item.rank[0] = pages;
    dh_topmost_offer(&r->failures, &item);
    return e;
}

/* ---- Both */

static enum dh_err walk(struct dh_report *r, struct dh_count *c,
                        enum dh_err (*add)(struct dh_report *r, uint64_t *record,
                                           struct dh_detail *d),
                        struct dh_detail *d)
{
    uint64_t record[DH_COUNT_WORDS];
    enum dh_err e = dh_count_sort(c, d);
    if (e == DH_OK)
        e = next(c, record, d);
    while (e == DH_OK)
        e = add(r, record, d);
    return e == DH_END ? DH_OK : e;
}

enum dh_err dh_report_by_story(struct dh_report *r, struct dh_detail *d)
{
    _Static_assert(DH_CLUSTER_COPY + DH_REPORT_COPIES <= DH_TOPMOST_NOTES, "room for the copies");
    _Static_assert(DH_FAILURE_SCRAP + DH_REPORT_FAILED <= DH_TOPMOST_NOTES, "and for the failed");
    if (dh_topmost_init(&r->clusters, r->mem, DH_REPORT_CLUSTERS) != DH_OK ||
        dh_topmost_init(&r->failures, r->mem, DH_REPORT_ERRORS) != DH_OK)
        return dh_no_memory(d);
    enum dh_err e = walk(r, r->stories, add_story, d);
    if (e == DH_OK)
        e = walk(r, r->errors, add_error, d);
    dh_topmost_sort(&r->clusters);
    dh_topmost_sort(&r->failures);
    return e;
}
