/* SPDX-License-Identifier: MIT */
#include "io/walk.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/err.h"
#include "base/fd.h"
#include "base/file.h"
#include "base/outfile.h"
#include "base/hash.h"

/* An entry lies in its level's names as: one type byte, the name, NUL. */
enum entry_type { ENTRY_OTHER = 'f', ENTRY_DIR = 'd' };

/* What is left of one directory: names sorted, given out from `next` on. */
struct level {
    struct dh_buf names;
    uint32_t *order; /* offsets into names */
    size_t n, cap, next;
    size_t path_n; /* length of the directory's own path in w->path */
};

struct seen {
    uint64_t dev, ino;
    bool used;
};

struct dh_walk {
    const struct dh_allocator *mem;
    const char *const *skip;
    struct level *levels;
    size_t n_levels, cap_levels;
    struct dh_buf path;  /* of the current file or directory */
    size_t below;        /* where the part below root begins */
    struct seen *seen;   /* hash table of the directories entered */
    size_t n_seen, room; /* room: a power of 2 */
    bool started;
};

/* ---- Directories seen */

static bool seen_add(struct dh_walk *w, uint64_t dev, uint64_t ino, bool *was);

static bool seen_grow(struct dh_walk *w)
{
    struct seen *old = w->seen;
    size_t n = w->room;
    size_t room = n ? 2 * n : 64;
    struct seen *table = dh_mem_zeroed(w->mem, room, sizeof *table);

    if (!table)
        return false;
    w->seen = table;
    w->room = room;
    w->n_seen = 0;
    for (size_t i = 0; i < n; i++) {
        bool was;
        if (old[i].used)
            (void)seen_add(w, old[i].dev, old[i].ino, &was);
    }
    dh_mem_free(w->mem, old);
    return true;
}

/* false: out of memory. */
static bool seen_add(struct dh_walk *w, uint64_t dev, uint64_t ino, bool *was)
{
    if (2 * w->n_seen >= w->room && !seen_grow(w))
        return false;
    size_t i = dh_hash_mix(ino ^ dh_hash_mix(dev)) & (w->room - 1);
    while (w->seen[i].used && (w->seen[i].dev != dev || w->seen[i].ino != ino))
        i = (i + 1) & (w->room - 1);
    *was = w->seen[i].used;
    w->n_seen += !*was;
    w->seen[i] = (struct seen){ dev, ino, true };
    return true;
}

/* ---- One directory's names */

/* A directory's name counts as if "/" stood behind it: then the order of a level is that of
 * whole paths. */
static int by_path(const void *x, const void *y, void *names)
{
    const char *a = (const char *)names + *(const uint32_t *)x;
    const char *b = (const char *)names + *(const uint32_t *)y;
    size_t na = strlen(a + 1), nb = strlen(b + 1), n = na < nb ? na : nb;
    int c = memcmp(a + 1, b + 1, n);
    if (c)
        return c;
    unsigned char enda = na > n ? (unsigned char)a[1 + n] : a[0] == ENTRY_DIR ? '/' : 0;
    unsigned char endb = nb > n ? (unsigned char)b[1 + n] : b[0] == ENTRY_DIR ? '/' : 0;
    return (int)enda - (int)endb;
}

/* Links count as what they lead to, since that is what is opened. */
static enum entry_type type_of(struct dh_walk *w, const struct dirent *e)
{
    size_t n = w->path.n;

    if (e->d_type != DT_UNKNOWN && e->d_type != DT_LNK)
        return e->d_type == DT_DIR ? ENTRY_DIR : ENTRY_OTHER;
    dh_buf_byte(&w->path, '/');
    dh_buf_add(&w->path, (struct dh_str){ e->d_name, strlen(e->d_name) + 1 });
    bool dir = !w->path.err && dh_file_is_dir(w->path.p);
    w->path.n = n;
    w->path.p[n] = '\0';
    return dir ? ENTRY_DIR : ENTRY_OTHER;
}

static bool add_name(struct dh_walk *w, struct level *l, const struct dirent *e)
{
    void *order = l->order;

    if (l->n == l->cap && !dh_mem_grow(w->mem, &order, &l->cap, sizeof *l->order))
        return false;
    l->order = order;
    l->order[l->n++] = (uint32_t)l->names.n;
    dh_buf_byte(&l->names, (char)type_of(w, e));
    dh_buf_add(&l->names, (struct dh_str){ e->d_name, strlen(e->d_name) + 1 });
    return !l->names.err && !w->path.err;
}

static enum dh_err read_names(struct dh_walk *w, struct level *l, DIR *dir, struct dh_detail *d)
{
    for (;;) {
        errno = 0;
        const struct dirent *e = readdir(dir);
        if (!e && errno)
            return dh_fail_os(d, DH_ENOINPUT, errno, "cannot read directory '%s'", w->path.p);
        if (!e)
            break;
        if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0 ||
            dh_file_is_unfinished(dh_str_c(e->d_name)))
            continue;
        if (l->names.n >= UINT32_MAX - 512)
            return dh_fail(d, DH_ENOINPUT, 0, "directory '%s' has more than 4 GiB of names",
                           w->path.p);
        if (!add_name(w, l, e))
            return dh_fail(d, DH_ENOMEM, 0, "out of memory in directory '%s'", w->path.p);
    }
    if (l->n > 1)
        qsort_r(l->order, l->n, sizeof *l->order, by_path, l->names.p);
    return DH_OK;
}

/* ---- The walk */

static void pop(struct dh_walk *w)
{
    struct level *l = &w->levels[--w->n_levels];
    dh_buf_release(&l->names);
    dh_mem_free(w->mem, l->order);
}

bool dh_walk_skips(const char *path, const char *const skip[DH_WALK_SKIPS])
{
    struct stat a, b;
    bool known = false;

    for (size_t i = 0; i < DH_WALK_SKIPS; i++) {
        if (!skip[i] || stat(skip[i], &b) < 0 || !(S_ISREG(b.st_mode) || S_ISDIR(b.st_mode)))
            continue; /* a device may well be both ends */
        if (!known && stat(path, &a) < 0)
            return false;
        known = true;
        if (a.st_dev == b.st_dev && a.st_ino == b.st_ino)
            return true;
    }
    return false;
}

/* Enters the directory w->path. *entered false: it was seen before, or is skipped. */
static enum dh_err enter(struct dh_walk *w, bool *entered, struct dh_detail *d)
{
    struct stat st;
    bool was = false;
    void *levels = w->levels;
    enum dh_err e;

    *entered = false;
    DIR *dir = dh_fd_list(w->path.p);
    if (!dir || fstat(dirfd(dir), &st) < 0) {
        e = errno == EACCES || errno == EPERM ? DH_EACCESS : DH_ENOINPUT;
        dh_fail_os(d, e, errno, "cannot read directory '%s'", w->path.p);
        goto out;
    }
    e = DH_ENOMEM;
    if (!seen_add(w, st.st_dev, st.st_ino, &was))
        goto out;
    e = DH_OK;
    if (was || dh_walk_skips(w->path.p, w->skip))
        goto out;
    e = DH_ENOMEM;
    if (w->n_levels == w->cap_levels &&
        !dh_mem_grow(w->mem, &levels, &w->cap_levels, sizeof *w->levels))
        goto out;
    w->levels = levels;
    struct level *l = &w->levels[w->n_levels++];
    *l = (struct level){ .path_n = w->path.n };
    dh_buf_init(&l->names, w->mem, UINT32_MAX);
    e = read_names(w, l, dir, d);
    if (e)
        pop(w);
    *entered = e == DH_OK;
out:
    if (e == DH_ENOMEM)
        dh_fail(d, e, 0, "out of memory in directory '%s'", w->path.p);
    if (dir)
        closedir(dir);
    return e;
}

enum dh_err dh_walk_new(struct dh_walk **out, const struct dh_allocator *m, const char *root,
                        const char *const skip[DH_WALK_SKIPS], struct dh_detail *d)
{
    struct dh_walk *w = dh_mem_zeroed(m, 1, sizeof *w);
    size_t n = strlen(root);

    if (!w)
        return dh_fail(d, DH_ENOMEM, 0, "out of memory for directory '%s'", root);
    w->mem = m;
    w->skip = skip;
    dh_buf_init(&w->path, m, SIZE_MAX);
    while (n > 1 && root[n - 1] == '/')
        n--;
    dh_buf_add(&w->path, (struct dh_str){ root, n });
    dh_buf_byte(&w->path, '\0');
    if (w->path.err) {
        dh_walk_free(w);
        return dh_fail(d, DH_ENOMEM, 0, "out of memory for directory '%s'", root);
    }
    w->path.n--;
    w->below = root[n - 1] == '/' ? n : n + 1;
    *out = w;
    return DH_OK;
}

void dh_walk_free(struct dh_walk *w)
{
    if (!w)
        return;
    while (w->n_levels)
        pop(w);
    dh_mem_free(w->mem, w->levels);
    dh_mem_free(w->mem, w->seen);
    dh_buf_release(&w->path);
    dh_mem_free(w->mem, w);
}

/* The next name of the innermost level that has one, as w->path. */
static enum dh_err step(struct dh_walk *w, enum entry_type *type)
{
    while (w->n_levels && w->levels[w->n_levels - 1].next == w->levels[w->n_levels - 1].n)
        pop(w);
    if (!w->n_levels)
        return DH_END;
    struct level *l = &w->levels[w->n_levels - 1];
    const char *name = l->names.p + l->order[l->next++];
    *type = name[0] == ENTRY_DIR ? ENTRY_DIR : ENTRY_OTHER;
    w->path.n = l->path_n;
    if (w->path.n && w->path.p[w->path.n - 1] != '/')
        dh_buf_byte(&w->path, '/');
    dh_buf_add(&w->path, (struct dh_str){ name + 1, strlen(name + 1) + 1 });
    if (w->path.err)
        return DH_ENOMEM;
    w->path.n--; /* the NUL stands, uncounted */
    return DH_OK;
}

enum dh_err dh_walk_next(struct dh_walk *w, const char **path, struct dh_str *below,
                         struct dh_detail *d)
{
    enum entry_type type = ENTRY_DIR;
    bool entered;

    for (;;) {
        enum dh_err e = w->started ? step(w, &type) : DH_OK;
        w->started = true;
        if (e == DH_ENOMEM)
            return dh_fail(d, e, 0, "out of memory in a directory");
        if (e)
            return e;
        if (type == ENTRY_DIR) {
            e = enter(w, &entered, d);
            if (e)
                return e;
        } else if (!dh_walk_skips(w->path.p, w->skip)) {
            *path = w->path.p;
            *below = dh_str_sub((struct dh_str){ w->path.p, w->path.n }, w->below, w->path.n);
            return DH_OK;
        }
    }
}
