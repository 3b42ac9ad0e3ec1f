/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmd.h"

struct fetch {
    bool list, quiet, verbose;
    struct dh_fetch_source *sources;
    size_t n, cap;
};

static bool takes(const struct dh_option *o)
{
    static const char *const shared[] = { "output", "state", "wait", "user-agent",
                                          "allow-private" };
    for (size_t i = 0; i < CMD_LEN(shared); i++)
        if (!strcmp(o->name, shared[i]))
            return true;
    return o->scope == DH_SCOPE_FETCH;
}

static bool add_source(void *self, int kind, const char *where)
{
    struct fetch *f = self;
    if (f->n == f->cap) {
        size_t cap = f->cap ? 2 * f->cap : 16;
        void *more = realloc(f->sources, cap * sizeof *f->sources);
        if (!more)
            return false;
        f->sources = more;
        f->cap = cap;
    }
    f->sources[f->n++] =
        (struct dh_fetch_source){ .kind = (enum dh_source_kind)kind, .where = where };
    return true;
}

/* ---- Telling */

/* The lines on standard output are data, tab-separated: what is in a URL cannot break them. */
static void on_page(void *self, const char *visit, long status, struct dh_str url, uint64_t bytes)
{
    char text[8 * 1024 + 8];
    (void)self;
    printf("%s\t%ld\t%llu\t%s\n", visit, status, (unsigned long long)bytes,
           dh_escape(text, sizeof text, url));
}

static void on_problem(void *self, struct dh_str url, const char *cause, const char *words)
{
    const struct fetch *f = self;
    char text[512];
    if (!f->verbose)
        return;
    show_line(NULL);
    say("%s: %s (%s)", dh_escape(text, sizeof text, url), words, cause);
}

static void on_bad_line(void *self, const char *file, uint64_t line)
{
    const struct fetch *f = self;
    if (!f->quiet)
        say("'%s', line %llu: no http or https URL", file, (unsigned long long)line);
}

static void on_host(void *self, const char *host, const char *cause, const char *words,
                    uint64_t count)
{
    const struct fetch *f = self;
    bool expected = !strcmp(cause, "robots") || !strcmp(cause, "off site");
    if (f->verbose || (!f->quiet && !expected))
        tell(TELL_WARNING, "%s: %llu %s: %s", host, (unsigned long long)count,
             expected ? "refused" : "failed", words);
}

static void on_progress(void *self, const struct dh_fetch_stats *s)
{
    const struct fetch *f = self;
    uint64_t pages = s->pages + s->changed + s->unchanged + s->gone;
    char line[128];
    if (f->quiet || f->list)
        return;
    snprintf(line, sizeof line, "%llu %s of %llu %s, %llu failed, %llu to go",
             (unsigned long long)pages, noun(pages, "page", "pages"), (unsigned long long)s->hosts,
             noun(s->hosts, "host", "hosts"), (unsigned long long)s->failed,
             (unsigned long long)s->left);
    show_line(line);
}

static void tell_summary(const struct fetch *f, const struct dh_fetch_stats *s)
{
    show_line(NULL);
    if (f->quiet || !(f->verbose || s->out_of_time || isatty(STDERR_FILENO)))
        return;
    tell(TELL_INFO,
         "%llu new, %llu changed, %llu unchanged, %llu gone, %llu failed, %llu refused, %llu not "
         "due, %llu left; %llu %s, %llu %s of %llu %s%s",
         (unsigned long long)s->pages, (unsigned long long)s->changed,
         (unsigned long long)s->unchanged, (unsigned long long)s->gone,
         (unsigned long long)s->failed, (unsigned long long)s->refused,
         (unsigned long long)s->not_due, (unsigned long long)s->left,
         (unsigned long long)s->requests, noun(s->requests, "request", "requests"),
         (unsigned long long)s->bytes, noun(s->bytes, "byte", "bytes"),
         (unsigned long long)s->hosts, noun(s->hosts, "host", "hosts"),
         s->out_of_time ? "; out of time" : "");
}

/* ---- The command */

static const char *own_help(const char *name)
{
    return strcmp(name, "output") ? NULL : "directory for the WARC files; made when it is missing";
}

static int result(const struct dh_fetch_stats *s)
{
    uint64_t good = s->pages + s->changed + s->unchanged + s->gone + s->not_modified + s->not_due;

    if (stopped_by())
        return 128 + stopped_by();
    if (s->out_of_time)
        return EXIT_TRY_LATER;
    if (s->failed && !good && s->hosts && s->hosts_down == s->hosts)
        return s->busy ? EXIT_TRY_LATER : EXIT_UNAVAILABLE;
    return s->failed ? EXIT_SOME_FAILED : 0;
}

static int run(struct fetch *f, const struct dh_options *o)
{
    const struct dh_fetch_watch w = {
        f->list ? on_page : NULL, on_problem, on_bad_line, on_host, on_progress, f
    };
    struct dh_context *c = NULL;
    struct dh_fetch_stats stats = { 0 };
    struct dh_detail d = { .code = DH_OK };
    enum dh_err e = dh_context_new(&c, o, &d);

    if (e == DH_OK) {
        stop_on_signals(c);
        e = dh_job_fetch(c, f->sources, f->n, &w, &stats, &d);
        stop_on_signals(NULL);
        tell_summary(f, &stats);
    }
    dh_context_free(c);
    if (e)
        return fail_with(e, &d);
    int printed = end_output();
    return printed ? printed : result(&stats);
}

int cmd_fetch(int argc, char **argv)
{
    struct fetch f = { .n = 0 };
    const struct arg own[] = {
        { "input", "a file with one URL a line; - for standard input", NULL, "FILE", DH_SOURCE_LIST,
          'i' },
        { "feed", "an RSS, Atom or JSON feed; its entries are fetched", NULL, "URL", DH_SOURCE_FEED,
          0 },
        { "sitemap", "a sitemap, or an index of sitemaps", NULL, "URL", DH_SOURCE_SITEMAP, 0 },
        { "front", "a page that names its feeds", NULL, "URL", DH_SOURCE_FRONT, 0 },
        { "list", "print a line for each page: new, changed, unchanged or gone, status, bytes, URL",
          &f.list, NULL, 0, 0 },
        { "verbose", "tell each URL that came to nothing, and a summary", &f.verbose, NULL, 0,
          'v' },
        { "quiet", "tell no failed hosts, no progress, no summary", &f.quiet, NULL, 0, 'q' },
    };
    const struct args args = {
        .usage = "fetch -o DIR --contact TEXT [OPTION...] [URL...]",
        .about = "Downloads pages into WARC files below DIR, politely: robots.txt is obeyed, a "
                 "host is asked for one page at a time. With --state FILE only what is new or has "
                 "changed is downloaded. dehusk clean reads the files.",
        .takes = takes,
        .own = own,
        .n_own = CMD_LEN(own),
        .take = add_source,
        .self = &f,
        .help = own_help,
    };
    struct dh_options *o = NULL;
    int first, code;

    if (dh_options_new(&o) != DH_OK)
        return fail_with(DH_ENOMEM, &(struct dh_detail){ .code = DH_ENOMEM });
    code = parse_args(&args, argc, argv, o, &first);
    for (int i = first; code < 0 && i < argc; i++)
        if (!add_source(&f, DH_SOURCE_PAGE, argv[i]))
            code = fail_with(DH_ENOMEM, &(struct dh_detail){ .code = DH_ENOMEM });
    if (code < 0 && !f.n) {
        say("nothing to fetch: name a URL, or -i, --feed, --sitemap or --front");
        code = EXIT_USAGE;
    }
    if (code < 0)
        code = run(&f, o);
    dh_options_free(o);
    free(f.sources);
    return code;
}
