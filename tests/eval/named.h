/* SPDX-License-Identifier: MIT */
/* What extract.c and fragments.c do alike: every file that standard input names, one a line, is
 * read into a page and answered with a line of JSON on standard output, {"id": the name, ...}. */
#ifndef NAMED_H
#define NAMED_H

#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/json.h"
#include "page/page.h"

struct named {
    const char *program; /* for messages */
    struct dh_page *page;
    struct dh_buf *out;
    /* The bytes of a file into the page. */
    enum dh_err (*work)(void *self, struct dh_str bytes, struct dh_detail *d);
    /* Adds the other members to out, also where work failed; false: something cannot be written. */
    bool (*tell)(void *self);
    void *self;
};

static inline bool named_one(const struct named *n, const char *path)
{
    struct dh_buf bytes;
    struct dh_detail d = { 0 };

    dh_buf_init(&bytes, dh_mem_default(), 64 << 20);
    dh_page_reset(n->page);
    dh_buf_reset(n->out);
    dh_buf_add(n->out, DH_STR("{\"id\":"));
    dh_json_add(n->out, dh_str_c(path));
    enum dh_err e = dh_file_read(path, &bytes, &d);
    if (e == DH_OK)
        e = n->work(n->self, dh_buf_str(&bytes), &d);
    if (e)
        fprintf(stderr, "%s: %s: %s\n", n->program, path, d.msg[0] ? d.msg : dh_strerror(e));
    bool ok = n->tell(n->self);
    dh_buf_add(n->out, DH_STR("}\n"));
    dh_buf_release(&bytes);
    return ok && n->out->err == DH_OK && fwrite(n->out->p, n->out->n, 1, stdout) == 1;
}

/* false: standard output cannot be written. */
static inline bool named_all(const struct named *n)
{
    char path[8192];

    while (fgets(path, sizeof path, stdin)) {
        path[strcspn(path, "\n")] = '\0';
        if (path[0] && !named_one(n, path))
            return false;
    }
    return fflush(stdout) == 0;
}

#endif
