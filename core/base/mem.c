/* SPDX-License-Identifier: MIT */
#include "base/mem.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/asan_interface.h>
#else
#define ASAN_POISON_MEMORY_REGION(p, n)   ((void)(p), (void)(n))
#define ASAN_UNPOISON_MEMORY_REGION(p, n) ((void)(p), (void)(n))
#endif

static void *malloc_resize(void *self, void *p, size_t n)
{
    (void)self;
    if (n == 0) {
        free(p);
        return NULL;
    }
    return realloc(p, n);
}

const struct dh_allocator *dh_mem_default(void)
{
    static const struct dh_allocator m = { malloc_resize, NULL };
    return &m;
}

void *dh_mem_resize(const struct dh_allocator *m, void *p, size_t n)
{
    return m->resize(m->self, p, n);
}

void *dh_mem_zeroed(const struct dh_allocator *m, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size)
        return NULL;
    size_t n = count * size;
    void *p = dh_mem_resize(m, NULL, n ? n : 1);
    if (p)
        memset(p, 0, n);
    return p;
}

void dh_mem_free(const struct dh_allocator *m, void *p)
{
    if (p)
        m->resize(m->self, p, 0);
}

void *dh_mem_shared(size_t n)
{
    void *p = mmap(NULL, n, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    return p != MAP_FAILED ? p : NULL;
}

void dh_mem_unshare(void *p, size_t n)
{
    if (p)
        munmap(p, n);
}

bool dh_mem_grow(const struct dh_allocator *m, void **array, size_t *cap, size_t size)
{
    size_t n = *cap ? *cap * 2 : 16;
    if (n < *cap || n > SIZE_MAX / size)
        return false;
    void *p = dh_mem_resize(m, *array, n * size);
    if (!p)
        return false;
    *array = p;
    *cap = n;
    return true;
}

/* ---- Arena */

enum { ALIGN = 16, BLOCK_MIN = 64 * 1024, BLOCK_MAX = 8 * 1024 * 1024 };
enum { OWN_BLOCK = 1024 * 1024 }; /* from how many bytes on a growing array has one */

struct dh_arena_block {
    struct dh_arena_block *older;
    size_t room; /* usable bytes behind the header */
    _Alignas(ALIGN) char bytes[];
};

void dh_arena_init(struct dh_arena *a, const struct dh_allocator *m, size_t cap)
{
    *a = (struct dh_arena){ .mem = m, .cap = cap };
}

static bool add_block_of(struct dh_arena *a, size_t room)
{
    size_t whole = sizeof(struct dh_arena_block) + room;
    if (whole < room || whole > a->cap - a->used)
        return false;
    struct dh_arena_block *b = dh_mem_resize(a->mem, NULL, whole);
    a->refused |= !b;
    if (!b)
        return false;
    b->older = a->blocks;
    b->room = room;
    a->blocks = b;
    a->used += whole;
    a->at = b->bytes;
    a->end = b->bytes + room;
    ASAN_POISON_MEMORY_REGION(b->bytes, room);
    return true;
}

static bool add_block(struct dh_arena *a, size_t n)
{
    /* The first one is the one that a reset keeps: whether an arena is new must not show. */
    if (!a->blocks && n > BLOCK_MIN && !add_block_of(a, BLOCK_MIN))
        return false;
    size_t room = a->blocks ? a->blocks->room * 2 : BLOCK_MIN;
    if (room > BLOCK_MAX)
        room = BLOCK_MAX;
    if (room < n || sizeof(struct dh_arena_block) + room > a->cap - a->used)
        room = n; /* the last ones take what is left, down to a message on that */
    return add_block_of(a, room);
}

void *dh_arena_alloc(struct dh_arena *a, size_t n)
{
    if (n > SIZE_MAX - ALIGN)
        return NULL;
    n = n ? (n + ALIGN - 1) & ~(size_t)(ALIGN - 1) : ALIGN;
    if ((size_t)(a->end - a->at) < n && !add_block(a, n))
        return NULL;
    void *p = a->at;
    a->at += n;
    ASAN_UNPOISON_MEMORY_REGION(p, n);
    return p;
}

enum dh_err dh_arena_err(const struct dh_arena *a)
{
    return a->refused ? DH_ENOMEM : DH_ELIMIT;
}

void *dh_arena_zeroed(struct dh_arena *a, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size)
        return NULL;
    void *p = dh_arena_alloc(a, count * size);
    if (p)
        memset(p, 0, count * size);
    return p;
}

bool dh_arena_copy(struct dh_arena *a, struct dh_str s, struct dh_str *out)
{
    *out = DH_STR_NONE;
    if (s.n == 0)
        return true;
    char *p = dh_arena_alloc(a, s.n);
    if (!p)
        return false;
    memcpy(p, s.p, s.n);
    *out = (struct dh_str){ p, s.n };
    return true;
}

void dh_arena_shrink(struct dh_arena *a, void *p, size_t n, size_t keep)
{
    char *last = p;
    n = n ? (n + ALIGN - 1) & ~(size_t)(ALIGN - 1) : ALIGN;
    keep = keep ? (keep + ALIGN - 1) & ~(size_t)(ALIGN - 1) : ALIGN;
    if (last + n != a->at || keep >= n)
        return;
    a->at = last + keep;
    ASAN_POISON_MEMORY_REGION(a->at, n - keep);
}

static void free_blocks(struct dh_arena *a, struct dh_arena_block *keep)
{
    while (a->blocks && a->blocks != keep) {
        struct dh_arena_block *b = a->blocks;
        a->blocks = b->older;
        ASAN_UNPOISON_MEMORY_REGION(b->bytes, b->room);
        dh_mem_free(a->mem, b);
    }
}

void dh_arena_reset(struct dh_arena *a)
{
    struct dh_arena_block *first = a->blocks;
    while (first && first->older)
        first = first->older;
    free_blocks(a, first && first->room == BLOCK_MIN ? first : NULL);
    first = a->blocks;
    a->at = a->end = NULL;
    a->used = 0;
    if (!first)
        return;
    a->at = first->bytes;
    a->end = first->bytes + first->room;
    a->used = sizeof *first + first->room;
    ASAN_POISON_MEMORY_REGION(first->bytes, first->room);
}

void dh_arena_release(struct dh_arena *a)
{
    free_blocks(a, NULL);
    a->at = a->end = NULL;
    a->used = 0;
}

/* The block that holds the array p of n bytes and nothing else, if there is one; *link points at
 * it.
 */
static struct dh_arena_block **own_block(struct dh_arena *a, const void *p, size_t n)
{
    for (struct dh_arena_block **link = &a->blocks; *link; link = &(*link)->older)
        if ((*link)->bytes == p)
            return (*link)->room > BLOCK_MAX || (*link)->room == n ? link : NULL;
    return NULL;
}

/* A new one, right above the oldest block: what is small goes on where it was. */
static void *add_own_block(struct dh_arena *a, size_t room)
{
    if (!a->blocks && !add_block_of(a, BLOCK_MIN))
        return NULL;
    char *at = a->at, *end = a->end;
    if (!add_block_of(a, room))
        return NULL;
    struct dh_arena_block *b = a->blocks, **link = &b->older;
    a->at = at;
    a->end = end;
    ASAN_UNPOISON_MEMORY_REGION(b->bytes, room);
    if ((*link)->older) {
        a->blocks = *link;
        while ((*link)->older)
            link = &(*link)->older;
        b->older = *link;
        *link = b;
    }
    return b->bytes;
}

/* A large array has a block of its own, which grows as realloc does: no old copies, and the
 * kernel moves pages instead of bytes. */
static void *grow_block(struct dh_arena *a, struct dh_arena_block **link, size_t room)
{
    size_t was = sizeof **link + (*link)->room, whole = sizeof **link + room;
    if (whole < room || whole - was > a->cap - a->used)
        return NULL;
    bool current = a->end == (*link)->bytes + (*link)->room;
    ASAN_UNPOISON_MEMORY_REGION((*link)->bytes, (*link)->room);
    struct dh_arena_block *b = dh_mem_resize(a->mem, *link, whole);
    a->refused |= !b;
    if (!b)
        return NULL;
    b->room = room;
    *link = b;
    a->used += whole - was;
    if (current) /* full from now on: what comes next opens a block */
        a->at = a->end = b->bytes + room;
    return b->bytes;
}

bool dh_arena_grow(struct dh_arena *a, void **array, size_t n, size_t *cap, size_t size)
{
    if (n < *cap)
        return true;
    struct dh_arena_block **link =
        *cap * size >= OWN_BLOCK ? own_block(a, *array, *cap * size) : NULL;
    size_t more = *cap ? *cap + (link ? *cap / 2 : *cap) : 16;
    if (more < *cap || more > SIZE_MAX / size)
        return false;
    void *p = link                       ? grow_block(a, link, more * size)
              : more * size >= OWN_BLOCK ? add_own_block(a, more * size)
                                         : dh_arena_alloc(a, more * size);
    if (!p)
        return false;
    if (n && !link)
        memcpy(p, *array, n * size);
    *array = p;
    *cap = more;
    return true;
}

void dh_arena_drop(struct dh_arena *a, void *array, size_t cap, size_t size)
{
    struct dh_arena_block **link = cap * size >= OWN_BLOCK ? own_block(a, array, cap * size) : NULL;
    if (!link || (*link)->room - cap * size >= ALIGN) /* what was shrunk has others behind it */
        return;
    struct dh_arena_block *b = *link;
    if (a->end == b->bytes + b->room) /* what comes next opens a block */
        a->at = a->end = NULL;
    *link = b->older;
    a->used -= sizeof *b + b->room;
    ASAN_UNPOISON_MEMORY_REGION(b->bytes, b->room);
    dh_mem_free(a->mem, b);
}

/* ---- Buffer */

void dh_buf_init(struct dh_buf *b, const struct dh_allocator *m, size_t cap)
{
    *b = (struct dh_buf){ .mem = m, .cap = cap };
}

void dh_buf_release(struct dh_buf *b)
{
    if (b->mem)
        dh_mem_free(b->mem, b->p);
    b->p = NULL;
    b->n = b->room = 0;
    b->err = DH_OK;
}

void dh_buf_reset(struct dh_buf *b)
{
    b->n = 0;
    b->err = DH_OK;
}

char *dh_buf_more(struct dh_buf *b, size_t n)
{
    if (b->err)
        return NULL;
    if (n > b->cap || b->n > b->cap - n) {
        b->err = DH_ELIMIT;
        return NULL;
    }
    if (b->n + n > b->room) {
        size_t room = b->room < 256 ? 256 : b->room + b->room / 2;
        if (room < b->n + n)
            room = b->n + n;
        if (room > b->cap)
            room = b->cap;
        char *p = dh_mem_resize(b->mem, b->p, room);
        if (!p) {
            b->err = DH_ENOMEM;
            return NULL;
        }
        b->p = p;
        b->room = room;
    }
    return b->p + b->n;
}

void dh_buf_add(struct dh_buf *b, struct dh_str s)
{
    char *p = s.n ? dh_buf_room(b, s.n) : NULL;
    if (!p)
        return;
    memcpy(p, s.p, s.n);
    b->n += s.n;
}

void dh_buf_number(struct dh_buf *b, uint64_t v)
{
    char digits[20];
    size_t at = sizeof digits;
    do
        digits[--at] = (char)('0' + v % 10);
    while (v /= 10);
    dh_buf_add(b, (struct dh_str){ digits + at, sizeof digits - at });
}
