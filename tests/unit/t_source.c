/* SPDX-License-Identifier: MIT */
/* Sources: which items come of which inputs, in which order; and types by the bytes. Of archives:
 * t_archive.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/err.h"
#include "base/mem.h"
#include "io/source.h"
#include "scratch.h"

enum { MAX_SIZE = 4000 };

/* ---- Types */

/* NUL bytes matter in some: hence lengths. */
#define BYTES(lit) ((struct dh_str){ lit, sizeof(lit) - 1 })

static const struct {
    const char *name;
    struct dh_str head;
    enum dh_type want;
} types[] = {
    { "nothing", BYTES(""), DH_TYPE_TEXT },
    { "white space", BYTES(" \r\n\t"), DH_TYPE_TEXT },
    { "a lone <", BYTES("<"), DH_TYPE_TEXT },
    { "prose", BYTES("The bridge is closed.\n\nTraffic is led away.\n"), DH_TYPE_TEXT },
    { "doctype", BYTES("<!DOCTYPE html><p>x"), DH_TYPE_HTML },
    { "doctype behind BOM and space", BYTES("\xEF\xBB\xBF\n  <!doctype HTML>"), DH_TYPE_HTML },
    { "html tag", BYTES("<HTML lang=en>"), DH_TYPE_HTML },
    { "comments first", BYTES("<!-- a --> <!-- <b> -->\n<html>"), DH_TYPE_HTML },
    { "XHTML", BYTES("<?xml version=\"1.0\"?>\n<html xmlns=\"x\">"), DH_TYPE_HTML },
    { "fragment", BYTES("<div class=a>Text</div>"), DH_TYPE_HTML },
    { "fragment of paragraphs", BYTES("<p>One.</p><p>Two.</p>"), DH_TYPE_HTML },
    { "fragment that starts with text", BYTES("One.<br><br>Two.<br/>Three."), DH_TYPE_HTML },
    { "no doctype, head first", BYTES("<head><title>x</title>"), DH_TYPE_HTML },
    { "UTF-16LE with BOM", BYTES("\xFF\xFE<\0h\0t\0m\0l\0>\0"), DH_TYPE_HTML },
    { "UTF-16BE with BOM", BYTES("\xFE\xFF\0<\0!\0D\0O\0C\0T\0Y\0P\0E\0 \0h"), DH_TYPE_HTML },
    { "UTF-16LE without BOM", BYTES("<\0h\0t\0m\0l\0>\0"), DH_TYPE_HTML },
    { "UTF-16 text", BYTES("\xFF\xFEH\0i\0"), DH_TYPE_TEXT },
    { "less-than signs", BYTES("If a < b and b<c then a<c, and 1 <2. <3 forever"), DH_TYPE_TEXT },
    { "mail address", BYTES("Write to Jo <jo@example.org> or <info@example.org>"), DH_TYPE_TEXT },
    { "inline tags left in text", BYTES("<b>Update:</b> it <i>is</i> <a href=x>so</a>."),
      DH_TYPE_TEXT },
    { "prose about a tag", BYTES("The <html> tag comes first."), DH_TYPE_TEXT },
    { "unknown tag", BYTES("<rumour>They say</rumour>"), DH_TYPE_TEXT },
    { "name goes on", BYTES("<division>one</division>"), DH_TYPE_TEXT },
    { "a row", BYTES("{\"text\": \"x\"}\n"), DH_TYPE_JSONL },
    { "a row behind BOM and blank lines", BYTES("\xEF\xBB\xBF\r\n\n{\"text\":\"x\"}"),
      DH_TYPE_JSONL },
    { "a row of HTML", BYTES("{\"html\": \"<html><body><p>x</p><p>y</p>\"}"), DH_TYPE_JSONL },
    { "a row with an escaped key", BYTES("{\"a\\\"b\" : 1}"), DH_TYPE_JSONL },
    { "an empty row", BYTES("{}\n"), DH_TYPE_JSONL },
    { "a row cut off", BYTES("{\"text\": \"The brid"), DH_TYPE_JSONL },
    { "a JSON array of rows", BYTES("[\n {\"text\": \"x\"}]"), DH_TYPE_JSONL },
    { "a row in UTF-16", BYTES("\xFF\xFE{\0\"\0t\0\"\0:\0001\0}\0"), DH_TYPE_JSONL },
    { "text in braces", BYTES("{Editor's note} \"Yes\": he said"), DH_TYPE_TEXT },
    { "text in brackets", BYTES("[Reuters] \"Yes\""), DH_TYPE_TEXT },
    { "quoted in braces", BYTES("{\"quote\"} and more"), DH_TYPE_TEXT },
    { "WARC", BYTES("WARC/1.0\r\nWARC-Type: warcinfo\r\n"), DH_TYPE_WARC },
    { "text about WARC", BYTES("WARC/ISO is a format."), DH_TYPE_TEXT },
    { "a picture", BYTES("\x89PNG\r\n\x1A\n\0\0\0\rIHDR"), DH_TYPE_TEXT },
};

static void sniffs(void **state)
{
    (void)state;
    for (size_t i = 0; i < DH_LEN(types); i++)
        if (dh_type_sniff(types[i].head) != types[i].want)
            fail_msg("%s: type %d", types[i].name, (int)dh_type_sniff(types[i].head));
}

/* ---- Walks */

#define ROW "{\"text\":\"x\"}"

/* want: one line an item: its type (h, t, r), output or id, [folder], and its bytes; or "!" and the
 * error's number. */
static const struct {
    const char *name;
    const char *tree[12];
    const char *inputs[4];
    const char *skip;
    const char *want;
} walks[] = {
    { "one file", { "a.txt=A" }, { "a.txt" }, NULL, "t a.txt [S] A\n" },
    { "arguments keep their order",
      { "a=A", "b=B" },
      { "b", "a" },
      NULL,
      "t b [S] B\nt a [S] A\n" },
    { "one argument twice", { "a=A" }, { "a", "a" }, NULL, "t a [S] A\nt a [S] A\n" },
    { "whole paths are sorted, not names",
      { "d/a/x=1", "d/a.txt=2", "d/a-b=3", "d/a0=4", "d/B=5", "d/a/b/c=6" },
      { "d" },
      NULL,
      "t B [d] 5\nt a-b [d] 3\nt a.txt [d] 2\nt a/b/c [b] 6\nt a/x [a] 1\nt a0 [d] 4\n" },
    { "a slash behind the argument", { "d/e/x=1" }, { "d//" }, NULL, "t e/x [e] 1\n" },
    { "dots in the argument", { "d/x=1" }, { "d/../d/." }, NULL, "t x [d] 1\n" },
    { "directories of dates, up to where the text ends",
      { "d/pen/2016/02-13/x=1", "d/2016/x=2", "d/\xC3\xB6/1/x=3", "07/a=4" },
      { "d", "./07/a" },
      NULL,
      "t 2016/x [d] 2\nt pen/2016/02-13/x [pen] 1\nt \xC3\xB6/1/x [\xC3\xB6] 3\nt a [S] 4\n" },
    { "an empty directory and an empty file", { "d/e/", "d/f=" }, { "d" }, NULL, "t f [d] \n" },
    { "hidden files are files", { "d/.h=1" }, { "d" }, NULL, "t .h [d] 1\n" },
    { "odd names",
      { "d/-rf=1", "d/a\nb=2", "d/\xFF\xFE=3", "d/ =4" },
      { "d" },
      NULL,
      "t   [d] 4\nt -rf [d] 1\nt a\nb [d] 2\nt \xFF\xFE [d] 3\n" },
    { "link to a file", { "d/a=1", "d/b->a" }, { "d" }, NULL, "t a [d] 1\nt b [d] 1\n" },
    { "link to a directory outside", { "e/x=1", "d/l->../e" }, { "d" }, NULL, "t l/x [l] 1\n" },
    { "a directory with two names is read once",
      { "d/a/x=1", "d/b->a" },
      { "d" },
      NULL,
      "t a/x [a] 1\n" },
    { "links that fan out",
      { "d/a/l->../b", "d/a/m->../b", "d/b/l->../c", "d/b/m->../c", "d/c/x=1" },
      { "d" },
      NULL,
      "t a/l/l/x [l] 1\n" },
    { "link loops", { "d/up->..", "d/self->.", "d/x=1" }, { "d" }, NULL, "t x [d] 1\n" },
    { "a dangling link", { "d/a->nowhere", "d/b=1" }, { "d" }, NULL, "! 5 a\nt b [d] 1\n" },
    { "a link to itself", { "d/a->a", "d/b=1" }, { "d" }, NULL, "! 8 a\nt b [d] 1\n" },
    { "a FIFO in a directory", { "d/f|", "d/x=1" }, { "d" }, NULL, "t x [d] 1\n" },
    { "a missing argument", { "b=B" }, { "a", "b" }, NULL, "! 5\nt b [S] B\n" },
    { "a file taken for a directory", { "a=A" }, { "a/b" }, NULL, "! 5\n" },
    { "an empty argument", { "a=A" }, { "", "a" }, NULL, "! 5\nt a [S] A\n" },
    { "the output directory is not read",
      { "d/a=1", "d/out/a.txt=2", "d/z=3" },
      { "d" },
      "d/out",
      "t a [d] 1\nt z [d] 3\n" },
    { "nor by another name", { "d/l->../out", "out/a=1", "d/z=3" }, { "d" }, "out", "t z [d] 3\n" },
    { "the output file is not read",
      { "d/a=1", "d/o.jsonl=2" },
      { "d" },
      "d/o.jsonl",
      "t a [d] 1\n" },
    { "temporaries of a killed run",
      { "d/a.txt.dehusk-0a1b2c=1", "d/b=2" },
      { "d" },
      NULL,
      "t b [d] 2\n" },
    { "a file in place", { "a=A" }, { "a" }, "a", "t a [S] A\n" },
    { "the output directory as an argument", { "d/a=1" }, { "d" }, "d", "! 3\n" },
    { "HTML", { "d/a=<html><p>x" }, { "d" }, NULL, "h a [d] <html><p>x\n" },
    { "rows", { "d/a=" ROW "\n" ROW "\n" }, { "d" }, NULL, "r 1 [d] " ROW "\nr 2 [d] " ROW "\n" },
    { "rows: BOM, CR LF, blank lines, no last line end",
      { "a=\xEF\xBB\xBF\r\n" ROW "\r\n\n \t\r\n\xEF\xBB\xBF" ROW },
      { "a" },
      NULL,
      "r 2 [S] " ROW "\nr 5 [S] " ROW "\n" },
    { "rows, then a file", { "d/a=" ROW, "d/b=B" }, { "d" }, NULL, "r 1 [d] " ROW "\nt b [d] B\n" },
    { "a bad row is a row",
      { "a=" ROW "\n{\"te\n" ROW },
      { "a" },
      NULL,
      "r 1 [S] " ROW "\nr 2 [S] {\"te\nr 3 [S] " ROW "\n" },
    { "a table: BOM, CR LF, blank lines, line ends in quotes, no last line end",
      { "a=\xEF\xBB\xBF\"text\",n\r\n\"x\ny\",1\r\n\r\nz,2" },
      { "a" },
      NULL,
      "r 2 [S] {\"text\":\"x\\ny\",\"n\":\"1\"}\nr 5 [S] {\"text\":\"z\",\"n\":\"2\"}\n" },
    { "a table's bad rows cost themselves, then a file",
      { "d/a=text,n\n\"x\"y,1\nz,2\nz,2,3\n\"z", "d/b=text\nn" },
      { "d" },
      NULL,
      "! 4 \nr 3 [d] {\"text\":\"z\",\"n\":\"2\"}\n! 4 \n! 4 \nt b [d] text\nn\n" },
    { "a table without rows", { "a=text,n\n", "b=B" }, { "a", "b" }, NULL, "t b [S] B\n" },
    { "a file that is named as a table and names no text",
      { "a.csv=x,y\n1,2\n", "b.TSV.gz=x", "c.csv=id,text\n" },
      { "a.csv", "b.TSV.gz", "c.csv" },
      NULL,
      "t a.csv [S] x,y\n1,2\n\n! 4\nt b.TSV.gz [S] x\n! 4\n" },
    { "a JSON array", { "a=[" ROW "]", "b=B" }, { "a", "b" }, NULL, "! 4 a\nt b [S] B\n" },
    { "a JSON object over lines", { "a={\n\"text\":\n\"x\"}" }, { "a" }, NULL, "! 4 a\n" },
    { "a URL without a fetcher",
      { "a=A" },
      { "http://h.example/", "a" },
      NULL,
      "! 10 http://h.example/\nt a [S] A\n" },
};

/* The scratch directory's own name stands as S. */
static const char *folder_name(struct dh_str folder)
{
    static char name[256];
    snprintf(name, sizeof name, "%.*s", (int)folder.n, folder.p);
    const char *own = strrchr(scratch, '/') + 1;
    return strcmp(name, own) == 0 ? "S" : name;
}

static void print_item(FILE *f, enum dh_err e, const struct dh_item *it)
{
    struct dh_str name = it->output.n ? it->output : it->id;
    if (e) {
        fprintf(f, "! %d\n", (int)e);
    } else if (it->err) {
        fprintf(f, "! %d ", (int)it->err);
        fwrite(name.p ? name.p : "", 1, name.n, f);
        fputc('\n', f);
        assert_true(it->detail.msg[0] != '\0');
    } else {
        fputc(it->type == DH_TYPE_HTML ? 'h' : it->type == DH_TYPE_TEXT ? 't' : 'r', f);
        if (it->type == DH_TYPE_JSONL)
            fprintf(f, " %d", (int)it->line);
        else
            fprintf(f, " %.*s", (int)name.n, name.p);
        fprintf(f, " [%s] ", folder_name(it->folder));
        fwrite(it->bytes.p ? it->bytes.p : "", 1, it->bytes.n, f);
        fputc('\n', f);
    }
}

/* All items of the inputs as text; free it. */
static char *items(const struct dh_source_options *o, const char *const *inputs, size_t n)
{
    struct dh_source *s = NULL;
    struct dh_detail d = { 0 };
    struct dh_item it;
    char *text = NULL;
    size_t size;
    FILE *f = open_memstream(&text, &size);
    enum dh_err e;

    assert_int_equal(dh_source_new(&s, dh_mem_default(), o, inputs, n, &d), DH_OK);
    while ((e = dh_source_next(s, &it, &d)) != DH_END) {
        print_item(f, e, &it);
        if (e && e != DH_ENOINPUT && e != DH_EACCESS && e != DH_EDATA)
            break;
    }
    dh_source_free(s);
    fclose(f);
    return text;
}

static void walks_inputs(void **state)
{
    (void)state;
    for (size_t i = 0; i < DH_LEN(walks); i++) {
        struct dh_source_options o = { .max_size = MAX_SIZE };
        const char *inputs[4];
        char skip[1024];
        size_t n = 0;

        scratch_make();
        for (size_t k = 0; k < 12 && walks[i].tree[k]; k++)
            scratch_entry(walks[i].tree[k]);
        for (; n < 4 && walks[i].inputs[n]; n++) {
            const char *in = walks[i].inputs[n];
            inputs[n] = in[0] && strncmp(in, "http", 4) ? scratch_path(in) : in;
        }
        if (walks[i].skip) {
            snprintf(skip, sizeof skip, "%s", scratch_path(walks[i].skip));
            o.skip_under = skip;
        }
        char *got = items(&o, inputs, n);
        if (strcmp(got, walks[i].want) != 0)
            fail_msg("%s: got\n%s", walks[i].name, got);
        free(got);
        scratch_remove();
    }
}

/* ---- Limits */

static void sizes(void **state)
{
    /* A text or row of n bytes, against the limit: the file is read whole or is an item that says
     * why not. */
    static const struct {
        size_t n;
        enum dh_err want;
    } cases[] = { { MAX_SIZE - 1, DH_OK },
                  { MAX_SIZE, DH_OK },
                  { MAX_SIZE + 1, DH_ELIMIT },
                  { 300000, DH_ELIMIT } };
    (void)state;
    scratch_make();
    for (size_t i = 0; i < 2 * DH_LEN(cases); i++) {
        size_t n = cases[i / 2].n;
        bool row = i % 2;
        char *bytes = malloc(n + 64);
        memset(bytes, 'x', n);
        if (row) {
            memcpy(bytes, "{\"a\":\"", 6);
            memcpy(bytes + n - 2, "\"}", 2);
            memcpy(bytes + n, "\n" ROW "\n", 15);
        }
        scratch_write("a", bytes, n + (row ? 14 : 0));
        struct dh_source_options o = { .max_size = MAX_SIZE };
        const char *inputs[] = { scratch_path("a") };
        struct dh_source *s = NULL;
        struct dh_item it;
        struct dh_detail d;
        assert_int_equal(dh_source_new(&s, dh_mem_default(), &o, inputs, 1, &d), DH_OK);
        assert_int_equal(dh_source_next(s, &it, &d), DH_OK);
        assert_int_equal(it.err, cases[i / 2].want);
        assert_int_equal(it.type, row ? DH_TYPE_JSONL : DH_TYPE_TEXT);
        if (it.err == DH_OK)
            assert_memory_equal(it.bytes.p, bytes, n);
        if (row) { /* the next one is not lost */
            assert_int_equal(dh_source_next(s, &it, &d), DH_OK);
            assert_int_equal(it.line, 2);
            assert_int_equal(it.bytes.n, sizeof ROW - 1);
        }
        assert_int_equal(dh_source_next(s, &it, &d), DH_END);
        dh_source_free(s);
        free(bytes);
    }
    scratch_remove();
}

/* Packed files are told by their bytes; damage does not cost the rows before it. */
static void packed(void **state)
{
    static const struct {
        const char *name;
        struct dh_str bytes;
        const char *want;
    } files[] = {
        { "a text",
          BYTES(
              "\x1F\x8B\x08\x00\x00\x00\x00\x00\x02\x03\xF3\xCF\x4B\xD5\x53\x08\x29\xCF\xD7\x53\xF0"
              "\x87\xB1\x00\x60\xC1\xDA\xE0\x13\x00\x00\x00"),
          "t a [S] One. Two. One. Two.\n" },
        { "cut off",
          BYTES("\x1F\x8B\x08\x00\x00\x00\x00\x00\x02\x03\xF3\xCF\x4B\xD5\x53\x08\x29\xCF"),
          "! 4 a\n" },
        { "rows", BYTES("\x28\xB5\x2F\xFD\x24\x0D\x69\x00\x00{\"text\":\"x\"}\n\xFB\xD0\x2B\xD8"),
          "r 1 [S] {\"text\":\"x\"}\n" },
        { "rows, cut off",
          BYTES("\x28\xB5\x2F\xFD\x20\x1A\xD1\x00\x00{\"text\":\"x\"}\n{\"text\":\"y"),
          "r 1 [S] {\"text\":\"x\"}\n! 4 \n" },
        { "half a magic", BYTES("\x1F\x8B"), "t a [S] \x1F\x8B\n" },
    };
    struct dh_source_options o = { .max_size = MAX_SIZE };
    (void)state;
    scratch_make();
    const char *inputs[] = { scratch_path("a") };
    for (size_t i = 0; i < DH_LEN(files); i++) {
        scratch_write("a", files[i].bytes.p, files[i].bytes.n);
        char *got = items(&o, inputs, 1);
        if (strcmp(got, files[i].want) != 0)
            fail_msg("%s: got %s", files[i].name, got);
        free(got);
    }
    scratch_remove();
}

/* Many rows over many chunks come out as they went in. */
static void long_rows(void **state)
{
    (void)state;
    scratch_make();
    FILE *f = fopen(scratch_path("a"), "wb");
    for (int i = 0; i < 5000; i++)
        fprintf(f, "{\"n\":%d,\"pad\":\"%*s\"}\n", i, i % 300, "");
    fclose(f);
    struct dh_source_options o = { .max_size = MAX_SIZE };
    const char *inputs[] = { scratch_path("a") };
    struct dh_source *s = NULL;
    struct dh_item it;
    struct dh_detail d;
    char want[512];
    assert_int_equal(dh_source_new(&s, dh_mem_default(), &o, inputs, 1, &d), DH_OK);
    for (int i = 0; i < 5000; i++) {
        int n = snprintf(want, sizeof want, "{\"n\":%d,\"pad\":\"%*s\"}", i, i % 300, "");
        assert_int_equal(dh_source_next(s, &it, &d), DH_OK);
        assert_int_equal(it.line, i + 1);
        assert_int_equal(it.bytes.n, n);
        assert_memory_equal(it.bytes.p, want, (size_t)n);
    }
    assert_int_equal(dh_source_next(s, &it, &d), DH_END);
    dh_source_free(s);
    scratch_remove();
}

/* A FIFO and standard input are read as they come. */
static void pipes(void **state)
{
    struct dh_source_options o = { .max_size = MAX_SIZE };
    int p[2], old = dup(0);

    (void)state;
    assert_int_equal(pipe(p), 0);
    assert_int_equal(write(p[1], "Text.", 5), 5);
    close(p[1]);
    dup2(p[0], 0);
    close(p[0]);
    char *got = items(&o, NULL, 0);
    assert_string_equal(got, "t  [] Text.\n");
    free(got);
    dup2(old, 0);
    close(old);
}

static enum dh_err get(void *self, const char *url, struct dh_buf *body, struct dh_buf *final_url,
                       struct dh_buf *content_type, struct dh_detail *d)
{
    (void)self;
    if (strstr(url, "gone"))
        return dh_fail(d, DH_ENET, 0, "'%s': status 404", url);
    dh_buf_add(body, strstr(url, "rows") ? dh_str_c(ROW "\n" ROW) : dh_str_c("<html><p>x"));
    dh_buf_add(final_url, dh_str_c("http://h.example/end"));
    dh_buf_add(content_type, dh_str_c("text/html; charset=utf-8"));
    return DH_OK;
}

static void urls(void **state)
{
    struct dh_source_options o = { .max_size = MAX_SIZE, .get = get };
    const char *inputs[] = { "http://h.example/gone", "HTTP://h.example/a" };
    const char *rows[] = { "http://h.example/rows" };
    struct dh_source *s = NULL;
    struct dh_item it;
    struct dh_detail d;

    (void)state;
    assert_int_equal(dh_source_new(&s, dh_mem_default(), &o, inputs, 2, &d), DH_OK);
    assert_int_equal(dh_source_next(s, &it, &d), DH_OK);
    assert_int_equal(it.err, DH_ENET);
    assert_string_equal(it.detail.msg, "'http://h.example/gone': status 404");
    assert_int_equal(dh_source_next(s, &it, &d), DH_OK);
    assert_int_equal(it.err, DH_OK);
    assert_int_equal(it.type, DH_TYPE_HTML);
    assert_true(dh_str_eq(it.id, dh_str_c("HTTP://h.example/a")));
    assert_true(dh_str_eq(it.url, dh_str_c("http://h.example/end")));
    assert_true(dh_str_eq(it.content_type, dh_str_c("text/html; charset=utf-8")));
    assert_int_equal(dh_source_next(s, &it, &d), DH_END);
    dh_source_free(s);
    char *got = items(&o, rows, 1);
    assert_string_equal(got, "r 1 [] " ROW "\nr 2 [] " ROW "\n");
    free(got);
}

/* Depth costs no stack and no descriptors; what lies deeper than a path can be is named. */
static void deep(void **state)
{
    enum { DEPTH = 2500 };
    struct dh_source_options o = { .max_size = MAX_SIZE };
    int fd, next;

    (void)state;
    scratch_make();
    fd = open(scratch, O_RDONLY | O_DIRECTORY);
    for (int i = 0; i < DEPTH; i++) {
        assert_int_equal(mkdirat(fd, "d", 0700), 0);
        next = openat(fd, "d", O_RDONLY | O_DIRECTORY);
        assert_true(next >= 0);
        close(fd);
        fd = next;
    }
    close(fd);
    scratch_write("z", "Z", 1);
    const char *inputs[] = { scratch };
    char *got = items(&o, inputs, 1);
    assert_string_equal(got, "! 5\nt z [S] Z\n");
    free(got);
    for (int i = 0; i < DEPTH; i++) { /* nftw cannot go down there either */
        (void)rename(scratch_path("d/d"), scratch_path("e"));
        assert_int_equal(rmdir(scratch_path("d")), 0);
        (void)rename(scratch_path("e"), scratch_path("d"));
    }
    scratch_remove();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sniffs),    cmocka_unit_test(walks_inputs), cmocka_unit_test(sizes),
        cmocka_unit_test(long_rows), cmocka_unit_test(pipes),        cmocka_unit_test(urls),
        cmocka_unit_test(deep),      cmocka_unit_test(packed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
