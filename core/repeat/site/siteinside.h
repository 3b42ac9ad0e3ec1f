/* SPDX-License-Identifier: MIT */
/* Inside of site.h: the sites of a job, what is counted of their pages (siteadd.c), what the counts
 * of one key say (sitejudge.c), of all keys (site.c), by several processes (sitesettle.c), and of a
 * page that comes alone (siteask.c). For these. Errors and threads: site.h. */
#ifndef DH_SITEINSIDE_H
#define DH_SITEINSIDE_H

#include "base/append.h"
#include "repeat/count/sighting.h"
#include "repeat/site/site.h"
#include "repeat/site/standing.h"
#include "repeat/story/story.h"

struct dh_count;

/* Traits of an occurrence, as they lie in the last number of a record. */
enum {
    DH_T_PROSE = 1 << 0,
    DH_T_LONG = 1 << 1,
    DH_T_QUOTED = 1 << 2,
    DH_T_HEADING = 1 << 3,
    DH_T_TITLED = 1 << 4,
    DH_T_STOP = 1 << 5,
    DH_T_OUTSIDE = 1 << 6, /* cut by the zone: whether others have it there is asked in any case */
    DH_T_QUIET = 1 << 7,   /* counted, not judged */
    DH_T_KEY = 8,          /* enum dh_site_key, two bits from this one on */
    DH_T_APART = 1 << 10,  /* a paragraph among other tags and classes than its page's prose */
    DH_T_ALIKE = 1 << 11,  /* one among the same, or an item amid it; not known of text */
    DH_T_LONE = 1 << 12,   /* struck by words that a story may have: whether no other has it */
    DH_T_LISTED = 1 << 13, /* a link as lists have it, behind figures or a rubric */
    DH_T_BEARER = 1 << 14, /* a headline as links name it: whether others link to it */
    DH_T_DATED = 1 << 15   /* by the form of a date: its path is a hash of the month */
};

struct dh_site {
    uint64_t hash;
    uint64_t stories;
};

struct dh_sites {
    const struct dh_allocator *mem;
    size_t max_bytes;
    const char *tmp;
    struct dh_count *uses;    /* key, entry, number and fragment, site and traits */
    struct dh_count *strikes; /* number and fragment, standing */
    struct dh_site *sites;
    size_t n_sites, cap_sites;
    uint32_t *table; /* open addressing: site number + 1, 0 is free */
    size_t n_table;
    uint64_t next[2]; /* the strike that was read ahead */
    bool have_next, end;
    struct dh_spread spread;
};

/* The number of a site, which is added when it is not there. UINT32_MAX: no memory. */
uint32_t dh_sites_number(struct dh_sites *s, uint64_t hash);

/* Without uses and strikes, as at first; the sites stay. */
DH_MUST_USE enum dh_err dh_sites_begin(struct dh_sites *s);
/* Goes through all uses, which are sorted, key by key, and is done with them: what is left are
 * strikes. */
DH_MUST_USE enum dh_err dh_sites_decide(struct dh_sites *s, const struct dh_stories *stories,
                                        const struct dh_site_memory *memory, struct dh_detail *d);

/* ---- One key ----------------------------------------------------------------------------------
 */

struct dh_site_use {
    uint64_t where;  /* number and fragment */
    uint64_t traits; /* and site */
    uint64_t entry;
};

/* Some of a key's distinct stories. */
struct dh_site_sample {
    uint32_t stories; /* a bit for each: its place in dh_site_group.distinct */
    unsigned n;
};
_Static_assert(DH_ENTRIES_MAX == 32, "a distinct story is a bit");

/* All that is known of one key. */
struct dh_site_group {
    uint64_t key;
    uint64_t entry[DH_ENTRIES_MAX]; /* of the batch at first, then with those of the state */
    unsigned n;
    struct dh_site_use *uses; /* that wait for the decision */
    size_t n_uses, cap_uses;
    struct dh_append more; /* uses that wait in a file: a page may come very often */
    bool decided;
    bool lone; /* one of them has that trait */
    /* From the entries: */
    uint64_t story[DH_ENTRIES_MAX]; /* of each */
    uint64_t
        distinct[DH_ENTRIES_MAX]; /* these, each once, in the order in which they come: all.n */
    uint32_t bit[DH_ENTRIES_MAX]; /* of each entry's story */
    struct dh_site_sample all;
    struct dh_site_sample in[DH_SEEN_STRUCK + 1]; /* by slot */
    struct dh_site_sample near[DH_SLOTS];         /* in the slot, or among the prose */
    /* Stories that have it among the prose or behind, a bit each. On a site with a sentence of its
     * own above the headline, all of a page is counted among its prose: */
    uint32_t top;     /* right below the first paragraph, */
    uint32_t close;   /* there, or below two paragraphs or three, */
    uint32_t far;     /* or below more */
    uint64_t densest; /* the largest of DH_ENTRIES_MAX numbers; 0: there are not so many */
    uint64_t mark;    /* of the sample (state/entries.h); 0: it has none */
    uint32_t below;   /* stories with an entry below that, as bits */
};

/* Fills what follows from the entries. */
void dh_site_group_count(struct dh_site_group *g, const struct dh_stories *stories);
/* What the counts say of one use, as a number for dh_site_unpack; 0: nothing. story: its own. */
uint64_t dh_site_group_judge(const struct dh_site_group *g, const struct dh_site_use *u,
                             uint64_t story, uint64_t stories);
struct dh_standing dh_site_unpack(uint64_t standing);

#endif
