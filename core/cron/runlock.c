/* SPDX-License-Identifier: MIT */
#include "cron/runlock.h"

#include <limits.h>
#include <stdio.h>
#include <unistd.h>

#include "base/err.h"

enum { LINE_MAX_BYTES = 64, LOCK_TEXT = (DH_ROTATE_RANGES + 2) * LINE_MAX_BYTES };

void dh_runlock_init(struct dh_runlock *l, const struct dh_allocator *m)
{
    *l = (struct dh_runlock){ .lock = { -1 } };
    dh_buf_init(&l->text, m, LOCK_TEXT);
}

void dh_runlock_release(struct dh_runlock *l)
{
    dh_lock_drop(&l->lock);
    dh_buf_release(&l->text);
}

enum dh_err dh_runlock_take(struct dh_runlock *l, const char *state, uint64_t wait,
                            const volatile int *stop, struct dh_detail *d)
{
    char path[PATH_MAX];
    int n = snprintf(path, sizeof path, "%s.lock", state);
    if (n < 0 || (size_t)n >= sizeof path)
        return dh_fail(d, DH_ECREATE, 0, "the path of the state is too long");
    return dh_lock_take(&l->lock, path, wait, stop, &l->text, d);
}

/* "begun A-B". */
static bool read_range(struct dh_str value, struct dh_rotate_range *r)
{
    size_t dash = dh_str_find_byte(value, '-');
    return dh_str_number(dh_str_sub(value, 0, dash), UINT32_MAX, &r->first) &&
           dh_str_number(dh_str_sub(value, dash + 1, value.n), UINT32_MAX, &r->last);
}

uint64_t dh_runlock_read(struct dh_runlock *l)
{
    struct dh_str rest = dh_buf_str(&l->text), line;
    struct dh_rotate_range r;
    uint64_t runs = 0;

    while (dh_str_split(&rest, '\n', &line)) {
        struct dh_str value = dh_str_sub(line, dh_str_find_byte(line, ' ') + 1, line.n);
        if (dh_str_starts(line, DH_STR("runs ")) && !dh_str_number(value, UINT64_MAX, &runs))
            runs = 0;
        if (dh_str_starts(line, DH_STR("begun ")) && l->begun.n < DH_ROTATE_RANGES &&
            read_range(value, &r))
            l->begun.range[l->begun.n++] = r;
    }
    return runs;
}

void dh_runlock_write(const struct dh_runlock *l)
{
    char text[LOCK_TEXT];
    size_t n = (size_t)snprintf(text, sizeof text, "pid %ld\nruns %llu\n", (long)getpid(),
                                (unsigned long long)l->runs);
    for (size_t i = 0; i < l->begun.n; i++)
        n += (size_t)snprintf(text + n, sizeof text - n, "begun %llu-%llu\n",
                              (unsigned long long)l->begun.range[i].first,
                              (unsigned long long)l->begun.range[i].last);
    dh_lock_write(&l->lock, (struct dh_str){ text, n });
}

void dh_runlock_begin(struct dh_runlock *l, const struct dh_rotate_begun *b)
{
    l->begun = *b;
    dh_runlock_write(l);
}

void dh_runlock_forget(struct dh_runlock *l)
{
    l->begun.n = 0;
    dh_runlock_write(l);
}
