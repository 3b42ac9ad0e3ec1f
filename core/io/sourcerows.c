/* SPDX-License-Identifier: MIT */
/* Files of rows: JSONL, and tables, whose rows become JSON. */
#include "base/err.h"
#include "io/sourceinside.h"

#define LARGER "larger than the limit of %zu bytes (--max-size)"

/* A line without the CR of its end. */
static struct dh_str without_end(struct dh_str line)
{
    return dh_str_sub(line, 0, line.n - (dh_str_ends(line, DH_STR("\r"))));
}

void dh_source_end_rows(struct dh_source *s)
{
    dh_stream_close(&s->stream);
    s->in_rows = false;
}

/* The row of a table as JSON; one that is none keeps its bytes, so that it has an id. */
static enum dh_err table_row(struct dh_source *s, struct dh_str line, struct dh_item *item)
{
    struct dh_detail why = { 0 };

    line = without_end(line);
    dh_buf_reset(&s->row);
    enum dh_err e = dh_table_row(&s->table, line, &s->row, &why);
    item->bytes = dh_buf_str(&s->row);
    if (e == DH_ELIMIT)
        dh_fail(&why, e, item->line, LARGER, s->opts.max_size);
    if (e)
        e = dh_source_broken(item, e, &why);
    if (item->err)
        item->bytes = line;
    return e;
}

enum dh_err dh_source_next_row(struct dh_source *s, struct dh_item *item)
{
    struct dh_detail why = { 0 };
    struct dh_str line;
    bool cut;
    enum dh_err e = dh_rowlines_next(&s->lines, &line, &cut, &why);

    if (e == DH_END)
        return e;
    dh_source_describe(s, item);
    item->id = item->output = DH_STR_NONE;
    item->type = DH_TYPE_JSONL;
    item->line = e ? s->lines.line + 1 : s->lines.first;
    item->path = s->file.path;
    if (e) {
        dh_rowlines_stop(&s->lines);
        return dh_source_broken(item, e, &why);
    }
    if (cut) {
        dh_fail(&why, DH_ELIMIT, item->line, LARGER, s->opts.max_size);
        e = dh_source_broken(item, DH_ELIMIT, &why);
        item->bytes = dh_str_trim(dh_str_without_bom(line)); /* for its id */
        return e;
    }
    if (s->lines.delimiter)
        return table_row(s, line, item);
    item->bytes = dh_str_trim(dh_str_without_bom(line));
    return DH_OK;
}

/* The file at hand is no file of rows, though it looks like one. */
static enum dh_err refuse_rows(struct dh_source *s, struct dh_item *item, enum dh_err e,
                               const struct dh_detail *why)
{
    dh_source_describe(s, item);
    item->type = DH_TYPE_JSONL;
    dh_source_end_rows(s);
    return dh_source_broken(item, e, why);
}

enum dh_err dh_source_start_table(struct dh_source *s, char delimiter, struct dh_item *item)
{
    struct dh_detail why = { 0 };
    struct dh_str line = DH_STR_NONE;
    bool cut = false;

    s->in_rows = true;
    dh_rowlines_begin(&s->lines, 0, 0);
    if (dh_str_without_bom(dh_buf_str(&s->buf)).n < s->buf.n) /* a quote may stand behind it */
        s->lines.row = s->lines.scanned = s->buf.n - dh_str_without_bom(dh_buf_str(&s->buf)).n;
    s->lines.delimiter = delimiter ? delimiter : ','; /* names may hold line ends in quotes */
    enum dh_err e = dh_rowlines_next(&s->lines, &line, &cut, &why);
    if (e == DH_END) {
        dh_source_end_rows(s);
        return e;
    }
    if (e == DH_OK && cut)
        e = dh_fail(&why, DH_ELIMIT, 0, LARGER, s->opts.max_size);
    if (e == DH_OK)
        e = dh_table_start(&s->table, without_end(line), delimiter, &s->fields, &why);
    if (e)
        return refuse_rows(s, item, e, &why);
    s->lines.delimiter = s->table.delimiter;
    return dh_source_next_row(s, item);
}

enum dh_err dh_source_start_rows(struct dh_source *s, struct dh_item *item)
{
    const char *what = s->opts.start ? NULL : dh_rowlines_no_rows(dh_buf_str(&s->buf));
    struct dh_detail why;

    s->in_rows = true;
    s->lines.delimiter = 0;
    dh_rowlines_begin(&s->lines, s->opts.start_line, s->opts.start);
    if (!what)
        return dh_source_next_row(s, item);
    dh_fail(&why, DH_EDATA, 0, "'%s' is %s: JSONL is UTF-8, with one object on each line",
            s->stream.name, what);
    return refuse_rows(s, item, DH_EDATA, &why);
}
