/* SPDX-License-Identifier: MIT */
/* bench_text: how fast scraped text and JSONL are cleaned, and how long the program takes to start.
 * The corpus is made here (news.h): DOCS pages, 6,000 unless the environment says otherwise.
 * Stages run on one core, the fastest of several rounds counts, less what the clock takes, in MB/s
 * of text, beside memcpy and XXH3 over the same bytes; whole runs of the program stand beside wc
 * and cat in the same round. */
#include "base/hash.h"
#include "bench.h"
#include "news.h"
#include "io/record.h"
#include "io/row.h"
#include "text/text.h"

enum { ROUNDS = 5, STARTS = 40, STAGE_DOCS = 3000 };

/* RULES: judging --without model.line, whose place the zone of prose takes; JUDGE: all of it. */
enum stage { COPY, HASH, ROW, SPLIT, KEYS, RULES, JUDGE, FINISH, RECORD, STAGES };
static const char *const names[STAGES] = {
    "memcpy",          "XXH3", "row",    "fragments", "keys", "cues, grammars, repairs",
    "and line models", "text", "record",
};

struct bench {
    struct dh_text *text, *rules;
    struct dh_buf rows, copy, record;
    size_t *ends; /* of each row in rows */
    size_t n, bytes;
    double clock; /* seconds that it takes to ask for the time, which are no stage's */
    double best[STAGES];
};

static void fail(const char *what)
{
    fprintf(stderr, "bench_text: %s\n", what);
    exit(70);
}

/* The least of many: what else runs on the machine only adds to it. */
static double clock_takes(void)
{
    enum { TIMES = 1000 };
    double least = 1;
    for (int i = 0; i < TIMES; i++) {
        double since = bench_now(), took = bench_now() - since;
        least = took < least ? took : least;
    }
    return least;
}

static double lap(double *took, double since)
{
    double now = bench_now();
    *took += now - since;
    return now;
}

/* One row up to its keys; answers the time. */
static double read_row(struct dh_str row, struct dh_page *p, double took[STAGES])
{
    static const struct dh_row_fields fields = { .text = { NULL, 0 } };
    bool html;
    double t = bench_now();

    dh_page_reset(p);
    bool ok = dh_row_read(p, row, &fields, &html, NULL) == DH_OK;
    t = lap(&took[ROW], t);
    p->input = p->raw;
    ok = ok && dh_text_split(p) == DH_OK;
    t = lap(&took[SPLIT], t);
    ok = ok && dh_text_normal(p) == DH_OK;
    if (!ok)
        fail("a row cannot be read");
    return lap(&took[KEYS], t);
}

/* One row through all stages that one page allows. */
static void one_row(struct bench *b, struct dh_str row, struct dh_page *p, double took[STAGES])
{
    double t = read_row(row, p, took);
    bool ok = dh_text_judge(b->text, p) == DH_OK;
    t = lap(&took[JUDGE], t);
    ok = ok && dh_page_finish(p) == DH_OK;
    t = lap(&took[FINISH], t);
    dh_buf_reset(&b->record);
    ok = ok && dh_record_write(p, &b->record) == DH_OK;
    lap(&took[RECORD], t);
    if (!ok)
        fail("a row cannot be cleaned");
}

/* The same as far as without the line models it takes another time. */
static void one_row_by_rules(struct bench *b, struct dh_str row, struct dh_page *p,
                             double took[STAGES])
{
    double others[STAGES] = { 0 }, t = read_row(row, p, others);
    bool ok = dh_text_judge(b->rules, p) == DH_OK;
    lap(&took[RULES], t);
    if (!ok)
        fail("a row cannot be judged");
}

static struct dh_str row_at(const struct bench *b, size_t i)
{
    size_t from = i ? b->ends[i - 1] : 0;
    return dh_str_sub(dh_buf_str(&b->rows), from, b->ends[i] - from);
}

static void one_round(struct bench *b, struct dh_page *p, bool first)
{
    double took[STAGES] = { 0 }, t = bench_now();
    static volatile uint64_t sum; /* nobody may leave the work out */

    memcpy(b->copy.p, b->rows.p, b->rows.n);
    t = lap(&took[COPY], t);
    sum += dh_hash64(dh_buf_str(&b->rows)) + (unsigned char)b->copy.p[b->rows.n / 2];
    (void)sum;
    lap(&took[HASH], t);
    b->bytes = 0;
    for (size_t i = 0; i < b->n; i++)
        one_row_by_rules(b, row_at(b, i), p, took);
    for (size_t i = 0; i < b->n; i++) {
        one_row(b, row_at(b, i), p, took);
        b->bytes += p->input.n;
    }
    for (int s = ROW; s < STAGES; s++)
        took[s] -= (double)b->n * b->clock;
    for (int s = 0; s < STAGES; s++)
        if (first || took[s] < b->best[s])
            b->best[s] = took[s];
}

static void stages(struct bench *b, struct bench_corpus *c, size_t docs)
{
    const struct dh_text_options rules = { .without = DH_STR("model.line") };
    struct bench_doc d;
    struct dh_page page;
    cpu_set_t all;

    b->n = docs < STAGE_DOCS ? docs : STAGE_DOCS;
    b->ends = calloc(b->n, sizeof *b->ends);
    for (size_t i = 0; b->ends && i < b->n; i++) {
        bench_corpus_doc(c, i, &d);
        bench_row(&d, &b->rows);
        b->ends[i] = b->rows.n;
    }
    if (!b->ends || b->rows.err || !dh_buf_room(&b->copy, b->rows.n) ||
        dh_text_new(&b->text, dh_mem_default(), NULL, NULL) ||
        dh_text_new(&b->rules, dh_mem_default(), &rules, NULL))
        fail("out of memory");
    memset(b->copy.p, 0, b->rows.n); /* its pages are there before memcpy is timed */
    dh_page_init(&page, dh_mem_default(), (size_t)1 << 30);
    bench_one_core(&all);
    b->clock = clock_takes();
    for (int round = 0; round < ROUNDS; round++)
        one_round(b, &page, round == 0);
    bench_all_cores(&all);
    dh_page_release(&page);
    dh_text_free(b->text);
    dh_text_free(b->rules);
    printf("%zu rows, %.1f MB of text, one core\n%-26s %10s %10s\n", b->n, (double)b->bytes / 1e6,
           "stage", "MB/s", "x memcpy");
    for (int s = 0; s < STAGES; s++)
        printf("%-26s %10.0f %10.3f\n", names[s], (double)b->bytes / 1e6 / b->best[s],
               b->best[COPY] / b->best[s]);
    dh_buf_release(&b->rows); /* or what is run next would be said to use this memory */
    dh_buf_release(&b->copy);
    dh_buf_release(&b->record);
    free(b->ends);
}

/* JSONL to JSONL: the fastest of three runs of each, in turns. */
static void whole_runs(struct bench_corpus *c, const char *program, const char *dir, size_t docs)
{
    char in[4096], out[4096], exe[4096];
    snprintf(in, sizeof in, "%s/rows.jsonl", dir);
    snprintf(out, sizeof out, "%s/records.jsonl", dir);
    snprintf(exe, sizeof exe, "%s", program);
    double mb = (double)bench_corpus_write(c, 0, docs, in) / 1e6;
    const char *const runs[][12] = {
        { "wc", in },
        { exe, "clean", "--quiet", "--jobs", "1", "--flush", "--format", "jsonl", in },
        { exe, "clean", "--quiet", "--jobs", "1", "--format", "jsonl", in },
        { exe, "clean", "--quiet", "--jobs", "2", "--format", "jsonl", in },
    };
    const char *const titles[] = { "wc", "clean --flush", "clean", "clean --jobs 2" };
    struct bench_run best[DH_LEN(runs)] = { { .status = -1 } };

    for (int round = 0; round < 3; round++)
        for (size_t i = 0; i < DH_LEN(runs); i++) {
            struct bench_run r = bench_run(runs[i], NULL, out);
            if (r.status)
                fail("a run failed");
            if (round == 0 || r.wall < best[i].wall)
                best[i] = r;
        }
    printf("\nJSONL to JSONL, %zu rows, %.1f MB\n%-26s %10s %10s %10s %10s %10s\n", docs, mb, "run",
           "MB/s", "s (cpu)", "s (wall)", "MiB", "x wc");
    for (size_t i = 0; i < DH_LEN(runs); i++)
        printf("%-26s %10.1f %10.3f %10.3f %10.1f %10.2f\n", titles[i], mb / best[i].wall,
               best[i].seconds, best[i].wall, (double)best[i].peak_kib / 1024,
               best[i].seconds / best[0].seconds);
    remove(in);
    remove(out);
}

/* A page of one line, process start included. */
static void start_up(const char *program, const char *dir)
{
    char in[4096], exe[4096];
    snprintf(in, sizeof in, "%s/line.txt", dir);
    snprintf(exe, sizeof exe, "%s", program);
    FILE *f = fopen(in, "wb");
    if (!f || fputs("The ferry sails again on Monday.\n", f) < 0 || fclose(f))
        fail("cannot write a file");
    const char *const runs[][4] = { { "cat" }, { exe, "--version" }, { exe, "clean" } };
    const char *const titles[] = { "cat", "dehusk --version", "dehusk clean" };
    double best[DH_LEN(runs)] = { 1e9, 1e9, 1e9 };

    for (int round = 0; round < STARTS; round++)
        for (size_t i = 0; i < DH_LEN(runs); i++) {
            struct bench_run r = bench_run(runs[i], in, NULL);
            if (r.status)
                fail("a run failed");
            if (r.wall < best[i])
                best[i] = r.wall;
        }
    printf("\none line, process start included\n%-26s %10s %10s\n", "run", "ms", "- cat");
    for (size_t i = 0; i < DH_LEN(runs); i++)
        printf("%-26s %10.2f %10.2f\n", titles[i], best[i] * 1e3, (best[i] - best[0]) * 1e3);
    remove(in);
}

int main(int argc, char **argv)
{
    struct bench b = { .n = 0 };
    struct bench_corpus c;
    char program[4096], dir[] = "/tmp/bench_text.XXXXXX";

    (void)argc;
    if (!bench_program(argv[0], program, sizeof program) || !mkdtemp(dir))
        fail("no program or no temporary directory");
    bench_corpus_init(&c, 7);
    dh_buf_init(&b.rows, dh_mem_default(), SIZE_MAX);
    dh_buf_init(&b.copy, dh_mem_default(), SIZE_MAX);
    dh_buf_init(&b.record, dh_mem_default(), SIZE_MAX);
    stages(&b, &c, bench_docs());
    whole_runs(&c, program, dir, bench_docs());
    start_up(program, dir);
    rmdir(dir);
    bench_corpus_release(&c);
    return 0;
}
