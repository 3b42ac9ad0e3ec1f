/* SPDX-License-Identifier: MIT */
#include "codec/warc.h"

#include <string.h>

#include "base/err.h"

enum { CHUNK = 64 * 1024 };

struct dh_warc {
    const struct dh_allocator *mem;
    struct dh_warc_input in;
    size_t max_block;
    struct dh_buf win, head; /* a window on the file; the header of the record at hand */
    size_t at;               /* in win: what is before it is done */
    uint64_t base;           /* offset of win in the file */
    uint64_t errors, lost;
    bool end, gap; /* win ends where the file does, or a damage */
};

enum dh_err dh_warc_new(struct dh_warc **out, const struct dh_allocator *m,
                        const struct dh_warc_input *in, size_t max_block, struct dh_detail *d)
{
    struct dh_warc *w = dh_mem_zeroed(m, 1, sizeof *w);

    if (!w)
        return dh_fail(d, DH_ENOMEM, 0, "out of memory for a WARC file");
    w->mem = m;
    w->in = *in;
    w->max_block = max_block;
    dh_buf_init(&w->win, m, SIZE_MAX);
    dh_buf_init(&w->head, m, DH_WARC_HEADER_MAX);
    *out = w;
    return DH_OK;
}

void dh_warc_free(struct dh_warc *w)
{
    if (!w)
        return;
    dh_buf_release(&w->win);
    dh_buf_release(&w->head);
    dh_mem_free(w->mem, w);
}

uint64_t dh_warc_errors(const struct dh_warc *w)
{
    return w->errors;
}

uint64_t dh_warc_lost(const struct dh_warc *w)
{
    return w->lost;
}

/* ---- The window */

static struct dh_str rest(const struct dh_warc *w)
{
    return dh_str_sub(dh_buf_str(&w->win), w->at, w->win.n);
}

/* Reads on, after making room by what is done. DH_OK also at the end and at damage: see end and
 * gap. */
static enum dh_err more(struct dh_warc *w, struct dh_detail *d)
{
    if (w->at) {
        memmove(w->win.p, w->win.p + w->at, w->win.n - w->at);
        w->win.n -= w->at;
        w->base += w->at;
        w->at = 0;
    }
    enum dh_err e = w->in.read(w->in.self, CHUNK, &w->win, d);
    w->end = e == DH_END;
    w->gap = e == DH_EDATA;
    w->errors += w->gap;
    w->lost += w->gap;
    return w->end || w->gap ? DH_OK : e;
}

static bool is_over(const struct dh_warc *w)
{
    return w->end || w->gap;
}

/* At least n bytes from at on, unless the file ends before. */
static enum dh_err want(struct dh_warc *w, size_t n, struct dh_detail *d)
{
    enum dh_err e = DH_OK;
    while (e == DH_OK && !is_over(w) && w->win.n - w->at < n)
        e = more(w, d);
    return e;
}

/* ---- Where records begin */

static bool is_record(struct dh_str s)
{
    return dh_str_starts(s, DH_STR("WARC/")) && s.n > 5 && dh_is_digit((unsigned char)s.p[5]);
}

static size_t line_ends(struct dh_str s)
{
    size_t n = 0;
    while (n < s.n && (s.p[n] == '\r' || s.p[n] == '\n'))
        n++;
    return n;
}

/* Offset in s of the line ends before the next record; s.n: there is none. The search begins at
 * `from`. */
static size_t find_boundary(struct dh_str s, size_t from)
{
    for (size_t at = from; at < s.n; at++) {
        at += dh_str_find(dh_str_sub(s, at, s.n), DH_STR("\nWARC/"));
        if (at >= s.n || !is_record(dh_str_sub(s, at + 1, s.n)))
            continue;
        size_t begin = at, lines = 1;
        for (; begin && (s.p[begin - 1] == '\r' || s.p[begin - 1] == '\n'); begin--)
            lines += s.p[begin - 1] == '\n';
        if (lines >= 2 || begin == 0)
            return begin;
    }
    return s.n;
}

/* Moves to a record that is not where one should be. */
static enum dh_err seek_record(struct dh_warc *w, struct dh_detail *d)
{
    w->errors++;
    w->lost++;
    for (;;) {
        struct dh_str s = rest(w);
        size_t at = 0;
        while (at < s.n) {
            at += dh_str_find(dh_str_sub(s, at, s.n), DH_STR("WARC/"));
            if (at < s.n && is_record(dh_str_sub(s, at, s.n)) && (at == 0 || s.p[at - 1] == '\n')) {
                w->at += at;
                return DH_OK;
            }
            at += at < s.n;
        }
        w->at += s.n > 8 ? s.n - 8 : 0; /* a mark may be half there */
        if (is_over(w)) {
            w->at = w->win.n;
            return DH_OK;
        }
        enum dh_err e = more(w, d);
        if (e)
            return e;
    }
}

/* Stands at a record, or at the end. */
static enum dh_err find_record(struct dh_warc *w, struct dh_detail *d)
{
    for (;;) {
        enum dh_err e = want(w, 6, d);
        if (e)
            return e;
        struct dh_str s = rest(w);
        size_t blank = line_ends(s);
        w->at += blank;
        if (blank)
            continue;
        if (is_record(s))
            return DH_OK;
        if (!s.n && w->gap) {
            e = w->in.resync(w->in.self, d);
            if (e)
                return e;
            w->gap = false;
            continue;
        }
        if (!s.n && w->end)
            return DH_END;
        e = seek_record(w, d);
        if (e)
            return e;
    }
}

/* ---- Headers */

/* Length of the header at the start of s with the empty line behind it; 0: it does not end here, or
 * another record begins first, so that a header is looked through once. */
static size_t header_length(struct dh_str s)
{
    for (size_t at = 0; at < s.n; at++) {
        at += dh_str_find_byte(dh_str_sub(s, at, s.n), '\n');
        if (dh_str_starts(dh_str_sub(s, at, s.n), DH_STR("\n\n")))
            return at + 2;
        if (dh_str_starts(dh_str_sub(s, at, s.n), DH_STR("\n\r\n")))
            return at + 3;
        if (is_record(dh_str_sub(s, at + 1, s.n)))
            return 0;
    }
    return 0;
}

/* The value of the header field of that name; n 0: none, or too long. */
static struct dh_str field(struct dh_str head, struct dh_str name)
{
    struct dh_str line;
    while (dh_str_split(&head, '\n', &line))
        if (dh_str_starts_nocase(line, name) && line.n > name.n && line.n <= DH_WARC_LINE_MAX &&
            line.p[name.n] == ':')
            return dh_str_trim(dh_str_sub(line, name.n + 1, line.n));
    return DH_STR_NONE;
}

static enum dh_warc_type type_of(struct dh_str s)
{
    static const struct {
        const char *name;
        enum dh_warc_type type;
    } types[] = {
        { "warcinfo", DH_WARC_INFO },         { "response", DH_WARC_RESPONSE },
        { "resource", DH_WARC_RESOURCE },     { "request", DH_WARC_REQUEST },
        { "metadata", DH_WARC_METADATA },     { "revisit", DH_WARC_REVISIT },
        { "conversion", DH_WARC_CONVERSION },
    };
    for (size_t i = 0; i < DH_LEN(types); i++)
        if (dh_str_eq_nocase(s, dh_str_c(types[i].name)))
            return types[i].type;
    return DH_WARC_OTHER;
}

/* wget writes "<http://...>", as an early draft had it. */
static struct dh_str without_brackets(struct dh_str s)
{
    bool both = s.n >= 2 && s.p[0] == '<' && s.p[s.n - 1] == '>';
    return both ? dh_str_trim(dh_str_sub(s, 1, s.n - 2)) : s;
}

/* Joins continuation lines: a line end before a blank becomes a blank. */
static void unfold(struct dh_buf *b)
{
    for (size_t i = 0; i + 1 < b->n; i++)
        if (b->p[i] == '\n' && (b->p[i + 1] == ' ' || b->p[i + 1] == '\t')) {
            b->p[i] = ' ';
            if (i && b->p[i - 1] == '\r')
                b->p[i - 1] = ' ';
        }
}

/* Fills r from w->head. *length: as the header says; false: it says nothing that can be. */
static bool read_header(struct dh_warc *w, struct dh_warc_record *r, uint64_t *length)
{
    unfold(&w->head);
    struct dh_str h = dh_buf_str(&w->head);
    bool known = dh_str_starts(h, DH_STR("WARC/0.")) || dh_str_starts(h, DH_STR("WARC/1."));

    w->errors += !known;
    r->type = known ? type_of(field(h, DH_STR("WARC-Type"))) : DH_WARC_OTHER;
    r->id = field(h, DH_STR("WARC-Record-ID"));
    r->url = without_brackets(field(h, DH_STR("WARC-Target-URI")));
    r->date = field(h, DH_STR("WARC-Date"));
    r->content_type = field(h, DH_STR("Content-Type"));
    r->refers_to = without_brackets(field(h, DH_STR("WARC-Refers-To-Target-URI")));
    if (!r->refers_to.n)
        r->refers_to = field(h, DH_STR("WARC-Refers-To"));
    return dh_str_number(field(h, DH_STR("Content-Length")), UINT64_MAX / 2, length);
}

/* ---- Blocks */

/* Whether a block of n bytes from at on ends as one should: an empty line, a record or the end
 * follows. */
static bool ends_well(const struct dh_warc *w, size_t n)
{
    struct dh_str s = dh_str_sub(rest(w), n, w->win.n);
    size_t blank = line_ends(s), lines = 0;

    for (size_t i = 0; i < blank; i++)
        lines += s.p[i] == '\n';
    s = dh_str_sub(s, blank, s.n);
    return lines >= 2 || is_record(s) || (!s.n && is_over(w));
}

/* The block goes to where the next record begins; too large a one is let go as it is read. */
static enum dh_err read_to_boundary(struct dh_warc *w, struct dh_warc_record *r,
                                    struct dh_detail *d)
{
    size_t from = 0, end;

    for (;;) {
        struct dh_str s = rest(w);
        end = find_boundary(s, from);
        if (end < s.n || is_over(w))
            break;
        from = s.n > 16 ? s.n - 16 : 0; /* a boundary may be half there */
        r->too_large = r->too_large || s.n > w->max_block;
        if (r->too_large) {
            w->at += from;
            from = 0;
        }
        enum dh_err e = more(w, d);
        if (e)
            return e;
    }
    r->too_large = r->too_large || end > w->max_block;
    r->damaged = r->mended && end == rest(w).n;
    r->mended = r->mended && !r->damaged;
    if (!r->too_large)
        r->block = dh_str_sub(rest(w), 0, end);
    w->at += end;
    return DH_OK;
}

/* A length that would lead over the limit is not trusted either: it may be a wrong one, and the
 * records behind it are there. */
static enum dh_err read_block(struct dh_warc *w, struct dh_warc_record *r, bool known,
                              uint64_t length, struct dh_detail *d)
{
    enum dh_err e = DH_OK;
    struct dh_str behind;

    r->too_large = known && length > w->max_block;
    if (known && !r->too_large)
        e = want(w, (size_t)length + 16, d);
    if (e)
        return e;
    if (!known || (!r->too_large && (rest(w).n < length || !ends_well(w, (size_t)length)))) {
        w->errors++;
        r->mended = true;
    }
    if (r->mended || r->too_large)
        return read_to_boundary(w, r, d);
    r->block = dh_str_sub(rest(w), 0, (size_t)length);
    w->at += (size_t)length;
    behind = rest(w);
    r->at_gap = w->gap && line_ends(behind) == behind.n;
    return DH_OK;
}

enum dh_err dh_warc_next(struct dh_warc *w, struct dh_warc_record *r, struct dh_detail *d)
{
    for (;;) {
        uint64_t length = 0;
        enum dh_err e = find_record(w, d);
        if (e)
            return e;
        *r = (struct dh_warc_record){ .offset = w->base + w->at };
        e = want(w, DH_WARC_HEADER_MAX, d);
        if (e)
            return e;
        size_t n = header_length(dh_str_sub(rest(w), 0, DH_WARC_HEADER_MAX));
        if (!n) { /* no header: look for the next record behind this mark */
            w->at += 5;
            e = seek_record(w, d);
            if (e)
                return e;
            continue;
        }
        dh_buf_reset(&w->head);
        dh_buf_add(&w->head, dh_str_sub(rest(w), 0, n));
        if (w->head.err)
            return dh_fail(d, w->head.err, 0, "out of memory for a WARC record");
        w->at += n;
        bool known = read_header(w, r, &length);
        return read_block(w, r, known, length, d);
    }
}
