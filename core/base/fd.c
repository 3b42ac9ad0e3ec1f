/* SPDX-License-Identifier: MIT */
#include "base/fd.h"

#include <errno.h>

int dh_fd_open_at(int dir, const char *name, int flags)
{
    int fd;

    do {
        fd = openat(dir, name, flags | O_CLOEXEC, 0666);
    } while (fd < 0 && errno == EINTR);
    return fd;
}

int dh_fd_open(const char *path, int flags)
{
    return dh_fd_open_at(AT_FDCWD, path, flags);
}

DIR *dh_fd_list(const char *path)
{
    DIR *list;

    do {
        list = opendir(path);
    } while (!list && errno == EINTR);
    return list;
}
