/* SPDX-License-Identifier: MIT */
/* The last word on a page's chrome: what the counts of its site say of each fragment, put together
 * with the page itself. Counts know keys; only here is it known what stands beside a line, which
 * line is the headline, and what the page's own zone (text/around/zone.h) had cut before anybody
 * counted.
 *
 * - A slot, before, among or behind the prose, is that between fragments which stay: it is worked
 *   out anew as prose goes, until nothing changes. So the result, judged again, changes nothing.
 * - In scraped text the headline is found among the lines before the story, though menus and other
 *   pages' links to it stand about; it stays, and comes back where the zone had cut it.
 * - A few words among the paragraphs that the line model had cut come back as a crosshead where the
 *   counts know nearly all else that is strange on the page.
 * - A sentence that few stories have stays where its words come back in what only this page has; of
 *   one that the least number of stories have, one copy stays in any case.
 * - An invitation that no other page of a large site has comes back where it speaks of what the
 *   story speaks of.
 * - No count strikes most of a page's prose, unless it stands on a good part of the site. Where
 * most of that comes with one other story, only what comes with it as well is back.
 *
 * A function of the page and the standings. Any thread. */
#ifndef DH_STANDING_H
#define DH_STANDING_H

#include "page/page.h"
#include "repeat/count/sighting.h"

enum { DH_KIN_MAX = 0x7FF };

/* What the counts say of one fragment; all zero: no other story of the site has it. Masks have a
 * bit 1 << slot for each slot in which it is chrome. */
struct dh_standing {
    uint8_t text;    /* by its own words */
    uint8_t form;    /* by its form (form.h) */
    uint8_t figures; /* with its digits folded */
    bool head;       /* before the prose, by its own words, when another line is the headline */
    bool link;       /* it names the headline of another page */
    bool listed;     /* and that as lists do, behind no label and colon (linked.h) */
    bool before;     /* others have it before their prose */
    bool borne;      /* one other story has it there, as its headline, say */
    bool topped;     /* or right below its first paragraph, which may be a sentence of the site */
    bool linked;     /* others have it, and none before its prose: they link to this page */
    bool wide;       /* by its words or its form on a good part of the site's stories */
    bool boxed;      /* its markup is that of a box of the site (dh_site_is_boxed) */
    bool few;        /* a sentence of few stories: its words may speak for it (belong.h) */
    bool one;        /* the copy of a sentence that stays: no other story has one that must */
    bool rare;    /* so few stories have it that it may be of a passage that one has of another */
    bool scarce;  /* hardly more stories have it than make it chrome (dh_site_is_scarce) */
    bool lead;    /* a paragraph that opens another story */
    bool lone;    /* dh_standing_doubted, and no other story of a large site has it */
    bool varies;  /* twice as many stories have it with other figures as with these */
    uint16_t kin; /* one of the other stories that have it, 1 to DH_KIN_MAX: chosen so that what
                     comes with the same stories has the same; 0: not known */
};

/* Whether fragment i was cut for its place alone, outside the zone of a scraped text. */
bool dh_standing_outside(const struct dh_page *page, size_t i);

/* Whether fragment i was struck as an invitation for its words, and is a sentence of some length:
 * writers invite, too. */
bool dh_standing_doubted(const struct dh_page *page, size_t i);

/* Strikes as DH_SITE what goes; s[0..n_fragments). The page's scratch is used and reset. DH_ELIMIT:
 * no room there. */
DH_MUST_USE enum dh_err dh_standing_apply(struct dh_page *page, const struct dh_standing *s);

#endif
