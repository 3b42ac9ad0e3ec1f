/* SPDX-License-Identifier: MIT */
/* Files: reading with a cap, writing to what is open, names and directories, temporaries. EINTR and
 * short reads and writes are handled here. Messages name the path and the cause. Any thread. What
 * is to appear whole is written by outfile.h. */
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

/* Makes the directory and its missing parents (mode 0777 less umask). An existing directory is
 * fine. DH_ECREATE: also where a file stands in the way; DH_EACCESS, DH_EIO. */
DH_MUST_USE enum dh_err dh_file_mkdirs(const char *path, struct dh_detail *d);
/* Where temporary files go: dir, else TMPDIR, else /tmp. */
const char *dh_file_temp_dir(const char *dir);
/* An unnamed temporary file in dir (NULL: TMPDIR, else /tmp): gone when fd is closed, whatever
 * happens. DH_ECREATE, DH_EACCESS, DH_EIO. */
DH_MUST_USE enum dh_err dh_file_temp(const char *dir, int *fd, struct dh_detail *d);
/* Writes to one. what it is for stands in the message: "for stories". DH_EIO. */
DH_MUST_USE enum dh_err dh_file_temp_write(int fd, const char *what, struct dh_str s,
                                           struct dh_detail *d);

#endif
