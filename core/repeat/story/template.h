/* SPDX-License-Identifier: MIT */
/* What the stories of one site have in common, and what therefore says nothing about any of them:
 * the sentences of its chrome, which stand in sketches because a page alone cannot tell them from
 * the story, its template's words, its place names. Two briefs from one site would look alike for
 * these alone.
 *
 * Counted over a sample of the site's stories. What a share of them has is taken off the sketches
 * of all. Versions of one story count once there, or what five of them share would be taken for
 * their site's template. What most of the sample has is the site's in any case, and makes no
 * versions, or two briefs under long chrome would be some; only of stories that have hardly
 * anything else it does: a small site may hold little but versions.
 *
 * Pages that tell no site may be all of one, or copies of one story: what they share is common only
 * when it stands in most, and stories are versions, too, when they differ in words here and there:
 * two briefs differ in passages. About 1.3 MB; one thread at a time. */
#ifndef DH_TEMPLATE_H
#define DH_TEMPLATE_H

#include "repeat/story/sketch.h"

enum {
    DH_TEMPLATE_SAMPLE = 64,      /* stories, at most */
    DH_TEMPLATE_MIN = 4,          /* stories: of fewer nothing can be said */
    DH_TEMPLATE_PERCENT = 25,     /* of the sample have what is common; and at least three do */
    DH_TEMPLATE_SITELESS_MIN = 8, /* the same two of pages that tell no site */
    DH_TEMPLATE_SITELESS = 60,
    DH_TEMPLATE_MOST = 75, /* percent of the sample; what more have is the site's */
    /* Percent of the shorter one's shingles that two versions share: of what is not the site's, or
     * of all. */
    DH_TEMPLATE_VERSION = 75,
    DH_TEMPLATE_WHOLE = 98
};

struct dh_template;

/* DH_ENOMEM. */
DH_MUST_USE enum dh_err dh_template_new(struct dh_template **out, const struct dh_allocator *m);
void dh_template_free(struct dh_template *c); /* NULL is fine */
/* Empty again, for so many of the sample at the most: DH_TEMPLATE_SAMPLE. siteless: of pages that
 * tell no site. */
void dh_template_reset(struct dh_template *c, size_t sample, bool siteless);
/* One more of the sample, kept as a view up to dh_template_settle; beyond as many it is left out.
 */
void dh_template_add(struct dh_template *c, const struct dh_sketch *s);
/* Ends the adding. */
void dh_template_settle(struct dh_template *c);
/* Takes off s what is common. It is a sketch of the rest afterwards. */
void dh_template_strip(const struct dh_template *c, struct dh_sketch *s);

#endif
