/* SPDX-License-Identifier: MIT */
#include "text/tokens.h"

#include <string.h>

#include "base/hash.h"
#include "base/swar.h"
#include "base/utf8.h"
#include "text/normal.h"

/* ---- Vocabulary */

enum { STEM_SEED = 0x5354454D, STEM_MIN = 3, PACKED = 16 };

/* Words of up to PACKED bytes are hashed from two numbers that hold them, the first byte lowest. No
 * word holds a zero, so that they tell its length too. */
static inline uint64_t hash_packed(uint64_t first, uint64_t second)
{
    uint64_t h = first * 0x9E3779B97F4A7C15u;
    if (second)
        h += second * 0xC2B2AE3D27D4EB4Fu;
    h = (h ^ h >> 32) * 0x165667B19E3779F9u;
    return (h ^ h >> 29) | (uint64_t)1 << 40;
}

uint64_t dh_vocab_hash(struct dh_str s, bool stem)
{
    if (!stem && s.n <= PACKED)
        return hash_packed(dh_swar_load_tail(s, 0), s.n > 8 ? dh_swar_load_tail(s, 8) : 0);
    uint64_t h = stem ? dh_hash64_more(STEM_SEED, s) : dh_hash64(s);
    return h ? h : 1;
}

static uint32_t probe(const struct dh_vocab *v, uint64_t hash)
{
    uint32_t tag = (uint32_t)(hash >> 32);
    for (size_t i = hash & v->mask; v->slots[i].id; i = (i + 1) & v->mask)
        if (v->slots[i].tag == tag)
            return v->slots[i].id;
    return 0;
}

/* Which words are known nobody can foretell, so their first slots are looked at without a branch;
 * those of most others would not be at hand, and the first of all is looked at instead. */
static inline uint32_t find(const struct dh_vocab *v, uint64_t hash)
{
    uint32_t seen = v->seen[hash >> 54] >> (hash >> 48 & 63) & 1;
    struct dh_vocab_slot first = v->slots[hash & v->mask & (0 - seen)];
    uint32_t same = first.tag == (uint32_t)(hash >> 32);
    bool more = seen & !same & (first.id != 0);
    return __builtin_expect(more, 0) ? probe(v, hash) : first.id & (0 - (same & seen));
}

static void look_up(const struct dh_vocab *v, struct dh_token *w, struct dh_str folded)
{
    w->hash = dh_vocab_hash(folded, false);
    w->stem = 0;
    if (v->stem_sizes == 0 || (w->flags & (DH_T_WIDE | DH_T_NUMBER)))
        return;
    for (size_t n = folded.n < 62 ? folded.n : 62; n >= STEM_MIN && w->stem == 0; n--)
        if (v->stem_sizes >> n & 1)
            w->stem = find(v, dh_vocab_hash((struct dh_str){ folded.p, n }, true));
}

/* ---- Cutting */

void dh_tokens_init(struct dh_tokens *ws, const struct dh_allocator *m)
{
    ws->n = 0;
    ws->whole = false;
    ws->text = DH_STR_NONE;
    dh_buf_init(&ws->fold, m, 1 << 20);
    ws->kept.words = NULL;
    ws->kept.room = 0;
    dh_tokens_forget(ws);
}

void dh_tokens_release(struct dh_tokens *ws)
{
    dh_mem_free(ws->fold.mem, ws->kept.words);
    dh_buf_release(&ws->fold);
}

/* Greek capitals carry no accent: "ΔΙΑΦΗΜΙΣΗ" is "διαφήμιση". So no letter does here. */
static uint32_t without_tonos(uint32_t cp)
{
    static const uint16_t plain[] = { 0x3B1, 0x3B5, 0x3B7, 0x3B9 },
                          others[] = { 0x3BF, 0x3C5, 0x3C9 };
    if (cp >= 0x3AC && cp <= 0x3AF)
        return plain[cp - 0x3AC];
    return cp >= 0x3CC && cp <= 0x3CE ? others[cp - 0x3CC] : cp;
}

/* The same of folded text, in place: both are of two bytes. */
static void drop_tonos(char *p, size_t n)
{
    for (size_t i = 0; i + 1 < n; i++) {
        unsigned char lead = (unsigned char)p[i];
        if (lead != 0xCE && lead != 0xCF)
            continue;
        uint32_t cp = (lead & 0x1Fu) << 6 | ((unsigned char)p[i + 1] & 0x3Fu);
        dh_utf8_put(p + i, without_tonos(cp));
        i++;
    }
}

static struct dh_str fold_word(struct dh_buf *b, struct dh_str s)
{
    bool plain = s.n < 64;
    for (size_t i = 0; plain && i < s.n; i++)
        plain = (unsigned char)s.p[i] < 0x80;
    if (!plain) {
        dh_normal_fold(b, s);
        /* the dot that case folding puts on the Turkish capital: "\u0130lgili" is "ilgili" */
        if (b->n > 3 && b->p[0] == 'i' && (unsigned char)b->p[1] == 0xCC &&
            (unsigned char)b->p[2] == 0x87) {
            memmove(b->p + 1, b->p + 3, b->n - 3);
            b->n -= 2;
        }
        drop_tonos(b->p, b->n);
        return dh_buf_str(b);
    }
    dh_buf_reset(b);
    char *o = dh_buf_room(b, 64);
    if (!o)
        return DH_STR_NONE;
    for (size_t i = 0; i < s.n; i++)
        o[i] = (char)dh_lower((unsigned char)s.p[i]);
    b->n = s.n;
    return dh_buf_str(b);
}

struct dh_str dh_tokens_folded(struct dh_tokens *ws, uint32_t i)
{
    return fold_word(&ws->fold, dh_str_sub(ws->text, ws->w[i].at, ws->w[i].n));
}

#define S DH_C_SPACE
#define L (DH_C_LETTER | DH_C_LOWER)
#define U (DH_C_LETTER | DH_C_UPPER)
#define D DH_C_DIGIT
#define P DH_C_PUNCT
#define C DH_C_CONTROL
static const uint8_t ascii[128] = {
    C, C, C, C, C, C, C, C, C, S, S, S, S, S, C, C, C, C, C, C, C, C, C, C, C, C, C, C, C, C, C, C,
    S, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, D, D, D, D, D, D, D, D, D, D, P, P, P, P, P, P,
    P, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, P, P, P, P, P,
    P, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, P, P, P, P, C,
};
#undef S
#undef L
#undef U
#undef D
#undef P
#undef C

static unsigned class_of(uint32_t cp)
{
    if (cp < 0x80)
        return ascii[cp];
    if (cp == 0xAD || (cp >= 0x200B && cp <= 0x200F) || cp == 0xFEFF || cp == 0x2060)
        return DH_C_MARK; /* stands inside words and parts nothing */
    return dh_utf8_class(cp);
}

/* Whether digits with two signs between them can be a day: "18.08.2018", "2024-02-29", "1/6/21". */
static bool is_day(struct dh_str s)
{
    size_t group[3] = { 0 }, g = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (dh_is_digit((unsigned char)s.p[i]))
            group[g]++;
        else
            g++;
    }
    bool last = group[0] <= 2 && group[1] <= 2 && (group[2] == 2 || group[2] == 4);
    bool first = group[0] == 4 && group[1] <= 2 && group[2] <= 2;
    return last || first;
}

/* Digits with single signs between them. */
static size_t cut_number(struct dh_str s, size_t at, struct dh_token *w)
{
    unsigned groups = 1;
    size_t from = at;
    char sep = 0;
    bool same = true;
    while (at < s.n) {
        unsigned char c = (unsigned char)s.p[at];
        if (dh_is_digit(c)) {
            at++;
            continue;
        }
        if ((c == '.' || c == ',' || c == ':' || c == '/' || c == '-') && at + 1 < s.n &&
            dh_is_digit((unsigned char)s.p[at + 1])) {
            same = same && (sep == 0 || sep == (char)c);
            sep = (char)c;
            groups++;
            at++;
            continue;
        }
        break;
    }
    if (sep == ':')
        w->flags |= DH_T_CLOCK;
    if (groups == 3 && same && sep != ',' && sep != ':' && is_day(dh_str_sub(s, from, at - from)))
        w->flags |= DH_T_DATE;
    return at;
}

/* Letters seen in a word, for its flags. */
struct letters {
    unsigned upper, lower, other;
};

/* A word's folded form, as long as its characters are simple and it is not too long: what cutting
 * finds on its way. */
struct folding {
    char p[72];
    size_t n; /* SIZE_MAX: ask fold_word */
};

static inline void fold_char(struct folding *f, uint32_t cp)
{
    uint32_t to;
    if (f->n > sizeof f->p - 4)
        return;
    if (dh_normal_simple(cp, &to))
        f->n += dh_utf8_put(f->p + f->n, without_tonos(to));
    else
        f->n = SIZE_MAX;
}

/* The small form of letters that stand in most words which are not of ASCII alone: Latin-1 and
 * Cyrillic of two bytes each, in capitals or not; 0: another character. */
static inline uint32_t small_letter(uint32_t cp)
{
    if ((cp >= 0xE0 && cp <= 0xFF && cp != 0xF7) || (cp >= 0x430 && cp <= 0x45F))
        return cp;
    if ((cp >= 0xC0 && cp <= 0xDE && cp != 0xD7) || (cp >= 0x410 && cp <= 0x42F))
        return cp + 0x20;
    return cp >= 0x400 && cp <= 0x40F ? cp + 0x50 : 0;
}

static inline bool begins_capital(struct dh_str s, size_t at)
{
    uint32_t cp;
    dh_utf8_get(s, at, &cp);
    return cp < 0x80 ? !(cp & 0x20) : small_letter(cp) != cp;
}

/* Such letters, and those of ASCII, from `at` on; answers where another character stands. */
static size_t cut_letters(struct dh_str s, size_t at, struct letters *l, struct folding *f)
{
    while (at < s.n && f->n <= sizeof f->p - 4) {
        unsigned char c = (unsigned char)s.p[at];
        if (dh_is_alpha(c)) {
            bool upper = !(c & 0x20);
            l->upper += upper;
            l->lower += !upper;
            f->p[f->n++] = (char)(c | 0x20);
            at++;
            continue;
        }
        if (c < 0xC3 || c > 0xD1 || s.n - at < 2 || ((unsigned char)s.p[at + 1] & 0xC0) != 0x80)
            break;
        uint32_t cp = (uint32_t)(c & 0x1F) << 6 | ((unsigned char)s.p[at + 1] & 0x3F);
        uint32_t small = small_letter(cp);
        if (small == 0)
            break;
        l->upper += small != cp;
        l->lower += small == cp;
        f->p[f->n++] = (char)(0xC0 | small >> 6);
        f->p[f->n++] = (char)(0x80 | (small & 0x3F));
        at += 2;
    }
    return at;
}

static size_t cut_word(struct dh_str s, size_t at, struct dh_token *w, struct folding *f)
{
    struct letters l = { 0 };
    bool first = true;
    if (dh_is_digit((unsigned char)s.p[at])) {
        w->flags |= DH_T_NUMBER;
        size_t end = cut_number(s, at, w);
        for (; at < end; at++)
            fold_char(f, (unsigned char)s.p[at]);
        first = false;
    }
    while (at < s.n) {
        size_t end = cut_letters(s, at, &l, f);
        if (end > at) {
            if (first && begins_capital(s, at))
                w->flags |= DH_T_CAP;
            first = false;
            at = end;
            continue;
        }
        uint32_t cp = (unsigned char)s.p[at];
        size_t n = cp < 0x80 ? 1 : dh_utf8_get(s, at, &cp);
        unsigned c = class_of(cp);
        if (c & DH_C_WIDE) {
            if (!first)
                break;
            w->flags |= DH_T_WIDE | DH_T_NOCASE;
            fold_char(f, cp);
            return at + n;
        }
        if (!(c & (DH_C_LETTER | DH_C_DIGIT | DH_C_MARK)))
            break;
        if (first && (c & DH_C_UPPER))
            w->flags |= DH_T_CAP;
        if (first && (c & DH_C_DIGIT))
            w->flags |= DH_T_NUMBER;
        if (!(c & DH_C_MARK))
            first = false;
        l.upper += (c & DH_C_UPPER) != 0;
        l.lower += (c & DH_C_LOWER) != 0;
        l.other += (c & DH_C_LETTER) && !(c & (DH_C_UPPER | DH_C_LOWER));
        fold_char(f, cp);
        at += n;
    }
    if (l.upper >= 2 && l.lower == 0)
        w->flags |= DH_T_CAPS;
    if (l.other && l.upper + l.lower == 0)
        w->flags |= DH_T_NOCASE;
    return at;
}

/* Whether what stands at `end` belongs to the word before it: a letter, digit or mark outside
 * ASCII. */
static bool goes_on(struct dh_str s, size_t end)
{
    uint32_t cp;
    dh_utf8_get(s, end, &cp);
    unsigned c = class_of(cp);
    return (c & (DH_C_LETTER | DH_C_DIGIT | DH_C_MARK)) && !(c & DH_C_WIDE);
}

/* What the eight bytes x hold of a word of ASCII letters. */
struct eight {
    uint64_t folded; /* the letters before the first other byte, in small letters */
    uint64_t other;  /* mask of the bytes that are no letters; 0: all are */
};

static inline struct eight look_at_eight(uint64_t x)
{
    uint64_t small = (x | 0x20 * DH_SWAR_ONES) & ~DH_SWAR_HIGHS;
    uint64_t other =
        (~(small + (0x80 - 'a') * DH_SWAR_ONES) | (small + (0x7F - 'z') * DH_SWAR_ONES) | x) &
        DH_SWAR_HIGHS;
    uint64_t before = ((other & (~other + 1)) >> 7) - 1;
    return (struct eight){ small & before, other };
}

static inline size_t letters_of(struct eight e)
{
    return e.other ? dh_swar_first(e.other) : 8;
}

/* Whether all letters of x, of which e tells, are capitals. */
static inline bool all_capitals(uint64_t x, struct eight e)
{
    uint64_t before = ((e.other & (~e.other + 1)) >> 7) - 1;
    return (x & 0x20 * DH_SWAR_ONES & before) == 0;
}

/* Most words: ASCII letters, fewer than PACKED, and behind them a byte of ASCII that is no digit.
 * Fills in w but for its place and number, and answers the word's end; `at` when it is of another
 * kind. */
static inline size_t cut_plain(struct dh_str s, size_t at, const struct dh_vocab *v,
                               struct dh_token *w)
{
    uint64_t x = dh_swar_load_tail(s, at), y = 0;
    struct eight a = look_at_eight(x), b = { 0 };
    size_t end = at + letters_of(a);
    if (a.other == 0 && end < s.n) {
        y = dh_swar_load_tail(s, end);
        b = look_at_eight(y);
        end += letters_of(b);
        if (b.other == 0)
            return at;
    }
    if (end < s.n && s.p[end] != ' ' &&
        (dh_is_digit((unsigned char)s.p[end]) ||
         ((unsigned char)s.p[end] >= 0x80 && goes_on(s, end))))
        return at;
    if (!(x & 0x20)) {
        w->flags |= DH_T_CAP;
        if (end > at + 1 && all_capitals(x, a) && (!y || all_capitals(y, b)))
            w->flags |= DH_T_CAPS;
    }
    if (v) {
        w->hash = hash_packed(a.folded, b.folded);
        __builtin_prefetch(&v->slots[w->hash & v->mask]);
    }
    return end;
}

/* Numbers of words that are hashed. By now the slots of the first are at hand. */
static void find_all(const struct dh_vocab *v, struct dh_token *w, const struct dh_token *end)
{
    for (; w < end; w++)
        w->id = w->hash ? find(v, w->hash) : 0;
}

/* A word of any kind at `at`; answers its end. */
static size_t cut_other(struct dh_tokens *ws, const struct dh_vocab *v, size_t at,
                        struct dh_token *w)
{
    struct folding f DH_NOT_CLEARED;
    f.n = 0;
    size_t end = cut_word(ws->text, at, w, &f);
    if (!v)
        return end;
    struct dh_str folded = { f.p, f.n };
    if (f.n > sizeof f.p - 4)
        folded = fold_word(&ws->fold, dh_str_sub(ws->text, at, end - at));
    look_up(v, w, folded);
    return end;
}

/* What stands at `at`, a character of class c, becomes token w; answers its end. */
static size_t cut_any(struct dh_tokens *ws, const struct dh_vocab *v, size_t at, unsigned c,
                      struct dh_token *w)
{
    if (c & (DH_C_LETTER | DH_C_DIGIT))
        return cut_other(ws, v, at, w);
    w->flags |= DH_T_PUNCT;
    return at + dh_utf8_get(ws->text, at, &w->cp);
}

static inline void start_token(struct dh_token *w, size_t at, uint32_t flags)
{
    w->at = (uint32_t)at;
    w->flags = flags;
    w->hash = 0;
    w->cp = w->id = w->stem = 0;
}

void dh_tokens_cut(struct dh_tokens *ws, const struct dh_vocab *v, struct dh_str text, uint32_t max)
{
    struct dh_token *w = ws->w, *stop;
    bool plain = !v || v->stem_sizes == 0;
    uint32_t blanks = 0; /* flags for the next token */
    size_t at = 0;

    ws->text = text;
    if (max > DH_TOKENS_MAX)
        max = DH_TOKENS_MAX;
    stop = w + max;
    if (ws->kept.n_texts)
        w += dh_tokens_recall(&ws->kept, text, w, max);
    if (w > ws->w)
        at = (size_t)w[-1].at + w[-1].n;
    struct dh_token *fresh = w;
    while (at < text.n) {
        unsigned char byte = (unsigned char)text.p[at];
        if (byte == ' ') {
            blanks |= blanks ? DH_T_SPACE | DH_T_GAP : DH_T_SPACE;
            at++;
            continue;
        }
        if (plain && dh_is_alpha(byte)) {
            if (w == stop)
                break;
            start_token(w, at, blanks);
            size_t end = cut_plain(text, at, v, w);
            at = end > at ? end : cut_other(ws, v, at, w);
        } else {
            uint32_t cp;
            size_t n = dh_utf8_get(text, at, &cp);
            unsigned c = class_of(cp);
            if (c & (DH_C_SPACE | DH_C_CONTROL | DH_C_MARK)) {
                if (c & DH_C_SPACE)
                    blanks |= blanks || cp == '\t' ? DH_T_SPACE | DH_T_GAP : DH_T_SPACE;
                at += n;
                continue;
            }
            if (w == stop)
                break;
            start_token(w, at, blanks);
            at = cut_any(ws, v, at, c, w);
        }
        w->n = (uint32_t)at - w->at;
        w++;
        blanks = 0;
    }
    if (v)
        find_all(v, fresh, w);
    ws->n = (uint32_t)(w - ws->w);
    ws->whole = at >= text.n;
}
