/* SPDX-License-Identifier: MIT */
#include "meta/name/personname.h"

#include <string.h>

#include "base/utf8.h"
#include "meta/date/monthnames.h"

struct dh_str dh_names_lower(struct dh_str s, char buf[DH_NAME_MAX])
{
    size_t at = 0;
    while (at < s.n) {
        unsigned char c = (unsigned char)s.p[at];
        if (c < 0x80 && at < DH_NAME_MAX) {
            buf[at++] = (char)dh_lower(c);
            continue;
        }
        char low[4];
        uint32_t cp;
        size_t n = dh_utf8_get(s, at, &cp);
        if (at + n > DH_NAME_MAX)
            break;
        bool same = cp != 0xFFFD && dh_utf8_put(low, dh_utf8_lower(cp)) == n;
        memcpy(buf + at, same ? low : s.p + at, n);
        at += n;
    }
    return (struct dh_str){ buf, at };
}

/* Particles of names, and what joins two. */
static bool joins_names(struct dh_str word)
{
    static const char *const words[] = { "and", "und", "et", "y",   "e",   "de",  "del", "da",
                                         "di",  "la",  "le", "van", "von", "der", "den", "dos",
                                         "bin", "al",  "&",  "och", "og",  "ter", "ten", "/" };
    return dh_str_one_of(word, words, DH_LEN(words));
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

bool dh_names_only(struct dh_str s)
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

bool dh_names_tells_of(struct dh_str word)
{
    static const char *const words[] = { "is",      "was",   "has",   "writes",   "covers",
                                         "reports", "works", "lives", "joined",   "edits",
                                         "est",     "ist",   "hat",   "schreibt", "es",
                                         "é",       "è",     "jest",  "är",       "er" };
    return dh_str_one_of(word, words, DH_LEN(words));
}

struct dh_str dh_names_leading(struct dh_str s, unsigned *n, struct dh_str *behind)
{
    struct dh_str rest = s, word;
    size_t end = 0;
    *n = 0;
    *behind = DH_STR_NONE;
    while (behind->n == 0 && dh_str_split(&rest, ' ', &word)) {
        char low[DH_NAME_MAX];
        if (word.n == 0 || (*n && joins_names(word)))
            continue;
        bool month = rest.n &&
                     dh_is_digit((unsigned char)rest.p[0]) && /* "Mark 5" is none, either */
                     dh_month_value(dh_names_lower(word, low));
        if (month || word_kind(word) != CAPITAL) {
            *behind = word;
        } else {
            end = (size_t)(word.p + word.n - s.p);
            ++*n;
        }
    }
    return dh_str_sub(s, 0, end);
}

bool dh_names_starts_date(struct dh_str word)
{
    return word.n && (dh_is_digit((unsigned char)word.p[0]) || word_kind(word) == CAPITAL);
}

/* Words of places and of houses that look like names where they stand beside a date: "New York, 3
 * May", "Local News | 3 May". */
static bool is_no_person(struct dh_str low)
{
    static const char *const words[] = {
        "agency",      "analysis",    "angeles",    "blog",         "breaking",      "bureau",
        "business",    "city",        "comment",    "community",    "county",        "daily",
        "desk",        "editor",      "editorial",  "education",    "entertainment", "events",
        "exclusive",   "feature",     "features",   "francisco",    "from",          "health",
        "herald",      "home",        "kong",       "last",         "latest",        "lifestyle",
        "local",       "los",         "lumpur",     "magazine",     "media",         "ministry",
        "national",    "new",         "news",       "newsroom",     "online",        "opinion",
        "office",      "paper",       "politics",   "post",         "press",         "published",
        "release",     "releases",    "report",     "reporter",     "reports",       "review",
        "reviews",     "rio",         "san",        "santa",        "saint",         "st",
        "sport",       "sports",      "staff",      "state",        "stories",       "story",
        "tel",         "team",        "technology", "telegraph",    "the",           "this",
        "times",       "top",         "travel",     "united",       "university",    "update",
        "updated",     "video",       "weekly",     "world",        "your",          "buenos",
        "aires",       "belo",        "são",        "nueva",        "nova",          "ciudad",
        "noticias",    "redacción",   "actualidad", "actualité",    "actualités",    "rédaction",
        "nachrichten", "redaktion",   "aktuelles",  "aktualisiert", "stand",         "notizie",
        "redazione",   "cronaca",     "redação",    "publicado",    "nieuws",        "redactie",
        "nyheter",     "wiadomości",  "redakcja",   "aktuality",    "hírek",         "haberler",
        "haber",       "новости",     "редакция",   "новини",       "редакція",      "нью",
        "санкт",       "ειδήσεις",    "τελευταία",  "أخبار",        "حدث",           "חדשות",
        "समाचार",      "berita",      "redaksi",    "tin",          "tức",           "ngày",
        "thứ",         "der",         "die",        "das",          "les",           "monday",
        "tuesday",     "wednesday",   "thursday",   "friday",       "saturday",      "sunday",
        "academy",     "association", "authority",  "board",        "college",       "commission",
        "committee",   "company",     "council",    "department",   "foundation",    "government",
        "group",       "hospital",    "institute",  "league",       "minister",      "museum",
        "party",       "police",      "president",  "society",      "supreme",       "union",
    };
    return dh_str_one_of(low, words, DH_LEN(words));
}

bool dh_names_no_person(struct dh_str s)
{
    struct dh_str word;
    while (dh_str_split(&s, ' ', &word)) {
        char low[DH_NAME_MAX];
        if (!joins_names(word) && is_no_person(dh_names_lower(word, low)))
            return true;
    }
    return false;
}

bool dh_names_person(struct dh_str s)
{
    enum { WORDS_MIN = 2, WORDS_MAX = 4, LENGTH_MAX = 60 };
    unsigned words = 0;
    struct dh_str rest = s, word;

    while (dh_str_split(&rest, ' ', &word)) {
        if (word.n == 0 || (words && joins_names(word)))
            continue;
        enum word_kind kind = word_kind(word);
        if (kind != CAPITAL && kind != CASELESS)
            return false;
        words++;
    }
    return s.n <= LENGTH_MAX && !dh_names_no_person(s) && words >= WORDS_MIN && words <= WORDS_MAX;
}
