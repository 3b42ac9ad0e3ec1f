/* SPDX-License-Identifier: MIT */
#include "io/rowlines.h"

#include <string.h>

#include "base/file.h"
#include "base/json.h"
#include "tree/charset.h"

void dh_rowlines_begin(struct dh_rowlines *l, uint64_t line, uint64_t before)
{
    l->at_end = l->skipping = false;
    l->row = l->scanned = 0;
    l->place = DH_TABLE_CELL;
    l->ends = 0;
    l->line = l->first = line;
    l->before = before;
}

static enum dh_err read_more(struct dh_rowlines *l, struct dh_detail *d)
{
    if (l->row) { /* what is done makes room */
        memmove(l->window->p, l->window->p + l->row, l->window->n - l->row);
        l->before += l->row;
        l->window->n -= l->row;
        l->scanned -= l->row;
        l->row = 0;
    }
    enum dh_err e = dh_stream_read(l->stream, DH_ROWLINES_CHUNK, l->window, d);
    l->at_end = e == DH_END;
    return e == DH_END ? DH_OK : e;
}

/* Whether a last line without its end is to be read: of a file that grows, when it is whole. */
static bool is_whole(const struct dh_rowlines *l, struct dh_str line)
{
    size_t pos;
    line = dh_str_trim(line);
    return !l->growing || l->delimiter ||
           (line.n && line.p[0] == '{' && dh_json_check(line, &pos) == DH_OK);
}

/* Bytes of s up to the end of the line at hand. */
static size_t scan(struct dh_rowlines *l, struct dh_str s)
{
    return l->delimiter ? dh_table_record(l->delimiter, s, &l->place, &l->ends)
                        : dh_str_find_byte(s, '\n');
}

/* The line at hand is done. */
static void count_line(struct dh_rowlines *l)
{
    l->first = l->line + 1;
    l->line += 1 + l->ends;
    l->ends = 0;
    l->place = DH_TABLE_CELL;
}

/* Its beginning is kept: as far as the limit, for how much of the line is here by now depends on
 * who writes it. */
static void begin_skipping(struct dh_rowlines *l, struct dh_str line)
{
    l->n_head = l->max_size < DH_ROWLINES_HEAD ? l->max_size : DH_ROWLINES_HEAD;
    memcpy(l->head, line.p, l->n_head);
    l->skipping = true;
}

/* Looks for the next line in the window and passes blank ones, of one over the limit also what is
 * there of it. False: more has to be read. True: it goes from row to *n bytes on, its end to *end.
 */
static bool find_line(struct dh_rowlines *l, size_t *n, size_t *end)
{
    for (;;) {
        struct dh_str window = dh_buf_str(l->window);
        size_t at = l->scanned + scan(l, dh_str_sub(window, l->scanned, window.n));
        struct dh_str line = dh_str_sub(window, l->row, at - l->row);
        bool ended = at < window.n;

        *n = line.n;
        *end = at + ended;
        l->scanned = at;
        if (!l->skipping && line.n > l->max_size)
            begin_skipping(l, line);
        if (l->skipping) {
            l->row = at; /* nothing else of it is kept */
            *n = 0;
            return ended || l->at_end;
        }
        if (!ended && !l->at_end)
            return false;
        /* also in the middle: files are put one behind the other */
        bool blank = !dh_str_trim(dh_str_without_bom(line)).n;
        if (!ended && (blank || !is_whole(l, line)))
            return false;
        if (!blank)
            return true;
        l->row = l->scanned = *end;
        count_line(l);
    }
}

enum dh_err dh_rowlines_next(struct dh_rowlines *l, struct dh_str *line, bool *cut,
                             struct dh_detail *d)
{
    size_t n, end;

    while (!find_line(l, &n, &end)) {
        enum dh_err e = l->at_end ? DH_END : read_more(l, d);
        if (e)
            return e;
    }
    *cut = l->skipping;
    *line =
        *cut ? (struct dh_str){ l->head, l->n_head } : dh_str_sub(dh_buf_str(l->window), l->row, n);
    l->skipping = false;
    l->row = l->scanned = end;
    count_line(l);
    return DH_OK;
}

void dh_rowlines_stop(struct dh_rowlines *l)
{
    l->at_end = true;
    l->row = l->scanned = l->window->n;
}

bool dh_rowlines_ready(struct dh_rowlines *l)
{
    size_t n, end;

    while (!find_line(l, &n, &end) && !l->at_end) {
        if (!dh_file_ready(l->stream->fd, 0))
            return false;
        if (read_more(l, NULL))
            return true; /* the next call meets it, too, and tells */
    }
    return true;
}

bool dh_rowlines_begin_in(struct dh_str head)
{
    size_t at = 0;

    while (at < head.n && dh_is_space((unsigned char)head.p[at]))
        at++;
    head = dh_str_sub(head, at, head.n);
    size_t end = dh_str_find_byte(head, '\n');
    return end < head.n && !dh_str_eq(dh_str_trim(dh_str_sub(head, 0, end)), DH_STR("{"));
}

const char *dh_rowlines_no_rows(struct dh_str head)
{
    size_t bom;
    const char *name = dh_charset_mark(head, &bom);

    if (name && strcmp(name, "utf-8") != 0)
        return bom == 4 ? "JSON in UTF-32" : "JSON in UTF-16";
    head = dh_str_trim(dh_str_without_bom(head));
    struct dh_str line = dh_str_trim(dh_str_sub(head, 0, dh_str_find_byte(head, '\n')));
    if (head.n && head.p[0] == '[')
        return "a JSON array (jq -c '.[]' makes rows of it)";
    if (dh_str_eq(line, DH_STR("{")) && line.n < head.n)
        return "a JSON object over several lines (jq -c . makes a row of it)";
    return NULL;
}
