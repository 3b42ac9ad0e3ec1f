/* SPDX-License-Identifier: MIT */
#include "io/rowlines.h"

#include <string.h>

#include "base/json.h"

void dh_rowlines_begin(struct dh_rowlines *l, uint64_t line, uint64_t before)
{
    l->at_end = l->skipping = false;
    l->row = l->scanned = 0;
    l->line = line;
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
    return !l->growing || (line.n && line.p[0] == '{' && dh_json_check(line, &pos) == DH_OK);
}

enum dh_err dh_rowlines_next(struct dh_rowlines *l, struct dh_str *line, bool *cut,
                             struct dh_detail *d)
{
    for (;;) {
        struct dh_str rest = dh_str_sub(dh_buf_str(l->window), l->scanned, l->window->n);
        size_t at = dh_str_find_byte(rest, '\n');
        bool found = at < rest.n, skipped = l->skipping;
        size_t n = l->scanned + at - l->row;
        *line = dh_str_sub(dh_buf_str(l->window), l->row, n);
        *cut = n > l->max_size;
        l->scanned += at + found;
        bool done = found || *cut || skipped || (l->at_end && n && is_whole(l, *line));
        if (done)
            l->row = l->scanned;
        l->skipping = !found && (*cut || skipped);
        if (done && !skipped) {
            l->line++;
            return DH_OK;
        }
        if (found)
            continue; /* the rest of a line that was reported */
        if (l->at_end)
            return DH_END;
        enum dh_err e = read_more(l, d);
        if (e)
            return e;
    }
}

void dh_rowlines_stop(struct dh_rowlines *l)
{
    l->at_end = true;
    l->row = l->scanned = l->window->n;
}

bool dh_rowlines_ready(const struct dh_rowlines *l)
{
    struct dh_str ahead = dh_str_sub(dh_buf_str(l->window), l->scanned, l->window->n);
    return dh_str_find_byte(ahead, '\n') < ahead.n;
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
    head = dh_str_trim(dh_str_without_bom(head));
    struct dh_str line = dh_str_trim(dh_str_sub(head, 0, dh_str_find_byte(head, '\n')));
    if (head.n && head.p[0] == '[')
        return "a JSON array";
    if (dh_str_eq(line, DH_STR("{")) && line.n < head.n)
        return "a JSON object over several lines";
    return NULL;
}
