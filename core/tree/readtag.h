/* SPDX-License-Identifier: MIT */
/* A tag as it stands in the source: where it ends, what its name is to the tree builder, and what
 * of its attributes tree building reads. Used by the scanner alone. Any thread. */
#ifndef DH_READTAG_H
#define DH_READTAG_H

#include "tree/open.h"
#include "tree/skeleton.h"

struct dh_source_tag {
    struct dh_str raw, name; /* raw: "<...>" */
    struct dh_open_tag t;
    uint64_t letters; /* the name in lower case as one number, first letter lowest; 0: too long */
    bool foreign;     /* read by the rules of foreign content */
};

/* Reads the tag that begins at s.p[*at] and whose name starts at s.p[name], an end tag's too; *at
 * is moved behind it. false: it is cut off, no tag at all. What stands in attributes is not filled
 * in. */
bool dh_source_tag_read(struct dh_known_names *k, struct dh_str s, size_t *at, size_t name,
                        struct dh_source_tag *t);

/* Of name and value of all attributes, in any order; 0: no attributes. Of two with one name the
 * first counts, among the first 16. scratch is overwritten. */
uint32_t dh_attribute_digest(struct dh_buf *scratch, struct dh_str tag);
/* Whether the tag has an attribute of that value, in any case. */
bool dh_attribute_is(struct dh_str tag, struct dh_str name, struct dh_str want);

#endif
