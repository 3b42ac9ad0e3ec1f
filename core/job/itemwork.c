/* SPDX-License-Identifier: MIT */
#include "job/itemwork.h"

#include <string.h>

#include "base/err.h"
#include "base/wire.h"
#include "page/pack.h"
#include "repeat/corpus.h"

enum {
    ROW_KEPT = 1 << 20,   /* bytes of a row that goes into its message */
    ROW_SHORT = 16 << 10, /* of one that shares a batch */
    PACKED_TIMES = 8      /* a packed page and what is counted of it, of what its arena may hold */
};

void dh_itemwork_init(struct dh_itemwork *w, const struct dh_allocator *m, struct dh_cleaner *c)
{
    *w = (struct dh_itemwork){ .mem = m, .cleaner = c };
    dh_page_init(&w->page, m, 0);
    dh_buf_init(&w->head, m, SIZE_MAX);
}

void dh_itemwork_release(struct dh_itemwork *w)
{
    dh_page_release(&w->page);
    dh_buf_release(&w->head);
}

/* ---- Items as bytes */

void dh_itemwork_put(const struct dh_item *item, struct dh_message *m)
{
    struct dh_buf *b = m->head;
    bool row = item->type == DH_TYPE_JSONL, kept = row && item->bytes.n <= ROW_KEPT;

    dh_wire_put_str(b, item->id);
    dh_wire_put_str(b, item->output);
    dh_wire_put_str(b, item->folder);
    dh_wire_put_str(b, item->url);
    dh_wire_put_str(b, item->content_type);
    dh_wire_put_str(b, item->charset);
    dh_wire_put_str(b, item->site);
    dh_wire_put_str(b, item->title);
    dh_wire_put_str(b, item->published);
    dh_wire_put32(b, (uint32_t)item->type);
    dh_wire_put64(b, item->line);
    dh_wire_put32(b, (uint32_t)item->err);
    dh_wire_put_str(b, item->err ? dh_str_c(item->detail.msg) : DH_STR_NONE);
    dh_wire_put_str(b, kept ? item->bytes : DH_STR_NONE);
    m->body = kept || item->err ? DH_STR_NONE : item->bytes;
    m->alone = !row || item->err || item->bytes.n >= ROW_SHORT;
}

static void get_detail(struct dh_wire *w, struct dh_item *item)
{
    item->err = (enum dh_err)dh_wire_get32(w);
    struct dh_str msg = dh_wire_get_str(w);
    item->detail.code = item->err;
    size_t n = msg.n < sizeof item->detail.msg ? msg.n : sizeof item->detail.msg - 1;
    if (n)
        memcpy(item->detail.msg, msg.p, n);
    item->detail.msg[n] = '\0';
}

static enum dh_err get_item(struct dh_frame message, struct dh_item *item)
{
    struct dh_wire w = { message.head, false };
    *item = (struct dh_item){ .id = dh_wire_get_str(&w) };
    item->output = dh_wire_get_str(&w);
    item->folder = dh_wire_get_str(&w);
    item->url = dh_wire_get_str(&w);
    item->content_type = dh_wire_get_str(&w);
    item->charset = dh_wire_get_str(&w);
    item->site = dh_wire_get_str(&w);
    item->title = dh_wire_get_str(&w);
    item->published = dh_wire_get_str(&w);
    item->type = (enum dh_type)dh_wire_get32(&w);
    item->line = dh_wire_get64(&w);
    get_detail(&w, item);
    item->bytes = dh_wire_get_str(&w);
    if (message.body.n)
        item->bytes = message.body;
    return w.bad ? DH_EINTERNAL : DH_OK;
}

/* ---- Items to pages */

/* What is counted, and the page. */
static enum dh_err put_page(struct dh_itemwork *w)
{
    dh_buf_reset(&w->head);
    size_t counted = dh_wire_begin_str(&w->head);
    if (w->counts)
        dh_corpus_count(&w->page, &w->head);
    dh_wire_end_str(&w->head, counted);
    return dh_page_pack(&w->page, &w->head);
}

enum dh_err dh_itemwork_open(struct dh_frame *f, struct dh_str *counted)
{
    struct dh_wire w = { f->head, false };
    *counted = dh_wire_get_str(&w);
    f->head = w.rest;
    return w.bad ? DH_EDATA : DH_OK;
}

static enum dh_err pack(struct dh_itemwork *w, struct dh_frame *f)
{
    enum dh_err e = put_page(w);
    if (e && e != DH_ENOMEM) { /* too large to pack: 4 GiB of fragments */
        dh_page_fail(&w->page, e, NULL);
        e = put_page(w);
    }
    f->head = dh_buf_str(&w->head);
    f->body = w->page.verdict == DH_FAILED ? DH_STR_NONE : w->page.input;
    return e;
}

static enum dh_err read_item(struct dh_itemwork *w, struct dh_frame message, struct dh_item *item)
{
    enum dh_err e = get_item(message, item);
    dh_page_reset(&w->page);
    dh_page_limit(&w->page, dh_cleaner_arena_cap(item->bytes.n));
    return e;
}

static enum dh_err work(void *self, struct dh_frame message, struct dh_frame *result)
{
    struct dh_itemwork *w = self;
    struct dh_item item;
    enum dh_err e = read_item(w, message, &item);
    if (e)
        return e;
    if (item.err)
        dh_cleaner_lost(w->cleaner, &item, item.err, &item.detail, &w->page);
    else if (dh_cleaner_read(w->cleaner, &item, &w->page, !w->counts) == DH_ENOMEM)
        dh_cleaner_lost(w->cleaner, &item, DH_ENOMEM, NULL, &w->page);
    return pack(w, result);
}

static enum dh_err lost(void *self, struct dh_frame message, const struct dh_detail *why,
                        struct dh_frame *result, struct dh_detail *d)
{
    struct dh_itemwork *w = self;
    struct dh_item item;
    enum dh_err e = read_item(w, message, &item);
    if (e == DH_OK) {
        dh_cleaner_lost(w->cleaner, &item, why->code, why, &w->page);
        e = pack(w, result);
    }
    return e ? dh_fail(d, e, 0, "out of memory for a result") : DH_OK;
}

struct dh_work dh_itemwork_of(struct dh_itemwork *w)
{
    return (struct dh_work){
        .work = work, .lost = lost, .self = w, .most = PACKED_TIMES * dh_cleaner_most(w->cleaner)
    };
}
