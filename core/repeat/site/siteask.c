/* SPDX-License-Identifier: MIT */
/* A page that is in no batch, held against what earlier runs counted: see site.h. */
#include "base/err.h"
#include "repeat/count/count.h"
#include "repeat/site/siteinside.h"
#include "repeat/story/story.h"

/* The page is a story of its site, if it was not one before. */
static enum dh_err decide(struct dh_sites *s, uint32_t site, bool known,
                          const struct dh_stories *stories, const struct dh_site_memory *memory,
                          struct dh_detail *d)
{
    s->sites[site].stories += !known;
    enum dh_err e = dh_count_sort(s->uses, d);
    if (e == DH_OK)
        e = dh_sites_decide(s, stories, memory, d);
    s->sites[site].stories -= !known;
    return e;
}

enum dh_err dh_sites_ask(struct dh_sites *s, struct dh_hash128 page, uint64_t site,
                         struct dh_str counted, const struct dh_stories *stories,
                         const struct dh_site_memory *memory, struct dh_buf *out,
                         struct dh_detail *d)
{
    if (site == 0)
        return DH_OK;
    uint32_t i = dh_sites_number(s, site);
    if (i == UINT32_MAX || dh_sites_begin(s))
        return dh_no_memory(d);
    enum dh_err e = dh_sites_take(s, page, site, counted, 0, d);
    if (e == DH_OK)
        e = decide(s, i, dh_stories_know(stories, page.high), stories, memory, d);
    return e ? e : dh_sites_tell(s, 0, out, d);
}
