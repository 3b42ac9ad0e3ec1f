/* SPDX-License-Identifier: MIT */
/* Files: reading with a cap, writing so that a reader sees the old file or the new one and never
 * half. EINTR and short reads and writes are handled here. Messages name the path and the cause.
 * One thread a struct. */
#ifndef DH_FILE_H
#define DH_FILE_H

#include "base/mem.h"
#include "base/str.h"

/* Appends the rest of fd to b (its cap holds: DH_ELIMIT). name is for the message. */
DH_MUST_USE enum dh_err dh_file_read_fd(int fd, const char *name, struct dh_buf *b,
                                        struct dh_detail *d);
/* Waits up to ms (-1: for ever) until fd has something to read, an end or an error. false: it has
 * not, or a signal came. */
bool dh_file_ready(int fd, int ms);
/* Appends what stands in path ("-": standard input), as dh_file_read does; the wait for who writes
 * into a pipe ends with DH_ESTOPPED, within a moment, when *stop is not 0. stop may be NULL. */
DH_MUST_USE enum dh_err dh_file_read_or_stop(const char *path, const volatile int *stop,
                                             struct dh_buf *b, struct dh_detail *d);
/* Appends a regular file, FIFO (special.h: it waits but a while for who writes) or device.
 * DH_ENOINPUT, DH_EACCESS, DH_EIO (also for a directory), DH_ELIMIT. */
DH_MUST_USE enum dh_err dh_file_read(const char *path, struct dh_buf *b, struct dh_detail *d);
/* Writes all of s. DH_EPIPE, DH_EIO. */
DH_MUST_USE enum dh_err dh_file_write_fd(int fd, const char *name, struct dh_str s,
                                         struct dh_detail *d);
/* Fills p with the n bytes at `at`, wherever the file stands, so that processes may share fd.
 * DH_EIO: also when it ends before. */
DH_MUST_USE enum dh_err dh_file_read_at(int fd, const char *name, uint64_t at, void *p, size_t n,
                                        struct dh_detail *d);
/* The directory that path stands in, without a slash behind it: "." for a name alone, "/" for what
 * stands at the root. "a/b/" stands in "a/b". false: dir has no room. */
bool dh_file_parent(const char *path, char *dir, size_t room);
/* What stands in path behind its last slash: a view, "" for "a/". */
const char *dh_file_name(const char *path);
bool dh_file_is_dir(const char *path); /* links are followed */
/* Whether both are there and one regular file, by whatever names and links. */
bool dh_file_is_same(const char *a, const char *b);
/* The error for an errno value met while opening for reading (or, with create, for writing). */
enum dh_err dh_file_error(int os, bool create);

/* What the name of a file ends in while it is not finished: DH_UNFINISHED, and DH_UNFINISHED_DIGITS
 * hexadecimal digits. Readers of directories pass such files over. */
#define DH_UNFINISHED ".dehusk-"
enum {
    DH_UNFINISHED_DIGITS = 6,
    DH_UNFINISHED_BYTES = sizeof DH_UNFINISHED + DH_UNFINISHED_DIGITS
};
/* Writes that ending, NUL included: with the number of the process, or of one that is `tries`
 * higher. */
void dh_file_unfinished(char end[DH_UNFINISHED_BYTES], unsigned tries);
bool dh_file_is_unfinished(struct dh_str name);

/* A file being written: bytes go to a temporary in the same directory, commit makes it the file.
 * Until then it has no name where the file system can do that (O_TMPFILE of open(2)): so nothing
 * of it stays behind whatever ends the process. The caller owns the struct; abort or commit
 * always. */
struct dh_out {
    const struct dh_allocator *mem;
    int fd;
    char *path, *temp; /* temp NULL: written directly (standard output, a device, a FIFO) */
    bool named;        /* temp stands in the directory */
    struct dh_buf pending;
    uint64_t written;
};
/* path "-" is standard output, and what standard output goes to is written there, too. Links lead
 * to the file that is replaced. Makes no directories. DH_ECREATE: also where a directory stands;
 * DH_EACCESS. */
DH_MUST_USE enum dh_err dh_out_open(struct dh_out *o, const struct dh_allocator *m,
                                    const char *path, struct dh_detail *d);
/* Buffered. DH_EPIPE, DH_EIO. */
DH_MUST_USE enum dh_err dh_out_add(struct dh_out *o, struct dh_str s, struct dh_detail *d);
/* Writes what is buffered. DH_EPIPE, DH_EIO. */
DH_MUST_USE enum dh_err dh_out_flush(struct dh_out *o, struct dh_detail *d);
/* Flush, fsync, rename, fsync of the directory; releases o whatever happens. On failure the old
 * file stands. DH_EPIPE, DH_EIO. */
DH_MUST_USE enum dh_err dh_out_commit(struct dh_out *o, struct dh_detail *d);
void dh_out_abort(struct dh_out *o); /* removes the temporary; NULL-safe, also after commit */

/* Makes the directory and its missing parents (mode 0777 less umask). An existing directory is
 * fine. DH_ECREATE: also where a file stands in the way; DH_EACCESS, DH_EIO. */
DH_MUST_USE enum dh_err dh_file_mkdirs(const char *path, struct dh_detail *d);
/* A new file of these bytes, synced, whole or not at all. *made: false when something of that name
 * is there already, which stays as it is. DH_ECREATE, DH_EACCESS, DH_EIO. */
DH_MUST_USE enum dh_err dh_file_create(const char *path, struct dh_str bytes, bool *made,
                                       struct dh_detail *d);
/* Where temporary files go: dir, else TMPDIR, else /tmp. */
const char *dh_file_temp_dir(const char *dir);
/* An unnamed temporary file in dir (NULL: TMPDIR, else /tmp): gone when fd is closed, whatever
 * happens. DH_ECREATE, DH_EACCESS, DH_EIO. */
DH_MUST_USE enum dh_err dh_file_temp(const char *dir, int *fd, struct dh_detail *d);
/* Writes to one. what it is for stands in the message: "for stories". DH_EIO. */
DH_MUST_USE enum dh_err dh_file_temp_write(int fd, const char *what, struct dh_str s,
                                           struct dh_detail *d);

#endif
