/* SPDX-License-Identifier: MIT */
#include "job/optiontable.h"

#include <stddef.h>

/* More bytes or pages than any machine has, far below what sums of them may wrap at. */
#define MANY ((uint64_t)1 << 48)

/* A row: scope, what it sets, and name, argument, default and help of struct dh_option. */
#define OPTION(scope, sets, ...) \
    { \
        { __VA_ARGS__, DH_SCOPE_##scope }, sets \
    }

#define MEMBER(shape, member, min, max) \
    DH_OPTION_##shape, offsetof(struct dh_settings, member), min, max
#define FLAG(member)             MEMBER(FLAG, member, 0, 0)
#define CHOICE(member)           MEMBER(CHOICE, member, 0, 0)
#define NUMBER(member, min, max) MEMBER(NUMBER, member, min, max)
#define STRING(member)           MEMBER(STRING, member, 0, 0)
#define PATH(member)             MEMBER(STRING, member, 1, 0)
#define ADDRESS(member)          MEMBER(STRING, member, 0, 1)
#define LIST(member)             MEMBER(LIST, member, 0, 0)
#define LABEL(member)            MEMBER(LABEL, member, 0, 0)
#define FIELD(member)            MEMBER(FIELD, member, 0, 0)
#define KINDS(dropped)           MEMBER(KINDS, drop, 0, dropped)

static const struct dh_option_row rows[] = {
    OPTION(PAGE, CHOICE(captions), "captions", "drop|first|keep", "drop",
           "captions: all go, the first of each group stays without its credit, or all stay"),
    OPTION(PAGE, FLAG(title), "title", NULL, "no",
           "put the title first (HTML; scraped text keeps its own)"),
    OPTION(PAGE, KINDS(false), "keep", "KIND,...", NULL,
           "keep fragments of these kinds (kinds: dehusk(1))"),
    OPTION(PAGE, KINDS(true), "drop", "KIND,...", NULL, "remove fragments of these kinds"),
    OPTION(PAGE, LIST(without), "without", "RULE,...", NULL,
           "switch off rules, by the names --explain shows, or by how these begin (ad.de, ad)"),
    OPTION(PAGE, PATH(rules), "rules", "FILE", NULL,
           "rules of your own, on top of the built-in ones"),
    OPTION(PAGE, CHOICE(type), "type", "auto|html|text|jsonl|warc|csv", "auto",
           "what the inputs are; auto looks at the bytes, not at the name"),
    OPTION(PAGE, CHOICE(extractor), "extractor", "model|rules", "model",
           "how the body of a web page is found"),
    OPTION(PAGE, CHOICE(standfirst), "standfirst", "keep|drop", "keep",
           "what becomes of the paragraph between headline and body (HTML)"),
    OPTION(PAGE, CHOICE(embeds), "embeds", "keep|drop", "keep",
           "what becomes of the text of embedded posts (HTML)"),
    OPTION(PAGE, STRING(site), "site", "NAME|none", NULL,
           "site of pages that tell none (default: the directory's name)"),
    OPTION(PAGE, ADDRESS(url), "url", "URL", NULL,
           "where the page came from, when one page is read"),
    OPTION(PAGE, LABEL(charset), "charset", "LABEL", NULL,
           "charset of the inputs, when it is known"),
    OPTION(PAGE, NUMBER(max_size, 1, DH_PAGE_MAX), "max-size", "N", "64M",
           "bytes of one input at the most; a larger one fails"),
    OPTION(PAGE, FLAG(outside), "outside", NULL, "no",
           "list the text outside the element that holds the body, too: in the record, and with "
           "--explain"),
    OPTION(JOB, PATH(output), "output", "PATH", NULL,
           "one output file; a directory: the input's path below it, with .txt"),
    OPTION(JOB, CHOICE(format), "format", "text|jsonl", NULL,
           "text (the default for one input, and for a directory) or records"),
    OPTION(JOB, PATH(records), "records", "FILE", NULL, "the records, beside text output"),
    OPTION(JOB, FIELD(fields), "field", "NAME=KEY", NULL,
           "where rows of JSONL or of a table keep text, html, id, url, site, published or title "
           "(a.b: b inside a)"),
    OPTION(JOB, NUMBER(jobs, 1, 256), "jobs", "N", NULL,
           "worker processes (default: as many as there are cores)"),
    OPTION(JOB, CHOICE(duplicates), "duplicates", "mark|drop|keep", NULL,
           "second copies of a story: named in the record, left out (the default below a "
           "directory), or not looked for"),
    OPTION(JOB, PATH(state), "state", "FILE", NULL,
           "what earlier runs saw of sites and stories: used, and brought up to date"),
    OPTION(JOB, FLAG(read_only), "read-only", NULL, "no", "leave the state as it is"),
    OPTION(JOB, NUMBER(wait, 0, 86400), "wait", "SECONDS", "0",
           "wait so long for another run that holds the state"),
    OPTION(JOB, PATH(clusters), "clusters", "FILE", NULL,
           "the stories with several copies, as rows {\"cluster\":[ids]}"),
    OPTION(JOB, NUMBER(memory, 1 << 20, MANY), "memory", "N", NULL,
           "bytes for what pages have in common; the rest goes to --tmp (default: 8M, or less "
           "where a control group is small)"),
    OPTION(JOB, FLAG(flush), "flush", NULL, "no",
           "one pass: each page is written as soon as it is read; a state is only read"),
    OPTION(JOB, PATH(tmp), "tmp", "DIR", NULL,
           "directory for temporary files (default: TMPDIR, else /tmp)"),
    OPTION(JOB, STRING(user_agent), "user-agent", "TEXT", NULL,
           "how downloads name themselves; say who runs them and where to reach you"),
    OPTION(JOB, FLAG(allow_private), "allow-private", NULL, "no",
           "let URLs lead to private and loopback addresses"),
    OPTION(FETCH, STRING(contact), "contact", "TEXT", NULL,
           "mail address or URL of who fetches, sent with each request; needed unless --user-agent "
           "has one"),
    OPTION(FETCH, PATH(ca_file), "ca-file", "FILE", NULL,
           "certificates of the authorities to trust, in place of the system's (PEM)"),
    OPTION(
        FETCH, STRING(proxy), "proxy", "URL", NULL,
        "ask through this proxy (http, https or socks5h); that of the environment is never used"),
    OPTION(FETCH, NUMBER(max_pages, 0, MANY), "max-pages", "N", "0",
           "pages that are asked for in this run; 0: all"),
    OPTION(FETCH, NUMBER(max_runtime, 0, 10 * 365 * 86400), "max-runtime", "SECONDS", "0",
           "no request begins after so long; 0: no end"),
    OPTION(FETCH, NUMBER(grace, 0, 86400), "grace", "SECONDS", "10",
           "requests under way may take so long after max-runtime or a signal"),
    OPTION(FETCH, NUMBER(revisit, 0, 30 * 86400), "revisit", "SECONDS", "3600",
           "the least time between two visits of a page; 0: every page is asked for again"),
    OPTION(FETCH, NUMBER(revisit_lists, 0, 86400), "revisit-lists", "SECONDS", "300",
           "the least time between two visits of a feed, sitemap or front page"),
    OPTION(FETCH, FLAG(once), "once", NULL, "no", "pages that came once are never asked for again"),
    OPTION(FETCH, FLAG(same_site), "same-site", NULL, "no",
           "leave out what feeds name on other sites (sitemaps never may)"),
    OPTION(FETCH, NUMBER(hosts, 1, 1024), "hosts", "N", "64",
           "hosts that are asked at the same time"),
    OPTION(FETCH, NUMBER(delay, 0, 3600 * 1000), "delay", "MS", "1000",
           "the least pause between two requests to a host, in milliseconds"),
    OPTION(FETCH, NUMBER(delay_factor, 0, 1000), "delay-factor", "N", "5",
           "the pause is also so many times what the host's last answer took"),
    OPTION(FETCH, NUMBER(timeout, 1, 3600), "timeout", "SECONDS", "60",
           "the most time for one request"),
    OPTION(FETCH, NUMBER(slow, 1, 3600), "slow", "SECONDS", "20",
           "a download below 100 bytes a second for so long is given up"),
    OPTION(FETCH, NUMBER(tries, 1, 100), "tries", "N", "3",
           "how often a URL is asked for at the most, where a failure may pass"),
    OPTION(FETCH, NUMBER(max_page, 1, 1 << 30), "max-page", "N", "10M",
           "bytes of one page, unpacked; a larger one fails"),
    OPTION(FETCH, NUMBER(warc_size, 1, MANY), "warc-size", "N", "1G",
           "a WARC file is closed once it is larger"),
};

const struct dh_option_row *dh_option_row_at(size_t i)
{
    return i < DH_LEN(rows) ? &rows[i] : NULL;
}
