/* SPDX-License-Identifier: MIT */
#include "html/block/measure.h"

#include "base/utf8.h"
#include "html/block/wordhash.h"

/* ---- Words */

struct tokenizer {
    struct dh_blocks *b;
    struct dh_wordhash word; /* the open one; empty: none is */
    bool failed;
};

static bool grow_tokens(struct tokenizer *k)
{
    struct dh_blocks *b = k->b;
    void *array = b->tokens;
    size_t cap = b->cap_tokens;
    if (!dh_mem_grow(b->mem, &array, &cap, sizeof *b->tokens)) {
        k->failed = true;
        return false;
    }
    b->tokens = array;
    b->cap_tokens = (uint32_t)cap;
    return true;
}

static void put_token(struct tokenizer *k, uint32_t h)
{
    if (k->b->n_tokens < k->b->cap_tokens || grow_tokens(k))
        k->b->tokens[k->b->n_tokens++] = h;
}

static void end_token(struct tokenizer *k)
{
    if (k->word.n == 0)
        return;
    put_token(k, dh_wordhash_end(&k->word));
    k->word = (struct dh_wordhash){ 0 };
}

/* Feeds one character of class c; true when a token starts with it. */
static bool feed(struct tokenizer *k, uint32_t cp, unsigned c)
{
    bool wide = c & DH_C_WIDE, starts = wide || k->word.n == 0;
    if (!(c & (DH_C_LETTER | DH_C_DIGIT | DH_C_MARK))) {
        if (cp != 0xAD && cp != 0x200B) /* soft hyphen and zero-width space stand inside words */
            end_token(k);
        return false;
    }
    if (wide)
        end_token(k);
    dh_wordhash_char(&k->word, c & DH_C_UPPER && !wide ? dh_utf8_lower(cp) : cp);
    if (wide)
        end_token(k);
    return starts;
}

/* ---- ASCII, most of most texts: sixteen bytes at a time */

/* Letters and digits at the beginning of sixteen bytes. */
struct run {
    uint64_t low, high; /* in lower case, zeros behind them */
    unsigned n, upper;  /* upper: a bit for each of them */
    unsigned digits;
};

/* x: all there are from there on, zeros behind them. */
static inline struct run read_run(dh_sixteen x)
{
    static const uint8_t behind[2 * DH_WORDHASH_STEP] = { 255, 255, 255, 255, 255, 255, 255, 255,
                                                          255, 255, 255, 255, 255, 255, 255, 255 };
    dh_sixteen upper = dh_sixteen_between(x, 'A', 'Z'), digit = dh_sixteen_between(x, '0', '9');
    struct run r = { .n = dh_sixteen_first(~(upper | digit | dh_sixteen_between(x, 'a', 'z'))) };
    dh_sixteen these = dh_sixteen_load((const char *)behind + DH_WORDHASH_STEP - r.n);
    typedef uint64_t halves __attribute__((vector_size(16)));
    halves lower = (halves)((x | (upper & dh_sixteen_set('a' - 'A'))) & these);
    r.low = le64toh(lower[0]);
    r.high = le64toh(lower[1]);
    r.upper = (unsigned)dh_sixteen_bits(upper & these);
    r.digits = (unsigned)dh_sixteen_bits(digit & these);
    return r;
}

/* Takes the letters and digits from s.p[at] on, sixteen at most; answers behind them. A word that
 * they are all of is put down at once. */
static size_t take_ascii_run(struct tokenizer *z, struct dh_block *k, struct dh_str s, size_t at)
{
    struct run r = read_run(dh_sixteen_load_tail(s, at));
    size_t end = at + r.n;
    bool starts = z->word.n == 0;
    unsigned digits = r.digits ? (unsigned)__builtin_popcount(r.digits) : 0;

    k->chars += r.n;
    k->digits += digits;
    k->letters += r.n - digits;
    k->upper += r.upper & (r.upper - 1) ? (unsigned)__builtin_popcount(r.upper) : r.upper != 0;
    k->capitals += starts & r.upper;
    if (starts && r.n < DH_WORDHASH_STEP && (end == s.n || (unsigned char)s.p[end] < 0x80)) {
        put_token(z, dh_wordhash_short(r.low, r.high));
        return end;
    }
    for (size_t i = at; i < end; i++)
        dh_wordhash_byte(&z->word, (char)dh_lower((unsigned char)s.p[i]));
    return end;
}

/* ---- Punctuation */

static bool is_quote(uint32_t cp)
{
    return cp == '"' || cp == '\'' || (cp >= 0x2018 && cp <= 0x201F) || cp == 0xAB || cp == 0xBB ||
           (cp >= 0x300C && cp <= 0x300F);
}

static void count_punct(struct dh_block *k, uint32_t cp)
{
    k->punct++;
    switch (cp) {
    case ',':
    case 0x3001:
    case 0xFF0C:
    case 0x60C:
        k->commas += k->commas < UINT16_MAX;
        break;
    case '|':
        k->is |= DH_IS_PIPE;
        break;
    case '"':
    case 0x201C:
    case 0x201E:
    case 0xAB:
    case 0x300C:
        k->quotes += k->quotes < UINT16_MAX;
        break;
    default:
        break;
    }
}

static void judge_end(struct dh_block *k, struct dh_str s)
{
    uint32_t cp;
    size_t at = s.n - dh_utf8_back(s, s.n, &cp);
    if (cp == ':' || cp == 0xFF1A)
        k->is |= DH_IS_COLON_END;
    if (cp == 0x2026 || (cp == '.' && dh_str_ends(s, DH_STR("..."))))
        k->is |= DH_IS_ELLIPSIS_END;
    if (is_quote(cp))
        k->is |= DH_IS_QUOTE_END;
    for (int i = 0; i < 3 && at > 0 && (is_quote(cp) || cp == ')' || cp == ']' || cp == ' '); i++)
        at -= dh_utf8_back(s, at, &cp);
    if (dh_utf8_stop(cp))
        k->is |= DH_IS_SENTENCE_END;
}

static void judge_start(struct dh_block *k, struct dh_str s)
{
    static const uint32_t bullets[] = { 0x2022, 0xB7,   '-',    0x2013, 0x2014, '*',
                                        0x25BA, 0x25B6, 0xBB,   '>',    0x25CF, 0x25A0,
                                        0x25AA, 0x2713, '|',    '/',    '#',    0x25B2,
                                        0x25BC, 0x25A1, 0x25CB, 0x25C6 };
    uint32_t cp;
    dh_utf8_get(s, 0, &cp);
    unsigned c = dh_utf8_class(cp);
    k->is |= (is_quote(cp) ? DH_IS_QUOTE_START : 0u) | (c & DH_C_LOWER ? DH_IS_LOWER_START : 0u) |
             (c & DH_C_DIGIT ? DH_IS_DIGIT_START : 0u);
    for (size_t i = 0; i < DH_LEN(bullets) && !(c & (DH_C_LETTER | DH_C_DIGIT)); i++)
        if (cp == bullets[i])
            k->is |= DH_IS_BULLET_START;
}

/* ---- The pass */

static void count(struct tokenizer *z, struct dh_block *k, struct dh_str s)
{
    bool after_end = false;

    for (size_t i = 0; i < s.n;) {
        uint32_t cp = (unsigned char)s.p[i];
        unsigned c;
        if (cp < 0x80 && dh_ascii_class[cp] & (DH_C_LETTER | DH_C_DIGIT)) {
            i = take_ascii_run(z, k, s, i);
            after_end = false;
            if (z->word.n || i == s.n || s.p[i] != ' ')
                continue;
            k->chars++; /* words mostly stand between blanks */
            i++;
            continue;
        }
        if (cp == ' ') {
            end_token(z);
            k->chars++;
            if (after_end)
                k->sentences += k->sentences < UINT16_MAX;
            after_end = false;
            i++;
            continue;
        }
        if (cp < 0x80) {
            c = dh_ascii_class[cp];
            end_token(z);
            i++;
        } else {
            i += dh_utf8_get(s, i, &cp);
            c = dh_utf8_class(cp);
            k->letters += (c & DH_C_LETTER) != 0;
            k->upper += (c & DH_C_UPPER) != 0;
            k->digits += (c & DH_C_DIGIT) != 0;
            k->wide += (c & DH_C_WIDE) != 0;
            if (feed(z, cp, c))
                k->capitals += (c & DH_C_UPPER) != 0;
        }
        k->chars++;
        if (after_end && (c & DH_C_SPACE || is_quote(cp) || cp > 0x2FFF))
            k->sentences += k->sentences < UINT16_MAX;
        after_end = dh_utf8_stop(cp);
        if (c & DH_C_PUNCT)
            count_punct(k, cp);
    }
    end_token(z);
    k->sentences = (uint16_t)(k->sentences + (after_end && k->sentences < UINT16_MAX));
}

bool dh_measure(struct dh_blocks *b, struct dh_block *k)
{
    struct dh_str s = { b->text.p + k->at, k->n };
    struct tokenizer z = { .b = b };

    k->token = b->n_tokens;
    count(&z, k, s);
    k->n_tokens = b->n_tokens - k->token;
    uint32_t wide = k->wide < k->n_tokens ? k->wide : k->n_tokens;
    k->words = (float)(k->n_tokens - wide) + (float)wide / 1.7f;
    judge_end(k, s);
    judge_start(k, s);
    dh_signs_cues(b->tokens + k->token, k->n_tokens, &k->cue_start, &k->cue_any);
    return !z.failed;
}

enum dh_err dh_blocks_tokens(struct dh_blocks *b, struct dh_str text, uint32_t *first, uint32_t *n)
{
    struct tokenizer z = { .b = b };
    struct dh_block ignored = { 0 };
    *first = b->n_tokens;
    count(&z, &ignored, text);
    *n = b->n_tokens - *first;
    return z.failed ? DH_ENOMEM : DH_OK;
}
