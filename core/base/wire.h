/* SPDX-License-Identifier: MIT */
/* Fixed binary form for what crosses a pipe or waits in the spool of one run: little-endian
 * numbers, strings with their length first. Not an on-disk format: both ends are the same program.
 * Any thread. */
#ifndef DH_WIRE_H
#define DH_WIRE_H

#include <endian.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"

/* Writing appends to a buffer, whose error field collects failures. */
static inline void dh_wire_put32(struct dh_buf *b, uint32_t v)
{
    char *p = dh_buf_room(b, sizeof v);
    v = htole32(v);
    if (!p)
        return;
    memcpy(p, &v, sizeof v);
    b->n += sizeof v;
}
static inline void dh_wire_put64(struct dh_buf *b, uint64_t v)
{
    char *p = dh_buf_room(b, sizeof v);
    v = htole64(v);
    if (!p)
        return;
    memcpy(p, &v, sizeof v);
    b->n += sizeof v;
}
void dh_wire_put_str(struct dh_buf *b, struct dh_str s); /* at most UINT32_MAX bytes */
/* A string that is appended piece by piece: between the two, whose answer and last argument are its
 * place. More than UINT32_MAX bytes: b->err is DH_ELIMIT. */
size_t dh_wire_begin_str(struct dh_buf *b);
void dh_wire_end_str(struct dh_buf *b, size_t place);

/* Reading from bytes that are not trusted: past the end every read gives 0 or the empty string and
 * bad is set. */
struct dh_wire {
    struct dh_str rest;
    bool bad;
};
/* The next n bytes; NULL past the end. */
static inline const char *dh_wire_take(struct dh_wire *w, size_t n)
{
    if (n > w->rest.n) {
        w->bad = true;
        w->rest = DH_STR_NONE;
        return NULL;
    }
    const char *p = w->rest.p;
    w->rest.p += n;
    w->rest.n -= n;
    return p;
}
static inline uint32_t dh_wire_get32(struct dh_wire *w)
{
    uint32_t v = 0;
    const char *p = dh_wire_take(w, sizeof v);
    if (p)
        memcpy(&v, p, sizeof v);
    return le32toh(v);
}
static inline uint64_t dh_wire_get64(struct dh_wire *w)
{
    uint64_t v = 0;
    const char *p = dh_wire_take(w, sizeof v);
    if (p)
        memcpy(&v, p, sizeof v);
    return le64toh(v);
}
struct dh_str dh_wire_get_str(struct dh_wire *w); /* a view into the bytes */

#endif
