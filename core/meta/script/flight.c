/* SPDX-License-Identifier: MIT */
/* Elements as React's server components send them: ["$", tag, key, {"children": ...}], where
 * children are a string, an element, or an array of both. Strings that begin with "$" point to
 * other rows. */
#include "meta/script/state.h"
#include "meta/script/statenames.h"

/* The children of an element and, when it is one, its tag; NULL: none. */
static const dh_json *children_of(const dh_json *v, struct dh_str *tag)
{
    const dh_json *mark = dh_json_kind(v) == DH_JSON_ARRAY ? dh_json_first(v) : NULL;
    const dh_json *name = mark ? dh_json_next(mark) : NULL, *key = name ? dh_json_next(name) : NULL;
    const dh_json *props = key ? dh_json_next(key) : NULL;
    *tag = DH_STR_NONE;
    if (!props || !dh_str_eq(dh_json_string(mark), DH_STR("$")) ||
        dh_json_kind(name) != DH_JSON_STRING)
        return NULL;
    *tag = dh_json_string(name);
    return dh_json_kind(props) == DH_JSON_OBJECT ? dh_json_get(props, "children") : NULL;
}

/* Values that are still to be read: one, or it and those beside it. */
struct level {
    const dh_json *next;
    bool one;
};

/* Appends the words of an element's children, by a loop. */
static void add_words(const dh_json *children, struct dh_buf *out)
{
    struct level stack[DH_JSON_DEPTH + 2] = { { children, true } };
    size_t depth = 1;
    while (depth) {
        struct level *l = &stack[depth - 1];
        const dh_json *v = l->next;
        struct dh_str tag, s;
        if (!v) {
            depth--;
            continue;
        }
        l->next = l->one ? NULL : dh_json_next(v);
        s = dh_json_string(v);
        if (s.n && s.p[0] != '$')
            dh_buf_add(out, s);
        const dh_json *inside = children_of(v, &tag);
        struct level in = { inside, true };
        if (!tag.n && dh_json_kind(v) == DH_JSON_ARRAY)
            in = (struct level){ dh_json_first(v), false };
        if (in.next && depth < DH_LEN(stack))
            stack[depth++] = in;
    }
}

bool dh_flight_read(struct dh_facts *f, const dh_json *list, struct dh_buf *out)
{
    static const char *const blocks[] = { "p", "h2", "h3", "h4", "blockquote", "li", "ul", "ol" };
    size_t prose = 0;
    dh_buf_reset(out);
    for (const dh_json *v = dh_json_first(list); v; v = dh_json_next(v)) {
        struct dh_str tag;
        const dh_json *inside = children_of(v, &tag);
        size_t line = out->n;
        if (!inside || !dh_str_one_of(tag, blocks, DH_LEN(blocks)))
            continue;
        add_words(inside, out);
        if (dh_state_is_prose(dh_str_sub(dh_buf_str(out), line, out->n), DH_STATE_PARAGRAPH_MIN))
            prose += out->n - line;
        dh_buf_byte(out, '\n');
    }
    if (!out->err && prose >= DH_STATE_SHORT_BODY_MIN)
        dh_facts_take_body(f, 1, dh_str_trim(dh_buf_str(out)));
    return prose > 0;
}
