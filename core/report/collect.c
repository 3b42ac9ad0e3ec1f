/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "base/err.h"
#include "base/hash.h"
#include "report/cutlook.h"
#include "report/reportinside.h"

#define RECORD_MOST ((size_t)10 << 30) /* bytes that a line is decoded to, at most */

/* ---- Made and gone */

/* Who counts what, in how many numbers, with which share of the memory. */
static enum dh_err make_counts(struct dh_report *r, size_t max_bytes, const char *tmp)
{
    const struct {
        struct dh_count **to;
        unsigned words, share;
    } counts[] = {
        { &r->cuts, 4, 8 },    { &r->pages, 4, 3 },  { &r->pairs, 2, 3 },
        { &r->stories, 4, 1 }, { &r->errors, 3, 1 },
    };
    enum dh_err e = DH_OK;
    for (size_t i = 0; e == DH_OK && i < DH_LEN(counts); i++)
        e = dh_count_new(counts[i].to, r->mem, counts[i].words, max_bytes / 16 * counts[i].share,
                         tmp);
    return e;
}

enum dh_err dh_report_new(struct dh_report **out, const struct dh_allocator *m, size_t max_bytes,
                          const char *tmp, struct dh_detail *d)
{
    struct dh_report *r = dh_mem_zeroed(m, 1, sizeof *r);
    if (!r)
        return dh_no_memory(d);
    r->mem = m;
    dh_arena_init(&r->arena, m, RECORD_MOST);
    dh_arena_init(&r->bad_arena, m, SIZE_MAX);
    dh_buf_init(&r->scratch, m, SIZE_MAX);
    dh_ruletable_init(&r->rules, m);
    r->seen = dh_mem_zeroed(m, DH_REPORT_CACHE, sizeof *r->seen);
    enum dh_err e = r->seen ? dh_scraps_new(&r->scraps, m, tmp) : DH_ENOMEM;
    if (e == DH_OK)
        e = make_counts(r, max_bytes, tmp);
    if (e == DH_OK)
        e = dh_topmost_init(&r->lost, m, DH_REPORT_REVIEW);
    if (e == DH_OK)
        e = dh_topmost_init(&r->empty, m, DH_REPORT_REVIEW);
    if (e) {
        dh_report_free(r);
        return dh_no_memory(d);
    }
    *out = r;
    return DH_OK;
}

void dh_report_free(struct dh_report *r)
{
    if (!r)
        return;
    struct dh_topmost *const tops[] = { &r->most,  &r->suspects, &r->lost,
                                        &r->empty, &r->sites,    &r->most_cut,
                                        &r->uncut, &r->clusters, &r->failures };
    struct dh_count *const counts[] = { r->cuts, r->pages, r->pairs, r->stories, r->errors };
    for (size_t i = 0; i < DH_LEN(tops); i++)
        dh_topmost_release(tops[i]);
    for (size_t i = 0; i < DH_LEN(counts); i++)
        dh_count_free(counts[i]);
    dh_scraps_free(r->scraps);
    dh_mem_free(r->mem, r->seen);
    dh_ruletable_release(&r->rules);
    dh_buf_release(&r->scratch);
    dh_arena_release(&r->bad_arena);
    dh_arena_release(&r->arena);
    dh_mem_free(r->mem, r);
}

/* ---- One record */

/* What is said of the page of a record, and of it alone. */
struct page {
    const struct dh_record_undo *rec;
    enum dh_verdict verdict;
    uint64_t in, cut;
    uint64_t scrap, hash; /* where its names are put aside, and what tells it from others */
    uint64_t site;        /* 0: none */
};

static bool is_verdict(struct dh_str name, enum dh_verdict *out)
{
    for (int v = 0; v < DH_VERDICTS; v++) {
        *out = (enum dh_verdict)v;
        if (dh_str_eq(name, dh_str_c(dh_verdict_name(*out))))
            return true;
    }
    return false;
}

/* Whether the changes fit into the text; sums up what they did. */
static bool measure(struct page *p, struct dh_report_totals *t)
{
    const struct dh_record_undo *rec = p->rec;
    struct dh_undo_walk w = { .text = rec->text };
    size_t place;

    for (size_t i = 0; i < rec->n; i++) {
        const struct dh_undo *u = &rec->undo[i];
        if (!dh_undo_step(&w, u, &place))
            return false;
        *(rec->marks[i].removed ? &t->cut : &t->was) += u->was.n;
        *(rec->marks[i].removed ? &t->cuts : &t->mends) += 1;
        t->now += u->now.n;
    }
    p->cut = t->cut;
    p->in = rec->text.n + t->cut + t->was - t->now;
    t->in = p->in;
    t->kept = rec->text.n;
    return true;
}

static void add_totals(struct dh_report_totals *t, const struct dh_report_totals *one,
                       const struct page *p)
{
    t->pages++;
    t->verdict[p->verdict]++;
    t->in += one->in;
    t->kept += one->kept;
    t->cut += one->cut;
    t->was += one->was;
    t->now += one->now;
    t->cuts += one->cuts;
    t->mends += one->mends;
    t->outside += p->rec->outside;
}

/* Whether s is a day of the calendar, "2024-02-29". */
static bool is_day(struct dh_str s)
{
    static const unsigned char days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    uint64_t y, m, d;

    if (s.n != 10 || s.p[4] != '-' || s.p[7] != '-' ||
        !dh_str_number(dh_str_sub(s, 0, 4), 9999, &y) ||
        !dh_str_number(dh_str_sub(s, 5, 2), 12, &m) || !dh_str_number(dh_str_sub(s, 8, 2), 31, &d))
        return false;
    bool leap = m == 2 && y % 4 == 0 && (y % 100 != 0 || y % 400 == 0);
    return m > 0 && d > 0 && d <= days[m - 1] + (unsigned)leap;
}

/* The first and the last day of publication, of what is a date. */
static void add_day(struct dh_report_totals *t, struct dh_str published)
{
    struct dh_str day = dh_str_sub(published, 0, sizeof "0000-00-00" - 1);

    if (!is_day(day))
        return;
    if (!t->first_day[0] || dh_str_cmp(day, dh_str_c(t->first_day)) < 0)
        snprintf(t->first_day, sizeof t->first_day, "%.*s", (int)day.n, day.p);
    if (dh_str_cmp(day, dh_str_c(t->last_day)) > 0)
        snprintf(t->last_day, sizeof t->last_day, "%.*s", (int)day.n, day.p);
}

/* ---- Changes */

/* Whether an example may be one of the first of its text. */
static bool is_wanted(struct dh_report *r, uint64_t rule, uint64_t text, uint64_t example)
{
    uint64_t key = dh_hash_chain(rule, text);
    struct dh_report_seen *s = &r->seen[key % DH_REPORT_CACHE];

    if (s->key != key) {
        s->key = key;
        for (size_t i = 0; i < DH_REPORT_EXAMPLES; i++)
            s->example[i] = UINT64_MAX;
    }
    size_t at = 0;
    while (at < DH_REPORT_EXAMPLES && s->example[at] < example)
        at++;
    if (at == DH_REPORT_EXAMPLES || s->example[at] == example)
        return false;
    for (size_t i = DH_REPORT_EXAMPLES - 1; i > at; i--)
        s->example[i] = s->example[i - 1];
    s->example[at] = example;
    return true;
}

static enum dh_err put_aside(struct dh_report *r, uint64_t *at, struct dh_detail *d)
{
    return r->scratch.err ? dh_no_memory(d)
                          : dh_scraps_add(r->scraps, dh_buf_str(&r->scratch), at, d);
}

static enum dh_err add_cut(struct dh_report *r, const struct page *p, struct dh_rule_sum *rule,
                           const struct dh_undo *u, size_t place, struct dh_detail *d)
{
    struct dh_surround s = dh_cutlook_around(p->rec->text, place, place + u->now.n, u->was);
    /* Of what was mended blanks may be all. */
    struct dh_str was = rule->kind.n ? dh_str_trim(u->was) : u->was;
    struct dh_str shown = rule->kind.n ? s.cut : was;
    struct dh_cut_clip clip = { .page = p->scrap,
                                .n = shown.n,
                                .same_before = s.same_before,
                                .same_after = s.same_after,
                                .text = shown,
                                .now = u->now,
                                .before = s.before,
                                .after = s.after };
    unsigned points = rule->kind.n ? dh_cutlook_points(rule->kind, u->was, &s) : 0;
    uint64_t text = dh_hash64_more(dh_hash64(was), u->now);
    uint64_t example = (uint64_t)(UINT8_MAX - points) << 56 | dh_hash_chain(p->hash, u->at) >> 8;
    uint64_t at = DH_NO_SCRAP;
    enum dh_err e = DH_OK;

    if (is_wanted(r, rule->key, text, example)) {
        dh_clip_cut(&clip, &r->scratch);
        e = put_aside(r, &at, d);
    }
    uint64_t cut[] = { rule->key, text, example, at }, pair[] = { p->site, rule->key };
    if (e == DH_OK)
        e = dh_count_add(r->cuts, cut, d);
    return e ? e : dh_count_add(r->pairs, pair, d);
}

/* Of kinds those that have a name here: they are few. */
static struct dh_str known_kind(const struct dh_record_mark *m)
{
    if (!m->removed)
        return DH_STR_NONE;
    for (int k = DH_STORY + 1; k < DH_KINDS; k++)
        if (dh_str_eq(m->kind, dh_str_c(dh_kind_name((enum dh_kind)k))))
            return dh_str_c(dh_kind_name((enum dh_kind)k));
    return DH_STR("unknown");
}

static enum dh_err add_changes(struct dh_report *r, const struct page *p, struct dh_detail *d)
{
    struct dh_undo_walk w = { .text = p->rec->text };
    enum dh_err e = DH_OK;
    size_t place = 0;

    for (size_t i = 0; e == DH_OK && i < p->rec->n; i++) {
        const struct dh_record_mark *m = &p->rec->marks[i];
        const struct dh_undo *u = &p->rec->undo[i];
        struct dh_rule_sum *rule = dh_ruletable_at(&r->rules, known_kind(m), m->rule);
        if (!rule)
            return dh_no_memory(d);
        rule->changes++;
        rule->bytes += u->was.n;
        rule->now += u->now.n;
        rule->pages += rule->last_page != r->totals.pages;
        rule->last_page = r->totals.pages;
        (void)dh_undo_step(&w, u, &place);
        e = add_cut(r, p, rule, u, place, d);
    }
    return e;
}

/* ---- Pages */

/* Of what went wrong: figures do not tell errors apart. */
static uint64_t error_key(struct dh_str error, struct dh_buf *b)
{
    dh_buf_reset(b);
    for (size_t i = 0; i < error.n; i++)
        if (!dh_is_digit((unsigned char)error.p[i]))
            dh_buf_byte(b, error.p[i]);
        else if (i == 0 || !dh_is_digit((unsigned char)error.p[i - 1]))
            dh_buf_byte(b, '0');
    return dh_hash64(dh_buf_str(b));
}

static void offer_page(const struct page *p, struct dh_topmost *t, uint64_t first, uint64_t second)
{
    dh_topmost_offer(
        t, &(struct dh_topmost_item){ { first, second, p->hash }, { p->scrap, p->in, p->cut } });
}

static enum dh_err name_page(struct dh_report *r, struct page *p, struct dh_detail *d)
{
    const struct dh_record_undo *rec = p->rec;
    struct dh_page_clip clip = { rec->id,    rec->url,   rec->site,
                                 rec->title, rec->error, rec->duplicate_of };

    dh_clip_page(&clip, &r->scratch);
    p->site = rec->site.n ? dh_hash64(rec->site) : 0;
    return put_aside(r, &p->scrap, d);
}

static enum dh_err add_page(struct dh_report *r, const struct page *p, struct dh_detail *d)
{
    const struct dh_record_undo *rec = p->rec;
    bool copy = p->verdict == DH_DUPLICATE;
    uint64_t page[] = { p->site, p->verdict, p->in << 32 | p->cut, p->scrap };
    uint64_t story[] = { dh_hash64(copy ? rec->duplicate_of : rec->id), copy, p->hash, p->scrap };
    uint64_t permille = p->in ? p->cut * 1000 / p->in : 0;
    enum dh_err e = dh_count_add(r->pages, page, d);

    if (e == DH_OK && p->verdict != DH_FAILED)
        e = dh_count_add(r->stories, story, d);
    if (e == DH_OK && p->verdict == DH_FAILED) {
        uint64_t error[] = { error_key(rec->error, &r->scratch), p->hash, p->scrap };
        e = dh_count_add(r->errors, error, d);
    }
    if (p->verdict == DH_EMPTY)
        offer_page(p, &r->empty, p->in + rec->outside, p->in);
    if (p->verdict == DH_KEPT && p->in >= DH_REPORT_LOST_BYTES &&
        permille >= DH_REPORT_LOST_PERMILLE)
        offer_page(p, &r->lost, permille, p->cut);
    return e;
}

enum dh_err dh_report_add(struct dh_report *r, struct dh_str line, struct dh_detail *d)
{
    struct dh_record_undo rec;
    struct dh_report_totals own = { .pages = 0 };
    struct page p = { .rec = &rec, .hash = dh_hash64(dh_str_trim(line)) };

    dh_arena_reset(&r->arena);
    enum dh_err e = dh_record_read(&r->arena, line, &rec, d);
    if (e == DH_ELIMIT && r->arena.refused)
        return dh_no_memory(d);
    if (e)
        return e;
    if (!is_verdict(rec.verdict, &p.verdict))
        return dh_fail(d, DH_EDATA, 0, "no record: its verdict is none");
    if (!measure(&p, &own))
        return dh_fail(d, DH_EDATA, 0, "no record: text and changes do not fit together");
    add_totals(&r->totals, &own, &p);
    add_day(&r->totals, rec.published);
    e = name_page(r, &p, d);
    if (e == DH_OK)
        e = add_page(r, &p, d);
    return e ? e : add_changes(r, &p, d);
}

enum dh_err dh_report_bad(struct dh_report *r, const char *words)
{
    uint64_t n = r->totals.bad++;
    if (n < DH_REPORT_BAD && !dh_arena_copy(&r->bad_arena, dh_str_c(words), &r->bad[n]))
        return DH_ENOMEM;
    return DH_OK;
}

enum dh_err dh_report_sum_up(struct dh_report *r, struct dh_detail *d)
{
    dh_arena_reset(&r->arena);
    dh_topmost_sort(&r->lost);
    dh_topmost_sort(&r->empty);
    enum dh_err e = dh_report_by_rule(r, d);
    if (e == DH_OK)
        e = dh_report_by_site(r, d);
    return e ? e : dh_report_by_story(r, d);
}
