/* SPDX-License-Identifier: MIT */
/* One request and its response on a handle of libcurl, with all that fetch.h holds to; who runs
 * the handle (curl_easy_perform, curl_multi) is left open. Inside fetch/ only.
 *
 *     dh_transfer_begin(t, &request, r); code = curl->easy_perform(t->easy);
 *     e = dh_transfer_end(t, code);
 *
 * Redirects are not followed: r->location says where to. One thread. */
#ifndef DH_TRANSFER_H
#define DH_TRANSFER_H

#include "codec/codec.h"
#include "fetch/curl.h"
#include "fetch/fetch.h"

/* The headers whose values are kept, in the order of dh_fetched.values. */
enum dh_header {
    DH_HEADER_TYPE,
    DH_HEADER_LOCATION,
    DH_HEADER_ETAG,
    DH_HEADER_MODIFIED,
    DH_HEADER_RETRY,
    DH_HEADERS
};

enum { DH_TRANSFER_SECONDS = 60, DH_AGENT_MAX = 256 };

/* Memory that bodies of many transfers share. Each may have DH_BODY_FREE bytes; one that wants more
 * takes all that it may need out of `left`, or waits, paused, until another gives back. When nobody
 * has taken anything, whoever comes first gets it, however much it is. */
enum { DH_BODY_FREE = 512 * 1024 };
struct dh_budget {
    size_t left;
    unsigned users;
};

/* What all transfers of one user have in common. */
struct dh_client {
    const struct dh_allocator *mem;
    struct dh_curl curl;
    struct curl_slist *packed, *plain; /* header lines: asking for packed bodies, and not */
    const char *ca_file, *proxy;
    unsigned slow_seconds;
    struct dh_budget *budget; /* NULL: no limit but that of each request */
    bool allow_private, keep_heads, global;
    char agent[DH_AGENT_MAX];
};
struct dh_client_options {
    const char *agent;   /* NULL: "dehusk/VERSION (+contact unknown)"; copied */
    const char *ca_file; /* PEM; NULL: the system's authorities; must live as long as the client */
    const char *proxy;   /* the same; http, https or socks5h URL; NULL: none, whatever the
                            environment says */
    unsigned slow_seconds; /* 0: 20 */
    bool allow_private;
    bool keep_heads; /* fill r->sent and r->head */
};
/* DH_EUSAGE: an agent too long or with control characters, no such proxy. DH_ENOINPUT, DH_EACCESS:
 * ca_file. DH_ENET: no libcurl. c may be released whatever the answer. */
DH_MUST_USE enum dh_err dh_client_init(struct dh_client *c, const struct dh_allocator *m,
                                       const struct dh_client_options *o, struct dh_detail *d);
void dh_client_release(struct dh_client *c);

struct dh_request {
    const char *url;              /* dh_url_normal; must live until the end */
    struct dh_str etag, modified; /* of an earlier answer, to be sent back; empty: none */
    size_t max_bytes;
    long max_ms;
    bool plain;    /* ask for no packing */
    bool any_type; /* take the body whatever its type (robots.txt, lists) */
    bool clip;     /* of a body over max_bytes the first max_bytes are enough */
};

struct dh_transfer {
    const struct dh_client *client;
    CURL *easy;
    struct curl_slist *own; /* header lines of this request alone */
    struct dh_request q;
    struct dh_fetched *r;
    struct dh_decoder *decoder;
    enum dh_coding coding;
    bool coded_twice; /* a coding that is not known, or several */
    bool begun;       /* the body has */
    bool refused;     /* a socket was */
    bool enough;      /* of a body that is not wanted, or is clipped */
    bool has_budget, paused;
    bool pending; /* the decoder has more to give out */
    size_t taken; /* out of the budget */
    size_t
        passed; /* bytes of what libcurl hands over again after a pause that were used before it */
    size_t header_bytes, body_bytes;
    enum dh_err err; /* why a callback ended the transfer; words in r->why */
    char said[CURL_ERROR_SIZE];
};
/* Makes the handle; it may be used for many requests, one after another. DH_ENOMEM. */
DH_MUST_USE enum dh_err dh_transfer_open(struct dh_transfer *t, const struct dh_client *c);
void dh_transfer_close(struct dh_transfer *t);

/* Sets the handle up for q, whose strings but url are copied, and empties r but for its url.
 * DH_ENET: cause and why say that it must not be sent (a port). DH_ENOMEM. */
DH_MUST_USE enum dh_err dh_transfer_begin(struct dh_transfer *t, const struct dh_request *q,
                                          struct dh_fetched *r);
/* Gives back what t took out of the budget; the body must not grow after that. */
void dh_transfer_give_back(struct dh_transfer *t);
/* Goes on with a paused transfer, if there is budget now. */
void dh_transfer_resume(struct dh_transfer *t);
/* For the files of transfer.h: libcurl's write callback, and the error for a cause. */
size_t dh_transfer_body(char *p, size_t size, size_t n, void *self);
enum dh_err dh_transfer_fail(struct dh_transfer *t, enum dh_cause cause, const char *words);

/* code: how the handle ended. Any whole response is DH_OK, also a redirect (cause NONE) and an
 * error status (its cause). DH_EDATA: its packing was damaged, it may be asked for once more
 * with q.plain. DH_ENET, DH_ELIMIT, DH_ENOMEM: r->cause and r->why. */
DH_MUST_USE enum dh_err dh_transfer_end(struct dh_transfer *t, CURLcode code);

#endif
