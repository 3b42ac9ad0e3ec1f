/* SPDX-License-Identifier: MIT */
/* Where on its page a fragment was seen, and how that lies in an entry of the state
 * (state/entries.h): from the highest bit of the DH_ENTRY_SPARE lower ones on
 *
 *     2 bits  slot
 *     2 bits  paragraphs of prose up to it, itself counted: 1, 2, 3; 0: more, or not among them
 *     2 bits  the same from the last one back
 *     10 bits hash of the tags and classes around it, 0: not known (text); of a date by its form,
 *             of its month
 *
 * Any thread. */
#ifndef DH_SIGHTING_H
#define DH_SIGHTING_H

#include "page/page.h"
#include "state/entries.h"

enum {
    DH_SLOTS = 3,      /* of enum dh_slot */
    DH_SEEN_STRUCK = 3 /* the slot of what cue or markup struck */
};

struct dh_sighting {
    uint8_t slot;        /* enum dh_slot, or DH_SEEN_STRUCK */
    uint8_t front, back; /* 0 to 3, as above; only with DH_SLOT_BODY */
    uint16_t path;       /* dh_fragment.path */
};

/* A sighting in the bits of an entry that the identity does not need, and back. */
static inline uint64_t dh_sighting_pack(uint64_t identity, struct dh_sighting s)
{
    return (identity >> DH_ENTRY_SPARE << DH_ENTRY_SPARE) | (uint64_t)s.slot << DH_ENTRY_DETAIL |
           (uint64_t)s.front << 12 | (uint64_t)s.back << 10 | (s.path & (uint64_t)DH_PATHS);
}

static inline struct dh_sighting dh_sighting_unpack(uint64_t entry)
{
    return (struct dh_sighting){
        .slot = (uint8_t)(entry >> DH_ENTRY_DETAIL & 3),
        .front = (uint8_t)(entry >> 12 & 3),
        .back = (uint8_t)(entry >> 10 & 3),
        .path = (uint16_t)(entry & DH_PATHS),
    };
}

/* Whether both stand before, or behind, the prose, or as many paragraphs from its start or its end.
 */
static inline bool dh_sighting_fixed(struct dh_sighting a, struct dh_sighting b)
{
    return a.slot == b.slot && (a.slot != DH_SLOT_BODY || (a.front && a.front == b.front) ||
                                (a.back && a.back == b.back));
}

#endif
