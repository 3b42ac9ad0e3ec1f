/* SPDX-License-Identifier: MIT */
#include "tree/convert.h"

#include "base/utf8.h"

/* An element whose children are being copied. */
struct frame {
    const GumboVector *children;
    unsigned next;
    uint32_t node;  /* its number */
    bool flattened; /* its children go to the parent: too deep */
};

struct convert {
    struct dh_arena *out;
    const struct dh_skeleton *skeleton;
    struct dh_tree *t;
    size_t cap_nodes, cap_heads, cap_scripts;
    struct frame *stack;
    size_t depth, cap_stack;
};

enum fate { KEEP, EMPTY, DROP, HEAD, SCRIPT };

static enum fate fate_of(const GumboElement *e)
{
    if (e->tag_namespace != GUMBO_NAMESPACE_HTML)
        return e->tag == GUMBO_TAG_SVG ? EMPTY : KEEP;
    switch (e->tag) {
    case GUMBO_TAG_IFRAME:
    case GUMBO_TAG_NOEMBED:
    case GUMBO_TAG_NOFRAMES:
    case GUMBO_TAG_SELECT:
        return EMPTY;
    case GUMBO_TAG_STYLE:
    case GUMBO_TAG_TEMPLATE:
        return DROP;
    case GUMBO_TAG_META:
    case GUMBO_TAG_LINK:
    case GUMBO_TAG_BASE:
        return HEAD;
    case GUMBO_TAG_SCRIPT:
        return SCRIPT;
    default:
        return KEEP;
    }
}

/* Elements whose own white space is never shown. */
static bool drops_space(unsigned tag)
{
    switch (tag) {
    case GUMBO_TAG_HTML:
    case GUMBO_TAG_HEAD:
    case GUMBO_TAG_FRAMESET:
    case GUMBO_TAG_COLGROUP:
    case GUMBO_TAG_TABLE:
    case GUMBO_TAG_TBODY:
    case GUMBO_TAG_THEAD:
    case GUMBO_TAG_TFOOT:
    case GUMBO_TAG_TR:
        return true;
    default:
        return false;
    }
}

static struct dh_node *add_node(struct convert *c, uint32_t parent, unsigned tag)
{
    struct dh_tree *t = c->t;
    if (t->n == c->cap_nodes &&
        !dh_arena_grow(c->out, (void **)&t->nodes, t->n, &c->cap_nodes, sizeof(*t->nodes)))
        return NULL;
    struct dh_node *node = &t->nodes[t->n];
    unsigned depth = t->n ? t->nodes[parent].depth + 1u : 0;
    *node = (struct dh_node){
        .parent = parent, .end = t->n + 1, .tag = (uint16_t)tag, .depth = (uint16_t)depth
    };
    t->n++;
    return node;
}

static bool push(struct convert *c, const GumboVector *children, uint32_t node, bool flattened)
{
    if (!dh_arena_grow(c->out, (void **)&c->stack, c->depth, &c->cap_stack, sizeof(*c->stack)))
        return false;
    c->stack[c->depth++] = (struct frame){ children, 0, node, flattened };
    return true;
}

static bool add_head(struct convert *c, struct dh_str tag)
{
    struct dh_str *heads = (struct dh_str *)c->t->heads;
    if (!dh_arena_grow(c->out, (void **)&heads, c->t->n_heads, &c->cap_heads, sizeof(*heads)))
        return false;
    c->t->heads = heads;
    heads[c->t->n_heads++] = tag;
    return true;
}

static bool add_script(struct convert *c, struct dh_str tag, const GumboElement *e)
{
    struct dh_raw_script *scripts = (struct dh_raw_script *)c->t->scripts;
    const GumboNode *text = e->children.length ? e->children.data[0] : NULL;
    struct dh_str body = text ? dh_str_c(text->v.text.text) : DH_STR_NONE;
    if (!dh_script_holds_json(tag, body))
        return true;
    if (!dh_arena_copy(c->out, body, &body) ||
        !dh_arena_grow(c->out, (void **)&scripts, c->t->n_scripts, &c->cap_scripts,
                       sizeof(*scripts)))
        return false;
    c->t->scripts = scripts;
    scripts[c->t->n_scripts++] = (struct dh_raw_script){ tag, body };
    return true;
}

/* A text node of a full parse: decoded already. */
static bool add_text(struct convert *c, uint32_t parent, struct dh_str s)
{
    struct dh_str raw = dh_str_trim(s);
    if (raw.n == 0 && drops_space(c->t->nodes[parent].tag))
        return true;
    struct dh_node *node = add_node(c, parent, DH_TAG_TEXT);
    if (!node)
        return false;
    node->space_before = raw.n == 0 || raw.p > s.p;
    node->space_after = raw.n && raw.p + raw.n < s.p + s.n;
    node->literal = true;
    return dh_arena_copy(c->out, raw, &node->raw);
}

/* Text that grows node by node, between two elements. */
struct text {
    uint32_t last; /* its last node; 0: none yet */
    bool space;    /* white space stands behind that */
};

static bool text_run(struct convert *c, uint32_t parent, struct text *x, const struct dh_piece *p)
{
    if (p->n == 0) {
        x->space = true;
        return true;
    }
    struct dh_node *node = add_node(c, parent, DH_TAG_TEXT);
    if (!node)
        return false;
    node->raw = (struct dh_str){ c->skeleton->source.p + p->at, p->n };
    node->space_before = p->is & DH_PIECE_SPACE_BEFORE || x->space;
    node->space_after = p->is & DH_PIECE_SPACE_AFTER;
    node->literal = p->is & DH_PIECE_LITERAL;
    *x = (struct text){ c->t->n - 1, false };
    return true;
}

static bool space_end(struct convert *c, uint32_t parent, struct text was)
{
    if (was.last) {
        c->t->nodes[was.last].space_after = true;
        return true;
    }
    if (drops_space(c->t->nodes[parent].tag))
        return true;
    struct dh_node *node = add_node(c, parent, DH_TAG_TEXT);
    if (node)
        node->space_before = true;
    return node != NULL;
}

static inline bool text_end(struct convert *c, uint32_t parent, struct text *x)
{
    struct text was = *x;
    *x = (struct text){ 0, false };
    return !was.space || space_end(c, parent, was);
}

/* The element whose start tag is piece p, with all that is in it. */
static bool add_folded(struct convert *c, uint32_t parent, const struct dh_piece *p)
{
    const struct dh_skeleton *s = c->skeleton;
    uint32_t flat = 0, depth = 0; /* of the open elements, those whose children go to the parent */
    struct text x = { 0, false };

    do {
        if (p->tag == DH_TAG_TEXT) {
            if (!text_run(c, parent, &x, p))
                return false;
            continue;
        }
        if (!text_end(c, parent, &x))
            return false;
        if (p->tag == DH_PIECE_BREAK)
            continue;
        if (p->tag == DH_PIECE_END) {
            depth--;
            if (flat) {
                flat--;
                continue;
            }
            c->t->nodes[parent].end = c->t->n;
            parent = c->t->nodes[parent].parent;
            continue;
        }
        struct dh_node *node = add_node(c, parent, p->tag);
        if (!node)
            return false;
        node->raw = (struct dh_str){ s->source.p + p->at, p->n };
        if (p->is & DH_PIECE_VOID)
            continue;
        depth++;
        if (node->depth == DH_TREE_DEPTH - 1)
            flat++;
        else
            parent = c->t->n - 1;
    } while (p++, depth);
    return true;
}

/* A text node of the skeleton: stubs and white space. */
static bool add_stubs(struct convert *c, uint32_t parent, struct dh_str s)
{
    static const struct dh_piece space = { .tag = DH_TAG_TEXT };
    struct text x = { 0, false };
    uint32_t cp;

    for (size_t at = 0; at < s.n;) {
        at += dh_utf8_get(s, at, &cp);
        const struct dh_piece *p =
            cp < DH_STUB ? &space : &c->skeleton->pieces[c->skeleton->stubs[cp - DH_STUB]];
        bool ok = p->tag == DH_TAG_TEXT ? text_run(c, parent, &x, p)
                                        : text_end(c, parent, &x) && add_folded(c, parent, p);
        if (!ok)
            return false;
    }
    return text_end(c, parent, &x);
}

/* The source's start tag of an element; empty when it is implied. */
static struct dh_str start_tag(const struct convert *c, const GumboElement *e)
{
    struct dh_str raw = { e->original_tag.data, e->original_tag.length };
    if (raw.n == 0 || !c->skeleton)
        return raw;
    struct dh_span span = c->skeleton->tags[(size_t)(raw.p - c->skeleton->text) / 3];
    return dh_str_sub(c->skeleton->source, span.at, span.n);
}

static bool add_element(struct convert *c, const struct frame *parent, const GumboElement *e)
{
    struct dh_str raw = start_tag(c, e);
    enum fate fate = fate_of(e);

    if (fate == DROP || (c->skeleton && (fate == HEAD || fate == SCRIPT)))
        return true; /* the scanner has collected heads and scripts */
    if (fate == HEAD)
        return add_head(c, raw);
    if (fate == SCRIPT)
        return add_script(c, raw, e);
    struct dh_node *node = add_node(c, parent->node, e->tag);
    if (!node)
        return false;
    node->raw = raw;
    if (fate == EMPTY)
        return true;
    bool flattened = node->depth == DH_TREE_DEPTH - 1;
    return push(c, &e->children, flattened ? parent->node : c->t->n - 1, flattened);
}

static bool add_child(struct convert *c, const struct frame *parent, const GumboNode *child)
{
    switch (child->type) {
    case GUMBO_NODE_ELEMENT:
    case GUMBO_NODE_TEMPLATE:
        return add_element(c, parent, &child->v.element);
    case GUMBO_NODE_TEXT:
    case GUMBO_NODE_WHITESPACE:
    case GUMBO_NODE_CDATA:
        return (c->skeleton ? add_stubs : add_text)(c, parent->node, dh_str_c(child->v.text.text));
    case GUMBO_NODE_DOCUMENT:
    case GUMBO_NODE_COMMENT:
        break;
    }
    return true;
}

/* Room for as many nodes as a skeleton of that size usually has, so that the array need not move.
 */
static void reserve(struct convert *c)
{
    enum { BYTES_PER_NODE = 4 };
    const struct dh_skeleton *s = c->skeleton;
    size_t want = s ? s->n / BYTES_PER_NODE + s->n_pieces - s->n_ends + 64 : 0;
    c->t->nodes = want ? dh_arena_alloc(c->out, want * sizeof(*c->t->nodes)) : NULL;
    c->cap_nodes = c->t->nodes ? want : 0;
}

enum dh_err dh_convert(struct dh_arena *out, const GumboNode *root,
                       const struct dh_skeleton *skeleton, struct dh_tree *t)
{
    struct convert c = { .out = out, .skeleton = skeleton, .t = t };
    reserve(&c);
    struct dh_node *html = add_node(&c, 0, GUMBO_TAG_HTML);

    if (!html || !push(&c, &root->v.element.children, 0, false))
        return DH_ELIMIT;
    html->raw = start_tag(&c, &root->v.element);
    if (skeleton && html->raw.n == 0)
        html->raw = skeleton->html; /* a later tag, whose attributes count */
    while (c.depth) {
        struct frame *top = &c.stack[c.depth - 1];
        if (top->next < top->children->length) {
            struct frame parent = *top;
            top->next++;
            if (!add_child(&c, &parent, parent.children->data[parent.next]))
                return DH_ELIMIT;
            continue;
        }
        if (!top->flattened)
            t->nodes[top->node].end = t->n;
        c.depth--;
    }
    return DH_OK;
}
