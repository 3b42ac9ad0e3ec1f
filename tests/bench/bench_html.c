/* SPDX-License-Identifier: MIT */
/* bench_html DIR...: how fast pages are read, stage by stage, beside a bare gumbo_parse and
 * gumbo_destroy_output (default options) of the same bytes. Every page goes through all of them in
 * turn, on one core, several rounds; the fastest round of each counts. dh_clean is everything: from
 * the bytes of a page to its clean text; "cold" is the same as a script sees it that does other
 * work between two pages: OTHER_BYTES of other memory are touched before each. Then the program
 * itself over the same files, records to nowhere, with one worker and with two. A DIR without pages
 * below it stands for fixtures/. */
#include <dirent.h>
#include <gumbo.h>
#include <string.h>

#include "bench.h"

#include "base/file.h"
#include "tree/charset.h"
#include "html/html.h"
#include "tree/scan.h"

enum { ROUNDS = 5, PROGRAM_ROUNDS = 3, PAGES_MAX = 20000, ARGS_MAX = 32, OTHER_BYTES = 8 << 20 };

enum stage { GUMBO, CHARSET, SCAN, TREE, READ, CLEAN, COLD, STAGES };
static const char *const names[STAGES] = { "gumbo_parse",  "charset",  "scan",          "scan+tree",
                                           "dh_html_read", "dh_clean", "dh_clean, cold" };

struct page {
    struct dh_buf bytes;
    struct dh_arena arena;
    struct dh_str text; /* UTF-8 */
    double best[STAGES];
};

struct bench {
    struct page *pages;
    size_t n, bytes, skeleton;
    struct dh_skeleton skel;
    struct dh_tree_builder builder;
    struct dh_html *html;
    struct dh_context *context;
    unsigned char *other;
};

static void add_page(struct bench *b, const char *path)
{
    struct dh_charset_hints hints = { DH_STR_NONE, DH_STR_NONE };
    struct page *p = &b->pages[b->n];
    struct dh_str name;

    dh_buf_init(&p->bytes, dh_mem_default(), (size_t)64 << 20);
    dh_arena_init(&p->arena, dh_mem_default(), (size_t)256 << 20);
    if (b->n + 1 == PAGES_MAX || dh_file_read(path, &p->bytes, NULL) || p->bytes.n == 0 ||
        dh_charset_decode(&p->arena, dh_buf_str(&p->bytes), &hints, &p->text, &name, NULL)) {
        dh_buf_release(&p->bytes);
        dh_arena_release(&p->arena);
        return;
    }
    for (size_t s = 0; s < STAGES; s++)
        p->best[s] = 1e9;
    b->bytes += p->text.n;
    b->n++;
}

static void add_pages(struct bench *b, const char *path)
{
    static const char *const endings[] = { ".html", ".htm" };
    DIR *dir = opendir(path);
    char name[4096];

    if (!dir) {
        for (size_t i = 0; i < DH_LEN(endings); i++)
            if (dh_str_ends(dh_str_c(path), dh_str_c(endings[i])))
                add_page(b, path);
        return;
    }
    for (struct dirent *e; (e = readdir(dir));)
        if (e->d_name[0] != '.' &&
            snprintf(name, sizeof(name), "%s/%s", path, e->d_name) < (int)sizeof(name))
            add_pages(b, name);
    closedir(dir);
}

static void run_gumbo(struct bench *b, struct page *p)
{
    (void)b;
    GumboOutput *o = gumbo_parse_with_options(&kGumboDefaultOptions, p->text.p, p->text.n);
    gumbo_destroy_output(&kGumboDefaultOptions, o);
}

static void run_charset(struct bench *b, struct page *p)
{
    struct dh_charset_hints hints = { DH_STR_NONE, DH_STR_NONE };
    struct dh_arena arena;
    struct dh_str text, name;
    (void)b;
    dh_arena_init(&arena, dh_mem_default(), (size_t)256 << 20);
    if (dh_charset_decode(&arena, dh_buf_str(&p->bytes), &hints, &text, &name, NULL))
        abort();
    dh_arena_release(&arena);
}

static void run_scan(struct bench *b, struct page *p)
{
    if (dh_scan(&b->skel, p->text, DH_QUIRKS_GUESS))
        abort();
}

static void run_tree(struct bench *b, struct page *p)
{
    struct dh_tree t;
    if (dh_tree_build(&b->builder, p->text, &t, NULL))
        abort();
}

static void run_read(struct bench *b, struct page *p)
{
    struct dh_html_options o = { .max_arena = 0 };
    struct dh_page page;
    dh_page_init(&page, dh_mem_default(), (size_t)256 << 20);
    page.raw = dh_buf_str(&p->bytes);
    if (dh_html_read(b->html, &page, &o, NULL))
        abort();
    dh_page_release(&page);
}

static void run_clean(struct bench *b, struct page *p)
{
    struct dh_record *r = NULL;
    if (dh_clean(b->context, p->bytes.p, p->bytes.n, NULL, &r, NULL))
        abort();
    dh_record_free(r);
}

static void (*const runs[STAGES])(struct bench *,
                                  struct page *) = { run_gumbo, run_charset, run_scan, run_tree,
                                                     run_read,  run_clean,   run_clean };

/* What the caller does between two pages. */
static void do_other_work(struct bench *b)
{
    enum { LINE = 64 }; /* bytes of a cache line */
    for (size_t i = 0; i < OTHER_BYTES; i += LINE)
        b->other[i]++;
}

static void report(const struct bench *b)
{
    double total[STAGES] = { 0 };
    for (size_t i = 0; i < b->n; i++)
        for (size_t s = 0; s < STAGES; s++)
            total[s] += b->pages[i].best[s];
    printf("%zu pages, %.1f MB; skeleton %.1f %% of the bytes\n", b->n, (double)b->bytes / 1e6,
           100.0 * (double)b->skeleton / (double)b->bytes);
    printf("%-14s %10s %10s %12s\n", "stage", "MB/s", "ms a page", "x bare gumbo");
    for (size_t s = 0; s < STAGES; s++)
        printf("%-14s %10.0f %10.3f %12.1f\n", names[s], (double)b->bytes / 1e6 / total[s],
               total[s] * 1e3 / (double)b->n, total[GUMBO] / total[s]);
}

static void measure(struct bench *b)
{
    for (size_t i = 0; i < b->n; i++) {
        struct page *p = &b->pages[i];
        for (int round = 0; round < ROUNDS; round++)
            for (size_t s = 0; s < STAGES; s++) {
                if (s == COLD)
                    do_other_work(b);
                double start = bench_now();
                runs[s](b, p);
                double took = bench_now() - start;
                if (took < p->best[s])
                    p->best[s] = took;
            }
        run_scan(b, p);
        b->skeleton += b->skel.n;
    }
}

/* Seconds from start to end that the program takes over the directories with that many workers. */
static double run_program(const char *program, const char *jobs, int n, char **dirs)
{
    const char *argv[ARGS_MAX + 10] = { program, "clean",  "--format", "jsonl",  "--site",
                                        "none",  "--jobs", jobs,       "--quiet" };
    for (int i = 0; i < n && i < ARGS_MAX; i++)
        argv[9 + i] = dirs[i];
    return bench_run(argv, NULL, NULL).wall;
}

static void compare_workers(const struct bench *b, const char *self, int n, char **dirs)
{
    static const char *const jobs[] = { "1", "2" };
    double best[DH_LEN(jobs)] = { 1e9, 1e9 };
    char program[4096];

    if (!bench_program(self, program, sizeof program))
        return;
    for (int round = 0; round < PROGRAM_ROUNDS; round++)
        for (size_t i = 0; i < DH_LEN(jobs); i++) {
            double took = run_program(program, jobs[i], n, dirs);
            best[i] = took < best[i] ? took : best[i];
        }
    for (size_t i = 0; i < DH_LEN(jobs); i++)
        printf("dehusk --jobs %s %9.0f %10.3f %12.1f\n", jobs[i], (double)b->bytes / 1e6 / best[i],
               best[i] * 1e3 / (double)b->n, best[0] / best[i]);
    printf("(the last column of these two: times one worker; by the clock, start-up included)\n");
}

int main(int argc, char **argv)
{
    struct bench b = { .pages = calloc(PAGES_MAX, sizeof(*b.pages)) };
    char fixtures[] = "fixtures", *fallback[] = { fixtures }, **dirs = argv + 1;
    int n_dirs = argc - 1;
    cpu_set_t all;

    bench_one_core(&all);
    dh_skeleton_init(&b.skel, dh_mem_default(), (size_t)256 << 20);
    dh_tree_builder_init(&b.builder, dh_mem_default(), (size_t)1 << 30);
    b.other = calloc(OTHER_BYTES, 1);
    if (!b.pages || !b.other || dh_html_new(&b.html, dh_mem_default()) ||
        dh_context_new(&b.context, NULL, NULL))
        return 70;
    for (int i = 0; i < n_dirs; i++)
        add_pages(&b, dirs[i]);
    if (b.n == 0) {
        dirs = fallback;
        n_dirs = 1;
        add_pages(&b, fixtures);
    }
    if (b.n)
        measure(&b);
    report(&b);
    bench_all_cores(&all);
    if (b.n)
        compare_workers(&b, argv[0], n_dirs, dirs);
    dh_context_free(b.context);
    dh_html_free(b.html);
    dh_tree_builder_release(&b.builder);
    dh_skeleton_release(&b.skel);
    for (size_t i = 0; i < b.n; i++) {
        dh_buf_release(&b.pages[i].bytes);
        dh_arena_release(&b.pages[i].arena);
    }
    free(b.other);
    free(b.pages);
    return 0;
}
