/* SPDX-License-Identifier: MIT */
/* Fixed binary form for what crosses a pipe or waits in the spool of one run: little-endian
 * numbers, strings with their length first. Not an on-disk format: both ends are the same program.
 * Any thread. */
#ifndef DH_WIRE_H
#define DH_WIRE_H

#include "base/mem.h"
#include "base/str.h"

/* Writing appends to a buffer, whose error field collects failures. */
void dh_wire_put32(struct dh_buf *b, uint32_t v);
void dh_wire_put64(struct dh_buf *b, uint64_t v);
void dh_wire_put_str(struct dh_buf *b, struct dh_str s); /* at most UINT32_MAX bytes */

/* Reading from bytes that are not trusted: past the end every read gives 0 or the empty string and
 * bad is set. */
struct dh_wire {
    struct dh_str rest;
    bool bad;
};
uint32_t dh_wire_get32(struct dh_wire *w);
uint64_t dh_wire_get64(struct dh_wire *w);
struct dh_str dh_wire_get_str(struct dh_wire *w); /* a view into the bytes */

#endif
