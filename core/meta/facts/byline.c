/* SPDX-License-Identifier: MIT */
/* Names out of bylines, behind what introduces them (byintro.h). */
#include "meta/facts/byline.h"

#include "base/utf8.h"
#include "meta/name/byintro.h"
#include "meta/name/bylinewords.h"
#include "meta/name/nameline.h"
#include "meta/name/personname.h"

#define LIT(s) \
    { \
        s, sizeof(s) - 1 \
    }

static struct dh_str cut_role(struct dh_str s)
{
    for (size_t i = 0; i < dh_byline_n_roles; i++)
        if (s.n > dh_byline_roles[i].n && dh_str_ends(s, dh_byline_roles[i]))
            return dh_str_trim(dh_str_sub(s, 0, s.n - dh_byline_roles[i].n));
    return s;
}

static bool holds_role(struct dh_str s)
{
    for (size_t i = 0; i < dh_byline_n_roles; i++)
        if (dh_str_find(s, dh_byline_roles[i]) < s.n)
            return true;
    return false;
}

/* Where the first `part` stands, if all before it is a name of two words or more, and what follows
 * it; s.n: it does not. */
static size_t find_behind_name(struct dh_str s, struct dh_str part, struct dh_str *rest)
{
    size_t hit = dh_str_find(s, part);
    struct dh_str behind;
    unsigned words;
    if (hit == s.n)
        return s.n;
    dh_names_leading(dh_str_sub(s, 0, hit), &words, &behind);
    *rest = dh_str_sub(s, hit + part.n, s.n);
    return words < 2 || behind.n ? s.n : hit;
}

/* Where names stand before a word that helpers follow, and a capital behind it; s.n: nowhere.
 * helper: what follows. */
static size_t find_helper(struct dh_str s, struct dh_str *helper)
{
    for (size_t i = 0; i < dh_byline_n_helpers; i++) {
        size_t hit = find_behind_name(s, dh_byline_helpers[i], helper);
        struct dh_str behind;
        unsigned words;
        if (hit == s.n)
            continue;
        dh_names_leading(*helper, &words, &behind);
        if (words)
            return hit;
    }
    return s.n;
}

/* s without who helped, which is an agency: a person who did wrote it as well. */
static struct dh_str cut_helpers(struct dh_str s)
{
    struct dh_str helper;
    size_t hit = find_helper(s, &helper);
    return hit < s.n && !dh_names_person(helper) ? dh_str_sub(s, 0, hit) : s;
}

/* Where the mail address with its sign at s.p[at] begins; `at`: a handle glued to a name. */
static size_t address_start(struct dh_str s, size_t at)
{
    size_t start = at;
    while (start && s.p[start - 1] != ' ')
        start--;
    unsigned char first = (unsigned char)s.p[start];
    return dh_is_alpha(first) && dh_lower(first) == first ? start : at;
}

/* Cuts handles, mail addresses, brackets and what follows them. */
static struct dh_str cut_tail(struct dh_str s)
{
    static const struct dh_str tails[] = { LIT("Twitter"),
                                           LIT("http://"),
                                           LIT("https://"),
                                           LIT("("),
                                           LIT("["),
                                           LIT("@"),
                                           LIT("\xE2\x86\x92"),
                                           LIT(" - "),
                                           LIT(" \xE2\x80\x93 "),
                                           LIT(" \xE2\x80\x94 ") };
    for (size_t i = 0; i < DH_LEN(tails); i++) {
        size_t hit = dh_str_find(s, tails[i]);
        if (hit < s.n && s.p[hit] == '@')
            hit = address_start(s, hit);
        s = dh_str_trim(dh_str_sub(s, 0, hit));
    }
    while (s.n && (s.p[s.n - 1] == ',' || s.p[s.n - 1] == ':' || s.p[s.n - 1] == '-' ||
                   s.p[s.n - 1] == '/'))
        s = dh_str_trim(dh_str_sub(s, 0, s.n - 1));
    enum { SHORT = 5 }; /* "Jr." and "Inc." keep their stop */
    size_t word = s.n;
    while (word && s.p[word - 1] != ' ')
        word--;
    if (s.n - word > SHORT && s.p[s.n - 1] == '.' &&
        dh_str_find_byte(dh_str_sub(s, word, s.n), '.') == s.n - word - 1)
        s.n--;
    return s;
}

static bool is_name(struct dh_str s)
{
    char buf[DH_NAME_MAX];
    struct dh_str low = dh_names_lower(s, buf);
    bool letter = false;

    if (s.n < 2 || s.n > DH_NAME_MAX || dh_intro_is(low) ||
        dh_str_one_of(low, dh_byline_no_names, dh_byline_n_no_names))
        return false;
    for (size_t at = 0; at < s.n;) {
        uint32_t cp;
        at += dh_utf8_get(s, at, &cp);
        letter |= (dh_utf8_class(cp) & DH_C_LETTER) != 0;
    }
    return letter && dh_str_find(low, DH_STR("www.")) == low.n;
}

/* s up to what may follow a name in its line: a role, a place, a date. */
static struct dh_str up_to_separator(struct dh_str s)
{
    static const struct dh_str ends[] = {
        LIT(","),
        LIT(" - "),
        LIT("|"),
        LIT("("),
        LIT(" – "),
        LIT(" · "),
        LIT("•"),
        LIT("/"),
        LIT("\xEF\xBC\x8F"),
        LIT("،"),
        LIT(" in "),
        LIT(" at "),
        LIT(" for "),
        LIT("、"),
        LIT(" @"),
        LIT(" Photo"),
        LIT(" Foto"),
        LIT(" Illustration"), /* who made the pictures: "s by Bo Ray" */
    };
    for (size_t i = 0; i < DH_LEN(ends); i++)
        s = dh_str_trim(dh_str_sub(s, 0, dh_str_find(s, ends[i])));
    return cut_helpers(s);
}

/* "Ann Lee is our city editor": who the sentence is on. */
static struct dh_str cut_sentence(struct dh_str s)
{
    struct dh_str behind;
    unsigned words;
    struct dh_str run = dh_names_leading(s, &words, &behind);
    return words >= 2 && dh_names_tells_of(behind) ? run : s;
}

static void add_name(struct dh_facts *f, struct dh_str s)
{
    s = cut_sentence(cut_role(cut_helpers(cut_tail(dh_intro_cut(dh_str_trim(s))))));
    if (!is_name(s) || f->n_authors == DH_AUTHORS_MAX)
        return;
    for (unsigned i = 0; i < f->n_authors; i++)
        if (dh_str_eq_nocase(f->authors[i], s))
            return;
    dh_facts_keep(f, s, &f->authors[f->n_authors]);
    f->n_authors += !f->err;
}

/* "Jr." and the like belong to the name before the comma. */
static bool is_suffix(struct dh_str s)
{
    static const struct dh_str suffixes[] = { LIT("Jr"),  LIT("Sr"),   LIT("II"),    LIT("III"),
                                              LIT("PhD"), LIT("M.D."), LIT("Ph.D."), LIT("Esq") };
    for (size_t i = 0; i < DH_LEN(suffixes); i++)
        if (dh_str_starts(s, suffixes[i]))
            return true;
    return false;
}

bool dh_byline_leading_names(struct dh_str s, struct dh_str *names)
{
    enum { WORDS_MIN = 2, WORDS_MAX = 5 };
    struct dh_str line = dh_intro_cut(s), part = up_to_separator(line), behind;
    unsigned words;

    *names = dh_names_leading(part, &words, &behind);
    bool date = line.n < s.n && dh_names_starts_date(behind);
    bool ends = behind.n ? date || dh_names_tells_of(behind) : part.n < line.n;
    return ends && words >= WORDS_MIN && words <= WORDS_MAX;
}

/* The label that ends in a colon and stands in s behind a blank, and the name behind it up to the
 * next: "18:20 来源:晚报 作者:陆小满". */
static bool find_label(struct dh_str s, struct dh_str *names)
{
    static const struct dh_str ends[] = { LIT(":"), LIT("\xEF\xBC\x9A"), LIT("記者"), LIT("记者") };
    bool any = false; /* most lines have none */
    for (size_t i = 0; i < DH_LEN(ends); i++)
        any |= dh_str_find(s, ends[i]) < s.n;
    for (size_t at = 0, hit;
         any && (hit = dh_str_find_byte(dh_str_sub(s, at, s.n), ' ')) < s.n - at;) {
        at += hit + 1;
        struct dh_str rest = dh_str_sub(s, at, s.n), cut = dh_intro_cut(rest);
        size_t n = rest.n - cut.n;
        struct dh_str label = dh_str_trim(dh_str_sub(rest, 0, n));
        bool may = false; /* what is no word of a sentence */
        for (size_t i = 0; i < DH_LEN(ends); i++)
            may |= dh_str_ends(label, ends[i]);
        if (n && may) {
            *names = up_to_separator(cut);
            return true;
        }
    }
    return false;
}

bool dh_byline_are_names(struct dh_str byline)
{
    return dh_names_only(cut_sentence(cut_role(cut_tail(dh_intro_cut(dh_str_trim(byline))))));
}

/* What follows a sign that parts a line, when it is introduced as a name is: "14.09.2021 | Opr. Ann
 * Lee | 3". The label with a colon is looked for by find_label. */
static bool find_part(struct dh_str s, struct dh_str *names)
{
    static const struct dh_str signs[] = { LIT("|"), LIT("\xC2\xB7"), LIT("\xE2\x80\xA2") };
    for (size_t i = 0; i < DH_LEN(signs); i++)
        for (size_t at = 0, hit;
             (hit = dh_str_find(dh_str_sub(s, at, s.n), signs[i])) < s.n - at;) {
            at += hit + signs[i].n;
            struct dh_str part = dh_str_trim(dh_str_sub(s, at, s.n)), rest = dh_intro_cut(part);
            *names = up_to_separator(rest);
            if (rest.n < part.n && dh_names_only(*names))
                return true;
        }
    return false;
}

/* What leads from a name to a date: "Posted by Ann Lee on Mar 4th". */
static bool leads_to_date(struct dh_str word)
{
    static const char *const words[] = { "on", "am", "le", "el", "il", "em", "op", "den" };
    return dh_str_one_of(word, words, DH_LEN(words));
}

/* "홍길동 기자 hong@gull.example": a name, what one is and how to write there. */
static bool find_role(struct dh_str s, struct dh_str *names)
{
    if (dh_str_find_byte(s, '@') == s.n)
        return false;
    for (size_t i = 0; i < dh_byline_n_roles; i++) {
        size_t hit = dh_str_find(s, dh_byline_roles[i]);
        struct dh_str front = dh_str_sub(s, 0, hit);
        if (hit < s.n && dh_str_find_byte(front, ' ') == front.n && dh_names_only(front)) {
            *names = front;
            return true;
        }
    }
    return false;
}

bool dh_byline_is(struct dh_str s, struct dh_str *names)
{
    if (s.n > DH_NAME_MAX)
        return false;
    struct dh_str rest = dh_intro_cut(s);
    if (rest.n < s.n)
        *names = dh_nameline_is_list(rest) ? rest : up_to_separator(rest);
    else if (holds_role(s) && cut_role(up_to_separator(s)).n < up_to_separator(s).n)
        *names = cut_role(up_to_separator(s));
    else if (!find_role(s, names) && !find_label(s, names) && !find_part(s, names))
        return false;
    if (dh_names_only(*names))
        return true;
    struct dh_str behind;
    unsigned words;
    *names = dh_names_leading(*names, &words, &behind); /* "By Ann Lee 3 May 2024" */
    return words >= 2 && (dh_names_starts_date(behind) || leads_to_date(behind));
}

bool dh_byline_is_handle(struct dh_str s)
{
    bool parted = false;
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        parted |= c == '.' || c == '-' || c == '_' || dh_is_digit(c);
        if (c == ' ' || c >= 0x80 || (dh_is_alpha(c) && !(c & 0x20)))
            return false;
    }
    return parted;
}

/* One word of three capitals or more: "EFE", "ANSA". */
static bool is_agency(struct dh_str s)
{
    enum { LEAST = 3 };
    for (size_t i = 0; i < s.n; i++)
        if (!dh_is_alpha((unsigned char)s.p[i]) || (s.p[i] & 0x20))
            return false;
    return s.n >= LEAST;
}

/* Whether s begins with a surname that belongs to what stands before an "and". */
static bool starts_surname(struct dh_str s)
{
    struct dh_str word = dh_str_sub(s, 0, dh_str_find_byte(s, ' '));
    char buf[DH_NAME_MAX];
    word = dh_names_lower(word, buf);
    return dh_str_one_of(word, dh_byline_surnames, dh_byline_n_surnames);
}

/* Where a weak "and", or "with", parts s, whose length goes to *n; s.n: nowhere. Behind it stands a
 * name of two words or more, or an agency, which is one word of capitals. */
static size_t find_weak_part(struct dh_str s, size_t *n)
{
    for (size_t i = 0; i < dh_byline_n_weak_parts; i++) {
        struct dh_str rest, behind;
        size_t hit = find_behind_name(s, dh_byline_weak_parts[i], &rest);
        unsigned words;
        if (hit == s.n)
            continue;
        dh_names_leading(rest, &words, &behind);
        if ((words >= 2 && !starts_surname(rest)) || is_agency(rest)) {
            *n = dh_byline_weak_parts[i].n;
            return hit;
        }
    }
    struct dh_str helper;
    size_t hit = find_helper(s, &helper);
    if (hit == s.n || !dh_names_person(helper))
        return s.n;
    *n = s.n - hit - helper.n;
    return hit;
}

/* Whether what stands behind a name in a byline is no other name: "Staff Writers", "de Lisboa",
 * "Fotos: Jon Berg". */
static bool is_role(struct dh_str s)
{
    s = dh_str_trim(s);
    return s.n && (dh_nameline_role(s) || dh_utf8_starts_small(s));
}

/* s up to those who had another part in the text: "作者：何晓岚 责任编辑：林文". */
static struct dh_str cut_others(struct dh_str s)
{
    static const struct dh_str signs[] = { LIT(":"), LIT("："), LIT("・"), LIT("／"),
                                           LIT("/"), LIT("="),  LIT("＝"), LIT("|") };
    for (size_t i = 0; i < dh_byline_n_others; i++) {
        size_t hit = dh_str_find(s, dh_byline_others[i]);
        struct dh_str behind = dh_str_sub(s, hit + dh_byline_others[i].n, s.n);
        bool label = false;
        for (size_t k = 0; hit < s.n && k < DH_LEN(signs); k++)
            label |= dh_str_starts(behind, signs[k]);
        if (label && (hit == 0 || dh_is_space((unsigned char)s.p[hit - 1])))
            s = dh_str_trim(dh_str_sub(s, 0, hit));
    }
    return s;
}

void dh_facts_add_authors(struct dh_facts *f, struct dh_str s)
{
    struct dh_str by = cut_others(dh_str_trim(s));
    unsigned before = f->n_authors;
    s = dh_intro_cut_of(dh_intro_cut_labelled(by), f->value[DH_FACT_LANG]);
    if (s.n < by.n) /* a house may have "for" in its name, who is introduced by a word has not */
        s = dh_str_sub(s, 0, dh_str_find(s, DH_STR(" for ")));
    while (s.n) {
        size_t at = s.n, n = 0;
        for (size_t i = 0; i < dh_byline_n_parts; i++) {
            size_t hit = dh_str_find(s, dh_byline_parts[i]);
            if (hit < at && !is_suffix(dh_str_sub(s, hit + dh_byline_parts[i].n, s.n))) {
                at = hit;
                n = dh_byline_parts[i].n;
            }
        }
        struct dh_str one = dh_str_sub(s, 0, at);
        if (f->n_authors > before && dh_names_only(f->authors[before]) && is_role(one))
            one.n = 0;
        for (size_t weak, m; (weak = find_weak_part(one, &m)) < one.n;) {
            add_name(f, dh_str_sub(one, 0, weak));
            one = dh_str_sub(one, weak + m, one.n);
        }
        add_name(f, one);
        s = dh_str_sub(s, at + n, s.n);
    }
}
