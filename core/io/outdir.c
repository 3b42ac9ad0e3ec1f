/* SPDX-License-Identifier: MIT */
#include "io/outdir.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/err.h"
#include "base/fd.h"
#include "base/file.h"
#include "base/outfile.h"
#include "base/hash.h"

enum {
    NAME_LONGEST = DH_OUTDIR_NAME,
    GROUP_FILES = 512, /* renamed together */
    GROUP_DIRS = 32    /* directories of a group: as many descriptors */
};

/* A file written, but not yet under its own name. */
struct pending {
    size_t dir;  /* index into dirs */
    size_t name; /* in names, NUL-ended */
};

struct dh_outdir {
    const struct dh_allocator *mem;
    char *path; /* for messages */
    int fd;
    int stage;           /* of dh_outdir_stage; -1: temporaries stand beside their files */
    struct dh_buf names; /* of pending files */
    struct dh_buf parts; /* of dirs: "x/y", NUL-ended */
    int dirs[GROUP_DIRS];
    size_t part[GROUP_DIRS]; /* in parts */
    size_t n_dirs;
    struct pending pending[GROUP_FILES];
    size_t n_pending;
    bool same;                /* a file of the group holds its bytes already */
    struct dh_buf dropped;    /* names of files that go, NUL-ended */
    struct dh_hash128 *taken; /* hash table; {0, 0}: free */
    size_t n_taken, room;
};

enum dh_err dh_outdir_new(struct dh_outdir **out, const struct dh_allocator *m, const char *path,
                          struct dh_detail *d)
{
    enum dh_err e = dh_file_mkdirs(path, d);
    if (e)
        return e;
    struct dh_outdir *o = dh_mem_zeroed(m, 1, sizeof *o);
    size_t n = strlen(path);

    if (!o)
        return dh_fail(d, DH_ENOMEM, 0, "out of memory for '%s'", path);
    o->mem = m;
    o->stage = -1;
    dh_buf_init(&o->names, m, SIZE_MAX);
    dh_buf_init(&o->parts, m, SIZE_MAX);
    dh_buf_init(&o->dropped, m, SIZE_MAX);
    while (n > 1 && path[n - 1] == '/') /* messages put one behind it */
        n--;
    o->path = dh_mem_resize(m, NULL, n + 1);
    o->fd = dh_fd_open(path, O_RDONLY | O_DIRECTORY); /* itself may be a link: it was asked for */
    if (o->path && o->fd >= 0) {
        memcpy(o->path, path, n);
        o->path[n] = '\0';
        *out = o;
        return DH_OK;
    }
    if (o->path) {
        e = dh_file_error(errno, true);
        dh_fail_os(d, e, errno, "cannot open directory '%s'", path);
    } else {
        e = dh_fail(d, DH_ENOMEM, 0, "out of memory for '%s'", path);
    }
    dh_outdir_free(o);
    return e;
}

static enum dh_err no_stage(const struct dh_outdir *o, const char *name, struct dh_detail *d)
{
    int os = errno;
    return dh_fail_os(d, dh_file_error(os, true), os, "cannot use '%s' in '%s'", name, o->path);
}

/* The directory `name` in at; make: made when it is missing. -1: errno tells why not. */
static int enter(int at, const char *name, bool make)
{
    if (at < 0 || (make && mkdirat(at, name, 0777) < 0 && errno != EEXIST))
        return -1;
    return dh_fd_open_at(at, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
}

enum dh_err dh_outdir_stage(struct dh_outdir *o, const char *name, const char *who,
                            struct dh_detail *d)
{
    int all = enter(o->fd, name, true);
    o->stage = enter(all, who, true);
    enum dh_err e = o->stage < 0 ? no_stage(o, name, d) : DH_OK;
    if (all >= 0)
        close(all);
    if (e)
        return e;
    int fd = dup(o->stage);
    DIR *list = fd < 0 ? NULL : fdopendir(fd);
    if (!list) {
        e = no_stage(o, name, d);
        if (fd >= 0)
            close(fd);
        return e;
    }
    for (struct dirent *f; (f = readdir(list));)
        if (strspn(f->d_name, "0123456789") == strlen(f->d_name))
            unlinkat(o->stage, f->d_name, 0);
    closedir(list);
    return DH_OK;
}

/* ---- Names */

/* Its place in the table, or the free one where it would go. */
static struct dh_hash128 *taken_find(const struct dh_outdir *o, struct dh_hash128 h)
{
    size_t i = h.low & (o->room - 1);
    while ((o->taken[i].high || o->taken[i].low) &&
           (o->taken[i].high != h.high || o->taken[i].low != h.low))
        i = (i + 1) & (o->room - 1);
    return &o->taken[i];
}

static bool is_free(const struct dh_hash128 *h)
{
    return !h->high && !h->low;
}

static bool taken_add(struct dh_outdir *o, struct dh_hash128 h)
{
    struct dh_hash128 *at = taken_find(o, h);
    bool added = is_free(at);
    *at = h;
    o->n_taken += added;
    return added;
}

static struct dh_hash128 name_hash(struct dh_str name)
{
    struct dh_hash128 h = dh_hash128(name);
    h.low |= h.high == 0; /* {0, 0} means free */
    return h;
}

static bool taken_grow(struct dh_outdir *o)
{
    struct dh_hash128 *old = o->taken;
    size_t n = o->room, room = n ? 2 * n : 256;
    struct dh_hash128 *table = dh_mem_zeroed(o->mem, room, sizeof *table);

    if (!table)
        return false;
    o->taken = table;
    o->room = room;
    o->n_taken = 0;
    for (size_t i = 0; i < n; i++)
        if (!is_free(&old[i]))
            (void)taken_add(o, old[i]);
    dh_mem_free(o->mem, old);
    return true;
}

enum dh_err dh_outdir_reserve(struct dh_outdir *o, struct dh_str name, struct dh_detail *d)
{
    struct dh_hash128 h = name_hash(name);

    if (2 * o->n_taken >= o->room && !taken_grow(o))
        return dh_fail(d, DH_ENOMEM, 0, "out of memory for the names in '%s'", o->path);
    if (taken_add(o, h))
        return DH_OK;
    return dh_fail(d, DH_ECREATE, 0,
                   "two inputs would be written to '%s/%.*s': give them paths of their own",
                   o->path, (int)name.n, name.p);
}

bool dh_outdir_is_taken(const struct dh_outdir *o, struct dh_str name)
{
    return o->room && !is_free(taken_find(o, name_hash(name)));
}

/* ---- Groups */

static void close_dirs(struct dh_outdir *o)
{
    while (o->n_dirs)
        close(o->dirs[--o->n_dirs]);
    dh_buf_reset(&o->parts);
}

static void temp_name(char dst[NAME_LONGEST + DH_UNFINISHED_BYTES], const char *name)
{
    char end[DH_UNFINISHED_BYTES];
    dh_file_unfinished(end, 0);
    snprintf(dst, NAME_LONGEST + DH_UNFINISHED_BYTES, "%.*s%s", (int)NAME_LONGEST, name, end);
}

/* Where the i-th pending file is written first. */
static int temp_place(const struct dh_outdir *o, size_t i, int dir, const char *name,
                      char dst[NAME_LONGEST + DH_UNFINISHED_BYTES])
{
    if (o->stage < 0)
        temp_name(dst, name);
    else
        snprintf(dst, NAME_LONGEST + DH_UNFINISHED_BYTES, "%zu", i);
    return o->stage < 0 ? dir : o->stage;
}

/* Renames what is pending; after a failure the rest is removed. */
static enum dh_err end_group(struct dh_outdir *o, enum dh_err e, struct dh_detail *d)
{
    char temp[NAME_LONGEST + DH_UNFINISHED_BYTES];

    bool any = o->n_pending || o->same;
    if (e == DH_OK && any && syncfs(o->fd) < 0) {
        e = DH_EIO;
        dh_fail_os(d, e, errno, "cannot write to '%s'", o->path);
    }
    for (size_t i = 0; i < o->n_pending; i++) {
        const struct pending *p = &o->pending[i];
        const char *name = o->names.p + p->name;
        int from = temp_place(o, i, o->dirs[p->dir], name, temp);
        if (e == DH_OK && renameat(from, temp, o->dirs[p->dir], name) < 0) {
            e = DH_ECREATE;
            dh_fail_os(d, e, errno, "cannot create '%s' in '%s'", name, o->path);
        }
        if (e)
            unlinkat(from, temp, 0);
    }
    for (size_t i = 0; e == DH_OK && any && i < o->n_dirs; i++)
        (void)fsync(o->dirs[i]); /* file systems that cannot sync a directory say EINVAL */
    o->n_pending = 0;
    o->same = false;
    dh_buf_reset(&o->names);
    close_dirs(o);
    return e;
}

/* The directory `part` below the root; make: what is missing is made. -1: errno tells why not. */
static int dir_below(const struct dh_outdir *o, struct dh_str part, bool make)
{
    char name[NAME_LONGEST + 1];
    struct dh_str c;
    int fd = dh_fd_open_at(o->fd, ".", O_RDONLY | O_DIRECTORY);

    while (fd >= 0 && dh_str_split(&part, '/', &c)) {
        if (!c.n)
            continue;
        memcpy(name, c.p, c.n); /* at most NAME_LONGEST: dh_outdir_name */
        name[c.n] = '\0';
        int next = enter(fd, name, make);
        int os = errno;
        close(fd);
        errno = os;
        fd = next;
    }
    return fd;
}

/* Opens the directory `part` below the root, making what is missing, as the last of dirs. */
static enum dh_err open_dir(struct dh_outdir *o, struct dh_str part, struct dh_detail *d)
{
    int fd = dir_below(o, part, true);

    if (fd < 0) {
        enum dh_err e = dh_file_error(errno, true);
        return dh_fail_os(d, e, errno, "cannot create a directory in '%s'", o->path);
    }
    o->dirs[o->n_dirs++] = fd;
    return DH_OK;
}

/* Parts a name at its last slash; the directory is empty where it has none. */
static struct dh_str split_name(struct dh_str name, struct dh_str *base)
{
    size_t slash = name.n;
    while (slash && name.p[slash - 1] != '/')
        slash--;
    *base = dh_str_sub(name, slash, name.n);
    return dh_str_sub(name, 0, slash ? slash - 1 : 0);
}

/* *dir: number of the directory `part` in the group at hand. */
static enum dh_err use_dir(struct dh_outdir *o, struct dh_str part, size_t *dir,
                           struct dh_detail *d)
{
    enum dh_err e = DH_OK;

    for (*dir = o->n_dirs; *dir > 0; --*dir) /* the last is the likeliest */
        if (dh_str_eq(dh_str_c(o->parts.p + o->part[*dir - 1]), part)) {
            --*dir;
            return DH_OK;
        }
    if (o->n_dirs == GROUP_DIRS)
        e = end_group(o, DH_OK, d);
    size_t at = o->parts.n;
    dh_buf_add(&o->parts, part);
    dh_buf_byte(&o->parts, '\0');
    if (e == DH_OK && o->parts.err)
        e = dh_fail(d, o->parts.err, 0, "out of memory for the names in '%s'", o->path);
    if (e == DH_OK)
        e = open_dir(o, part, d);
    if (e)
        return e;
    *dir = o->n_dirs - 1;
    o->part[*dir] = at;
    return DH_OK;
}

/* whole: its path below the directory, for messages. */
static enum dh_err write_temp(struct dh_outdir *o, int dir, const char *name, struct dh_str whole,
                              struct dh_str bytes, struct dh_detail *d)
{
    char temp[NAME_LONGEST + DH_UNFINISHED_BYTES], where[PATH_MAX];
    enum dh_err e;

    snprintf(where, sizeof where, "%s/%.*s", o->path, (int)whole.n, whole.p);
    dir = temp_place(o, o->n_pending, dir, name, temp);
    unlinkat(dir, temp, 0); /* of a run that was killed and had our number */
    int fd = dh_fd_open_at(dir, temp, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW);
    if (fd < 0) {
        e = dh_file_error(errno, true);
        return dh_fail_os(d, e, errno, "cannot create '%s'", where);
    }
    e = dh_file_write_fd(fd, where, bytes, d);
    if (close(fd) < 0 && e == DH_OK) {
        e = DH_EIO;
        dh_fail_os(d, e, errno, "cannot write '%s'", where);
    }
    if (e)
        unlinkat(dir, temp, 0);
    return e;
}

static bool fd_holds(int fd, struct dh_str bytes)
{
    char chunk[16 * 1024];
    struct stat st;
    bool same = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && (uint64_t)st.st_size == bytes.n;
    for (size_t at = 0; same && at < bytes.n;) {
        struct dh_str part = dh_str_sub(bytes, at, sizeof chunk);
        same = dh_file_read_at(fd, "", at, chunk, part.n, NULL) == DH_OK &&
               memcmp(chunk, part.p, part.n) == 0;
        at += part.n;
    }
    return same;
}

/* Whether a file `name` stands in dir and holds just these bytes. */
static bool holds(int dir, const char *name, struct dh_str bytes)
{
    int fd = dh_fd_open_at(dir, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
    bool same = fd >= 0 && fd_holds(fd, bytes);
    if (fd >= 0)
        close(fd);
    return same;
}

enum dh_err dh_outdir_put(struct dh_outdir *o, struct dh_str name, struct dh_str bytes,
                          struct dh_detail *d)
{
    struct dh_str base, part = split_name(name, &base);
    size_t dir = 0;
    enum dh_err e = DH_OK;

    if (o->n_pending == GROUP_FILES)
        e = end_group(o, DH_OK, d);
    if (e == DH_OK)
        e = use_dir(o, part, &dir, d);
    if (e)
        return e;
    size_t at = o->names.n;
    dh_buf_add(&o->names, base);
    dh_buf_byte(&o->names, '\0');
    if (o->names.err)
        return dh_fail(d, o->names.err, 0, "out of memory for the names in '%s'", o->path);
    if (holds(o->dirs[dir], o->names.p + at, bytes)) {
        o->same = true;
        o->names.n = at;
        return DH_OK;
    }
    e = write_temp(o, o->dirs[dir], o->names.p + at, name, bytes, d);
    if (e == DH_OK)
        o->pending[o->n_pending++] = (struct pending){ .dir = dir, .name = at };
    return e;
}

/* ---- What earlier runs left */

/* The directory of a name, if it is there; *base: what stands behind its last slash. name and so
 * *base are NUL-ended. -1: errno tells why not. */
static int parent_of(const struct dh_outdir *o, const char *name, const char **base)
{
    struct dh_str last, part = split_name(dh_str_c(name), &last);
    *base = last.p;
    return dir_below(o, part, false);
}

enum dh_err dh_outdir_drop(struct dh_outdir *o, struct dh_str name, struct dh_str bytes,
                           struct dh_detail *d)
{
    const char *base;
    size_t at = o->dropped.n;

    dh_buf_add(&o->dropped, name);
    dh_buf_byte(&o->dropped, '\0');
    if (o->dropped.err)
        return dh_fail(d, o->dropped.err, 0, "out of memory for the names in '%s'", o->path);
    int dir = parent_of(o, o->dropped.p + at, &base);
    if (dir < 0 || !holds(dir, base, bytes))
        o->dropped.n = at;
    if (dir >= 0)
        close(dir);
    return DH_OK;
}

static enum dh_err remove_dropped(const struct dh_outdir *o, struct dh_detail *d)
{
    enum dh_err e = DH_OK;

    for (size_t at = 0; e == DH_OK && at < o->dropped.n;) {
        const char *base, *name = o->dropped.p + at;
        int dir = parent_of(o, name, &base);
        if ((dir < 0 || unlinkat(dir, base, 0) < 0) && errno != ENOENT) {
            e = dh_file_error(errno, true);
            dh_fail_os(d, e, errno, "cannot remove '%s/%s'", o->path, name);
        }
        if (dir >= 0)
            close(dir);
        at += strlen(name) + 1;
    }
    return e;
}

enum dh_err dh_outdir_commit(struct dh_outdir *o, struct dh_detail *d)
{
    enum dh_err e = end_group(o, DH_OK, d);
    return e ? e : remove_dropped(o, d);
}

void dh_outdir_free(struct dh_outdir *o)
{
    if (!o)
        return;
    (void)end_group(o, DH_ESTOPPED, NULL);
    if (o->stage >= 0)
        close(o->stage);
    if (o->fd >= 0)
        close(o->fd);
    dh_mem_free(o->mem, o->taken);
    dh_mem_free(o->mem, o->path);
    dh_buf_release(&o->names);
    dh_buf_release(&o->parts);
    dh_buf_release(&o->dropped);
    dh_mem_free(o->mem, o);
}
