/* SPDX-License-Identifier: MIT */
#include "meta/title/titlepage.h"

/* The last word of s, off its end. */
static struct dh_str take_last(struct dh_str *s)
{
    size_t at = s->n;
    while (at && s->p[at - 1] != ' ')
        at--;
    struct dh_str last = dh_str_sub(*s, at, s->n);
    *s = dh_str_trim(dh_str_sub(*s, 0, at));
    return last;
}

/* s without the sign at its end that sets off what follows; empty: there is none. */
static struct dh_str before_sign(struct dh_str s)
{
    static const struct dh_str signs[] = {
        { "-", 1 },        { "|", 1 },        { "\xE2\x80\x93", 3 }, { "\xE2\x80\x94", 3 },
        { "\xC2\xBB", 2 }, { "\xC2\xB7", 2 }, { "\xE2\x80\xA2", 3 }, { ",", 1 }
    };
    for (size_t i = 0; i < DH_LEN(signs); i++)
        if (dh_str_ends(s, signs[i]))
            return dh_str_trim(dh_str_sub(s, 0, s.n - signs[i].n));
    return DH_STR_NONE;
}

static bool is_number(struct dh_str s)
{
    enum { DIGITS_MAX = 3 };
    bool digits = s.n && s.n <= DIGITS_MAX;
    for (size_t i = 0; i < s.n; i++)
        digits &= dh_is_digit((unsigned char)s.p[i]);
    return digits;
}

struct dh_str dh_title_unpaged(struct dh_str title)
{
    static const struct dh_str words[] = {
        { "page", 4 },    { "seite", 5 }, { "p\xC3\xA1gina", 7 }, { "pagina", 6 }, { "strona", 6 },
        { "halaman", 7 }, { "sivu", 4 },  { "sida", 4 },          { "trang", 5 },  { "sayfa", 5 },
    };
    struct dh_str front = title, number = take_last(&front), said = take_last(&front);
    bool counted = is_number(number), all = dh_str_eq_nocase(number, DH_STR("all"));

    if ((counted || all) && dh_str_eq_nocase(said, DH_STR("halaman")) && front.n) {
        struct dh_str rest = before_sign(front); /* few sites set it off */
        return rest.n ? rest : front;
    }
    for (size_t i = 0; counted && i < DH_LEN(words); i++)
        if (dh_str_eq_nocase(said, words[i]) && before_sign(front).n)
            return before_sign(front);
    return title;
}

struct dh_str dh_title_unbarred(struct dh_str title)
{
    enum { WORDS_MAX = 4, LONGEST = 40 };
    static const struct dh_str bar = { " | ", 3 };
    size_t at = dh_str_find(title, bar), words = 0;
    struct dh_str tail = dh_str_trim(dh_str_sub(title, at + bar.n, title.n)), rest = tail, word;

    if (at >= title.n || tail.n > LONGEST || tail.n >= at ||
        dh_str_find(tail, DH_STR("|")) < tail.n)
        return title;
    while (dh_str_split(&rest, ' ', &word)) {
        unsigned char c = word.n ? (unsigned char)word.p[0] : 0;
        bool ends = dh_str_ends(word, DH_STR("?")) || dh_str_ends(word, DH_STR("!")) ||
                    dh_str_ends(word, DH_STR("."));
        if ((c >= 'a' && c <= 'z') || ends || ++words > WORDS_MAX)
            return title;
    }
    return dh_str_trim(dh_str_sub(title, 0, at));
}
