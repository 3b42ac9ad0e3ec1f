/* SPDX-License-Identifier: MIT */
#include "job/gather.h"

#include <time.h>

#include "base/err.h"

struct dh_gather {
    const struct dh_allocator *mem;
    struct dh_gather_options o;
    struct dh_gather_stats stats;
    struct dh_follow *follow;
};

enum dh_err dh_gather_new(struct dh_gather **out, const struct dh_allocator *m,
                          const struct dh_gather_options *o, struct dh_detail *d)
{
    struct dh_gather *g = dh_mem_zeroed(m, 1, sizeof *g);
    if (!g)
        return dh_fail(d, DH_ENOMEM, 0, "out of memory for the sources");
    g->mem = m;
    g->o = *o;
    enum dh_err e = dh_follow_new(&g->follow, m, o->config, o->ledger, o->now, d);
    if (e) {
        dh_gather_free(g);
        return e;
    }
    *out = g;
    return DH_OK;
}

void dh_gather_free(struct dh_gather *g)
{
    if (!g)
        return;
    dh_follow_free(g->follow);
    dh_mem_free(g->mem, g);
}

static bool time_is_up(const struct dh_gather *g)
{
    struct timespec t;
    if (g->o.stop && *g->o.stop)
        return true;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return g->o.deadline_ms && t.tv_sec * 1000 + t.tv_nsec / 1000000 >= g->o.deadline_ms;
}

enum dh_err dh_gather_next(struct dh_gather *g, struct dh_item *item, struct dh_origin *origin,
                           struct dh_detail *d)
{
    if (time_is_up(g))
        return DH_END;
    enum dh_err e = dh_follow_next(g->follow, item, origin, d);
    g->stats.gone += e == DH_OK && origin->gone;
    return e;
}

enum dh_err dh_gather_finish(struct dh_gather *g, struct dh_gather_stats *out, struct dh_detail *d)
{
    bool left;
    enum dh_err e = dh_follow_stop(g->follow, &left, d);
    g->stats.out_of_time = g->stats.out_of_time || left;
    g->stats.unchanged = dh_follow_unchanged(g->follow);
    *out = g->stats;
    return e;
}
