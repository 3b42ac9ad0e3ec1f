/* SPDX-License-Identifier: MIT */
#include "report/htmlout.h"

#include <stdio.h>

#include "base/err.h"
#include "base/url.h"
#include "base/utf8.h"
#include "report/numeral.h"

enum { CHUNK = 64 * 1024 };

void dh_html_begin(struct dh_htmlout *h, const struct dh_allocator *m, struct dh_out *to,
                   struct dh_detail *d)
{
    *h = (struct dh_htmlout){ .to = to, .detail = d };
    dh_buf_init(&h->buf, m, SIZE_MAX);
}

static void flush(struct dh_htmlout *h)
{
    if (h->err == DH_OK && h->buf.err)
        h->err = dh_no_memory(h->detail);
    if (h->err == DH_OK)
        h->err = dh_out_add(h->to, dh_buf_str(&h->buf), h->detail);
    dh_buf_reset(&h->buf);
}

enum dh_err dh_html_end(struct dh_htmlout *h)
{
    flush(h);
    dh_buf_release(&h->buf);
    return h->err;
}

void dh_html_put(struct dh_htmlout *h, const char *markup)
{
    dh_buf_add(&h->buf, dh_str_c(markup));
    if (h->buf.n >= CHUNK || h->buf.err)
        flush(h);
}

/* Whether a reader could not see cp, or it would change how what is around it reads. */
static bool is_unseen(uint32_t cp)
{
    if (cp == '\t' || cp == '\n' || (cp >= ' ' && cp < 0x7F))
        return false;
    return cp < 0xA0 || cp == 0xAD || cp == 0x200B || cp == 0x2028 || cp == 0x2029 ||
           cp == 0xFEFF || (dh_utf8_class(cp) & DH_C_CONTROL);
}

static void put_code(struct dh_htmlout *h, uint32_t cp)
{
    char code[40];
    snprintf(code, sizeof code, "<i class=u>U+%04X</i>", (unsigned)cp);
    dh_buf_add(&h->buf, dh_str_c(code));
}

/* One character; unseen: how it is written where an element may stand, else it is U+FFFD. */
static void put_char(struct dh_htmlout *h, struct dh_str s, size_t at, size_t n, uint32_t cp,
                     bool element)
{
    char code[16];
    if (cp == '&' || cp == '<' || cp == '>' || cp == '"' || cp == '\'') {
        snprintf(code, sizeof code, "&#%u;", (unsigned)cp);
        dh_buf_add(&h->buf, dh_str_c(code));
    } else if (cp == 0xFFFD || (is_unseen(cp) && !element)) {
        dh_buf_add(&h->buf, DH_STR("\xEF\xBF\xBD"));
    } else if (is_unseen(cp)) {
        put_code(h, cp);
    } else {
        dh_buf_add(&h->buf, dh_str_sub(s, at, n));
    }
}

static void put_words(struct dh_htmlout *h, struct dh_str s, bool element)
{
    for (size_t at = 0, n; at < s.n; at += n) {
        uint32_t cp;
        n = dh_utf8_get(s, at, &cp);
        put_char(h, s, at, n, cp, element);
    }
    dh_html_put(h, "");
}

void dh_html_words(struct dh_htmlout *h, struct dh_str s)
{
    put_words(h, s, false);
}

void dh_html_text(struct dh_htmlout *h, struct dh_str s)
{
    dh_html_put(h, "<bdi>");
    put_words(h, s, true);
    dh_html_put(h, "</bdi>");
}

void dh_html_brief(struct dh_htmlout *h, struct dh_str s, size_t most)
{
    s = dh_str_trim(s);
    struct dh_str head = dh_utf8_cut(s, most);

    dh_html_put(h, "<bdi>");
    for (size_t at = 0, n; at < head.n; at += n) {
        uint32_t cp;
        n = dh_utf8_get(head, at, &cp);
        if (dh_is_space((unsigned char)head.p[at]))
            dh_buf_byte(&h->buf, ' '); /* a browser shows many as one */
        else
            put_char(h, head, at, n, cp, true);
    }
    dh_html_put(h, head.n < s.n ? "&hellip;</bdi>" : "</bdi>");
}

void dh_html_visible(struct dh_htmlout *h, struct dh_str s)
{
    dh_html_put(h, "<bdi>");
    for (size_t at = 0, n; at < s.n; at += n) {
        uint32_t cp;
        n = dh_utf8_get(s, at, &cp);
        if (cp == ' ')
            dh_html_put(h, "&blank;");
        else if (cp == '\n')
            dh_html_put(h, "&crarr;");
        else if (cp == '\t' || (cp >= 0x80 && (dh_utf8_class(cp) & DH_C_SPACE) && !is_unseen(cp)))
            put_code(h, cp);
        else
            put_char(h, s, at, n, cp, true);
    }
    dh_html_put(h, "</bdi>");
}

void dh_html_number(struct dh_htmlout *h, uint64_t v)
{
    char n[DH_NUMERAL_ROOM];
    dh_html_put(h, dh_numeral(n, v));
}

void dh_html_counted(struct dh_htmlout *h, uint64_t v, const char *one, const char *many)
{
    dh_html_number(h, v);
    dh_html_put(h, v == 1 ? one : many);
}

void dh_html_share(struct dh_htmlout *h, uint64_t part, uint64_t whole)
{
    char n[DH_NUMERAL_ROOM];
    dh_html_words(h, dh_str_c(dh_numeral_share(n, part, whole)));
}

void dh_html_cell(struct dh_htmlout *h, uint64_t v)
{
    dh_html_put(h, "<td class=n>");
    dh_html_number(h, v);
}

void dh_html_share_cell(struct dh_htmlout *h, uint64_t part, uint64_t whole)
{
    dh_html_put(h, "<td class=n>");
    dh_html_share(h, part, whole);
}

void dh_html_link(struct dh_htmlout *h, struct dh_str url, struct dh_str text, struct dh_str name)
{
    bool link = dh_url_is_http(url);
    if (link) {
        dh_html_put(h, "<a rel=\"noreferrer noopener nofollow\" href=\"");
        dh_html_words(h, url);
        dh_html_put(h, "\">");
    }
    dh_html_brief(h, dh_str_trim(text).n ? text : name, 120);
    dh_html_put(h, link ? "</a>" : "");
}
