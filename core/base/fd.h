/* SPDX-License-Identifier: MIT */
/* Opening what a path leads to. On network file systems and those of programs that waits, and ends
 * with EINTR where a signal comes: then it is done once more. Whoever wants the signal looks for
 * it afterwards. Answers and errno are those of the system. Any thread. */
#ifndef DH_FD_H
#define DH_FD_H

#include <dirent.h>
#include <fcntl.h>

/* As open(2) and openat(2), with O_CLOEXEC in any case; what is made has mode 0666. */
int dh_fd_open(const char *path, int flags);
int dh_fd_open_at(int dir, const char *name, int flags);
DIR *dh_fd_list(const char *path); /* as opendir(3) */

#endif
