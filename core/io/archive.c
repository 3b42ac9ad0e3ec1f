/* SPDX-License-Identifier: MIT */
#include "io/archive.h"

#include <stdio.h>

#include "base/err.h"
#include "base/url.h"
#include "codec/warc.h"

struct dh_archive {
    const struct dh_allocator *mem;
    struct dh_stream *stream;
    struct dh_str head; /* read already, not given out yet */
    struct dh_warc *warc;
    struct dh_buf body;
    size_t max_size;
    bool found, told; /* a record; of what is missing */
};

/* ---- Bytes for the reader */

static enum dh_err on_read(void *self, size_t max, struct dh_buf *b, struct dh_detail *d)
{
    struct dh_archive *a = self;

    if (!a->head.n)
        return dh_stream_read(a->stream, max, b, d);
    struct dh_str part = dh_str_sub(a->head, 0, max);
    a->head = dh_str_sub(a->head, part.n, a->head.n);
    dh_buf_add(b, part);
    return b->err;
}

static enum dh_err on_resync(void *self, struct dh_detail *d)
{
    struct dh_archive *a = self;
    return dh_stream_resync(a->stream, d);
}

enum dh_err dh_archive_new(struct dh_archive **out, const struct dh_allocator *m,
                           struct dh_stream *stream, struct dh_str head, size_t max_size,
                           struct dh_detail *d)
{
    struct dh_archive *a = dh_mem_zeroed(m, 1, sizeof *a);
    struct dh_warc_input in = { on_read, on_resync, a };

    if (!a)
        return dh_fail(d, DH_ENOMEM, 0, "out of memory for '%s'", stream->name);
    a->mem = m;
    a->stream = stream;
    a->head = head;
    a->max_size = max_size;
    dh_buf_init(&a->body, m, max_size);
    enum dh_err e = dh_warc_new(&a->warc, m, &in, max_size, d);
    if (e)
        dh_archive_free(a);
    else
        *out = a;
    return e;
}

void dh_archive_free(struct dh_archive *a)
{
    if (!a)
        return;
    dh_warc_free(a->warc);
    dh_buf_release(&a->body);
    dh_mem_free(a->mem, a);
}

/* ---- Pages */

static bool is_text_type(struct dh_str type)
{
    static const char *const types[] = { "text/html", "application/xhtml+xml", "text/plain" };
    type = dh_str_trim(dh_str_sub(type, 0, dh_str_find_byte(type, ';')));
    for (size_t i = 0; i < DH_LEN(types); i++)
        if (dh_str_eq_nocase(type, dh_str_c(types[i])))
            return true;
    return !type.n;
}

static enum dh_err broken(const struct dh_archive *a, struct dh_item *item, enum dh_err e,
                          const char *what)
{
    item->err = dh_fail(&item->detail, e, 0, "a record of '%s' %s", a->stream->name, what);
    item->bytes = DH_STR_NONE;
    return DH_OK;
}

static bool is_candidate(const struct dh_warc_record *r)
{
    return (r->type == DH_WARC_RESPONSE || r->type == DH_WARC_RESOURCE ||
            r->type == DH_WARC_CONVERSION) &&
           dh_url_is_http(r->url) && r->url.n < DH_URL_MAX;
}

/* Fills item from a record. DH_END: it is no page. */
static enum dh_err make_item(struct dh_archive *a, const struct dh_warc_record *r,
                             struct dh_item *item)
{
    struct dh_warc_http http = { .body = r->block, .content_type = r->content_type };
    char what[100];
    enum dh_err e = DH_OK;

    item->id = r->id;
    item->path = a->stream->owned ? a->stream->name : NULL;
    item->url = r->url;
    item->type = DH_TYPE_HTML;
    if (r->too_large)
        return broken(a, item, DH_ELIMIT, "is larger than the limit");
    if (r->type == DH_WARC_RESPONSE)
        e = dh_warc_http(r->block, &a->body, &http);
    if (e == DH_ELIMIT)
        return broken(a, item, e, "unpacks to more than the limit");
    if (e)
        return e;
    bool whole = http.status >= 200 && http.status <= 203;
    if ((http.status && !whole) || !is_text_type(http.content_type))
        return DH_END;
    if (r->damaged || http.damaged)
        return broken(a, item, DH_EDATA, "is cut off");
    if (r->at_gap && a->stream->spoiled)
        return broken(a, item, DH_EDATA, "is damaged");
    if (http.sealed.n) {
        snprintf(what, sizeof what, "has content encoding '%.*s', which is not read here",
                 http.sealed.n < 40 ? (int)http.sealed.n : 40, http.sealed.p);
        return broken(a, item, DH_EDATA, what);
    }
    item->content_type = http.content_type;
    item->bytes = http.body;
    item->type = r->type == DH_WARC_CONVERSION ? DH_TYPE_TEXT : dh_type_sniff(http.body);
    if (item->type == DH_TYPE_JSONL) /* not inside an archive */
        item->type = DH_TYPE_TEXT;
    return DH_OK;
}

enum dh_err dh_archive_next(struct dh_archive *a, struct dh_item *item, struct dh_detail *d)
{
    struct dh_warc_record r;
    enum dh_err e = DH_END;

    while (e == DH_END) {
        *item = (struct dh_item){ .err = DH_OK };
        e = dh_warc_next(a->warc, &r, d);
        if (e == DH_END)
            break;
        if (e)
            return e;
        a->found = true;
        e = is_candidate(&r) ? make_item(a, &r, item) : DH_END;
    }
    if (e != DH_END || a->told || !dh_warc_lost(a->warc))
        return e;
    a->told = true;
    item->id = dh_str_c(a->stream->name);
    item->type = DH_TYPE_HTML;
    item->err = !a->found ? dh_fail(&item->detail, DH_EDATA, 0, "'%s' holds no WARC record",
                                    a->stream->name)
                          : dh_fail(&item->detail, DH_EDATA, 0,
                                    "'%s' is damaged in %llu place%s: records may be missing",
                                    a->stream->name, (unsigned long long)dh_warc_lost(a->warc),
                                    dh_warc_lost(a->warc) == 1 ? "" : "s");
    return DH_OK;
}
