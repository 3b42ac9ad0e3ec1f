/* SPDX-License-Identifier: MIT */
/* The state of a page of Nuxt 3, as the devalue library flattens it: an array whose elements are
 * the values; in objects and arrays stands for each value its place in that array. An array that
 * begins with a string is what the string names: ["Reactive", 5] is the value at 5, ["Date",
 * "2024..."] a date. Places may lead in circles: nothing is followed for more than a few steps, and
 * what is looked at in all is counted. Rich text is written out, up to some depth, as JSON that has
 * its values in their places, for richtext.h. */
#include "base/json.h"
#include "meta/script/richtext.h"
#include "meta/script/state.h"
#include "meta/script/statenames.h"
#include "tree/tree.h"

enum { VALUES_MAX = 1 << 17, STEPS_MAX = 4, WORK_A_BYTE = 8, DEPTH_MAX = 24 };

struct payload {
    struct dh_facts *f;
    const dh_json **values;
    size_t n;
    size_t work;          /* bytes and elements that may still be looked at */
    size_t nodes;         /* of rich text, likewise */
    struct dh_buf joined; /* paragraphs of the array at hand */
    struct dh_buf json;   /* rich text written out */
};

bool dh_state_is_nuxt(struct dh_str tag)
{
    struct dh_str id;
    return dh_tag_attr(tag, DH_STR("data-nuxt-data"), &id) ||
           (dh_tag_attr(tag, DH_STR("id"), &id) && dh_str_eq(id, DH_STR("__NUXT_DATA__")));
}

/* The value that the place v holds, wrappers off; NULL: none. */
static const dh_json *value_at(const struct payload *p, const dh_json *v)
{
    for (unsigned step = 0; v && step < STEPS_MAX; step++) {
        double place = dh_json_kind(v) == DH_JSON_NUMBER ? dh_json_number(v) : -1;
        if (!(place >= 0 && place < (double)p->n))
            return NULL;
        const dh_json *value = p->values[(size_t)place];
        const dh_json *first = dh_json_kind(value) == DH_JSON_ARRAY ? dh_json_first(value) : NULL;
        if (!first || dh_json_kind(first) != DH_JSON_STRING)
            return value;
        v = dh_json_next(first);
        if (v && dh_json_kind(v) == DH_JSON_STRING)
            return v;
    }
    return NULL;
}

static bool spend(struct payload *p, size_t n)
{
    n = n < p->work ? n : p->work;
    p->work -= n;
    return p->work > 0;
}

/* The string that the place v holds; empty: none. */
static struct dh_str string_at(struct payload *p, const dh_json *v)
{
    const dh_json *value = value_at(p, v);
    struct dh_str s = value ? dh_json_string(value) : DH_STR_NONE;
    return spend(p, s.n + 1) ? s : DH_STR_NONE;
}

/* What the object has under the first of its names that `is` knows. */
static struct dh_str member(struct payload *p, const dh_json *object, bool (*is)(struct dh_str))
{
    struct dh_str s = DH_STR_NONE;
    for (const dh_json *m = dh_json_first(object); m && s.n == 0; m = dh_json_next(m))
        if (spend(p, 1) && is(dh_json_key(m)))
            s = string_at(p, m);
    return s;
}

/* A paragraph: a string, or the text of an object that has no title, which were another story. */
static struct dh_str paragraph(struct payload *p, const dh_json *place)
{
    const dh_json *value = value_at(p, place);
    if (!value || dh_json_kind(value) != DH_JSON_OBJECT)
        return string_at(p, place);
    return member(p, value, dh_state_is_title).n ? DH_STR_NONE : member(p, value, dh_state_is_text);
}

/* ---- Rich text */

/* A list or node that is being written, and what of it is still to be. */
struct level {
    const dh_json *next;
    bool object;
};

static void begin_level(struct payload *p, struct level *l, const dh_json *value)
{
    *l = (struct level){ dh_json_first(value), dh_json_kind(value) == DH_JSON_OBJECT };
    dh_buf_byte(&p->json, l->object ? '{' : '[');
}

static void begin_member(struct payload *p, const struct level *l, const dh_json *m, bool first)
{
    if (!first)
        dh_buf_byte(&p->json, ',');
    if (l->object) {
        dh_json_add(&p->json, dh_json_key(m));
        dh_buf_byte(&p->json, ':');
    }
}

/* Writes the array with its values in their places; of those only strings, lists and nodes tell
 * anything. false: there is no more work to spend, or no memory. */
static bool write_out(struct payload *p, const dh_json *array)
{
    struct level levels[DEPTH_MAX];
    size_t depth = 1;
    dh_buf_reset(&p->json);
    begin_level(p, &levels[0], array);
    for (bool first = true; depth && spend(p, 1) && !p->json.err;) {
        struct level *l = &levels[depth - 1];
        const dh_json *m = l->next, *value = m ? value_at(p, m) : NULL;
        if (!m) {
            dh_buf_byte(&p->json, l->object ? '}' : ']');
            first = false;
            depth--;
            continue;
        }
        l->next = dh_json_next(m);
        begin_member(p, l, m, first);
        first = value && dh_json_first(value) && depth < DEPTH_MAX;
        if (first)
            begin_level(p, &levels[depth++], value);
        else if (value && dh_json_kind(value) == DH_JSON_STRING)
            dh_json_add(&p->json, string_at(p, m));
        else
            dh_buf_add(&p->json, DH_STR("null"));
    }
    dh_facts_note(p->f, p->json.err);
    return depth == 0 && !p->json.err;
}

/* Whether the first element of the array is a node with a type. */
static bool begins_with_node(struct payload *p, const dh_json *array)
{
    const dh_json *v = dh_json_first(array), *node = v ? value_at(p, v) : NULL;
    return node && dh_json_kind(node) == DH_JSON_OBJECT && member(p, node, dh_richtext_is_type).n;
}

/* Answers whether the array was rich text. */
static bool read_rich(struct payload *p, const dh_json *array)
{
    enum dh_richtext read = DH_RICHTEXT_NONE;
    dh_json *list = NULL;
    if (!begins_with_node(p, array) || !write_out(p, array))
        return false;
    enum dh_err e = dh_json_parse(dh_buf_str(&p->json), &list, NULL);
    if (e == DH_OK) {
        read = dh_richtext_read(p->f, list, &p->nodes, &p->joined);
        e = p->joined.err;
    }
    dh_facts_note(p->f, e);
    dh_json_free(list);
    return read != DH_RICHTEXT_NONE;
}

/* ---- The text */

static void read_array(struct payload *p, const dh_json *array)
{
    if (read_rich(p, array))
        return;
    dh_buf_reset(&p->joined);
    for (const dh_json *v = dh_json_first(array); v && spend(p, 1); v = dh_json_next(v)) {
        struct dh_str s = paragraph(p, v);
        if (!dh_state_is_prose(s, DH_STATE_PARAGRAPH_MIN))
            continue;
        if (p->joined.n)
            dh_buf_byte(&p->joined, '\n');
        dh_buf_add(&p->joined, s);
    }
    dh_facts_note(p->f, p->joined.err);
    if (!p->joined.err && p->joined.n >= DH_STATE_SHORT_BODY_MIN)
        dh_facts_take_body(p->f, 1, dh_buf_str(&p->joined));
}

/* Takes the text of an object: a string of a name for texts, or an array of any name. Answers
 * whether it is the longest so far. */
static bool read_object(struct payload *p, const dh_json *object)
{
    size_t before = p->f->meta->body[1].text.n;
    for (const dh_json *m = dh_json_first(object); m && spend(p, 1); m = dh_json_next(m)) {
        const dh_json *value = value_at(p, m);
        if (value && dh_json_kind(value) == DH_JSON_ARRAY) {
            read_array(p, value);
        } else if (dh_state_is_text(dh_json_key(m))) {
            struct dh_str s = dh_str_trim(string_at(p, m));
            if (s.n && (s.p[0] == '{' || s.p[0] == '['))
                dh_state_read_json(p->f, s, false);
            else if (dh_state_is_prose(s, DH_STATE_BODY_MIN))
                dh_facts_take_body(p->f, 1, s);
        }
    }
    return p->f->meta->body[1].text.n > before;
}

static void read_text(struct payload *p)
{
    const dh_json *best = NULL;
    for (size_t i = 0; i < p->n && p->work && !p->f->err; i++)
        if (dh_json_kind(p->values[i]) == DH_JSON_OBJECT && read_object(p, p->values[i]))
            best = p->values[i];
    if (best)
        p->f->state_title = dh_facts_text(p->f, member(p, best, dh_state_is_title), true);
}

/* ---- Facts */

static void add_author(struct payload *p, const dh_json *place)
{
    const dh_json *value = value_at(p, place);
    if (value && dh_json_kind(value) == DH_JSON_OBJECT)
        dh_state_add_person(p->f, member(p, value, dh_state_is_person));
    else
        dh_state_add_person(p->f, string_at(p, place));
}

static void add_authors(struct payload *p, const dh_json *place)
{
    const dh_json *value = value_at(p, place);
    if (!value || dh_json_kind(value) != DH_JSON_ARRAY) {
        add_author(p, place);
        return;
    }
    for (const dh_json *v = dh_json_first(value); v && spend(p, 1); v = dh_json_next(v))
        add_author(p, v);
}

/* A date is a string, or seconds or milliseconds. */
static void add_date(struct payload *p, enum dh_fact fact, unsigned rank, const dh_json *place)
{
    const dh_json *value = value_at(p, place);
    if (!value)
        return;
    if (dh_json_kind(value) == DH_JSON_NUMBER)
        dh_facts_add_time(p->f, fact, rank, dh_json_number(value));
    else
        dh_facts_add(p->f, fact, rank, string_at(p, place), true);
}

static void read_story(struct payload *p, const dh_json *object)
{
    for (const dh_json *m = dh_json_first(object); m && spend(p, 1); m = dh_json_next(m)) {
        enum dh_fact fact;
        unsigned rank;
        if (dh_state_is_date(dh_json_key(m), &fact, &rank))
            add_date(p, fact, rank, m);
        else if (dh_state_is_author(dh_json_key(m)))
            add_authors(p, m);
    }
}

static void read_facts(struct payload *p, struct dh_str title)
{
    for (size_t i = 0; i < p->n && p->work && !p->f->err; i++) {
        const dh_json *v = p->values[i];
        if (dh_json_kind(v) != DH_JSON_OBJECT)
            continue;
        struct dh_str s = member(p, v, dh_state_is_title);
        if (s.n && dh_str_eq(dh_facts_text(p->f, s, true), title))
            read_story(p, v);
    }
}

/* ---- The array */

/* Sets up the places of doc's values; false: it is no such array, or too large. */
static bool set_up(struct payload *p, struct dh_facts *f, const dh_json *doc, size_t bytes)
{
    *p = (struct payload){ .f = f, .work = WORK_A_BYTE * bytes, .nodes = DH_RICHTEXT_NODES_MAX };
    size_t n = 0;
    if (dh_json_kind(doc) != DH_JSON_ARRAY)
        return false;
    for (const dh_json *v = dh_json_first(doc); v; v = dh_json_next(v))
        n++;
    if (n == 0 || n > VALUES_MAX)
        return false;
    p->values = dh_arena_alloc(f->arena, n * sizeof(*p->values));
    if (!p->values) {
        dh_facts_note(f, dh_arena_err(f->arena));
        return false;
    }
    for (const dh_json *v = dh_json_first(doc); v; v = dh_json_next(v))
        p->values[p->n++] = v;
    dh_buf_init(&p->joined, f->arena->mem, DH_STATE_SCRIPT_MAX);
    dh_buf_init(&p->json, f->arena->mem, DH_STATE_SCRIPT_MAX);
    return true;
}

static void read_payload(struct dh_facts *f, struct dh_str body, const struct dh_str *title)
{
    struct payload p;
    dh_json *doc = NULL;
    enum dh_err e = body.n <= DH_STATE_SCRIPT_MAX ? dh_json_parse(body, &doc, NULL) : DH_EDATA;
    dh_facts_note(f, e);
    if (e == DH_OK && set_up(&p, f, doc, body.n)) {
        if (title)
            read_facts(&p, *title);
        else
            read_text(&p);
        dh_buf_release(&p.joined);
        dh_buf_release(&p.json);
    }
    dh_json_free(doc);
}

void dh_facts_read_nuxt(struct dh_facts *f, struct dh_str body)
{
    read_payload(f, body, NULL);
}

void dh_facts_read_nuxt_facts(struct dh_facts *f, struct dh_str body, struct dh_str title)
{
    read_payload(f, body, &title);
}
