/* SPDX-License-Identifier: MIT */
#include "repeat/standing.h"

#include "repeat/sort64.h"
#include "repeat/words.h"

enum {
    ROUNDS = 6,         /* of striking; each needs prose that went in the one before */
    LIST = 4,           /* lines of a list that no other page has */
    FRAME = 3,          /* lines that the zone cut and other pages have: their template is known */
    STRETCH = 8,        /* lines that touch the story and come back; more are a list of teasers */
    STORY_WORDS = 4096, /* content words of the story that a headline is compared with */
    LINE_WORDS = 64,
    WIDE = 3,           /* characters of a script without spaces that make a word */
    HEADLINE_LEAST = 3, /* words of a headline; one less where others link to it */
    HEADLINE_MOST = 25,
    BACK_LEAST = 2, /* content words of it that come back in the story */
    LINKED = 100    /* such words are not worth as much as links from other pages */
};

struct work {
    struct dh_page *page;
    const struct dh_standing *s;
    struct dh_str *cut; /* rules of fragments that the zone had cut; n == 0: it had not */
    uint8_t *slot;
    bool *list;      /* among the lines of a list, a table, a poem of the story */
    size_t headline; /* n_fragments: not known */
};

static const struct dh_str place_rules[] = { { "context.", 8 }, { "model.line", 10 } };

bool dh_standing_outside(const struct dh_page *page, size_t i)
{
    const struct dh_fragment *f = &page->fragments[i];
    return f->kind == DH_OTHER && page->unit != DH_UNIT_BLOCK &&
           (dh_str_starts(f->rule, place_rules[0]) || dh_str_starts(f->rule, place_rules[1]));
}

/* The reader gets it, as far as was decided. */
static bool is_text(const struct dh_fragment *f)
{
    return f->kind == DH_STORY || f->kind == DH_CROSSHEAD || f->kind == DH_DATELINE ||
           f->kind == DH_NOTE;
}

static bool is_prose(const struct work *w, size_t i)
{
    const struct dh_fragment *f = &w->page->fragments[i];
    return is_text(f) && f->kind != DH_NOTE && (f->looks & DH_LOOKS_PROSE) && !w->cut[i].n;
}

/* ---- Slots ------------------------------------------------------------------------------------
 */

/* As in describe.c, between what is left; false when no slot changed. */
static bool set_slots(struct work *w)
{
    size_t n = w->page->n_fragments, first = n, last = 0;
    bool changed = false;

    for (size_t i = 0; i < n; i++) {
        if (!is_prose(w, i))
            continue;
        first = first == n ? i : first;
        last = i;
    }
    for (size_t i = 0; i < n; i++) {
        uint8_t slot = first == n  ? DH_SLOT_BODY
                       : i < first ? DH_SLOT_HEAD
                       : i > last  ? DH_SLOT_TAIL
                                   : DH_SLOT_BODY;
        changed |= slot != w->slot[i];
        w->slot[i] = slot;
    }
    return changed;
}

/* ---- The headline -----------------------------------------------------------------------------
 */

/* Words of a line, three characters of a script without spaces for one; up to most and one more. */
static unsigned count_words(struct dh_str s, unsigned most)
{
    struct dh_words w = { s, 0 };
    struct dh_word word;
    unsigned n = 0;
    while (n <= WIDE * most && dh_words_next(&w, &word))
        n += word.wide ? 1 : WIDE;
    return (n + WIDE - 1) / WIDE;
}

/* Content words of s into v, which has room for cap; figures come back by chance. */
static size_t content_words(struct dh_str s, uint64_t *v, size_t cap)
{
    struct dh_words words = { s, 0 };
    struct dh_word word, last = { .chars = 0 };
    size_t n = 0;
    while (n < cap && dh_words_next(&words, &word)) {
        n += dh_words_is_content(s, &word, &last, &v[n]) && !word.digit;
        last = word;
    }
    return n;
}

/* The content words of the prose, sorted, each once. */
static enum dh_err story_words(struct work *w, uint64_t **out, size_t *n)
{
    uint64_t *v = dh_arena_alloc(&w->page->scratch, STORY_WORDS * sizeof *v);
    size_t k = 0;
    if (!v)
        return DH_ELIMIT;
    for (size_t i = 0; i < w->page->n_fragments; i++)
        if (is_prose(w, i))
            k += content_words(dh_page_fragment(w->page, i), v + k, STORY_WORDS - k);
    *out = v;
    *n = dh_sort64_unique(v, k);
    return DH_OK;
}

/* Values that both have; a and b are sorted, each value once. */
static unsigned in_both(const uint64_t *a, size_t n, const uint64_t *b, size_t m)
{
    unsigned both = 0;
    for (size_t i = 0, j = 0; i < n && j < m;) {
        both += a[i] == b[j];
        bool step = a[i] <= b[j];
        j += a[i] >= b[j];
        i += step;
    }
    return both;
}

/* Before the prose, of a headline's size, and no count says that it is anything else. */
static bool may_be_headline(const struct work *w, size_t i)
{
    const struct dh_standing *s = &w->s[i];
    unsigned words = count_words(dh_page_fragment(w->page, i), HEADLINE_MOST);
    return w->slot[i] == DH_SLOT_HEAD && w->page->fragments[i].kind == DH_STORY &&
           !(s->text & 1u << DH_SLOT_HEAD) && words + s->linked >= HEADLINE_LEAST &&
           words <= HEADLINE_MOST;
}

/* What speaks for a line: other pages that link to it, and words that come back in the story. */
static unsigned weigh_headline(const struct work *w, size_t i, const uint64_t *story, size_t n)
{
    uint64_t own[LINE_WORDS];
    size_t m = content_words(dh_page_fragment(w->page, i), own, LINE_WORDS);
    unsigned back = in_both(own, dh_sort64_unique(own, m), story, n);
    /* A form may quote the headline; what others have there may still be one of two copies. */
    const struct dh_standing *s = &w->s[i];
    bool doubt = s->form || s->figures || s->link || s->head || s->before;
    return (doubt ? back / 2 : back) + (s->linked ? LINKED : 0);
}

/* A page says its own title; in scraped text the line is chosen that has most in its favour, or the
 * only one there is. */
static enum dh_err find_headline(struct work *w)
{
    struct dh_page *p = w->page;
    uint64_t *story = NULL, title = dh_words_key(0, p->field[DH_FIELD_TITLE]);
    size_t n = 0, candidates = 0, one = p->n_fragments;
    unsigned most = BACK_LEAST - 1;

    w->headline = p->n_fragments;
    if (p->unit == DH_UNIT_BLOCK)
        return DH_OK;
    for (size_t i = 0; i < p->n_fragments; i++) {
        if (!may_be_headline(w, i))
            continue;
        if (title && dh_words_key(0, dh_page_fragment(p, i)) == title) {
            w->headline = i;
            return DH_OK;
        }
        if (!story && story_words(w, &story, &n))
            return DH_ELIMIT;
        unsigned weight = weigh_headline(w, i, story, n);
        candidates++;
        one = i;
        if (weight > most) {
            most = weight;
            w->headline = i;
        }
    }
    if (w->headline == p->n_fragments && candidates == 1)
        w->headline = one;
    return DH_OK;
}

/* ---- Striking ---------------------------------------------------------------------------------
 */

/* Whether the nearest line up (step -1) or down that stays is a short one with figures as well. */
static bool beside_figures(const struct work *w, size_t i, size_t step)
{
    for (i += step; i < w->page->n_fragments; i += step) {
        const struct dh_fragment *f = &w->page->fragments[i];
        if (is_text(f) && !w->cut[i].n)
            return (f->looks & (DH_LOOKS_PROSE | DH_LOOKS_QUOTED)) == DH_LOOKS_QUOTED;
    }
    return false;
}

/* Among paragraphs a line that says the same with other figures may be an item of a list, of a
 * recipe or of a table: such lines do not stand alone. */
static bool stands_alone(const struct work *w, size_t i)
{
    return w->slot[i] != DH_SLOT_BODY ||
           !(beside_figures(w, i, (size_t)-1) || beside_figures(w, i, 1));
}

/* Whether the reader gets it as a short line. */
static bool is_line(const struct work *w, size_t i)
{
    const struct dh_fragment *f = &w->page->fragments[i];
    return (f->kind == DH_STORY || f->kind == DH_CROSSHEAD) && !(f->looks & DH_LOOKS_PROSE) &&
           !w->cut[i].n;
}

/* Short lines between two paragraphs of which most are of this page alone: items of a list, rows of
 * a table. That others have some of them ("salt and pepper") says little; what is all over the site
 * is not counted here, and goes. */
static void mark_lists(struct work *w)
{
    size_t n = w->page->n_fragments;
    for (size_t i = 0, to; i < n; i = to + 1) {
        unsigned own = 0, shared = 0;
        for (to = i; to < n && !is_prose(w, to); to++) {
            const struct dh_standing *s = &w->s[to];
            if (!is_line(w, to) || s->wide)
                continue;
            own += !s->text && !s->form && !s->figures && !s->link;
            shared += s->text != 0;
        }
        for (size_t k = i; k < to; k++)
            w->list[k] = own >= LIST && own >= shared && w->slot[k] == DH_SLOT_BODY;
    }
}

/* The rule that makes fragment i chrome where it stands; n == 0: none. */
static struct dh_str chrome_rule(const struct work *w, size_t i)
{
    const struct dh_standing *s = &w->s[i];
    /* Pages were counted as they came, so the place that this one had then counts as well. */
    unsigned here = 1u << w->slot[i] | 1u << w->page->fragments[i].slot;

    if (s->text & here)
        return w->list[i] && !s->wide ? DH_STR_NONE : DH_STR("site.count");
    if (i == w->headline)
        return DH_STR_NONE;
    if (s->head && w->slot[i] == DH_SLOT_HEAD && w->headline < w->page->n_fragments)
        return DH_STR("site.count");
    if (s->link)
        return DH_STR("site.link");
    if (s->form & here && stands_alone(w, i))
        return DH_STR("site.form");
    if (s->figures & here)
        return DH_STR("site.figures");
    return DH_STR_NONE;
}

static void strike_round(struct work *w, bool prose)
{
    struct dh_page *p = w->page;
    for (size_t i = 0; i < p->n_fragments; i++) {
        struct dh_fragment *f = &p->fragments[i];
        if ((f->kind != DH_STORY && f->kind != DH_CROSSHEAD) ||
            (f->looks & DH_LOOKS_PROSE) != (prose ? DH_LOOKS_PROSE : 0))
            continue;
        struct dh_str rule = chrome_rule(w, i);
        if (!rule.n)
            continue;
        f->kind = DH_STORY; /* a crosshead on this many pages is chrome after all */
        dh_page_strike(p, i, DH_SITE, rule);
    }
}

/* Prose first: what stays of it makes the slots of all else. */
static void strike_all(struct work *w)
{
    for (unsigned round = 0; round < ROUNDS; round++) {
        strike_round(w, true);
        set_slots(w);
        mark_lists(w);
        strike_round(w, false);
        if (!set_slots(w))
            return;
    }
}

/* ---- What the zone had cut --------------------------------------------------------------------
 */

/* May stand inside a story or beside it without ending it. */
static bool is_insert(const struct work *w, size_t i, enum dh_slot side)
{
    switch ((enum dh_kind)w->page->fragments[i].kind) {
    case DH_AD:
    case DH_CAPTION:
    case DH_CREDIT:
    case DH_VIDEO:
    case DH_RELATED:
    case DH_NOTE:
        return true;
    case DH_SITE:
        return !(w->s[i].home & 1u << side);
    default:
        return false;
    }
}

/* Whether others have it too: in this form or with other figures. */
static bool is_known(const struct dh_standing *s)
{
    return s->text || s->form || s->figures || s->before;
}

/* Whether most of what was cut in [from, to) is known of other pages. Only then is what is not
 * known there of this page: texts that share no template have nothing to be told apart by. */
static bool knows_frame(const struct work *w, size_t from, size_t to)
{
    size_t known = 0, fresh = 0;
    for (size_t i = from; i < to; i++) {
        known += w->cut[i].n && is_known(&w->s[i]);
        fresh += w->cut[i].n && !is_known(&w->s[i]);
    }
    return known >= FRAME && known >= fresh;
}

/* Walks from the story outwards, by step, over what touches it, and puts back what no other page
 * has there; with count only counts it. */
static unsigned walk(struct work *w, size_t i, size_t step, enum dh_slot side, bool count)
{
    unsigned met = 0;
    for (; i < w->page->n_fragments && i != w->headline; i += step) {
        if (is_insert(w, i, side) || (!w->cut[i].n && is_text(&w->page->fragments[i])))
            continue;
        if (!w->cut[i].n || w->page->fragments[i].kind != DH_STORY || w->s[i].before)
            break;
        met++;
        if (!count)
            w->cut[i] = DH_STR_NONE;
    }
    return met;
}

static void put_back_side(struct work *w, size_t i, size_t step, enum dh_slot side)
{
    if (walk(w, i, step, side, true) <= STRETCH)
        walk(w, i, step, side, false);
}

static void put_back(struct work *w)
{
    struct dh_page *p = w->page;
    size_t n = p->n_fragments, first = n, last = 0;

    for (size_t i = 0; i < n; i++) {
        if (!is_prose(w, i))
            continue;
        first = first == n ? i : first;
        last = i;
    }
    bool frame = first < n && knows_frame(w, 0, first);
    if (frame)
        put_back_side(w, first - 1, (size_t)-1, DH_SLOT_HEAD);
    /* What others link to is a headline, however little of the template is known. */
    if (w->headline < first && (frame || w->s[w->headline].linked))
        w->cut[w->headline] = DH_STR_NONE;
    if (first < n && knows_frame(w, last + 1, n))
        put_back_side(w, last + 1, 1, DH_SLOT_TAIL);
    for (size_t i = 0; i < n; i++)
        if (w->cut[i].n)
            dh_page_strike(p, i, DH_OTHER, w->cut[i]);
}

/* ---- A page's own story -----------------------------------------------------------------------
 */

/* What makes up most of a page's prose is a story that others hold too, whatever was counted: it
 * stays, or versions that nobody saw to be one story would be emptied. What stands on a good part
 * of the site is no version of anything. */
static void spare_story(struct work *w)
{
    struct dh_page *p = w->page;
    uint64_t prose = 0, struck = 0;

    for (size_t i = 0; i < p->n_fragments; i++) {
        const struct dh_fragment *f = &p->fragments[i];
        if (!(f->looks & DH_LOOKS_PROSE) || (f->kind != DH_STORY && f->kind != DH_SITE))
            continue;
        bool wide = f->kind == DH_SITE && w->s[i].wide;
        prose += wide ? 0 : f->n;
        struck += f->kind == DH_SITE && !wide ? f->n : 0;
    }
    if (2 * struck <= prose)
        return;
    for (size_t i = 0; i < p->n_fragments; i++) {
        struct dh_fragment *f = &p->fragments[i];
        if (f->kind != DH_SITE || !(f->looks & DH_LOOKS_PROSE) || w->s[i].wide)
            continue;
        f->kind = DH_STORY;
        f->rule = DH_STR_NONE;
    }
}

static enum dh_err apply(struct work *w)
{
    struct dh_page *p = w->page;
    w->cut = dh_arena_zeroed(&p->scratch, p->n_fragments, sizeof *w->cut);
    w->slot = dh_arena_zeroed(&p->scratch, p->n_fragments, sizeof *w->slot);
    w->list = dh_arena_zeroed(&p->scratch, p->n_fragments, sizeof *w->list);
    if (!w->cut || !w->slot || !w->list)
        return DH_ELIMIT;
    for (size_t i = 0; i < p->n_fragments; i++) {
        struct dh_fragment *f = &p->fragments[i];
        if (!dh_standing_outside(p, i))
            continue;
        w->cut[i] = f->rule;
        f->kind = DH_STORY;
        f->rule = DH_STR_NONE;
    }
    set_slots(w);
    enum dh_err e = find_headline(w);
    if (e)
        return e;
    strike_all(w);
    spare_story(w);
    put_back(w);
    return DH_OK;
}

enum dh_err dh_standing_apply(struct dh_page *page, const struct dh_standing *s)
{
    struct work w = { .page = page, .s = s };
    enum dh_err e = page->n_fragments ? apply(&w) : DH_OK;
    dh_arena_reset(&page->scratch);
    return e;
}
