/* SPDX-License-Identifier: MIT */
/* Memory: one allocator a context, arenas that die with a page, buffers that know their cap. The
 * allocator is asked by any thread that has it; an arena or a buffer is one thread's at a time. */
#ifndef DH_MEM_H
#define DH_MEM_H

#include <stdbool.h>
#include "dehusk.h"
#include "base/str.h"

/* Big local arrays that the compiler would clear at every call; what is read of them is always
 * written first. */
#if defined(__GNUC__) && __GNUC__ >= 12
#define DH_NOT_CLEARED __attribute__((uninitialized))
#else
#define DH_NOT_CLEARED
#endif

/* The allocator on top of malloc, for who was given none. Static, shared, without state. */
const struct dh_allocator *dh_mem_default(void);

/* As realloc and free, over an allocator. n 0 frees. NULL: out of memory, p is as it was. */
void *dh_mem_resize(const struct dh_allocator *m, void *p, size_t n);
void *dh_mem_zeroed(const struct dh_allocator *m, size_t count, size_t size); /* overflow: NULL */
void dh_mem_free(const struct dh_allocator *m, void *p);                      /* NULL is fine */
/* Zeroed memory that processes forked behind it share; of the system, not of an allocator. n > 0.
 * NULL: out of memory. */
void *dh_mem_shared(size_t n);
void dh_mem_unshare(void *p, size_t n); /* NULL is fine */
/* Makes room for one more element of `size` bytes behind *cap in an array: doubles, from 16 on.
 * false: out of memory, nothing changed. */
bool dh_mem_grow(const struct dh_allocator *m, void **array, size_t *cap, size_t size);

/* ---- Arena: pointers live until reset; nothing is freed one by one. The caller owns the struct.
 */

struct dh_arena_block;
struct dh_arena {
    const struct dh_allocator *mem;
    char *at, *end;                /* the free part of the block in use */
    struct dh_arena_block *blocks; /* newest first */
    size_t used, cap;              /* bytes asked of the allocator since init or reset; the most */
    bool refused;                  /* the allocator, not the cap, said no; the owner clears it */
};

/* Allocates nothing yet. cap in bytes, blocks' overhead included. */
void dh_arena_init(struct dh_arena *a, const struct dh_allocator *m, size_t cap);
void *dh_arena_alloc(struct dh_arena *a,
                     size_t n); /* 16-aligned, not zeroed; NULL: no memory or cap */
void *dh_arena_zeroed(struct dh_arena *a, size_t count, size_t size);
/* Why an arena said NULL: DH_ENOMEM where the allocator did, else DH_ELIMIT. */
enum dh_err dh_arena_err(const struct dh_arena *a);
/* A copy of s; DH_STR_NONE with n == 0 when out of memory and s was not empty: see ok. */
bool dh_arena_copy(struct dh_arena *a, struct dh_str s, struct dh_str *out);
/* The last allocation p of n bytes shrinks to keep bytes. */
void dh_arena_shrink(struct dh_arena *a, void *p, size_t n, size_t keep);
/* Empties; keeps its first block for the next page, to which it is as a new one: what fits does not
 * depend on what was in it before. */
void dh_arena_reset(struct dh_arena *a);
void dh_arena_release(struct dh_arena *a); /* gives all back; a may be used again */

/* ---- Growing array in an arena: old copies stay behind until the reset (at most as much again).
 */

/* Room for one more element; *n stays. false: no memory or cap. */
bool dh_arena_grow(struct dh_arena *a, void **array, size_t n, size_t *cap, size_t size);
/* Gives an array of cap elements back that nobody needs any more: at once if it has a block of its
 * own, as those of 1 MiB and more have, else with the reset. */
void dh_arena_drop(struct dh_arena *a, void *array, size_t cap, size_t size);

/* ---- Buffer: growing bytes with a cap; the caller owns the struct. */

struct dh_buf {
    const struct dh_allocator *mem;
    char *p;
    size_t n, room, cap; /* bytes held, allocated, allowed */
    enum dh_err
        err; /* the first error; later appends do nothing, so one check at the end is enough */
};

void dh_buf_init(struct dh_buf *b, const struct dh_allocator *m, size_t cap);
void dh_buf_release(struct dh_buf *b);
void dh_buf_reset(struct dh_buf *b); /* empty, no error, memory kept */
/* n writable bytes at the end, not counted yet (add to b->n what was used); NULL: b->err is set. */
char *dh_buf_more(struct dh_buf *b, size_t n); /* of dh_buf_room: memory is asked for */
static inline char *dh_buf_room(struct dh_buf *b, size_t n)
{
    return n <= b->room - b->n && !b->err ? b->p + b->n : dh_buf_more(b, n);
}
void dh_buf_add(struct dh_buf *b, struct dh_str s);
static inline void dh_buf_byte(struct dh_buf *b, char c)
{
    char *p = dh_buf_room(b, 1);
    if (!p)
        return;
    *p = c;
    b->n++;
}
void dh_buf_number(struct dh_buf *b, uint64_t v); /* decimal */
static inline struct dh_str dh_buf_str(const struct dh_buf *b)
{
    return (struct dh_str){ b->p, b->n };
}

#endif
