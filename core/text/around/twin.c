/* SPDX-License-Identifier: MIT */
#include "text/around/twin.h"

#include "base/utf8.h"
#include "text/words/counts.h"

enum {
    CAPTIONS = 64,
    KEPT = 3000,     /* words of captions that are kept */
    CONTENT_MIN = 3, /* content words of a bare caption */
    FEW = 4,         /* fewer common words than this must be all there are */
    OPENING = 4,     /* content words that a caption begins with */
    WORDS_MAX = 40
};

struct slot {
    uint64_t hash; /* 0: free */
    uint64_t captions;
    size_t seen; /* the last fragment that held the word, from 1 on */
};

struct twins {
    struct slot *slots;
    size_t room; /* slots; a power of two, more than twice the words kept */
    size_t kept;
    unsigned content[CAPTIONS];          /* content words of each caption */
    uint64_t opening[CAPTIONS][OPENING]; /* the first of them */
    bool ends[CAPTIONS]; /* it ends as a sentence does, before its credit or behind */
    unsigned n;
};

static struct slot *slot_of(struct twins *t, uint64_t hash)
{
    size_t i = hash & (t->room - 1);
    while (t->slots[i].hash && t->slots[i].hash != hash)
        i = (i + 1) & (t->room - 1);
    return &t->slots[i];
}

/* A word that says what is in the picture: no function word, no sign, not the signs of a list. */
static bool is_content(const struct dh_view *v, uint32_t i)
{
    const struct dh_token *w = &v->words->w[i];
    if (w->flags & DH_T_PUNCT)
        return false;
    if (w->flags & (DH_T_WIDE | DH_T_NUMBER))
        return true;
    return w->n > 2 && !dh_marks_role(v->marks, i, DH_R_GLUE);
}

static void cut(struct dh_view *v, struct dh_str s, uint32_t words)
{
    dh_tokens_cut(v->words, &v->cues->vocab, s, words);
    dh_cues_mark(v->cues, v->words, v->marks);
}

/* The content words at hand that the text begins with; zeros behind the last. Answers how many
 * words of all kinds that took. */
static uint32_t read_opening(const struct dh_view *v, uint64_t opening[OPENING])
{
    unsigned n = 0;
    uint32_t i = 0;
    for (; i < v->words->n && n < OPENING; i++)
        if (is_content(v, i))
            opening[n++] = v->words->w[i].hash;
    while (n < OPENING)
        opening[n++] = 0;
    return i;
}

/* Whether the word that a begins with is among the first of b. */
static bool begins_in(const uint64_t a[OPENING], const uint64_t b[OPENING])
{
    bool in = false;
    for (int i = 0; i < OPENING; i++)
        in |= a[0] && a[0] == b[i];
    return in;
}

/* Both name first who or what is in the picture. A sentence of the story with the same words begins
 * with something else. */
static bool begins_alike(const uint64_t a[OPENING], const uint64_t b[OPENING])
{
    return begins_in(a, b) || begins_in(b, a);
}

/* The words of caption s, less its credit, go into the table. */
static void keep_words(struct twins *t, struct dh_view *v, struct dh_str s)
{
    uint64_t bit = (uint64_t)1 << t->n;
    cut(v, s, DH_TOKENS_MAX);
    read_opening(v, t->opening[t->n]);
    for (uint32_t i = 0; i < v->words->n && t->kept < KEPT; i++) {
        if (!is_content(v, i))
            continue;
        uint64_t hash = v->words->w[i].hash;
        struct slot *slot = slot_of(t, hash);
        t->kept += slot->hash == 0;
        slot->hash = hash;
        t->content[t->n] += !(slot->captions & bit);
        slot->captions |= bit;
    }
    t->n++;
}

/* Whether caption k may have been made of the middle of a sentence with so many words of its own:
 * that begins before it, or says more. */
static bool is_cut_out(const struct twins *t, unsigned k, const uint64_t opening[OPENING],
                       unsigned own)
{
    return !t->ends[k] && (own > t->content[k] || !begins_in(opening, t->opening[k]));
}

/* Whether the words at hand, those of fragment number, are those of one of the captions; ends: it
 * ends as a sentence. */
static bool is_twin(struct twins *t, struct dh_view *v, size_t number, bool ends)
{
    unsigned common[CAPTIONS] = { 0 }, own = 0;
    uint64_t opening[OPENING];
    read_opening(v, opening);
    for (uint32_t i = 0; i < v->words->n; i++) {
        if (!is_content(v, i))
            continue;
        own++;
        struct slot *slot = slot_of(t, v->words->w[i].hash);
        uint64_t in = slot->seen == number + 1 ? 0 : slot->captions;
        slot->seen = number + 1;
        for (; in; in &= in - 1)
            common[__builtin_ctzll(in)]++;
    }
    for (unsigned k = 0; k < t->n; k++) {
        unsigned less = own < t->content[k] ? own : t->content[k];
        if (less < CONTENT_MIN || common[k] < CONTENT_MIN || !begins_alike(t->opening[k], opening))
            continue;
        if (ends && is_cut_out(t, k, opening, own))
            continue;
        /* A lead takes up the words of the picture beside it, and says more. */
        if (2 * own > 3 * t->content[k] + 2)
            continue;
        /* A crosshead may lie in a caption of several sentences. */
        if (own * 4 < t->content[k])
            continue;
        bool few = ends || opening[0] == t->opening[k][0];
        if (common[k] < FEW ? few && common[k] == own : common[k] * 4 >= less * 3)
            return true;
    }
    return false;
}

/* Whether a text may be a twin by its first words: most are not, and need not be read. */
static bool begins_as_one(const struct twins *t, struct dh_view *v, struct dh_str s)
{
    enum { WORDS = 16, PHRASE = 6 }; /* the last words may be part of a phrase that is cut off */
    uint64_t opening[OPENING];
    cut(v, s, WORDS);
    if (read_opening(v, opening) + PHRASE > WORDS)
        return true;
    for (unsigned k = 0; k < t->n; k++)
        if (begins_alike(t->opening[k], opening))
            return true;
    return false;
}

static bool ends_with_stop(struct dh_str s)
{
    uint32_t cp = dh_utf8_last(s);
    return dh_utf8_stop(cp) || dh_counts_quote(cp);
}

/* A caption whose credit begins at that byte. */
static void keep_caption(struct twins *t, struct dh_view *v, struct dh_str s, size_t credit)
{
    struct dh_str bare = dh_str_sub(s, 0, credit);
    t->ends[t->n] = ends_with_stop(bare) || ends_with_stop(s);
    keep_words(t, v, bare);
}

/* Where the credit of fragment i begins: the cut that reaches its end. */
static size_t credit_at(const struct dh_page *p, size_t i)
{
    const struct dh_fragment *f = &p->fragments[i];
    for (size_t e = 0; e < p->n_edits; e++)
        if (p->edits[e].kind == DH_CREDIT && p->edits[e].at > f->at &&
            p->edits[e].at + p->edits[e].n == f->at + f->n)
            return p->edits[e].at - f->at;
    return f->n;
}

static bool may_be_bare(const struct dh_sight *s)
{
    return s->kind == DH_STORY && s->words >= CONTENT_MIN && s->words <= WORDS_MAX &&
           !(s->flags & (DH_S_SAY | DH_S_LONG | DH_S_KEEP | DH_S_COLON));
}

/* A line of some words that stays: what stands below it is no headline. */
static bool is_of_words(const struct dh_page *page, const struct dh_sight *sights, size_t i)
{
    enum { WORDS = 4 };
    return page->fragments[i].kind == DH_STORY && sights[i].words >= WORDS;
}

/* Who wrote the text, and when, stand right below, as below its headline. */
static bool is_above_opening(const struct dh_page *page, size_t i)
{
    enum { LEAST = 2 };
    size_t n = 0;
    bool dated = false; /* buttons to share stand below pictures, too */
    for (size_t k = i + 1; n < LEAST && k < page->n_fragments; k++, n++) {
        uint8_t kind = page->fragments[k].kind;
        if (!dh_kind_opens(kind))
            return false;
        dated |= kind == DH_BYLINE || kind == DH_STAMP;
    }
    return n == LEAST && dated;
}

static bool is_credited(const struct dh_sight *s)
{
    return s->kind == DH_CAPTION && dh_str_eq(s->rule, DH_STR("grammar.caption.credit"));
}

/* A table that has room for the words of the page's credited captions; none: slots stay NULL. */
static enum dh_err make_table(struct twins *t, const struct dh_page *page,
                              const struct dh_sight *sights)
{
    size_t words = 0;
    for (size_t i = 0; i < page->n_fragments; i++)
        if (is_credited(&sights[i]))
            words += page->fragments[i].n / 2 + 1;
    if (words == 0)
        return DH_OK;
    for (t->room = 64; t->room < 2 * words && t->room < 2 * KEPT;)
        t->room *= 2;
    t->slots = dh_mem_zeroed(page->arena.mem, t->room, sizeof *t->slots);
    return t->slots ? DH_OK : DH_ENOMEM;
}

enum dh_err dh_twin_strike(struct dh_view *v, struct dh_page *page, const struct dh_sight *sights,
                           struct dh_headline *headline)
{
    struct twins t = { 0 };

    if (!dh_view_on(v, DH_STR("grammar.caption.twin")))
        return DH_OK;
    enum dh_err e = make_table(&t, page, sights);
    if (e || !t.slots)
        return e;
    for (size_t i = 0; i < page->n_fragments && t.n < CAPTIONS; i++)
        if (is_credited(&sights[i]))
            keep_caption(&t, v, dh_page_fragment(page, i), credit_at(page, i));
    bool below = false; /* a line of some words that stays */
    for (size_t i = 0; i < page->n_fragments; below |= is_of_words(page, sights, i++)) {
        if (page->fragments[i].kind != DH_STORY || !may_be_bare(&sights[i]))
            continue;
        struct dh_str s = dh_page_fragment(page, i);
        if (!begins_as_one(&t, v, s))
            continue;
        cut(v, s, DH_TOKENS_MAX);
        if (is_twin(&t, v, i, sights[i].flags & DH_S_STOP) && !dh_headline_is(headline, i) &&
            (below || !is_above_opening(page, i)))
            dh_page_strike(page, i, DH_CAPTION, DH_STR("grammar.caption.twin"));
    }
    dh_mem_free(page->arena.mem, t.slots);
    return headline->err;
}
