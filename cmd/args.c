/* SPDX-License-Identifier: MIT */
/* One table for the parser and --help: the library's options, the command's own, and --help. */
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "cmd.h"

enum {
    MAX_OPTIONS = 96,
    HELP = 1000,
    OWN = 1001,
    LIBRARY = 2000,
    HELP_COLUMN = 32,
    HELP_WIDTH = 79,
    LIKE = 2 /* letters in which a word that is no name may differ from one that is meant */
};

static bool has(const struct args *a, const struct dh_option *o)
{
    return a->takes ? a->takes(o) : o->scope != DH_SCOPE_FETCH;
}

/* The letters of options that have one. */
static char letter_of(const char *name)
{
    static const struct {
        char letter;
        const char *name;
    } letters[] = { { 'o', "output" }, { 'j', "jobs" } };
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
        if (!strcmp(letters[i].name, name))
            return letters[i].letter;
    return 0;
}

/* The text from this column on, broken at blanks. */
static void print_column(const char *text, size_t column)
{
    size_t at = column;
    for (const char *word = text; *word;) {
        size_t n = strcspn(word, " ");
        bool fits = at + n + 1 <= HELP_WIDTH;
        if (word > text && fits)
            putchar(' ');
        else if (word > text)
            printf("\n%*s", (int)column, "");
        printf("%.*s", (int)n, word);
        at = (fits ? at + 1 : column) + n;
        word += n + strspn(word + n, " ");
    }
    putchar('\n');
}

static void print_option(char brief, const char *name, const char *arg, const char *help,
                         const char *fallback)
{
    char left[64], right[512];
    int n = snprintf(left, sizeof left, "  %c%c%c --%s%s%s", brief ? '-' : ' ', brief ? brief : ' ',
                     brief ? ',' : ' ', name, arg ? " " : "", arg ? arg : "");
    snprintf(right, sizeof right, "%s%s%s%s", help, fallback ? " [" : "", fallback ? fallback : "",
             fallback ? "]" : "");
    if (n < HELP_COLUMN)
        printf("%-*s", HELP_COLUMN, left);
    else
        printf("%s\n%*s", left, HELP_COLUMN, "");
    print_column(right, HELP_COLUMN);
}

static int print_help(const struct args *a)
{
    printf("usage: dehusk %s\n\n", a->usage);
    print_column(a->about, 0);
    putchar('\n');
    for (size_t i = 0; dh_option_at(i); i++) {
        const struct dh_option *o = dh_option_at(i);
        const char *help = a->help ? a->help(o->name) : NULL;
        if (has(a, o))
            print_option(letter_of(o->name), o->name, o->arg, help ? help : o->help,
                         o->arg ? o->fallback : NULL);
    }
    for (size_t i = 0; i < a->n_own; i++)
        print_option(a->own[i].brief, a->own[i].name, a->own[i].arg, a->own[i].help, NULL);
    print_option('h', "help", NULL, "print this", NULL);
    return 0;
}

static void long_options(const struct args *a, struct option *to)
{
    size_t n = 0;
    for (size_t i = 0; dh_option_at(i) && n < MAX_OPTIONS - 2; i++) {
        const struct dh_option *o = dh_option_at(i);
        if (has(a, o))
            to[n++] = (struct option){ o->name, o->arg != NULL, NULL, LIBRARY + (int)i };
    }
    for (size_t i = 0; i < a->n_own && n < MAX_OPTIONS - 2; i++)
        to[n++] = (struct option){ a->own[i].name, a->own[i].arg != NULL, NULL, OWN + (int)i };
    to[n++] = (struct option){ "help", no_argument, NULL, HELP };
    to[n] = (struct option){ NULL, 0, NULL, 0 };
}

/* Adds an option's letter, if it has one, to getopt's. */
static size_t add_letter(char *to, size_t n, char letter, bool arg)
{
    if (!letter || n > MAX_OPTIONS - 3)
        return n;
    to[n++] = letter;
    if (arg)
        to[n++] = ':';
    return n;
}

/* getopt's letters: ":h", and those of the library's options and of the command's own. */
static void letters(const struct args *a, char *to)
{
    const struct dh_option *o;
    size_t n = 2;
    memcpy(to, ":h", 2);
    for (size_t i = 0; (o = dh_option_at(i)) != NULL; i++)
        if (has(a, o))
            n = add_letter(to, n, letter_of(o->name), o->arg);
    for (size_t i = 0; i < a->n_own; i++)
        n = add_letter(to, n, a->own[i].brief, a->own[i].arg);
    to[n] = '\0';
}

/* The library's option of this letter, in *name; false: there is none. */
static bool library_letter(int c, const char **name)
{
    const struct dh_option *o;
    for (size_t i = 0; (o = dh_option_at(i)) != NULL; i++) {
        *name = o->name;
        if (letter_of(o->name) && letter_of(o->name) == c)
            return true;
    }
    return false;
}

/* The number of the own option with this letter; n_own: there is none. */
static size_t own_letter(const struct args *a, int c)
{
    size_t i = 0;
    while (i < a->n_own && a->own[i].brief != c)
        i++;
    return i;
}

static int set_own(const struct args *a, const struct arg *own, const char *value)
{
    if (!own->arg)
        *own->to = true;
    else if (!a->take(a->self, own->which, value)) {
        say("option '%s' takes %s, not '%s'", own->name, own->arg, value);
        return EXIT_USAGE;
    }
    return -1;
}

static int set(struct dh_options *o, const char *name, const char *value)
{
    struct dh_detail d;
    if (dh_options_set(o, name, value, &d) == DH_OK)
        return -1;
    say("%s", d.msg);
    return EXIT_USAGE;
}

/* A letter of a name: names are written in small letters. */
static char small(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* How many letters are to be changed, put in, left out or swapped to make b of a; of words that are
 * too long for a name, and of more than LIKE, more than LIKE. */
static size_t distance(const char *a, size_t n, const char *b)
{
    enum { LONGEST = 24 };
    size_t m = strlen(b), row[3][LONGEST + 1];

    if (n > LONGEST || m > LONGEST)
        return LIKE + 1;
    for (size_t j = 0; j <= m; j++)
        row[0][j] = j;
    for (size_t i = 1; i <= n; i++) {
        size_t *now = row[i % 3], *last = row[(i + 2) % 3], *older = row[(i + 1) % 3];
        now[0] = i;
        for (size_t j = 1; j <= m; j++) {
            bool same = small(a[i - 1]) == b[j - 1];
            size_t best = last[j - 1] + !same;
            best = last[j] + 1 < best ? last[j] + 1 : best;
            best = now[j - 1] + 1 < best ? now[j - 1] + 1 : best;
            bool swapped =
                i > 1 && j > 1 && small(a[i - 1]) == b[j - 2] && small(a[i - 2]) == b[j - 1];
            now[j] = swapped && older[j - 2] + 1 < best ? older[j - 2] + 1 : best;
        }
    }
    return row[n % 3][m];
}

bool is_like(const char *word, size_t n, const char *name)
{
    return n > LIKE && strlen(name) > LIKE && distance(word, n, name) <= (n > 4 ? LIKE : 1);
}

/* " (is --NAME meant?)", if there is one that is like it. */
static const char *meant(const struct option *table, const char *word, size_t n, char to[64])
{
    to[0] = '\0';
    for (size_t i = 0; !to[0] && n > 2 && word[1] == '-' && table[i].name; i++)
        if (is_like(word + 2, n - 2, table[i].name))
            snprintf(to, 64, " (is --%s meant?)", table[i].name);
    return to;
}

int bad_option(int c, const struct option *table, char **argv, const char *command)
{
    const char letter[] = { '-', (char)optopt, '\0' }, *word = argv[optind - 1];
    size_t n, like = 0;
    bool other = c == '?' && optopt; /* a letter that none has; the word may hold more */

    for (size_t i = 0; table[i].name; i++)
        other &= table[i].val != optopt;
    word = other ? letter : word;
    n = strcspn(word, "=");
    for (size_t i = 0; n > 2 && table[i].name; i++)
        like += !strncmp(table[i].name, word + 2, n - 2);
    char other_name[64];
    bool none = c != ':' && !like;
    say("%s '%s'%s; dehusk %s --help lists the options",
        c == ':'   ? "no value for option"
        : like > 1 ? "several options begin so:"
        : like     ? "no value is taken by option"
                   : "no such option",
        word, none ? meant(table, word, n, other_name) : "", command);
    return EXIT_USAGE;
}

int parse_args(const struct args *a, int argc, char **argv, struct dh_options *o, int *first)
{
    struct option table[MAX_OPTIONS];
    char brief[MAX_OPTIONS];
    int c, result = -1;

    long_options(a, table);
    letters(a, brief);
    opterr = 0;
    while (result < 0 && (c = getopt_long(argc, argv, brief, table, NULL)) != -1) {
        if (c == 'h' || c == HELP)
            return print_help(a);
        const char *name;
        if (c == ':' || c == '?') {
            result = bad_option(c, table, argv, argv[0]);
        } else if (own_letter(a, c) == a->n_own && library_letter(c, &name)) {
            result = set(o, name, optarg);
        } else if (c >= LIBRARY) {
            result = set(o, dh_option_at((size_t)(c - LIBRARY))->name, optarg);
        } else {
            result = set_own(a, &a->own[c >= OWN ? (size_t)(c - OWN) : own_letter(a, c)], optarg);
        }
    }
    *first = optind;
    return result;
}

bool parse_count(const char *name, const char *text, unsigned *out)
{
    unsigned v = 0;
    size_t n = strlen(text);
    if (n == 0 || n > 6 || strspn(text, "0123456789") != n) {
        say("option '%s' takes a number from 0 to 999999 (%s), not '%s'", name,
            strcmp(name, "days") ? "seconds" : "days", text);
        return false;
    }
    for (size_t i = 0; i < n; i++)
        v = 10 * v + (unsigned)(text[i] - '0');
    *out = v;
    return true;
}
