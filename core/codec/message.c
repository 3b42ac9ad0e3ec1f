/* SPDX-License-Identifier: MIT */
/* dh_warc_http of warc.h: HTTP messages as they stand in WARC records (RFC 9112), wrong ones
 * included. */
#include "codec/codec.h"
#include "codec/warc.h"

enum { LAYERS_MAX = 4 }; /* of packing: more are nobody's */

/* Cuts the first line off *s, without its end. */
static struct dh_str next_line(struct dh_str *s)
{
    size_t n = dh_str_find_byte(*s, '\n');
    struct dh_str line = dh_str_sub(*s, 0, n);
    *s = dh_str_sub(*s, n + 1, s->n);
    if (line.n && line.p[line.n - 1] == '\r')
        line.n--;
    return line;
}

static bool take_field(struct dh_str line, struct dh_str name, struct dh_str *value)
{
    if (!dh_str_starts_nocase(line, name) || line.n <= name.n || line.p[name.n] != ':')
        return false;
    *value = dh_str_trim(dh_str_sub(line, name.n + 1, line.n));
    return true;
}

/* "HTTP/1.1 200 OK", also "HTTP/2 200". 0: none of the kind. */
static unsigned parse_status(struct dh_str line)
{
    uint64_t status;
    size_t blank = dh_str_find_byte(line, ' ');

    if (!dh_str_starts_nocase(line, DH_STR("HTTP/")) ||
        !dh_str_number(dh_str_sub(line, blank + 1, 3), 999, &status))
        return 0;
    return (unsigned)status;
}

/* The size of the chunk that a line announces; false: it announces none. */
static bool chunk_size(struct dh_str line, size_t *size)
{
    size_t n = 0;

    *size = 0;
    line = dh_str_trim(dh_str_sub(line, 0, dh_str_find_byte(line, ';')));
    for (; n < line.n; n++) {
        unsigned char c = dh_lower((unsigned char)line.p[n]);
        if (n == 8 || !(dh_is_digit(c) || (c >= 'a' && c <= 'f')))
            return false;
        *size = *size << 4 | (size_t)(dh_is_digit(c) ? c - '0' : c - 'a' + 10);
    }
    return n > 0;
}

/* What a page begins with, packed or not: a line of hexadecimal digits above it is no line of its
 * own, but announces a chunk. */
static bool is_page(struct dh_str s)
{
    return dh_coding_sniff(s, NULL) != DH_CODING_NONE ||
           dh_str_starts(dh_str_trim(dh_str_without_bom(s)), DH_STR("<"));
}

/* Joins a chunked body into out. false: it is none (stored joined already, as many tools do). */
static bool join_chunks(struct dh_str s, struct dh_buf *out, bool *damaged)
{
    size_t size;
    bool first = true;

    for (;; first = false) {
        struct dh_str line = next_line(&s);
        if (!chunk_size(line, &size) || (first && size > s.n && !is_page(s))) {
            *damaged = !first;
            return !first;
        }
        if (!size)
            return true;
        dh_buf_add(out, dh_str_sub(s, 0, size));
        *damaged = s.n < size;
        if (*damaged)
            return true;
        s = dh_str_sub(s, size, s.n);
        (void)next_line(&s); /* the line end behind a chunk */
    }
}

static enum dh_err unpack(struct dh_str s, enum dh_coding coding, struct dh_buf *out, bool *damaged)
{
    struct dh_decoder *c = NULL;
    enum dh_err e = dh_decoder_new(&c, out->mem, coding, NULL);

    if (e == DH_OK)
        e = dh_decoder_run(c, &s, SIZE_MAX, out, NULL);
    if (e == DH_OK)
        e = dh_decoder_end(c, NULL);
    *damaged = e == DH_EDATA;
    dh_decoder_free(c);
    return e == DH_EDATA ? DH_OK : e;
}

/* Codings of HTTP that nothing here unpacks. */
static bool is_sealed(struct dh_str label)
{
    static const char *const names[] = { "compress", "x-compress", "lzma", "dcb", "dcz" };
    for (size_t i = 0; i < DH_LEN(names); i++)
        if (dh_str_eq_nocase(label, dh_str_c(names[i])))
            return true;
    return false;
}

/* What a body is packed in is told by its bytes where they can: labels outlive unpacking. */
static enum dh_coding coding_of(struct dh_str body, struct dh_str label)
{
    enum dh_coding is = dh_coding_sniff(body, NULL), said = dh_coding_of_label(label);

    if (said == DH_CODING_DEFLATE)
        return said;
    if (is == DH_CODING_NONE && said == DH_CODING_BROTLI && !dh_coding_is_text(body))
        return said;
    return is;
}

/* Unpacks one layer of h->body into *to, where it stands in neither before; *to is the other of two
 * then. */
static enum dh_err open_layer(struct dh_warc_http *h, struct dh_str label, struct dh_buf **to,
                              struct dh_buf **other)
{
    enum dh_coding c = coding_of(h->body, label);
    bool damaged = false;

    if (c == DH_CODING_NONE) {
        if (is_sealed(label) && !dh_coding_is_text(h->body))
            h->sealed = label;
        return DH_OK;
    }
    dh_buf_reset(*to);
    enum dh_err e = unpack(h->body, c, *to, &damaged);
    if (e == DH_EINTERNAL) { /* there is no library for it */
        h->sealed = label;
        return DH_OK;
    }
    if (e || (damaged && dh_coding_is_text(h->body)))
        return e;
    h->damaged = h->damaged || damaged;
    h->body = dh_buf_str(*to);
    struct dh_buf *made = *to;
    *to = *other;
    *other = made;
    return DH_OK;
}

/* The last of a list of labels, cut off it. */
static struct dh_str last_label(struct dh_str *list)
{
    size_t at = list->n;
    while (at && list->p[at - 1] != ',')
        at--;
    struct dh_str last = dh_str_sub(*list, at, list->n);
    *list = dh_str_sub(*list, 0, at ? at - 1 : 0);
    return dh_str_trim(last);
}

static enum dh_err decode_body(struct dh_warc_http *h, bool chunked, struct dh_str coding,
                               struct dh_buf *buf)
{
    struct dh_buf own, *to = buf, *other = &own;
    enum dh_err e = DH_OK;

    dh_buf_init(&own, buf->mem, buf->cap);
    if (chunked && join_chunks(h->body, &own, &h->damaged))
        h->body = dh_buf_str(&own);
    e = own.err;
    for (int i = 0; e == DH_OK && coding.n && i < LAYERS_MAX && !h->sealed.n && !h->damaged; i++)
        e = open_layer(h, last_label(&coding), &to, &other);
    if (e == DH_OK && own.n && h->body.p == own.p) {
        dh_buf_reset(buf);
        dh_buf_add(buf, h->body);
        e = buf->err;
        h->body = dh_buf_str(buf);
    }
    dh_buf_release(&own);
    return e;
}

enum dh_err dh_warc_http(struct dh_str block, struct dh_buf *buf, struct dh_warc_http *out)
{
    struct dh_str s = block, line, coding = DH_STR_NONE, transfer = DH_STR_NONE;

    *out = (struct dh_warc_http){ .body = block };
    dh_buf_reset(buf);
    out->status = parse_status(next_line(&s));
    if (!out->status)
        return DH_OK;
    while (s.n && (line = next_line(&s)).n) {
        (void)(take_field(line, DH_STR("Content-Type"), &out->content_type) ||
               take_field(line, DH_STR("Location"), &out->location) ||
               take_field(line, DH_STR("ETag"), &out->etag) ||
               take_field(line, DH_STR("Last-Modified"), &out->last_modified) ||
               take_field(line, DH_STR("Content-Encoding"), &coding) ||
               take_field(line, DH_STR("Transfer-Encoding"), &transfer));
    }
    out->body = s;
    bool chunked = dh_str_eq_nocase(transfer, DH_STR("chunked"));
    if (!chunked && (!coding.n || dh_str_eq_nocase(coding, DH_STR("identity"))))
        return DH_OK;
    return decode_body(out, chunked, coding, buf);
}
