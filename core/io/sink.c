/* SPDX-License-Identifier: MIT */
#include "io/sink.h"

#include <assert.h>
#include <string.h>

#include "base/err.h"
#include "base/hash.h"
#include "io/apart.h"
#include "io/outdir.h"

struct dh_sink {
    const struct dh_allocator *mem;
    struct dh_sink_options opts;
    struct dh_outdir *dir;      /* NULL: one file */
    struct dh_out out, records; /* mem NULL: not open */
    struct dh_buf name;         /* scratch: a file's name */
    uint64_t dir_bytes;
    struct {
        const char *what;
        struct dh_hash128 name; /* of its name below the directory */
    } spared[3];                /* files that are no texts */
    size_t n_spared;
};

static bool is_stdout(const char *path)
{
    return !path || strcmp(path, "-") == 0;
}

static enum dh_err check(const struct dh_sink_options *o, struct dh_detail *d)
{
    if (o->output_is_dir && o->format == DH_FORMAT_JSONL)
        return dh_fail(d, DH_EUSAGE, 0, "records go to one file, not into directory '%s'",
                       o->output);
    if (o->records && !o->output_is_dir &&
        (is_stdout(o->records) ? is_stdout(o->output)
                               : o->output && strcmp(o->records, o->output) == 0))
        return dh_fail(d, DH_EUSAGE, 0, "output and records would go to the same place");
    return DH_OK;
}

enum dh_err dh_sink_new(struct dh_sink **out, const struct dh_allocator *m,
                        const struct dh_sink_options *o, struct dh_detail *d)
{
    enum dh_err e = check(o, d);
    if (e)
        return e;
    struct dh_sink *s = dh_mem_zeroed(m, 1, sizeof *s);
    if (!s)
        return dh_fail(d, DH_ENOMEM, 0, "out of memory for the output");
    s->mem = m;
    s->opts = *o;
    dh_buf_init(&s->name, m, SIZE_MAX);
    if (o->output_is_dir)
        e = dh_outdir_new(&s->dir, m, o->output, d);
    else
        e = dh_out_open(&s->out, m, is_stdout(o->output) ? "-" : o->output, d);
    if (e == DH_OK && o->records)
        e = dh_out_open(&s->records, m, o->records, d);
    if (e == DH_OK)
        *out = s;
    else
        dh_sink_free(s);
    return e;
}

void dh_sink_free(struct dh_sink *s)
{
    if (!s)
        return;
    dh_outdir_free(s->dir);
    dh_out_abort(&s->out);
    dh_out_abort(&s->records);
    dh_buf_release(&s->name);
    dh_mem_free(s->mem, s);
}

/* ---- Names in a directory */

static enum dh_err set_name(struct dh_sink *s, struct dh_str output, struct dh_str id,
                            struct dh_detail *d)
{
    char hex[33];

    dh_buf_reset(&s->name);
    if (!output.n) { /* never a name made by others: ids may be URLs */
        dh_hash128_hex(dh_hash128(id), hex);
        output = (struct dh_str){ hex, 32 };
    }
    return dh_outdir_name(output, DH_STR(".txt"), &s->name, d);
}

enum dh_err dh_sink_spare(struct dh_sink *s, const char *what, const char *path,
                          struct dh_detail *d)
{
    dh_buf_reset(&s->name);
    if (!s->dir || !path || is_stdout(path) || !dh_apart_way(s->opts.output, path, &s->name))
        return DH_OK;
    if (s->name.err)
        return dh_no_memory(d);
    assert(s->n_spared < DH_LEN(s->spared));
    s->spared[s->n_spared].what = what;
    s->spared[s->n_spared++].name = dh_hash128(dh_buf_str(&s->name));
    return DH_OK;
}

/* Of a name that is free. */
static enum dh_err check_spared(const struct dh_sink *s, struct dh_str name, struct dh_detail *d)
{
    struct dh_hash128 h = dh_hash128(name);
    for (size_t i = 0; i < s->n_spared; i++)
        if (s->spared[i].name.high == h.high && s->spared[i].name.low == h.low)
            return dh_fail(d, DH_EUSAGE, 0, "the text '%.*s' would be written over the file of %s",
                           (int)name.n, name.p, s->spared[i].what);
    return DH_OK;
}

/* An id among the reserved names, which hold no NUL. */
static struct dh_str id_name(struct dh_sink *s, struct dh_str id)
{
    dh_buf_reset(&s->name);
    dh_buf_byte(&s->name, '\0');
    dh_buf_add(&s->name, id);
    return dh_buf_str(&s->name);
}

enum dh_err dh_sink_reserve(struct dh_sink *s, struct dh_str output, struct dh_str id,
                            struct dh_detail *d)
{
    if (!s->dir)
        return DH_OK;
    enum dh_err e = set_name(s, output, id, d);
    if (e == DH_OK && s->n_spared)
        e = check_spared(s, dh_buf_str(&s->name), d);
    if (e == DH_OK)
        e = dh_outdir_reserve(s->dir, dh_buf_str(&s->name), d);
    if (e == DH_ECREATE && !output.n) /* the file's name is a hash, which says nothing */
        dh_fail(d, e, 0,
                "two inputs have the id '%.*s', by which their files are named: records (--format "
                "jsonl) hold both, and --field id=KEY names another id",
                (int)(id.n < 120 ? id.n : 120), id.p);
    if (e || !s->opts.drop_duplicates || dh_outdir_is_taken(s->dir, id_name(s, id)))
        return e;
    return dh_outdir_reserve(s->dir, dh_buf_str(&s->name), d);
}

/* ---- Pages */

struct dh_render_options dh_sink_wants(const struct dh_sink_options *o)
{
    bool jsonl = o->format == DH_FORMAT_JSONL;
    return (struct dh_render_options){ jsonl || o->records, !jsonl, o->title };
}

static enum dh_err add(struct dh_sink *s, struct dh_out *o, struct dh_str bytes,
                       struct dh_detail *d)
{
    enum dh_err e = dh_out_add(o, bytes, d);
    return e == DH_OK && s->opts.flush ? dh_out_flush(o, d) : e;
}

static enum dh_err put_text(struct dh_sink *s, const struct dh_page *page, struct dh_str text,
                            struct dh_str output, struct dh_detail *d)
{
    if (!s->dir)
        return add(s, &s->out, text, d);
    enum dh_err e = set_name(s, output, page->field[DH_FIELD_ID], d);
    if (e == DH_OK)
        e = dh_outdir_put(s->dir, dh_buf_str(&s->name), text, d);
    s->dir_bytes += e ? 0 : text.n;
    return e;
}

/* A second copy has no file; that of an earlier run would be the copy that was to go. Nobody knows
 * where the text of a survivor stands that only the state has: it may be this very file. */
static enum dh_err drop_text(struct dh_sink *s, const struct dh_page *page, struct dh_str text,
                             struct dh_str output, struct dh_detail *d)
{
    if (!s->dir || !dh_outdir_is_taken(s->dir, id_name(s, page->duplicate_of)))
        return DH_OK;
    enum dh_err e = set_name(s, output, page->field[DH_FIELD_ID], d);
    return e ? e : dh_outdir_drop(s->dir, dh_buf_str(&s->name), text, d);
}

enum dh_err dh_sink_put(struct dh_sink *s, const struct dh_page *page, const struct dh_rendered *r,
                        struct dh_str output, struct dh_detail *d)
{
    bool dropped = s->opts.drop_duplicates && page->verdict == DH_DUPLICATE;
    enum dh_err e = s->opts.records ? add(s, &s->records, r->record, d) : DH_OK;
    if (e || dropped)
        return e ? e : drop_text(s, page, r->text, output, d);
    if (s->opts.format == DH_FORMAT_JSONL)
        return add(s, &s->out, r->record, d);
    return page->verdict == DH_FAILED ? DH_OK : put_text(s, page, r->text, output, d);
}

enum dh_err dh_sink_commit(struct dh_sink *s, uint64_t *bytes, struct dh_detail *d)
{
    enum dh_err e = DH_OK;

    /* The records last: where they stand, the texts they speak of do too. */
    if (s->dir)
        e = dh_outdir_commit(s->dir, d);
    else
        e = dh_out_commit(&s->out, d);
    if (e == DH_OK && s->opts.records)
        e = dh_out_commit(&s->records, d);
    *bytes = s->dir_bytes + s->out.written + s->records.written;
    return e;
}
