/* SPDX-License-Identifier: MIT */
#include "job/library.h"

#include <string.h>

#include "base/err.h"
#include "io/record.h"
#include "job/verdict.h"
#include "page/pack.h"

/* ---- Context */

enum dh_err dh_context_new(struct dh_context **out, const struct dh_options *o, struct dh_detail *d)
{
    return dh_context_new_with(out, o, NULL, d);
}

enum dh_err dh_context_new_with(struct dh_context **out, const struct dh_options *o,
                                const struct dh_allocator *a, struct dh_detail *d)
{
    enum dh_err e = DH_ENOMEM;

    a = a ? a : dh_mem_default();
    struct dh_context *c = dh_mem_zeroed(a, 1, sizeof *c);
    if (!c)
        return dh_fail(d, e, 0, "out of memory");
    c->mem = *a;
    e = dh_options_copy(&c->options, o, &c->mem);
    if (e)
        dh_fail(d, e, 0, "out of memory");
    if (e == DH_OK)
        e = dh_cleaner_new(&c->cleaner, &c->mem, &c->options->s, d);
    if (e) {
        dh_context_free(c);
        return e;
    }
    *out = c;
    return DH_OK;
}

void dh_context_free(struct dh_context *c)
{
    if (!c)
        return;
    struct dh_allocator m = c->mem;
    dh_cleaner_free(c->cleaner);
    dh_options_free(c->options);
    dh_mem_free(&m, c);
}

void dh_context_stop(struct dh_context *c)
{
    c->stop = 1;
}

enum dh_err dh_context_corpus(struct dh_context *c, struct dh_store *store, enum dh_corpus_use use,
                              struct dh_corpus **out, struct dh_detail *d)
{
    const struct dh_settings *s = &c->options->s;
    struct dh_corpus_options o = {
        .memory = dh_settings_memory(s),
        .tmp = s->tmp,
        .store = store,
        .read_only = s->read_only || use == DH_CORPUS_FLUSH,
        .ids_last = use == DH_CORPUS_RUN,
        .count_only = use == DH_CORPUS_SCAN,
        .day = (uint32_t)(time(NULL) / (24 * 60 * 60)),
    };
    return dh_corpus_new(out, &c->mem, &o, d);
}

enum dh_err dh_context_decide(struct dh_context *c, struct dh_frame f, const struct dh_pass *pass,
                              struct dh_page *page, bool *survives, struct dh_detail *d)
{
    const struct dh_settings *s = &c->options->s;
    struct dh_corpus *corpus = pass->corpus;
    *survives = false;
    dh_page_reset(page);
    dh_page_limit(page, dh_cleaner_arena_cap(f.body.n));
    enum dh_err e = dh_page_unpack(page, f.head, f.body);
    if (e == DH_OK && corpus && page->verdict != DH_FAILED) {
        enum dh_err lost = dh_corpus_strike(corpus, page, pass->told, d);
        if (lost)
            return dh_page_err(page, lost);
    }
    if (e == DH_OK)
        e = dh_verdict_page(s, page);
    if (e == DH_OK && corpus && s->duplicates != DH_DUPLICATES_KEEP) {
        enum dh_err lost = dh_corpus_judge(corpus, page, pass->number, survives, d);
        if (lost)
            return dh_page_err(page, lost);
    }
    e = dh_page_err(page, e);
    if (e == DH_ENOMEM)
        return dh_fail(d, e, 0, "out of memory for a page");
    if (e) {
        struct dh_detail why;
        dh_fail(&why, e, 0, "%s when putting the page together", dh_strerror(e));
        dh_page_fail(page, e, &why);
    }
    return DH_OK;
}

/* ---- One page */

/* The input of a record that stands alone must not point into the caller's bytes. */
static enum dh_err own_input(struct dh_page *p)
{
    if (!p->raw.n || p->input.p < p->raw.p || p->input.p >= p->raw.p + p->raw.n)
        return DH_OK;
    p->arena.cap += p->input.n; /* a copy for the caller, no work on the page */
    return dh_arena_copy(&p->arena, p->input, &p->input) ? DH_OK : DH_ENOMEM;
}

/* Nor may its changes point into the rule tables of the context, which it outlives. */
static enum dh_err own_changes(struct dh_page *p)
{
    for (size_t i = 0; i < p->n_changes; i++) {
        struct dh_edit *c = &p->changes[i];
        p->arena.cap += c->rule.n + c->now.n;
        if (!dh_arena_copy(&p->arena, c->rule, &c->rule) ||
            !dh_arena_copy(&p->arena, c->now, &c->now))
            return DH_ENOMEM;
    }
    return DH_OK;
}

struct dh_item dh_context_item(const struct dh_context *c, struct dh_str bytes,
                               const struct dh_hints *h)
{
    struct dh_item item = { .bytes = bytes, .type = (enum dh_type)c->options->s.type };
    if (h) {
        item.id = dh_str_c(h->id);
        item.url = dh_str_c(h->url);
        item.content_type = dh_str_c(h->content_type);
        item.charset = dh_str_c(h->charset);
        item.site = dh_str_c(h->site);
    }
    if (item.type == DH_TYPE_AUTO)
        item.type = dh_type_sniff(bytes);
    if (item.type == DH_TYPE_JSONL)
        item.bytes = dh_str_trim(dh_str_without_bom(bytes));
    return item;
}

enum dh_err dh_clean(struct dh_context *c, const void *bytes, size_t n, const struct dh_hints *h,
                     struct dh_record **out, struct dh_detail *d)
{
    struct dh_record *r = dh_mem_zeroed(&c->mem, 1, sizeof *r);
    enum dh_err e = DH_ENOMEM;

    if (!r)
        return dh_fail(d, e, 0, "out of memory");
    dh_record_init(r, &c->mem);
    struct dh_item item = dh_context_item(c, (struct dh_str){ bytes, n }, h);
    dh_page_limit(&r->own, dh_cleaner_arena_cap(n));
    e = dh_cleaner_read(c->cleaner, &item, &r->own, true);
    if (e == DH_OK)
        e = own_input(&r->own);
    if (e == DH_OK)
        e = dh_verdict_page(&c->options->s, &r->own);
    if (e == DH_OK)
        e = own_changes(&r->own);
    if (e && e != DH_ENOMEM) {
        dh_page_fail(&r->own, e, NULL);
        e = DH_OK;
    }
    r->own.raw = DH_STR_NONE;
    if (e) {
        dh_record_free(r);
        return dh_fail(d, e, 0, "out of memory for a page of %zu bytes", n);
    }
    *out = r;
    return DH_OK;
}

/* ---- Records */

void dh_record_init(struct dh_record *r, const struct dh_allocator *m)
{
    r->mem = *m;
    dh_page_init(&r->own, &r->mem, SIZE_MAX);
    r->page = &r->own;
    dh_buf_init(&r->json, &r->mem, SIZE_MAX);
    dh_buf_init(&r->input, &r->mem, SIZE_MAX);
}

void dh_record_release(struct dh_record *r)
{
    dh_page_release(&r->own);
    dh_buf_release(&r->json);
    dh_buf_release(&r->input);
}

void dh_record_free(struct dh_record *r)
{
    if (!r)
        return;
    struct dh_allocator m = r->mem;
    dh_record_release(r);
    dh_mem_free(&m, r);
}

struct dh_str dh_record_text(const struct dh_record *r)
{
    return r->page->text;
}

enum dh_verdict dh_record_verdict(const struct dh_record *r)
{
    return r->page->verdict;
}

struct dh_str dh_record_error(const struct dh_record *r)
{
    return r->page->error;
}

uint64_t dh_record_line(const struct dh_record *r, const char **path)
{
    *path = r->path;
    return r->page->line;
}

double dh_record_confidence(const struct dh_record *r)
{
    return r->page->confidence;
}

struct dh_str dh_record_field(const struct dh_record *r, const char *name)
{
    for (int i = 0; i < DH_FIELDS; i++)
        if (strcmp(name, dh_field_name((enum dh_field)i)) == 0)
            return r->page->field[i];
    return strcmp(name, "duplicate_of") == 0 ? r->page->duplicate_of : DH_STR_NONE;
}

struct dh_outside dh_record_outside(const struct dh_record *r)
{
    return (struct dh_outside){ r->page->outside_blocks, r->page->outside, r->page->outside_text };
}

size_t dh_record_changes(const struct dh_record *r)
{
    return r->page->n_changes;
}

struct dh_change dh_record_change(const struct dh_record *r, size_t i)
{
    const struct dh_edit *e = &r->page->changes[i];
    return (struct dh_change){
        .at = e->at,
        .was = dh_str_sub(r->page->input, e->at, e->n),
        .now = e->now,
        .kind = (enum dh_kind)e->kind,
        .rule = e->rule,
    };
}

enum dh_err dh_record_json(struct dh_record *r, struct dh_str *out)
{
    dh_buf_reset(&r->json);
    enum dh_err e = dh_record_write(r->page, &r->json);
    if (e == DH_OK)
        *out = dh_buf_str(&r->json);
    return e;
}

enum dh_err dh_record_restore(struct dh_record *r, struct dh_str *out)
{
    const struct dh_page *p = r->page;
    struct dh_undo *undo = dh_mem_zeroed(&r->mem, p->n_changes, sizeof *undo);
    if (!undo)
        return DH_ENOMEM;
    for (size_t i = 0; i < p->n_changes; i++) {
        struct dh_change c = dh_record_change(r, i);
        undo[i] = (struct dh_undo){ .at = c.at, .was = c.was, .now = c.now };
    }
    dh_buf_reset(&r->input);
    enum dh_err e = dh_page_restore(p->text, undo, p->n_changes, &r->input);
    dh_mem_free(&r->mem, undo);
    if (e == DH_OK)
        *out = dh_buf_str(&r->input);
    return e;
}
