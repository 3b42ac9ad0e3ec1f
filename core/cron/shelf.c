/* SPDX-License-Identifier: MIT */
#include "cron/shelf.h"

#include "base/err.h"
#include "io/outdir.h"
#include "io/place.h"
#include "io/rotate.h"

static const char stage[] = ".dehusk-part"; /* below the texts, see dh_outdir_stage */

struct dh_shelf {
    const struct dh_allocator *mem;
    const struct dh_config *config;
    struct dh_ledger *ledger;
    struct dh_outdir *texts;
    struct dh_rotate *records;
    struct dh_buf name;
    uint64_t text_bytes;
    bool synced; /* records stay where they are */
};

/* ---- Open */

static enum dh_err get_place(struct dh_ledger *l, struct dh_rotate_place *p, struct dh_detail *d)
{
    enum dh_err e = dh_ledger_get_mark(l, "records number", &p->number, d);
    if (e == DH_OK)
        e = dh_ledger_get_mark(l, "records length", &p->length, d);
    return e ? e : dh_ledger_get_mark(l, "records day", &p->day, d);
}

static enum dh_err put_place(struct dh_ledger *l, const struct dh_rotate_place *p,
                             struct dh_detail *d)
{
    enum dh_err e = dh_ledger_put_mark(l, "records number", p->number, d);
    if (e == DH_OK)
        e = dh_ledger_put_mark(l, "records length", p->length, d);
    return e ? e : dh_ledger_put_mark(l, "records day", p->day, d);
}

static enum dh_err open_records(struct dh_shelf *s, const struct dh_shelf_owner *owner,
                                struct dh_detail *d)
{
    struct dh_rotate_options o = {
        .name = s->config->records,
        .max_bytes = s->config->rotate_size,
        .day = s->config->rotate == DH_ROTATE_DAY ? owner->day : 0,
        .left = owner->left,
        .begin = owner->begin,
        .self = owner->self,
    };
    struct dh_rotate_place place;
    enum dh_err e = get_place(s->ledger, &place, d);
    bool chosen = place.number != 0;

    if (e == DH_OK)
        e = dh_rotate_open(&s->records, s->mem, &o, &place, d);
    if (e == DH_OK && !chosen) {
        e = put_place(s->ledger, &place, d);
        if (e == DH_OK)
            e = dh_store_commit(owner->store, d);
    }
    return e;
}

enum dh_err dh_shelf_open(struct dh_shelf **out, const struct dh_allocator *m,
                          const struct dh_config *c, const struct dh_shelf_owner *owner,
                          struct dh_detail *d)
{
    struct dh_shelf *s = dh_mem_zeroed(m, 1, sizeof *s);
    enum dh_err e = DH_OK;

    if (!s)
        return dh_fail(d, DH_ENOMEM, 0, "out of memory for the output");
    s->mem = m;
    s->config = c;
    s->ledger = owner->ledger;
    dh_buf_init(&s->name, m, SIZE_MAX);
    if (c->texts)
        e = dh_outdir_new(&s->texts, m, c->texts, d);
    if (e == DH_OK && c->texts)
        e = dh_outdir_stage(s->texts, stage, owner->who, d);
    if (e == DH_OK && c->records)
        e = open_records(s, owner, d);
    if (e) {
        dh_shelf_free(s);
        return e;
    }
    *out = s;
    return DH_OK;
}

void dh_shelf_free(struct dh_shelf *s)
{
    if (!s)
        return;
    dh_outdir_free(s->texts);
    dh_rotate_close(s->records);
    dh_buf_release(&s->name);
    dh_mem_free(s->mem, s);
}

/* ---- Pages */

/* A place as the state has it, into s->name: what no run of ours put there leads anywhere. */
static enum dh_err take_place(struct dh_shelf *s, struct dh_str old, struct dh_detail *d)
{
    enum dh_err e = dh_outdir_name(old, DH_STR_NONE, &s->name, NULL);

    if (e == DH_ECREATE || (e == DH_OK && !dh_str_eq(dh_buf_str(&s->name), old)))
        return dh_fail(d, DH_EDATA, 0, "the state '%s' is damaged: a text has a place that is none",
                       s->config->state);
    return e;
}

/* The place of the page's text, into s->name: where it is, or where it is to be. */
static enum dh_err find_place(struct dh_shelf *s, const struct dh_page *page, uint64_t text_hash,
                              uint64_t source, struct dh_detail *d)
{
    uint64_t key = dh_hash64_more(source, page->field[DH_FIELD_ID]);
    uint64_t version = s->config->changed == DH_CHANGED_KEEP ? text_hash | 1 : 0;
    struct dh_str old;
    enum dh_err e = version ? DH_END : dh_ledger_get_output(s->ledger, key, &old, d);

    dh_buf_reset(&s->name);
    if (e != DH_END)
        return e ? e : take_place(s, old, d);
    dh_place_name(page, key, version, &s->name);
    if (s->name.err)
        return s->name.err;
    return version ? DH_OK : dh_ledger_put_output(s->ledger, key, dh_buf_str(&s->name), d);
}

static enum dh_err put_text(struct dh_shelf *s, const struct dh_page *page, struct dh_str text,
                            uint64_t text_hash, uint64_t source, struct dh_detail *d)
{
    bool second =
        page->verdict == DH_DUPLICATE && s->config->options->s.duplicates != DH_DUPLICATES_MARK;

    if (!text.n || second)
        return DH_OK;
    enum dh_err e = find_place(s, page, text_hash, source, d);
    if (e)
        return e;
    s->text_bytes += text.n;
    return dh_outdir_put(s->texts, dh_buf_str(&s->name), text, d);
}

struct dh_render_options dh_shelf_wants(const struct dh_config *c)
{
    return (struct dh_render_options){ c->records, c->texts, c->options->s.title };
}

/* Pages change in what nobody sees, and come again and again: a record that is the last one of its
 * page, byte for byte, tells nothing. Rows that failed have no name that is surely theirs. */
static enum dh_err put_record(struct dh_shelf *s, const struct dh_page *page, struct dh_str record,
                              uint64_t source, struct dh_detail *d)
{
    uint64_t key = dh_hash64_more(source, page->field[DH_FIELD_ID]);
    bool known = false;
    bool unnamed = page->verdict == DH_FAILED && !page->field[DH_FIELD_URL].n;
    enum dh_err e =
        unnamed ? DH_OK : dh_ledger_put_record(s->ledger, key, dh_hash64(record), &known, d);
    return e || known ? e : dh_rotate_add(s->records, record, d);
}

enum dh_err dh_shelf_put(struct dh_shelf *s, const struct dh_page *page,
                         const struct dh_rendered *r, uint64_t text_hash, uint64_t source,
                         struct dh_detail *d)
{
    enum dh_err e = s->texts ? put_text(s, page, r->text, text_hash, source, d) : DH_OK;
    return e == DH_OK && s->records ? put_record(s, page, r->record, source, d) : e;
}

enum dh_err dh_shelf_finish(struct dh_shelf *s, uint64_t *bytes, struct dh_detail *d)
{
    struct dh_rotate_place place;
    enum dh_err e = s->texts ? dh_outdir_commit(s->texts, d) : DH_OK;
    *bytes = 0;
    if (e == DH_OK && s->records)
        e = dh_rotate_sync(s->records, &place, bytes, d);
    s->synced = e == DH_OK && s->records;
    if (s->synced)
        e = put_place(s->ledger, &place, d);
    *bytes += s->text_bytes;
    return e;
}

bool dh_shelf_synced(const struct dh_shelf *s)
{
    return s->synced;
}
