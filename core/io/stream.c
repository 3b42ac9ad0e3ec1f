/* SPDX-License-Identifier: MIT */
#include "io/stream.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/err.h"
#include "base/file.h"

enum dh_err dh_stream_open(struct dh_stream *s, const char *path, bool walked, struct dh_detail *d)
{
    struct stat st;

    *s = (struct dh_stream){ .name = path, .fd = -1 };
    if (path[0] == '-' && !path[1] && !walked) {
        s->name = "standard input";
        s->fd = STDIN_FILENO;
        return DH_OK;
    }
    /* Regular files do not heed O_NONBLOCK; a FIFO that a walk meets would wait for its writer. */
    s->fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | (walked ? O_NONBLOCK : 0));
    if (s->fd < 0 && walked && errno == ENXIO)
        return DH_END; /* a socket */
    if (s->fd < 0)
        return dh_fail_os(d, dh_file_error(errno, false), errno, "cannot open '%s'", path);
    s->owned = true;
    if (!walked || (fstat(s->fd, &st) == 0 && S_ISREG(st.st_mode)))
        return DH_OK;
    dh_stream_close(s);
    return DH_END;
}

void dh_stream_memory(struct dh_stream *s, const char *name, struct dh_str bytes)
{
    *s = (struct dh_stream){ .name = name, .fd = -1, .rest = bytes };
}

enum dh_err dh_stream_read(struct dh_stream *s, size_t max, struct dh_buf *b, struct dh_detail *d)
{
    if (s->fd < 0) {
        struct dh_str part = dh_str_sub(s->rest, 0, max);
        s->rest = dh_str_sub(s->rest, part.n, s->rest.n);
        dh_buf_add(b, part);
        return b->err ? b->err : part.n ? DH_OK : DH_END;
    }
    char *p = dh_buf_room(b, max);
    if (!p)
        return dh_fail(d, b->err, 0, "cannot read '%s': %s", s->name, dh_strerror(b->err));
    for (;;) {
        ssize_t got = read(s->fd, p, max);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return dh_fail_os(d, DH_EIO, errno, "cannot read '%s'", s->name);
        b->n += (size_t)got;
        return got ? DH_OK : DH_END;
    }
}

void dh_stream_close(struct dh_stream *s)
{
    if (s->owned && s->fd >= 0)
        close(s->fd);
    s->fd = -1;
    s->owned = false;
}
