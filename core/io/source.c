/* SPDX-License-Identifier: MIT */
#include "io/sourceinside.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/err.h"
#include "base/utf8.h"
#include "base/file.h"
#include "base/url.h"

enum { HEAD = 64 * 1024 };

static const char *const standard_input[] = { "-" };

enum dh_err dh_source_new(struct dh_source **out, const struct dh_allocator *m,
                          const struct dh_source_options *o, const char *const *inputs, size_t n,
                          struct dh_detail *d)
{
    struct dh_source *s = dh_mem_zeroed(m, 1, sizeof *s);

    if (!s)
        return dh_fail(d, DH_ENOMEM, 0, "out of memory for the inputs");
    s->mem = m;
    s->opts = *o;
    if (o->fields)
        s->fields = *o->fields;
    s->skip[0] = o->skip_under;
    s->skip[1] = o->skip_records;
    s->skip[2] = o->skip_state;
    s->skip[3] = o->skip_clusters;
    s->inputs = n ? inputs : standard_input;
    s->n_inputs = n ? n : 1;
    s->stream.fd = -1;
    dh_buf_init(&s->buf, m,
                o->max_size < SIZE_MAX - 2 * DH_ROWLINES_CHUNK ? o->max_size + 2 * DH_ROWLINES_CHUNK
                                                               : SIZE_MAX);
    s->lines = (struct dh_rowlines){
        .stream = &s->stream, .window = &s->buf, .max_size = o->max_size, .growing = o->growing
    };
    dh_table_init(&s->table, m);
    dh_buf_init(&s->row, m, o->max_size);
    dh_buf_init(&s->page, m, o->max_size);
    dh_buf_init(&s->url, m, DH_URL_MAX);
    dh_buf_init(&s->type, m, DH_URL_MAX);
    *out = s;
    return DH_OK;
}

void dh_source_free(struct dh_source *s)
{
    if (!s)
        return;
    dh_walk_free(s->walk);
    dh_archive_free(s->archive);
    dh_stream_close(&s->stream);
    dh_buf_release(&s->buf);
    dh_table_release(&s->table);
    dh_buf_release(&s->row);
    dh_buf_release(&s->page);
    dh_buf_release(&s->url);
    dh_buf_release(&s->type);
    dh_mem_free(s->mem, s);
}

void dh_source_at(const struct dh_source *s, uint64_t *bytes, uint64_t *lines)
{
    *bytes = s->lines.before + s->lines.row;
    *lines = s->lines.line;
}

bool dh_source_rows(const struct dh_source *s, bool *whole)
{
    *whole = s->packed || s->lines.delimiter;
    return s->rows;
}

/* ---- Items */

/* A name without a letter is a number or a date: as a site it would part a paper by its days. */
static bool names_site(const char *name)
{
    for (; *name; name++)
        if (dh_is_alpha((unsigned char)*name) || (unsigned char)*name >= 0x80)
            return true;
    return false;
}

/* The name of the directory that path stands in, or of the nearest one above it that is no date.
 * Where the text does not tell ("a.html", "../a.html", "2016/02/a.html") the file system is asked,
 * so that the working directory makes no difference. */
static void set_folder(struct dh_source *s, const char *path)
{
    char parent[PATH_MAX], real[PATH_MAX];
    const char *name;

    s->folder[0] = '\0';
    do {
        if (!dh_file_parent(path, parent, sizeof parent))
            return;
        name = dh_file_name(parent);
        if (strcmp(name, ".") != 0 && strcmp(name, "..") != 0)
            memcpy(real, parent, strlen(parent) + 1);
        else if (!realpath(parent, real))
            return;
        name = dh_file_name(path = real);
    } while (*name && !names_site(name));
    if (strlen(name) < sizeof s->folder)
        memcpy(s->folder, name, strlen(name) + 1);
}

/* ---- Archives */

/* The next page of the WARC at hand; DH_END: it has no more. */
static enum dh_err next_page(struct dh_source *s, struct dh_item *item)
{
    struct dh_detail why = { 0 };
    enum dh_err e = dh_archive_next(s->archive, item, &why);

    if (e == DH_OK)
        return e;
    dh_archive_free(s->archive);
    s->archive = NULL;
    if (e != DH_END) {
        dh_source_describe(s, item);
        item->type = DH_TYPE_HTML;
        e = dh_source_broken(item, e, &why);
    }
    dh_stream_close(&s->stream);
    return e;
}

static enum dh_err start_pages(struct dh_source *s, struct dh_item *item)
{
    struct dh_detail why = { 0 };
    enum dh_err e = dh_archive_new(&s->archive, s->mem, &s->stream, dh_buf_str(&s->buf),
                                   s->opts.max_size, &why);
    return e ? e : next_page(s, item);
}

/* ---- Files */

/* Fills buf to at least want bytes, or to the end. */
static enum dh_err fill(struct dh_source *s, size_t want, struct dh_detail *d)
{
    while (s->buf.n < want) {
        enum dh_err e = dh_stream_read(&s->stream, DH_ROWLINES_CHUNK, &s->buf, d);
        if (e)
            return e == DH_END ? DH_OK : e;
    }
    return DH_OK;
}

/* As much as tells the type and dh_source_start_rows looks at, and no more: whoever writes rows
 * into a pipe may wait for the answer to the first. */
static enum dh_err fill_head(struct dh_source *s, enum dh_type type, struct dh_detail *d)
{
    enum dh_err e = DH_OK;
    bool rows = false;
    char delimiter;

    while (e == DH_OK && s->buf.n < HEAD && !rows) {
        e = dh_stream_read(&s->stream, DH_ROWLINES_CHUNK, &s->buf, d);
        struct dh_str head = dh_buf_str(&s->buf);
        if (type == DH_TYPE_HTML || type == DH_TYPE_TEXT || type == DH_TYPE_WARC)
            continue;
        rows = dh_rowlines_begin_in(head) &&
               (type != DH_TYPE_AUTO || dh_type_sniff(head) == DH_TYPE_JSONL ||
                dh_table_begins(head, &s->fields, &delimiter));
    }
    return e == DH_END ? DH_OK : e;
}

/* A table whose columns nobody named would be taken for a text without a word: its name is evidence
 * enough to tell that, though not what it is. */
static void tell_table(struct dh_source *s)
{
    static const char *const ends[] = { ".csv", ".tsv" };
    static const char *const packed[] = { ".gz", ".zst", ".xz", ".bz2", ".br" };
    struct dh_str name = dh_str_c(s->stream.name), text = dh_row_fields_text(&s->fields);
    struct dh_str first = dh_buf_str(&s->buf);
    bool table = false;

    for (size_t i = 0; i < DH_LEN(packed); i++)
        if (dh_str_ends(name, dh_str_c(packed[i])))
            name.n -= strlen(packed[i]);
    for (size_t i = 0; i < DH_LEN(ends); i++)
        table = table || (name.n > 4 &&
                          dh_str_eq_nocase(dh_str_sub(name, name.n - 4, 4), dh_str_c(ends[i])));
    first = dh_str_sub(first, 0, dh_str_find_byte(first, '\n'));
    if (table && dh_utf8_valid(first) < first.n)
        dh_fail(&s->behind, DH_EDATA, 0,
                "'%s' is read as one page: its first line is not in UTF-8, as that of a table is",
                s->stream.name);
    else if (table)
        dh_fail(&s->behind, DH_EDATA, 0,
                "'%s' is read as one page: its first line names no column '%.*s' "
                "(--field text=COLUMN)",
                s->stream.name, (int)text.n, text.p);
}

/* The item of the opened stream; rows follow by next_row. DH_END: a file of rows without any. */
static enum dh_err read_stream(struct dh_source *s, struct dh_item *item)
{
    struct dh_detail why = { 0 };
    enum dh_type type = s->opts.type;
    char delimiter = 0;

    dh_buf_reset(&s->buf);
    enum dh_err e = DH_OK;
    if (s->opts.start && lseek(s->stream.fd, (off_t)s->opts.start, SEEK_SET) < 0)
        e = dh_fail_os(&why, DH_EIO, errno, "cannot read '%s'", s->stream.name);
    s->stream.started = s->opts.start; /* a row in the middle may begin as packed data do */
    if (e == DH_OK)
        e = fill_head(s, type, &why);
    if (type == DH_TYPE_AUTO && dh_table_begins(dh_buf_str(&s->buf), &s->fields, &delimiter))
        type = DH_TYPE_CSV;
    if (type == DH_TYPE_AUTO)
        type = dh_type_sniff(dh_buf_str(&s->buf));
    s->rows = type == DH_TYPE_JSONL || type == DH_TYPE_CSV;
    s->packed = s->stream.decoder != NULL;
    /* Damage behind the first rows does not cost them: reading on meets it again. */
    if (type == DH_TYPE_JSONL && (e == DH_OK || (e != DH_ENOMEM && s->buf.n)))
        return dh_source_start_rows(s, item);
    if (type == DH_TYPE_CSV && (e == DH_OK || (e != DH_ENOMEM && s->buf.n)))
        return dh_source_start_table(s, delimiter, item);
    if (type == DH_TYPE_WARC && (e == DH_OK || (e != DH_ENOMEM && s->buf.n)))
        return start_pages(s, item);
    if (e == DH_OK && s->opts.max_size < SIZE_MAX)
        e = fill(s, s->opts.max_size + 1, &why);
    if (e == DH_EDATA && s->stream.past) { /* the page itself is whole */
        s->behind = why;
        e = DH_OK;
    }
    if (e == DH_OK && !s->behind.code && type == DH_TYPE_TEXT && s->opts.type == DH_TYPE_AUTO)
        tell_table(s);
    dh_source_describe(s, item);
    item->type = type;
    item->bytes = dh_buf_str(&s->buf);
    if (e == DH_OK && s->buf.n > s->opts.max_size)
        e = dh_fail(&why, DH_ELIMIT, 0, "'%s' is larger than the limit of %zu bytes (--max-size)",
                    s->stream.name, s->opts.max_size);
    dh_stream_close(&s->stream);
    return e ? dh_source_broken(item, e, &why) : DH_OK;
}

/* A file that a walk found: errors belong to it. DH_END: nothing to read there. */
static enum dh_err read_walked(struct dh_source *s, struct dh_item *item)
{
    struct dh_detail why = { 0 };

    set_folder(s, s->file.path);
    enum dh_err e = dh_stream_open(&s->stream, s->mem, s->file.path, true, &why);
    if (e == DH_OK)
        return read_stream(s, item);
    if (e == DH_END)
        return e;
    dh_source_describe(s, item);
    item->type = DH_TYPE_TEXT;
    return dh_source_broken(item, e, &why);
}

static enum dh_err read_url(struct dh_source *s, const char *url, struct dh_item *item)
{
    struct dh_detail why = { 0 };
    enum dh_err e;

    s->folder[0] = '\0';
    s->file = (struct dh_source_file){ .path = url };
    dh_buf_reset(&s->page);
    dh_buf_reset(&s->url);
    dh_buf_reset(&s->type);
    if (s->opts.get)
        e = s->opts.get(s->opts.get_self, url, &s->page, &s->url, &s->type, &why);
    else
        e = dh_fail(&why, DH_ENET, 0, "cannot fetch '%s': there is no fetcher here", url);
    if (e == DH_OK) {
        dh_stream_memory(&s->stream, s->mem, url, dh_buf_str(&s->page));
        e = read_stream(s, item);
        if (e == DH_OK && !s->in_rows && !s->archive) {
            item->url = dh_buf_str(&s->url);
            item->content_type = dh_buf_str(&s->type);
        }
        return e;
    }
    dh_source_describe(s, item);
    item->url = dh_str_c(url);
    item->type = DH_TYPE_HTML;
    return e == DH_ESTOPPED ? e : dh_source_broken(item, e, &why);
}

static enum dh_err no_input(const char *input, int os, struct dh_detail *d)
{
    if (os == ENOENT && strstr(input, ":/"))
        return dh_fail(d, DH_ENOINPUT, 0,
                       "cannot open '%s': no such file, and no address that begins with http:// or "
                       "https://",
                       input);
    return dh_fail_os(d, os == EACCES ? DH_EACCESS : DH_ENOINPUT, os, "cannot open '%s'", input);
}

/* Opens the next argument. DH_END: it holds no item of its own, or is a directory that is
 * walked now. */
static enum dh_err open_input(struct dh_source *s, struct dh_item *item, struct dh_detail *d)
{
    const char *input = s->inputs[s->next_input++];
    struct stat st;

    if (dh_url_is_http(dh_str_c(input)))
        return read_url(s, input, item);
    if (strcmp(input, "-") != 0) {
        if (stat(input, &st) < 0)
            return no_input(input, errno, d);
        /* A file may be cleaned in place: it is read before it is replaced. */
        if (S_ISDIR(st.st_mode) && dh_walk_skips(input, s->skip))
            return dh_fail(d, DH_EUSAGE, 0, "'%s' is an output as well", input);
        if (S_ISDIR(st.st_mode)) {
            enum dh_err e = dh_walk_new(&s->walk, s->mem, input, s->skip, d);
            return e ? e : DH_END;
        }
        set_folder(s, input);
    }
    s->file = (struct dh_source_file){ .path = input, .output = dh_str_c(dh_file_name(input)) };
    enum dh_err e = dh_stream_open(&s->stream, s->mem, input, false, d);
    if (e)
        return e == DH_EACCESS ? e : DH_ENOINPUT;
    s->stream.wait = s->opts.wait;
    if (dh_source_is_standard_input(s)) {
        s->folder[0] = '\0';
        s->file.output = DH_STR_NONE;
    }
    return read_stream(s, item);
}

static enum dh_err next_walked(struct dh_source *s, struct dh_item *item, struct dh_detail *d)
{
    enum dh_err e = dh_walk_next(s->walk, &s->file.path, &s->file.output, d);
    if (e == DH_OK)
        return read_walked(s, item);
    if (e == DH_END) {
        dh_walk_free(s->walk);
        s->walk = NULL;
    }
    return e;
}

enum dh_err dh_source_next(struct dh_source *s, struct dh_item *item, struct dh_detail *d)
{
    enum dh_err e = DH_END;

    if (s->behind.code) {
        dh_fail(d, s->behind.code, 0, "%s", s->behind.msg);
        s->behind.code = DH_OK;
        return DH_EDATA;
    }
    while (e == DH_END) {
        if (s->in_rows) {
            e = dh_source_next_row(s, item);
            if (e == DH_END)
                dh_source_end_rows(s);
        } else if (s->archive) {
            e = next_page(s, item);
        } else if (s->walk) {
            e = next_walked(s, item, d);
        } else if (s->next_input < s->n_inputs) {
            e = open_input(s, item, d);
        } else {
            return DH_END;
        }
    }
    if (e == DH_ENOMEM)
        dh_fail(d, e, 0, "out of memory for an input");
    if (e == DH_ESTOPPED)
        dh_fail(d, e, 0, "stopped");
    return e;
}

bool dh_source_ready(struct dh_source *s)
{
    return !s->in_rows || s->packed || s->stream.fd < 0 || dh_rowlines_ready(&s->lines);
}
