/* What scoring_loops.c is asked and what it finds; no Python in it. */

#ifndef SCORING_LOOPS_H
#define SCORING_LOOPS_H

#include <stddef.h>
#include <stdint.h>

enum { WINDOW = 1 << 16, BLOCKS = WINDOW / 64, TABLE_SIZE = 1 << 8 };

/* See `words.Run`. */
typedef struct {
    const void *documents, *values;
    ptrdiff_t row, first, table, length;
    ptrdiff_t begun, next; /* the part that lies in the window */
    float weight;
    int narrow; /* whether documents have 16 bits, not 32 */
} Run;

typedef struct {
    ptrdiff_t first, end; /* its documents */
    ptrdiff_t runs_end;   /* its runs end here and begin where those of the language before it end */
    int mixed;            /* whether its documents are of several languages */
} Language;

/* What is asked, whatever is wanted of it; searches share it. */
typedef struct {
    ptrdiff_t rows, languages, run_count;
    const Language *language;
    const Run *runs;
    const float *tables, *idfs; /* see _scoring.pyi */
    const uint8_t *required, *excluded;
    const void *langs;
    ptrdiff_t lang_size, lang_count;
    float k1, coverage;
} Asked;

typedef struct {
    int64_t document;
    float score;
} Scored;

typedef struct {
    const Asked *asked;
    /* What is found. */
    ptrdiff_t total;
    Scored *best; /* a heap, the worst on top: the least score, of equal ones the last document */
    ptrdiff_t count, limit;
    Scored *leaders; /* by the number of the language; -1 if there is none */
    Scored *all;     /* where all are kept */
    ptrdiff_t room, kept;
    int keeps_all;
    const char *failure;
    /* Of the language. */
    const float *idfs;
    float asked_idf;
    float bar; /* what a document must score at least to be kept; see raise_bar */
    int mixed;
    /* Of the window: for each row a bit for each document that holds it; bits of those that match and hold one row
     * alone, and of those that are to be scored; how many of these lie before each 64; for each of them a frequency a
     * row. */
    uint64_t *held;
    float *sums;
    ptrdiff_t blocks, sums_room;
    uint64_t single[BLOCKS], chosen[BLOCKS];
    int32_t before[BLOCKS];
} Search;

/* Begin a search for the best `limit` documents, or for all if it is negative.
 *
 * Returns: whether there is memory for it; `end_search` is to be called all the same. */
int begin_search(Search *search, const Asked *asked, ptrdiff_t limit, ptrdiff_t documents);

/* Score the documents of all languages. `runs` are the search's own copy of those asked.
 *
 * Returns: whether all went well; else `failure` says what is wrong. */
int score_all(Search *search, Run *runs);

/* Put the best documents in their order, and take those of them off the leaders. */
void put_in_order(Search *search);

void end_search(Search *search);

#endif
