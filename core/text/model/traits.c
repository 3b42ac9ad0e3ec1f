/* SPDX-License-Identifier: MIT */
#include "text/model/traits.h"

#include <string.h>

#include "base/utf8.h"
#include "text/sight/recall.h"
#include "text/words/counts.h"

enum { MOST = 65535, GOOD_WORDS = 12, PROSE_WORDS = 25 };

#define NAME(name) #name,
const char *dh_trait_name(enum dh_trait x)
{
    static const char *const names[] = { DH_TRAIT_LIST(NAME) };
    return (size_t)x < DH_LEN(names) ? names[x] : NULL;
}
#undef NAME

/* ---- One fragment by itself */

static uint16_t cap(size_t v)
{
    return (uint16_t)(v < MOST ? v : MOST);
}

static uint16_t share(size_t part, size_t of)
{
    return (uint16_t)(of ? part * 1000 / of : 0);
}

/* The signs that a text begins and ends with. */
static void ends(struct dh_str s, uint16_t *own)
{
    uint32_t cp = 0;
    for (size_t at = s.n; at;) {
        at -= dh_utf8_back(s, at, &cp);
        own[DH_X_T_QUOTE_END] |= dh_counts_quote(cp);
        if (!dh_counts_quote(cp) && cp != ')' && cp != 0x2019 && cp != '\'')
            break;
    }
    own[DH_X_T_STOP] = dh_utf8_stop(cp);
    own[DH_X_T_QUESTION] = dh_utf8_question(cp);
    own[DH_X_T_ELLIPSIS] = cp == 0x2026 || (s.n > 3 && dh_str_ends(s, DH_STR("...")));
    own[DH_X_T_COLON_END] = dh_counts_colon(cp);
    dh_utf8_get(s, 0, &cp);
    unsigned class = dh_counts_class(cp);
    own[DH_X_T_LOWER_START] = (class & DH_C_LOWER) != 0;
    own[DH_X_T_DIGIT_START] = (class & DH_C_DIGIT) != 0;
    own[DH_X_T_QUOTE_START] = dh_counts_quote(cp);
    own[DH_X_T_SIGN_START] = (class & DH_C_PUNCT) && !dh_counts_quote(cp);
}

static uint16_t shape_of(const uint16_t *own)
{
    unsigned words = own[DH_X_T_WORDS], size = 0;
    static const uint8_t steps[] = { 2, 3, 5, 8, 14, 26, 46 };
    for (size_t k = 0; k < DH_LEN(steps); k++)
        size += words >= steps[k];
    return (uint16_t)(size | (unsigned)own[DH_X_T_STOP] << 3 | (own[DH_X_T_CAPITALS] > 600u) << 4 |
                      (own[DH_X_T_NUMBERS] > 0u) << 5 | (own[DH_X_T_SIGNS] > 0u) << 6 |
                      (own[DH_X_T_SIGN_START] > 0u) << 7);
}

/* What the sight of a fragment says. */
static void read_sight(struct dh_line *l, const struct dh_sight *sight)
{
    uint16_t *own = l->own;
    own[DH_X_L_GLUE] = sight->glue;
    own[DH_X_L_CHROME] = sight->chrome;
    own[DH_X_L_KNOWN] = sight->known;
    own[DH_X_L_SAY] = (sight->flags & DH_S_SAY) != 0;
    own[DH_X_J_KIND] = sight->kind;
    own[DH_X_J_FLAGS] = sight->conditions & ~(DH_IF_COMPANY | DH_IF_COMPANY_AMID);
    own[DH_X_J_LONG] = (sight->flags & DH_S_LONG) != 0;
    own[DH_X_J_STORY] = (sight->flags & DH_S_STORY) != 0;
    own[DH_X_J_CAPTION] = (sight->flags & DH_S_CAPTION) != 0;
    own[DH_X_J_PRICE] = (sight->flags & DH_S_PRICE) != 0;
    own[DH_X_J_KEEP] = (sight->flags & DH_S_KEEP) != 0;
}

/* What its bytes are. end, bits, answer: as of dh_counts_words. */
static bool read_bytes(struct dh_line *l, struct dh_str s, const char *end, uint64_t *bits)
{
    struct dh_counts n;
    uint16_t *own = l->own;
    bool known = dh_counts_words(s, end, &n, bits);

    own[DH_X_T_BYTES] = cap(s.n);
    own[DH_X_T_WORDS] = cap(n.words);
    own[DH_X_T_WORD_LENGTH] = cap(n.words ? n.letters * 10 / n.words : 0);
    own[DH_X_T_CAPITALS] = share(n.capitals, n.words);
    own[DH_X_T_UPPER] = share(n.upper, n.words);
    own[DH_X_T_NUMBERS] = cap(n.numbers);
    own[DH_X_T_COMMAS] = cap(n.commas);
    own[DH_X_T_BARS] = cap(n.bars);
    own[DH_X_T_COLONS] = cap(n.colons);
    own[DH_X_T_QUOTES] = cap(n.quotes);
    own[DH_X_T_BRACKETS] = cap(n.brackets);
    own[DH_X_T_SIGNS] = cap(n.signs);
    own[DH_X_T_SENTENCES] = cap(n.sentences);
    own[DH_X_T_GLUED] = cap(n.glued);
    own[DH_X_T_CLOCK] = cap(n.clocks);
    own[DH_X_T_YEAR] = cap(n.years);
    own[DH_X_T_ADDRESS] = n.address;
    own[DH_X_T_WIDE] = n.wide * 2 > n.letters;
    ends(s, own);
    l->shape = shape_of(own);
    l->good = n.words >= GOOD_WORDS &&
              (own[DH_X_T_STOP] || own[DH_X_T_QUOTE_END] || n.words >= PROSE_WORDS);
    return known;
}

/* Reads fragment i, or takes what is known of its bytes. */
static void read_line(struct dh_traits *t, const struct dh_recall *r, size_t i)
{
    const struct dh_page *page = t->page;
    struct dh_str s = dh_page_fragment(page, i);
    uint64_t *bits = dh_pagewords_bits(&t->cut, i);
    struct dh_line *l = &t->lines[i];
    struct dh_recall_key line = { .text = s, .key = page->fragments[i].key, .lang = t->lang };
    struct dh_recalled *k = bits ? dh_recall_line(r, &line) : NULL;
    bool known;
    if (k && k->known) {
        *l = k->line;
        known = k->words;
        memcpy(bits, k->bits, (s.n + 63) / 64 * sizeof *bits);
    } else {
        known = read_bytes(l, s, page->input.p + page->input.n, bits);
    }
    if (k && !k->known) {
        k->line = *l;
        k->words = known;
        k->known = true;
        memcpy(k->bits, bits, (s.n + 63) / 64 * sizeof *bits);
    }
    if (known && bits)
        dh_pagewords_know(&t->cut, i);
    read_sight(l, &t->sights[i]);
}

enum dh_err dh_traits_read(struct dh_traits *t, const struct dh_recall *r, const struct dh_view *v,
                           struct dh_page *page, const struct dh_sight *sights)
{
    struct dh_arena *a = &page->scratch;
    size_t n = page->n_fragments;

    *t = (struct dh_traits){ .page = page, .sights = sights, .lang = v->lang, .arena = a };
    t->lines = dh_arena_zeroed(a, n, sizeof *t->lines);
    t->seq = dh_arena_alloc(a, n * sizeof *t->seq);
    t->sums = dh_arena_alloc(a, (n + 1) * sizeof *t->sums);
    t->near = dh_arena_alloc(a, n * sizeof *t->near);
    t->shape = dh_arena_alloc(a, (n + 2 * DH_SHAPES_BESIDE) * sizeof *t->shape);
    if (!t->lines || !t->seq || !t->sums || !t->near || !t->shape)
        return DH_ELIMIT;
    t->shape += DH_SHAPES_BESIDE;
    if (!dh_traits_moulds_room(t))
        return DH_ELIMIT;
    dh_pagewords_room(&t->cut, page, a);
    for (size_t i = 0; i < n; i++) {
        if (!(sights[i].flags & DH_S_EMPTY))
            read_line(t, r, i);
        t->bytes += t->lines[i].good ? page->fragments[i].n : 0;
    }
    return dh_traits_words(t);
}
