/* SPDX-License-Identifier: MIT */
#include "meta/name/nameline.h"

#include "base/utf8.h"
#include "meta/name/personname.h"

/* What people of a newspaper are, and what others did for the text. */
static const char *const role_words[] = {
    "writer",       "writers",      "reporter",     "reporters",       "correspondent",
    "editor",       "editors",      "columnist",    "correspondents",  "contributor",
    "contributors", "photographer", "journalist",   "photographers",   "journalists",
    "redakteur",    "redakteurin",  "reporterin",   "korrespondentin", "korrespondent",
    "journaliste",  "redactor",     "redactora",    "corresponsal",    "periodista",
    "giornalista",  "inviato",      "jornalista",   "repórter",        "verslaggever",
    "redacteur",    "redaktör",     "photo",        "photos",          "foto",
    "fotos",        "bilder",       "kuvat",        "zdjęcia",         "illustration",
    "toimittaja",   "dziennikarz",  "dziennikarka", "redaktor",        "reportér",
    "redaktorka",   "újságíró",     "kommentator",  "skribent",
};

bool dh_nameline_role(struct dh_str s)
{
    char buf[DH_NAME_MAX];
    struct dh_str low = dh_names_lower(dh_str_trim(s), buf), word;
    while (dh_str_split(&low, ' ', &word)) {
        word.n -= word.n && word.p[word.n - 1] == ':';
        if (dh_str_one_of(word, role_words, DH_LEN(role_words)))
            return true;
    }
    return false;
}

bool dh_nameline_is_role(struct dh_str s)
{
    enum { ROLE_MAX = 60, BLANKS_MAX = 3 };
    unsigned blanks = 0;
    for (size_t i = 0; i < s.n; i++)
        blanks += s.p[i] == ' ';
    return s.n <= ROLE_MAX && blanks <= BLANKS_MAX && dh_str_find_byte(s, ':') == s.n &&
           dh_nameline_role(s);
}

bool dh_nameline_is_person(struct dh_str s)
{
    enum { NAME_MIN = 6 /* bytes */ };
    struct dh_str behind;
    unsigned words, blanks = 0;
    dh_names_leading(s, &words, &behind);
    for (size_t i = 0; i < s.n; i++)
        blanks += s.p[i] == ' ';
    return s.n >= NAME_MIN && words == blanks + 1 && dh_str_find_byte(s, ',') == s.n &&
           dh_names_person(s);
}

bool dh_nameline_is_list(struct dh_str s)
{
    static const struct dh_str joins[] = {
        { " and ", 5 }, { " und ", 5 }, { " et ", 4 }, { " & ", 3 }
    };
    enum { LEAST = 3 };
    unsigned people = 0;
    struct dh_str one;
    while (dh_str_split(&s, ',', &one)) {
        for (size_t i = 0; i < DH_LEN(joins); i++) {
            size_t hit = dh_str_find(one, joins[i]);
            if (hit == one.n)
                continue;
            if (!dh_names_person(dh_str_trim(dh_str_sub(one, 0, hit))))
                return false;
            one = dh_str_sub(one, hit + joins[i].n, one.n);
            people++;
        }
        one = dh_str_trim(one);
        if (!dh_names_person(one) || dh_nameline_role(one))
            return false;
        people++;
    }
    return people >= LEAST;
}

bool dh_nameline_is_portal(struct dh_str name)
{
    static const struct dh_str portals[] = { { "네이버", 9 }, { "네이버뉴스", 15 }, { "네이트", 9 },
                                             { "다음", 6 },   { "다음뉴스", 12 },   { "Naver", 5 },
                                             { "Daum", 4 },   { "Nate", 4 },        { "ZUM", 3 },
                                             { "Yahoo", 5 },  { "Yahoo News", 10 }, { "MSN", 3 } };
    for (size_t i = 0; i < DH_LEN(portals); i++)
        if (dh_str_eq_nocase(name, portals[i]))
            return true;
    return false;
}
