/* SPDX-License-Identifier: MIT */
/* From verdicts to text: one sorted, disjoint list of changes, then the text between them; and
 * back. */
#include "base/utf8.h"
#include "page/page.h"

/* How much a separator parts: blank lines before line ends before blanks. */
static unsigned weight(struct dh_str sep)
{
    unsigned lines = 0;
    for (size_t i = 0; i < sep.n; i++)
        lines += sep.p[i] == '\n' || (sep.p[i] == '\r' && !(i + 1 < sep.n && sep.p[i + 1] == '\n'));
    return lines;
}

static uint32_t end_of(const struct dh_page *p, size_t i)
{
    return p->fragments[i].at + p->fragments[i].n;
}

static struct dh_str separator_after(const struct dh_page *p, size_t i)
{
    uint32_t from = end_of(p, i);
    uint32_t to = i + 1 < p->n_fragments ? p->fragments[i + 1].at : (uint32_t)p->input.n;
    return dh_str_sub(p->input, from, to - from);
}

/* A text that is made of parts of the input, in their order, under its sorted edits. */
struct rest {
    const struct dh_page *page;
    char *text;
    size_t n;
    size_t edit; /* the next of them */
};

/* Adds what becomes of the bytes [from, to) of the input. */
static void add_part(struct rest *r, size_t from, size_t to)
{
    const struct dh_page *p = r->page;
    size_t first = r->edit;
    while (r->edit < p->n_edits && p->edits[r->edit].at < to)
        r->edit++;
    r->n += dh_edits_write(p->edits + first, r->edit - first, p->input, from, to, r->text + r->n);
}

enum dh_err dh_page_rest(struct dh_page *p, struct dh_str *out)
{
    size_t n = p->input.n, last = p->n_fragments; /* last: the one that stays before that at hand */
    dh_edits_sort(p->edits, p->n_edits);
    for (size_t i = 0; i < p->n_edits; i++)
        n += p->edits[i].now.n;
    struct rest r = { .page = p, .text = dh_arena_alloc(&p->scratch, n) };
    if (!r.text)
        return DH_ELIMIT;
    for (size_t i = 0; i < p->n_fragments; i++) {
        if (dh_page_goes(p, i))
            continue;
        if (last < i) {
            bool first = weight(separator_after(p, last)) >= weight(separator_after(p, i - 1));
            size_t from = end_of(p, first ? last : i - 1);
            add_part(&r, from, from + separator_after(p, first ? last : i - 1).n);
        }
        add_part(&r, p->fragments[i].at, end_of(p, i));
        last = i;
    }
    *out = (struct dh_str){ r.text, r.n };
    return DH_OK;
}

static enum dh_err add_change(struct dh_page *p, size_t *cap, struct dh_edit e)
{
    void *array = p->changes;
    if (!dh_arena_grow(&p->arena, &array, p->n_changes, cap, sizeof *p->changes))
        return DH_ELIMIT;
    p->changes = array;
    p->changes[p->n_changes++] = e;
    return DH_OK;
}

/* A new array with room for n changes. */
static enum dh_err expect_changes(struct dh_page *p, size_t *cap, size_t n)
{
    p->changes = n ? dh_arena_alloc(&p->arena, n * sizeof *p->changes) : NULL;
    p->n_changes = 0;
    *cap = n;
    return p->changes || n == 0 ? DH_OK : DH_ELIMIT;
}

/* Fragments [from, to) all go; adds one removal for each, separators included. */
static enum dh_err add_run(struct dh_page *p, size_t *cap, size_t from, size_t to)
{
    bool first = from == 0, last = to == p->n_fragments;
    bool keep_before = !first && !last &&
                       weight(separator_after(p, from - 1)) >= weight(separator_after(p, to - 1));
    enum dh_err e = DH_OK;

    for (size_t i = from; e == DH_OK && i < to; i++) {
        const struct dh_fragment *f = &p->fragments[i];
        uint32_t begin, end;
        if (first) {
            begin = i == 0 ? 0 : f->at;
            end = i + 1 < p->n_fragments ? p->fragments[i + 1].at : (uint32_t)p->input.n;
        } else if (keep_before) {
            begin = f->at;
            end = p->fragments[i + 1].at;
        } else {
            begin = end_of(p, i - 1);
            end = end_of(p, i);
        }
        e = add_change(
            p, cap,
            (struct dh_edit){ .at = begin, .n = end - begin, .kind = f->kind, .rule = f->rule });
    }
    return e;
}

/* Adds repairs for bytes of [from, to) that are no UTF-8. */
static enum dh_err add_invalid(struct dh_page *p, size_t *cap, uint32_t from, uint32_t to)
{
    enum dh_err e = DH_OK;
    while (e == DH_OK && from < to && !p->is_utf8) {
        struct dh_str rest = dh_str_sub(p->input, from, to - from);
        size_t good = dh_utf8_valid(rest);
        if (good == rest.n)
            break;
        uint32_t cp;
        size_t n = dh_utf8_get(rest, good, &cp);
        e = add_change(p, cap,
                       (struct dh_edit){ .at = from + (uint32_t)good,
                                         .n = (uint32_t)n,
                                         .now = DH_STR("\xEF\xBF\xBD"),
                                         .rule = DH_STR("utf8") });
        from += (uint32_t)(good + n);
    }
    return e;
}

static enum dh_err add_removals(struct dh_page *p, size_t *cap)
{
    size_t n = 0;
    for (size_t i = 0; i < p->n_fragments; i++)
        n += p->fragments[i].removed;
    if (expect_changes(p, cap, n))
        return DH_ELIMIT;
    for (size_t i = 0; i < p->n_fragments;) {
        size_t j = i;
        while (j < p->n_fragments && p->fragments[j].removed)
            j++;
        if (j > i) {
            enum dh_err e = add_run(p, cap, i, j);
            if (e)
                return e;
            i = j;
        } else {
            i++;
        }
    }
    return DH_OK;
}

/* Drops of the sorted edits those that overlap one before them, or a removal. */
static void drop_overlapped(struct dh_page *p)
{
    size_t kept = 0, r = 0;
    uint32_t done = 0; /* all before it is decided */
    for (size_t i = 0; i < p->n_edits; i++) {
        const struct dh_edit x = p->edits[i];
        for (; r < p->n_changes && p->changes[r].at < x.at + (x.n == 0); r++)
            if (p->changes[r].at + p->changes[r].n > done)
                done = p->changes[r].at + p->changes[r].n;
        const struct dh_edit *rm = r < p->n_changes ? &p->changes[r] : NULL;
        if (x.at < done || (rm && x.at + x.n > rm->at && x.at < rm->at + rm->n))
            continue;
        done = x.at + x.n;
        p->edits[kept++] = x;
    }
    p->n_edits = kept;
}

/* Adds repairs for bytes that are no UTF-8, between edits and removals, among the latter. */
static enum dh_err add_all_invalid(struct dh_page *p)
{
    const struct dh_edit *removals = p->changes;
    size_t n_removals = p->n_changes, cap = 0, r = 0, i = 0;
    uint32_t done = 0;
    enum dh_err e = expect_changes(p, &cap, n_removals);
    while (e == DH_OK && (i < p->n_edits || r < n_removals)) {
        bool removal = i == p->n_edits || (r < n_removals && removals[r].at <= p->edits[i].at);
        const struct dh_edit *next = removal ? &removals[r++] : &p->edits[i++];
        e = add_invalid(p, &cap, done, next->at);
        if (e == DH_OK && removal)
            e = add_change(p, &cap, *next);
        done = next->at + next->n;
    }
    return e ? e : add_invalid(p, &cap, done, (uint32_t)p->input.n);
}

/* Makes the changes of them and the edits, in the array of these: there may be very many. */
static enum dh_err join_edits(struct dh_page *p)
{
    const struct dh_edit *others = p->changes;
    size_t n_others = p->n_changes, n = p->n_edits + n_others;
    enum dh_err e = dh_edits_expect(p, n_others);
    if (e)
        return e;
    struct dh_edit *all = p->edits;
    for (size_t to = n, i = p->n_edits, r = n_others; r > 0; to--) {
        bool edit = i > 0 && all[i - 1].at > others[r - 1].at;
        all[to - 1] = edit ? all[--i] : others[--r];
    }
    p->changes = all;
    p->n_changes = n;
    p->edits = NULL;
    p->n_edits = p->cap_edits = 0;
    return DH_OK;
}

/* Merges the edits into the sorted removals: what overlaps these, or an edit before it, goes. */
static enum dh_err merge_edits(struct dh_page *p)
{
    dh_edits_sort(p->edits, p->n_edits);
    drop_overlapped(p);
    enum dh_err e = add_all_invalid(p);
    return e || p->n_edits == 0 ? e : join_edits(p);
}

static enum dh_err make_text(struct dh_page *p)
{
    size_t n = p->input.n;
    for (size_t i = 0; i < p->n_changes; i++)
        n = n - p->changes[i].n + p->changes[i].now.n;
    char *out = dh_arena_alloc(&p->arena, n);
    if (!out)
        return DH_ELIMIT;
    dh_edits_write(p->changes, p->n_changes, p->input, 0, p->input.n, out);
    p->text = (struct dh_str){ out, n };
    return DH_OK;
}

static bool all_space(struct dh_str s)
{
    for (size_t at = 0; at < s.n;) {
        uint32_t cp;
        at += dh_utf8_get(s, at, &cp);
        if (!(dh_utf8_class(cp) & DH_C_SPACE))
            return false;
    }
    return true;
}

/* Of a text in which nothing but white space is left that goes too, as part of what went beside it.
 */
static enum dh_err clear_space(struct dh_page *p)
{
    uint32_t from = 0, end = (uint32_t)p->input.n;
    if (p->n_changes == 0) {
        p->changes = dh_arena_zeroed(&p->arena, 1, sizeof *p->changes);
        if (!p->changes)
            return DH_ELIMIT;
        p->changes[p->n_changes++] =
            (struct dh_edit){ .n = end, .kind = DH_STORY, .rule = DH_STR("space") };
    }
    for (size_t i = 0; i < p->n_changes; i++) {
        struct dh_edit *c = &p->changes[i];
        uint32_t to = i + 1 < p->n_changes ? c->at + c->n : end;
        c->at = from;
        c->n = to - from;
        c->now = DH_STR_NONE;
        from = to;
    }
    p->text.n = 0;
    return DH_OK;
}

enum dh_err dh_page_finish(struct dh_page *p)
{
    size_t cap = 0;
    enum dh_err e;

    p->changes = NULL;
    p->n_changes = 0;
    if (p->verdict == DH_FAILED)
        return DH_OK;
    e = add_removals(p, &cap);
    if (e == DH_OK)
        e = merge_edits(p);
    if (e == DH_OK)
        e = make_text(p);
    if (e == DH_OK && (p->verdict == DH_KEPT || p->verdict == DH_EMPTY) && all_space(p->text)) {
        p->verdict = DH_EMPTY;
        p->confidence = p->confidence > 0 ? 0 : p->confidence; /* unjudged stays unjudged */
        if (p->text.n)
            e = clear_space(p);
    }
    return e;
}

bool dh_undo_step(struct dh_undo_walk *w, const struct dh_undo *u, size_t *place)
{
    if (u->at < w->input || u->at - w->input > w->text.n - w->at)
        return false;
    *place = w->at + (size_t)(u->at - w->input);
    if (!dh_str_starts(dh_str_sub(w->text, *place, w->text.n), u->now))
        return false;
    w->at = *place + u->now.n;
    w->input = u->at + u->was.n;
    return true;
}

enum dh_err dh_page_restore(struct dh_str text, const struct dh_undo *u, size_t n,
                            struct dh_buf *out)
{
    struct dh_undo_walk w = { .text = text };
    size_t from = 0, place;

    for (size_t i = 0; i < n; i++) {
        if (!dh_undo_step(&w, &u[i], &place))
            return DH_EDATA;
        dh_buf_add(out, dh_str_sub(text, from, place - from));
        dh_buf_add(out, u[i].was);
        from = w.at;
    }
    dh_buf_add(out, dh_str_sub(text, from, text.n));
    return out->err;
}
