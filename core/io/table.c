/* SPDX-License-Identifier: MIT */
#include "io/table.h"

#include "base/err.h"
#include "base/json.h"
#include "base/utf8.h"

enum { NAME_MAX_BYTES = 64, LINE_MAX_BYTES = 4096, TOLD = 200 };

static const char delimiters[] = { '\t', ',', ';' };

void dh_table_init(struct dh_table *t, const struct dh_allocator *m)
{
    t->delimiter = 0;
    dh_buf_init(&t->names, m, SIZE_MAX);
    dh_buf_init(&t->cell, m, SIZE_MAX);
}

void dh_table_release(struct dh_table *t)
{
    dh_buf_release(&t->names);
    dh_buf_release(&t->cell);
}

/* ---- Cells */

static enum dh_table_place step(enum dh_table_place at, char c, char delimiter)
{
    if (at == DH_TABLE_QUOTED)
        return c == '"' ? DH_TABLE_QUOTE : DH_TABLE_QUOTED;
    if (c == '"' && (at == DH_TABLE_CELL || at == DH_TABLE_QUOTE))
        return DH_TABLE_QUOTED;
    if (c == delimiter)
        return DH_TABLE_CELL;
    return at == DH_TABLE_QUOTE || at == DH_TABLE_WILD ? DH_TABLE_WILD : DH_TABLE_PLAIN;
}

size_t dh_table_record(char delimiter, struct dh_str s, enum dh_table_place *place, uint64_t *ends)
{
    enum dh_table_place at = *place;
    size_t i = 0;

    for (; i < s.n; i++) {
        if (s.p[i] == '\n' && at != DH_TABLE_QUOTED)
            break;
        *ends += s.p[i] == '\n';
        at = step(at, s.p[i], delimiter);
    }
    *place = at;
    return i;
}

/* The next cell of a record, as it stands there; *more: another follows. Answers where it ends:
 * QUOTE where it has quotes, PLAIN or CELL where not, QUOTED or WILD where it is none. */
static enum dh_table_place next_cell(char delimiter, struct dh_str *rest, bool *more,
                                     struct dh_str *cell)
{
    enum dh_table_place at = DH_TABLE_CELL, next = DH_TABLE_CELL;
    size_t i = 0;

    for (; i < rest->n; i++, at = next) {
        next = step(at, rest->p[i], delimiter);
        if (next == DH_TABLE_CELL)
            break;
    }
    *more = i < rest->n;
    *cell = dh_str_sub(*rest, 0, i);
    *rest = dh_str_sub(*rest, i + 1, rest->n);
    return at;
}

/* What a cell with quotes around it holds: a view, or a copy in b where some are doubled. */
static struct dh_str unquote(struct dh_str cell, struct dh_buf *b)
{
    struct dh_str s = dh_str_sub(cell, 1, cell.n - 2);
    size_t at = dh_str_find_byte(s, '"');

    if (at == s.n)
        return s;
    dh_buf_reset(b);
    for (; at < s.n; at = dh_str_find_byte(s, '"')) {
        dh_buf_add(b, dh_str_sub(s, 0, at + 1));
        s = dh_str_sub(s, at + 2, s.n);
    }
    dh_buf_add(b, s);
    return dh_buf_str(b);
}

/* ---- The first line */

static struct dh_str name_of(struct dh_str cell, enum dh_table_place end, struct dh_buf *b)
{
    cell = end == DH_TABLE_QUOTE ? unquote(cell, b) : cell;
    return dh_str_trim(cell);
}

/* What the names of a line say, parted by one delimiter. */
struct look {
    bool body;           /* one is that of a column of text or HTML... */
    bool exact;          /* ...as it is written, too */
    size_t names, known; /* those that are fields' */
};

/* false: the line holds something else than names. */
static bool look_at(struct dh_str line, char delimiter, const struct dh_row_fields *f,
                    struct look *l)
{
    struct dh_str cell;
    bool more = true, body;

    *l = (struct look){ .body = false };
    for (; more; l->names++) {
        enum dh_table_place end = next_cell(delimiter, &line, &more, &cell);
        if (end == DH_TABLE_QUOTED || end == DH_TABLE_WILD)
            return false;
        if (end == DH_TABLE_QUOTE)
            cell = dh_str_sub(cell, 1, cell.n - 2); /* names hold no quotes */
        if (cell.n > NAME_MAX_BYTES || dh_str_has_control(cell) ||
            dh_str_find_byte(cell, '"') < cell.n)
            return false;
        struct dh_str key = dh_row_fields_key(f, dh_str_trim(cell), &body);
        l->known += key.n > 0;
        l->body |= key.n && body;
        l->exact |= key.n && body && dh_str_eq(key, cell);
    }
    return true;
}

/* sure: nobody said that it is a table. */
static char find_delimiter(struct dh_str line, const struct dh_row_fields *f, bool sure)
{
    struct look l;

    for (size_t i = 0; i < sizeof delimiters; i++)
        if (look_at(line, delimiters[i], f, &l) && l.body &&
            (!sure || (l.names > 1 && (l.exact || l.known > 1))))
            return delimiters[i];
    return 0;
}

bool dh_table_begins(struct dh_str head, const struct dh_row_fields *f, char *delimiter)
{
    head = dh_str_without_bom(head);
    size_t end = dh_str_find_byte(dh_str_sub(head, 0, LINE_MAX_BYTES), '\n');
    struct dh_str line = dh_str_sub(head, 0, end);

    if (line.n && line.p[line.n - 1] == '\r')
        line.n--;
    *delimiter = end < head.n && end < LINE_MAX_BYTES && dh_utf8_valid(line) == line.n
                     ? find_delimiter(line, f, true)
                     : 0;
    return *delimiter != 0;
}

static enum dh_err no_text(struct dh_str line, const struct dh_row_fields *f, struct dh_detail *d)
{
    struct dh_str told = dh_utf8_cut(line, TOLD);
    return dh_fail(d, DH_EDATA, 0,
                   "the table has no column '%.*s', nor one of HTML (--field text=COLUMN): '%.*s'",
                   (int)dh_row_fields_text(f).n, dh_row_fields_text(f).p, (int)told.n,
                   told.n ? told.p : "");
}

enum dh_err dh_table_start(struct dh_table *t, struct dh_str line, char delimiter,
                           const struct dh_row_fields *f, struct dh_detail *d)
{
    struct dh_str cell;
    bool more = true, body;

    if (dh_utf8_valid(line) < line.n)
        return dh_fail(d, DH_EDATA, dh_utf8_valid(line), "the table is not in UTF-8");
    t->delimiter = delimiter ? delimiter : find_delimiter(line, f, false);
    if (!t->delimiter)
        return no_text(line, f, d);
    dh_buf_reset(&t->names);
    while (more) {
        enum dh_table_place end = next_cell(t->delimiter, &line, &more, &cell);
        struct dh_str name = name_of(cell, end, &t->cell);
        struct dh_str key = dh_row_fields_key(f, name, &body);
        if (t->names.n)
            dh_buf_byte(&t->names, '\n');
        dh_json_add_valid(&t->names, key.n ? key : name);
    }
    return t->names.err || t->cell.err ? dh_fail(d, DH_ENOMEM, 0, "out of memory for a table")
                                       : DH_OK;
}

/* ---- Rows */

static enum dh_err bad_cell(enum dh_table_place end, struct dh_detail *d)
{
    if (end == DH_TABLE_QUOTED)
        return dh_fail(d, DH_EDATA, 0,
                       "a quote in the row is never closed: all that is behind it was not read");
    return dh_fail(d, DH_EDATA, 0, "the row has text behind a closing quote");
}

enum dh_err dh_table_row(struct dh_table *t, struct dh_str record, struct dh_buf *row,
                         struct dh_detail *d)
{
    struct dh_str names = dh_buf_str(&t->names), name, cell;
    size_t pos = dh_utf8_valid(record), at = row->n;
    bool more = true;

    if (pos < record.n)
        return dh_fail(d, DH_EDATA, pos,
                       "the row is not in UTF-8 at its byte %zu (iconv -f CHARSET -t UTF-8)", pos);
    dh_buf_byte(row, '{');
    while (more) {
        enum dh_table_place end = next_cell(t->delimiter, &record, &more, &cell);
        if (end == DH_TABLE_QUOTED || end == DH_TABLE_WILD)
            return bad_cell(end, d);
        if (end == DH_TABLE_QUOTE)
            cell = unquote(cell, &t->cell);
        if (!dh_str_split(&names, '\n', &name)) {
            if (!cell.n)
                continue; /* some writers end each row with a delimiter */
            return dh_fail(d, DH_EDATA, 0, "the row has more cells than the first line has names");
        }
        if (row->n > at + 1)
            dh_buf_byte(row, ',');
        dh_buf_add(row, name);
        dh_buf_byte(row, ':');
        dh_json_add_valid(row, cell);
    }
    dh_buf_byte(row, '}');
    return t->cell.err ? t->cell.err : row->err;
}
