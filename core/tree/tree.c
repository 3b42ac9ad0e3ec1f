/* SPDX-License-Identifier: MIT */
#include "tree/tree.h"

#include <setjmp.h>
#include <stddef.h>
#include <string.h>
#include <time.h>

#include "base/err.h"
#include "tree/convert.h"

/* First blocks of the arenas, kept from page to page: most pages need no other. */
enum { PARSE_BLOCK = 768 * 1024, OUT_BLOCK = 192 * 1024 };

/* The budget is bytes and allocations, so that results do not depend on the machine. This is the
 * watchdog behind it: CPU time, looked at every so many allocations. */
enum { BYTES_PER_CALL = 16, WATCHDOG_SECONDS = 10, WATCHDOG_EVERY = 4096 };

/* Gumbo frees most of what it allocates at once (two buffers and a vector a tag). Freed blocks wait
 * in a list by size for the next of that size: pages then need half the memory, which stays in the
 * cache. */
enum { UNIT = 16, CLASSES = 24 };
struct block {
    size_t class;       /* size in units, this header included */
    struct block *next; /* freed: where the caller's bytes were */
};

/* What Gumbo's allocator sees: it has no way to say no (Gumbo does not check), so it leaves by
 * longjmp. */
struct parse {
    struct dh_arena *arena;
    struct block *freed[CLASSES];
    size_t calls, max_calls;
    time_t deadline;
    enum dh_err err;
    jmp_buf leave;
};

void dh_tree_builder_init(struct dh_tree_builder *b, const struct dh_allocator *m, size_t max_arena)
{
    b->mem = m;
    b->skeleton = NULL;
    b->max_arena = max_arena;
    dh_arena_init(&b->parse, m, max_arena / 8 * 3);
    dh_arena_init(&b->out, m, max_arena / 8 * 3);
}

void dh_tree_builder_release(struct dh_tree_builder *b)
{
    if (b->skeleton)
        dh_skeleton_release(b->skeleton);
    dh_mem_free(b->mem, b->skeleton);
    b->skeleton = NULL;
    dh_arena_release(&b->parse);
    dh_arena_release(&b->out);
}

static time_t cpu_seconds(void)
{
    struct timespec now;
    return clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now) == 0 ? now.tv_sec : 0;
}

static void leave(struct parse *p, enum dh_err e)
{
    p->err = e;
    longjmp(p->leave, 1);
}

static void *parse_alloc(void *self, size_t n)
{
    struct parse *p = self;
    size_t header = offsetof(struct block, next), class = (n + header + UNIT - 1) / UNIT;

    if (++p->calls > p->max_calls || n > SIZE_MAX / 2)
        leave(p, DH_ELIMIT);
    if (p->calls % WATCHDOG_EVERY == 0 && cpu_seconds() > p->deadline)
        leave(p, DH_ETIMEOUT);
    struct block *b = class < CLASSES ? p->freed[class] : NULL;
    if (b) {
        p->freed[class] = b->next;
    } else {
        b = dh_arena_alloc(p->arena, class * UNIT);
        if (!b)
            leave(p, dh_arena_err(p->arena));
        b->class = class;
    }
    return (char *)b + header;
}

static void parse_free(void *self, void *data)
{
    struct parse *p = self;
    if (!data)
        return;
    struct block *b = (struct block *)((char *)data - offsetof(struct block, next));
    if (b->class >= CLASSES)
        return;
    b->next = p->freed[b->class];
    p->freed[b->class] = b;
}

/* NULL: p->err is set. The output lives in the arena and is never destroyed: gumbo_destroy_output
 * recurses. */
static const GumboOutput *parse(struct parse *p, struct dh_str text)
{
    GumboOptions o = kGumboDefaultOptions;
    o.allocator = parse_alloc;
    o.deallocator = parse_free;
    o.userdata = p;
    o.max_errors = 0; /* each error copies the stack of open elements */
    p->deadline = cpu_seconds() + WATCHDOG_SECONDS;
    if (setjmp(p->leave))
        return NULL;
    return gumbo_parse_with_options(&o, text.n ? text.p : "", text.n);
}

static bool prime(struct dh_arena *a, size_t n)
{
    if (!a->blocks && !dh_arena_alloc(a, n < a->cap / 2 ? n : a->cap / 2))
        return false;
    dh_arena_reset(a);
    return true;
}

static enum dh_err fail(const struct dh_tree_builder *b, enum dh_err e, struct dh_detail *d)
{
    if (e == DH_ELIMIT)
        e = dh_arena_err(&b->out);
    if (e == DH_ETIMEOUT)
        return dh_fail(d, e, 0, "building the tree took more than %d s", WATCHDOG_SECONDS);
    if (e == DH_ENOMEM)
        return dh_fail(d, e, 0, "out of memory for the page's tree");
    return dh_fail(d, e, 0, "the page's tree does not fit into the budget of %zu MiB",
                   b->max_arena >> 20);
}

static enum dh_err prepare(struct dh_tree_builder *b)
{
    b->parse.refused = b->out.refused = false;
    if (!prime(&b->parse, PARSE_BLOCK) || !prime(&b->out, OUT_BLOCK))
        return DH_ENOMEM;
    if (b->skeleton)
        return DH_OK;
    b->skeleton = dh_mem_zeroed(b->mem, 1, sizeof(*b->skeleton));
    if (!b->skeleton)
        return DH_ENOMEM;
    dh_skeleton_init(b->skeleton, b->mem, b->max_arena / 4);
    return DH_OK;
}

/* Parses text, which is the skeleton's or (skeleton NULL) the source itself; *quirks is what its
 * doctype says. */
static enum dh_err build(struct dh_tree_builder *b, struct dh_str text,
                         const struct dh_skeleton *skeleton, struct dh_tree *t, bool *quirks)
{
    struct parse p = { .arena = &b->parse, .max_calls = b->max_arena / BYTES_PER_CALL };
    const GumboOutput *output = parse(&p, text);
    enum dh_err e = output ? dh_convert(&b->out, output->root, skeleton, t) : p.err;
    *quirks = output && output->document->v.document.doc_type_quirks_mode == GUMBO_DOCTYPE_QUIRKS;
    dh_arena_reset(&b->parse);
    return e;
}

static enum dh_err build_skeleton(struct dh_tree_builder *b, struct dh_str source,
                                  enum dh_quirks as, struct dh_tree *t, bool *quirks)
{
    struct dh_skeleton *s = b->skeleton;
    enum dh_err e = dh_scan(s, source, as);
    return e ? e : build(b, (struct dh_str){ s->text, s->n }, s, t, quirks);
}

enum dh_err dh_tree_build_reference(struct dh_tree_builder *b, struct dh_str source,
                                    struct dh_tree *t, struct dh_detail *d)
{
    bool quirks;
    *t = (struct dh_tree){ .source = source };
    enum dh_err e = prepare(b);
    if (!e)
        e = build(b, source, NULL, t, &quirks);
    return e ? fail(b, e, d) : DH_OK;
}

enum dh_err dh_tree_build(struct dh_tree_builder *b, struct dh_str source, struct dh_tree *t,
                          struct dh_detail *d)
{
    bool quirks;
    *t = (struct dh_tree){ .source = source };
    enum dh_err e = prepare(b);
    struct dh_skeleton *s = b->skeleton;
    if (!e)
        e = build_skeleton(b, source, DH_QUIRKS_GUESS, t, &quirks);
    if (!e && quirks != s->quirks) {
        dh_arena_reset(&b->out);
        *t = (struct dh_tree){ .source = source };
        e = build_skeleton(b, source, quirks ? DH_QUIRKS_YES : DH_QUIRKS_NO, t, &quirks);
    }
    if (e)
        return fail(b, e, d);
    t->heads = s->heads;
    t->n_heads = (uint32_t)s->n_heads;
    t->scripts = s->scripts;
    t->n_scripts = (uint32_t)s->n_scripts;
    return DH_OK;
}
