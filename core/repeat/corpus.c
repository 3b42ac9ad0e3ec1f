/* SPDX-License-Identifier: MIT */
#include "repeat/corpus.h"

#include <string.h>

#include "base/err.h"
#include "base/hash.h"
#include "base/wire.h"
#include "repeat/caption.h"
#include "repeat/site/site.h"
#include "repeat/story/story.h"
#include "state/store.h"

struct dh_corpus {
    const struct dh_allocator *mem;
    struct dh_corpus_options o;
    struct dh_sites *sites;
    struct dh_captions *captions;
    struct dh_stories *stories;
    struct dh_buf counted; /* of dh_corpus_observe */
};

static enum dh_err load_story(void *self, const struct dh_store_story *old, struct dh_detail *d)
{
    struct dh_corpus *c = self;
    struct dh_story story = {
        .page = old->page,
        .label = old->label,
        .site = old->site,
        .url = old->url,
        .published = old->published,
        .length = old->length,
        .number = DH_STORY_OLD,
        .written = old->written,
        .id = old->id,
        .sketch = old->sketch,
    };
    return dh_stories_add(c->stories, &story, d);
}

enum dh_err dh_corpus_new(struct dh_corpus **out, const struct dh_allocator *m,
                          const struct dh_corpus_options *o, struct dh_detail *d)
{
    struct dh_corpus *c = dh_mem_zeroed(m, 1, sizeof *c);
    enum dh_err e = c ? DH_OK : DH_ENOMEM;

    if (e == DH_OK) {
        c->mem = m;
        c->o = *o;
        dh_buf_init(&c->counted, m, SIZE_MAX);
        e = dh_sites_new(&c->sites, m, c->o.memory / 2, o->tmp);
    }
    if (e == DH_OK)
        e = dh_captions_new(&c->captions, m, c->o.memory / 16, o->tmp);
    if (e == DH_OK)
        e = dh_stories_new(&c->stories, m, c->o.memory / 2, o->tmp);
    if (e)
        dh_fail(d, e, 0, "out of memory");
    if (e == DH_OK && o->store && !o->count_only)
        e = dh_store_each_story(o->store, load_story, c, d);
    if (e) {
        dh_corpus_free(c);
        return e;
    }
    *out = c;
    return DH_OK;
}

void dh_corpus_free(struct dh_corpus *c)
{
    if (!c)
        return;
    dh_sites_free(c->sites);
    dh_captions_free(c->captions);
    dh_stories_free(c->stories);
    dh_buf_release(&c->counted);
    dh_mem_free(c->mem, c);
}

/* ---- Dates ------------------------------------------------------------------------------------
 */

/* n digits at *p; false when they are not there. */
static bool digits(struct dh_str *s, size_t n, int *out)
{
    uint64_t v;
    if (s->n < n || !dh_str_number(dh_str_sub(*s, 0, n), 9999, &v))
        return false;
    *out = (int)v;
    *s = dh_str_sub(*s, n, s->n);
    return true;
}

static bool skip(struct dh_str *s, char c)
{
    if (s->n == 0 || s->p[0] != c)
        return false;
    *s = dh_str_sub(*s, 1, s->n);
    return true;
}

/* Days since 1970-01-01 in the proleptic Gregorian calendar (Howard Hinnant, "chrono-compatible
 * low-level date algorithms", days_from_civil). */
static int64_t days(int y, int m, int d)
{
    y -= m <= 2;
    int64_t era = (y >= 0 ? y : y - 399) / 400;
    int64_t yoe = y - era * 400, doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
    return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

/* Minutes east of UTC: Z, nothing, or +hh:mm with or without the colon. */
static bool offset(struct dh_str *s, int64_t *minutes)
{
    int h, m = 0;
    *minutes = 0;
    if (s->n == 0 || skip(s, 'Z') || skip(s, 'z'))
        return s->n == 0;
    bool west = s->p[0] == '-';
    if ((!west && s->p[0] != '+') || !skip(s, s->p[0]) || !digits(s, 2, &h))
        return false;
    skip(s, ':');
    if (s->n && !digits(s, 2, &m))
        return false;
    *minutes = (west ? -1 : 1) * (60 * h + m);
    return s->n == 0;
}

int64_t dh_published_time(struct dh_str s)
{
    int y, mo, d, h = 0, mi = 0, se = 0;
    int64_t east = 0;

    s = dh_str_trim(s);
    if (!digits(&s, 4, &y) || !skip(&s, '-') || !digits(&s, 2, &mo) || !skip(&s, '-') ||
        !digits(&s, 2, &d) || mo < 1 || mo > 12 || d < 1 || d > 31)
        return INT64_MAX;
    if (s.n) {
        if (!(skip(&s, 'T') || skip(&s, 't') || skip(&s, ' ')) || !digits(&s, 2, &h) ||
            !skip(&s, ':') || !digits(&s, 2, &mi))
            return INT64_MAX;
        if (skip(&s, ':') && !digits(&s, 2, &se))
            return INT64_MAX;
        if (skip(&s, '.'))
            while (s.n && dh_is_digit((unsigned char)s.p[0]))
                s = dh_str_sub(s, 1, s.n);
        if (!offset(&s, &east))
            return INT64_MAX;
    }
    return ((days(y, mo, d) * 24 + h) * 60 + mi - east) * 60 + se;
}

/* ---- Pass 1 -----------------------------------------------------------------------------------
 */

/* All that tells two rows of the same content apart. */
static uint64_t label_of(const struct dh_page *p)
{
    static const enum dh_field fields[] = { DH_FIELD_ID, DH_FIELD_URL, DH_FIELD_SITE,
                                            DH_FIELD_PUBLISHED };
    uint64_t h = 0;
    for (size_t i = 0; i < DH_LEN(fields); i++)
        h = dh_hash_mix(h * 31 + dh_hash64(p->field[fields[i]]));
    return h;
}

void dh_corpus_count(const struct dh_page *page, struct dh_buf *out)
{
    struct dh_str url = page->field[DH_FIELD_URL];

    if (page->verdict == DH_FAILED || page->n_fragments == 0)
        return;
    dh_wire_put64(out, page->identity.high);
    dh_wire_put64(out, page->identity.low);
    dh_wire_put64(out, label_of(page));
    dh_wire_put64(out, dh_site_hash(page->field[DH_FIELD_SITE]));
    dh_wire_put64(out, url.n ? dh_hash64(url) : 0);
    dh_wire_put64(out, (uint64_t)dh_published_time(page->field[DH_FIELD_PUBLISHED]));
    dh_wire_put32(out, (uint32_t)page->input.n);
    dh_wire_put_str(out, page->field[DH_FIELD_ID]);
    dh_wire_put_str(out, page->sketch);
    size_t place = dh_wire_begin_str(out);
    dh_captions_count(page, out);
    dh_wire_end_str(out, place);
    place = dh_wire_begin_str(out);
    dh_sites_count(page, out);
    dh_wire_end_str(out, place);
}

/* What was counted of a page, runs of its captions and uses of its fragments among it. */
static enum dh_err read_counted(struct dh_str counted, struct dh_story *story, struct dh_str *runs,
                                struct dh_str *uses)
{
    struct dh_wire w = { counted, false };

    story->page.high = dh_wire_get64(&w);
    story->page.low = dh_wire_get64(&w);
    story->label = dh_wire_get64(&w);
    story->site = dh_wire_get64(&w);
    story->url = dh_wire_get64(&w);
    story->published = (int64_t)dh_wire_get64(&w);
    story->length = dh_wire_get32(&w);
    story->id = dh_wire_get_str(&w);
    story->sketch = dh_wire_get_str(&w);
    *runs = dh_wire_get_str(&w);
    *uses = dh_wire_get_str(&w);
    bool bad = w.bad || w.rest.n || runs->n % DH_CAPTION_COUNTED || uses->n % DH_SITE_COUNTED;
    return bad ? DH_EDATA : DH_OK;
}

enum dh_err dh_corpus_take(struct dh_corpus *c, struct dh_str counted, uint32_t number,
                           struct dh_detail *d)
{
    struct dh_story story = { .number = number };
    struct dh_str runs, uses;

    if (counted.n == 0)
        return DH_OK;
    enum dh_err e = read_counted(counted, &story, &runs, &uses);
    if (e)
        return e;
    if (!story.url && c->o.ids_last && story.id.n)
        story.url = dh_hash64(story.id);
    e = dh_stories_add(c->stories, &story, d);
    if (e == DH_OK)
        e = dh_captions_take(c->captions, story.page, runs, d);
    return e ? e : dh_sites_take(c->sites, story.page, story.site, uses, number, d);
}

enum dh_err dh_corpus_observe(struct dh_corpus *c, const struct dh_page *page, uint32_t number,
                              struct dh_detail *d)
{
    dh_buf_reset(&c->counted);
    dh_corpus_count(page, &c->counted);
    return c->counted.err ? dh_no_memory(d) : dh_corpus_take(c, dh_buf_str(&c->counted), number, d);
}

/* ---- Between ----------------------------------------------------------------------------------
 */

static uint64_t store_order(const struct dh_story *s)
{
    return dh_store_story_order(s->page, s->label);
}

static enum dh_err store_story(void *self, const struct dh_story *s, struct dh_detail *d)
{
    struct dh_corpus *c = self;
    struct dh_store_story row = {
        .page = s->page,
        .label = s->label,
        .site = s->site,
        .url = s->url,
        .published = s->published,
        .length = s->length,
        .day = c->o.day,
        .id = s->id,
        .sketch = s->sketch,
    };
    return dh_store_put_story(c->o.store, &row, d);
}

static enum dh_err get_key(void *self, uint64_t key, uint64_t *entries, unsigned *n,
                           struct dh_detail *d)
{
    return dh_store_get_key(self, key, entries, n, d);
}

static enum dh_err put_key(void *self, const struct dh_key_row *row, struct dh_detail *d)
{
    return dh_store_put_key(self, row, d);
}

void dh_corpus_spread(struct dh_corpus *c, const struct dh_spread *spread)
{
    dh_stories_spread(c->stories, spread);
    dh_sites_spread(c->sites, spread);
}

enum dh_err dh_corpus_settle(struct dh_corpus *c, struct dh_detail *d)
{
    struct dh_site_memory memory = { get_key, c->o.read_only ? NULL : put_key, c->o.store };
    enum dh_err e = c->o.count_only ? DH_OK : dh_sites_pause(c->sites, d);
    if (e == DH_OK && c->o.store && !c->o.read_only)
        e = dh_stories_each_new(c->stories, store_order, store_story, c, d);
    if (e == DH_OK && !c->o.count_only)
        e = dh_stories_settle(c->stories, d);
    if (e == DH_OK)
        e = dh_sites_settle(c->sites, c->o.count_only ? NULL : c->stories,
                            c->o.store ? &memory : NULL, d);
    if (e == DH_OK)
        e = dh_captions_settle(c->captions, c->o.store, !c->o.read_only, !c->o.count_only, d);
    return e;
}

/* ---- Pass 2 -----------------------------------------------------------------------------------
 */

enum dh_err dh_corpus_tell(struct dh_corpus *c, uint32_t number, struct dh_buf *out,
                           struct dh_detail *d)
{
    return dh_sites_tell(c->sites, number, out, d);
}

enum dh_err dh_corpus_ask(struct dh_corpus *c, struct dh_str counted, struct dh_buf *out,
                          struct dh_detail *d)
{
    struct dh_site_memory memory = { get_key, NULL, c->o.store };
    struct dh_story story = { .number = 0 };
    struct dh_str runs, uses;

    if (counted.n == 0)
        return DH_OK;
    enum dh_err e = read_counted(counted, &story, &runs, &uses);
    if (e)
        return e;
    e = dh_sites_ask(c->sites, story.page, story.site, uses, c->stories,
                     c->o.store ? &memory : NULL, out, d);
    if (e == DH_EDATA && d) /* of the store, not of these bytes */
        d->code = DH_EIO;
    return e == DH_EDATA ? DH_EIO : e;
}

enum dh_err dh_corpus_strike(struct dh_corpus *c, struct dh_page *page, struct dh_str told,
                             struct dh_detail *d)
{
    /* What others have as a caption is one here, though its site may repeat it: the options treat
     * captions their own way. */
    enum dh_err e = dh_captions_strike(c->captions, page, c->stories, d);
    if (e)
        return e;
    e = dh_sites_strike(page, told);
    dh_page_strike_waiting(page);
    if (e == DH_EDATA)
        return dh_fail(d, e, 0, "what was told of a page cannot be read back");
    return e ? dh_no_memory(d) : DH_OK; /* the arena does not tell its cap from memory's end */
}

static enum dh_err copy(struct dh_page *page, struct dh_str s, struct dh_str *to,
                        struct dh_detail *d)
{
    return dh_arena_copy(&page->arena, s, to) ? DH_OK : dh_fail(d, DH_ENOMEM, 0, "out of memory");
}

enum dh_err dh_corpus_judge(struct dh_corpus *c, struct dh_page *page, uint32_t number,
                            bool *survives, struct dh_detail *d)
{
    struct dh_story_fate fate;
    *survives = false;
    if (page->verdict != DH_KEPT || !page->has_sketch)
        return DH_OK;
    enum dh_err e = dh_stories_fate(c->stories, number, &fate, d);
    if (e)
        return e;
    if (fate.duplicate) {
        page->verdict = DH_DUPLICATE;
        return copy(page, fate.of, &page->duplicate_of, d);
    }
    *survives = true;
    return copy(page, fate.supersedes, &page->supersedes, d);
}

enum dh_err dh_corpus_written(struct dh_corpus *c, const struct dh_page *page, struct dh_detail *d)
{
    if (!c->o.store || c->o.read_only)
        return DH_OK;
    return dh_store_mark_written(c->o.store, page->identity, label_of(page), d);
}

enum dh_err dh_corpus_clusters(struct dh_corpus *c,
                               enum dh_err (*each)(void *self, struct dh_str head,
                                                   struct dh_str member),
                               void *self, struct dh_detail *d)
{
    return dh_stories_clusters(c->stories, each, self, d);
}
