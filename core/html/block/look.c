/* SPDX-License-Identifier: MIT */
#include "html/block/look.h"

#include "base/hash.h"
#include "base/swar.h"

/* No tag that short has an attribute that tells anything: "<p id=a>" has eight bytes. */
enum { PLAIN_TAG = 7, VALUE_MAX = 400 /* of a value, what is looked at */ };

/* Whether a declaration moves text out of sight: "left: -9999px". */
static bool moves_away(struct dh_str name, struct dh_str value)
{
    enum { DIGITS_MIN = 4 };
    static const char *const moving[] = { "left", "right", "top", "text-indent", "margin-left" };
    size_t digits = 0;
    if (value.n == 0 || value.p[0] != '-')
        return false;
    while (digits + 1 < value.n && dh_is_digit((unsigned char)value.p[digits + 1]))
        digits++;
    for (size_t i = 0; i < DH_LEN(moving) && digits >= DIGITS_MIN; i++)
        if (dh_str_eq_nocase(name, dh_str_c(moving[i])))
            return true;
    return false;
}

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
        if (moves_away(name, value))
            return true;
        for (size_t i = 0; i < DH_LEN(hiding); i++)
            if (dh_str_eq_nocase(name, dh_str_c(hiding[i][0])) &&
                dh_str_starts_nocase(value, dh_str_c(hiding[i][1])))
                return true;
    }
    return false;
}

#define NAME(s) \
    { \
        s, sizeof(s) - 1 \
    }
static bool is_one_of(struct dh_str name, const struct dh_str *names, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (name.n == names[i].n && dh_str_eq(name, names[i]))
            return true;
    return false;
}

/* Classes of empty elements that stand for br, as some renderers write it. */
static bool class_breaks(struct dh_str name)
{
    static const struct dh_str names[] = { NAME("br"), NAME("linebreak"), NAME("line-break") };
    return is_one_of(name, names, DH_LEN(names));
}

/* Classes of text for screen readers alone, in the frameworks that most sites are built on; and of
 * the link behind each heading of a wiki. */
static bool class_hides(struct dh_str name)
{
    static const struct dh_str names[] = {
        NAME("sr-only"),        NAME("visually-hidden"),    NAME("visuallyhidden"),
        NAME("visuallyHidden"), NAME("screen-reader-text"), NAME("screen-reader-only"),
        NAME("screenreader"),   NAME("u-visually-hidden"),  NAME("show-for-sr"),
        NAME("a11y-hidden"),    NAME("assistive-text"),     NAME("mw-editsection"),
    };
    return is_one_of(name, names, DH_LEN(names));
}
#undef NAME

/* FNV-1a. */
static const uint32_t SHAPE_START = 2166136261u;
static uint32_t shape_add(uint32_t h, uint32_t c)
{
    return (h ^ c) * 16777619u;
}

/* Names without digits, so that "post-123" and "post-456" are one shape. */
static uint32_t shape_of(uint32_t h, struct dh_str v)
{
    for (size_t i = 0; i < v.n; i++)
        if (!dh_is_digit((unsigned char)v.p[i]))
            h = shape_add(h, (unsigned char)v.p[i]);
    return h;
}

enum telling { CLASS, NAME, ROLE, HIDDEN, ARIA_HIDDEN, STYLE, OPEN };

/* The attributes that tell something, by their lengths; -1: any other. */
static int telling_attribute(struct dh_str name)
{
    enum { LONGEST = 14 };
    static const struct {
        char name[LONGEST + 1];
        uint8_t what;
    } rows[LONGEST + 1][2] = {
        [2] = { { "id", NAME } },
        [4] = { { "role", ROLE }, { "open", OPEN } },
        [5] = { { "class", CLASS }, { "style", STYLE } },
        [6] = { { "hidden", HIDDEN } },
        [7] = { { "data-qa", NAME } },
        [8] = { { "itemprop", NAME }, { "property", NAME } },
        [11] = { { "data-testid", NAME }, { "aria-hidden", ARIA_HIDDEN } },
        [12] = { { "data-gu-name", NAME } },
        [14] = { { "data-component", NAME } },
    };
    if (name.n > LONGEST)
        return -1;
    for (size_t i = 0; i < DH_LEN(rows[0]); i++)
        if (dh_lower((unsigned char)name.p[0]) == (unsigned char)rows[name.n][i].name[0] &&
            dh_str_eq_nocase(name, (struct dh_str){ rows[name.n][i].name, name.n }))
            return rows[name.n][i].what;
    return -1;
}

/* ---- Values: names between white space. Templates put few of them together in many ways. */

static struct dh_look_name read_name(struct dh_str name)
{
    uint32_t shape = shape_of(SHAPE_START, name);
    return (struct dh_look_name){ .signs = dh_signs_of(name),
                                  .shape = shape == SHAPE_START ? 0 : shape,
                                  .hides = class_hides(name),
                                  .breaks = class_breaks(name) };
}

static struct dh_look_name *look_up(struct dh_look_cache *c, struct dh_str name)
{
    uint64_t key = (name.n <= 16 ? dh_hash64_short(name.p, name.n) : dh_hash64(name)) | 1;
    struct dh_look_name *v = &c->names[(key >> 1) % DH_LOOK_NAMES];
    if (v->key != key) {
        *v = read_name(name);
        v->key = key;
    }
    return v;
}

static size_t name_end(struct dh_str s, size_t at)
{
    for (; at < s.n; at += 16) {
        unsigned near = dh_sixteen_first(dh_sixteen_space(dh_sixteen_load_tail(s, at)));
        if (near < 16)
            return at + near;
    }
    return s.n;
}

static uint32_t add_shape(uint32_t h, uint32_t more)
{
    return (uint32_t)dh_hash_mix((uint64_t)h << 32 | more);
}

/* Names of a class attribute: they count for shape and hiding too. */
static void read_classes(struct dh_look_cache *c, struct dh_look *l, struct dh_str value)
{
    for (size_t at = 0, end; at < value.n; at = end) {
        if (dh_is_space((unsigned char)value.p[at])) {
            l->shape = add_shape(l->shape, (unsigned char)value.p[at]);
            end = at + 1;
            continue;
        }
        end = name_end(value, at);
        struct dh_look_name cut, *v = look_up(c, dh_str_sub(value, at, end - at));
        if (v->shape)
            l->shape = add_shape(l->shape, v->shape);
        if (at >= VALUE_MAX)
            continue;
        if (end > VALUE_MAX) {
            cut = read_name(dh_str_sub(value, at, VALUE_MAX - at));
            v = &cut;
        }
        bool alone = (at == 0 || value.p[at - 1] == ' ') &&
                     (end >= value.n || end > VALUE_MAX || value.p[end] == ' ');
        l->signs |= v->signs;
        l->hidden |= alone && v->hides;
        l->breaks |= alone && v->breaks;
    }
}

/* Names of any other: hardly one of them comes twice, so none is kept. */
static void read_names(struct dh_look *l, struct dh_str value)
{
    value = dh_str_sub(value, 0, VALUE_MAX);
    for (size_t at = 0, end; at < value.n; at = end + 1) {
        end = name_end(value, at);
        l->signs |= dh_signs_of(dh_str_sub(value, at, end - at));
    }
}

static void read_attribute(struct dh_look_cache *c, struct dh_look *l, struct dh_str name,
                           struct dh_str value)
{
    int what = telling_attribute(name);
    switch (what) {
    case HIDDEN:
        l->hidden |= !dh_str_eq_nocase(value, DH_STR("false"));
        return;
    case ARIA_HIDDEN:
        l->aria_hidden = dh_str_eq_nocase(value, DH_STR("true"));
        return;
    case OPEN:
        l->open = true;
        return;
    case STYLE:
        l->hidden |= style_hides(dh_str_sub(value, 0, VALUE_MAX));
        return;
    case ROLE:
        l->dialog |= dh_str_eq_nocase(value, DH_STR("dialog"));
        break;
    case CLASS:
    case NAME:
        break;
    default:
        return;
    }
    l->has_class = true;
    if (what == CLASS)
        read_classes(c, l, value);
    else
        read_names(l, value);
}

/* The name of an element that Gumbo does not know. One of the page's own may be named after what
 * leads away or asks for something: "news-letter-signup", "x-related". */
static void read_own_name(struct dh_look *l, struct dh_str name)
{
    const uint64_t away = 1ull << DH_SIGN_NEWSLETTER | 1ull << DH_SIGN_PROMO |
                          1ull << DH_SIGN_RELATED | 1ull << DH_SIGN_SHARE | 1ull << DH_SIGN_COMMENT;
    l->shape = shape_of(l->shape, name);
    l->is_dialog = dh_str_eq_nocase(name, DH_STR("dialog"));
    l->leads_away = dh_str_find_byte(name, '-') < name.n && dh_signs_of(name) & away;
}

const struct dh_look *dh_look_at(struct dh_look_cache *c, const struct dh_node *element)
{
    struct dh_look start = { .shape = shape_add(SHAPE_START, element->tag) };
    bool plain = element->raw.n <= PLAIN_TAG && element->tag != GUMBO_TAG_UNKNOWN;
    if (!plain && element->raw.p == c->last_tag)
        return c->last;
    start.key = plain ? 0 : dh_hash64(element->raw) | 1;
    struct dh_look *l = plain ? &c->plain : &c->tags[(start.key >> 1) % DH_LOOK_TAGS];
    if (!plain) {
        c->last = l;
        c->last_tag = element->raw.p;
    }
    if (!plain && l->key == start.key)
        return l;
    *l = start;
    if (element->tag == GUMBO_TAG_UNKNOWN)
        read_own_name(l, dh_tag_name(element->raw));
    struct dh_str name, value;
    size_t at = 0;
    while (!plain && dh_tag_next_attr(element->raw, &at, &name, &value))
        read_attribute(c, l, name, value);
    return l;
}
