/* SPDX-License-Identifier: MIT */
/* Rich text as lists of nodes. What it is kept in has many forms, and all of them have nodes with a
 * type, lists of nodes in them, and words in strings at the ends:
 *   Contentful     {"nodeType":"paragraph","content":[{"nodeType":"text","value":"..."}]}
 *   ProseMirror    {"type":"paragraph","content":[{"type":"text","text":"..."}]}
 *   Portable Text  {"_type":"block","children":[{"_type":"span","text":"..."}]}
 *   Slate, Lexical {"type":"paragraph","children":[{"text":"..."}]}
 *   Editor.js      {"type":"paragraph","data":{"text":"..."}}
 *   Draft.js       {"type":"unstyled","text":"..."}
 *   and others     {"type":"text","content":"<p>...</p>"}
 * So types are known by the words in them, lists and strings by their names. */
#include "meta/script/richtext.h"

#include "meta/script/state.h"
#include "meta/script/statenames.h"

/* Where two words of a type speak for two kinds, the later one holds. */
enum kind {
    UNKNOWN, /* also a node without a type */
    RUN,     /* words inside a block; a block of its own where it stands in none */
    BLOCK,
    BREAK,  /* of the line inside a block */
    NO_TEXT /* pictures, embeds, ads, other stories: whatever is in them */
};

struct word {
    const char *word;
    enum kind kind;
};

/* Types in full. */
static const struct word types[] = {
    { "text", RUN },        { "span", RUN },        { "block", BLOCK },      { "p", BLOCK },
    { "hardBreak", BREAK }, { "linebreak", BREAK }, { "hard_break", BREAK }, { "br", BREAK },
};

/* Words of types: "embedded-asset-block", "ArticleParagraph", "header-two", "core/list". */
static const struct word words[] = {
    { "paragraph", BLOCK },
    { "unstyled", BLOCK },
    { "text", BLOCK },
    { "textblock", BLOCK },
    { "heading", BLOCK },
    { "heading1", BLOCK },
    { "heading2", BLOCK },
    { "heading3", BLOCK },
    { "heading4", BLOCK },
    { "header", BLOCK },
    { "subheading", BLOCK },
    { "subheader", BLOCK },
    { "subhead", BLOCK },
    { "crosshead", BLOCK },
    { "h1", BLOCK },
    { "h2", BLOCK },
    { "h3", BLOCK },
    { "h4", BLOCK },
    { "h5", BLOCK },
    { "h6", BLOCK },
    { "list", BLOCK },
    { "listitem", BLOCK },
    { "li", BLOCK },
    { "ul", BLOCK },
    { "ol", BLOCK },
    { "quote", BLOCK },
    { "blockquote", BLOCK },
    { "cell", BLOCK },
    { "ad", NO_TEXT },
    { "ads", NO_TEXT },
    { "advert", NO_TEXT },
    { "audio", NO_TEXT },
    { "advertisement", NO_TEXT },
    { "button", NO_TEXT },
    { "caption", NO_TEXT },
    { "comment", NO_TEXT },
    { "comments", NO_TEXT },
    { "cta", NO_TEXT },
    { "embed", NO_TEXT },
    { "embedded", NO_TEXT },
    { "facebook", NO_TEXT },
    { "figcaption", NO_TEXT },
    { "figure", NO_TEXT },
    { "form", NO_TEXT },
    { "gallery", NO_TEXT },
    { "iframe", NO_TEXT },
    { "image", NO_TEXT },
    { "images", NO_TEXT },
    { "img", NO_TEXT },
    { "instagram", NO_TEXT },
    { "interstitial", NO_TEXT },
    { "media", NO_TEXT },
    { "newsletter", NO_TEXT },
    { "paywall", NO_TEXT },
    { "photo", NO_TEXT },
    { "picture", NO_TEXT },
    { "podcast", NO_TEXT },
    { "poll", NO_TEXT },
    { "promo", NO_TEXT },
    { "promotion", NO_TEXT },
    { "recirculation", NO_TEXT },
    { "recommendations", NO_TEXT },
    { "related", NO_TEXT },
    { "script", NO_TEXT },
    { "signup", NO_TEXT },
    { "slideshow", NO_TEXT },
    { "social", NO_TEXT },
    { "style", NO_TEXT },
    { "teaser", NO_TEXT },
    { "tweet", NO_TEXT },
    { "twitter", NO_TEXT },
    { "video", NO_TEXT },
    { "widget", NO_TEXT },
    { "youtube", NO_TEXT },
};

/* Members that hold a node's type, and those in which nodes stand. */
static const char *const type_names[] = {
    "type", "_type", "nodeType", "node_type", "__typename", "blockType", "blockName",
};
static const char *const child_names[] = {
    "content", "children",         "items",  "data", "attributes", "blocks", "nodes", "paragraphs",
    "cells",   "content_elements", "leaves", "rows",
};

/* ---- What a node is */

static enum kind look_up(const struct word *table, size_t n, struct dh_str s)
{
    for (size_t i = 0; i < n; i++)
        if (dh_str_eq_nocase(s, dh_str_c(table[i].word)))
            return table[i].kind;
    return UNKNOWN;
}

/* Bytes of the word at s[at]: letters and digits up to another sign, or to the capital that begins
 * the next. */
static size_t word_length(struct dh_str s, size_t at)
{
    size_t end = at;
    while (end < s.n) {
        unsigned char c = (unsigned char)s.p[end];
        bool capital = dh_lower(c) != c;
        if (!dh_is_alpha(c) && !dh_is_digit(c))
            break;
        if (capital && end > at &&
            dh_lower((unsigned char)s.p[end - 1]) == (unsigned char)s.p[end - 1])
            break;
        end++;
    }
    return end - at;
}

static enum kind kind_of_type(struct dh_str type)
{
    enum { TYPE_MAX = 64 };
    enum kind best = type.n <= TYPE_MAX ? look_up(types, DH_LEN(types), type) : UNKNOWN;
    if (best != UNKNOWN || type.n > TYPE_MAX)
        return best;
    for (size_t at = 0; at < type.n;) {
        size_t n = word_length(type, at);
        enum kind k = look_up(words, DH_LEN(words), dh_str_sub(type, at, n));
        best = k > best ? k : best;
        at += n ? n : 1;
    }
    return best;
}

bool dh_richtext_is_type(struct dh_str key)
{
    return dh_str_one_of(key, type_names, DH_LEN(type_names));
}

static enum kind kind_of(const dh_json *node)
{
    enum kind best = UNKNOWN;
    if (dh_json_kind(node) != DH_JSON_OBJECT)
        return best;
    for (const dh_json *m = dh_json_first(node); m; m = dh_json_next(m)) {
        enum kind k = UNKNOWN;
        if (dh_json_kind(m) == DH_JSON_STRING && dh_richtext_is_type(dh_json_key(m)))
            k = kind_of_type(dh_json_string(m));
        best = k > best ? k : best;
    }
    return best;
}

/* The member with a node's words; NULL: they stand in nodes below. */
static const dh_json *words_of(const dh_json *node)
{
    for (const dh_json *m = dh_json_first(node); m; m = dh_json_next(m))
        if (dh_json_string(m).n && dh_state_is_text(dh_json_key(m)))
            return m;
    return NULL;
}

/* Whether the words may go on in the line of those before: other names hold a paragraph's markup.
 */
static bool runs_on(const dh_json *member)
{
    static const char *const names[] = { "text", "value" };
    return dh_str_one_of(dh_json_key(member), names, DH_LEN(names));
}

/* ---- Lines of text */

struct reader {
    struct dh_buf *out;
    size_t line;  /* where the line at hand begins in out */
    size_t prose; /* bytes in lines that are prose */
    bool open;    /* the line at hand has words */
    bool markup;  /* some words have tags */
    bool among;   /* other stories were passed over */
};

static void end_line(struct reader *r)
{
    struct dh_str line = dh_str_sub(dh_buf_str(r->out), r->line, r->out->n);
    if (r->open && dh_state_is_prose(line, DH_STATE_PARAGRAPH_MIN))
        r->prose += line.n;
    r->open = false;
}

/* Appends s to the line at hand, white space folded. plain: s has no markup. */
static void add_words(struct reader *r, struct dh_str s, bool plain)
{
    for (size_t i = 0; i < s.n; i++) {
        bool space = dh_is_space((unsigned char)s.p[i]);
        if (space && (!r->open || dh_str_ends(dh_buf_str(r->out), DH_STR(" "))))
            continue;
        if (!r->open) {
            if (r->out->n)
                dh_buf_byte(r->out, '\n');
            r->line = r->out->n;
            r->open = true;
        }
        if (plain && s.p[i] == '<')
            dh_buf_add(r->out, DH_STR("&lt;"));
        else
            dh_buf_byte(r->out, space ? ' ' : s.p[i]);
        r->markup |= !plain && s.p[i] == '<';
    }
}

/* ---- The walk */

/* Values that stand side by side: the elements of an array or the members of a node. */
struct level {
    const dh_json *next;
    bool members;
    bool in_block;
    bool lines;      /* each element is a block, strings too: the items of a list */
    bool only_items; /* the node had words; what else is in it says the same */
    bool ends;       /* the line ends with them */
};

/* Reads a node that stands at level l; *in is its inside. false: there is nothing to look for. */
static bool enter_node(struct reader *r, const dh_json *node, const struct level *l,
                       struct level *in)
{
    enum kind k = kind_of(node);
    if (l->lines && k < BLOCK)
        k = BLOCK;
    if (k == BREAK)
        add_words(r, DH_STR(" "), true);
    if (!l->in_block && k < BREAK && dh_state_is_item(node)) {
        r->among = true;
        return false;
    }
    if (k >= BREAK)
        return false;
    const dh_json *m = words_of(node);
    bool run = m && runs_on(m), own = k == BLOCK || !l->in_block;
    if (own || (m && !run))
        end_line(r);
    if (m && (l->in_block || k != UNKNOWN ||
              dh_state_is_prose(dh_json_string(m), DH_STATE_PARAGRAPH_MIN)))
        add_words(r, dh_json_string(m), l->in_block && run && !l->members);
    if (m && !run)
        end_line(r);
    in->members = true;
    in->in_block |= k == BLOCK;
    in->only_items = m != NULL;
    in->ends = own;
    return true;
}

/* Reads v, which stands at level l; *in is its inside. false: there is nothing to look for. */
static bool enter(struct reader *r, const dh_json *v, const struct level *l, struct level *in)
{
    bool items = l->members && dh_str_eq(dh_json_key(v), DH_STR("items"));
    *in = (struct level){ .next = dh_json_first(v), .in_block = l->in_block };
    if (l->members && !items &&
        (l->only_items || !dh_str_one_of(dh_json_key(v), child_names, DH_LEN(child_names))))
        return false;
    if (dh_json_kind(v) == DH_JSON_OBJECT)
        return enter_node(r, v, l, in);
    if (dh_json_kind(v) == DH_JSON_STRING && l->lines) {
        end_line(r);
        add_words(r, dh_json_string(v), false);
        end_line(r);
    }
    in->lines = items && l->in_block;
    return dh_json_kind(v) == DH_JSON_ARRAY;
}

/* Reads all nodes of the list, by a loop. false: there are too many. */
static bool read_nodes(struct reader *r, const dh_json *list, size_t *left)
{
    struct level stack[DH_JSON_DEPTH + 2] = { { .next = dh_json_first(list) } };
    size_t depth = 1;

    while (depth) {
        struct level *l = &stack[depth - 1], in;
        const dh_json *v = l->next;
        if (!v) {
            if (l->ends)
                end_line(r);
            depth--;
            continue;
        }
        if (*left == 0)
            return false;
        --*left;
        l->next = dh_json_next(v);
        if (enter(r, v, l, &in) && depth < DH_LEN(stack))
            stack[depth++] = in;
    }
    end_line(r);
    return true;
}

/* Whether an element of the list is a block, and not the run of words that other lists are made of.
 */
static bool has_block(const dh_json *list)
{
    for (const dh_json *v = dh_json_first(list); v; v = dh_json_next(v)) {
        enum kind k = kind_of(v);
        const dh_json *m = k == RUN ? words_of(v) : NULL;
        if (k == BLOCK || (m && !runs_on(m)))
            return true;
    }
    return false;
}

/* Takes lines, some of which have tags, with each in an element of its own. */
static void take_markup(struct dh_facts *f, struct dh_str lines)
{
    struct dh_str line;
    struct dh_buf html;
    dh_buf_init(&html, f->arena->mem, 2 * DH_STATE_SCRIPT_MAX);
    while (dh_str_split(&lines, '\n', &line)) {
        dh_buf_add(&html, DH_STR("<div>"));
        dh_buf_add(&html, line);
        dh_buf_add(&html, DH_STR("</div>\n"));
    }
    dh_facts_note(f, html.err);
    if (!html.err)
        dh_facts_take_body(f, 1, dh_buf_str(&html));
    dh_buf_release(&html);
}

enum dh_richtext dh_richtext_read(struct dh_facts *f, const dh_json *list, size_t *left,
                                  struct dh_buf *out)
{
    struct reader r = { .out = out };

    dh_buf_reset(out);
    if (!has_block(list) || !read_nodes(&r, list, left) || out->err ||
        r.prose < DH_STATE_SHORT_BODY_MIN)
        return DH_RICHTEXT_NONE;
    if (r.markup)
        take_markup(f, dh_buf_str(out));
    else
        dh_facts_take_body(f, 1, dh_buf_str(out));
    return r.among ? DH_RICHTEXT_AMONG : DH_RICHTEXT_TAKEN;
}
