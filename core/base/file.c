/* SPDX-License-Identifier: MIT */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/err.h"
#include "base/fd.h"
#include "base/special.h"

enum { CHUNK = 256 * 1024, PATH_ROOM = 4096, TURN_MS = 200 };

bool dh_file_is_dir(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

bool dh_file_is_same(const char *a, const char *b)
{
    struct stat x, y;
    return stat(a, &x) == 0 && stat(b, &y) == 0 && S_ISREG(x.st_mode) && x.st_dev == y.st_dev &&
           x.st_ino == y.st_ino;
}

enum dh_err dh_file_error(int os, bool create)
{
    switch (os) {
    case ENOENT:
    case ENOTDIR:
        return create ? DH_ECREATE : DH_ENOINPUT;
    case EACCES:
    case EPERM:
        return DH_EACCESS;
    case EROFS:
    case EISDIR:
    case ELOOP:
    case ENAMETOOLONG:
    case EEXIST:
        return create ? DH_ECREATE : DH_EIO;
    case EPIPE:
        return DH_EPIPE;
    case ENOMEM:
        return DH_ENOMEM;
    default:
        return DH_EIO;
    }
}

bool dh_file_ready(int fd, int ms)
{
    struct pollfd p = { .fd = fd, .events = POLLIN };
    int r = poll(&p, 1, ms);
    return r > 0 || (r < 0 && errno != EINTR); /* reading tells what is wrong */
}

/* A signal may come just before a read that would wait: so it is looked for again and again. */
static bool wait_or_stop(int fd, const volatile int *stop)
{
    while (stop && !*stop)
        if (dh_file_ready(fd, TURN_MS))
            return true;
    return !stop;
}

static enum dh_err read_all(int fd, const char *name, const volatile int *stop, struct dh_buf *b,
                            struct dh_detail *d)
{
    struct stat st;
    /* One byte more than the file tells the end without another round of growing. */
    if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size > 0 &&
        (uint64_t)st.st_size < b->cap)
        (void)dh_buf_room(b, (size_t)st.st_size + 1 <= b->cap - b->n ? (size_t)st.st_size + 1 : 0);
    for (;;) {
        size_t want = b->room > b->n ? b->room - b->n : CHUNK;
        if (want > b->cap - b->n)
            want = b->cap - b->n;
        char probe, *p = want ? dh_buf_room(b, want) : &probe;
        if (!p)
            return dh_fail(d, b->err, 0, "cannot read '%s': %s", name, dh_strerror(b->err));
        if (!wait_or_stop(fd, stop))
            return dh_fail(d, DH_ESTOPPED, 0, "stopped");
        ssize_t got = read(fd, p, want ? want : 1);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return dh_fail_os(d, dh_file_error(errno, false), errno, "cannot read '%s'", name);
        if (got == 0)
            return DH_OK;
        if (!want)
            return dh_fail(d, DH_ELIMIT, 0, "'%s' is larger than the limit of %zu bytes", name,
                           b->cap);
        b->n += (size_t)got;
    }
}

enum dh_err dh_file_read_fd(int fd, const char *name, struct dh_buf *b, struct dh_detail *d)
{
    return read_all(fd, name, NULL, b, d);
}

/* A FIFO that nobody writes into is waited for until *stop. */
static int open_or_stop(const char *path, const volatile int *stop)
{
    int fd;

    do {
        fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    } while (fd < 0 && errno == EINTR && !*stop);
    return fd;
}

static enum dh_err read_path(const char *path, const volatile int *stop, struct dh_buf *b,
                             struct dh_detail *d)
{
    int fd = stop ? open_or_stop(path, stop) : dh_special_read(path);
    if (fd < 0 && errno == EINTR && stop && *stop)
        return dh_fail(d, DH_ESTOPPED, 0, "stopped");
    if (fd < 0)
        return dh_special_fail(d, dh_file_error(errno, false), errno, "open", path);
    enum dh_err e = read_all(fd, path, stop, b, d);
    close(fd);
    return e;
}

enum dh_err dh_file_read_or_stop(const char *path, const volatile int *stop, struct dh_buf *b,
                                 struct dh_detail *d)
{
    if (!strcmp(path, "-"))
        return read_all(STDIN_FILENO, "standard input", stop, b, d);
    return read_path(path, stop, b, d);
}

enum dh_err dh_file_read(const char *path, struct dh_buf *b, struct dh_detail *d)
{
    return read_path(path, NULL, b, d);
}

/* Standard output may be a pipe that does not wait: whoever else has it open decides. Until it
 * takes bytes, or has an error to tell. */
static bool wait_for_room(int fd)
{
    struct pollfd p = { .fd = fd, .events = POLLOUT };
    int r = poll(&p, 1, -1);
    return r > 0 || (r < 0 && errno == EINTR);
}

enum dh_err dh_file_write_fd(int fd, const char *name, struct dh_str s, struct dh_detail *d)
{
    while (s.n) {
        ssize_t n = write(fd, s.p, s.n);
        if (n < 0 && (errno == EINTR || (errno == EAGAIN && wait_for_room(fd))))
            continue;
        if (n < 0)
            return dh_fail_os(d, dh_file_error(errno, true), errno, "cannot write '%s'", name);
        s = dh_str_sub(s, (size_t)n, s.n);
    }
    return DH_OK;
}

enum dh_err dh_file_read_at(int fd, const char *name, uint64_t at, void *p, size_t n,
                            struct dh_detail *d)
{
    for (size_t got = 0; got < n;) {
        ssize_t k = pread(fd, (char *)p + got, n - got, (off_t)(at + got));
        if (k < 0 && errno == EINTR)
            continue;
        if (k <= 0)
            return dh_fail_os(d, DH_EIO, k < 0 ? errno : EIO, "cannot read %s", name);
        got += (size_t)k;
    }
    return DH_OK;
}

/* ---- Output files */

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

bool dh_file_parent(const char *path, char *dir, size_t room)
{
    size_t n = (size_t)(dh_file_name(path) - path);
    bool any = n > 0;

    while (n > 1 && path[n - 1] == '/')
        n--;
    if (n >= room || room < sizeof ".")
        return false;
    memcpy(dir, any ? path : ".", any ? n : 1);
    dir[any ? n : 1] = '\0';
    return true;
}

const char *dh_file_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* Opens what will become path: without a name where that can be done, else (*named) as temp, whose
 * name ends in XXXXXX. */
static int open_new(const char *path, char *temp, bool *named)
{
    char dir[PATH_ROOM];
    int fd = -1;
    dh_file_parent(path, dir, sizeof dir);
    if (access("/proc/self/fd", X_OK) == 0)
        fd = dh_fd_open(dir, O_TMPFILE | O_WRONLY);
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

enum dh_err dh_out_commit(struct dh_out *o, struct dh_detail *d)
{
    enum dh_err e = dh_out_flush(o, d);

    if (e == DH_OK && o->temp) {
        int fd = o->fd;
        int bad = fsync(fd) < 0 ? errno : 0;
        if (!bad)
            bad = name_out(o);
        o->fd = -1;
        if (close(fd) < 0 && !bad)
            bad = errno;
        if (!bad && rename(o->temp, o->path) < 0)
            bad = errno;
        if (bad) {
            dh_fail_os(d, DH_EIO, bad, "cannot write '%s'", o->path);
            e = DH_EIO;
        } else {
            dh_mem_free(o->mem, o->temp);
            o->temp = NULL;
            sync_parent(o->path);
        }
    }
    dh_out_abort(o);
    return e;
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

enum dh_err dh_file_mkdirs(const char *path, struct dh_detail *d)
{
    char part[4096];
    size_t n = strlen(path);

    if (n == 0 || n >= sizeof part)
        return dh_fail(d, DH_ECREATE, 0, "cannot create directory '%s': bad length", path);
    for (size_t i = 1; i <= n; i++) {
        if (path[i] != '/' && path[i] != '\0')
            continue;
        memcpy(part, path, i);
        part[i] = '\0';
        if (mkdir(part, 0777) < 0 && errno != EEXIST && errno != EISDIR)
            return dh_fail_os(d, dh_file_error(errno, true), errno, "cannot create directory '%s'",
                              part);
    }
    if (!dh_file_is_dir(path))
        return dh_fail(d, DH_ECREATE, 0, "cannot create directory '%s': a file stands in the way",
                       path);
    return DH_OK;
}

/* The file temp becomes path. Not all file systems know links, nor all a rename that replaces
 * nothing. */
static int name_temp(const char *temp, const char *path)
{
    int bad = link(temp, path) == 0 ? 0 : errno;
    if (bad && bad != EEXIST)
        bad = renameat2(AT_FDCWD, temp, AT_FDCWD, path, RENAME_NOREPLACE) == 0 ? 0 : errno;
    unlink(temp); /* gone already after a rename */
    return bad;
}

enum dh_err dh_file_create(const char *path, struct dh_str bytes, bool *made, struct dh_detail *d)
{
    char temp[PATH_ROOM];
    bool named;
    int bad, n = snprintf(temp, sizeof temp, "%s.dehusk-XXXXXX", path);

    *made = false;
    if (n < 0 || (size_t)n >= sizeof temp)
        return dh_fail(d, DH_ECREATE, 0, "cannot create '%s': the path is too long", path);
    int fd = open_new(path, temp, &named);
    if (fd < 0)
        return dh_fail_os(d, dh_file_error(errno, true), errno, "cannot create '%s'", path);
    enum dh_err e = dh_file_write_fd(fd, path, bytes, d);
    if (e == DH_OK && fsync(fd) < 0)
        e = dh_fail_os(d, DH_EIO, errno, "cannot write '%s'", path);
    if (e && named)
        unlink(temp);
    if (e == DH_OK) {
        bad = named ? name_temp(temp, path) : name_unnamed(fd, path);
        *made = bad == 0;
        if (bad && bad != EEXIST)
            e = dh_fail_os(d, dh_file_error(bad, true), bad, "cannot create '%s'", path);
    }
    close(fd);
    if (*made)
        sync_parent(path);
    return e;
}

const char *dh_file_temp_dir(const char *dir)
{
    if (!dir)
        dir = getenv("TMPDIR");
    return dir && dir[0] ? dir : "/tmp";
}

enum dh_err dh_file_temp(const char *dir, int *fd, struct dh_detail *d)
{
    dir = dh_file_temp_dir(dir);
    *fd = open(dir, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (*fd >= 0)
        return DH_OK;
    char name[4096];
    int n = snprintf(name, sizeof name, "%s/dehusk-XXXXXX", dir);
    if (n > 0 && (size_t)n < sizeof name && (*fd = mkostemp(name, O_CLOEXEC)) >= 0) {
        unlink(name);
        return DH_OK;
    }
    return dh_fail_os(d, dh_file_error(errno, true), errno,
                      "cannot create a temporary file in '%s'", dir);
}

enum dh_err dh_file_temp_write(int fd, const char *what, struct dh_str s, struct dh_detail *d)
{
    if (dh_file_write_fd(fd, what, s, NULL) == DH_OK)
        return DH_OK;
    return dh_fail_os(d, DH_EIO, errno, "cannot write the temporary file %s (--tmp says where)",
                      what);
}
