/* SPDX-License-Identifier: MIT */
/* Restore: records back into texts, rows and files, and what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/mem.h"
#include "io/restore.h"
#include "scratch.h"

#define KEPT(id, text) \
    "{\"id\":\"" id "\",\"text\":\"" text "\",\"verdict\":\"kept\",\"removed\":[],\"repaired\":[]" \
    "}"
#define FAILED(id) \
    "{\"id\":\"" id "\",\"text\":\"\",\"verdict\":\"failed\",\"removed\":[],\"repaired\":[]}"

static const struct {
    const char *name;
    bool dir;
    enum dh_format format;
    const char *lines[4];
    enum dh_err want;
    const char *files;
} restores[] = {
    { "one text, nothing added",
      false,
      DH_FORMAT_TEXT,
      { KEPT("a", "One.\\n\\n") },
      DH_OK,
      "o=One.\n\n|" },
    { "a failed one beside it",
      false,
      DH_FORMAT_TEXT,
      { FAILED("f"), KEPT("a", "One.") },
      DH_OK,
      "o=One.|" },
    { "two texts for one file",
      false,
      DH_FORMAT_TEXT,
      { KEPT("a", "1"), KEPT("b", "2") },
      DH_EUSAGE,
      "" },
    { "rows",
      false,
      DH_FORMAT_JSONL,
      { KEPT("a", "1"), FAILED("f"), KEPT("b", "2\\n") },
      DH_OK,
      "o={\"id\":\"a\",\"text\":\"1\"}\n{\"id\":\"b\",\"text\":\"2\\n\"}\n|" },
    { "a row that is no UTF-8",
      false,
      DH_FORMAT_JSONL,
      { "{\"id\":\"a\",\"text\":\"\",\"verdict\":\"empty\",\"removed\":[{\"at\":0,\"text_b64\":\"/"
        "w==\"}],"
        "\"repaired\":[]}" },
      DH_OK,
      "o={\"id\":\"a\",\"text_b64\":\"/w==\"}\n|" },
    { "lines that were escaped, in another charset",
      false,
      DH_FORMAT_TEXT,
      { "{\"id\":\"a\",\"text\":\"\u00e9t\u00e9.\\n\\nB.\",\"verdict\":\"kept\",\"removed\":[],"
        "\"repaired\":[],\"charset\":\"WINDOWS-1252 escaped-lines\"}" },
      DH_OK,
      "o=\xe9t\xe9.\\n\\nB.|" },
    { "a charset that is two words",
      false,
      DH_FORMAT_TEXT,
      { "{\"id\":\"a\",\"text\":\"x\",\"verdict\":\"kept\",\"removed\":[],\"repaired\":[],"
        "\"charset\":\"WINDOWS-1252 escaped-more\"}" },
      DH_EDATA,
      "" },
    { "files by their ids",
      true,
      DH_FORMAT_TEXT,
      { KEPT("/x/a.txt", "1"), KEPT("../b", "2"), KEPT("./c", "3"), KEPT("http://h/p?q=%2F", "4") },
      DH_OK,
      "o/__/b=2|o/c=3|o/http%3A%2F%2Fh%2Fp%3Fq=%252F=4|o/x/a.txt=1|" },
    { "two of one id",
      true,
      DH_FORMAT_TEXT,
      { KEPT("a", "1"), KEPT("b", "2"), KEPT("a", "3") },
      DH_OK,
      "o/a=1|o/a~3=3|o/b=2|" },
    { "an id that is no name",
      true,
      DH_FORMAT_TEXT,
      { KEPT("/", "1"), KEPT("a", "2") },
      DH_OK,
      "o/a=2|o/d6f5222ffc6d3eaf474292953285562e=1|" },
    { "no id", true, DH_FORMAT_TEXT, { KEPT("", "1") }, DH_ECREATE, "" },
    { "rows into a directory", true, DH_FORMAT_JSONL, { KEPT("a", "1") }, DH_EUSAGE, "" },
    { "no record", false, DH_FORMAT_TEXT, { "{}" }, DH_EDATA, "" },
};

static void restores_texts(void **state)
{
    char got[1024];
    (void)state;
    for (size_t i = 0; i < DH_LEN(restores); i++) {
        struct dh_restore *r = NULL;
        struct dh_detail d = { 0 };
        uint64_t bytes;
        scratch_make();
        struct dh_restore_options o = { .format = restores[i].format,
                                        .output = scratch_path("o"),
                                        .output_is_dir = restores[i].dir,
                                        .max_size = 1 << 20 };
        enum dh_err e = dh_restore_new(&r, dh_mem_default(), &o, &d);
        for (size_t k = 0; e == DH_OK && k < 4 && restores[i].lines[k]; k++)
            e = dh_restore_put(r, dh_str_c(restores[i].lines[k]), NULL, &d);
        if (e == DH_OK)
            e = dh_restore_commit(r, &bytes, &d);
        dh_restore_free(r);
        if (e != restores[i].want)
            fail_msg("%s: error %d: %s", restores[i].name, (int)e, d.msg);
        scratch_listing(got, sizeof got);
        if (strcmp(got, restores[i].files) != 0)
            fail_msg("%s: got %s", restores[i].name, got);
        scratch_remove();
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(restores_texts) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
