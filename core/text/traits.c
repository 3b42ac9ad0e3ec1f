/* SPDX-License-Identifier: MIT */
#include "text/traits.h"

#include "base/swar.h"
#include "base/utf8.h"

enum { MOST = 65535, GOOD_WORDS = 12, PROSE_WORDS = 25 };

#define NAME(name) #name,
const char *dh_trait_name(enum dh_trait x)
{
    static const char *const names[] = { DH_TRAIT_LIST(NAME) };
    return (size_t)x < DH_LEN(names) ? names[x] : NULL;
}
#undef NAME

/* ---- One fragment's characters */

/* What is counted in one walk over a fragment. */
struct count {
    unsigned words, capitals, upper, numbers, commas, bars, colons, quotes, brackets, signs;
    unsigned sentences, glued, clocks, years, wide, letters;
    bool address;
};

/* Characters before the one at hand. */
struct before {
    unsigned class; /* set of dh_class; at the start: a blank */
    uint32_t cp;
    unsigned upper, lower; /* letters of the word at hand */
    unsigned digits;       /* of the number at hand */
    uint32_t first, second;
    bool stop; /* a stop, and nothing but blanks and quotes since */
};

static unsigned class_of(uint32_t cp)
{
    if (cp >= 0x80)
        return dh_utf8_class(cp);
    if (dh_is_alpha((unsigned char)cp))
        return DH_C_LETTER | (cp < 'a' ? DH_C_UPPER : DH_C_LOWER);
    if (dh_is_digit((unsigned char)cp))
        return DH_C_DIGIT;
    return dh_is_space((unsigned char)cp) ? DH_C_SPACE : DH_C_PUNCT;
}

static bool is_quote(uint32_t cp)
{
    return cp == '"' || (cp >= 0x201C && cp <= 0x201F) || cp == 0xAB || cp == 0xBB ||
           cp == 0x300C || cp == 0x300D || cp == 0x2018 || cp == 0x2039 || cp == 0x203A;
}

static bool is_stop(uint32_t cp)
{
    return cp == '.' || cp == '!' || cp == '?' || cp == 0x2026 || cp == 0x3002 || cp == 0xFF01 ||
           cp == 0xFF1F || cp == 0x964 || cp == 0x6D4 || cp == 0x61F;
}

static void end_word(struct count *n, struct before *b)
{
    n->upper += b->upper >= 2 && b->lower == 0;
    if (b->digits)
        n->numbers++;
    n->years += b->digits == 4 &&
                ((b->first == '1' && b->second == '9') || (b->first == '2' && b->second == '0'));
    b->upper = b->lower = b->digits = 0;
}

static void take_letter(struct count *n, struct before *b, unsigned class)
{
    const unsigned in_word = DH_C_LETTER | DH_C_DIGIT | DH_C_MARK;
    if (class & DH_C_WIDE) {
        n->wide++;
        return;
    }
    bool upper = class & DH_C_UPPER;
    n->letters++;
    if (!(b->class & in_word)) {
        n->words++;
        n->capitals += upper;
        n->sentences += b->stop && upper;
    } else {
        n->glued += (upper && (b->class & DH_C_LOWER)) || (b->class & DH_C_DIGIT);
    }
    b->upper += upper;
    b->lower += (class & DH_C_LOWER) != 0;
    b->stop = false;
}

static void take_digit(struct count *n, struct before *b, uint32_t cp)
{
    if (!(b->class & (DH_C_LETTER | DH_C_DIGIT))) {
        n->words++;
        n->clocks += b->cp == ':';
    } else {
        n->glued += (b->class & DH_C_LETTER) && b->lower > 2;
    }
    if (b->digits == 0)
        b->first = cp;
    else if (b->digits == 1)
        b->second = cp;
    b->digits++;
    b->stop = false;
}

static void take_sign(struct count *n, struct before *b, uint32_t cp)
{
    n->commas += cp == ',' || cp == 0x3001 || cp == 0xFF0C || cp == 0x60C;
    n->bars += cp == '|' || cp == '/' || cp == 0xB7 || cp == 0x2022 || cp == '>' || cp == 0x203A;
    n->colons += cp == ':' || cp == 0xFF1A;
    n->quotes += is_quote(cp);
    n->brackets += cp == '(' || cp == '[' || cp == 0xFF08;
    n->signs++;
    n->address |= cp == '@' || (cp == '/' && b->cp == '/');
    if (is_stop(cp))
        b->stop = true;
    else if (!is_quote(cp) && cp != ')')
        b->stop = false;
}

/* Small letters of ASCII behind one: they only go on with its word. Answers how many. */
static size_t take_small(struct dh_str s, size_t at, struct count *n, struct before *b)
{
    size_t from = at;
    for (uint64_t other = 0; at < s.n && !other;) {
        other = ~dh_swar_between(dh_swar_load_tail(s, at), 'a', 'z') & DH_SWAR_HIGHS;
        at += other ? dh_swar_first(other) : 8;
    }
    if (at > from) {
        n->letters += (unsigned)(at - from);
        b->lower += (unsigned)(at - from);
        b->cp = (unsigned char)s.p[at - 1];
    }
    return at - from;
}

static void count(struct dh_str s, struct count *n)
{
    struct before b = { .class = DH_C_SPACE };
    *n = (struct count){ 0 };
    for (size_t at = 0; at < s.n;) {
        uint32_t cp = (unsigned char)s.p[at];
        at += cp < 0x80 ? 1 : dh_utf8_get(s, at, &cp);
        unsigned class = cp == ' ' ? DH_C_SPACE : class_of(cp);
        bool apart = !(class & (DH_C_LETTER | DH_C_DIGIT | DH_C_MARK)) || (class & DH_C_WIDE);
        if (apart && (b.upper | b.lower | b.digits))
            end_word(n, &b);
        if (class & (DH_C_LETTER | DH_C_WIDE))
            take_letter(n, &b, class);
        else if (class & DH_C_DIGIT)
            take_digit(n, &b, cp);
        else if (class & DH_C_PUNCT)
            take_sign(n, &b, cp);
        b.class = class;
        b.cp = cp;
        if (class == (DH_C_LETTER | DH_C_LOWER))
            at += take_small(s, at, n, &b);
    }
    end_word(n, &b);
    n->words += n->wide / 2;
}

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
        own[DH_X_T_QUOTE_END] |= is_quote(cp);
        if (!is_quote(cp) && cp != ')' && cp != 0x2019 && cp != '\'')
            break;
    }
    own[DH_X_T_STOP] = is_stop(cp);
    own[DH_X_T_QUESTION] = cp == '?' || cp == 0xFF1F || cp == 0x61F;
    own[DH_X_T_ELLIPSIS] = cp == 0x2026 || (s.n > 3 && dh_str_ends(s, DH_STR("...")));
    own[DH_X_T_COLON_END] = cp == ':' || cp == 0xFF1A;
    dh_utf8_get(s, 0, &cp);
    unsigned class = class_of(cp);
    own[DH_X_T_LOWER_START] = (class & DH_C_LOWER) != 0;
    own[DH_X_T_DIGIT_START] = (class & DH_C_DIGIT) != 0;
    own[DH_X_T_QUOTE_START] = is_quote(cp);
    own[DH_X_T_SIGN_START] = (class & DH_C_PUNCT) && !is_quote(cp);
}

static uint16_t shape_of(const uint16_t *own)
{
    unsigned words = own[DH_X_T_WORDS], size = 0;
    static const uint8_t steps[] = { 2, 3, 5, 8, 14, 26, 46 };
    while (size < DH_LEN(steps) && words >= steps[size])
        size++;
    return (uint16_t)(size | (unsigned)own[DH_X_T_STOP] << 3 | (own[DH_X_T_CAPITALS] > 600u) << 4 |
                      (own[DH_X_T_NUMBERS] > 0u) << 5 | (own[DH_X_T_SIGNS] > 0u) << 6 |
                      (own[DH_X_T_SIGN_START] > 0u) << 7);
}

static void read_line(struct dh_line *l, struct dh_str s, const struct dh_sight *sight)
{
    struct count n;
    uint16_t *own = l->own;

    count(s, &n);
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
    own[DH_X_L_GLUE] = sight->glue;
    own[DH_X_L_CHROME] = sight->chrome;
    own[DH_X_L_KNOWN] = sight->known;
    own[DH_X_L_SAY] = (sight->flags & DH_S_SAY) != 0;
    own[DH_X_J_KIND] = sight->kind;
    own[DH_X_J_FLAGS] = sight->conditions;
    own[DH_X_J_LONG] = (sight->flags & DH_S_LONG) != 0;
    own[DH_X_J_STORY] = (sight->flags & DH_S_STORY) != 0;
    own[DH_X_J_CAPTION] = (sight->flags & DH_S_CAPTION) != 0;
    own[DH_X_J_PRICE] = (sight->flags & DH_S_PRICE) != 0;
    own[DH_X_J_KEEP] = (sight->flags & DH_S_KEEP) != 0;
    ends(s, own);
    l->shape = shape_of(own);
    l->good = n.words >= GOOD_WORDS &&
              (own[DH_X_T_STOP] || own[DH_X_T_QUOTE_END] || n.words >= PROSE_WORDS);
}

enum dh_err dh_traits_read(struct dh_traits *t, const struct dh_view *v, struct dh_page *page,
                           const struct dh_sight *sights)
{
    struct dh_arena *a = &page->scratch;
    size_t n = page->n_fragments;

    *t = (struct dh_traits){ .page = page, .sights = sights, .lang = v->lang, .arena = a };
    t->lines = dh_arena_zeroed(a, n, sizeof *t->lines);
    t->seq = dh_arena_alloc(a, n * sizeof *t->seq);
    t->sums = dh_arena_alloc(a, (n + 1) * sizeof *t->sums);
    t->near = dh_arena_alloc(a, n * sizeof *t->near);
    if (!t->lines || !t->seq || !t->sums || !t->near)
        return DH_ELIMIT;
    for (size_t i = 0; i < n; i++) {
        if (sights[i].flags & DH_S_EMPTY)
            continue;
        read_line(&t->lines[i], dh_page_fragment(page, i), &sights[i]);
        t->bytes += t->lines[i].good ? page->fragments[i].n : 0;
    }
    return dh_traits_words(t);
}
