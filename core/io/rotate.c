/* SPDX-License-Identifier: MIT */
#include "io/rotate.h"

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

enum { CHUNK = 256 * 1024 };

struct dh_rotate {
    const struct dh_allocator *mem;
    struct dh_rotate_options o;
    char name[PATH_MAX - 32], path[PATH_MAX];
    int dir, fd; /* -1: not open */
    struct dh_rotate_place at, committed;
    struct dh_rotate_begun files; /* begun now */
    struct dh_buf pending;
    uint64_t bytes;
    bool begun, synced; /* a line was added; all of them are to stay */
};

static void path_of(const struct dh_rotate *r, uint64_t number, char dst[PATH_MAX])
{
    snprintf(dst, PATH_MAX, "%s-%06llu.jsonl", r->name, (unsigned long long)number);
}

static enum dh_err failed(const struct dh_rotate *r, enum dh_err e, struct dh_detail *d)
{
    int os = errno;
    return dh_fail_os(d, e ? e : dh_file_error(os, true), os, "cannot write '%s'", r->path);
}

/* Files that were begun and lie behind the last committed one are of a run that was killed. */
static void remove_begun(const struct dh_rotate *r, const struct dh_rotate_begun *b)
{
    char path[PATH_MAX];
    for (size_t i = 0; b && i < b->n; i++)
        for (uint64_t n = b->range[i].first; n <= b->range[i].last; n++) {
            if (n < r->committed.number || (n == r->committed.number && r->committed.length))
                continue;
            path_of(r, n, path);
            if (unlink(path) < 0)
                break;
        }
}

static void tell_begun(const struct dh_rotate *r)
{
    if (r->o.begin)
        r->o.begin(r->o.self, &r->files);
}

static void note_begun(struct dh_rotate *r, uint64_t number)
{
    struct dh_rotate_begun *b = &r->files;
    if (b->n && b->range[b->n - 1].last + 1 == number)
        b->range[b->n - 1].last = number;
    else if (b->n < DH_ROTATE_RANGES)
        b->range[b->n++] = (struct dh_rotate_range){ number, number };
    tell_begun(r);
}

/* Cuts the committed file to its length. One without any is nobody's yet. */
static void cut_committed(const struct dh_rotate *r)
{
    char path[PATH_MAX];
    struct stat st;
    path_of(r, r->committed.number, path);
    int fd = r->committed.length ? dh_fd_open(path, O_WRONLY | O_NOFOLLOW | O_NONBLOCK) : -1;
    if (fd < 0)
        return;
    if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && (uint64_t)st.st_size > r->committed.length &&
        ftruncate(fd, (off_t)r->committed.length) == 0)
        (void)fsync(fd);
    close(fd);
}

/* Opens the committed file at its committed length. false: it cannot be written on. */
static bool open_committed(struct dh_rotate *r)
{
    struct stat st;
    if (!r->committed.length || r->committed.length >= r->o.max_bytes ||
        (r->o.day && r->o.day != r->committed.day))
        return false;
    path_of(r, r->committed.number, r->path);
    r->fd = dh_fd_open(r->path, O_WRONLY | O_NOFOLLOW | O_NONBLOCK);
    if (r->fd >= 0 && fstat(r->fd, &st) == 0 && S_ISREG(st.st_mode) &&
        (uint64_t)st.st_size == r->committed.length &&
        lseek(r->fd, 0, SEEK_END) == (off_t)r->committed.length) {
        r->at.day = r->o.day;
        return true;
    }
    if (r->fd >= 0)
        close(r->fd);
    r->fd = -1;
    return false;
}

/* One behind the highest number that stands in the directory. */
static uint64_t first_number(const struct dh_rotate *r)
{
    struct dh_str base = dh_str_c(dh_file_name(r->name));
    uint64_t highest = 0, n;
    int fd = dup(r->dir);
    DIR *list = fd < 0 ? NULL : fdopendir(fd);

    for (struct dirent *e; list && (e = readdir(list));) {
        struct dh_str name = dh_str_c(e->d_name);
        if (!dh_str_starts(name, base) || !dh_str_ends(name, DH_STR(".jsonl")) ||
            name.n < base.n + 8 || name.p[base.n] != '-')
            continue;
        name = dh_str_sub(name, base.n + 1, name.n - base.n - 7);
        if (dh_str_number(name, UINT32_MAX, &n) && n > highest)
            highest = n;
    }
    if (list)
        closedir(list);
    return highest + 1;
}

static enum dh_err make_directory(struct dh_rotate *r, struct dh_detail *d)
{
    char dir[PATH_MAX];

    dh_file_parent(r->name, dir, sizeof dir); /* which has room for more than the name */
    enum dh_err e = dh_file_mkdirs(dir, d);
    if (e)
        return e;
    r->dir = dh_fd_open(dir, O_RDONLY | O_DIRECTORY);
    return r->dir >= 0 ? DH_OK
                       : dh_fail_os(d, dh_file_error(errno, true), errno,
                                    "cannot open directory '%s'", dir);
}

enum dh_err dh_rotate_open(struct dh_rotate **out, const struct dh_allocator *m,
                           const struct dh_rotate_options *o, struct dh_rotate_place *place,
                           struct dh_detail *d)
{
    struct dh_str name = dh_str_c(o->name);
    struct dh_rotate *r = dh_mem_zeroed(m, 1, sizeof *r);
    if (!r)
        return dh_fail(d, DH_ENOMEM, 0, "out of memory for '%s'", o->name);
    r->mem = m;
    r->o = *o;
    r->fd = r->dir = -1;
    dh_buf_init(&r->pending, m, SIZE_MAX);
    if (dh_str_ends(name, DH_STR(".jsonl")))
        name.n -= 6;
    enum dh_err e = DH_ECREATE;
    if (name.n >= sizeof r->name) {
        dh_fail(d, e, 0, "the name '%s' is too long", o->name);
    } else {
        memcpy(r->name, name.p, name.n);
        e = make_directory(r, d);
    }
    if (e) {
        dh_rotate_close(r);
        return e;
    }
    if (!place->number)
        *place = (struct dh_rotate_place){ .number = first_number(r) };
    r->at = r->committed = *place;
    remove_begun(r, o->left);
    cut_committed(r);
    *out = r;
    return DH_OK;
}

static enum dh_err flush(struct dh_rotate *r, struct dh_detail *d)
{
    enum dh_err e = r->pending.err;
    if (e)
        return dh_fail(d, e, 0, "out of memory for '%s'", r->path);
    if (r->pending.n)
        e = dh_file_write_fd(r->fd, r->path, dh_buf_str(&r->pending), d);
    r->bytes += r->pending.n;
    dh_buf_reset(&r->pending);
    return e;
}

/* What was written so far is on the disk. */
static enum dh_err finish_file(struct dh_rotate *r, struct dh_detail *d)
{
    enum dh_err e = flush(r, d);
    if (e == DH_OK && fsync(r->fd) < 0)
        e = failed(r, DH_EIO, d);
    if (close(r->fd) < 0 && e == DH_OK)
        e = failed(r, DH_EIO, d);
    r->fd = -1;
    return e;
}

/* Makes the file `r->path` of that number, noted as ours before it is there. Answers 0, or an errno
 * value: EEXIST when it is somebody's. */
static int make_file(struct dh_rotate *r, uint64_t number)
{
    struct dh_rotate_begun before = r->files;

    if (faccessat(AT_FDCWD, r->path, F_OK, AT_SYMLINK_NOFOLLOW) == 0)
        return EEXIST;
    note_begun(r, number);
    r->fd = dh_fd_open(r->path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW);
    int os = r->fd < 0 ? errno : 0;
    if (os) {
        r->files = before;
        tell_begun(r);
    }
    return os;
}

static enum dh_err begin_file(struct dh_rotate *r, struct dh_detail *d)
{
    bool first = !r->begun && !r->committed.length; /* of a place that was chosen, and no more */
    r->at = (struct dh_rotate_place){ .number = r->at.number + !first, .day = r->o.day };
    for (;; r->at.number++) { /* what others put in the way is theirs */
        path_of(r, r->at.number, r->path);
        int os = make_file(r, r->at.number);
        if (!os)
            return DH_OK;
        errno = os;
        if (os != EEXIST)
            return failed(r, DH_OK, d);
    }
}

enum dh_err dh_rotate_add(struct dh_rotate *r, struct dh_str line, struct dh_detail *d)
{
    enum dh_err e = DH_OK;
    if (r->fd >= 0 && r->at.length && r->at.length + line.n > r->o.max_bytes)
        e = finish_file(r, d);
    if (e == DH_OK && r->fd < 0 && (r->begun || !open_committed(r)))
        e = begin_file(r, d);
    r->begun = true;
    if (e)
        return e;
    dh_buf_add(&r->pending, line);
    r->at.length += line.n;
    return r->pending.n >= CHUNK || r->pending.err ? flush(r, d) : DH_OK;
}

enum dh_err dh_rotate_sync(struct dh_rotate *r, struct dh_rotate_place *place, uint64_t *bytes,
                           struct dh_detail *d)
{
    enum dh_err e = r->fd >= 0 ? finish_file(r, d) : DH_OK;
    if (e)
        return e;
    (void)fsync(r->dir); /* file systems that cannot sync a directory say EINVAL */
    r->synced = true;
    *place = r->at;
    *bytes = r->bytes;
    return DH_OK;
}

void dh_rotate_close(struct dh_rotate *r)
{
    if (!r)
        return;
    if (r->fd >= 0)
        close(r->fd);
    if (!r->synced && r->committed.number) {
        remove_begun(r, &r->files);
        cut_committed(r);
    }
    if (r->dir >= 0)
        close(r->dir);
    dh_buf_release(&r->pending);
    dh_mem_free(r->mem, r);
}
