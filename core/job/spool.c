/* SPDX-License-Identifier: MIT */
#include "job/spool.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#include "base/err.h"
#include "base/file.h"

struct dh_spool {
    const struct dh_allocator *mem;
    FILE *file;
    struct dh_buf frame;
};

enum dh_err dh_spool_new(struct dh_spool **out, const struct dh_allocator *m, const char *dir,
                         struct dh_detail *d)
{
    struct dh_spool *s = dh_mem_zeroed(m, 1, sizeof *s);
    int fd = -1;
    enum dh_err e;

    if (!s)
        return dh_fail(d, DH_ENOMEM, 0, "out of memory");
    s->mem = m;
    dh_buf_init(&s->frame, m, SIZE_MAX);
    e = dh_file_temp(dir, &fd, d);
    if (e == DH_OK && !(s->file = fdopen(fd, "w+b"))) {
        close(fd);
        e = dh_fail(d, DH_ENOMEM, 0, "out of memory");
    }
    if (e) {
        dh_spool_free(s);
        return e;
    }
    *out = s;
    return DH_OK;
}

void dh_spool_free(struct dh_spool *s)
{
    if (!s)
        return;
    if (s->file)
        fclose(s->file);
    dh_buf_release(&s->frame);
    dh_mem_free(s->mem, s);
}

static bool write_all(FILE *f, struct dh_str s)
{
    return s.n == 0 || fwrite(s.p, 1, s.n, f) == s.n;
}

enum dh_err dh_spool_add(struct dh_spool *s, struct dh_frame f, struct dh_detail *d)
{
    uint64_t sizes[2] = { f.head.n, f.body.n };
    if (fwrite(sizes, sizeof sizes, 1, s->file) == 1 && write_all(s->file, f.head) &&
        write_all(s->file, f.body))
        return DH_OK;
    return dh_fail_os(d, DH_EIO, errno,
                      "cannot write the temporary file between the passes (option tmp)");
}

enum dh_err dh_spool_rewind(struct dh_spool *s, struct dh_detail *d)
{
    if (fflush(s->file) == 0 && fseek(s->file, 0, SEEK_SET) == 0)
        return DH_OK;
    return dh_fail_os(d, DH_EIO, errno,
                      "cannot write the temporary file between the passes (option tmp)");
}

enum dh_err dh_spool_next(struct dh_spool *s, struct dh_frame *f, struct dh_detail *d)
{
    uint64_t sizes[2];
    if (fread(sizes, sizeof sizes, 1, s->file) != 1) {
        if (feof(s->file))
            return DH_END;
        return dh_fail_os(d, DH_EIO, errno, "cannot read the temporary file between the passes");
    }
    dh_buf_reset(&s->frame);
    char *p = dh_buf_room(&s->frame, sizes[0] + sizes[1] + 1);
    if (!p)
        return dh_fail(d, DH_ENOMEM, 0, "out of memory for a page of %llu bytes",
                       (unsigned long long)sizes[1]);
    if (fread(p, 1, sizes[0] + sizes[1], s->file) != sizes[0] + sizes[1])
        return dh_fail_os(d, DH_EIO, errno, "cannot read the temporary file between the passes");
    f->head = (struct dh_str){ p, sizes[0] };
    f->body = (struct dh_str){ p + sizes[0], sizes[1] };
    return DH_OK;
}
