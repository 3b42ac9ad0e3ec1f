/* SPDX-License-Identifier: MIT */
#include "io/restore.h"

#include <errno.h>
#include <iconv.h>
#include <stdio.h>
#include <string.h>

#include "base/base64.h"
#include "base/err.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/lineescape.h"
#include "base/percent.h"
#include "base/url.h"
#include "base/utf8.h"
#include "io/outdir.h"

enum { CHUNK = 64 * 1024, CHARSET_LONGEST = 64 };

/* ---- One text */

static enum dh_err encode(iconv_t cd, struct dh_str s, struct dh_buf *out)
{
    char *from = (char *)s.p; /* iconv takes char ** but does not write there */
    size_t left = s.n;
    bool flushed = false;

    while (!flushed) {
        size_t room = CHUNK;
        char *to = dh_buf_room(out, room);
        if (!to)
            return out->err;
        flushed = left == 0; /* then back to the initial state, for charsets that have states */
        size_t r =
            flushed ? iconv(cd, NULL, NULL, &to, &room) : iconv(cd, &from, &left, &to, &room);
        out->n += CHUNK - room;
        if (r == (size_t)-1 && errno != E2BIG)
            return DH_EDATA;
        flushed = flushed && r != (size_t)-1;
    }
    return DH_OK;
}

static enum dh_err encode_as(struct dh_str charset, struct dh_str s, struct dh_buf *out,
                             struct dh_detail *d)
{
    char name[CHARSET_LONGEST];

    /* "//TRANSLIT" and the like would make up bytes. */
    bool ok = charset.n < sizeof name && dh_str_find_byte(charset, '/') == charset.n &&
              dh_str_find_byte(charset, '\0') == charset.n;
    memcpy(name, ok ? charset.p : "", ok ? charset.n : 0);
    name[ok ? charset.n : 0] = '\0';
    iconv_t cd = ok ? iconv_open(name, "UTF-8") : (iconv_t)-1;
    if (cd == (iconv_t)-1)
        return dh_fail(d, DH_EDATA, 0, "cannot restore: charset '%s' is not known", name);
    enum dh_err e = encode(cd, s, out);
    iconv_close(cd);
    return e ? dh_fail(d, e, 0, "cannot restore: the text does not go back to charset '%s'", name)
             : e;
}

static enum dh_err told(enum dh_err e, struct dh_detail *d)
{
    return e ? dh_fail(d, e, 0, "cannot restore: %s", dh_strerror(e)) : DH_OK;
}

/* A charset, a label of base/lineescape.h, or both with a blank between. */
static enum dh_err encode_any(struct dh_str charset, struct dh_str s, struct dh_buf *out,
                              struct dh_detail *d)
{
    size_t blank = dh_str_find_byte(charset, ' ');
    struct dh_buf lines;

    if (blank == charset.n)
        return dh_lineescape_add(charset, s, out) ? told(out->err, d)
                                                  : encode_as(charset, s, out, d);
    dh_buf_init(&lines, out->mem, out->cap);
    bool known = dh_lineescape_add(dh_str_sub(charset, blank + 1, charset.n), s, &lines);
    enum dh_err e = told(lines.err, d);
    if (e == DH_OK)
        e = encode_as(known ? dh_str_sub(charset, 0, blank) : charset,
                      known ? dh_buf_str(&lines) : s, out, d);
    dh_buf_release(&lines);
    return e;
}

enum dh_err dh_restore_text(const struct dh_record_undo *r, struct dh_buf *out, struct dh_detail *d)
{
    struct dh_buf utf8;
    enum dh_err e;

    if (!r->charset.n || r->html) {
        e = dh_page_restore(r->text, r->undo, r->n, out);
        return e ? dh_fail(d, e, 0, "cannot restore: text and changes do not fit together") : e;
    }
    dh_buf_init(&utf8, out->mem, out->cap);
    e = dh_page_restore(r->text, r->undo, r->n, &utf8);
    if (e)
        dh_fail(d, e, 0, "cannot restore: text and changes do not fit together");
    else
        e = encode_any(r->charset, dh_buf_str(&utf8), out, d);
    dh_buf_release(&utf8);
    return e;
}

/* ---- Many */

struct dh_restore {
    const struct dh_allocator *mem;
    struct dh_restore_options opts;
    struct dh_outdir *dir; /* NULL: one file */
    struct dh_out out;
    struct dh_arena arena; /* of one record */
    struct dh_buf text, name, line;
    uint64_t records, n, dir_bytes;
};

enum dh_err dh_restore_new(struct dh_restore **out, const struct dh_allocator *m,
                           const struct dh_restore_options *o, struct dh_detail *d)
{
    if (o->output_is_dir && o->format == DH_FORMAT_JSONL)
        return dh_fail(d, DH_EUSAGE, 0, "rows go to one file, not into directory '%s'", o->output);
    struct dh_restore *r = dh_mem_zeroed(m, 1, sizeof *r);
    if (!r)
        return dh_fail(d, DH_ENOMEM, 0, "out of memory for the output");
    r->mem = m;
    r->opts = *o;
    /* Text, removed bytes and decoded strings: each at most as long as the line. */
    dh_arena_init(&r->arena, m,
                  o->max_size < SIZE_MAX / 8 ? 4 * o->max_size + (1 << 20) : SIZE_MAX);
    dh_buf_init(&r->text, m, o->max_size);
    dh_buf_init(&r->name, m, SIZE_MAX);
    dh_buf_init(&r->line, m, SIZE_MAX);
    enum dh_err e = o->output_is_dir ? dh_outdir_new(&r->dir, m, o->output, d)
                                     : dh_out_open(&r->out, m, o->output ? o->output : "-", d);
    if (e == DH_OK)
        *out = r;
    else
        dh_restore_free(r);
    return e;
}

void dh_restore_free(struct dh_restore *r)
{
    if (!r)
        return;
    dh_outdir_free(r->dir);
    dh_out_abort(&r->out);
    dh_arena_release(&r->arena);
    dh_buf_release(&r->text);
    dh_buf_release(&r->name);
    dh_buf_release(&r->line);
    dh_mem_free(r->mem, r);
}

/* A URL as one component: letters, digits and a few signs stay. */
static void add_escaped(struct dh_buf *b, struct dh_str url)
{
    for (size_t i = 0; i < url.n; i++) {
        char code[DH_PERCENT_STRETCH];
        unsigned char c = (unsigned char)url.p[i];
        if (dh_is_alpha(c) || dh_is_digit(c) || (c && strchr("-._~=,+", c)))
            dh_buf_byte(b, (char)c);
        else
            dh_buf_add(b, (struct dh_str){ code, dh_percent_put(code, c) });
    }
}

/* The id as the name of a file, with suffix, into name. */
static enum dh_err name_by_id(struct dh_restore *r, struct dh_str id, struct dh_str suffix,
                              struct dh_detail *d)
{
    struct dh_str rest = id, c;

    dh_buf_reset(&r->line);
    dh_buf_reset(&r->name);
    if (dh_url_is_http(id))
        add_escaped(&r->line, id);
    while (!dh_url_is_http(id) && dh_str_split(&rest, '/', &c)) {
        dh_buf_add(&r->line, dh_str_eq(c, DH_STR("..")) ? DH_STR("__") : c);
        dh_buf_byte(&r->line, '/');
    }
    if (r->line.err)
        return dh_fail(d, r->line.err, 0, "out of memory for a name");
    return dh_outdir_name(dh_buf_str(&r->line), suffix, &r->name, d);
}

/* The same; of an id of which no name can be made a hash of it. */
static enum dh_err set_name(struct dh_restore *r, struct dh_str id, struct dh_str suffix,
                            struct dh_detail *d)
{
    char hex[33];
    enum dh_err e = name_by_id(r, id, suffix, d);

    if (e != DH_ECREATE || !id.n)
        return e;
    dh_hash128_hex(dh_hash128(id), hex);
    return name_by_id(r, dh_str_c(hex), suffix, d);
}

static enum dh_err put_file(struct dh_restore *r, struct dh_str id, struct dh_detail *d)
{
    char number[24] = "";
    enum dh_err e = DH_ECREATE;

    /* Where an earlier record has the same id, "a.txt~7": the seventh record. */
    for (int tries = 0; e == DH_ECREATE && tries < 2; tries++) {
        e = set_name(r, id, dh_str_c(number), d);
        if (e)
            return e;
        e = dh_outdir_reserve(r->dir, dh_buf_str(&r->name), d);
        snprintf(number, sizeof number, "~%llu", (unsigned long long)r->records);
    }
    if (e == DH_OK)
        e = dh_outdir_put(r->dir, dh_buf_str(&r->name), dh_buf_str(&r->text), d);
    r->dir_bytes += e ? 0 : r->text.n;
    return e;
}

static enum dh_err put_row(struct dh_restore *r, struct dh_str id, struct dh_detail *d)
{
    struct dh_str text = dh_buf_str(&r->text);

    dh_buf_reset(&r->line);
    dh_buf_add(&r->line, DH_STR("{\"id\":"));
    dh_json_add(&r->line, id);
    if (dh_utf8_valid(text) == text.n) {
        dh_buf_add(&r->line, DH_STR(",\"text\":"));
        dh_json_add(&r->line, text);
    } else {
        dh_buf_add(&r->line, DH_STR(",\"text_b64\":\""));
        dh_base64_add(&r->line, text);
        dh_buf_byte(&r->line, '"');
    }
    dh_buf_add(&r->line, DH_STR("}\n"));
    if (r->line.err)
        return dh_fail(d, r->line.err, 0, "out of memory for a row");
    return dh_out_add(&r->out, dh_buf_str(&r->line), d);
}

enum dh_err dh_restore_put(struct dh_restore *r, struct dh_str line, bool *failed,
                           struct dh_detail *d)
{
    struct dh_record_undo rec;

    dh_arena_reset(&r->arena);
    dh_buf_reset(&r->text);
    r->records++;
    enum dh_err e = dh_record_read(&r->arena, line, &rec, d);
    if (e)
        return e;
    if (failed)
        *failed = rec.failed;
    if (rec.failed)
        return DH_OK;
    bool one_text = !r->dir && r->opts.format == DH_FORMAT_TEXT;
    if (one_text && r->n++)
        return dh_fail(d, DH_EUSAGE, 0,
                       "several texts need a directory (--output DIR/) or rows (--format jsonl)");
    if (one_text) { /* held back until it is known to be the only one */
        dh_buf_reset(&r->line);
        e = dh_restore_text(&rec, &r->line, d);
        return e;
    }
    e = dh_restore_text(&rec, &r->text, d);
    if (e)
        return e;
    return r->dir ? put_file(r, rec.id, d) : put_row(r, rec.id, d);
}

enum dh_err dh_restore_commit(struct dh_restore *r, uint64_t *bytes, struct dh_detail *d)
{
    enum dh_err e = DH_OK;

    if (!r->dir && r->opts.format == DH_FORMAT_TEXT)
        e = dh_out_add(&r->out, dh_buf_str(&r->line), d);
    if (e == DH_OK)
        e = r->dir ? dh_outdir_commit(r->dir, d) : dh_out_commit(&r->out, d);
    *bytes = r->dir_bytes + r->out.written;
    return e;
}
