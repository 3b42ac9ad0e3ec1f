/* SPDX-License-Identifier: MIT */
/* Why a download came to nothing, as few enough reasons to count them by host. Any thread. */
#ifndef DH_CAUSE_H
#define DH_CAUSE_H

#include <stdbool.h>

enum dh_cause {
    DH_CAUSE_NONE,      /* it came */
    DH_CAUSE_URL,       /* no http or https address that can be asked for */
    DH_CAUSE_ROBOTS,    /* robots.txt forbids it */
    DH_CAUSE_NO_ROBOTS, /* robots.txt could not be had: nothing is allowed in this run */
    DH_CAUSE_HOST_DOWN, /* the host was given up, in this run or in one before */
    DH_CAUSE_DNS,       /* the name has no address */
    DH_CAUSE_CONNECT,   /* refused, no route */
    DH_CAUSE_TLS,       /* certificate, version, handshake */
    DH_CAUSE_TIMEOUT,   /* no answer in time, or too slow */
    DH_CAUSE_PRIVATE,   /* a private or reserved address, or a port that pages are not served on */
    DH_CAUSE_CLIENT,    /* status 4xx, but for 404, 408, 410 and 429 */
    DH_CAUSE_GONE,      /* status 404 and 410 */
    DH_CAUSE_BUSY,      /* status 429 and 503 */
    DH_CAUSE_SERVER,    /* other statuses from 500 on */
    DH_CAUSE_STATUS,    /* a status that is no answer: 204 to 206, 304 that nobody asked for, 999 */
    DH_CAUSE_REDIRECT,  /* too many, to nowhere, or to what is no web page */
    DH_CAUSE_HEADERS,   /* too large, or no HTTP */
    DH_CAUSE_TYPE,      /* no page by its content type: a picture, a PDF */
    DH_CAUSE_DECODE,    /* gzip or deflate data that are damaged, or an encoding nobody asked for */
    DH_CAUSE_PARTIAL,   /* the transfer ended early */
    DH_CAUSE_TOO_LARGE, /* more bytes than allowed, after unpacking */
    DH_CAUSE_LIST,      /* a feed or sitemap that cannot be read, a front page without feeds */
    DH_CAUSE_OFF_SITE,  /* an entry of a sitemap that belongs to another host */
    DH_CAUSE_OUT_OF_TIME, /* broken off by us: the run ended before */
    DH_CAUSES
};

/* "robots", "timeout", "tls", ...: a word for messages, summaries and metrics. Never NULL. */
const char *dh_cause_name(enum dh_cause c);
/* The same for people, with the statuses or the option that stand behind it. */
const char *dh_cause_words(enum dh_cause c);
/* Whether it is our own doing, which says nothing of the host: the run's time, its settings. */
bool dh_cause_is_ours(enum dh_cause c);
/* Whether asking again, later in the run, may help: time, connection, 408, 429, 5xx, cut off. */
bool dh_cause_passes(enum dh_cause c);

/* 200 to 203: there is a body worth having. */
bool dh_status_has_body(long status);
/* 301, 302, 303, 307, 308. */
bool dh_status_redirects(long status);
/* What a status means. conditional: validators were sent, and 304 is what was hoped for. NONE: a
 * body, a redirect, or that. */
enum dh_cause dh_cause_of_status(long status, bool conditional);

#endif
