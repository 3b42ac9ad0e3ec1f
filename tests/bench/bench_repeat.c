/* SPDX-License-Identifier: MIT */
/* bench_repeat: how fast repetition is found, stage by stage, and how much memory a corpus takes.
 * The corpus is made here (news.h): DOCS pages, 6,000 unless the environment says otherwise.
 * Stages run on one core, the fastest of several rounds counts, in MB/s of text, beside XXH3 over
 * the same text. Whole runs tell the peak of memory as the corpus grows, and whether --memory
 * changes a byte. */
#include "base/hash.h"
#include "bench.h"
#include "io/row.h"
#include "news.h"
#include "repeat/repeat.h"
#include "repeat/site/site.h"
#include "repeat/story/story.h"
#include "text/text.h"

enum { ROUNDS = 3, STAGE_DOCS = 6000, SORT_BYTES = 32 << 20, GROWTH = 10 };

enum stage { HASH, KEYS, COUNT, COUNTED, PAGE, SKETCH, STORIES, STAGES };
static const char *const names[STAGES] = {
    "XXH3",          "fragment keys",  "counts, adding",     "keys and counts, all",
    "inside a page", "story sketches", "stories, all of it",
};

struct bench {
    struct dh_text *text;
    struct bench_corpus corpus;
    size_t n, bytes;
    double took[STAGES], best[STAGES];
    struct dh_buf counted; /* of a page */
};

static void fail(const char *what)
{
    fprintf(stderr, "bench_repeat: %s\n", what);
    exit(70);
}

static double lap(double *took, double since)
{
    double now = bench_now();
    *took += now - since;
    return now;
}

/* What job/ and repeat/corpus.c make of page number i, less cues and html. */
static void one_page(struct bench *b, struct dh_str row, uint32_t i, struct dh_page *p,
                     struct dh_sites *sites, struct dh_stories *stories)
{
    static const struct dh_row_fields fields = { .text = { NULL, 0 } };
    static volatile uint64_t sum; /* nobody may leave the work out */
    bool html;

    dh_page_reset(p);
    bool ok = dh_row_read(p, row, &fields, &html, NULL) == DH_OK;
    p->input = p->raw;
    ok = ok && dh_text_split(p) == DH_OK;
    double t = bench_now();
    sum += dh_hash64(p->input);
    (void)sum;
    t = lap(&b->took[HASH], t);
    ok = ok && dh_text_normal(p) == DH_OK;
    t = lap(&b->took[KEYS], t);
    ok = ok && dh_text_judge(b->text, p) == DH_OK;
    t = bench_now();
    ok = ok && dh_repeat_page(p) == DH_OK;
    t = lap(&b->took[PAGE], t);
    ok = ok && dh_repeat_describe(p) == DH_OK;
    t = lap(&b->took[SKETCH], t);
    dh_buf_reset(&b->counted);
    dh_sites_count(p, &b->counted);
    uint64_t site = dh_site_hash(p->field[DH_FIELD_SITE]);
    ok = ok && dh_sites_take(sites, p->identity, site, dh_buf_str(&b->counted), i, NULL) == DH_OK;
    t = lap(&b->took[COUNT], t);
    struct dh_story story = {
        .page = p->identity,
        .label = i,
        .site = site,
        .published = INT64_MAX,
        .length = (uint32_t)p->input.n,
        .number = i,
        .id = p->field[DH_FIELD_ID],
        .sketch = p->sketch,
    };
    ok = ok && dh_stories_add(stories, &story, NULL) == DH_OK;
    lap(&b->took[STORIES], t);
    if (!ok)
        fail("a page cannot be worked on");
    b->bytes += p->input.n;
}

static void one_round(struct bench *b, struct dh_page *p, struct dh_buf *row)
{
    struct dh_sites *sites = NULL;
    struct dh_stories *stories = NULL;
    struct bench_doc d;

    memset(b->took, 0, sizeof b->took);
    b->bytes = 0;
    if (dh_sites_new(&sites, dh_mem_default(), SORT_BYTES, NULL) ||
        dh_stories_new(&stories, dh_mem_default(), SORT_BYTES, NULL))
        fail("out of memory");
    for (uint32_t i = 0; i < b->n; i++) {
        bench_corpus_doc(&b->corpus, i, &d);
        dh_buf_reset(row);
        bench_row(&d, row);
        one_page(b, dh_buf_str(row), i, p, sites, stories);
    }
    double t = bench_now();
    if (dh_stories_settle(stories, NULL))
        fail("stories cannot be compared");
    t = lap(&b->took[STORIES], t);
    double settle = 0;
    if (dh_sites_settle(sites, stories, NULL, NULL))
        fail("fragments cannot be counted");
    lap(&settle, t);
    b->took[COUNTED] = b->took[KEYS] + b->took[COUNT] + settle;
    dh_sites_free(sites);
    dh_stories_free(stories);
}

static void stages(struct bench *b)
{
    struct dh_page page;
    struct dh_buf row;
    cpu_set_t all;

    dh_page_init(&page, dh_mem_default(), (size_t)1 << 30);
    dh_buf_init(&row, dh_mem_default(), SIZE_MAX);
    if (dh_text_new(&b->text, dh_mem_default(), NULL, NULL))
        fail("out of memory");
    bench_one_core(&all);
    for (int round = 0; round < ROUNDS; round++) {
        one_round(b, &page, &row);
        for (int s = 0; s < STAGES; s++)
            if (round == 0 || b->took[s] < b->best[s])
                b->best[s] = b->took[s];
    }
    bench_all_cores(&all);
    dh_page_release(&page);
    dh_buf_release(&row);
    dh_buf_release(&b->counted);
    dh_text_free(b->text);
    printf("%zu pages, %.1f MB of text, one core\n%-26s %10s %10s\n", b->n, (double)b->bytes / 1e6,
           "stage", "MB/s", "x XXH3");
    for (int s = 0; s < STAGES; s++)
        printf("%-26s %10.0f %10.3f\n", names[s], (double)b->bytes / 1e6 / b->best[s],
               b->best[HASH] / b->best[s]);
}

static bool same_bytes(const char *a, const char *b)
{
    const char *const run[] = { "cmp", "-s", a, b, NULL };
    return bench_run(run, NULL, NULL).status == 0;
}

/* A corpus, one ten times as large, and the large one in little memory. */
static void memory(struct bench *b, const char *exe, const char *dir, size_t docs)
{
    static const char *const titles[] = { "clean", "clean, ten times as many",
                                          "the same with --memory 64M" };
    const size_t pages[] = { docs / GROWTH, docs, docs };
    char in[2][4096], out[3][4096];

    for (size_t i = 0; i < 3; i++)
        snprintf(out[i], sizeof out[i], "%s/out%zu", dir, i);
    for (size_t i = 0; i < 2; i++) {
        snprintf(in[i], sizeof in[i], "%s/in%zu.jsonl", dir, i);
        if (bench_corpus_write(&b->corpus, 0, pages[i], in[i]) == 0)
            fail("no room for the corpus");
    }
    printf("\nJSONL to JSONL, one worker\n%-26s %10s %10s %10s %10s\n", "run", "pages", "MiB",
           "x first", "us a page");
    double first = 0;
    for (size_t i = 0; i < 3; i++) {
        const char *const run[] = { exe,     "clean",    "--quiet", "--jobs",  "1", "--format",
                                    "jsonl", "--memory", "64M",     in[i > 0], NULL };
        const char *const without[] = { exe,        "clean", "--quiet", "--jobs", "1",
                                        "--format", "jsonl", in[i > 0], NULL };
        struct bench_run r = bench_run(i == 2 ? run : without, NULL, out[i]);
        if (r.status)
            fail("a run failed");
        first = i ? first : (double)r.peak_kib;
        printf("%-26s %10zu %10.1f %10.2f %10.0f\n", titles[i], pages[i], (double)r.peak_kib / 1024,
               (double)r.peak_kib / first, r.seconds * 1e6 / (double)pages[i]);
    }
    printf("%s\n", same_bytes(out[1], out[2]) ? "same bytes with --memory 64M"
                                              : "OTHER BYTES with --memory 64M");
    for (size_t i = 0; i < 3; i++)
        remove(out[i]);
    for (size_t i = 0; i < 2; i++)
        remove(in[i]);
}

int main(int argc, char **argv)
{
    struct bench b = { .n = bench_docs() < STAGE_DOCS ? bench_docs() : STAGE_DOCS };
    char program[4096], dir[] = "/tmp/bench_repeat.XXXXXX";

    (void)argc;
    if (!bench_program(argv[0], program, sizeof program) || !mkdtemp(dir))
        fail("no program or no temporary directory");
    dh_buf_init(&b.counted, dh_mem_default(), SIZE_MAX);
    bench_corpus_init(&b.corpus, 7);
    stages(&b);
    memory(&b, program, dir, bench_docs());
    rmdir(dir);
    bench_corpus_release(&b.corpus);
    return 0;
}
