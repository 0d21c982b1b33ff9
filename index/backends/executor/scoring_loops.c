/* The inner loops of ranking.py: runs of postings added up by document, scored, and the best kept. NumPy does the same
 * where this could not be compiled.
 *
 * Documents of a language lie together and are gone through in windows. Bits say which of a window hold which concept.
 * Those that hold several are scored first: after them few that hold one alone can still be among the best, as no
 * frequency makes up for what they lack (the upper bounds of Turtle and Flood 1995, "Query evaluation: strategies and
 * optimizations"). The frequencies of all others are never read.
 *
 * Everything that comes from a file is checked: a damaged one is an error and never a crash. */

#include "scoring_loops.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { AT_ONCE = 512 };
static const char OUT_OF_ORDER[] = "documents are out of order", NO_MEMORY[] = "no memory";
static const float ROUNDED_UP = 1.0001f; /* bounds and scores are rounded at different places */

/* Count bits as any machine can (Warren 2012, "Hacker's Delight", 5-1). */
static int bits_of(uint64_t bits) {
    bits -= bits >> 1 & 0x5555555555555555;
    bits = (bits & 0x3333333333333333) + (bits >> 2 & 0x3333333333333333);
    bits = (bits + (bits >> 4)) & 0x0f0f0f0f0f0f0f0f;
    return (int)(bits * 0x0101010101010101 >> 56);
}

static int is_worse(Scored one, Scored other) {
    return one.score < other.score || (one.score == other.score && one.document > other.document);
}

static void sift_down(Search *search, ptrdiff_t place) {
    Scored *best = search->best;
    const Scored moved = best[place];
    for (;;) {
        ptrdiff_t child = 2 * place + 1;
        if (child >= search->count) break;
        if (child + 1 < search->count && is_worse(best[child + 1], best[child])) child++;
        if (!is_worse(best[child], moved)) break;
        best[place] = best[child];
        place = child;
    }
    best[place] = moved;
}

static void offer(Search *search, Scored found) {
    if (search->count < search->limit) {
        search->best[search->count++] = found;
        if (search->count == search->limit)
            for (ptrdiff_t place = search->count / 2; place-- > 0;) sift_down(search, place);
    } else if (search->limit && is_worse(search->best[0], found)) {
        search->best[0] = found;
        sift_down(search, 0);
    }
}

static ptrdiff_t lang_of(const Asked *asked, int64_t document) {
    if (asked->lang_size == 2) return ((const uint16_t *)asked->langs)[document];
    return asked->lang_size == 1 ? ((const uint8_t *)asked->langs)[document]
                                 : ((const uint32_t *)asked->langs)[document];
}

/* Say what a document of a language must score to be among the best of all or the best one of its language; where
 * documents of several languages are mixed, nothing. */
static void raise_bar(Search *search, ptrdiff_t lang) {
    const Scored leader = search->leaders[lang], *best = search->best;
    search->bar = -1;
    if (search->mixed || leader.document < 0 || search->count < search->limit) return;
    search->bar = search->limit && best[0].score < leader.score ? best[0].score : leader.score;
}

/* Keep a document that matches, if it is good enough. */
static int keep(Search *search, Scored found) {
    if (search->keeps_all) {
        if (search->kept >= search->room) {
            const ptrdiff_t room = search->room ? 2 * search->room : 1024;
            Scored *larger = realloc(search->all, room * sizeof(Scored));
            if (!larger) return search->failure = NO_MEMORY, 0;
            search->all = larger;
            search->room = room;
        }
        search->all[search->kept++] = found;
        return 1;
    }
    offer(search, found);
    const ptrdiff_t lang = lang_of(search->asked, found.document);
    if (lang >= search->asked->lang_count) return search->failure = "a language is not there", 0;
    Scored *leader = &search->leaders[lang];
    if (leader->document < 0 || is_worse(*leader, found)) *leader = found;
    raise_bar(search, lang);
    return 1;
}

static inline ptrdiff_t number_at(const void *numbers, ptrdiff_t place, const int narrow) {
    return narrow ? ((const uint16_t *)numbers)[place] : ((const uint32_t *)numbers)[place];
}

static ptrdiff_t document_at(const Run *run, ptrdiff_t place) { return number_at(run->documents, place, run->narrow); }

static float worth_at(const Asked *asked, const Run *run, ptrdiff_t place) {
    if (run->table < 0) return ((const float *)run->values)[place];
    const uint16_t count = ((const uint16_t *)run->values)[place]; /* a frequency and a length */
    return asked->tables[run->table + (count & 0xff)] * (count >> 8) * run->weight;
}

/* One term alone needs no adding up: the greater the frequency, the better. */
static int score_alone(Search *search, const Run *run, ptrdiff_t documents) {
    const Asked *asked = search->asked;
    const float k1 = asked->k1, idf = search->idfs[0];
    ptrdiff_t before = -1;
    float enough = -1; /* the frequency up to which documents are not kept: they are worse or, as good, come later */
    for (ptrdiff_t place = 0; place < run->length; place++) {
        const ptrdiff_t at = document_at(run, place);
        if (at <= before || at >= documents) return search->failure = OUT_OF_ORDER, 0;
        const float frequency = worth_at(asked, run, place);
        const int64_t document = run->first + at;
        before = at;
        if (asked->excluded && asked->excluded[document]) continue;
        search->total++;
        if (frequency <= enough) continue;
        const float score = frequency / (frequency + k1) * idf * (k1 + 1);
        if (score <= search->bar) enough = frequency;
        else if (!keep(search, (Scored){document, score})) return 0;
    }
    return 1;
}

static float covered(const Search *search, float held) {
    const Asked *asked = search->asked;
    if (asked->rows == 1 || asked->coverage == 0) return 1;
    const float share = held / search->asked_idf;
    return asked->coverage == 0.5f ? sqrtf(share) : powf(share, asked->coverage);
}

/* Note which documents of a window hold a run whose documents are narrow: all of it is in one window. */
static int mark_narrow(Search *search, Run *run, ptrdiff_t end) {
    const uint16_t *documents = run->documents;
    uint64_t *held = search->held + run->row * BLOCKS;
    uint16_t last = 0;
    /* By itself, as the processor then compares many at once. */
    for (ptrdiff_t place = run->next; place < run->length; place++)
        last = last < documents[place] ? documents[place] : last;
    if (last >= end) return search->failure = OUT_OF_ORDER, 0;
    for (ptrdiff_t place = run->next; place < run->length; place++)
        held[documents[place] / 64] |= (uint64_t)1 << documents[place] % 64;
    run->begun = run->next;
    run->next = run->length;
    return 1;
}

/* Note which documents of a window hold a run. */
static int mark(Search *search, Run *run, ptrdiff_t start, ptrdiff_t end) {
    if (run->narrow) return mark_narrow(search, run, end);
    const uint32_t *documents = run->documents;
    uint64_t *held = search->held + run->row * BLOCKS;
    ptrdiff_t next = run->begun = run->next;
    for (; next < run->length && documents[next] < end; next++) {
        const ptrdiff_t at = documents[next] - start;
        if (at < 0) return search->failure = OUT_OF_ORDER, 0;
        held[at / 64] |= (uint64_t)1 << at % 64;
    }
    run->next = next;
    return 1;
}

/* Choose of 64 documents those that match (hold any row, all that must be held, and are not excluded) and hold several
 * rows, and note those that hold one; choose both if `all` are wanted.
 *
 * Returns: how many match. */
static ptrdiff_t match_block(Search *search, ptrdiff_t block, int64_t first, int all) {
    const Asked *asked = search->asked;
    uint64_t matching = 0, several = 0, required = ~(uint64_t)0;
    for (ptrdiff_t row = 0; row < asked->rows; row++) {
        const uint64_t held = search->held[row * BLOCKS + block];
        several |= matching & held;
        matching |= held;
        if (asked->required[row]) required &= held;
    }
    matching &= required;
    if (asked->excluded)
        for (uint64_t left = matching; left; left &= left - 1)
            if (asked->excluded[first + __builtin_ctzll(left)]) matching &= ~(left & -left);
    search->single[block] = matching & ~several;
    search->chosen[block] = all ? matching : matching & several;
    return bits_of(matching);
}

/* List the places from `place` up to `end` of a run at which chosen documents stand. `narrow` is known where this is
 * put in, so that it need not be asked each time; nor is a document asked, but counted, as there is no foretelling it.
 *
 * Returns: how many there are. */
static inline ptrdiff_t list_chosen(const Search *search, const Run *run, ptrdiff_t place, ptrdiff_t end,
                                    ptrdiff_t start, uint32_t *places, const int narrow) {
    const void *documents = run->documents;
    ptrdiff_t count = 0;
    for (; place < end; place++) {
        /* Masked, for what is mapped may have been written over since it was marked. */
        const ptrdiff_t at = (number_at(documents, place, narrow) - start) & (WINDOW - 1);
        places[count] = (uint32_t)place;
        count += search->chosen[at / 64] >> at % 64 & 1;
    }
    return count;
}

/* Add up what a run is worth in the chosen documents. */
static void add(Search *search, const Run *run, ptrdiff_t start) {
    uint32_t places[AT_ONCE];
    for (ptrdiff_t place = run->begun; place < run->next; place += AT_ONCE) {
        const ptrdiff_t end = place + AT_ONCE < run->next ? place + AT_ONCE : run->next;
        const ptrdiff_t count = run->narrow ? list_chosen(search, run, place, end, start, places, 1)
                                            : list_chosen(search, run, place, end, start, places, 0);
        for (ptrdiff_t number = 0; number < count; number++) {
            const ptrdiff_t at = (document_at(run, places[number]) - start) & (WINDOW - 1);
            const uint64_t before = search->chosen[at / 64] & (((uint64_t)1 << at % 64) - 1);
            const ptrdiff_t own = (search->before[at / 64] + bits_of(before)) * search->asked->rows + run->row;
            if (own < search->sums_room) search->sums[own] += worth_at(search->asked, run, places[number]);
        }
    }
}

/* Score a document and keep it, but stop as soon as it cannot be good enough. */
static int score_document(Search *search, const float *frequencies, int64_t document) {
    const float k1 = search->asked->k1;
    float total = 0, held = 0;
    for (ptrdiff_t row = 0; row < search->asked->rows; row++) {
        const float frequency = frequencies[row], idf = frequency > 0 ? search->idfs[row] : 0;
        total += frequency / (frequency + k1) * idf;
        held += idf;
    }
    total *= k1 + 1;
    if (total < search->bar) return 1;
    return keep(search, (Scored){document, total * covered(search, held)});
}

static int make_room(Search *search, ptrdiff_t needed) {
    if (needed > search->sums_room) {
        free(search->sums);
        search->sums = malloc(needed * sizeof(float));
        search->sums_room = search->sums ? needed : 0;
        if (!search->sums) return search->failure = NO_MEMORY, 0;
    }
    memset(search->sums, 0, needed * sizeof(float));
    return 1;
}

/* Score the chosen documents of the window that begins at `start`. */
static int score_chosen(Search *search, const Run *runs, ptrdiff_t count, ptrdiff_t start) {
    const ptrdiff_t rows = search->asked->rows;
    ptrdiff_t chosen = 0;
    for (ptrdiff_t block = 0; block < search->blocks; block++) {
        search->before[block] = (int32_t)chosen;
        chosen += bits_of(search->chosen[block]);
    }
    if (!chosen) return 1;
    if (!make_room(search, chosen * rows)) return 0;
    for (ptrdiff_t number = 0; number < count; number++) add(search, &runs[number], start);
    const float *frequencies = search->sums;
    for (ptrdiff_t block = 0; block < search->blocks; block++)
        for (uint64_t left = search->chosen[block]; left; left &= left - 1, frequencies += rows)
            if (!score_document(search, frequencies, runs->first + start + block * 64 + __builtin_ctzll(left)))
                return 0;
    return 1;
}

/* Choose the documents that hold one row alone, of the rows that can be among the best by themselves: no frequency is
 * worth more than what `score_document` nears when it grows. The runs of these rows are put first.
 *
 * Returns: how many runs these are. */
static ptrdiff_t choose_single(Search *search, Run *runs, ptrdiff_t count) {
    ptrdiff_t hopeful = 0;
    memset(search->chosen, 0, search->blocks * sizeof(uint64_t));
    for (ptrdiff_t row = 0; row < search->asked->rows; row++) {
        const float idf = search->idfs[row];
        const uint64_t *held = search->held + row * BLOCKS;
        if (idf * (search->asked->k1 + 1) * covered(search, idf) * ROUNDED_UP < search->bar) continue;
        for (ptrdiff_t block = 0; block < search->blocks; block++)
            search->chosen[block] |= held[block] & search->single[block];
        for (ptrdiff_t number = hopeful; number < count; number++)
            if (runs[number].row == row) {
                const Run other = runs[hopeful];
                runs[hopeful++] = runs[number];
                runs[number] = other;
            }
    }
    return hopeful;
}

static int score_window(Search *search, Run *runs, ptrdiff_t count, ptrdiff_t start, ptrdiff_t end) {
    const int64_t first = runs->first + start;
    const int all = search->keeps_all || search->mixed;
    search->blocks = (end - start + 63) / 64;
    for (ptrdiff_t row = 0; row < search->asked->rows; row++)
        memset(search->held + row * BLOCKS, 0, search->blocks * sizeof(uint64_t));
    for (ptrdiff_t number = 0; number < count; number++)
        if (!mark(search, &runs[number], start, end)) return 0;
    for (ptrdiff_t block = 0; block < search->blocks; block++)
        search->total += match_block(search, block, first + block * 64, all);
    if (!score_chosen(search, runs, count, start)) return 0;
    return all || score_chosen(search, runs, choose_single(search, runs, count), start);
}

/* Score the documents of one language. */
static int score_language(Search *search, Run *runs, ptrdiff_t count, ptrdiff_t documents) {
    if (count == 1 && search->asked->rows == 1) return score_alone(search, runs, documents);
    for (;;) {
        ptrdiff_t least = documents, left = 0;
        for (ptrdiff_t number = 0; number < count; number++) {
            if (runs[number].next >= runs[number].length) continue;
            const ptrdiff_t next = document_at(&runs[number], runs[number].next);
            if (next < least) least = next;
            left = 1;
        }
        if (!left) return 1;
        if (least >= documents) return search->failure = OUT_OF_ORDER, 0;
        const ptrdiff_t start = least / WINDOW * WINDOW, end = start + WINDOW;
        if (!score_window(search, runs, count, start, end < documents ? end : documents)) return 0;
    }
}

static int has_what_must_be(const Asked *asked, const Run *runs, ptrdiff_t count) {
    for (ptrdiff_t row = 0; row < asked->rows; row++) {
        int there = !asked->required[row];
        for (ptrdiff_t number = 0; !there && number < count; number++) there = runs[number].row == row;
        if (!there) return 0;
    }
    return 1;
}

int begin_search(Search *search, const Asked *asked, ptrdiff_t limit, ptrdiff_t documents) {
    memset(search, 0, offsetof(Search, single)); /* the rest is written before it is read */
    search->asked = asked;
    search->keeps_all = limit < 0;
    search->limit = limit < 0 ? 0 : limit < documents ? limit : documents;
    search->held = malloc(asked->rows * BLOCKS * sizeof(uint64_t));
    search->best = malloc((search->limit + 1) * sizeof(Scored));
    search->leaders = malloc((asked->lang_count + 1) * sizeof(Scored));
    if (!search->held || !search->best || !search->leaders) return 0;
    for (ptrdiff_t lang = 0; lang < asked->lang_count; lang++) search->leaders[lang].document = -1;
    return 1;
}

int score_all(Search *search, Run *runs) {
    const Asked *asked = search->asked;
    ptrdiff_t begin = 0;
    for (ptrdiff_t number = 0; number < asked->languages; number++) {
        const Language language = asked->language[number];
        const ptrdiff_t count = language.runs_end - begin;
        search->mixed = language.mixed;
        search->bar = -1;
        search->idfs = asked->idfs + number * asked->rows;
        search->asked_idf = 0;
        for (ptrdiff_t row = 0; row < asked->rows; row++) search->asked_idf += search->idfs[row];
        if (count && has_what_must_be(asked, runs + begin, count) &&
            !score_language(search, runs + begin, count, language.end - language.first))
            return 0;
        begin = language.runs_end;
    }
    return 1;
}

static int better_first(const void *one, const void *other) {
    return is_worse(*(const Scored *)one, *(const Scored *)other) ? 1 : -1;
}

void put_in_order(Search *search) {
    for (ptrdiff_t place = 0; place < search->count; place++) {
        Scored *leader = &search->leaders[lang_of(search->asked, search->best[place].document)];
        if (leader->document == search->best[place].document) leader->document = -1;
    }
    qsort(search->best, search->count, sizeof(Scored), better_first);
}

void end_search(Search *search) {
    free(search->held);
    free(search->sums);
    free(search->best);
    free(search->leaders);
    free(search->all);
}
