/* SPDX-License-Identifier: MIT */
#include "crawl/frontier.h"

#include <string.h>

#include "base/hash.h"

enum { FIRST_ROOM = 1024 };

void dh_frontier_init(struct dh_frontier *f, const struct dh_allocator *m)
{
    *f = (struct dh_frontier){ .mem = m };
}

void dh_frontier_release(struct dh_frontier *f)
{
    while (f->first)
        dh_frontier_drop(f, f->first);
    dh_mem_free(f->mem, f->met.high);
    dh_mem_free(f->mem, f->met.low);
    f->met = (struct dh_hash_set){ 0 };
}

/* ---- URLs met: a hash table with open addressing, at most half full */

static size_t place(const struct dh_hash_set *s, struct dh_hash128 h)
{
    size_t i = h.low & (s->room - 1);
    while ((s->high[i] || s->low[i]) && (s->high[i] != h.high || s->low[i] != h.low))
        i = (i + 1) & (s->room - 1);
    return i;
}

static bool make_room(struct dh_frontier *f)
{
    struct dh_hash_set old = f->met, more = { .n = old.n };

    if (2 * (old.n + 1) <= old.room)
        return true;
    more.room = old.room ? 2 * old.room : FIRST_ROOM;
    more.high = dh_mem_zeroed(f->mem, more.room, sizeof *more.high);
    more.low = dh_mem_zeroed(f->mem, more.room, sizeof *more.low);
    if (!more.high || !more.low) {
        dh_mem_free(f->mem, more.high);
        dh_mem_free(f->mem, more.low);
        return false;
    }
    for (size_t i = 0; i < old.room; i++) {
        if (!old.high[i] && !old.low[i])
            continue;
        size_t at = place(&more, (struct dh_hash128){ old.high[i], old.low[i] });
        more.high[at] = old.high[i];
        more.low[at] = old.low[i];
    }
    dh_mem_free(f->mem, old.high);
    dh_mem_free(f->mem, old.low);
    f->met = more;
    return true;
}

enum dh_err dh_frontier_meet(struct dh_frontier *f, struct dh_str key, bool *again)
{
    struct dh_hash128 h = dh_hash128(key);

    if (!make_room(f))
        return DH_ENOMEM;
    h.low += !h.high && !h.low; /* 0, 0 is a free place */
    size_t at = place(&f->met, h);
    *again = f->met.high[at] || f->met.low[at];
    if (!*again) {
        f->met.high[at] = h.high;
        f->met.low[at] = h.low;
        f->met.n++;
    }
    return DH_OK;
}

/* ---- Tasks */

static struct dh_str keep(char **at, struct dh_str s)
{
    char *p = *at;
    if (s.n)
        memcpy(p, s.p, s.n);
    p[s.n] = '\0';
    *at += s.n + 1;
    return (struct dh_str){ p, s.n };
}

enum dh_err dh_frontier_add(struct dh_frontier *f, const struct dh_task *t, struct dh_task **out)
{
    size_t strings = t->url.n + t->key.n + t->listed.n + t->title.n + t->published.n + 5;
    struct dh_task *copy;

    if (f->n >= DH_FRONTIER_MAX)
        return DH_ELIMIT;
    copy = dh_mem_resize(f->mem, NULL, sizeof *copy + strings);
    if (!copy)
        return DH_ENOMEM;
    char *at = (char *)(copy + 1);
    *copy = *t;
    copy->url = keep(&at, t->url);
    copy->key = keep(&at, t->key);
    copy->listed = keep(&at, t->listed);
    copy->title = keep(&at, t->title);
    copy->published = keep(&at, t->published);
    copy->prev = NULL;
    copy->next = f->first;
    if (f->first)
        f->first->prev = copy;
    f->first = copy;
    f->n++;
    *out = copy;
    return DH_OK;
}

void dh_frontier_drop(struct dh_frontier *f, struct dh_task *t)
{
    if (t->prev)
        t->prev->next = t->next;
    else
        f->first = t->next;
    if (t->next)
        t->next->prev = t->prev;
    f->n--;
    dh_mem_free(f->mem, t);
}
