/* SPDX-License-Identifier: MIT */
#include "html/block.h"

#include <string.h>

#include "base/hash.h"
#include "base/utf8.h"

enum { UNDO_MAX = DH_TREE_DEPTH * DH_NEAR, CACHE = 512 };

/* How the walk treats an element. */
enum treat {
    BOX = 0, /* block level: the default, for elements unknown to HTML too (wrappers of web
                components) */
    INLINE,  /* part of the line */
    LINK,    /* a */
    BOLD,
    ITALIC,
    TIME,
    SKIP,     /* no text for readers */
    MEDIA,    /* no text, but worth a note: captions stand beside it */
    MEDIA_IN, /* inline media */
    BREAK
};

static const uint8_t treats[GUMBO_TAG_LAST + 1] = {
    [GUMBO_TAG_A] = LINK,          [GUMBO_TAG_B] = BOLD,        [GUMBO_TAG_STRONG] = BOLD,
    [GUMBO_TAG_I] = ITALIC,        [GUMBO_TAG_EM] = ITALIC,     [GUMBO_TAG_CITE] = ITALIC,
    [GUMBO_TAG_TIME] = TIME,       [GUMBO_TAG_BR] = BREAK,      [GUMBO_TAG_ABBR] = INLINE,
    [GUMBO_TAG_ACRONYM] = INLINE,  [GUMBO_TAG_BDI] = INLINE,    [GUMBO_TAG_BDO] = INLINE,
    [GUMBO_TAG_BIG] = INLINE,      [GUMBO_TAG_CODE] = INLINE,   [GUMBO_TAG_DATA] = INLINE,
    [GUMBO_TAG_DEL] = INLINE,      [GUMBO_TAG_DFN] = INLINE,    [GUMBO_TAG_FONT] = INLINE,
    [GUMBO_TAG_INS] = INLINE,      [GUMBO_TAG_KBD] = INLINE,    [GUMBO_TAG_LABEL] = INLINE,
    [GUMBO_TAG_MARK] = INLINE,     [GUMBO_TAG_NOBR] = INLINE,   [GUMBO_TAG_Q] = INLINE,
    [GUMBO_TAG_RUBY] = INLINE,     [GUMBO_TAG_RB] = INLINE,     [GUMBO_TAG_RT] = SKIP,
    [GUMBO_TAG_RP] = SKIP,         [GUMBO_TAG_RTC] = SKIP,      [GUMBO_TAG_S] = INLINE,
    [GUMBO_TAG_SAMP] = INLINE,     [GUMBO_TAG_SMALL] = INLINE,  [GUMBO_TAG_SPAN] = INLINE,
    [GUMBO_TAG_STRIKE] = INLINE,   [GUMBO_TAG_SUB] = INLINE,    [GUMBO_TAG_SUP] = INLINE,
    [GUMBO_TAG_TT] = INLINE,       [GUMBO_TAG_U] = INLINE,      [GUMBO_TAG_VAR] = INLINE,
    [GUMBO_TAG_WBR] = INLINE,      [GUMBO_TAG_BLINK] = INLINE,  [GUMBO_TAG_SPACER] = INLINE,
    [GUMBO_TAG_BASEFONT] = INLINE, [GUMBO_TAG_MATH] = INLINE,   [GUMBO_TAG_MI] = INLINE,
    [GUMBO_TAG_MO] = INLINE,       [GUMBO_TAG_MN] = INLINE,     [GUMBO_TAG_MTEXT] = INLINE,
    [GUMBO_TAG_OUTPUT] = INLINE,   [GUMBO_TAG_IMG] = MEDIA_IN,  [GUMBO_TAG_IMAGE] = MEDIA_IN,
    [GUMBO_TAG_IFRAME] = MEDIA,    [GUMBO_TAG_VIDEO] = MEDIA,   [GUMBO_TAG_AUDIO] = MEDIA,
    [GUMBO_TAG_OBJECT] = MEDIA,    [GUMBO_TAG_EMBED] = MEDIA,   [GUMBO_TAG_CANVAS] = MEDIA,
    [GUMBO_TAG_APPLET] = MEDIA,    [GUMBO_TAG_SVG] = SKIP,      [GUMBO_TAG_HEAD] = SKIP,
    [GUMBO_TAG_TITLE] = SKIP,      [GUMBO_TAG_META] = SKIP,     [GUMBO_TAG_LINK] = SKIP,
    [GUMBO_TAG_STYLE] = SKIP,      [GUMBO_TAG_SCRIPT] = SKIP,   [GUMBO_TAG_NOSCRIPT] = SKIP,
    [GUMBO_TAG_TEMPLATE] = SKIP,   [GUMBO_TAG_BUTTON] = SKIP,   [GUMBO_TAG_SELECT] = SKIP,
    [GUMBO_TAG_OPTION] = SKIP,     [GUMBO_TAG_OPTGROUP] = SKIP, [GUMBO_TAG_DATALIST] = SKIP,
    [GUMBO_TAG_TEXTAREA] = SKIP,   [GUMBO_TAG_INPUT] = SKIP,    [GUMBO_TAG_PROGRESS] = SKIP,
    [GUMBO_TAG_METER] = SKIP,      [GUMBO_TAG_NOFRAMES] = SKIP, [GUMBO_TAG_NOEMBED] = SKIP,
    [GUMBO_TAG_MAP] = SKIP,        [GUMBO_TAG_AREA] = SKIP,     [GUMBO_TAG_PARAM] = SKIP,
    [GUMBO_TAG_SOURCE] = SKIP,     [GUMBO_TAG_TRACK] = SKIP,    [GUMBO_TAG_FRAMESET] = SKIP,
    [GUMBO_TAG_FRAME] = SKIP,      [GUMBO_TAG_KEYGEN] = SKIP,   [GUMBO_TAG_BASE] = SKIP,
};

/* Slot of near[] for a tag; 0: none. */
static const uint8_t near_tags[GUMBO_TAG_LAST + 1] = {
    [GUMBO_TAG_ARTICLE] = DH_NEAR_ARTICLE,
    [GUMBO_TAG_MAIN] = DH_NEAR_MAIN,
    [GUMBO_TAG_ASIDE] = DH_NEAR_ASIDE,
    [GUMBO_TAG_NAV] = DH_NEAR_NAV,
    [GUMBO_TAG_FOOTER] = DH_NEAR_FOOTER,
    [GUMBO_TAG_HEADER] = DH_NEAR_HEADER,
    [GUMBO_TAG_FIGURE] = DH_NEAR_FIGURE,
    [GUMBO_TAG_FIGCAPTION] = DH_NEAR_FIGCAPTION,
    [GUMBO_TAG_BLOCKQUOTE] = DH_NEAR_BLOCKQUOTE,
    [GUMBO_TAG_UL] = DH_NEAR_LIST,
    [GUMBO_TAG_OL] = DH_NEAR_LIST,
    [GUMBO_TAG_DL] = DH_NEAR_LIST,
    [GUMBO_TAG_LI] = DH_NEAR_ITEM,
    [GUMBO_TAG_TABLE] = DH_NEAR_TABLE,
    [GUMBO_TAG_FORM] = DH_NEAR_FORM,
    [GUMBO_TAG_SECTION] = DH_NEAR_SECTION,
    [GUMBO_TAG_H1] = DH_NEAR_HEADING,
    [GUMBO_TAG_H2] = DH_NEAR_HEADING,
    [GUMBO_TAG_H3] = DH_NEAR_HEADING,
    [GUMBO_TAG_H4] = DH_NEAR_HEADING,
    [GUMBO_TAG_H5] = DH_NEAR_HEADING,
    [GUMBO_TAG_H6] = DH_NEAR_HEADING,
    [GUMBO_TAG_P] = DH_NEAR_P,
    [GUMBO_TAG_DETAILS] = DH_NEAR_DETAILS,
    [GUMBO_TAG_MENU] = DH_NEAR_LIST,
    [GUMBO_TAG_PRE] = DH_NEAR_PRE,
    [GUMBO_TAG_ADDRESS] = DH_NEAR_ADDRESS,
};

bool dh_tag_is_heading(unsigned tag)
{
    return tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6;
}

/* What a start tag's attributes say. */
struct look {
    uint64_t key; /* hash of the start tag's text; cached by it, since templates repeat tags byte
                     for byte */
    uint64_t signs;
    uint32_t shape;
    bool hidden, has_class, dialog;
    bool aria_hidden; /* on inline elements it often stands beside text for screen readers: shown */
};

struct open {
    uint32_t end;    /* node number where it closes */
    uint32_t n_undo; /* entries of the undo log when it opened */
    int32_t box;     /* the box to return to; only with is_box */
    uint8_t treat;
    bool pre; /* what holds outside it */
};

struct undo {
    uint8_t slot, was;
};

struct walk {
    struct dh_blocks *b;
    const struct dh_tree *t;
    const struct dh_signs *signs;
    enum dh_err err;
    int32_t box; /* the innermost open one */
    struct open open[DH_TREE_DEPTH + 1];
    uint32_t n_open, n_undo;
    struct undo undo[UNDO_MAX];
    uint8_t near[DH_NEAR]; /* depth + 1 of the innermost open box with the sign; 0: none */
    unsigned links, bolds, italics;
    bool pre;
    /* the block that grows */
    struct dh_block cur;
    uint32_t start; /* of its text */
    bool space;     /* white space is due before the next character */
    unsigned breaks;
    bool media, after_br;
    struct look cache[CACHE];
};

/* ---- Attributes */

/* Declarations by which pages hide text, or show it to screen readers alone. */
static bool style_hides(struct dh_str style)
{
    static const char *const hiding[][2] = {
        { "display", "none" },  { "visibility", "hidden" }, { "clip", "rect(0" },
        { "clip", "rect(1px" }, { "clip-path", "inset(" },
    };
    struct dh_str declaration;
    while (dh_str_split(&style, ';', &declaration)) {
        size_t colon = dh_str_find_byte(declaration, ':');
        struct dh_str name = dh_str_trim(dh_str_sub(declaration, 0, colon));
        struct dh_str value = dh_str_trim(dh_str_sub(declaration, colon + 1, declaration.n));
        for (size_t i = 0; i < DH_LEN(hiding); i++)
            if (dh_str_eq_nocase(name, dh_str_c(hiding[i][0])) &&
                dh_str_starts_nocase(value, dh_str_c(hiding[i][1])))
                return true;
    }
    return false;
}

/* Classes of text for screen readers alone, in the frameworks that most sites are built on. */
static bool class_hides(struct dh_str classes)
{
    static const char *const names[] = { "sr-only",
                                         "visually-hidden",
                                         "visuallyhidden",
                                         "screen-reader-text",
                                         "screen-reader-only",
                                         "screenreader",
                                         "u-visually-hidden",
                                         "show-for-sr",
                                         "a11y-hidden",
                                         "assistive-text",
                                         "visuallyHidden" };
    struct dh_str name;
    while (dh_str_split(&classes, ' ', &name)) {
        if (name.n < 7 || !strchr("sVvua", name.p[0]))
            continue;
        for (size_t i = 0; i < DH_LEN(names); i++)
            if (dh_str_eq(name, dh_str_c(names[i])))
                return true;
    }
    return false;
}

/* Class words without digits, so that "post-123" and "post-456" are one shape. */
static uint32_t shape_of(uint32_t h, struct dh_str v)
{
    for (size_t i = 0; i < v.n; i++)
        if (!dh_is_digit((unsigned char)v.p[i]))
            h = dh_token_add(h, (unsigned char)v.p[i]);
    return h;
}

enum telling { CLASS, NAME, ROLE, HIDDEN, ARIA_HIDDEN, STYLE };

/* The attributes that tell something; -1: any other. Most are others, and fall at their length and
 * first letter. */
static int telling_attribute(struct dh_str name)
{
#define ROW(text, what) \
    { \
        text, sizeof(text) - 1, what \
    }
    static const struct {
        const char *name;
        uint8_t n, what;
    } rows[] = {
        ROW("class", CLASS),
        ROW("id", NAME),
        ROW("style", STYLE),
        ROW("role", ROLE),
        ROW("itemprop", NAME),
        ROW("data-testid", NAME),
        ROW("data-component", NAME),
        ROW("data-qa", NAME),
        ROW("property", NAME),
        ROW("hidden", HIDDEN),
        ROW("aria-hidden", ARIA_HIDDEN),
    };
#undef ROW
    for (size_t i = 0; i < DH_LEN(rows); i++)
        if (name.n == rows[i].n && dh_lower((unsigned char)name.p[0]) == rows[i].name[0] &&
            dh_str_eq_nocase(name, (struct dh_str){ rows[i].name, rows[i].n }))
            return rows[i].what;
    return -1;
}

static void read_attribute(struct walk *w, struct look *l, struct dh_str name, struct dh_str v)
{
    int what = telling_attribute(name);
    switch (what) {
    case HIDDEN:
        l->hidden |= !dh_str_eq_nocase(v, DH_STR("false"));
        return;
    case ARIA_HIDDEN:
        l->aria_hidden = dh_str_eq_nocase(v, DH_STR("true"));
        return;
    case STYLE:
        l->hidden |= style_hides(dh_str_sub(v, 0, 400));
        return;
    case CLASS:
        l->shape = shape_of(l->shape, v);
        l->hidden |= class_hides(dh_str_sub(v, 0, 400));
        break;
    case ROLE:
        l->dialog |= dh_str_eq_nocase(v, DH_STR("dialog"));
        break;
    case NAME:
        break;
    default:
        return;
    }
    l->signs |= dh_signs_of(w->signs, v);
    l->has_class = true;
}

static const struct look *look_at(struct walk *w, const struct dh_node *node)
{
    uint64_t key = dh_hash64(node->raw) | 1;
    struct look *l = &w->cache[key % CACHE];
    if (l->key == key)
        return l;
    *l = (struct look){ .key = key, .shape = dh_token_add(dh_token_start(), node->tag) };
    if (node->tag == GUMBO_TAG_UNKNOWN)
        l->shape = shape_of(l->shape, dh_tag_name(node->raw));
    struct dh_str name, value;
    size_t at = 0;
    while (dh_tag_next_attr(node->raw, &at, &name, &value))
        read_attribute(w, l, name, value);
    return l;
}

/* ---- Text of the growing block */

/* Bytes of the white-space character at s.p[at] beyond ASCII (no-break and typographic blanks),
 * else 0. */
static size_t wide_space(struct dh_str s, size_t at)
{
    const unsigned char *p = (const unsigned char *)s.p + at;
    size_t left = s.n - at;
    if (p[0] == 0xC2 && left > 1 && (p[1] == 0xA0 || p[1] == 0x85))
        return 2;
    if (left < 3 || (p[0] != 0xE2 && p[0] != 0xE3))
        return 0;
    if (p[0] == 0xE3)
        return p[1] == 0x80 && p[2] == 0x80 ? 3 : 0;
    if (p[1] == 0x80)
        return (p[2] >= 0x80 && p[2] <= 0x8A) || p[2] == 0xA8 || p[2] == 0xA9 || p[2] == 0xAF ? 3
                                                                                              : 0;
    return p[1] == 0x81 && p[2] == 0x9F ? 3 : 0;
}

/* Appends s with white space folded; bytes written. */
static size_t add_folded(struct walk *w, struct dh_str s)
{
    struct dh_buf *text = &w->b->text;
    char *out = dh_buf_room(text, s.n + 1);
    if (!out) {
        w->err = text->err;
        return 0;
    }
    size_t n = 0;
    bool any = text->n > w->start;
    for (size_t i = 0; i < s.n;) {
        unsigned char c = (unsigned char)s.p[i];
        size_t blank = c <= ' ' ? dh_is_space(c) || c == '\v' : c >= 0xC2 ? wide_space(s, i) : 0;
        if (blank) {
            w->space = true;
            i += blank;
            continue;
        }
        if (w->space && any)
            out[n++] = ' ';
        w->space = false;
        any = true;
        out[n++] = (char)c;
        i++;
    }
    text->n += n;
    return n;
}

static void analyse(struct walk *w);

static void begin_block(struct walk *w)
{
    w->start = (uint32_t)w->b->text.n;
    w->cur = (struct dh_block){ 0 };
    w->space = false;
}

/* Ends the growing block at a boundary; nothing happens while it is empty. */
static void flush(struct walk *w, bool br)
{
    struct dh_blocks *b = w->b;
    size_t n = b->text.n - w->start;

    w->breaks = 0;
    w->space = false;
    if (n == 0) {
        w->cur.leading = 0;
        if (!br)
            w->after_br = false;
        return;
    }
    if (b->n_blocks == DH_BLOCKS_MAX)
        w->err = DH_ELIMIT;
    if (w->err)
        return;
    if (b->n_blocks == b->cap_blocks) {
        void *array = b->blocks;
        size_t cap = b->cap_blocks;
        if (!dh_mem_grow(b->mem, &array, &cap, sizeof *b->blocks)) {
            w->err = DH_ENOMEM;
            return;
        }
        b->blocks = array;
        b->cap_blocks = (uint32_t)cap;
    }
    w->cur.at = w->start;
    w->cur.n = (uint32_t)n;
    w->cur.box = (uint32_t)w->box;
    w->cur.is |= (w->after_br ? DH_IS_BR_BEFORE : 0u) | (br ? DH_IS_BR_AFTER : 0u) |
                 (w->media ? DH_IS_MEDIA_BEFORE : 0u) | (w->pre ? DH_IS_PRE : 0u) |
                 (b->boxes[w->box].hidden ? DH_IS_HIDDEN : 0u);
    analyse(w);
    unsigned depth = b->boxes[w->box].depth;
    for (size_t i = 0; i < DH_NEAR; i++) {
        unsigned d = depth + 1u - w->near[i];
        w->cur.near[i] = (uint8_t)(!w->near[i] ? DH_FAR : d < 15 ? d : 15);
    }
    b->blocks[b->n_blocks++] = w->cur;
    dh_buf_byte(&b->text, '\n');
    w->err = w->err ? w->err : b->text.err;
    w->after_br = br;
    w->media = false;
    begin_block(w);
}

static void note_media(struct walk *w)
{
    w->media = true;
    if (w->b->text.n == w->start && w->b->n_blocks)
        w->b->blocks[w->b->n_blocks - 1].is |= DH_IS_MEDIA_AFTER;
}

/* Whether the text behind a single br goes on in the middle of a sentence. */
static bool continues(struct walk *w, struct dh_str next)
{
    struct dh_str sofar = { w->b->text.p + w->start, w->b->text.n - w->start };
    uint32_t last, first;
    if (!sofar.n || !next.n)
        return false;
    dh_utf8_back(sofar, sofar.n, &last);
    dh_utf8_get(next, 0, &first);
    return (dh_utf8_class(first) & DH_C_LOWER) &&
           (last == ',' || (dh_utf8_class(last) & (DH_C_LETTER | DH_C_DIGIT)));
}

static void add_text(struct walk *w, const struct dh_node *node)
{
    struct dh_str s = node->raw;
    w->space |= node->space_before;
    if (s.n == 0)
        return;
    if (!node->literal && memchr(s.p, '&', s.n)) {
        dh_buf_reset(&w->b->scratch);
        dh_node_text(&w->b->scratch, node);
        if (w->b->scratch.err) {
            w->err = w->b->scratch.err;
            return;
        }
        s = dh_buf_str(&w->b->scratch);
    }
    if (w->breaks) {
        if (w->breaks == 1 && continues(w, s))
            w->space = true;
        else
            flush(w, true);
        w->breaks = 0;
    }
    while (w->pre && s.n) { /* lines of pre are blocks */
        size_t line = dh_str_find_byte(s, '\n');
        if (line == s.n)
            break;
        uint32_t n = (uint32_t)add_folded(w, (struct dh_str){ s.p, line });
        w->cur.link += w->links ? n : 0;
        flush(w, true);
        s = dh_str_sub(s, line + 1, s.n);
    }
    uint32_t n = (uint32_t)add_folded(w, s);
    w->cur.link += w->links ? n : 0;
    w->cur.bold += w->bolds ? n : 0;
    w->cur.italic += w->italics ? n : 0;
    w->space |= node->space_after;
}

/* ---- What the text is like */

struct tokenizer {
    struct dh_blocks *b;
    uint32_t hash;
    bool open, failed;
};

static void put_token(struct tokenizer *k, uint32_t h)
{
    struct dh_blocks *b = k->b;
    if (b->n_tokens == b->cap_tokens) {
        void *array = b->tokens;
        size_t cap = b->cap_tokens;
        if (!dh_mem_grow(b->mem, &array, &cap, sizeof *b->tokens)) {
            k->failed = true;
            return;
        }
        b->tokens = array;
        b->cap_tokens = (uint32_t)cap;
    }
    b->tokens[b->n_tokens++] = h;
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

static const uint16_t *ascii_classes(void)
{
    enum { S = DH_C_SPACE, L = DH_C_LETTER | DH_C_LOWER, U = DH_C_LETTER | DH_C_UPPER };
    enum { D = DH_C_DIGIT, P = DH_C_PUNCT, C = DH_C_CONTROL };
    static const uint16_t t[128] = {
        C, C, C, C, C, C, C, C, C, S, S, S, S, S, C, C, C, C, C, C, C, C, C, C, C, C,
        C, C, C, C, C, C, S, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, D, D, D, D,
        D, D, D, D, D, D, P, P, P, P, P, P, P, U, U, U, U, U, U, U, U, U, U, U, U, U,
        U, U, U, U, U, U, U, U, U, U, U, U, U, P, P, P, P, P, P, L, L, L, L, L, L, L,
        L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, P, P, P, P, C,
    };
    return t;
}

static bool ends_sentence(uint32_t cp)
{
    return cp == '.' || cp == '!' || cp == '?' || cp == 0x2026 || cp == 0x3002 || cp == 0xFF01 ||
           cp == 0xFF1F || cp == 0x61F || cp == 0x964 || cp == 0x6D4 || cp == 0xFF0E;
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

static void find_cues(struct walk *w)
{
    struct dh_block *k = &w->cur;
    const uint32_t *t = w->b->tokens + k->token;
    uint32_t ignored = 0;
    uint32_t n = k->n_tokens < 120 ? k->n_tokens : 120; /* cues stand in short blocks or early */
    for (uint32_t i = 0; i < n; i++)
        dh_signs_cue(w->signs, t + i, k->n_tokens - i, i ? &ignored : &k->cue_start, &k->cue_any);
}

static void analyse(struct walk *w)
{
    struct dh_block *k = &w->cur;
    struct dh_str s = { w->b->text.p + k->at, k->n };
    const uint16_t *ascii = ascii_classes();
    struct tokenizer z = { .b = w->b };
    bool after_end = false;

    k->token = w->b->n_tokens;
    for (size_t i = 0; i < s.n;) {
        uint32_t cp = (unsigned char)s.p[i];
        unsigned c;
        if (cp < 0x80) {
            c = ascii[cp];
            i++;
        } else {
            i += dh_utf8_get(s, i, &cp);
            c = dh_utf8_class(cp);
        }
        k->chars++;
        k->letters += (c & DH_C_LETTER) != 0;
        k->upper += (c & DH_C_UPPER) != 0;
        k->digits += (c & DH_C_DIGIT) != 0;
        k->wide += (c & DH_C_WIDE) != 0;
        if (feed(&z, cp, c))
            k->capitals += (c & DH_C_UPPER) != 0;
        if (after_end && (c & DH_C_SPACE || is_quote(cp) || cp > 0x2FFF))
            k->sentences += k->sentences < UINT16_MAX;
        after_end = ends_sentence(cp);
        if (c & DH_C_PUNCT)
            count_punct(k, cp);
    }
    end_token(&z);
    if (z.failed)
        w->err = DH_ENOMEM;
    k->sentences = (uint16_t)(k->sentences + (after_end && k->sentences < UINT16_MAX));
    k->n_tokens = w->b->n_tokens - k->token;
    k->words = (float)(k->n_tokens - (k->wide < k->n_tokens ? k->wide : k->n_tokens)) +
               (float)(k->wide < k->n_tokens ? k->wide : k->n_tokens) / 1.7f;
    judge_end(k, s);
    judge_start(k, s);
    if (k->n_tokens)
        find_cues(w);
}

/* ---- The walk */

static void mark_near(struct walk *w, unsigned slot, unsigned depth)
{
    if (w->n_undo == UNDO_MAX)
        return;
    w->undo[w->n_undo++] = (struct undo){ (uint8_t)slot, w->near[slot] };
    w->near[slot] = (uint8_t)(depth + 1);
}

static bool open_box(struct walk *w, uint32_t i, struct open *o)
{
    struct dh_blocks *b = w->b;
    const struct dh_node *node = &w->t->nodes[i];

    flush(w, false);
    if (b->n_boxes == DH_BLOCKS_MAX)
        w->err = DH_ELIMIT;
    if (!w->err && b->n_boxes == b->cap_boxes) {
        void *array = b->boxes;
        size_t cap = b->cap_boxes;
        if (!dh_mem_grow(b->mem, &array, &cap, sizeof *b->boxes))
            w->err = DH_ENOMEM;
        b->boxes = array;
        b->cap_boxes = (uint32_t)cap;
    }
    if (w->err)
        return false;
    const struct look *l = look_at(w, node);
    struct dh_box *up = w->box == DH_NO_BOX ? NULL : &b->boxes[w->box];
    struct dh_box *box = &b->boxes[b->n_boxes];
    *box = (struct dh_box){ .parent = w->box,
                            .first = b->n_blocks,
                            .node = i,
                            .shape = l->shape,
                            .tag = node->tag,
                            .depth = up ? (uint8_t)(up->depth + 1) : 0,
                            .hidden = up && (up->hidden || l->hidden || l->aria_hidden),
                            .has_class = l->has_class,
                            .signs = l->signs };
    o->box = w->box;
    w->box = (int32_t)b->n_boxes++;
    if (up) { /* classes of body tell about the page as a whole */
        for (uint64_t rest = l->signs; rest; rest &= rest - 1)
            mark_near(w, (unsigned)__builtin_ctzll(rest), box->depth);
        unsigned slot = l->dialog ? DH_NEAR_DIALOG : near_tags[node->tag];
        if (slot)
            mark_near(w, slot, box->depth);
    }
    if (node->tag == GUMBO_TAG_PRE)
        w->pre = true;
    return true;
}

static void open_inline(struct walk *w, const struct dh_node *node, unsigned treat)
{
    w->links += treat == LINK;
    w->bolds += treat == BOLD;
    w->italics += treat == ITALIC;
    if (treat == LINK)
        w->cur.n_links += w->cur.n_links < UINT16_MAX;
    if (treat == TIME)
        w->cur.is |= DH_IS_TIME;
    if (w->b->text.n == w->start && node->raw.n > 8)
        w->cur.leading |= look_at(w, node)->signs;
}

static void close_one(struct walk *w)
{
    struct open *o = &w->open[--w->n_open];
    if (o->treat == BOX) {
        flush(w, false);
        w->b->boxes[w->box].end = w->b->n_blocks;
        w->box = o->box;
        w->pre = o->pre;
        while (w->n_undo > o->n_undo) {
            w->n_undo--;
            w->near[w->undo[w->n_undo].slot] = w->undo[w->n_undo].was;
        }
    }
    w->links -= o->treat == LINK;
    w->bolds -= o->treat == BOLD;
    w->italics -= o->treat == ITALIC;
}

/* Enters node i and answers the number of the node to go on with. */
static uint32_t enter(struct walk *w, uint32_t i)
{
    const struct dh_node *node = &w->t->nodes[i];
    if (node->tag == DH_TAG_TEXT) {
        if (w->box != DH_NO_BOX)
            add_text(w, node);
        return i + 1;
    }
    unsigned treat = treats[node->tag];
    if (node->tag == GUMBO_TAG_NOSCRIPT && w->b->noscript)
        treat = BOX;
    if (w->box == DH_NO_BOX && treat != BOX)
        return node->end;
    switch (treat) {
    case BREAK:
        w->breaks += w->b->text.n > w->start;
        return node->end;
    case SKIP:
        return node->end;
    case MEDIA:
        flush(w, false);
        note_media(w);
        return node->end;
    case MEDIA_IN:
        note_media(w);
        return node->end;
    default:
        break;
    }
    struct open o = {
        .end = node->end, .n_undo = w->n_undo, .treat = (uint8_t)treat, .pre = w->pre
    };
    if (treat == BOX) {
        if (!open_box(w, i, &o))
            return node->end;
        if (node->tag == GUMBO_TAG_FIGURE)
            note_media(w);
    } else if (treat != LINK && node->raw.n > 12 && look_at(w, node)->hidden)
        return node->end;
    else
        open_inline(w, node, treat);
    w->open[w->n_open++] = o;
    return i + 1;
}

/* The node to start with: body; the whole document where there is none (frames). */
static uint32_t find_body(const struct dh_tree *t)
{
    for (uint32_t i = 1; i < t->n; i = t->nodes[i].end)
        if (t->nodes[i].tag == GUMBO_TAG_BODY)
            return i;
    return 0;
}

void dh_blocks_init(struct dh_blocks *b, const struct dh_allocator *m, size_t max_text)
{
    *b = (struct dh_blocks){ .mem = m };
    dh_buf_init(&b->text, m, max_text);
    dh_buf_init(&b->scratch, m, max_text);
}

void dh_blocks_release(struct dh_blocks *b)
{
    dh_buf_release(&b->text);
    dh_buf_release(&b->scratch);
    dh_mem_free(b->mem, b->boxes);
    dh_mem_free(b->mem, b->blocks);
    dh_mem_free(b->mem, b->tokens);
    *b = (struct dh_blocks){ .mem = b->mem };
}

enum dh_err dh_blocks_read(struct dh_blocks *b, const struct dh_tree *t,
                           const struct dh_signs *signs)
{
    struct walk *w = dh_mem_zeroed(b->mem, 1, sizeof *w);
    if (!w)
        return DH_ENOMEM;
    w->b = b;
    w->t = t;
    w->signs = signs;
    w->box = DH_NO_BOX;
    b->n_boxes = b->n_blocks = b->n_tokens = 0;
    dh_buf_reset(&b->text);
    begin_block(w);
    uint32_t i = find_body(t), end = t->nodes[i].end;
    while (i < end && !w->err) {
        while (w->n_open && w->open[w->n_open - 1].end <= i)
            close_one(w);
        i = enter(w, i);
    }
    while (w->n_open && !w->err)
        close_one(w);
    enum dh_err err = w->err;
    dh_mem_free(b->mem, w);
    return err;
}

enum dh_err dh_blocks_tokens(struct dh_blocks *b, struct dh_str text, uint32_t *first, uint32_t *n)
{
    struct tokenizer z = { .b = b };
    *first = b->n_tokens;
    for (size_t i = 0; i < text.n;) {
        uint32_t cp;
        i += dh_utf8_get(text, i, &cp);
        feed(&z, cp, dh_utf8_class(cp));
    }
    end_token(&z);
    *n = b->n_tokens - *first;
    return z.failed ? DH_ENOMEM : DH_OK;
}
