/* SPDX-License-Identifier: MIT */
/* Names out of bylines. */
#include <string.h>

#include "base/utf8.h"
#include "meta/facts.h"
#include "meta/monthnames.h"

#define LIT(s) \
    { \
        s, sizeof(s) - 1 \
    }

enum { NAME_MAX_BYTES = 100 };

/* What stands in front of a name, in lower case; longer forms first. */
static const struct dh_str prefixes[] = {
    LIT("view all posts by "),
    LIT("posts by "),
    LIT("post author by "),
    LIT("recipe by "),
    LIT("zeige alle beitr\xC3\xA4ge von "),
    LIT("alle beitr\xC3\xA4ge von "),
    LIT("text und interview: "),
    LIT("erstellt von "),
    LIT("eingestellt von "),
    LIT("geschrieben von "),
    LIT("ver\xC3\xB6"
        "ffentlicht von "),
    LIT("publicado por "),
    LIT("escrito por "),
    LIT("publi\xC3\xA9 par "),
    LIT("scritto da "),
    LIT("autorin: "),
    LIT("autor: "),
    LIT("auteur: "),
    LIT("auteur : "),
    LIT("text: "),
    LIT("created by "),
    LIT("written by: "),
    LIT("reported by "),
    LIT("written by "),
    LIT("story by "),
    LIT("words by "),
    LIT("words: "),
    LIT("interview by "),
    LIT("interview: "),
    LIT("posted by "),
    LIT("article by "),
    LIT("author: "),
    LIT("authors: "),
    LIT("published by "),
    LIT("by: "),
    LIT("by "),
    LIT("von: "),
    LIT("von "),
    LIT("par "),
    LIT("por "),
    LIT("di "),
    LIT("door "),
    LIT("av "),
    LIT("af "),
    LIT("przez "),
    LIT("écrit par "),
    LIT("rédigé par "),
    LIT("texte : "),
    LIT("texte: "),
    LIT("por: "),
    LIT("texto: "),
    LIT("autora: "),
    LIT("a cura di "),
    LIT("di: "),
    LIT("geschreven door "),
    LIT("tekst: "),
    LIT("teksti: "),
    LIT("skrevet av "),
    LIT("skrevet af "),
    LIT("autorzy: "),
    LIT("oprac. "),
    LIT("napsal "),
    LIT("napsala "),
    LIT("írta: "),
    LIT("szerző: "),
    LIT("scris de "),
    LIT("haber: "),
    LIT("yazar: "),
    LIT("yazan: "),
    LIT("muhabir: "),
    LIT("oleh: "),
    LIT("oleh "),
    LIT("penulis: "),
    LIT("tác giả: "),
    LIT("автор: "),
    LIT("авторы: "),
    LIT("авторка: "),
    LIT("автори: "),
    LIT("текст: "),
    LIT("аутор: "),
    LIT("пише: "),
    LIT("piše: "),
    LIT("συντάκτης: "),
    LIT("συντάκτρια: "),
    LIT("γράφει ο "),
    LIT("γράφει η "),
    LIT("كتب: "),
    LIT("كتبت: "),
    LIT("بقلم: "),
    LIT("بقلم "),
    LIT("نویسنده: "),
    LIT("מאת: "),
    LIT("מאת "),
    LIT("लेखक: "),
    LIT("লেখক: "),
    LIT("โดย: "),
    LIT("โดย : "),
    LIT("โดย "),
    LIT("ผู้เขียน: "),
    LIT("作者:"),
    LIT("作者\xEF\xBC\x9A"),
    LIT("记者:"),
    LIT("记者\xEF\xBC\x9A"),
    LIT("記者:"),
    LIT("記者\xEF\xBC\x9A"),
    LIT("本报记者 "),
    LIT("記者 "),
    LIT("文="),
    LIT("執筆:"),
};

/* What somebody is, behind the name. */
static const struct dh_str roles[] = {
    LIT(" 기자"), LIT(" 특파원"), LIT(" 記者"), LIT("記者"), LIT(" 记者"),
};

/* What parts two names. */
static const struct dh_str parts[] = {
    LIT(" and "),
    LIT(" und "),
    LIT(" et "),
    LIT(" y "),
    LIT(" & "),
    LIT(";"),
    LIT("|"),
    LIT(", "),
    LIT(" / "),
    LIT("\xE3\x80\x81"),
    LIT(" \xE2\x80\xA2 "),
    LIT(" \xC2\xB7 "),
};

/* Whole names that are none. */
static const char *const no_names[] = {
    "admin",
    "administrator",
    "editor",
    "author",
    "null",
    "undefined",
    "none",
    "no author",
    "unknown",
    "staff",
    "anonymous",
    "redaktion",
    "redacci\xC3\xB3n",
    "[object object]",
    "false",
    "true",
    "n/a",
    "nan",
    "webmaster",
    "guest",
    "more",
    "mehr",
    "weiter",
    "weitere artikel",
    "all posts",
    "view all posts",
    "all articles",
    "archiv anzeigen",
    "follow",
    "view profile",
    "afficher mon profil complet",
    "ver todo mi perfil",
    "read more",
    "share",
    "print",
    "reporter",
    "login",
    "details",
};

/* The first NAME_MAX_BYTES of s in lower case, as long as they were: what would change its length
 * stays. */
static struct dh_str lower(struct dh_str s, char buf[NAME_MAX_BYTES])
{
    size_t at = 0;
    while (at < s.n) {
        char low[4];
        uint32_t cp;
        size_t n = dh_utf8_get(s, at, &cp);
        if (at + n > NAME_MAX_BYTES)
            break;
        bool same = cp != 0xFFFD && dh_utf8_put(low, dh_utf8_lower(cp)) == n;
        memcpy(buf + at, same ? low : s.p + at, n);
        at += n;
    }
    return (struct dh_str){ buf, at };
}

static struct dh_str cut_prefix(struct dh_str s)
{
    char buf[NAME_MAX_BYTES];
    struct dh_str low = lower(s, buf);
    for (size_t i = 0; i < DH_LEN(prefixes); i++)
        if (dh_str_starts(low, prefixes[i]))
            return dh_str_trim(dh_str_sub(s, prefixes[i].n, s.n));
    return s;
}

static struct dh_str cut_role(struct dh_str s)
{
    for (size_t i = 0; i < DH_LEN(roles); i++)
        if (s.n > roles[i].n && dh_str_ends(s, roles[i]))
            return dh_str_trim(dh_str_sub(s, 0, s.n - roles[i].n));
    return s;
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
    for (size_t i = 0; i < DH_LEN(tails); i++)
        s = dh_str_trim(dh_str_sub(s, 0, dh_str_find(s, tails[i])));
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

/* Whether s is nothing but what stands in front of a name: "By", "Autor". */
static bool is_prefix(struct dh_str low)
{
    for (size_t i = 0; i < DH_LEN(prefixes); i++) {
        struct dh_str p = prefixes[i];
        while (p.n && (p.p[p.n - 1] == ' ' || p.p[p.n - 1] == ':'))
            p.n--;
        if (dh_str_eq(low, p))
            return true;
    }
    return false;
}

static bool is_name(struct dh_str s)
{
    char buf[NAME_MAX_BYTES];
    struct dh_str low = lower(s, buf);
    bool letter = false;

    if (s.n < 2 || s.n > NAME_MAX_BYTES || is_prefix(low))
        return false;
    for (size_t i = 0; i < DH_LEN(no_names); i++)
        if (dh_str_eq(low, dh_str_c(no_names[i])))
            return false;
    for (size_t at = 0; at < s.n;) {
        uint32_t cp;
        at += dh_utf8_get(s, at, &cp);
        letter |= (dh_utf8_class(cp) & DH_C_LETTER) != 0;
    }
    return letter && dh_str_find(low, DH_STR("www.")) == low.n;
}

/* Particles of names, and what joins two. */
static bool joins_names(struct dh_str word)
{
    static const char *const words[] = { "and", "und", "et", "y",   "e",   "de",  "del", "da",
                                         "di",  "la",  "le", "van", "von", "der", "den", "dos",
                                         "bin", "al",  "&",  "och", "og",  "ter", "ten", "/" };
    for (size_t i = 0; i < DH_LEN(words); i++)
        if (dh_str_eq(word, dh_str_c(words[i])))
            return true;
    return false;
}

/* What a word may be in a name. Scripts without capitals, and those without spaces, tell less. */
enum word_kind { NO_NAME, CAPITAL, CASELESS, WIDE };

static enum word_kind word_kind(struct dh_str word)
{
    enum { WIDE_MAX = 12 /* characters */ };
    unsigned all = 0, n = 0;
    for (size_t at = 0; at < word.n; n++) {
        uint32_t cp;
        at += dh_utf8_get(word, at, &cp);
        bool hangul = cp >= 0xAC00 && cp <= 0xD7A3; /* a name is one word there, too */
        unsigned class = dh_utf8_class(cp) | (hangul ? DH_C_WIDE : 0u);
        if ((class & DH_C_DIGIT) || cp == ':')
            return NO_NAME;
        all |= n == 0 ? class : class & DH_C_WIDE;
    }
    if (all & DH_C_WIDE)
        return n <= WIDE_MAX ? WIDE : NO_NAME;
    if (all & DH_C_UPPER)
        return CAPITAL;
    return (all & DH_C_LETTER) && !(all & DH_C_LOWER) ? CASELESS : NO_NAME;
}

/* Whether s is two to twelve words that begin with capitals, particles aside; of scripts that have
 * none, two to five; of those that part no words, one to five. */
static bool looks_like_names(struct dh_str s)
{
    enum { WORDS_MIN = 2, WORDS_MAX = 12, CASELESS_MAX = 5 };
    unsigned words = 0, least = WORDS_MIN, most = WORDS_MAX;
    struct dh_str word;
    while (dh_str_split(&s, ' ', &word)) {
        if (word.n == 0 || joins_names(word))
            continue;
        enum word_kind kind = word_kind(word);
        if (kind == NO_NAME)
            return false;
        least = kind == WIDE ? 1 : least;
        most = kind == CAPITAL ? most : CASELESS_MAX;
        words++;
    }
    return words >= least && words <= most;
}

/* s up to what may follow a name in its line: a role, a place, a date. */
static struct dh_str up_to_separator(struct dh_str s)
{
    static const struct dh_str ends[] = {
        LIT(","), LIT(" - "), LIT("|"),    LIT("("),    LIT(" – "),   LIT(" · "), LIT("•"),
        LIT("/"), LIT("،"),   LIT(" in "), LIT(" at "), LIT(" for "), LIT("、"),
    };
    for (size_t i = 0; i < DH_LEN(ends); i++)
        s = dh_str_trim(dh_str_sub(s, 0, dh_str_find(s, ends[i])));
    return s;
}

/* Words in lower case that follow a name in a sentence on its bearer. */
static bool tells_of_person(struct dh_str word)
{
    static const char *const words[] = { "is",      "was",   "has",   "writes",   "covers",
                                         "reports", "works", "lives", "joined",   "edits",
                                         "est",     "ist",   "hat",   "schreibt", "es",
                                         "é",       "è",     "jest",  "är",       "er" };
    for (size_t i = 0; i < DH_LEN(words); i++)
        if (dh_str_eq(word, dh_str_c(words[i])))
            return true;
    return false;
}

/* The words with capitals that s begins with, particles between them: *n of them. *behind: the word
 * that ends them; empty: the end of s. */
static struct dh_str leading_run(struct dh_str s, unsigned *n, struct dh_str *behind)
{
    struct dh_str rest = s, word;
    size_t end = 0;
    *n = 0;
    *behind = DH_STR_NONE;
    while (behind->n == 0 && dh_str_split(&rest, ' ', &word)) {
        char low[NAME_MAX_BYTES];
        if (word.n == 0 || (*n && joins_names(word)))
            continue;
        if (word_kind(word) != CAPITAL || dh_month_value(lower(word, low))) {
            *behind = word;
        } else {
            end = (size_t)(word.p + word.n - s.p);
            ++*n;
        }
    }
    return dh_str_sub(s, 0, end);
}

/* "Ann Lee is our city editor": who the sentence is on. */
static struct dh_str cut_sentence(struct dh_str s)
{
    struct dh_str behind;
    unsigned words;
    struct dh_str run = leading_run(s, &words, &behind);
    return words >= 2 && tells_of_person(behind) ? run : s;
}

static void add_name(struct dh_facts *f, struct dh_str s)
{
    s = cut_sentence(cut_role(cut_tail(cut_prefix(dh_str_trim(s)))));
    if (!is_name(s) || f->n_authors == DH_AUTHORS_MAX)
        return;
    for (unsigned i = 0; i < f->n_authors; i++)
        if (dh_str_eq_nocase(f->authors[i], s))
            return;
    if (dh_arena_copy(f->arena, s, &f->authors[f->n_authors]))
        f->n_authors++;
    else
        f->err = DH_ELIMIT;
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

/* Whether a word behind a name is a month or a number. */
static bool starts_date(struct dh_str word)
{
    return word.n && (dh_is_digit((unsigned char)word.p[0]) || word_kind(word) == CAPITAL);
}

bool dh_facts_leading_names(struct dh_str s, struct dh_str *names)
{
    enum { WORDS_MIN = 2, WORDS_MAX = 5 };
    struct dh_str line = cut_prefix(s), part = up_to_separator(line), behind;
    unsigned words;

    *names = leading_run(part, &words, &behind);
    bool date = line.n < s.n && starts_date(behind);
    bool ends = behind.n ? date || tells_of_person(behind) : part.n < line.n;
    return ends && words >= WORDS_MIN && words <= WORDS_MAX;
}

/* The label that ends in a colon and stands in s behind a blank, and the name behind it up to the
 * next: "18:20 来源:晚报 作者:陆小满". */
static bool find_label(struct dh_str s, struct dh_str *names)
{
    for (size_t at = 0, hit; (hit = dh_str_find_byte(dh_str_sub(s, at, s.n), ' ')) < s.n - at;) {
        at += hit + 1;
        struct dh_str rest = dh_str_sub(s, at, s.n), cut = cut_prefix(rest);
        size_t n = rest.n - cut.n;
        struct dh_str label = dh_str_trim(dh_str_sub(rest, 0, n));
        bool colon = dh_str_ends(label, DH_STR(":")) || dh_str_ends(label, DH_STR("\xEF\xBC\x9A"));
        if (n && colon) {
            *names = up_to_separator(cut);
            return true;
        }
    }
    return false;
}

bool dh_facts_are_names(struct dh_str byline)
{
    return looks_like_names(cut_sentence(cut_role(cut_tail(cut_prefix(dh_str_trim(byline))))));
}

bool dh_facts_is_byline(struct dh_str s, struct dh_str *names)
{
    if (s.n > NAME_MAX_BYTES)
        return false;
    struct dh_str rest = cut_prefix(s);
    if (rest.n < s.n)
        *names = up_to_separator(rest);
    else if (cut_role(up_to_separator(s)).n < up_to_separator(s).n)
        *names = cut_role(up_to_separator(s));
    else if (!find_label(s, names))
        return false;
    if (looks_like_names(*names))
        return true;
    struct dh_str behind;
    unsigned words;
    *names = leading_run(*names, &words, &behind); /* "By Ann Lee 3 May 2024" */
    return words >= 2 && starts_date(behind);
}

bool dh_facts_is_handle(struct dh_str s)
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

void dh_facts_add_authors(struct dh_facts *f, struct dh_str s)
{
    struct dh_str by = dh_str_trim(s);
    s = cut_prefix(by);
    if (s.n < by.n) /* a house may have "for" in its name, who is introduced by a word has not */
        s = dh_str_sub(s, 0, dh_str_find(s, DH_STR(" for ")));
    while (s.n) {
        size_t at = s.n, n = 0;
        for (size_t i = 0; i < DH_LEN(parts); i++) {
            size_t hit = dh_str_find(s, parts[i]);
            if (hit < at && !is_suffix(dh_str_sub(s, hit + parts[i].n, s.n))) {
                at = hit;
                n = parts[i].n;
            }
        }
        add_name(f, dh_str_sub(s, 0, at));
        s = dh_str_sub(s, at + n, s.n);
    }
}
