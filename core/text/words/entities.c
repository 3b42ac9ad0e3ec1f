/* SPDX-License-Identifier: MIT */
#include "text/words/entities.h"

#include <string.h>

#include "base/utf8.h"
#include "tree/tree.h"

_Static_assert((int)DH_ENTITY_MAX >= (int)DH_REFERENCE_MAX, "any reference fits");

/* ---- What speaks of them */

/* "<p>", "</em>", "<br/>": a tag by its first two characters. */
static bool has_tag(struct dh_str s)
{
    for (size_t at = dh_str_find_byte(s, '<'); at + 1 < s.n;) {
        char c = s.p[at + 1];
        if (dh_is_alpha((unsigned char)c) || c == '/' || c == '!')
            return dh_str_find_byte(dh_str_sub(s, at, s.n), '>') < s.n - at;
        at += 1 + dh_str_find_byte(dh_str_sub(s, at + 1, s.n), '<');
    }
    return false;
}

struct dh_entities dh_entities_of(struct dh_str text)
{
    if (dh_str_find_byte(text, '&') == text.n) /* then nobody asks */
        return (struct dh_entities){ .text = text };
    return (struct dh_entities){ .text = text,
                                 .none = dh_str_find(text, DH_STR("HTML")) < text.n,
                                 .tags = has_tag(text) };
}

static bool is_mark(uint32_t cp)
{
    return cp == '`' || cp == '\'' || cp == '"' || cp == 0xAB || cp == 0xBB ||
           (cp >= 0x2018 && cp <= 0x201F) || cp == 0x2039 || cp == 0x203A || cp == 0x300C ||
           cp == 0x300D;
}

/* Whether the reference [at, end) stands between marks of quotation that open and close: before the
 * one stands no word, and none behind the other. */
static bool is_quoted(struct dh_str s, size_t at, size_t end)
{
    uint32_t open, close, before = ' ', behind = ' ';
    if (at == 0 || end >= s.n)
        return false;
    size_t from = at - dh_utf8_back(s, at, &open), to = end + dh_utf8_get(s, end, &close);
    if (from)
        dh_utf8_back(s, from, &before);
    if (to < s.n)
        dh_utf8_get(s, to, &behind);
    return is_mark(open) && is_mark(close) &&
           !((dh_utf8_class(before) | dh_utf8_class(behind)) & (DH_C_LETTER | DH_C_DIGIT)) &&
           !dh_utf8_stop(before);
}

/* ---- Reading */

/* Bytes of "amp;" behind the sign: each of them is one escaping more. */
static size_t escapings(struct dh_str s, size_t at)
{
    enum { MOST = 10 };
    const struct dh_str amp = DH_STR("amp;");
    size_t n = 0;
    while (dh_str_starts(dh_str_sub(s, at + n, amp.n), amp) && at + n + amp.n < s.n &&
           n < MOST * amp.n)
        n += amp.n;
    return n;
}

/* Whether the one character may stand in a text. */
static bool is_text(uint32_t cp)
{
    return cp != 0xFFFD && (cp & 0xFFFE) != 0xFFFE && !(cp >= 0xFDD0 && cp <= 0xFDEF) &&
           !((dh_utf8_class(cp) & DH_C_CONTROL) && (cp < 0x20 || (cp >= 0x7F && cp < 0xA0)));
}

/* Whether a character turns the direction of what follows it, up to another that ends that. */
static bool turns(uint32_t cp)
{
    return (cp >= 0x202A && cp <= 0x202E) || (cp >= 0x2066 && cp <= 0x2069);
}

/* What the reference at `at` of s stands for; *n is 0 where it is none. */
static size_t reference(struct dh_str s, size_t at, char now[DH_ENTITY_MAX], size_t *n)
{
    enum { LONGEST = 40 }; /* bytes of a name, or of a number with zeros before it */
    struct dh_str rest = dh_str_sub(s, at, LONGEST);
    char as[DH_REFERENCE_MAX + LONGEST] = "&";
    if (rest.n)
        memcpy(as + 1, rest.p, rest.n);
    size_t taken = dh_html_reference((struct dh_str){ as, rest.n + 1 }, false, now, n);
    uint32_t cp;
    if (taken < 2 || as[taken - 1] != ';')
        return 0;
    dh_utf8_get((struct dh_str){ now, *n }, 0, &cp);
    if (!is_text(cp))
        return 0;
    if ((dh_utf8_class(cp) & DH_C_SPACE) && cp != 0xFEFF && cp != 0x200B) {
        now[0] = ' ';
        *n = 1;
    }
    return taken - 1;
}

/* Whether `<` or `>` is escaped behind an ampersand that ends before `at`. */
static bool is_bracket(struct dh_str s, size_t at)
{
    char now[DH_ENTITY_MAX];
    size_t n = 0;
    return reference(s, at, now, &n) && (now[0] == '<' || now[0] == '>');
}

/* What stays where tags are, or where it is escaped twice: signs of markup. next: the first byte
 * behind the reference, which an ampersand may make the next one of ("&#38;lt;"). */
static bool is_markup(const struct dh_entities *e, char now, bool twice, size_t next)
{
    bool bracket = now == '<' || now == '>';
    return (bracket && (twice || e->tags)) ||
           (now == '&' && (e->tags || is_bracket(e->text, next + escapings(e->text, next))));
}

/* Sets the word at `at`, and where the query of an address begins in it. */
static void look_at_word(struct dh_entities *e, size_t at)
{
    struct dh_str s = e->text;
    e->word = e->end = at;
    while (e->word && !dh_is_space((unsigned char)s.p[e->word - 1]))
        e->word--;
    while (e->end < s.n && !dh_is_space((unsigned char)s.p[e->end]))
        e->end++;
    struct dh_str word = dh_str_sub(s, e->word, e->end - e->word);
    size_t address = dh_str_find(word, DH_STR("://"));
    if (address == word.n)
        address = dh_str_find(word, DH_STR("www."));
    e->query = e->word + address + dh_str_find_byte(dh_str_sub(word, address, word.n), '?');
}

/* Whether the reference at `at` that stands for cp is the name of a value in an address. */
static bool is_value(struct dh_entities *e, size_t at, uint32_t cp)
{
    if (cp < 0x80 || e->text.p[at + 1] == '#' || (dh_utf8_class(cp) & DH_C_SPACE) || is_mark(cp))
        return false;
    if (at < e->word || at >= e->end)
        look_at_word(e, at);
    return at > e->query;
}

size_t dh_entity_read(struct dh_entities *e, size_t at, char now[DH_ENTITY_MAX], size_t *n)
{
    struct dh_str s = e->text;
    if (e->none)
        return 0;
    size_t amps = escapings(s, at + 1), taken = reference(s, at + 1 + amps, now, n);
    size_t end = at + 1 + amps + taken;
    uint32_t cp = '&';
    if (taken)
        dh_utf8_get((struct dh_str){ now, *n }, 0, &cp);
    if (taken == 0 || is_value(e, at + amps, cp)) { /* an ampersand at most */
        end = at + 1 + amps;
        now[0] = '&';
        *n = 1;
    }
    if (end == at + 1 || is_markup(e, now[0], amps, end) || is_quoted(s, at, end))
        return 0;
    *n = turns(cp) ? 0 : *n;
    return end - at;
}

size_t dh_entity_get(struct dh_entities *e, size_t at, uint32_t *cp, size_t *n)
{
    enum { JOINER = 0x2060 };
    char now[DH_ENTITY_MAX];
    size_t taken = e->text.p[at] == '&' ? dh_entity_read(e, at, now, n) : 0;
    if (taken && *n == 0)
        *cp = JOINER;
    else if (taken)
        dh_utf8_get((struct dh_str){ now, *n }, 0, cp);
    else
        taken = *n = dh_utf8_get(e->text, at, cp);
    return taken;
}
