/* SPDX-License-Identifier: MIT */
#include "job/clusters.h"

#include "base/err.h"
#include "base/outfile.h"
#include "base/json.h"

struct clusters {
    struct dh_out out;
    struct dh_buf line;
    bool open; /* a row is begun */
};

static enum dh_err end_row(struct clusters *k, struct dh_detail *d)
{
    if (!k->open)
        return DH_OK;
    k->open = false;
    dh_buf_add(&k->line, DH_STR("]}\n"));
    enum dh_err e = k->line.err ? dh_fail(d, k->line.err, 0, "out of memory")
                                : dh_out_add(&k->out, dh_buf_str(&k->line), d);
    dh_buf_reset(&k->line);
    return e;
}

static enum dh_err add_member(void *self, struct dh_str head, struct dh_str member)
{
    struct clusters *k = self;
    enum dh_err e = DH_OK;
    if (head.p == member.p) { /* the survivor comes first */
        e = end_row(k, NULL);
        dh_buf_add(&k->line, DH_STR("{\"cluster\":["));
        k->open = true;
    } else {
        dh_buf_byte(&k->line, ',');
    }
    dh_json_add(&k->line, member);
    return e;
}

enum dh_err dh_clusters_write(struct dh_corpus *corpus, const char *path,
                              const struct dh_allocator *m, struct dh_detail *d)
{
    struct clusters k = { .open = false };
    enum dh_err e = dh_out_open(&k.out, m, path, d);
    if (e)
        return e;
    dh_buf_init(&k.line, m, SIZE_MAX);
    e = corpus ? dh_corpus_clusters(corpus, add_member, &k, d) : DH_OK;
    if (e == DH_OK)
        e = end_row(&k, d);
    if (e == DH_OK)
        e = dh_out_commit(&k.out, d);
    else
        dh_out_abort(&k.out);
    dh_buf_release(&k.line);
    return e;
}
