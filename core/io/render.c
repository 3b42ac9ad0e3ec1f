/* SPDX-License-Identifier: MIT */
#include "io/render.h"

#include "base/utf8.h"
#include "io/record.h"

static struct dh_str without_line_ends(struct dh_str s)
{
    while (s.n && (s.p[s.n - 1] == '\n' || s.p[s.n - 1] == '\r'))
        s.n--;
    return s;
}

static void add_text(const struct dh_page *page, bool with_title, struct dh_buf *out)
{
    struct dh_str text = without_line_ends(page->text);
    struct dh_str title = page->field[DH_FIELD_TITLE];

    if (with_title && title.n && text.n && dh_str_eq(page->field[DH_FIELD_TYPE], DH_STR("html"))) {
        dh_utf8_add_clean(out, title);
        dh_buf_add(out, DH_STR("\n\n"));
    }
    dh_buf_add(out, text);
    if (text.n)
        dh_buf_byte(out, '\n');
}

enum dh_err dh_render(const struct dh_page *page, const struct dh_render_options *o,
                      struct dh_buf *out, struct dh_rendered *r)
{
    size_t from = out->n;
    enum dh_err e = DH_OK;

    if (o->record) {
        e = dh_record_write(page, out);
        dh_buf_byte(out, '\n');
    }
    size_t between = out->n;
    if (o->text && page->verdict != DH_FAILED)
        add_text(page, o->title, out);
    r->record = dh_str_sub(dh_buf_str(out), from, between - from);
    r->text = dh_str_sub(dh_buf_str(out), between, out->n - between);
    return e ? e : out->err;
}
