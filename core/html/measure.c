/* SPDX-License-Identifier: MIT */
#include "html/measure.h"

#include "base/utf8.h"

enum { CUE_TOKENS = 120 }; /* cues stand in short blocks or early */

/* ---- Words */

struct tokenizer {
    struct dh_blocks *b;
    uint32_t hash;
    bool open, failed;
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
    if (k->open)
        put_token(k, k->hash);
    k->open = false;
}

/* Feeds one character of class c; true when a token starts with it. */
static bool feed(struct tokenizer *k, uint32_t cp, unsigned c)
{
    bool starts = false;
    if (c & DH_C_WIDE && c & (DH_C_LETTER | DH_C_DIGIT | DH_C_MARK)) {
        end_token(k);
        put_token(k, dh_token_add(dh_token_start(), cp));
        return true;
    }
    if (!(c & (DH_C_LETTER | DH_C_DIGIT | DH_C_MARK))) {
        if (cp != 0xAD && cp != 0x200B) /* soft hyphen and zero-width space stand inside words */
            end_token(k);
        return false;
    }
    if (!k->open) {
        starts = k->open = true;
        k->hash = dh_token_start();
    }
    k->hash = dh_token_add(k->hash, c & DH_C_UPPER ? dh_utf8_lower(cp) : cp);
    return starts;
}

/* ---- ASCII, most of most texts: by tables */

#define ROW_10(x) x, x, x, x, x, x, x, x, x, x
#define ROW_26(x) ROW_10(x), ROW_10(x), x, x, x, x, x, x
enum {
    S = DH_C_SPACE,
    L = DH_C_LETTER | DH_C_LOWER,
    U = DH_C_LETTER | DH_C_UPPER,
    D = DH_C_DIGIT,
    P = DH_C_PUNCT,
    C = DH_C_CONTROL
};
static const uint8_t ascii_class[128] = {
    C, C, C,         C, C, C, C, C, C, S, S,         S, S, S, C, C, C, C,         C, C, C, C, C,
    C, C, C,         C, C, C, C, C, C, S, P,         P, P, P, P, P, P, P,         P, P, P, P, P,
    P, P, ROW_10(D), P, P, P, P, P, P, P, ROW_26(U), P, P, P, P, P, P, ROW_26(L), P, P, P, P, C,
};

/* Letters, in lower case, and digits; 0: anything else. */
static const uint8_t ascii_word[256] = {
    ['0'] = '0', ['1'] = '1', ['2'] = '2', ['3'] = '3', ['4'] = '4', ['5'] = '5', ['6'] = '6',
    ['7'] = '7', ['8'] = '8', ['9'] = '9', ['A'] = 'a', ['B'] = 'b', ['C'] = 'c', ['D'] = 'd',
    ['E'] = 'e', ['F'] = 'f', ['G'] = 'g', ['H'] = 'h', ['I'] = 'i', ['J'] = 'j', ['K'] = 'k',
    ['L'] = 'l', ['M'] = 'm', ['N'] = 'n', ['O'] = 'o', ['P'] = 'p', ['Q'] = 'q', ['R'] = 'r',
    ['S'] = 's', ['T'] = 't', ['U'] = 'u', ['V'] = 'v', ['W'] = 'w', ['X'] = 'x', ['Y'] = 'y',
    ['Z'] = 'z', ['a'] = 'a', ['b'] = 'b', ['c'] = 'c', ['d'] = 'd', ['e'] = 'e', ['f'] = 'f',
    ['g'] = 'g', ['h'] = 'h', ['i'] = 'i', ['j'] = 'j', ['k'] = 'k', ['l'] = 'l', ['m'] = 'm',
    ['n'] = 'n', ['o'] = 'o', ['p'] = 'p', ['q'] = 'q', ['r'] = 'r', ['s'] = 's', ['t'] = 't',
    ['u'] = 'u', ['v'] = 'v', ['w'] = 'w', ['x'] = 'x', ['y'] = 'y', ['z'] = 'z',
};

/* Takes the letters and digits from s.p[at] on, of which there is one at least; answers behind
 * them. */
static size_t take_ascii_word(struct tokenizer *z, struct dh_block *k, struct dh_str s, size_t at)
{
    const unsigned char *p = (const unsigned char *)s.p;
    uint32_t hash = z->open ? z->hash : dh_token_start(), digits = 0, upper = 0;
    size_t i = at;

    if (!z->open)
        k->capitals += p[i] >= 'A' && p[i] <= 'Z';
    for (uint32_t lower; i < s.n && (lower = ascii_word[p[i]]) != 0; i++) {
        hash = dh_token_add(hash, lower);
        upper += lower != p[i];
        digits += lower <= '9';
    }
    z->hash = hash;
    z->open = true;
    k->chars += (uint32_t)(i - at);
    k->letters += (uint32_t)(i - at) - digits;
    k->upper += upper;
    k->digits += digits;
    return i;
}

/* ---- Punctuation */

static bool ends_sentence(uint32_t cp)
{
    if (cp < 0x80)
        return cp == '.' || cp == '!' || cp == '?';
    return cp == 0x2026 || cp == 0x3002 || cp == 0xFF01 || cp == 0xFF1F || cp == 0x61F ||
           cp == 0x964 || cp == 0x6D4 || cp == 0xFF0E;
}

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
    if (cp == 0x2026 || dh_str_ends(s, DH_STR("...")))
        k->is |= DH_IS_ELLIPSIS_END;
    if (is_quote(cp))
        k->is |= DH_IS_QUOTE_END;
    for (int i = 0; i < 3 && at > 0 && (is_quote(cp) || cp == ')' || cp == ']' || cp == ' '); i++)
        at -= dh_utf8_back(s, at, &cp);
    if (ends_sentence(cp))
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
    for (size_t i = 0; i < DH_LEN(bullets); i++)
        if (cp == bullets[i])
            k->is |= DH_IS_BULLET_START;
}

/* ---- The pass */

static void find_cues(const struct dh_blocks *b, const struct dh_signs *signs, struct dh_block *k)
{
    const uint32_t *t = b->tokens + k->token;
    uint32_t ignored = 0, n = k->n_tokens < CUE_TOKENS ? k->n_tokens : CUE_TOKENS;
    for (uint32_t i = 0; i < n; i++)
        dh_signs_cue(signs, t + i, k->n_tokens - i, i ? &ignored : &k->cue_start, &k->cue_any);
}

static void count(struct tokenizer *z, struct dh_block *k, struct dh_str s)
{
    bool after_end = false;

    for (size_t i = 0; i < s.n;) {
        uint32_t cp = (unsigned char)s.p[i];
        unsigned c;
        if (ascii_word[cp]) {
            i = take_ascii_word(z, k, s, i);
            after_end = false;
            continue;
        }
        if (cp < 0x80) {
            c = ascii_class[cp];
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
        after_end = ends_sentence(cp);
        if (c & DH_C_PUNCT)
            count_punct(k, cp);
    }
    end_token(z);
    k->sentences = (uint16_t)(k->sentences + (after_end && k->sentences < UINT16_MAX));
}

bool dh_measure(struct dh_blocks *b, const struct dh_signs *signs, struct dh_block *k)
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
    find_cues(b, signs, k);
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
