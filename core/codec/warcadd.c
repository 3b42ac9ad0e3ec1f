/* SPDX-License-Identifier: MIT */
/* dh_warc_add of warc.h: one record, one gzip member. */
#include <limits.h>
#include <zlib.h>

#include "codec/warc.h"

enum { STEP = 64 * 1024 };

static const char *type_name(enum dh_warc_type t)
{
    switch (t) {
    case DH_WARC_INFO:
        return "warcinfo";
    case DH_WARC_RESPONSE:
        return "response";
    case DH_WARC_RESOURCE:
        return "resource";
    case DH_WARC_REQUEST:
        return "request";
    case DH_WARC_METADATA:
        return "metadata";
    case DH_WARC_REVISIT:
        return "revisit";
    case DH_WARC_CONVERSION:
        return "conversion";
    case DH_WARC_OTHER:
        break;
    }
    return "metadata";
}

static void add_field(struct dh_buf *b, struct dh_str name, struct dh_str value)
{
    for (size_t i = 0; i < value.n; i++)
        if ((unsigned char)value.p[i] < ' ' || value.p[i] == 0x7F)
            return;
    if (!value.n)
        return;
    dh_buf_add(b, name);
    dh_buf_add(b, DH_STR(": "));
    dh_buf_add(b, value);
    dh_buf_add(b, DH_STR("\r\n"));
}

static void add_header(struct dh_buf *b, const struct dh_warc_record *r)
{
    dh_buf_add(b, DH_STR("WARC/1.1\r\n"));
    add_field(b, DH_STR("WARC-Type"), dh_str_c(type_name(r->type)));
    add_field(b, DH_STR("WARC-Record-ID"), r->id);
    add_field(b, DH_STR("WARC-Date"), r->date);
    add_field(b, DH_STR("WARC-Target-URI"), r->url);
    if (r->type == DH_WARC_REVISIT) {
        add_field(b, DH_STR("WARC-Profile"),
                  r->same_payload
                      ? DH_STR("http://netpreserve.org/warc/1.1/revisit/identical-payload-digest")
                      : DH_STR("http://netpreserve.org/warc/1.1/revisit/server-not-modified"));
        add_field(b, DH_STR("WARC-Refers-To-Target-URI"), r->refers_to);
        add_field(b, DH_STR("WARC-Refers-To-Date"), r->refers_to_date);
    }
    add_field(b, DH_STR("WARC-Concurrent-To"), r->concurrent_to);
    add_field(b, DH_STR("WARC-Payload-Digest"), r->payload_digest);
    add_field(b, DH_STR("Content-Type"), r->content_type);
    dh_buf_add(b, DH_STR("Content-Length: "));
    dh_buf_number(b, r->block.n);
    dh_buf_add(b, DH_STR("\r\n\r\n"));
}

static void *z_alloc(void *self, unsigned count, unsigned size)
{
    return dh_mem_zeroed(self, count, size);
}

static void z_free(void *self, void *p)
{
    dh_mem_free(self, p);
}

/* s into out; last: and the end of the member. */
static enum dh_err pack(z_stream *z, struct dh_str s, bool last, struct dh_buf *out)
{
    int r = Z_OK;

    do {
        unsigned n = s.n < UINT_MAX ? (unsigned)s.n : UINT_MAX;
        z->next_in = (unsigned char *)s.p; /* zlib does not write there */
        z->avail_in = n;
        z->next_out = (unsigned char *)dh_buf_room(out, STEP);
        z->avail_out = STEP;
        if (!z->next_out)
            return out->err;
        r = deflate(z, last && n == s.n ? Z_FINISH : Z_NO_FLUSH);
        out->n += STEP - z->avail_out;
        s = dh_str_sub(s, n - z->avail_in, s.n);
    } while (s.n || (last && r != Z_STREAM_END));
    return DH_OK;
}

enum dh_err dh_warc_add(struct dh_buf *out, const struct dh_warc_record *r)
{
    z_stream z = { .zalloc = z_alloc, .zfree = z_free, .opaque = (void *)out->mem };
    struct dh_buf head;
    enum dh_err e;

    dh_buf_init(&head, out->mem, SIZE_MAX);
    add_header(&head, r);
    e = head.err;
    if (e == DH_OK && deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        e = DH_ENOMEM;
    if (e == DH_OK) {
        e = pack(&z, dh_buf_str(&head), false, out);
        if (e == DH_OK)
            e = pack(&z, r->block, false, out);
        if (e == DH_OK)
            e = pack(&z, DH_STR("\r\n\r\n"), true, out);
        deflateEnd(&z);
    }
    dh_buf_release(&head);
    return e;
}
