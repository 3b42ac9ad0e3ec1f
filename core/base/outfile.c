/* SPDX-License-Identifier: MIT */
#include "base/outfile.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/err.h"
#include "base/fd.h"
#include "base/file.h"
#include "base/special.h"

enum { CHUNK = 256 * 1024, PATH_ROOM = 4096 };

void dh_file_unfinished(char end[DH_UNFINISHED_BYTES], unsigned tries)
{
    enum { RANGE = 0xFFFFFF };
    snprintf(end, DH_UNFINISHED_BYTES, DH_UNFINISHED "%0*x", DH_UNFINISHED_DIGITS,
             ((unsigned)getpid() + tries) & RANGE);
}

bool dh_file_is_unfinished(struct dh_str name)
{
    enum { END = DH_UNFINISHED_BYTES - 1 };
    struct dh_str end = name.n > END ? dh_str_sub(name, name.n - END, name.n) : DH_STR_NONE;
    return dh_str_starts(end, DH_STR(DH_UNFINISHED));
}

/* Opens a temporary file whose name ends in XXXXXX, which are replaced. */
static int open_temp(char *name)
{
    int fd = mkostemp(name, O_CLOEXEC);
    mode_t mask = umask(0); /* mkostemp makes 0600; what we write is meant to be read */
    umask(mask);
    if (fd >= 0 && fchmod(fd, 0666 & ~mask) < 0)
        errno = 0; /* some file systems have no modes: the file stays private */
    return fd;
}

/* Opens what will become path: without a name where that can be done, else (*named) as temp, whose
 * name ends in XXXXXX. */
static int open_new(const char *path, char *temp, bool *named)
{
    char dir[PATH_ROOM];
    int fd = -1;
    dh_file_parent(path, dir, sizeof dir);
    if (access("/proc/self/fd", X_OK) == 0)
        fd = dh_fd_open(dir, O_TMPFILE | O_RDWR);
    *named = fd < 0;
    return *named ? open_temp(temp) : fd;
}

/* An open file without a name becomes path. Answers 0, or an errno value. */
static int name_unnamed(int fd, const char *path)
{
    char name[64];
    snprintf(name, sizeof name, "/proc/self/fd/%d", fd);
    return linkat(AT_FDCWD, name, AT_FDCWD, path, AT_SYMLINK_FOLLOW) == 0 ? 0 : errno;
}

/* Whether path is what standard output goes to: "/dev/stdout", whatever stands behind it. */
static bool is_standard_output(const char *path)
{
    struct stat x, y;
    return strcmp(path, "-") == 0 ||
           (stat(path, &x) == 0 && fstat(STDOUT_FILENO, &y) == 0 && !S_ISDIR(x.st_mode) &&
            x.st_dev == y.st_dev && x.st_ino == y.st_ino);
}

/* The file that path leads to by links, into to, so that it is replaced and not the link: as the
 * shell has it. A link that another user planted is not followed (as with fs.protected_symlinks).
 * An empty string: the path is too long, or does not end. */
static void follow_links(const char *path, char to[PATH_ROOM])
{
    enum { LINKS = 40 };
    char link[PATH_ROOM], dir[PATH_ROOM];
    struct stat st;
    int n = snprintf(to, PATH_ROOM, "%s", path);

    for (int i = 0; n >= 0 && n < PATH_ROOM; i++) {
        bool ours = lstat(to, &st) == 0 && S_ISLNK(st.st_mode) &&
                    (st.st_uid == geteuid() || st.st_uid == 0);
        if (!ours)
            return;
        ssize_t got = readlink(to, link, sizeof link - 1);
        if (got < 0 || i == LINKS)
            break;
        link[got] = '\0';
        if (link[0] != '/' && dh_special_is(to)) /* /dev/fd/63 leads to "pipe:[4711]" */
            return;
        dh_file_parent(to, dir, sizeof dir);
        n = snprintf(to, PATH_ROOM, "%s%s%s", link[0] == '/' ? "" : dir,
                     link[0] != '/' && dir[strlen(dir) - 1] != '/' ? "/" : "", link);
    }
    to[0] = '\0';
}

/* Opens what bytes for o->path go to, a device or pipe itself. Answers 0, or an errno value. */
static int open_out(struct dh_out *o)
{
    static const char suffix[] = DH_UNFINISHED "XXXXXX";
    size_t n = strlen(o->path);

    if (dh_special_is(o->path)) {
        o->fd = dh_special_write(o->path);
        return o->fd < 0 ? errno : 0;
    }
    if (dh_file_is_dir(o->path)) /* told now, not when all the work is done */
        return EISDIR;
    o->temp = dh_mem_resize(o->mem, NULL, n + sizeof suffix);
    if (!o->temp)
        return ENOMEM;
    memcpy(o->temp, o->path, n);
    memcpy(o->temp + n, suffix, sizeof suffix);
    o->fd = open_new(o->path, o->temp, &o->named);
    return o->fd < 0 ? errno : 0;
}

enum dh_err dh_out_open(struct dh_out *o, const struct dh_allocator *m, const char *path,
                        struct dh_detail *d)
{
    char target[PATH_ROOM];
    int os = path[0] ? ENAMETOOLONG : ENOENT;

    *o = (struct dh_out){ .mem = m, .fd = -1 };
    dh_buf_init(&o->pending, m, SIZE_MAX);
    bool out = is_standard_output(path);
    snprintf(target, sizeof target, "-");
    if (!out)
        follow_links(path, target);
    size_t n = strlen(target);
    if (n) {
        o->path = dh_mem_resize(m, NULL, n + 1);
        os = o->path ? 0 : ENOMEM;
    }
    if (o->path)
        memcpy(o->path, target, n + 1);
    if (out)
        o->fd = STDOUT_FILENO;
    else if (!os)
        os = open_out(o);
    if (!os)
        return DH_OK;
    enum dh_err e = dh_file_error(os, true);
    dh_special_fail(d, e, os, "create", path);
    o->fd = out ? -1 : o->fd;
    dh_out_abort(o);
    return e;
}

static const char *name_of(const struct dh_out *o)
{
    return o->fd == STDOUT_FILENO ? "standard output" : o->path;
}

enum dh_err dh_out_flush(struct dh_out *o, struct dh_detail *d)
{
    enum dh_err e = dh_file_write_fd(o->fd, name_of(o), dh_buf_str(&o->pending), d);
    o->written += o->pending.n;
    dh_buf_reset(&o->pending);
    return e;
}

enum dh_err dh_out_add(struct dh_out *o, struct dh_str s, struct dh_detail *d)
{
    if (o->pending.n && s.n > CHUNK) {
        enum dh_err e = dh_out_flush(o, d);
        if (e)
            return e;
    }
    if (s.n > CHUNK) { /* not worth a copy */
        o->written += s.n;
        return dh_file_write_fd(o->fd, name_of(o), s, d);
    }
    dh_buf_add(&o->pending, s);
    if (o->pending.err)
        return dh_fail(d, o->pending.err, 0, "cannot write '%s': out of memory", name_of(o));
    return o->pending.n >= CHUNK ? dh_out_flush(o, d) : DH_OK;
}

/* The rename itself must survive a power cut. */
static void sync_parent(const char *path)
{
    char dir[PATH_ROOM];

    dh_file_parent(path, dir, sizeof dir);
    int fd = dh_fd_open(dir, O_RDONLY | O_DIRECTORY);
    if (fd < 0)
        return;
    (void)fsync(fd); /* file systems that cannot sync a directory say EINVAL */
    close(fd);
}

/* Gives the file its temporary name, from which a rename takes it to its path: a link cannot
 * replace what stands there. Answers 0, or an errno value. */
static int name_out(struct dh_out *o)
{
    enum { TRIES = 100 };
    char *end = o->temp + strlen(o->path);
    int bad = o->named ? 0 : EEXIST;

    for (unsigned i = 0; bad == EEXIST && i < TRIES; i++) {
        dh_file_unfinished(end, i);
        bad = name_unnamed(o->fd, o->temp);
    }
    o->named = bad == 0;
    return bad;
}

/* The file becomes its path, whatever stands there. Answers 0, or an errno value. */
static int replace_path(struct dh_out *o)
{
    int bad = name_out(o);
    return bad ? bad : rename(o->temp, o->path) == 0 ? 0 : errno;
}

/* The same where nothing stands: else EEXIST. Not all file systems know links, nor all a rename
 * that replaces nothing. */
static int take_path(struct dh_out *o)
{
    if (!o->named)
        return name_unnamed(o->fd, o->path);
    int bad = link(o->temp, o->path) == 0 ? 0 : errno;
    if (bad && bad != EEXIST)
        bad = renameat2(AT_FDCWD, o->temp, AT_FDCWD, o->path, RENAME_NOREPLACE) == 0 ? 0 : errno;
    unlink(o->temp); /* gone already after a rename */
    return bad;
}

/* made: NULL, or nothing is replaced. */
static enum dh_err commit(struct dh_out *o, bool *made, struct dh_detail *d)
{
    enum dh_err e = dh_out_flush(o, d);

    if (e == DH_OK && o->temp) {
        int bad = fsync(o->fd) < 0 ? errno : 0;
        if (!bad)
            bad = made ? take_path(o) : replace_path(o);
        if (made)
            *made = bad == 0;
        if (bad && (!made || bad != EEXIST)) {
            e = dh_fail_os(d, DH_EIO, bad, "cannot write '%s'", o->path);
        } else {
            dh_mem_free(o->mem, o->temp);
            o->temp = NULL;
            sync_parent(o->path);
        }
    }
    dh_out_abort(o); /* close has nothing to tell that fsync did not */
    return e;
}

enum dh_err dh_out_commit(struct dh_out *o, struct dh_detail *d)
{
    return commit(o, NULL, d);
}

enum dh_err dh_out_commit_new(struct dh_out *o, bool *made, struct dh_detail *d)
{
    *made = false;
    return commit(o, made, d);
}

void dh_out_abort(struct dh_out *o)
{
    if (!o || !o->mem)
        return;
    if (o->fd >= 0 && o->fd != STDOUT_FILENO)
        close(o->fd);
    o->fd = -1;
    if (o->temp && o->named)
        unlink(o->temp);
    dh_mem_free(o->mem, o->temp);
    dh_mem_free(o->mem, o->path);
    dh_buf_release(&o->pending);
    o->temp = o->path = NULL;
}
