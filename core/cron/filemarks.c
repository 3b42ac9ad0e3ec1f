/* SPDX-License-Identifier: MIT */
#include "cron/filemarks.h"

#include <dirent.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fd.h"
#include "base/file.h"
#include "base/hash.h"
#include "io/stream.h"

enum { WINDOW = 4096 };
/* A file that changed so shortly before it was looked at may change again without showing it:
 * clocks of file systems tick slowly. */
#define RACY ((int64_t)2 * 1000000000)

void dh_filemarks_set(struct dh_ledger_file *row, const struct stat *st)
{
    row->size = (uint64_t)st->st_size;
    row->device = st->st_dev;
    row->inode = st->st_ino;
    row->mtime = dh_clock_ns(st->st_mtim);
    row->ctime = dh_clock_ns(st->st_ctim);
}

bool dh_filemarks_same(const struct dh_ledger_file *old, const struct dh_ledger_file *now)
{
    return old->size == now->size && old->device == now->device && old->inode == now->inode &&
           old->mtime == now->mtime && old->ctime == now->ctime && old->checked > RACY &&
           old->ctime < old->checked - RACY && !old->gone;
}

/* Hashes of the first and the last bytes before `at`. false: there are not so many, or they
 * cannot be read. */
static bool windows(const char *path, uint64_t at, uint64_t *head, uint64_t *tail)
{
    char bytes[WINDOW];
    size_t n = at < WINDOW ? (size_t)at : WINDOW;
    int fd = dh_fd_open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY);
    bool ok = fd >= 0 && pread(fd, bytes, n, 0) == (ssize_t)n;
    if (ok) {
        *head = dh_hash64((struct dh_str){ bytes, n });
        ok = pread(fd, bytes, n, (off_t)(at - n)) == (ssize_t)n;
        *tail = ok ? dh_hash64((struct dh_str){ bytes, n }) : 0;
    }
    if (fd >= 0)
        close(fd);
    return ok;
}

bool dh_filemarks_read(struct dh_ledger_file *row, const char *path)
{
    return windows(path, row->at, &row->head, &row->tail);
}

bool dh_filemarks_go_on(const char *path, const struct dh_ledger_file *old)
{
    uint64_t head, tail;
    return old->rows && old->at && windows(path, old->at, &head, &tail) && head == old->head &&
           tail == old->tail;
}

/* dh_filemarks_go_on of a packed file, by its head alone. */
static bool goes_on_packed(const struct dh_allocator *mem, const char *path,
                           const struct dh_ledger_file *old)
{
    uint64_t head;
    size_t n = old->at < WINDOW ? (size_t)old->at : WINDOW;
    return dh_stream_packed_head(mem, path, n, &head) && head == old->head;
}

bool dh_filemarks_find_rotated(const struct dh_allocator *mem, const char *path,
                               const struct dh_ledger_file *old, char found[PATH_MAX], bool *packed)
{
    char dir[PATH_MAX];
    const char *base = dh_file_name(path);
    size_t n = (size_t)(base - path), k = strlen(base);
    bool ok = false, looks = old->rows && old->at && dh_file_parent(path, dir, sizeof dir);

    DIR *list = looks ? dh_fd_list(dir) : NULL;
    for (struct dirent *e; list && !ok && (e = readdir(list));) {
        size_t m = strlen(e->d_name);
        if (strncmp(e->d_name, base, k) != 0 || m == k || n + m >= PATH_MAX)
            continue;
        memcpy(found, path, n);
        memcpy(found + n, e->d_name, m + 1);
        *packed = !dh_filemarks_go_on(found, old);
        ok = !*packed || goes_on_packed(mem, found, old);
    }
    if (list)
        closedir(list);
    return ok;
}

/* What logrotate(8) and its like put behind a name: "news2" is a file of its own. */
static bool is_number(const char *end)
{
    static const char *const packed[] = { "", ".gz", ".zst", ".xz", ".bz2" };
    size_t n = strspn(end, "0123456789-._T:"), digits = strcspn(end, "0123456789");

    if (end[0] != '.' && end[0] != '-')
        return false;
    for (size_t i = 0; digits < n && i < DH_LEN(packed); i++)
        if (strcmp(end + n - (packed[i][0] == '.' && end[n - 1] == '.'), packed[i]) == 0)
            return true;
    return false;
}

bool dh_filemarks_next_rotated(const char *path, int64_t *mtime, char found[PATH_MAX])
{
    char dir[PATH_MAX], name[PATH_MAX];
    const char *base = dh_file_name(path);
    size_t n = (size_t)(base - path), k = strlen(base);
    int64_t best = INT64_MAX;
    struct stat st;

    DIR *list = dh_file_parent(path, dir, sizeof dir) ? dh_fd_list(dir) : NULL;
    for (struct dirent *e; list && (e = readdir(list));) {
        size_t m = strlen(e->d_name);
        if (strncmp(e->d_name, base, k) != 0 || m == k || n + m >= PATH_MAX ||
            !is_number(e->d_name + k))
            continue;
        memcpy(name, path, n);
        memcpy(name + n, e->d_name, m + 1);
        if (stat(name, &st) != 0 || !S_ISREG(st.st_mode))
            continue;
        int64_t at = dh_clock_ns(st.st_mtim);
        if (at <= *mtime || at >= best)
            continue;
        best = at;
        memcpy(found, name, n + m + 1);
    }
    if (list)
        closedir(list);
    *mtime = best;
    return best != INT64_MAX;
}
