/* SPDX-License-Identifier: MIT */
#include "html/measure.h"

#include "base/utf8.h"

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

/* Letters, in lower case, and digits; 0: anything else. What stands above the low byte counts
 * upper-case letters and digits, when it is added up. */
#define COUNTS 8
#define UP     ((uint64_t)1 << COUNTS)
#define DIGIT  ((uint64_t)1 << (COUNTS + 28))
static const uint64_t ascii_word[256] = {
    ['0'] = DIGIT | '0', ['1'] = DIGIT | '1', ['2'] = DIGIT | '2', ['3'] = DIGIT | '3',
    ['4'] = DIGIT | '4', ['5'] = DIGIT | '5', ['6'] = DIGIT | '6', ['7'] = DIGIT | '7',
    ['8'] = DIGIT | '8', ['9'] = DIGIT | '9', ['A'] = UP | 'a',    ['B'] = UP | 'b',
    ['C'] = UP | 'c',    ['D'] = UP | 'd',    ['E'] = UP | 'e',    ['F'] = UP | 'f',
    ['G'] = UP | 'g',    ['H'] = UP | 'h',    ['I'] = UP | 'i',    ['J'] = UP | 'j',
    ['K'] = UP | 'k',    ['L'] = UP | 'l',    ['M'] = UP | 'm',    ['N'] = UP | 'n',
    ['O'] = UP | 'o',    ['P'] = UP | 'p',    ['Q'] = UP | 'q',    ['R'] = UP | 'r',
    ['S'] = UP | 's',    ['T'] = UP | 't',    ['U'] = UP | 'u',    ['V'] = UP | 'v',
    ['W'] = UP | 'w',    ['X'] = UP | 'x',    ['Y'] = UP | 'y',    ['Z'] = UP | 'z',
    ['a'] = 'a',         ['b'] = 'b',         ['c'] = 'c',         ['d'] = 'd',
    ['e'] = 'e',         ['f'] = 'f',         ['g'] = 'g',         ['h'] = 'h',
    ['i'] = 'i',         ['j'] = 'j',         ['k'] = 'k',         ['l'] = 'l',
    ['m'] = 'm',         ['n'] = 'n',         ['o'] = 'o',         ['p'] = 'p',
    ['q'] = 'q',         ['r'] = 'r',         ['s'] = 's',         ['t'] = 't',
    ['u'] = 'u',         ['v'] = 'v',         ['w'] = 'w',         ['x'] = 'x',
    ['y'] = 'y',         ['z'] = 'z',
};

/* Takes the letters and digits from s.p[at] on, of which there is one at least; answers behind
 * them. */
static size_t take_ascii_word(struct tokenizer *z, struct dh_block *k, struct dh_str s, size_t at)
{
    const unsigned char *p = (const unsigned char *)s.p;
    uint32_t hash = z->open ? z->hash : dh_token_start();
    uint64_t counts = 0;
    size_t i = at;

    if (!z->open)
        k->capitals += p[i] >= 'A' && p[i] <= 'Z';
    for (uint64_t c; i < s.n && (c = ascii_word[p[i]]) != 0; i++) {
        hash = dh_token_add(hash, (uint8_t)c);
        counts += c >> COUNTS;
    }
    uint32_t digits = (uint32_t)(counts / (DIGIT >> COUNTS));
    z->hash = hash;
    z->open = true;
    k->chars += (uint32_t)(i - at);
    k->letters += (uint32_t)(i - at) - digits;
    k->upper += (uint32_t)(counts % (DIGIT >> COUNTS));
    k->digits += digits;
    return i;
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
        if (ascii_word[cp]) {
            i = take_ascii_word(z, k, s, i);
            after_end = false;
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
        after_end = dh_utf8_stop(cp);
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
    dh_signs_cues(signs, b->tokens + k->token, k->n_tokens, &k->cue_start, &k->cue_any);
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
